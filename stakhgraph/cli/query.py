"""``stakhgraph query``: answers a question of the catalogue, or a SPARQL query."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from stakhgraph.cli.shared import endings, options, terminal
from stakhgraph.cli.shared.options import help_text
from stakhgraph.errors import UsageError
from stakhgraph.wording import counted

if TYPE_CHECKING:
    from stakhgraph.api import Workbench
    from stakhgraph.cli.shared.rdf_files import Opened
    from stakhgraph.queries.query_file import Query
    from stakhgraph.rdf.answers import Answer
    from stakhgraph.rdf.prefixes import Prefixes

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
        "graph.\n\n"
        "With --data, a query of your own is asked of any RDF files, and no project is needed: "
        "Turtle, TriG, N-Triples, N-Quads, RDF/XML, JSON-LD. The triples of all files are the "
        "default graph; named graphs keep their names. The prefixes that the files declare need "
        "no PREFIX line.",
        "stakhgraph query people/positions who=Trotsky",
        "stakhgraph query facts/rival-values question=record-when --format markdown",
        "stakhgraph query record-date.rq --format csv",
        "stakhgraph query -e 'ASK { ?stance stakh:holder person:nove-alec }'",
        "stakhgraph query lineage/series --explain",
        "stakhgraph query --data works.ttl -e 'SELECT * { ?s ?p ?o } LIMIT 10'",
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
@options.for_spreadsheet
@options.as_json
@options.workbench_or_data
def query(
    opened: Workbench | AbstractContextManager[Opened],
    data: Sequence[Path],
    name: str | None,
    assignments: Sequence[str],
    text: str | None,
    params: Sequence[str],
    form: str | None,
    explain: bool,
    out: Path | None,
    for_spreadsheet: bool,
    as_json: bool,
) -> None:
    """Answer a question."""
    from stakhgraph.api import Workbench

    # With -e there is no name: the first argument is a value.
    if text is not None and name is not None:
        assignments = (name, *assignments)
        name = None
    chosen = _choose_format(form, as_json, None if explain else out)
    # Whoever asks for JSON, but not for --format json, gets it for a graph too.
    graphs = "jsonld" if chosen == "json" and form != "json" else chosen
    options.require_csv(chosen, for_spreadsheet=for_spreadsheet)
    output = _Output(chosen, graphs, explain, out, for_spreadsheet)
    if isinstance(opened, Workbench):
        with opened as workbench:
            asked = _find_query(name, text, workbench.named)
            values = options.parameter_values((*_name_values(asked, assignments), *params))
            _ask_workbench(workbench, asked, values, output)
        return
    if text is None and name in (None, "-") and "-" in map(str, data):
        raise UsageError(
            "the query and the data cannot both come from standard input",
            remedy="Write the query with -e, or name its .rq file.",
        )
    asked = _find_query(name, text, _refuse_name)
    values = options.parameter_values((*_name_values(asked, assignments), *params))
    with opened as files:
        _ask_files(files, asked, values, output)


@dataclass(frozen=True)
class _Output:
    """What is to be done with an answer: its format, also for a graph, and its file."""

    form: str
    graph_form: str
    explain: bool
    out: Path | None
    for_spreadsheet: bool = False

    def deliver(self, answer: Answer, prefixes: Prefixes, terms: Mapping[str, Any]) -> None:
        from stakhgraph.rdf import answer_formats
        from stakhgraph.rdf.answers import Triples
        from stakhgraph.rdf.serialisers.spreadsheet import defused

        form = self.graph_form if isinstance(answer, Triples) else self.form
        text = answer_formats.write(
            answer,
            form,
            prefixes=prefixes,
            width=terminal.width() if self.out is None else None,
            terms=terms if form == "jsonld" else None,
        )
        if self.for_spreadsheet:
            text = defused(text)
        terminal.deliver(text if text.endswith("\n") else f"{text}\n", self.out)


def _ask_workbench(
    workbench: Workbench, asked: Query, values: Mapping[str, str], output: _Output
) -> None:
    from stakhgraph.queries import answering, rewriting

    prefixes = workbench.project.prefixes
    with terminal.waiting("querying"):
        complete, bound = workbench.prepared(asked, values)
        _show_guesses(workbench, values, bound)
        if output.explain:
            text = rewriting.with_values(complete, bound, prefixes=prefixes)
            terminal.deliver(text, output.out)
            return
        answer = answering.answer(complete, on=workbench.on, params=bound, prefixes=prefixes)
    output.deliver(answer, prefixes, workbench.terms)
    _show_count(answer, output.form)
    _show_why_empty(workbench, complete, bound, answer)


def _ask_files(files: Opened, asked: Query, values: Mapping[str, str], output: _Output) -> None:
    from stakhgraph.queries import answering, binding, rewriting

    complete = rewriting.add_prefixes(asked, files.prefixes)
    binding.require_parameters(complete, values)
    if output.explain:
        text = rewriting.with_values(complete, values, prefixes=files.prefixes)
        terminal.deliver(text, output.out)
        return
    with terminal.waiting("querying"):
        answer = answering.answer(complete, on=files.on, params=values, prefixes=files.prefixes)
    output.deliver(answer, files.prefixes, {})
    _show_count(answer, output.form)


def _refuse_name(name: str) -> Query:
    raise UsageError(
        f"{name!r} is a question to a project, and --data names files",
        remedy="Write the query with -e, or name its .rq file.",
    )


def _find_query(name: str | None, text: str | None, named: Callable[[str], Query]) -> Query:
    """Return the query that a text, a file, a name or standard input stands for."""
    from stakhgraph.queries import query_file
    from stakhgraph.rdf.media_types import BY_SUFFIX

    if text is not None:
        return query_file.parse(text, Path("query"))
    if name is None and sys.stdin is not None and sys.stdin.isatty():
        raise UsageError("no question is named", remedy="List them: stakhgraph queries.")
    if name in (None, "-"):
        return _piped_query()
    assert name is not None
    if Path(name).suffix.lower() in BY_SUFFIX:
        raise UsageError(
            f"{name} is data and not a query",
            remedy=f"Name it with --data {name}, and the query with -e or as an .rq file.",
        )
    if name.endswith((".rq", ".sparql")) or Path(name).is_file():
        return query_file.read(Path(name))
    return named(name)


def _piped_query() -> Query:
    from stakhgraph.files import STANDARD_INPUT, decode, read_standard_input
    from stakhgraph.queries import query_file

    piped = decode(read_standard_input(), where=STANDARD_INPUT, empty=True)
    if not piped.strip():
        raise UsageError(
            "there is no query", remedy="Give it with -e, as an .rq file or on standard input."
        )
    return query_file.parse(piped, Path(STANDARD_INPUT))


def _name_values(asked: Query, assignments: Sequence[str]) -> Sequence[str]:
    """Return values with their names: a bare value belongs to the only parameter."""
    names = [parameter.name for parameter in asked.parameters]
    bare = [value for value in assignments if "=" not in value]
    if not bare:
        return assignments
    if len(names) == 1 and len(assignments) == 1:
        return [f"{names[0]}={bare[0]}"]
    known = " or ".join(f"{name}={bare[0]}" for name in names)
    if bare[0].endswith((".rq", ".sparql")):
        raise UsageError(
            f"there is a query beside {bare[0]}", remedy="Give either -e or a file, not both."
        )
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


def _show_count(answer: Answer, form: str) -> None:
    """Write the number of rows for a person, and for everybody that there are none."""
    from stakhgraph.rdf.tables import Table

    if not isinstance(answer, Table):
        return
    if not answer.rows:
        terminal.notice("no rows.")
    elif form in ("", "table") and sys.stdout.isatty():
        terminal.note(counted(len(answer), "row"))


def _show_why_empty(
    workbench: Workbench, asked: Query, values: Mapping[str, str], answer: Answer
) -> None:
    """Write why a table has no rows."""
    from stakhgraph.debate.search import name_search
    from stakhgraph.rdf.tables import Table

    if not isinstance(answer, Table) or answer.rows:
        return
    if asked.summary:
        for sentence in workbench.why_empty(asked, values).sentences():
            terminal.notice(sentence)
        return
    for name in name_search.unknown_names(workbench.project, workbench.on, asked.text):
        terminal.notice(f"{name} is not in the graph.")
