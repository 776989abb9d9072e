"""Shapes applied in a process of their own, within limits of time and memory.

A query in a shape, or a regular expression as Python evaluates it, can take all memory or run
without end, and no engine can be stopped while it does. Shapes without either are applied in this
process, which is faster.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from stakhgraph.errors import MemoryLimit, TimeLimit
from stakhgraph.rdf.rdf_files import Document, Source
from stakhgraph.rdf.shacl import pyshacl_engine, rust_engine
from stakhgraph.rdf.shacl.outcome import RawReport
from stakhgraph.rdf.shacl.shapes_graph import ShapesGraph
from stakhgraph.rdf.workers import process
from stakhgraph.rdf.workers.messages import pack, raise_error, unpack, unpack_triple
from stakhgraph.rdf.workers.worker_store import MEMORY, TIMEOUT

__all__ = ["REPORTS", "answer", "report"]

REPORTS: Mapping[str, Callable[..., RawReport]] = {
    "shacl": rust_engine.report,
    "pyshacl": pyshacl_engine.report,
}
"""The engines by name; the first is the default where it can be installed."""

_SPARQL = ("select", "ask", "construct", "update")
_REMEDY = "Bound the query or the pattern in them, or allow more with --timeout SECONDS."


def report(
    shapes: ShapesGraph,
    data: Source,
    *,
    engine: str,
    inference: str = "none",
    timeout: float = TIMEOUT,
    memory: int = 2 * MEMORY,
) -> RawReport:
    """Return the report on some data; raises as the engines do, and LimitError.

    ``timeout`` is in seconds, 0 for no limit, and ``memory`` in bytes beyond those
    of a process with nothing loaded.
    """
    if not _is_dangerous(shapes, engine):
        return REPORTS[engine](shapes, data, inference=inference)
    order = {
        "shapes": {
            "where": shapes.where,
            "ntriples": shapes.document.ntriples.decode(),
            "prefixes": dict(shapes.document.prefixes),
        },
        "data": asdict(data),
        "engine": engine,
        "inference": inference,
        "memory": memory,
    }
    message = raise_error(_exchange(order, timeout, shapes.where))
    node = unpack(message["node"])
    assert node is not None
    return RawReport([unpack_triple(row) for row in message["triples"]], node)


def _is_dangerous(shapes: ShapesGraph, engine: str) -> bool:
    """Return whether anything in the shapes may take more than it should."""
    names = _SPARQL if engine == "shacl" else (*_SPARQL, "pattern")
    return any(True for name in names for _ in shapes.literals(name))


def _exchange(order: Mapping[str, Any], timeout: float, where: str) -> dict[str, Any]:
    running, late = process.start(), threading.Event()

    def stop() -> None:
        late.set()
        running.kill()

    timer = threading.Timer(timeout, stop)
    message = None
    try:
        if timeout:
            timer.start()
        with suppress(process.Gone):
            message = process.exchange(running, order)
    finally:
        timer.cancel()
        process.end(running)
    if message is not None:
        return message
    if late.is_set():
        raise TimeLimit(
            f"the shapes were stopped after {timeout:g} seconds", where=where, remedy=_REMEDY
        )
    raise MemoryLimit(
        "the shapes took more memory than they may, or broke the engine",
        where=where,
        remedy=_REMEDY,
    )


def answer(order: Mapping[str, Any]) -> dict[str, Any]:
    """Return the message with the report that an order asks for: the side of the process."""
    given = order["shapes"]
    document = Document(given["where"], given["ntriples"].encode(), given["prefixes"])
    found = REPORTS[order["engine"]](
        ShapesGraph(document), Source(**order["data"]), inference=order["inference"]
    )
    return {
        "node": pack(found.node),
        "triples": [list(map(pack, triple)) for triple in found.triples],
    }
