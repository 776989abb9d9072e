"""Servers on loopback for tests: a real SPARQL endpoint, and one that answers whatever it is told."""

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.request import urlopen


@contextmanager
def oxigraph(files: Sequence[Path], folder: Path) -> Iterator[str]:
    """Serve Turtle files with ``oxigraph serve-read-only``; give the address for queries."""
    program = str(Path(sys.executable).with_name("oxigraph"))
    place = folder / "store"
    load = [program, "load", "--location", str(place), "--file", *map(str, files)]
    subprocess.run(load, check=True, capture_output=True)
    port = free_port()
    serve = [program, "serve-read-only", "--location", str(place), "--bind", f"127.0.0.1:{port}"]
    server = subprocess.Popen(serve, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(f"http://127.0.0.1:{port}/")
        yield f"http://127.0.0.1:{port}/query"
    finally:
        server.terminate()
        server.wait(timeout=10)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait(url: str) -> None:
    for _ in range(100):
        try:
            with urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(url)


@dataclass
class Reply:
    """What the scripted server sends: status, body, headers; ``length`` may be a lie."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None
    delay: float = 0.0


@dataclass
class Scripted:
    """A server that gives its replies in turn, the last one again and again, and what it heard."""

    url: str
    replies: list[Reply]
    heard: list[tuple[str, str, dict[str, str], str]] = field(default_factory=list)


@contextmanager
def scripted(*replies: Reply) -> Iterator[Scripted]:
    """Serve these replies on loopback."""
    script = Scripted("", list(replies))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            script.heard.append((self.command, self.path, dict(self.headers), body))
            reply = script.replies.pop(0) if len(script.replies) > 1 else script.replies[0]
            time.sleep(reply.delay)
            self.send_response_only(reply.status)
            length = len(reply.body) if reply.length is None else reply.length
            for name, value in {"Content-Length": str(length), **reply.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body)

        do_POST = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            pass  # whoever asked has gone, as some tests mean to

    server = Server(("127.0.0.1", 0), Handler)
    script.url = f"http://127.0.0.1:{server.server_address[1]}/sparql"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield script
    finally:
        server.shutdown()
        server.server_close()


@dataclass
class Speaking:
    """The address of a server, and whether it has said all that it had to say slowly."""

    url: str
    has_ended: threading.Event = field(default_factory=threading.Event)


@contextmanager
def speaking(start: bytes, drip: bytes = b"", end: bytes = b"") -> Iterator[Speaking]:
    """Serve these bytes on loopback to whoever asks, those of ``drip`` one by one and slowly."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        over = threading.Event()
        found = Speaking(f"http://127.0.0.1:{listener.getsockname()[1]}/sparql")

        def answer() -> None:
            with suppress(OSError):
                while not over.is_set():
                    line, _ = listener.accept()
                    with line, suppress(OSError):
                        line.recv(65536)
                        line.sendall(start)
                        for at in range(len(drip)):
                            if over.wait(0.02):
                                return
                            line.sendall(drip[at : at + 1])
                        found.has_ended.set()
                        line.sendall(end)

        threading.Thread(target=answer, daemon=True).start()
        try:
            yield found
        finally:
            over.set()
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
