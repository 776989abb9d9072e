"""``stakhgraph query``: answers a question of the catalogue, or a SPARQL query."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from stakhgraph.cli.shared import endings, options, terminal
from stakhgraph.cli.shared.options import help_text
from stakhgraph.errors import UsageError
from stakhgraph.wording import counted

if TYPE_CHECKING:
    from stakhgraph.api import Workbench
    from stakhgraph.queries.query_file import Query
    from stakhgraph.rdf.answers import Answer

FORMATS = ["table", "csv", "tsv", "json", "xml", "turtle", "ntriples", "jsonld", "markdown"]


def _complete_name(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[str]:
    """Return the questions whose names begin so, for the completion of a shell."""
    from stakhgraph.queries import catalogue

    project = options.find_project(context.params.get("project"))
    names = (f"{path.parent.name}/{path.stem}" for path in project.queries)
    listed = (name for name in names if name.partition("/")[0] not in catalogue.MACHINERY)
    return [name for name in listed if name.startswith(incomplete)]


@click.command(
    short_help="Answer a question, or a SPARQL query of your own.",
    help=help_text(
        "Answer one of the questions that stakhgraph queries lists, or a SPARQL query from a file, "
        "from -e or from standard input.\n\n"
        "Give values as PARAMETER=VALUE; a person, work or view may be named by label, slug or "
        "prefixed name. If you write SPARQL yourself, a SELECT is answered with a table, a "
        "CONSTRUCT or DESCRIBE with Turtle, an ASK with true or false. A query never changes the "
        "graph.",
        "stakhgraph query people/positions who=Trotsky",
        "stakhgraph query facts/rival-values question=record-when --format markdown",
        "stakhgraph query record-date.rq --format csv",
        "stakhgraph query -e 'ASK { ?stance stakh:holder person:nove-alec }'",
        "stakhgraph query lineage/series --explain",
    ),
)
@click.argument("name", metavar="[QUESTION]", required=False, shell_complete=_complete_name)
@click.argument("assignments", nargs=-1, metavar="[PARAMETER=VALUE]...")
@click.option("-e", "--text", help="The SPARQL query itself.")
@click.option(
    "--param", "params", multiple=True, metavar="PARAMETER=VALUE", help="The value of a parameter."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="Format of the answer (default: by the ending of --out, else table, or turtle for a "
    "graph).",
)
@click.option(
    "--explain", is_flag=True, help="Print the query with its values, without running it."
)
@options.out_file
@options.as_json
@options.workbench
def query(
    workbench: Workbench,
    name: str | None,
    assignments: Sequence[str],
    text: str | None,
    params: Sequence[str],
    form: str | None,
    explain: bool,
    out: Path | None,
    as_json: bool,
) -> None:
    """Answer a question."""
    from stakhgraph.queries import answering, rewriting
    from stakhgraph.rdf.answers import Triples

    # With -e there is no name: the first argument is a value.
    if text is not None and name is not None:
        assignments = (name, *assignments)
        name = None
    chosen = _choose_format(form, as_json, None if explain else out)
    asked = _find_query(workbench, name, text)
    values = options.parameter_values((*_name_values(asked, assignments), *params))
    with terminal.waiting("querying"):
        complete, bound = workbench.prepared(asked, values)
        _show_guesses(workbench, values, bound)
        prefixes = workbench.project.prefixes
        if explain:
            terminal.deliver(rewriting.with_values(complete, bound, prefixes=prefixes), out)
            return
        answer = answering.answer(complete, on=workbench.on, params=bound, prefixes=prefixes)
    if chosen == "json" and form != "json" and isinstance(answer, Triples):
        chosen = "jsonld"
    terminal.deliver(_render(workbench, answer, chosen, out), out)
    _show_count(workbench, complete, bound, answer, chosen)


def _find_query(workbench: Workbench, name: str | None, text: str | None) -> Query:
    """Return the query that a text, a file, a name or standard input stands for."""
    from stakhgraph.files import decode
    from stakhgraph.queries import query_file

    if text is not None:
        return query_file.parse(text, Path("query"))
    if name is None and sys.stdin.isatty():
        raise UsageError("no question is named", remedy="List them: stakhgraph queries.")
    if name in (None, "-"):
        piped = decode(sys.stdin.buffer.read(), where="standard input")
        return query_file.parse(piped, Path("standard input"))
    assert name is not None
    if name.endswith((".rq", ".sparql")) or Path(name).is_file():
        return query_file.read(Path(name))
    return workbench.named(name)


def _name_values(asked: Query, assignments: Sequence[str]) -> Sequence[str]:
    """Return values with their names: a bare value belongs to the only parameter."""
    names = [parameter.name for parameter in asked.parameters]
    bare = [value for value in assignments if "=" not in value]
    if not bare:
        return assignments
    if len(names) == 1 and len(assignments) == 1:
        return [f"{names[0]}={bare[0]}"]
    known = " or ".join(f"{name}={bare[0]}" for name in names)
    raise UsageError(
        f"it is not clear which parameter has the value {bare[0]!r}",
        remedy=f"Write {known}." if names else f"{asked.name} has no parameters.",
    )


def _show_guesses(
    workbench: Workbench, values: Mapping[str, str], bound: Mapping[str, str]
) -> None:
    """Write what a name was taken for, unless it is simply the name of that thing."""
    for name, text in values.items():
        if bound[name] != text and (thing := workbench.taken_for(text, bound[name])):
            terminal.notice(f"{name}: {text!r} is taken for {thing.label} ({thing.kind}).")


def _choose_format(form: str | None, as_json: bool, out: Path | None) -> str:
    """Return the format of the options, else that of the file's name; nothing for the default."""
    if as_json:
        if form not in (None, "json", "jsonld"):
            raise UsageError(f"--json contradicts --format {form}", remedy="Use one of them.")
        return "json"
    return form or endings.form_of(out, FORMATS)


def _render(workbench: Workbench, answer: Answer, form: str, out: Path | None) -> str:
    from stakhgraph.rdf import answer_formats

    text = answer_formats.write(
        answer,
        form,
        prefixes=workbench.project.prefixes,
        width=terminal.width() if out is None else None,
        terms=workbench.terms if form == "jsonld" else None,
    )
    return text if text.endswith("\n") else f"{text}\n"


def _show_count(
    workbench: Workbench, asked: Query, values: Mapping[str, str], answer: Answer, form: str
) -> None:
    """Write the number of rows for a person, and for everybody why there are none."""
    from stakhgraph.debate import name_search
    from stakhgraph.rdf.tables import Table

    if not isinstance(answer, Table):
        return
    if not answer.rows:
        terminal.notice("no rows.")
        if asked.summary:
            for sentence in workbench.why_empty(asked, values).sentences():
                terminal.notice(sentence)
            return
        for name in name_search.unknown_names(workbench.project, workbench.on, asked.text):
            terminal.notice(f"{name} is not in the graph.")
    elif form in ("", "table") and sys.stdout.isatty():
        terminal.note(counted(len(answer), "row"))
