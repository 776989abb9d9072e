"""Turtle parsed by rdflib into a graph of its own, for the libraries that work on one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stakhgraph.errors import ParseError
from stakhgraph.files import position
from stakhgraph.rdf.document_guard import require_safe
from stakhgraph.rdf.rdflib_terms import from_rdflib, keep_spelling
from stakhgraph.rdf.terms import Blank, Literal, is_iri

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

# rdflib resolves relative IRIs silently; resolved against this base they can be recognised.
_NO_BASE = "relative-iri:/"
_REMEDY = "Correct the Turtle there."


def parse_turtle(text: str, *, where: str, base: str | None = None) -> Graph:
    """Return a new graph with the triples of a Turtle text; literals keep their spelling.

    Raises ParseError with ``where:line:column``, and for a relative IRI when there is no ``base``.
    """
    from rdflib import Graph

    require_safe(text, "text/turtle", where=where)
    graph = Graph(bind_namespaces="none")
    with keep_spelling():
        try:
            graph.parse(data=text, format="turtle", publicID=base or _NO_BASE)
        except Exception as exc:  # rdflib's parsers raise anything, RecursionError included
            raise _parse_error(exc, text, where) from exc
    for node in {node for triple in graph for node in triple}:
        _require_iri(node, where)
    return graph


def _require_iri(node: Node, where: str) -> None:
    """Raise ParseError for an ill-formed or relative IRI, also as a datatype."""
    term = from_rdflib(node)
    iri = term.datatype if isinstance(term, Literal) else term.value
    if isinstance(term, Blank) or iri is None:
        return
    if iri.startswith(_NO_BASE):
        raise ParseError(
            f"a relative IRI <{iri.removeprefix(_NO_BASE)}>",
            where=where,
            remedy="Write it in full or with a prefix.",
        )
    if not is_iri(iri):
        raise ParseError(f"not an IRI: <{iri}>", where=where, remedy=_REMEDY)


def _parse_error(exc: Exception, text: str, where: str) -> ParseError:
    from rdflib.plugins.parsers.notation3 import BadSyntax

    if isinstance(exc, RecursionError):
        return ParseError("nested too deeply", where=where, remedy=_REMEDY)
    if isinstance(exc, IndexError):  # the parser looked for a character after the last
        end = position(text, len(text))
        return ParseError("ends within a statement", where=f"{where}:{end}", remedy=_REMEDY)
    if not isinstance(exc, BadSyntax):
        return ParseError("not Turtle", where=where, remedy=_REMEDY)
    parsed = exc._str[: exc._i]
    before = parsed.decode(errors="replace") if isinstance(parsed, bytes) else str(parsed)
    return ParseError(
        str(exc._why), where=f"{where}:{position(before, len(before))}", remedy=_REMEDY
    )
