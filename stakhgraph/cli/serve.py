"""``stakhgraph serve``: serves a debate as a site, or the graphs of any RDF files."""

from __future__ import annotations

import os
import signal
import socket
import sys
import tempfile
import threading
import webbrowser
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from stakhgraph.cli.shared import options, rdf_files, terminal
from stakhgraph.cli.shared.options import help_text
from stakhgraph.errors import Failure, UsageError

if TYPE_CHECKING:
    from stakhgraph.project import Project
    from stakhgraph.rdf.workers.pool import Pool
    from stakhgraph.rdf.workers.worker_store import WorkerStore
    from stakhgraph.web.context import Backend
    from stakhgraph.web.limits import Limits

PORT = 8935
"""The default port. The day of the record, 31 August, is disputed, the year 1935 is not."""


@click.command(
    short_help="Serve pages, linked data and SPARQL on this machine.",
    help=help_text(
        "Serve the debate on this machine: pages, linked data, a SPARQL 1.1 endpoint.\n\n"
        "If FILES are given, their graphs are served instead of the debate, including named graphs "
        "(Turtle, TriG, N-Triples, N-Quads, RDF/XML, JSON-LD). The server changes nothing, can "
        "be reached from this machine only, and runs until you press Ctrl-C.",
        "stakhgraph serve",
        "stakhgraph serve --port 8080 --no-open",
        "stakhgraph serve graph.nq more.ttl",
    ),
)
@click.argument("files", nargs=-1, type=options.FILE)
@options.project
@click.option(
    "--port", type=click.IntRange(0, 65535), default=PORT, show_default=True,
    help="Port on this machine; 0 for any free port.",
)  # fmt: skip
@click.option("--no-open", is_flag=True, help="Do not open a browser.")
@click.option(
    "--timeout", type=options.Seconds(least=0.1), default=10.0, show_default=True,
    help="Seconds that a SPARQL query may take.",
)  # fmt: skip
@click.option(
    "--rows", type=click.IntRange(min=1), default=100_000, show_default=True,
    help="Largest number of rows in an answer.",
)  # fmt: skip
@click.option(
    "--workers", type=click.IntRange(1, 64), default=4, show_default=True,
    help="Number of processes that answer SPARQL queries.",
)  # fmt: skip
@click.option(
    "--cors", multiple=True, metavar="ORIGIN",
    help="A web site whose scripts may read the data, such as https://example.org, or '*' for "
    "all; repeatable. By default none may.",
)  # fmt: skip
def serve(
    files: Sequence[Path],
    project: Path | None,
    port: int,
    no_open: bool,
    timeout: float,
    rows: int,
    workers: int,
    cors: Sequence[str],
) -> None:
    """Serve until stopped."""
    from stakhgraph.web.app import application
    from stakhgraph.web.heap import share_heaps
    from stakhgraph.web.http.cross_origin import origin
    from stakhgraph.web.limits import Limits

    share_heaps()

    found = options.find_project(project)
    limits = Limits(time=timeout, rows=rows)
    readers = tuple(map(origin, cors))
    with _listen(port) as listener, tempfile.TemporaryDirectory(prefix="stakhgraph-") as folder:
        with terminal.waiting("loading"):
            served = load(found, files, Path(folder), limits, workers)
            served = replace(served, cors=readers)
        try:
            address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
            what = ", ".join(map(str, files)) or "the debate"
            terminal.out(f"Serving {what} at {address}\nCtrl-C stops it.")
            sys.stdout.flush()
            if not no_open and sys.stdout.isatty():
                threading.Timer(0.5, webbrowser.open, (address,)).start()
            _run(application(served), listener)
        finally:
            served.close()


@contextmanager
def _listen(port: int) -> Iterator[socket.socket]:
    """Listen on a port of this machine; UsageError if it is in use."""
    with socket.socket() as listener:
        if os.name == "posix":  # a restart need not wait for old connections to close
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
            listener.listen(512)
        except OSError as exc:
            raise UsageError(
                f"port {port} cannot be used: {exc.strerror}",
                remedy="Name another with --port, or 0 for any free port.",
            ) from exc
        yield listener


def load(
    project: Project, files: Sequence[Path], folder: Path, limits: Limits, workers: int
) -> Backend:
    """Load the graph, and start the workers that answer queries from it."""
    from stakhgraph.exports import jsonld_context
    from stakhgraph.web.context import Backend
    from stakhgraph.web.site import Site

    terms = {} if files else jsonld_context.terms(project)
    words = {"prefixes": project.prefixes, "terms": terms}
    store, pool, digest = _graph(project, files, folder)
    pools = (
        pool(partial(store, **words), size=2, patience=limits.patience),
        pool(
            partial(store, **words, timeout=limits.time, memory=limits.memory),
            size=workers,
            patience=limits.patience,
        ),
    )
    for started in pools:
        started.start()
    site = Site(project, pools[0], digest=digest)
    if not files:
        site.things  # noqa: B018 (loaded now, so that the first page need not wait)
    return Backend(site, *pools, digest, limits, files=tuple(path.name for path in files))


def _graph(
    project: Project, files: Sequence[Path], folder: Path
) -> tuple[Callable[..., WorkerStore], Callable[..., Pool], str]:
    """Return what makes a worker and a pool of workers for the graph, and its digest.

    A large debate is read from its compiled form, anything else from a snapshot in the folder.
    """
    from stakhgraph.debate.compiled.form import CompiledPool, compiled
    from stakhgraph.rdf.oxigraph.store import digest_of
    from stakhgraph.rdf.workers.pool import Pool
    from stakhgraph.rdf.workers.worker_store import WorkerStore

    if not files and (form := compiled(project, tell=terminal.note)):
        return form.store, partial(CompiledPool, form), form.digest
    nquads = rdf_files.load(files, folder).nquads if files else _nquads(project)
    snapshot = folder / "graph.nq"
    snapshot.write_bytes(nquads)
    return partial(WorkerStore, snapshot=snapshot), Pool, digest_of(nquads)


def _nquads(project: Project) -> bytes:
    """Return the graph of a debate."""
    from stakhgraph.rdf import store
    from stakhgraph.rdf.oxigraph.store import OxigraphStore

    graph = store.load(project.turtle_files())
    assert isinstance(graph, OxigraphStore)
    return graph.snapshot()


def _run(app: Any, listener: socket.socket) -> None:
    """Run the server until a signal stops it."""
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
        """A server that stops at a signal; uvicorn's own also ends the process by that signal."""

        @contextmanager
        def capture_signals(self) -> Iterator[None]:
            """Handle the signals that stop the server while it runs."""
            signals = (signal.SIGINT, signal.SIGTERM)
            before = {one: signal.signal(one, self.handle_exit) for one in signals}
            try:
                yield
            finally:
                for one, handler in before.items():
                    signal.signal(one, handler)

    # A thread that makes a page gives way to short answers sooner than Python's 5 ms.
    sys.setswitchinterval(0.0005)
    server = Stoppable(config)
    server.run(sockets=[listener])
    if not server.started:
        raise Failure("the server did not start", remedy="Set STAKHGRAPH_DEBUG=1 for details.")
