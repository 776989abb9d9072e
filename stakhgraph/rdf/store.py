"""A loaded graph that answers queries: what every store does, and the choice of its engine.

`load` reads Turtle files into a store of embedded Oxigraph, the default, or of rdflib.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from stakhgraph.errors import UnknownName
from stakhgraph.files import NamedFile, read_text
from stakhgraph.rdf.tables import Table
from stakhgraph.rdf.terms import Triple

ENGINES = ("oxigraph", "rdflib")
"""The engines that `load` knows; the first is the default."""


class Store(Protocol):
    """A graph that answers queries.

    Each method that takes a query raises QuerySyntaxError for one that is refused, and Failure for
    one that cannot be answered.
    """

    @property
    def size(self) -> int:
        """The number of triples."""

    def read(self, text: str, *, where: str) -> None:
        """Add the triples of a Turtle text, all or none; ParseError with ``where:line:column``."""

    def load_snapshot(self, data: bytes) -> None:
        """Add N-Quads, with their graphs; ParseError for anything else."""

    def select(self, text: str) -> Table:
        """Answer a SELECT."""

    def ask(self, text: str) -> bool:
        """Answer an ASK."""

    def ntriples(self) -> bytes:
        """Return the triples as N-Triples."""

    def construct(self, text: str) -> list[Triple]:
        """Answer a CONSTRUCT or DESCRIBE with triples, each once, sorted by their text."""


def load(files: Iterable[NamedFile], *, engine: str = ENGINES[0]) -> Store:
    """Load Turtle files into a new store.

    Raises ParseError for Turtle that does not parse, UnreadableFile for a file that cannot be read,
    and UnknownName for an engine that is not one of `ENGINES`.
    """
    store = of_triples((), engine=engine)
    for file in files:
        store.read(read_text(file.path, empty=True), where=file.name)
    return store


def of_ntriples(data: bytes, *, engine: str = ENGINES[0]) -> Store:
    """Return a store of just these N-Triples; UnknownName for an engine not in `ENGINES`."""
    store = of_triples((), engine=engine)
    store.read(data.decode(), where="the triples")
    return store


def of_triples(triples: Iterable[Triple], *, engine: str = ENGINES[0]) -> Store:
    """Return a store of just these triples; UnknownName for an engine not in `ENGINES`."""
    if engine == "oxigraph":
        from stakhgraph.rdf.oxigraph.store import OxigraphStore

        return OxigraphStore(triples)
    if engine == "rdflib":
        from stakhgraph.rdf.rdflib_store import RdflibStore

        return RdflibStore(triples)
    raise UnknownName(f"no engine {engine!r}", remedy=f"Choose one of {', '.join(ENGINES)}.")
