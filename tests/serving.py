"""Start a real server on loopback for tests, and send plain requests to it."""

import contextlib
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import IO
from urllib.parse import urlencode

import pyoxigraph as ox
from rdflib import Graph

from tests import ROOT

DIRECT = "application/sparql-query"
FORM = "application/x-www-form-urlencoded"
JSON = "application/sparql-results+json"
HTML = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
"""The Accept header of a browser."""


@dataclass(frozen=True)
class Reply:
    """The answer of a server; names of headers are in lower case."""

    status: int
    headers: dict[str, str]
    data: bytes

    @property
    def text(self) -> str:
        return self.data.decode()

    def graph(self) -> Graph:
        """Return the triples of a body of any form of RDF; none may be in a named graph."""
        form = ox.RdfFormat.from_media_type(self.media)
        assert form is not None, self.media
        quads = list(ox.parse(self.data, format=form))
        assert {quad.graph_name for quad in quads} <= {ox.DefaultGraph()}
        triples = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES)
        return Graph().parse(data=triples, format="nt")

    @property
    def media(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass(frozen=True)
class Server:
    """A running server: its port and its process."""

    port: int
    process: subprocess.Popen[str]
    log: IO[str]

    def log_text(self) -> str:
        """Return what the server has written to standard error."""
        self.log.seek(0)
        return self.log.read()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, accept: str = "*/*", method: str = "GET", **headers: str) -> Reply:
        return self.send(method, path, b"", accept=accept, **headers)

    def post(self, path: str, body: str | bytes, media: str = "", accept: str = "*/*") -> Reply:
        data = body.encode() if isinstance(body, str) else body
        named = {"Content-Type": media} if media else {}
        return self.send("POST", path, data, accept=accept, **named)

    def ask(self, query: str, accept: str = JSON, **more: str) -> Reply:
        return self.get(f"/sparql?{urlencode({'query': query, **more})}", accept)

    def raw(self, request: bytes) -> bytes:
        """Send these bytes, and return those of the first answer."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=240) as line:
            line.sendall(request)
            answer = b""
            while b"\r\n\r\n" not in answer and (piece := line.recv(65536)):
                answer += piece
            head, _, body = answer.partition(b"\r\n\r\n")
            found = re.search(rb"(?i)content-length: (\d+)", head)
            length = int(found[1]) if found else 0
            while len(body) < length and (piece := line.recv(65536)):
                body += piece
            return head + b"\r\n\r\n" + body

    def send(
        self, method: str, path: str, body: bytes, accept: str = "*/*", **headers: str
    ) -> Reply:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        line = HTTPConnection("127.0.0.1", self.port, timeout=240)
        try:
            line.request(method, path, body or None, {"Accept": accept, **named})
            response = line.getresponse()
            answered = {name.lower(): value for name, value in response.getheaders()}
            return Reply(response.status, answered, response.read())
        finally:
            line.close()


@contextmanager
def serving(*arguments: str) -> Iterator[Server]:
    """Run ``stakhgraph serve`` on a free port until the block ends."""
    command = [sys.executable, "-m", "stakhgraph", "serve", "--port", "0", "--no-open", *arguments]
    # Not a pipe: one that nobody reads would stop the server once it is full.
    log = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 (closed below)
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True)
    assert process.stdout is not None
    try:
        match = re.search(r"http://127\.0\.0\.1:(\d+)/", process.stdout.readline())
        if match is None:
            log.seek(0)
            raise AssertionError(log.read())
        yield Server(int(match[1]), process, log)
    finally:
        process.terminate()
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
        process.stdout.close()
        log.close()


def children(pid: int) -> list[int]:
    """Return the processes that a process has started."""
    run = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False)
    return [int(line) for line in run.stdout.split()]


def wait_until_ended(pids: Iterable[int]) -> None:
    """Wait until the processes have ended: a signal takes its time on a busy machine."""
    for pid in pids:
        state = Path(f"/proc/{pid}/stat")
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            while " Z " not in state.read_text("ascii").rpartition(")")[2][:3]:
                time.sleep(0.01)
