"""Bytes that a client sends: through the protocol of the server into its application, without sockets."""

import asyncio
import logging
import re
from pathlib import Path
from typing import Any

import uvicorn
from uvicorn.server import ServerState

from stakhgraph.exports import jsonld_context
from stakhgraph.rdf.oxigraph.store import OxigraphStore
from stakhgraph.rdf.store import load
from stakhgraph.rdf.workers.pool import Pool
from stakhgraph.rdf.workers.worker_store import WorkerStore
from stakhgraph.web.app import application
from stakhgraph.web.connection_limits import LimitedH11Protocol
from stakhgraph.web.context import Backend
from stakhgraph.web.limits import Limits
from stakhgraph.web.site import Site
from tests.fuzz.verdict import Reader, Wrong
from tests.mini import mini_project

SECONDS = 20.0
"""A request that is answered later is a fault: the server limits all that it does."""

_STATUS = re.compile(rb"^HTTP/1\.1 (\d{3})", re.MULTILINE)
_FINE = (501, 503, 505)


class _Log(logging.Handler):
    """Keeps what the server says of faults of its own."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        where = record.exc_info[1] if record.exc_info else ""
        self.said.append(f"{record.getMessage()} {where!r}")
        self.error = record.exc_info[1] if record.exc_info else None

    error: BaseException | None = None


class _Transport(asyncio.Transport):
    """A connection without a socket, which keeps what is written to it."""

    def __init__(self) -> None:
        super().__init__({"sockname": ("127.0.0.1", 80), "peername": ("127.0.0.1", 40_000)})
        self.written = bytearray()
        self.closed = False

    def write(self, data: Any) -> None:
        self.written += data

    def close(self) -> None:
        self.closed = True

    abort = close

    def is_closing(self) -> bool:
        return self.closed

    def pause_reading(self) -> None:
        pass

    resume_reading = pause_reading


def request(folder: Path) -> Reader:
    """Return the reader of requests to a server of the tiny project."""
    config = uvicorn.Config(
        application(_backend(folder)), http=LimitedH11Protocol, ws="none", lifespan="off",
        log_config=None, access_log=False, h11_max_incomplete_event_size=64 * 1024,
    )  # fmt: skip
    config.load()
    loop = asyncio.new_event_loop()
    log = _Log()
    logging.getLogger().addHandler(log)

    def read(data: bytes) -> None:
        log.said.clear()
        log.error = None
        written = loop.run_until_complete(_answered(config, loop, data))
        _require_sound(written, log)

    return read


async def _answered(config: uvicorn.Config, loop: asyncio.AbstractEventLoop, data: bytes) -> bytes:
    state, transport = ServerState(), _Transport()
    protocol = LimitedH11Protocol(config, server_state=state, app_state={}, _loop=loop)
    protocol.connection_made(transport)
    if data:  # a loop never hands on an empty piece
        protocol.data_received(data)
    # A client that sends no more: a body that is not complete ends with it.
    async with asyncio.timeout(SECONDS):
        while state.tasks:
            await asyncio.wait(state.tasks, timeout=0.05)
            if protocol.cycle is not None and protocol.cycle.more_body:
                protocol.eof_received()
                protocol.connection_lost(None)
    if not transport.closed:
        protocol.connection_lost(None)
    protocol._unset_keepalive_if_required()
    return bytes(transport.written)


def _require_sound(written: bytes, log: _Log) -> None:
    if log.error is not None:
        raise log.error
    if log.said:
        raise Wrong(log.said[0])
    for status in map(int, _STATUS.findall(written)):
        if status >= 500 and status not in _FINE:
            raise Wrong(f"status {status}: {written[-200:]!r}")
    head, _, body = written.partition(b"\r\n\r\n")
    if re.search(rb"(?i)\r\nx-evil:", head):
        raise Wrong("a header of the request's making")
    if b"text/html" in head and b"<xss" in body:
        raise Wrong("an element of the request's making")


def _backend(folder: Path) -> Backend:
    project = mini_project(folder / "mini")
    graph = load(project.turtle_files())
    assert isinstance(graph, OxigraphStore)
    snapshot = folder / "graph.nq"
    snapshot.write_bytes(graph.snapshot())
    limits = Limits(time=2.0)
    terms: Any = jsonld_context.terms(project)

    def worker() -> WorkerStore:
        return WorkerStore(
            snapshot=snapshot, prefixes=project.prefixes, terms=terms, timeout=limits.time
        )

    pools = Pool(worker, size=1), Pool(worker, size=1)
    return Backend(Site(project, pools[0], digest="x"), *pools, "x", limits)
