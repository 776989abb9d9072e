"""The command that serves: a debate as a site, or the graphs of any RDF files."""

from __future__ import annotations

import os
import signal
import socket
import sys
import tempfile
import threading
import webbrowser
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from stakhgraph.cli.shared import options, terminal
from stakhgraph.cli.shared.options import helped
from stakhgraph.errors import Failure, UnreadableFile, UsageError

if TYPE_CHECKING:
    from stakhgraph.project import Project
    from stakhgraph.web.context import Backend
    from stakhgraph.web.limits import Limits

PORT = 8935
"""The port, unless one says otherwise: 31 August 1935 is disputed, the year is not."""


@click.command(
    short_help="Serve pages, linked data and SPARQL on this machine.",
    help=helped(
        "Serve the debate on this machine: pages, linked data, a SPARQL 1.1 endpoint.\n\n"
        "With FILES, the graphs of these RDF files are served instead, named graphs and all "
        "(Turtle, TriG, N-Triples, N-Quads, RDF/XML, JSON-LD). Nothing can be changed through "
        "it, nobody but this machine reaches it, and Ctrl-C ends it.",
        "stakhgraph serve",
        "stakhgraph serve --port 8080 --no-open",
        "stakhgraph serve graph.nq more.ttl",
    ),
)
@click.argument("files", nargs=-1, type=options.FILE)
@options.project
@click.option(
    "--port", type=click.IntRange(0, 65535), default=PORT, show_default=True,
    help="Port on loopback; 0 takes any that is free.",
)  # fmt: skip
@click.option("--no-open", is_flag=True, help="Do not open a browser.")
@click.option(
    "--timeout", type=click.FloatRange(min=0.1), default=10.0, show_default=True,
    help="Seconds that a query from outside may take.",
)  # fmt: skip
@click.option(
    "--rows", type=click.IntRange(min=1), default=100_000, show_default=True,
    help="Rows that an answer may have.",
)  # fmt: skip
@click.option(
    "--workers", type=click.IntRange(1, 64), default=4, show_default=True,
    help="Processes that answer queries from outside.",
)  # fmt: skip
def serve(
    files: Sequence[Path],
    project: Path | None,
    port: int,
    no_open: bool,
    timeout: float,
    rows: int,
    workers: int,
) -> None:
    """Serve until stopped."""
    from stakhgraph.web.app import application
    from stakhgraph.web.limits import Limits

    place = options.found_project(project)
    limits = Limits(time=timeout, rows=rows)
    with _listening(port) as ear, tempfile.TemporaryDirectory(prefix="stakhgraph-") as folder:
        with terminal.waiting("loading"):
            served = _served(place, files, Path(folder), limits, workers)
        try:
            address = f"http://127.0.0.1:{ear.getsockname()[1]}/"
            what = ", ".join(map(str, files)) or "the debate"
            terminal.out(f"Serving {what} at {address}\nCtrl-C stops it.")
            sys.stdout.flush()
            if not no_open and sys.stdout.isatty():
                threading.Timer(0.5, webbrowser.open, (address,)).start()
            _run(application(served), ear)
        finally:
            served.close()


@contextmanager
def _listening(port: int) -> Iterator[socket.socket]:
    """Take a port on loopback; UsageError, with the option to change it, if it is taken."""
    with socket.socket() as ear:
        if os.name == "posix":  # a second start need not wait for the first one's connections
            ear.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            ear.bind(("127.0.0.1", port))
            ear.listen(512)
        except OSError as exc:
            raise UsageError(
                f"port {port} cannot be taken: {exc.strerror}",
                remedy="Name another with --port, or 0 for any that is free.",
            ) from exc
        yield ear


def _served(
    project: Project, files: Sequence[Path], folder: Path, limits: Limits, workers: int
) -> Backend:
    """Load what is served into a snapshot, and start the workers that answer from it."""
    from stakhgraph.exports import jsonld_context
    from stakhgraph.rdf import store
    from stakhgraph.rdf.worker_pool import Pool
    from stakhgraph.rdf.workers import WorkerStore, snapshot_of
    from stakhgraph.web.context import Backend
    from stakhgraph.web.site import Site, digest_of

    snapshot = folder / "graph.nq"
    if files:
        snapshot.write_bytes(snapshot_of([_readable(path) for path in files]))
        words: Any = {}
    else:
        held = store.load(project.turtle_files())
        assert isinstance(held, store.OxigraphStore)
        snapshot.write_bytes(held.snapshot())
        words = jsonld_context.terms(project)
    digest = digest_of(snapshot.read_bytes())

    def inside() -> WorkerStore:
        return WorkerStore(snapshot=snapshot, prefixes=project.prefixes, words=words)

    def outside() -> WorkerStore:
        return WorkerStore(
            snapshot=snapshot,
            prefixes=project.prefixes,
            words=words,
            timeout=limits.time,
            memory=limits.memory,
        )

    pools = (
        Pool(inside, size=2, patience=limits.patience),
        Pool(outside, size=workers, patience=limits.patience),
    )
    for pool in pools:
        pool.start()
    site = Site(project, pools[0], digest=digest)
    if not files:
        site.things  # noqa: B018 (looked up now, so that the first page need not wait)
    return Backend(site, *pools, digest, limits, files=tuple(path.name for path in files))


def _readable(path: Path) -> Path:
    if not path.is_file():
        raise UnreadableFile("there is no such file", where=str(path))
    return path


def _run(app: Any, ear: socket.socket) -> None:
    """Run the server until it is told to stop."""
    import uvicorn

    from stakhgraph.web.connection_limits import LimitedH11Protocol

    config = uvicorn.Config(
        app,
        http=LimitedH11Protocol,
        ws="none",
        lifespan="off",
        log_level="warning",
        access_log=False,
        server_header=False,
        limit_concurrency=600,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=3,
        h11_max_incomplete_event_size=64 * 1024,
    )

    class Stoppable(uvicorn.Server):
        """Ends when told to; uvicorn's own would then end the process by the same signal."""

        @contextmanager
        def capture_signals(self) -> Iterator[None]:
            """Take the signals that mean an end while the server runs."""
            signals = (signal.SIGINT, signal.SIGTERM)
            before = {one: signal.signal(one, self.handle_exit) for one in signals}
            try:
                yield
            finally:
                for one, handler in before.items():
                    signal.signal(one, handler)

    server = Stoppable(config)
    server.run(sockets=[ear])
    if not server.started:
        raise Failure("the server did not start", remedy="Set STAKHGRAPH_DEBUG=1 for details.")
