"""The commands that ask: query, queries, show, lineage."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from stakhgraph.cli.shared import options, terminal
from stakhgraph.cli.shared.options import helped
from stakhgraph.errors import UsageError

if TYPE_CHECKING:
    from stakhgraph.api import Workbench
    from stakhgraph.queries.query_file import Query

READERS = ["historian", "student", "librarian", "teacher"]
FORMATS = ["table", "csv", "tsv", "json", "xml", "turtle", "ntriples", "jsonld", "markdown"]


def _question_names(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[str]:
    """Return the questions that begin so, for the completion of a shell."""
    from stakhgraph.queries import catalogue

    place = options.found_project(context.params.get("project"))
    names = (f"{path.parent.name}/{path.stem}" for path in place.queries)
    shown = (name for name in names if name.partition("/")[0] not in catalogue.MACHINERY)
    return [name for name in shown if name.startswith(incomplete)]


@click.command(
    short_help="Answer a question, or a SPARQL query of your own.",
    help=helped(
        "Answer a question: one of the catalogue by name, a SPARQL query in a file, given with -e, "
        "or on standard input.\n\n"
        "Values of parameters follow as NAME=VALUE; a person, work or view may be called by label, "
        "slug or prefixed name. A SELECT answers a table, a CONSTRUCT or DESCRIBE Turtle, an ASK "
        "true or false. Nothing is ever changed.",
        "stakhgraph query people/positions who=Trotsky",
        "stakhgraph query facts/rival-values asked=record-when --format markdown",
        "stakhgraph query record-date.rq --format csv",
        "stakhgraph query -e 'ASK { ?stance stakh:holder person:nove-alec }'",
        "stakhgraph query lineage/series --explain",
    ),
)
@click.argument("name", required=False, shell_complete=_question_names)
@click.argument("given", nargs=-1, metavar="[NAME=VALUE]...")
@click.option("-e", "--text", help="The SPARQL query itself.")
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help="As NAME=VALUE.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="Form of the answer (default: table, or turtle for a graph).",
)
@click.option("--explain", is_flag=True, help="Print the query with its values, and do not ask it.")
@options.out_file
@options.as_json
@options.bench
def query(
    bench: Workbench,
    name: str | None,
    given: Sequence[str],
    text: str | None,
    params: Sequence[str],
    form: str | None,
    explain: bool,
    out: Path | None,
    as_json: bool,
) -> None:
    """Answer one question."""
    from stakhgraph.debate import name_search
    from stakhgraph.queries import answering, rewriting
    from stakhgraph.rdf import answer_formats, answers
    from stakhgraph.rdf.tables import Table

    # With -e there is no name: what stands in its place is a value.
    asked = _asked(bench, None if text is not None else name, text)
    first = (name,) if name is not None and text is not None else ()
    values = options.values((*_named(asked, (*first, *given)), *params))
    with terminal.waiting("asking"):
        asked, bound = bench.prepared(asked, values)
        _tell_guesses(bench, values, bound)
        if explain:
            text = rewriting.with_values(asked, bound, prefixes=bench.project.prefixes)
            terminal.deliver(text, out)
            return
        found = answering.answer(asked, on=bench.on, params=bound, prefixes=bench.project.prefixes)
    form = _form(form, as_json, isinstance(found, answers.Triples))
    wide = terminal.width() if out is None else None
    content = answer_formats.write(
        found,
        form,
        prefixes=bench.project.prefixes,
        width=wide,
        terms=bench.terms if form == "jsonld" else None,
    )
    terminal.deliver(content if content.endswith("\n") else f"{content}\n", out)
    _count(found, form)
    if isinstance(found, Table) and not found.rows:
        for name in name_search.unknown_names(bench.project, bench.on, asked.text):
            terminal.notice(f"the graph knows no {name}.")


def _named(asked: Query, given: Sequence[str]) -> Sequence[str]:
    """Return values with their names: a bare value belongs to the only parameter there is."""
    names = [parameter.name for parameter in asked.parameters]
    bare = [value for value in given if "=" not in value]
    if not bare:
        return given
    if len(names) == 1 and len(given) == 1:
        return [f"{names[0]}={bare[0]}"]
    known = " or ".join(f"{name}={bare[0]}" for name in names)
    raise UsageError(
        f"of what {bare[0]!r} is the value is not clear",
        remedy=f"Write {known}." if names else f"{asked.name} has no parameters.",
    )


def _tell_guesses(bench: Workbench, given: Mapping[str, str], bound: Mapping[str, str]) -> None:
    """Say what a name was taken for that is not just what the thing is called."""
    for name, text in given.items():
        if bound[name] != text and (thing := bench.taken_for(text, bound[name])):
            terminal.notice(f"{name}: {text!r} is taken for {thing.label} ({thing.kind}).")


def _asked(bench: Workbench, name: str | None, text: str | None) -> Query:
    """Return the query that a name, a file, a text or standard input stands for."""
    from stakhgraph.files import decode
    from stakhgraph.queries import query_file

    if text is not None:
        return query_file.parse(text, Path("query"))
    if name is None and sys.stdin.isatty():
        raise UsageError("which question?", remedy="List them: stakhgraph queries.")
    if name in (None, "-"):
        data = sys.stdin.buffer.read()
        return query_file.parse(decode(data, where="standard input"), Path("standard input"))
    assert name is not None
    if name.endswith((".rq", ".sparql")) or Path(name).is_file():
        return query_file.read(Path(name))
    return bench.named(name)


def _form(form: str | None, as_json: bool, graph: bool) -> str:
    if as_json:
        if form not in (None, "json", "jsonld"):
            raise UsageError(f"--json and --format {form} are two", remedy="Take one of them.")
        return "jsonld" if graph else "json"
    return form or ""


def _count(found: object, form: str) -> None:
    """Say how many rows there are: to a person at a terminal, and to all if there are none."""
    from stakhgraph.rdf.tables import Table

    if not isinstance(found, Table):
        return
    if not found.rows:
        terminal.notice("no rows.")
    elif form in ("", "table") and sys.stdout.isatty():
        terminal.note(f"{len(found)} {'row' if len(found) == 1 else 'rows'}")


@click.command(
    short_help="List the questions, or find some by subject.",
    help=helped(
        "List the questions that can be asked, or find some by what they are about.",
        "stakhgraph queries",
        'stakhgraph queries --about "labour aristocracy"',
        "stakhgraph queries --about filtzer --for librarian",
    ),
)
@click.option("--about", default="", metavar="WORDS", help="A subject, or the name of a thing.")
@click.option("--for", "reader", type=click.Choice(READERS), help="Whom they serve.")
@options.as_json
@options.bench
def queries(bench: Workbench, about: str, reader: str | None, as_json: bool) -> None:
    """List the catalogue."""
    from stakhgraph.cli.shared import plain_text

    with terminal.waiting("looking"):
        found, thing = bench.search(about, reader=reader or "")
    if as_json:
        terminal.out_json([plain_text.described(hit.query) for hit in found])
        return
    if not found:
        names = ", ".join(f"“{one.label}”" for one in bench.near(about)[:6])
        hint = f" The graph has {names}: stakhgraph show." if names else " Try another word."
        terminal.notice(f"no question is about that.{hint}")
        return
    prefixes = bench.project.prefixes
    if about:
        terminal.out(plain_text.hits(found, prefixes=prefixes, thing=thing, width=terminal.width()))
    else:
        every = [hit.query for hit in found]
        terminal.out(plain_text.listed(every, width=terminal.width()))


@click.command(
    short_help="Show all that is said of a person, work, view …",
    help=helped(
        "Show what the graph says of one thing: a person, work, question, event, statement …\n\n"
        "It may be called by label, part of a label, slug, prefixed name or IRI, in any spelling.",
        "stakhgraph show Conquest",
        "stakhgraph show Стаханов",
        "stakhgraph show work:trotsky-revolution-betrayed --format markdown",
    ),
)
@click.argument("thing")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="Form of the answer.",
)
@options.as_json
@options.bench
def show(bench: Workbench, thing: str, form: str, as_json: bool) -> None:
    """Show one thing."""
    from stakhgraph.cli.shared import plain_text

    with terminal.waiting("looking"):
        found = bench.show(thing)
    if as_json or form == "json":
        terminal.out_json(found.to_dict())
    elif form == "markdown":
        terminal.out(plain_text.shown_markdown(bench.project, found))
    else:
        terminal.out(plain_text.shown(bench.project, found, width=terminal.width()))


@click.command(
    short_help="Trace an argument from one holder to another.",
    help=helped(
        "Trace an argument from one holder to another, by each reading of how it is told.\n\n"
        "Without names, list the lineages and who stands in them.",
        "stakhgraph lineage",
        "stakhgraph lineage Trotsky Filtzer",
        "stakhgraph lineage Trotsky Filtzer --without added --explain",
        "stakhgraph lineage Trotsky Filtzer --format latex > descent.tex",
    ),
)
@click.argument("start", metavar="[FROM]", required=False)
@click.argument("end", metavar="[TO]", required=False)
@click.option(
    "--without",
    type=click.Choice(["implied", "added"]),
    multiple=True,
    help="Leave out steps that are only implied, or that are not the teller's own.",
)
@click.option("--explain", is_flag=True, help="Show the counting.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "latex", "html", "json"]),
    default="text",
    show_default=True,
    help="Text, or the series as a table for a paper.",
)
@options.as_json
@options.bench
def lineage(
    bench: Workbench,
    start: str | None,
    end: str | None,
    without: Sequence[str],
    explain: bool,
    form: str,
    as_json: bool,
) -> None:
    """Trace one argument."""
    from stakhgraph.cli.shared import plain_text

    if start is None:
        _list_lineages(bench, as_json or form == "json")
        return
    if end is None:
        raise UsageError("a lineage is traced between two holders", remedy="Name a second one.")
    found = bench.lineage(start, end)
    found = found.without(implied="implied" in without, added="added" in without)
    if as_json or form == "json":
        terminal.out_json(found.to_dict())
    elif form == "text":
        terminal.out(plain_text.traced(found, prefixes=bench.project.prefixes, explain=explain))
    else:
        terminal.out(getattr(found.table(), f"to_{form}")(), end="")


def _list_lineages(bench: Workbench, as_json: bool) -> None:
    from stakhgraph.cli.shared import plain_text

    told = bench.lineages()
    if as_json:
        terminal.out_json([plain_text.lineage_dict(one) for one in told])
    elif told:
        terminal.out(plain_text.lineages_listed(told))
    else:
        terminal.notice("the graph tells of no lineage.")


@click.command(
    name="what-if",
    short_help="Set something aside: what loses its support?",
    help=helped(
        "Set an assumption, a source, a document or a reporter aside, and see which views, values "
        "and steps of descent lose their only support here.\n\n"
        "This keeps account of support in the graph; it is no verdict on who is right. More than "
        "one thing can be set aside. --draw shows in time what would be left.",
        "stakhgraph what-if Siegelbaum",
        'stakhgraph what-if "assumption 3"',
        "stakhgraph what-if source:copeman-testimony doc:000",
        "stakhgraph what-if Siegelbaum --draw without-siegelbaum.svg",
    ),
)
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.option("--draw", "picture", type=options.FILE, help="Draw it as well: .svg, .pdf or .png.")
@options.as_json
@options.bench
def what_if(bench: Workbench, names: Sequence[str], picture: Path | None, as_json: bool) -> None:
    """Tell what loses its support."""
    from stakhgraph.cli.shared import plain_text

    with terminal.waiting("looking"):
        found = bench.what_if(*names)
    if picture is not None:
        with terminal.waiting("drawing"):
            drawing = bench.draw_without(found)
            content = drawing.to(picture.suffix.lower().removeprefix("."))
        terminal.deliver(content, picture)
    if as_json:
        terminal.out_json(found.to_dict())
    else:
        terminal.out(plain_text.without(found, width=terminal.width()))
