"""The first page of a server of plain RDF files: their graphs and classes."""

from __future__ import annotations

from collections.abc import Sequence

from stakhgraph.rdf.workers.pool import Pool
from stakhgraph.web.rendering.page import Page

__all__ = ["graphs"]

_CLASSES = """SELECT ?class (COUNT(DISTINCT ?s) AS ?things) WHERE {
  { ?s a ?class } UNION { GRAPH ?g { ?s a ?class } }
} GROUP BY ?class ORDER BY DESC(?things) ?class LIMIT 200"""


def graphs(pool: Pool, files: Sequence[str]) -> Page:
    """Return the graphs with their numbers of triples, and the classes with their members."""
    rows = pool.select(_CLASSES).records()
    return Page(
        "files/graphs",
        "What is served",
        {
            "files": files,
            "graphs": list(pool.graphs().items()),
            "classes": [(row["class"], int(row["things"])) for row in rows],
        },
    )
