"""Triples as N-Triples: https://www.w3.org/TR/n-triples/."""

from __future__ import annotations

from collections.abc import Iterable

from stakhgraph.rdf.prefixes import Prefixes
from stakhgraph.rdf.serialisers.literals import term_to_ntriples
from stakhgraph.rdf.terms import Triple


def serialise(triples: Iterable[Triple], _prefixes: Prefixes | None = None) -> str:
    """Return N-Triples: one triple a line, sorted by their text.

    The format has no prefixes; the parameter lets all serialisers be called alike.

    >>> from stakhgraph.rdf.terms import Iri, Literal
    >>> print(serialise([(Iri("ex:a"), Iri("ex:b"), Literal("c", language="EN-gb"))]), end="")
    <ex:a> <ex:b> "c"@en-GB .
    """
    return "".join(sorted({f"{' '.join(map(term_to_ntriples, t))} .\n" for t in triples}))
