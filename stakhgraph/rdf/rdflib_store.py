"""The same store as in `stakhgraph.rdf.store`, over rdflib: slower, and an independent witness.

rdflib rewrites literals unless a flag of the whole process is off; it is off here while something
is read or asked, and then as it was before.
"""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from stakhgraph.errors import Failure, ParseError, QuerySyntaxError
from stakhgraph.rdf import query_text
from stakhgraph.rdf.tables import Table
from stakhgraph.rdf.terms import XSD, Blank, Iri, Literal, Term, Triple, in_order, is_iri, node_of

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.query import Result
    from rdflib.term import Node

# rdflib completes relative IRIs in silence; against this base they can be told from others.
_NO_BASE = "relative-iri:/"


class RdflibStore:
    """A graph in the memory of this process, asked through rdflib."""

    def __init__(self, triples: Iterable[Triple] = ()) -> None:
        """Hold these triples."""
        from rdflib import Graph

        self._graph = Graph(bind_namespaces="none")
        with spelling_kept():
            for subject, predicate, value in triples:
                self._graph.add((node_of(subject), node_of(predicate), node_of(value)))

    @property
    def size(self) -> int:
        """The number of triples."""
        return len(self._graph)

    def read(self, text: str, *, where: str) -> None:
        """Add the triples of a Turtle text, all or none; ParseError with ``where:line:column``."""
        self._graph += parse(text, where=where)

    def graph(self) -> "Graph":
        """Give the rdflib graph itself."""
        return self._graph

    def select(self, text: str) -> Table:
        """Answer a SELECT."""
        found = self._answer(text, "SELECT")
        names = list(found.vars or ())
        # Not by iteration: that leaves out the rows in which every cell is open.
        rows = (tuple(_cell(row.get(name)) for name in names) for row in found.bindings)
        return Table(tuple(map(str, names)), tuple(rows))

    def ask(self, text: str) -> bool:
        """Answer an ASK."""
        return bool(self._answer(text, "ASK").askAnswer)

    def construct(self, text: str) -> list[Triple]:
        """Answer a CONSTRUCT or DESCRIBE with triples, each once, sorted by their text."""
        graph = self._answer(text, "CONSTRUCT", "DESCRIBE").graph
        return [] if graph is None else in_order(_triple(*triple) for triple in graph)

    def _answer(self, text: str, *forms: str) -> "Result":
        from rdflib.plugins.sparql.parser import expandUnicodeEscapes

        form = query_text.guard(text)
        # rdflib reads escapes more greedily than others: what it will see has to pass as well.
        query_text.guard(expandUnicodeEscapes(text))
        if form not in forms:
            raise QuerySyntaxError(f"the query is {form}, where {forms[0]} is needed")
        with spelling_kept():
            return _evaluated(self._graph, text)


def parse(text: str, *, where: str, base: str | None = None) -> "Graph":
    """Give a graph of its own with the triples of a Turtle text, spelt as they stand there.

    Raises ParseError with ``where:line:column``, and for a relative IRI when there is no ``base``.
    """
    from rdflib import Graph

    graph = Graph(bind_namespaces="none")
    with spelling_kept():
        try:
            graph.parse(data=text, format="turtle", publicID=base or _NO_BASE)
        except Exception as exc:  # rdflib's readers raise anything, RecursionError included
            raise _parse_error(exc, text, where) from exc
    for name in {term for triple in graph for term in triple}:
        _require_iri(name, where)
    return graph


@contextmanager
def spelling_kept() -> Iterator[None]:
    """Let rdflib keep the spelling of literals, without remarks on standard error."""
    import rdflib

    remarks = logging.getLogger("rdflib.term")
    before = rdflib.NORMALIZE_LITERALS, remarks.disabled
    rdflib.NORMALIZE_LITERALS, remarks.disabled = False, True
    try:
        yield
    finally:
        rdflib.NORMALIZE_LITERALS, remarks.disabled = before


def term(node: "Node") -> Term:
    """Give the engine-neutral term of an rdflib node."""
    import rdflib

    if isinstance(node, rdflib.URIRef):
        return Iri(str(node))
    if isinstance(node, rdflib.Literal):
        datatype = None if node.datatype is None else str(node.datatype)
        plain = node.language is not None or datatype == f"{XSD}string"
        return Literal(str(node), None if plain else datatype, node.language)
    return Blank(str(node))


def _evaluated(graph: "Graph", text: str) -> "Result":
    from rdflib.plugins.sparql import prepareQuery

    try:
        query = prepareQuery(text)
    except Exception as exc:
        raise _query_error(exc) from exc
    try:
        result = graph.query(query)
        if result.type == "SELECT":
            list(result.bindings)  # evaluated here, under this guard, not where rows are read
    except MemoryError as exc:
        raise Failure("the query took more memory than it may", remedy="Narrow it.") from exc
    except Exception as exc:
        raise Failure(f"the query cannot be answered: {exc}") from exc
    return result


def _cell(node: "Node | None") -> Term | None:
    return None if node is None else term(node)


def _triple(subject: "Node", predicate: "Node", value: "Node") -> Triple:
    first, second = term(subject), term(predicate)
    assert not isinstance(first, Literal) and isinstance(second, Iri)
    return first, second, term(value)


def _require_iri(node: "Node", where: str) -> None:
    found = term(node)
    name = found.datatype if isinstance(found, Literal) else found.value
    if isinstance(found, Blank) or name is None:
        return
    if name.startswith(_NO_BASE):
        shown = name.removeprefix(_NO_BASE)
        raise ParseError(
            f"a relative IRI <{shown}>", where=where, remedy="Write it in full or with a prefix."
        )
    if not is_iri(name):
        raise ParseError(f"not an IRI: <{name}>", where=where, remedy="Mend the Turtle there.")


def _parse_error(exc: Exception, text: str, where: str) -> ParseError:
    from rdflib.plugins.parsers.notation3 import BadSyntax

    remedy = "Mend the Turtle there."
    if isinstance(exc, RecursionError):
        return ParseError("nested too deeply", where=where, remedy=remedy)
    if isinstance(exc, IndexError):  # it looked for a character after the last
        end = query_text.position(text, len(text))
        return ParseError("ends within a statement", where=f"{where}:{end}", remedy=remedy)
    if not isinstance(exc, BadSyntax):
        return ParseError("not Turtle", where=where, remedy=remedy)
    read = exc._str[: exc._i]
    before = read.decode(errors="replace") if isinstance(read, bytes) else str(read)
    return ParseError(
        str(exc._why), where=f"{where}:{query_text.position(before, len(before))}", remedy=remedy
    )


def _query_error(exc: Exception) -> QuerySyntaxError:
    line, column = getattr(exc, "lineno", None), getattr(exc, "column", None)
    if isinstance(exc, RecursionError):
        return QuerySyntaxError("nested too deeply for rdflib", remedy="Take it apart.")
    return QuerySyntaxError(
        "the query is not SPARQL 1.1",
        where=f"{line}:{column}" if line else None,
        remedy="Look at what stands around that place." if line else str(exc),
    )
