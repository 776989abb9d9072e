"""The page of one IRI on a server of plain RDF files."""

from __future__ import annotations

from stakhgraph.errors import UnknownName
from stakhgraph.rdf.workers.pool import Pool
from stakhgraph.web.rendering.page import Page

__all__ = ["resource"]

_MOST = 500
"""So many triples are shown in each direction."""


def resource(pool: Pool, iri: str) -> Page:
    """Return the triples in which an IRI is subject or object, with their graphs.

    Raises UnknownName if there are none.
    """
    name = f"<{iri}>"
    outgoing = pool.select(_query("?p ?o ?g", f"{name} ?p ?o"))
    incoming = pool.select(_query("?s ?p ?g", f"?s ?p {name}"))
    if not len(outgoing) and not len(incoming):
        raise UnknownName("the files say nothing of this", where=iri)
    return Page(
        "files/resource", iri, {"iri": iri, "outgoing": outgoing.rows, "incoming": incoming.rows}
    )


def _query(variables: str, pattern: str) -> str:
    return (
        f"SELECT {variables} {{ {{ {pattern} }} UNION {{ GRAPH ?g {{ {pattern} }} }} }}"
        f" LIMIT {_MOST}"
    )
