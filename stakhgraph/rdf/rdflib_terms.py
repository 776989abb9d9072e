"""Terms of this package as rdflib nodes, and the other way round.

rdflib rewrites literals (``01`` becomes ``1``) unless a flag of the whole process is off;
`keep_spelling` turns it off while something is parsed or queried.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from stakhgraph.rdf.terms import XSD, Blank, Iri, Literal, Term, Triple, cased_language

if TYPE_CHECKING:
    from rdflib.term import Identifier, Node


def to_rdflib(term: Term) -> Identifier:
    """Return the rdflib node for a term; its spelling is kept under `keep_spelling`."""
    import rdflib

    match term:
        case Iri():
            return rdflib.URIRef(term.value)
        case Blank():
            return rdflib.BNode(term.value)
        case Literal() if term.language is not None:
            return rdflib.Literal(term.value, lang=cased_language(term.language))
        case Literal():
            datatype = None if term.datatype is None else rdflib.URIRef(term.datatype)
            return rdflib.Literal(term.value, datatype=datatype)


def from_rdflib(node: Node) -> Term:
    """Return the term for an rdflib node."""
    import rdflib

    if isinstance(node, rdflib.URIRef):
        return Iri(str(node))
    if isinstance(node, rdflib.Literal):
        datatype = None if node.datatype is None else str(node.datatype)
        plain = node.language is not None or datatype == f"{XSD}string"
        language = cased_language(node.language) if node.language else None
        return Literal(str(node), None if plain else datatype, language)
    return Blank(str(node))


def triple_from_rdflib(subject: Node, predicate: Node, value: Node) -> Triple:
    """Return the triple for three rdflib nodes."""
    first, second = from_rdflib(subject), from_rdflib(predicate)
    assert not isinstance(first, Literal) and isinstance(second, Iri)
    return first, second, from_rdflib(value)


def with_cased_language(triple: tuple[Node, Node, Node]) -> tuple[Node, Node, Node]:
    """Return a triple of rdflib nodes, its language tag in the advised case."""
    import rdflib

    subject, predicate, value = triple
    language = value.language if isinstance(value, rdflib.Literal) else None
    if language is None or language == cased_language(language):
        return triple
    return subject, predicate, rdflib.Literal(str(value), lang=cased_language(language))


@contextmanager
def keep_spelling() -> Iterator[None]:
    """Let rdflib keep the spelling of literals, and write no remarks to standard error."""
    import rdflib

    logger = logging.getLogger("rdflib.term")
    before = rdflib.NORMALIZE_LITERALS, logger.disabled
    rdflib.NORMALIZE_LITERALS, logger.disabled = False, True
    try:
        yield
    finally:
        rdflib.NORMALIZE_LITERALS, logger.disabled = before
