"""Graphs as N-Quads: https://www.w3.org/TR/n-quads/."""

from __future__ import annotations

from stakhgraph.rdf.prefixes import Prefixes
from stakhgraph.rdf.serialisers.literals import term_to_ntriples
from stakhgraph.rdf.serialisers.trig import Graphs


def serialise(graphs: Graphs, _prefixes: Prefixes | None = None) -> str:
    """Return N-Quads: one triple and its graph a line, sorted by their text."""
    return "".join(
        sorted(
            {
                f"{' '.join(map(term_to_ntriples, triple))} {name.ntriples()} .\n"
                for name, triples in graphs.items()
                for triple in triples
            }
        )
    )
