"""RDF files that a command works on instead of a project, and what is said when they are loaded."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from stakhgraph.cli.shared import terminal
from stakhgraph.errors import UsageError

if TYPE_CHECKING:
    from stakhgraph.rdf.answers import Queryable
    from stakhgraph.rdf.prefixes import Prefixes
    from stakhgraph.rdf.workers.snapshot import Snapshot

FORMATS = {
    "turtle": "text/turtle",
    "trig": "application/trig",
    "ntriples": "application/n-triples",
    "nquads": "application/n-quads",
    "xml": "application/rdf+xml",
    "jsonld": "application/ld+json",
}
"""Media types of RDF by the names that the command line has for them."""


@dataclass(frozen=True)
class Opened:
    """RDF files that answer queries, and the prefixes that they declare."""

    on: Queryable
    prefixes: Prefixes


@contextmanager
def opened(files: Sequence[Path], *, form: str, engine: str, timeout: float) -> Iterator[Opened]:
    """Load RDF files, as `load` does, into a worker that answers queries."""
    from stakhgraph.rdf.prefixes import Prefixes
    from stakhgraph.rdf.workers.worker_store import WorkerStore

    with tempfile.TemporaryDirectory(prefix="stakhgraph-") as folder:
        path = Path(folder) / "graph.nq"
        with terminal.waiting("loading"):
            snapshot = load(files, Path(folder), form=form, spelling=engine == "rdflib")
        path.write_bytes(snapshot.nquads)
        with WorkerStore(snapshot=path, engine=engine, timeout=timeout) as worker:
            yield Opened(worker, Prefixes(snapshot.prefixes))


def load(
    files: Sequence[Path], folder: Path, *, form: str = "", spelling: bool = False
) -> Snapshot:
    """Return the triples of RDF files, ``-`` for standard input, which is kept in a folder.

    ``form`` is one of `FORMATS`; without it, endings and contents tell. A notice says what is not
    held as it was written. Raises as `snapshot_of` does, and UsageError for ``-`` named twice.
    """
    from stakhgraph.files import STANDARD_INPUT, decode, is_standard_input, read_standard_input
    from stakhgraph.rdf.workers import inputs
    from stakhgraph.rdf.workers.snapshot import snapshot_of

    media_type = FORMATS.get(form, "")
    piped = [path for path in files if is_standard_input(path)]
    if len(piped) > 1:
        raise UsageError("standard input can be read only once", remedy="Name - once.")
    found = []
    for path in files:
        if path in piped:
            text = decode(read_standard_input(), where=STANDARD_INPUT, empty=True, nul=True)
            found.append(inputs.of_text(text, folder, media_type))
        else:
            found.append(inputs.of_file(path, media_type))
    snapshot = snapshot_of(found, spelling=spelling)
    if remark := snapshot.remark():
        terminal.notice(remark)
    return snapshot
