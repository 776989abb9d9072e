"""Options that several commands share, and the layout of their help."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from stakhgraph.cli.shared import rdf_files, terminal
from stakhgraph.errors import UsageError

if TYPE_CHECKING:
    from stakhgraph.api import Workbench
    from stakhgraph.project import Project

Command = Callable[..., Any]

ENGINE = click.Choice(["oxigraph", "rdflib"])
FILE = click.Path(path_type=Path)


class Seconds(click.FloatRange):
    """A number of seconds: finite, no less than the least, and no more than a year."""

    def __init__(self, least: float = 0) -> None:
        super().__init__(min=least, max=31_536_000)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the number; a failure for what is not a number, which compares with nothing."""
        number = super().convert(value, param, ctx)
        if number != number:
            self.fail("nan is not a number of seconds.", param, ctx)
        return number


class GroupInOrder(click.Group):
    """A group that lists its commands in the order in which they were added."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return list(self.commands)


def help_text(text: str, *examples: str) -> str:
    """Return a help text that ends with examples, each on a line of its own."""
    lines = "\n".join(f"  {example}" for example in examples)
    return f"{text}\n\n\b\nExamples:\n{lines}"


project = click.option(
    "--project",
    type=FILE,
    help="Folder with ontology/, graph/ and queries/ (default: this folder or one around it, if "
    "that is a project, else the debate that comes with the program).",
)
engine = click.option(
    "--engine",
    type=ENGINE,
    default="oxigraph",
    show_default=True,
    help="The library that stores and searches the graph.",
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print machine-readable JSON.")
out_file = click.option(
    "--out", type=FILE, help="File to write or replace (default: standard output)."
)
for_spreadsheet = click.option(
    "--for-spreadsheet",
    is_flag=True,
    help="In CSV, put an apostrophe before a cell that a spreadsheet would run as a formula.",
)
sources = click.option(
    "--source",
    "source",
    type=FILE,
    envvar="STAKHGRAPH_SOURCES",
    help="Folder of the source documents, or one document (or set STAKHGRAPH_SOURCES).",
)
timeout = click.option(
    "--timeout",
    type=Seconds(),
    default=60.0,
    show_default=True,
    help="Seconds that a query may take; 0 for no limit.",
)
_ENDPOINT = (
    click.option(
        "--endpoint",
        metavar="URL",
        envvar="STAKHGRAPH_ENDPOINT",
        help="Query this SPARQL 1.1 endpoint instead of the project's files.",
    ),
    timeout,
    click.option(
        "--allow-redirects", is_flag=True, help="Follow redirects of the endpoint to other hosts."
    ),
)

_DATA = (
    click.option(
        "--data",
        type=FILE,
        multiple=True,
        metavar="FILE",
        help="Ask this RDF file instead of a project (- for standard input); repeatable.",
    ),
    click.option(
        "--data-format",
        type=click.Choice(list(rdf_files.FORMATS)),
        help="Format of the --data files (default: by their endings; of standard input, by what "
        "it begins with).",
    ),
)


def workbench(command: Command) -> Command:
    """Give a command the options that choose what to query, and the open workbench."""

    @functools.wraps(command)
    def command_with_workbench(
        *args: Any,
        project: Path | None,
        engine: str,
        endpoint: str | None,
        timeout: float,
        allow_redirects: bool,
        **kwargs: Any,
    ) -> None:
        with _open(project, engine, endpoint, timeout, allow_redirects) as opened:
            command(opened, *args, **kwargs)

    return _with_choice_of_graph(command_with_workbench)


def workbench_or_data(command: Command) -> Command:
    """Give a command the options of `workbench`, and --data, which takes its place.

    The command gets the files, and what opens the workbench or loads them, a context manager.
    """

    @functools.wraps(command)
    def command_with_choice(
        *args: Any,
        data: Sequence[Path],
        data_format: str | None,
        project: Path | None,
        engine: str,
        endpoint: str | None,
        timeout: float,
        allow_redirects: bool,
        **kwargs: Any,
    ) -> None:
        if data:
            _refuse_options("--data", "project", "endpoint", "allow_redirects")
            loaded = rdf_files.opened(data, form=data_format or "", engine=engine, timeout=timeout)
            command(*args, opened=loaded, data=data, **kwargs)
            return
        if data_format:
            raise UsageError("--data-format is about --data FILE", remedy="Name a file.")
        bench = _open(project, engine, endpoint, timeout, allow_redirects)
        command(*args, opened=bench, data=data, **kwargs)

    for option in reversed(_DATA):
        command_with_choice = option(command_with_choice)
    return _with_choice_of_graph(command_with_choice)


def _open(
    project: Path | None, engine: str, endpoint: str | None, timeout: float, redirects: bool
) -> Workbench:
    from stakhgraph.api import Workbench
    from stakhgraph.cli.shared import terminal

    return Workbench(
        find_project(project),
        engine=engine,
        endpoint=endpoint,
        timeout=timeout,
        allow_redirects=redirects,
        tell=terminal.note,
    )


def _with_choice_of_graph(command: Command) -> Command:
    for option in (*reversed(_ENDPOINT), engine, project):
        command = option(command)
    return command


def _refuse_options(this: str, *others: str) -> None:
    """Raise UsageError if one of these options was given on the command line beside another."""
    context = click.get_current_context()
    for name in others:
        if context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE:
            option = f"--{name.replace('_', '-')}"
            raise UsageError(f"{option} contradicts {this}", remedy="Use one of them.")


def local_workbench(command: Command) -> Command:
    """Give a command that works on the project's files their options, and the open workbench."""

    @functools.wraps(command)
    def command_with_workbench(
        *args: Any, project: Path | None, engine: str, **kwargs: Any
    ) -> None:
        from stakhgraph.api import Workbench
        from stakhgraph.cli.shared import terminal

        found = find_project(project)
        with Workbench(found, engine=engine, tell=terminal.note) as opened:
            command(opened, *args, **kwargs)

    return project(engine(command_with_workbench))


