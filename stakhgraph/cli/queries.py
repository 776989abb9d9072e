"""``stakhgraph queries``: lists the questions of the catalogue, or finds some by subject."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import click

from stakhgraph.cli.shared import options, terminal
from stakhgraph.cli.shared.options import help_text
from stakhgraph.cli.shared.text import bold, fold

if TYPE_CHECKING:
    from stakhgraph.api import Workbench
    from stakhgraph.debate.search.names import Thing
    from stakhgraph.debate.search.question_search import Hit
    from stakhgraph.queries.query_file import Parameter, Query

READERS = ["historian", "student", "librarian", "teacher"]


@click.command(
    short_help="List the questions, or find some by subject.",
    help=help_text(
        "List the questions that can be asked, or find those about a subject.",
        "stakhgraph queries",
        'stakhgraph queries --about "labour aristocracy"',
        "stakhgraph queries --about filtzer --for librarian",
    ),
)
@click.option(
    "--about",
    default="",
    metavar="WORDS",
    help="Words for a subject, or the name of a person, work, concept …",
)
@click.option(
    "--for", "reader", type=click.Choice(READERS), help="Only questions meant for these readers."
)
@options.as_json
@options.workbench
def queries(workbench: Workbench, about: str, reader: str | None, as_json: bool) -> None:
    """List the questions."""
    with terminal.waiting("searching"):
        hits, thing = workbench.search(about, reader=reader or "")
    if as_json:
        terminal.out_json([{**_values(hit.query), "values": dict(hit.values)} for hit in hits])
    elif not hits:
        _show_nothing_found(workbench, about)
    elif about:
        terminal.out(_list_hits(workbench, hits, thing, terminal.width()))
    else:
        terminal.out(_list_by_topic((hit.query for hit in hits), terminal.width()))


def _values(query: Query) -> dict[str, Any]:
    """Return the description of a question as plain values."""
    return {
        "name": query.name,
        "summary": query.summary,
        "serves": list(query.serves),
        "about": list(query.about),
        "parameters": [vars(parameter) for parameter in query.parameters],
        "columns": [{"name": name, "about": about} for name, about in query.columns],
    }


def _show_nothing_found(workbench: Workbench, about: str) -> None:
    names = ", ".join(f"“{one.label}”" for one in workbench.near(about)[:6])
    hint = f" The graph has {names}: use stakhgraph show." if names else " Try another word."
    terminal.notice(f"no question is about that.{hint}")


def _list_by_topic(queries: Iterable[Query], width: int | None) -> str:
    """Return questions under their topics, each with the command that asks it."""
    lines: list[str] = []
    topic = ""
    for query in queries:
        if query.topic != topic:
            topic = query.topic
            lines += ["", bold(topic)]
        lines += [fold(f"  {query.summary}", width), f"      {_command(query, {})}"]
    return "\n".join(lines).lstrip("\n")


def _list_hits(
    workbench: Workbench, hits: Iterable[Hit], thing: Thing | None, width: int | None
) -> str:
    """Return the questions that a search found, best first, each with the command that asks it.

    The thing that was named is filled in where a question takes it; the rows are counted for
    questions that were found by that alone.
    """
    lines: list[str] = []
    if thing:
        name = workbench.short(thing.iri)
        lines += [f"{bold(thing.label)}  ({thing.kind}): stakhgraph show {name}", ""]
    for hit in hits:
        count = f"  ({hit.rows} {'row' if hit.rows == 1 else 'rows'})" if hit.rows else ""
        lines.append(fold(hit.words or hit.query.summary, width))
        lines.append(f"    {_command(hit.query, hit.values)}{count}")
    return "\n".join(lines)


def _command(query: Query, values: Mapping[str, str]) -> str:
    """Return the command that asks a question; optional values are in brackets."""
    words = [f"stakhgraph query {query.name}"]
    for parameter in query.parameters:
        word = f"{parameter.name}={values.get(parameter.name, _example(parameter))}"
        words.append(word if parameter.required or parameter.name in values else f"[{word}]")
    return " ".join(words)


def _example(parameter: Parameter) -> str:
    kind, colon, slug = parameter.example.partition(":")
    return slug if colon and kind == parameter.type.partition("/")[0] else parameter.example
