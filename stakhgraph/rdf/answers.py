"""What a query can answer: a table, a graph, or yes and no; and in which forms it is written.

SELECT gives a `Table`, CONSTRUCT and DESCRIBE give `Triples`, ASK gives `Truth`. The forms are
those of SPARQL 1.1 (JSON, XML, CSV, TSV), those of RDF for graphs, and two for readers.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from stakhgraph.errors import UsageError
from stakhgraph.rdf import query_text, serialize
from stakhgraph.rdf.tables import Table, xml_results
from stakhgraph.rdf.terms import Prefixes, Triple, node_of

if TYPE_CHECKING:
    from networkx import MultiDiGraph
    from rdflib import Graph

FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle", "ntriples", "jsonld", "markdown")
"""The forms by name; not every answer has every form."""

_BARE = Prefixes({})


@dataclass(frozen=True)
class Truth:
    """The answer to an ASK."""

    value: bool

    def __bool__(self) -> bool:
        """Be true if the answer is yes."""
        return self.value

    def word(self) -> str:
        """Give ``true`` or ``false``."""
        return str(self.value).lower()


@dataclass(frozen=True)
class Triples:
    """The answer to a CONSTRUCT or DESCRIBE: each triple once, sorted by its text."""

    triples: tuple[Triple, ...]

    def __len__(self) -> int:
        """Give the number of triples."""
        return len(self.triples)

    def table(self) -> Table:
        """Give the triples as a table of subject, predicate and object."""
        return Table(("subject", "predicate", "object"), self.triples)

    def to_turtle(self, *, prefixes: Prefixes = _BARE) -> str:
        """Give Turtle with these prefixes."""
        return serialize.turtle(self.triples, prefixes)

    def to_rdflib(self) -> Graph:
        """Give an rdflib graph."""
        from rdflib import Graph

        graph = Graph(bind_namespaces="none")
        for subject, predicate, value in self.triples:
            graph.add((node_of(subject), node_of(predicate), node_of(value)))
        return graph

    def to_networkx(self) -> MultiDiGraph[str]:
        """Give a network with an arc a triple; its attribute is the predicate."""
        return self.table().to_networkx("subject", "object")

    def _repr_html_(self) -> str:
        """Show the Turtle in a notebook."""
        return f"<pre>{escape(self.to_turtle())}</pre>"


Answer: TypeAlias = Table | Triples | Truth


class Asked(Protocol):
    """Whatever answers queries: a store here, one in another process, or a distant endpoint."""

    def select(self, text: str) -> Table:
        """Answer a SELECT."""

    def ask(self, text: str) -> bool:
        """Answer an ASK."""

    def construct(self, text: str) -> list[Triple]:
        """Answer a CONSTRUCT or DESCRIBE with triples, each once, sorted by their text."""


def answer(on: Asked, text: str) -> Answer:
    """Ask a query of any form; QuerySyntaxError for what is none, or is not answered here."""
    match query_text.guard(text):
        case "SELECT":
            return on.select(text)
        case "ASK":
            return Truth(on.ask(text))
        case _:
            return Triples(tuple(on.construct(text)))


def first(answer: Answer, most: int) -> Answer:
    """Give no more than so many rows or triples of an answer."""
    match answer:
        case Table():
            return replace(answer, rows=answer.rows[:most])
        case Triples():
            return Triples(answer.triples[:most])
    return answer


def write(
    answer: Answer,
    form: str = "",
    *,
    prefixes: Prefixes = _BARE,
    width: int | None = None,
    terms: Mapping[str, Any] | None = None,
) -> str:
    """Give an answer in a form, with a line end; by default as a table, or as Turtle for a graph.

    ``width`` is that of the terminal, for the form ``table``; ``terms`` are the words of a JSON-LD
    context, for the form ``jsonld``.
    Raises UsageError for a form that this kind of answer does not have.
    """
    match answer:
        case Table():
            return _table(answer, form, prefixes, width)
        case Triples():
            if form == "jsonld":
                return serialize.jsonld(answer.triples, prefixes, terms)
            return _graph(answer, form, prefixes, width)
        case Truth():
            return _truth(answer, form)


_WRITERS: Mapping[str, Callable[[Table], str]] = {
    "csv": Table.to_csv,
    "tsv": Table.to_tsv,
    "json": Table.to_json,
    "xml": Table.to_xml,
}


def _table(table: Table, format_: str, prefixes: Prefixes, width: int | None) -> str:
    if format_ in _WRITERS:
        return _WRITERS[format_](table)
    if format_ == "markdown":
        return table.to_markdown(prefixes=prefixes)
    if format_ in ("", "table"):
        return table.render(prefixes=prefixes, width=width) + "\n"
    raise _no_form("a SELECT answers a table", format_, "table, csv, tsv, json, xml or markdown")


_GRAPHS: Mapping[str, Callable[[tuple[Triple, ...], Prefixes], str]] = {
    "": serialize.turtle,
    "turtle": serialize.turtle,
    "ntriples": lambda found, _: serialize.ntriples(found),
    "xml": serialize.rdfxml,
}


def _graph(found: Triples, format_: str, prefixes: Prefixes, width: int | None) -> str:
    if format_ in _GRAPHS:
        return _GRAPHS[format_](found.triples, prefixes)
    if format_ == "json":
        raise _no_form("this query answers a graph", format_, "jsonld, turtle, ntriples or xml")
    return _table(found.table(), format_, prefixes, width)


def _truth(found: Truth, format_: str) -> str:
    if format_ == "json":
        return json.dumps({"head": {}, "boolean": found.value}, indent=1) + "\n"
    if format_ == "xml":
        return xml_results(f"<head/>\n <boolean>{found.word()}</boolean>")
    if format_ in ("", "table", "markdown"):
        return f"{found.word()}\n"
    raise _no_form("an ASK answers true or false", format_, "table, json or xml")


def _no_form(what: str, format_: str, forms: str) -> UsageError:
    return UsageError(f"{what}, which has no form {format_!r}", remedy=f"Take {forms}.")
