"""RDF files parsed in a process of their own, since some files break a parser."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from stakhgraph.errors import Failure
from stakhgraph.rdf.workers.messages import raise_error
from stakhgraph.rdf.workers.process import end, exchange, start
from stakhgraph.rdf.workers.worker_store import MEMORY


def snapshot_of(files: Iterable[Path]) -> bytes:
    """Return the triples of RDF files, with their graphs, as N-Quads.

    Raises ParseError with file, line and column, and Failure for a file that ends the process.
    """
    process = start()
    order = {"files": [str(path.resolve()) for path in files], "memory": 4 * MEMORY}
    try:
        answer = exchange(process, order)
        if answer is None:
            raise Failure(
                "a file is too large or too deeply nested to be read",
                remedy="Name the files one by one to find it.",
            )
        return str(raise_error(answer)["snapshot"]).encode("utf-8", "surrogatepass")
    finally:
        end(process)
