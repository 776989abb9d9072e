"""Answers of a distant endpoint, sent to our client over a socket of this machine."""

import json
import socket
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from stakhgraph.errors import StakhError
from stakhgraph.rdf.remote_endpoint.client import RemoteStore
from stakhgraph.rdf.tables import Table
from tests.fuzz import corpus
from tests.fuzz.verdict import Reader

_JSON = "application/sparql-results+json"


class _Server:
    """A server that sends the same bytes to whoever asks, and closes."""

    def __init__(self) -> None:
        self.reply = b""
        self._listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}/sparql"

    def _serve(self) -> None:
        while True:
            line, _ = self._listener.accept()
            with line, suppress(OSError):
                line.recv(65536)
                line.sendall(self.reply)
                line.shutdown(socket.SHUT_WR)
                while line.recv(65536):
                    pass


def _head(media_type: str, length: int) -> bytes:
    return f"HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\nContent-Length: {length}\r\n\r\n".encode()


def results(_: Path) -> Reader:
    """Return the reader of SPARQL results in JSON; what it returns can be written again."""
    server = _Server()
    store = RemoteStore(server.url, timeout=5, pause=lambda _: None)

    def read(data: bytes) -> None:
        server.reply = _head(_JSON, len(data)) + data
        with suppress(StakhError):
            store.ask("ASK {}")
        table = store.select("SELECT * { ?s ?p ?o }")
        for write in (Table.to_csv, Table.to_tsv, Table.to_json, Table.render):
            with suppress(StakhError):
                write(table)

    return read


def graph(media_type: str, _: Path) -> Reader:
    """Return the reader of a graph in one format."""
    server = _Server()
    store = RemoteStore(server.url, timeout=5, pause=lambda _: None)

    def read(data: bytes) -> None:
        server.reply = _head(media_type, len(data)) + data
        store.construct("CONSTRUCT WHERE { ?s ?p ?o }")

    return read


def exchange(_: Path) -> Reader:
    """Return the reader of whole replies, with status, headers and trailers."""
    server = _Server()
    store = RemoteStore(server.url, timeout=5, pause=lambda _: None)

    def read(data: bytes) -> None:
        server.reply = data
        store.select("SELECT * { ?s ?p ?o }")

    return read


def examples() -> Sequence[bytes]:
    """Return replies of the kinds that there are."""
    body = corpus.ANSWERS[0]
    chunked = b"%x\r\n%s\r\n0\r\nX-Status: 500\r\n\r\n" % (len(body), body)
    gone = json.dumps({"error": "gone"}).encode()
    return (
        _head(_JSON, len(body)) + body,
        b"HTTP/1.1 200 OK\r\nContent-Type: "
        + _JSON.encode()
        + b"\r\nTransfer-Encoding: chunked\r\n\r\n"
        + chunked,
        b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/x\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 503 Busy\r\nRetry-After: 5\r\nDate: Tue, 15 Nov 1994 08:12:31 GMT\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 400 Bad\r\nContent-Type: text/plain; charset=x\r\nContent-Length: 5\r\n\r\nline \xff",
        b"HTTP/1.1 200 OK\r\nX-SPARQL-MaxRows: 2\r\nLink: <x>; rel=next\r\nContent-Type: text/html\r\n\r\n<!doctype html>",
        b"HTTP/1.0 401 No\r\nWWW-Authenticate: Basic realm=x\r\nWarning: 199 x\r\n\r\n" + gone,
    )
