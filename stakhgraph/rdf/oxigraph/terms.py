"""Terms and triples of this package as those of pyoxigraph, and the other way round."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pyoxigraph as ox

from stakhgraph.errors import DamagedStore, Failure, ParseError
from stakhgraph.rdf.terms import XSD, Blank, Iri, Literal, Term, Triple, cased_language

_STRING = f"{XSD}string"
# All that pyoxigraph raises; a MemoryError counts as a failure of the query too.
FOREIGN = (SyntaxError, ValueError, OSError, RuntimeError, MemoryError)


_DAMAGED = ("Corruption", "IO error")
"""What RocksDB, below Oxigraph, calls a file that is not as it was written, or not there."""


def damage(exc: Exception) -> DamagedStore | None:
    """Return the error for a store on disk that cannot be read; None if it is another one."""
    if isinstance(exc, RuntimeError | OSError) and str(exc).startswith(_DAMAGED):
        return DamagedStore(f"the kept store cannot be read: {exc}", remedy="Delete it.")
    return None


@contextmanager
def readable() -> Iterator[None]:
    """Raise DamagedStore for what is read within the block, if the store is damaged."""
    try:
        yield
    except FOREIGN as exc:
        raise damage(exc) or exc from exc


def from_oxigraph(term: Any) -> Term:
    """Return the term for one of pyoxigraph's; Failure for a quoted triple."""
    # Not by match: this is called for each term of a graph, and an isinstance a case takes as long
    # again as all the rest.
    kind = type(term)
    if kind is ox.NamedNode:
        return Iri(term.value)
    if kind is ox.Literal:
        if term.direction is not None:
            raise Failure("a text with a direction, which is not of RDF 1.1")
        if term.language is not None:
            return Literal(term.value, language=cased_language(term.language))
        datatype = term.datatype.value
        return Literal(term.value, None if datatype == _STRING else datatype)
    if kind is ox.BlankNode:
        return Blank(term.value)
    raise Failure("a triple where a term is expected")


def triple_from_oxigraph(statement: ox.Triple | ox.Quad) -> Triple:
    """Return the triple of a statement, without its graph."""
    subject, predicate = from_oxigraph(statement.subject), from_oxigraph(statement.predicate)
    assert not isinstance(subject, Literal) and isinstance(predicate, Iri)
    return subject, predicate, from_oxigraph(statement.object)


def quad_to_oxigraph(triple: Triple) -> ox.Quad:
    """Return the triple as pyoxigraph stores it, in the default graph."""
    subject, predicate, value = triple
    return ox.Quad(_node(subject), ox.NamedNode(predicate.value), _term(value))


def parse_error(exc: Exception, where: str) -> ParseError:
    """Return the error for a document that pyoxigraph does not parse."""
    message = str(exc.args[0] if exc.args else exc)
    if isinstance(exc, SyntaxError) and exc.lineno is not None:
        message = message.partition(": ")[2] or message
        where = f"{where}:{exc.lineno}:{exc.offset}"
    if "No scheme found" in message:
        message = "a relative IRI; IRIs are written in full or with a prefix"
    return ParseError(message, where=where, remedy="Correct the document there.")


def _node(term: Iri | Blank) -> ox.NamedNode | ox.BlankNode:
    return ox.NamedNode(term.value) if isinstance(term, Iri) else ox.BlankNode(term.value)


def _term(term: Term) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    if not isinstance(term, Literal):
        return _node(term)
    if term.language is not None:
        return ox.Literal(term.value, language=term.language)
    datatype = None if term.datatype is None else ox.NamedNode(term.datatype)
    return ox.Literal(term.value, datatype=datatype)
