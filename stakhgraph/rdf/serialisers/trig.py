"""Graphs as TriG: https://www.w3.org/TR/trig/."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from stakhgraph.rdf.prefixes import Prefixes
from stakhgraph.rdf.serialisers.turtle import TurtleNames, join_parts, sections
from stakhgraph.rdf.terms import Iri, Triple

Graphs = Mapping[Iri, Iterable[Triple]]
"""Triples by the graph that holds them."""


def serialise(graphs: Graphs, prefixes: Prefixes) -> str:
    """Return TriG: each graph as `turtle.serialise` lays it out, in one block a graph."""
    names = TurtleNames(prefixes)
    blocks = []
    for name, triples in sorted(graphs.items()):
        inside = "\n".join(sections(triples, names))
        blocks.append(f"{names.of(name)} {{\n\n{inside}\n}}\n" if inside else "")
    return join_parts(names.head(), "\n".join(filter(None, blocks)))
