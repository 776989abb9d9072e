"""What a query says, read from the algebra that rdflib makes of it: terms it needs, functions."""

from __future__ import annotations

from typing import Any


def needed_terms(text: str) -> frozenset[str]:
    """Return the IRIs that every row of the answer needs.

    What stands in an OPTIONAL, a FILTER, a MINUS, in one part of a UNION or of a path with “|”, or
    below “?” or “*”, is not needed. A text that rdflib does not read has no needed terms.

    >>> needed_terms("PREFIX e: <urn:> SELECT * { ?s e:a/e:b? ?o OPTIONAL { ?s e:c ?p } }")
    frozenset({'urn:a'})
    """
    from rdflib.plugins.sparql import prepareQuery

    try:
        return _of_part(prepareQuery(text).algebra)
    except Exception:  # any error of its parser: another engine may know more than SPARQL 1.1
        return _NONE


def called_functions(algebra: Any) -> tuple[str, ...]:
    """Return the IRIs of the functions that an algebra calls by IRI, each once."""
    from rdflib.plugins.sparql.parserutils import CompValue

    found: dict[str, None] = {}
    todo, seen = [algebra], set()
    while todo:
        part = todo.pop()
        if id(part) in seen:
            continue
        seen.add(id(part))
        if isinstance(part, CompValue):
            if part.name == "Function":
                found[str(part.iri)] = None
            todo += part.values()
        elif isinstance(part, list | tuple):
            todo += part
    return tuple(found)


def is_known_function(iri: str) -> bool:
    """Return whether rdflib has a function of this IRI."""
    from rdflib import URIRef
    from rdflib.plugins.sparql import operators

    return URIRef(iri) in operators._CUSTOM_FUNCTIONS


_NONE: frozenset[str] = frozenset()


def _of_part(part: Any) -> frozenset[str]:
    """Return the terms that a part of the algebra needs."""
    if part.name == "BGP":
        return _NONE.union(*(_of_term(term) for triple in part["triples"] for term in triple))
    if part.name == "Join":
        return _of_part(part["p1"]) | _of_part(part["p2"])
    if part.name == "Union":
        return _of_part(part["p1"]) & _of_part(part["p2"])
    if part.name in ("LeftJoin", "Minus"):
        return _of_part(part["p1"])
    if part.name == "AggregateJoin" and part["p"].get("expr") is None:
        return _NONE  # a count has a row even where there is nothing to count
    return _of_part(part["p"]) if "p" in part else _NONE


def _of_term(term: Any) -> frozenset[str]:
    """Return the terms that a subject, object or path needs."""
    from rdflib import URIRef, paths

    if isinstance(term, URIRef):
        return frozenset({str(term)})
    if isinstance(term, paths.SequencePath):
        return _NONE.union(*map(_of_term, term.args))
    if isinstance(term, paths.AlternativePath):
        return frozenset.intersection(*map(_of_term, term.args))
    if isinstance(term, paths.InvPath):
        return _of_term(term.arg)
    if isinstance(term, paths.MulPath) and not term.zero:
        return _of_term(term.path)
    return _NONE