def find_project(path: Path | None) -> Project:
    """Return the project in a folder, by default that around this folder, or the shipped one.

    If the project is found in a folder above this one, a notice names it.
    """
    from stakhgraph.project import Project

    found = Project.find(path)
    if path is None and found.root in Path.cwd().parents:
        terminal.notice(f"the project is {found.root}.")
    return found


def find_own_project(path: Path | None) -> Project:
    """Return the project in a folder, by default this folder's, but never the shipped one."""
    found = find_project(path)
    if path is None and found.root not in (Path.cwd(), *Path.cwd().parents):
        raise UsageError(
            "this folder is not a project", remedy="Change to one, or use --project FOLDER."
        )
    return found


def require_sources(source: Path | None) -> Path:
    """Return the folder of the source documents; UsageError if the option is missing."""
    if source is None:
        raise UsageError(
            "the folder of the source documents is not known",
            remedy="Name it with --source, or set STAKHGRAPH_SOURCES.",
        )
    return source


def require_csv(form: str, *, for_spreadsheet: bool) -> None:
    """Raise UsageError if another format than CSV is to be written for a spreadsheet."""
    if for_spreadsheet and form != "csv":
        raise UsageError(
            f"--for-spreadsheet is about CSV, not about {form}",
            remedy="Give --format csv, or leave it out.",
        )


def parameter_values(pairs: Sequence[str]) -> dict[str, str]:
    """Return the values of parameters from texts ``NAME=VALUE``; UsageError for another form."""
    values: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not (name and equals):
            raise UsageError(
                f"a parameter is written NAME=VALUE, not {pair!r}",
                remedy="Write year=1966, for example.",
            )
        if name in values:
            raise UsageError(f"parameter {name!r} is repeated", remedy="Give it only once.")
        values[name] = value
    return values
