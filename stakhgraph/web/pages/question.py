"""The page of a stored query: its parameters, its text, and its answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stakhgraph.errors import UsageError
from stakhgraph.queries import answering, rewriting
from stakhgraph.queries.query_file import Parameter, Query
from stakhgraph.rdf.tables import Table
from stakhgraph.web.rendering.answer_table import answer_variables
from stakhgraph.web.rendering.links import query_address
from stakhgraph.web.rendering.page import Page
from stakhgraph.web.site import Site

__all__ = ["question", "unanswered"]


def question(site: Site, name: str, values: Mapping[str, str]) -> Page:
    """Return the page of a stored query with its answer for these values.

    If a value is missing or unknown, the page says so and has no answer. Raises UnknownName if
    there is no such query.
    """
    query = site.workbench.named(name)
    given = {key: value for key, value in values.items() if value}
    choices = {parameter.name: _choices(site, parameter) for parameter in query.parameters}
    variables: dict[str, Any] = {**_variables(query, given), "choices": choices}
    try:
        prepared, resolved = site.workbench.prepared(query, given)
        prefixes = site.project.prefixes
        variables["text"] = rewriting.with_values(prepared, resolved, prefixes=prefixes)
        answer = answering.answer(prepared, on=site.on, params=resolved, prefixes=prefixes)
        variables |= answer_variables(site, answer, query)
        if isinstance(answer, Table) and not answer.rows:
            variables["empty"] = site.workbench.why_empty(prepared, resolved)
    except UsageError as exc:
        variables["error"] = exc
        # A query that needs values was not wrong to be opened without any.
        return Page("question", query.summary, variables, 400 if given else 200)
    return Page("question", query.summary, variables)


def unanswered(site: Site, name: str) -> Page:
    """Return the page of a stored query without an answer, for the engine of the single file."""
    query = site.workbench.named(name)
    choices = {parameter.name: () for parameter in query.parameters}
    return Page("question", query.summary, {**_variables(query, {}), "choices": choices})


def _variables(query: Query, values: Mapping[str, str]) -> dict[str, Any]:
    return {
        "query": query,
        "values": values,
        "text": query.text,
        "error": None,
        "empty": None,
        "table": None,
        "canonical": query_address(query.name, values),
    }


def _choices(site: Site, parameter: Parameter) -> list[tuple[str, str]]:
    """Return the things that a parameter can stand for, as prefixed name and label."""
    known = site.project.prefixes.namespaces
    spaces = sorted({known[kind] for kind in parameter.type.split("/") if kind in known})
    things = [thing for space in spaces for thing in site.things.beginning(space)]
    things.sort(key=lambda thing: thing.label.casefold())
    return [(site.short(thing.iri), thing.label) for thing in things]
