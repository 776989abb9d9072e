"""A store over rdflib: slower than Oxigraph, and an independent check of its answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from stakhgraph.errors import Failure, ParseError, QuerySyntaxError, StakhError
from stakhgraph.rdf.rdflib_algebra import called_functions, is_known_function
from stakhgraph.rdf.rdflib_parse import parse_turtle
from stakhgraph.rdf.rdflib_terms import (
    from_rdflib,
    keep_spelling,
    to_rdflib,
    triple_from_rdflib,
    with_cased_language,
)
from stakhgraph.rdf.serialisers import ntriples
from stakhgraph.rdf.sparql import functions
from stakhgraph.rdf.sparql.deep_stack import with_deep_stack
from stakhgraph.rdf.sparql.guard import guard, needs_deep_stack, require_base, require_form
from stakhgraph.rdf.sparql.language_tags import with_cased_tags
from stakhgraph.rdf.sparql.query_text import as_written
from stakhgraph.rdf.tables import Table
from stakhgraph.rdf.terms import Term, Triple, sorted_triples

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.query import Result
    from rdflib.term import Node


class RdflibStore:
    """A graph in the memory of this process, queried through rdflib."""

    def __init__(self, triples: Iterable[Triple] = ()) -> None:
        """Store these triples."""
        from rdflib import Graph

        self._graph: Graph = Graph(bind_namespaces="none")
        with keep_spelling():
            for subject, predicate, value in triples:
                self._graph.add((to_rdflib(subject), to_rdflib(predicate), to_rdflib(value)))

    @property
    def size(self) -> int:
        """The number of triples."""
        return len(self._graph)

    def read(self, text: str, *, where: str) -> None:
        """Add the triples of a Turtle text, all or none; ParseError with ``where:line:column``."""
        graph = parse_turtle(text, where=where)
        with keep_spelling():
            self._graph += map(with_cased_language, graph)

    def ntriples(self) -> bytes:
        """Return the triples as N-Triples."""
        return ntriples.serialise(triple_from_rdflib(*t) for t in self._graph).encode()

    def load_snapshot(self, data: bytes) -> None:
        """Take N-Quads, with their graphs, in place of what is here; ParseError for others."""
        from rdflib import Dataset

        parsed, held = Dataset(default_union=False), Dataset(default_union=False)
        with keep_spelling():
            try:
                parsed.parse(data=data, format="nquads")
            except Exception as exc:  # rdflib's parsers raise anything
                raise ParseError(f"rdflib does not read it: {exc}", where="the snapshot") from exc
            for subject, predicate, value, graph in parsed.quads():
                triple = with_cased_language((subject, predicate, value))
                (held.graph(graph) if graph else held.default_graph).add(triple)
        self._graph = held

    def select(self, text: str) -> Table:
        """Answer a SELECT."""
        result = self._answer(text, "SELECT")
        by_name = {str(name): name for name in result.vars or ()}
        names = [by_name[name] for name in as_written(text, by_name)]
        # Not by iteration: that leaves out the rows in which every cell is open.
        rows = (tuple(_cell(row.get(name)) for name in names) for row in result.bindings)
        return Table(tuple(map(str, names)), tuple(rows))

    def ask(self, text: str) -> bool:
        """Answer an ASK."""
        return bool(self._answer(text, "ASK").askAnswer)

    def construct(self, text: str) -> list[Triple]:
        """Answer a CONSTRUCT or DESCRIBE with triples, each once, sorted by their text."""
        graph = self._answer(text, "CONSTRUCT", "DESCRIBE").graph
        return [] if graph is None else sorted_triples(triple_from_rdflib(*t) for t in graph)

    def _answer(self, text: str, *forms: str) -> Result:
        from rdflib.plugins.sparql.parser import expandUnicodeEscapes

        # rdflib expands escapes more greedily than others: the text that it will see has to pass
        # the guard as well.
        guard(text)
        guard(expandUnicodeEscapes(text))
        require_form(text, *forms)
        require_base(text)
        asked = with_cased_tags(text)

        def work() -> Result:
            with keep_spelling():
                return _evaluate(self._graph, asked)

        return with_deep_stack(work) if needs_deep_stack(text) else work()


def _evaluate(graph: Graph, text: str) -> Result:
    from rdflib.plugins.sparql import prepareQuery

    try:
        query = prepareQuery(text)
    except Exception as exc:
        raise _query_error(exc, text) from exc
    for name in called_functions(query.algebra):
        if not is_known_function(name):
            raise functions.unknown(text, name)
    try:
        result = graph.query(query)
        if result.type == "SELECT":
            list(result.bindings)  # evaluated here, under this guard, not where rows are read
    except MemoryError as exc:
        raise Failure("the query took more memory than it may", remedy="Narrow it.") from exc
    except RecursionError as exc:
        raise _too_deep() from exc
    except Exception as exc:
        raise Failure(f"the query cannot be answered: {exc}") from exc
    return result


def _cell(node: Node | None) -> Term | None:
    return None if node is None else from_rdflib(node)


def _too_deep() -> QuerySyntaxError:
    return QuerySyntaxError("nested too deeply for rdflib", remedy="Split it up.")


def _query_error(exc: Exception, text: str) -> StakhError:
    line, column = getattr(exc, "lineno", None), getattr(exc, "column", None)
    if isinstance(exc, RecursionError):
        return _too_deep()
    try:
        functions.require_known_words(text)
        functions.require_no_aggregate_by_iri(text)
    except QuerySyntaxError as better:
        return better
    return QuerySyntaxError(
        "the query is not SPARQL 1.1",
        where=f"{line}:{column}" if line else None,
        remedy="Look for the mistake around that place." if line else str(exc),
    )
