"""The command line: parse, call, write. The only place that prints, and that ends the process.

Exit codes: 0 fine, 1 findings, 2 the request cannot be carried out as made, 3 failure.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import stakhgraph as package
from stakhgraph.errors import StakhError, UsageError

if TYPE_CHECKING:
    from stakhgraph.project import Project
    from stakhgraph.store import Store
    from stakhgraph.tables import Table

ENGINE = click.Choice(["oxigraph", "rdflib"])
FINDINGS = 1


def _help(text: str, *examples: str) -> str:
    """Return a help text that ends in examples, each on a line of its own."""
    shown = "\n".join(f"  {example}" for example in examples)
    return f"{text}\n\n\b\nExamples:\n{shown}"


def _option_project(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--project",
        type=click.Path(path_type=Path),
        help="Folder with ontology/, graph/, queries/ (default: this one, else the one shipped).",
    )(command)


def _option_engine(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--engine", type=ENGINE, default="oxigraph", show_default=True, help="The store to ask."
    )(command)


def _option_json(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")(command)


def _option_sources(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--source",
        "source",
        type=click.Path(path_type=Path),
        envvar="STAKHGRAPH_SOURCES",
        help="Folder with the source documents, or one of them (or set STAKHGRAPH_SOURCES).",
    )(command)


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=_help(
        "A knowledge graph of a debate: who holds what, who says so, on which page.",
        "stakhgraph build",
        "stakhgraph query people/positions --param who=trotsky-leon",
        "stakhgraph lineage Trotsky Filtzer",
        "stakhgraph show Deutscher",
    ),
)
@click.version_option(package.__version__, prog_name="stakhgraph")
def stakhgraph() -> None:
    """Hold the commands together."""


@stakhgraph.command(
    help=_help(
        "Do the whole job: load, validate, answer every question, trace the lineages, draw.\n\n"
        "Writes everything into one folder, all of it or nothing.",
        "stakhgraph build",
        "stakhgraph build --out /tmp/debate --engine rdflib",
    )
)
@_option_project
@_option_engine
@_option_sources
@_option_json
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("build"),
    show_default=True,
    help="Folder to write.",
)
def build(project: Path | None, engine: str, source: Path | None, as_json: bool, out: Path) -> None:
    """Build everything and write it."""
    from stakhgraph import building, reports

    building.require_ours(out)
    done = building.build(_project(project), engine=engine, sources=source, tell=_progress)
    building.write(done, out)
    _out(_json(done.to_dict()) if as_json else reports.built(done, out))
    _end(done.report.conforms and not (done.evidence and done.evidence.faults))


@stakhgraph.command(
    help=_help(
        "Hold the graph against its rules; or any data against any SHACL shapes.\n\n"
        "With --shapes and --data it is a plain SHACL validator: the standard report goes to "
        "standard output; 0 conforms, 1 does not, 3 ill-formed shapes or failure.",
        "stakhgraph validate",
        "stakhgraph validate --shapes shapes.ttl --data data.ttl --format turtle",
    )
)
@_option_project
@_option_engine
@_option_json
@click.option("--shapes", type=click.Path(path_type=Path), help="A Turtle file of SHACL shapes.")
@click.option("--data", type=click.Path(path_type=Path), help="A Turtle file to validate by them.")
@click.option(
    "--format", "format_", default="turtle", show_default=True, help="Form of the SHACL report."
)
def validate(
    project: Path | None,
    engine: str,
    as_json: bool,
    shapes: Path | None,
    data: Path | None,
    format_: str,
) -> None:
    """Validate the project, or two files."""
    from stakhgraph import reports, validation

    if shapes or data:
        if not (shapes and data):
            raise UsageError("--shapes and --data go together", remedy="Name both files.")
        conforms, report = validation.shacl(shapes, data, format=format_)
        _out(report, end="")
        _end(conforms)
    found = validation.check(_project(project), engine=engine)
    _out(_json(reports.findings(found)) if as_json else reports.told(found))
    _end(found.conforms)


@stakhgraph.command(
    help=_help(
        "Hold every anchor against the documents: does each passage still stand where it should?",
        "stakhgraph verify --source ~/documents",
        "STAKHGRAPH_SOURCES=~/documents stakhgraph verify --json",
    )
)
@_option_project
@_option_engine
@_option_sources
@_option_json
def verify(project: Path | None, engine: str, source: Path | None, as_json: bool) -> None:
    """Verify the anchors."""
    from stakhgraph import evidence, reports

    folder = _named_sources(source)
    place = _project(project)
    found = evidence.verify(place, _load(place, engine), folder)
    _out(_json(reports.faults(place, found)) if as_json else reports.verified(place, found))
    _end(not found.faults)


@stakhgraph.command(
    help=_help(
        "Answer a question: one of the catalogue by name, or a SPARQL query in a file.",
        "stakhgraph query positions/single-reporter --param holding=conquest-robert",
        "stakhgraph query record-date.rq --format csv",
        "stakhgraph query facts/rival-values --param asked=record-when",
    )
)
@click.argument("name")
@click.option(
    "--param",
    "params",
    multiple=True,
    metavar="NAME=VALUE",
    help="Value of a parameter; may be repeated.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "csv", "json", "markdown"]),
    default="table",
    show_default=True,
    help="Form of the answer.",
)
@_option_project
@_option_engine
@_option_json
def query(
    name: str,
    params: Sequence[str],
    format_: str,
    project: Path | None,
    engine: str,
    as_json: bool,
) -> None:
    """Answer one question."""
    from stakhgraph import debate, queries

    place = _project(project)
    asked = queries.from_file(Path(name)) if _is_file(name) else queries.find(place, name)
    values = _values(params)
    queries.bind(asked, values, prefixes=place.prefixes)  # misuse is said before anything is loaded
    with _interruptible():
        store = _load(place, engine)
        table = queries.run(asked, on=store, params=values, prefixes=place.prefixes)
    if not table.rows:
        debate.require_known(place, store, queries.things(asked, values, prefixes=place.prefixes))
        click.echo("notice: no rows.", err=True)
    _out(_answer(table, "json" if as_json else format_, place), end="")


@stakhgraph.command(
    help=_help(
        "List the questions that can be asked.", "stakhgraph queries", "stakhgraph queries --json"
    )
)
@_option_project
@_option_json
def queries(project: Path | None, as_json: bool) -> None:
    """List the catalogue."""
    from stakhgraph import queries as catalogue
    from stakhgraph import reports

    found = catalogue.catalogue(_project(project))
    if as_json:
        _out(_json([reports.described(query) for query in found.values()]))
        return
    _out("\n\n".join(reports.catalogue_entry(query) for query in found.values()))


@stakhgraph.command(
    help=_help(
        "Show what the graph says of one thing: a person, work, question, event, statement …",
        "stakhgraph show Conquest",
        "stakhgraph show work:trotsky-revolution-betrayed --json",
    )
)
@click.argument("thing")
@_option_project
@_option_engine
@_option_json
def show(thing: str, project: Path | None, engine: str, as_json: bool) -> None:
    """Show one thing."""
    from stakhgraph import debate, reports

    place = _project(project)
    store = _load(place, engine)
    found = debate.find(place, store, thing)
    said = debate.answer(place, store, "overview/statements", thing=found.iri)
    mentions = debate.answer(place, store, "overview/mentions", thing=found.iri)
    if as_json:
        rows = {"says": list(said.records()), "mentioned": list(mentions.records())}
        _out(_json({"iri": found.iri, "kind": found.kind, "label": found.label, **rows}))
        return
    _out(reports.shown(place, store, found, said, mentions))


@stakhgraph.command(
    help=_help(
        "Trace an argument from one holder to another, by each reading of how it is told.",
        "stakhgraph lineage Trotsky Filtzer",
        "stakhgraph lineage Schwarz Filtzer --json",
    )
)
@click.argument("start", metavar="FROM")
@click.argument("end", metavar="TO")
@_option_project
@_option_engine
@_option_json
def lineage(start: str, end: str, project: Path | None, engine: str, as_json: bool) -> None:
    """Trace one argument."""
    from stakhgraph import debate, reports
    from stakhgraph import lineage as descent

    place = _project(project)
    found, first, last = descent.choose(debate.lineages(place, _load(place, engine)), start, end)
    if as_json:
        _out(_json(descent.to_dict(found, first, last)))
        return
    _out(reports.traced(found, first, last))


@stakhgraph.command(
    help=_help(
        "Write the graph in a form that other tools read.",
        "stakhgraph export --format turtle --out debate.ttl",
        "stakhgraph export --format jsonld > debate.jsonld",
    )
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["turtle", "ntriples", "jsonld"]),
    default="turtle",
    show_default=True,
    help="The form.",
)
@click.option(
    "--out", type=click.Path(path_type=Path), help="File to write (default: standard output)."
)
@_option_project
def export(format_: str, out: Path | None, project: Path | None) -> None:
    """Export the graph."""
    from stakhgraph import exports
    from stakhgraph.project import write_aside

    text = exports.write(_project(project), format_)
    if out is None:
        _out(text, end="")
    else:
        write_aside(out, text)


@stakhgraph.command(
    help=_help(
        "Make an anchor for a passage, ready to be put into a file of graph/.\n\n"
        "The passage runs from the first place of FIRST to the next place of LAST after it.",
        'stakhgraph anchor doc:002 anchor:002-caste "allowed the regime" "industrial workers"',
    )
)
@click.argument("document")
@click.argument("name")
@click.argument("first")
@click.argument("last")
@_option_project
@_option_engine
@_option_sources
def anchor(
    document: str,
    name: str,
    first: str,
    last: str,
    project: Path | None,
    engine: str,
    source: Path | None,
) -> None:
    """Make an anchor."""
    from stakhgraph import evidence

    folder = _named_sources(source)
    place = _project(project)
    _out(evidence.block(place, _load(place, engine), folder, document, name, first, last), end="")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and end the process with its exit code; no error leaves as a traceback."""
    # A closed stream is None; what would be written there goes nowhere.
    sys.stdout = sys.stdout or io.StringIO()
    sys.stderr = sys.stderr or io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = stakhgraph.main(args=arguments, prog_name="stakhgraph", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read our output has enough of it; nothing may be flushed there at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except click.exceptions.NoArgsIsHelpError as exc:
        _out(exc.ctx.get_help())
        sys.exit(0)
    except (Exception, KeyboardInterrupt) as exc:
        if os.environ.get("STAKHGRAPH_DEBUG"):
            raise
        _fail(*_told_error(exc))
    sys.exit(code if isinstance(code, int) else 0)


def _told_error(exc: BaseException) -> tuple[str, int]:
    """Return the one line that a reader is told of an error, and the exit code."""
    if isinstance(exc, StakhError):
        return str(exc), exc.exit_code
    if isinstance(exc, click.Abort | KeyboardInterrupt):
        return "error: stopped.", 130
    if isinstance(exc, click.ClickException):
        return f"error: {_one_line(exc.format_message())} Try 'stakhgraph --help'.", 2
    if isinstance(exc, OSError):
        return f"error: {exc.strerror or exc} ({exc.filename or 'standard output'}).", 3
    told = f"error: unexpected {type(exc).__name__}: {_one_line(str(exc))}"
    return f"{told} Set STAKHGRAPH_DEBUG=1 for details.", 3


def _fail(message: str, code: int) -> None:
    click.echo(message, err=True)
    sys.exit(code)


def _one_line(text: str) -> str:
    folded = " ".join(text.split())
    return folded if folded.endswith((".", "?")) else f"{folded}."


def _end(fine: bool) -> None:
    sys.stdout.flush()
    raise click.exceptions.Exit(0 if fine else FINDINGS)


def _out(text: str, *, end: str = "\n") -> None:
    click.echo(text + end, nl=False)


def _progress(stage: str) -> None:
    if sys.stderr.isatty():
        click.secho(f"· {stage}", dim=True, err=True)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let Ctrl-C end the process at once: the engine below cannot be interrupted otherwise."""
    try:
        before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    except ValueError:  # not in the main thread: somebody else handles signals
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _project(path: Path | None) -> Project:
    from stakhgraph.project import Project

    return Project.find(path)


def _named_sources(source: Path | None) -> Path:
    """Return where the source documents are; UsageError if nobody said."""
    if source is None:
        raise UsageError(
            "where the source documents are is not known",
            remedy="Name their folder with --source, or set STAKHGRAPH_SOURCES.",
        )
    return source


def _load(project: Project, engine: str) -> Store:
    from stakhgraph import store

    return store.load(project, engine=engine)


def _is_file(name: str) -> bool:
    """Tell a file from the name of a question: by its ending, or because it lies there."""
    return name.endswith((".rq", ".sparql")) or Path(name).exists()


def _values(params: Sequence[str]) -> Mapping[str, str]:
    pairs = [param.partition("=") for param in params]
    for name, equals, _ in pairs:
        if not (name and equals):
            raise UsageError(
                f"a parameter is NAME=VALUE, not {name!r}", remedy="Write --param year=1966."
            )
    names = [name for name, _, _ in pairs]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise UsageError(f"parameter {twice[0]!r} is given twice", remedy="Give it once.")
    return {name: value for name, _, value in pairs}


def _width() -> int | None:
    """Return the width of the terminal; None where output goes elsewhere and must stay whole."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def _answer(table: Table, format_: str, project: Project) -> str:
    if format_ == "csv":
        return table.to_csv()
    if format_ == "json":
        return table.to_json()
    if format_ == "markdown":
        return table.to_markdown(prefixes=project.prefixes)
    text = table.render(prefixes=project.prefixes, width=_width())
    if sys.stdout.isatty():
        text += f"\n\n{len(table)} {'row' if len(table) == 1 else 'rows'}"
    return f"{text}\n"


if __name__ == "__main__":
    main()
