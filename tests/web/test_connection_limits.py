"""Clients that do not send or do not read are disconnected, and disturb nobody."""

import asyncio
import re
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import uvicorn
from uvicorn.server import ServerState

from stakhgraph.web.connection_limits import LimitedH11Protocol
from tests.asynchronous import run
from tests.serving import HTML, Server, serving

CONNECTIONS = Path("/proc/net/tcp")
_POST = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """Return a server that has time for a large answer on a busy machine."""
    with serving("--timeout", "600") as running:
        yield running


@pytest.mark.skipif(not CONNECTIONS.is_file(), reason="connections are listed on Linux only")
def test_clients_that_do_not_go_on_are_disconnected_and_delay_nobody(server: Server):
    """Half a head, half a body, and an answer that nobody reads; together, since they take time."""
    unread = _unread_answer(server)
    head, bodies = _connected(server), [_connected(server) for _ in range(20)]
    head.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
    for line in bodies:
        line.sendall(_POST + b"Content-Length: 100\r\n\r\nASK")
    answered = 0
    while _is_open(server, unread):
        assert server.ask("ASK {}").status == 200
        assert server.get("/help", HTML).status == 200
        answered += 1
    assert answered > 10
    assert head.recv(100) == b""
    assert b" 408 " in bodies[0].recv(4096)
    received = _all_of(unread)
    length = int(re.search(rb"(?i)content-length: (\d+)", received)[1])  # type: ignore[index]
    assert 0 < len(received.partition(b"\r\n\r\n")[2]) < length
    for line in (head, unread, *bodies):
        line.close()


def _is_open(server: Server, line: socket.socket) -> bool:
    """Return whether the server has not yet closed its end of a connection."""
    ends = f"0100007F:{server.port:04X} 0100007F:{line.getsockname()[1]:04X} 01 "
    return ends in CONNECTIONS.read_text()


def _unread_answer(server: Server) -> socket.socket:
    """Return a connection with an answer of seven megabytes, of which nothing is read."""
    rows = " ".join(map(str, range(12_000)))
    text = f"SELECT * {{ VALUES ?x {{ {rows} }} BIND('{'x' * 500}' AS ?y) }}"
    line = _connected(server)
    line.sendall(_POST + f"Content-Length: {len(text)}\r\n\r\n{text}".encode())
    assert line.recv(12, socket.MSG_PEEK).endswith(b"200")
    return line


def _connected(server: Server) -> socket.socket:
    """Return a connection that takes little at once."""
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    line.settimeout(120)
    line.connect(("127.0.0.1", server.port))
    return line


def _all_of(line: socket.socket) -> bytes:
    got = b""
    with suppress(ConnectionResetError):
        while piece := line.recv(65536):
            got += piece
    return got


def test_heads_and_addresses_may_be_long_but_not_endless(server: Server):
    assert server.get("/help", HTML, X_Long="x" * 60_000).status == 200
    for path, header in (("/help", "x" * 200_000), (f"/search?q={'x' * 200_000}", "")):
        with suppress(ConnectionError):  # closed before all was sent
            assert server.get(path, HTML, X_Long=header).status in (400, 414, 431)
    assert server.get("/help", HTML).status == 200


@pytest.mark.parametrize("protocol", [0, socket.IPPROTO_TCP])
def test_an_answer_does_not_wait_until_the_piece_before_it_is_acknowledged(protocol: int):
    """A socket that listens may be made with or without the number of its protocol."""

    async def connect() -> list[int]:
        config = uvicorn.Config(_nothing, http=LimitedH11Protocol, ws="none", lifespan="off")
        config.load()
        state, found = ServerState(), []
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, protocol)
        listener.bind(("127.0.0.1", 0))
        connected = asyncio.Event()

        class Seen(LimitedH11Protocol):
            def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
                super().connection_made(transport)
                line = transport.get_extra_info("socket")
                found.append(line.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
                connected.set()

        loop = asyncio.get_running_loop()
        async with await loop.create_server(lambda: Seen(config, state, {}), sock=listener):
            _, writer = await asyncio.open_connection(*listener.getsockname())
            await connected.wait()
            writer.close()
        return found

    assert all(run(connect()))


async def _nothing(scope: object, receive: object, send: object) -> None:
    """Answer nothing."""


def test_one_connection_too_many_is_told_when_to_come_again(server: Server):
    lines = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(600)]
    try:
        found = server.get("/help")
        assert (found.status, found.headers["retry-after"]) == (503, "2")
        assert found.text == "The server is busy. Ask again in a little while.\n"
    finally:
        for line in lines:
            line.close()
    while (status := server.get("/help").status) == 503:
        pass
    assert status == 200
