"""Answers as text, in the formats of SPARQL 1.1 results, of RDF, or for a reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from stakhgraph.errors import UsageError
from stakhgraph.rdf.answers import Answer, Triples, Truth
from stakhgraph.rdf.prefixes import Prefixes
from stakhgraph.rdf.serialisers import jsonld, ntriples, rdfxml, sparql_results, turtle
from stakhgraph.rdf.tables import Table
from stakhgraph.rdf.terms import Triple

FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle", "ntriples", "jsonld", "markdown")
"""The formats by name; not every kind of answer has every format."""

TABLES: Mapping[str, Callable[[Table], str]] = {
    "csv": Table.to_csv,
    "tsv": Table.to_tsv,
    "json": Table.to_json,
    "xml": Table.to_xml,
}
"""The formats of a table for programs."""

GRAPHS: Mapping[str, Callable[[tuple[Triple, ...], Prefixes], str]] = {
    "": turtle.serialise,
    "turtle": turtle.serialise,
    "ntriples": ntriples.serialise,
    "xml": rdfxml.serialise,
    # Without the name of a graph, a document of these formats is one of Turtle and N-Triples.
    "trig": turtle.serialise,
    "nquads": ntriples.serialise,
}
"""The formats of a graph, besides JSON-LD; Turtle is that without a name."""


def write(
    answer: Answer,
    form: str = "",
    *,
    prefixes: Prefixes | None = None,
    width: int | None = None,
    terms: Mapping[str, Any] | None = None,
) -> str:
    """Return an answer in a format, with a line end; by default a table, or Turtle for a graph.

    ``width`` is that of the terminal in characters, for the format ``table``; ``terms`` are the
    terms of a JSON-LD context, for the format ``jsonld``.
    Raises UsageError for a format that this kind of answer does not have.
    """
    prefixes = prefixes or Prefixes({})
    match answer:
        case Table():
            return _write_table(answer, form, prefixes, width)
        case Triples():
            if form == "jsonld":
                return jsonld.serialise(answer.triples, prefixes, terms)
            return _write_graph(answer, form, prefixes, width)
        case Truth():
            return _write_truth(answer, form)


def _write_table(table: Table, form: str, prefixes: Prefixes, width: int | None) -> str:
    if form in TABLES:
        return TABLES[form](table)
    if form == "markdown":
        return table.to_markdown(prefixes=prefixes)
    if form in ("", "table"):
        return table.render(prefixes=prefixes, width=width) + "\n"
    raise _no_format("a SELECT answers a table", form, "table, csv, tsv, json, xml or markdown")


def _write_graph(answer: Triples, form: str, prefixes: Prefixes, width: int | None) -> str:
    if form in GRAPHS:
        return GRAPHS[form](answer.triples, prefixes)
    if form == "json":
        raise _no_format("this query answers a graph", form, "jsonld, turtle, ntriples or xml")
    return _write_table(answer.table(), form, prefixes, width)


def _write_truth(answer: Truth, form: str) -> str:
    if form == "json":
        return sparql_results.boolean_to_json(answer.value)
    if form == "xml":
        return sparql_results.boolean_to_xml(answer.value)
    if form in ("", "table", "markdown"):
        return f"{answer.word()}\n"
    raise _no_format("an ASK answers true or false", form, "table, json or xml")


def _no_format(what: str, form: str, known: str) -> UsageError:
    return UsageError(f"{what}, which has no format {form!r}", remedy=f"Choose {known}.")
