"""Options that several commands share, and how their help is laid out."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from stakhgraph.errors import UsageError

if TYPE_CHECKING:
    from stakhgraph.project import Project

Command = Callable[..., Any]

ENGINE = click.Choice(["oxigraph", "rdflib"])
FILE = click.Path(path_type=Path)


class InOrder(click.Group):
    """Commands in the order in which a reader meets them, not in that of the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands as they were added."""
        return list(self.commands)


def helped(text: str, *examples: str) -> str:
    """Return a help text that ends in examples, each on a line of its own."""
    shown = "\n".join(f"  {example}" for example in examples)
    return f"{text}\n\n\b\nExamples:\n{shown}"


project = click.option(
    "--project",
    type=FILE,
    help="Folder with ontology/, graph/, queries/ (default: this one, else the one shipped).",
)
engine = click.option(
    "--engine", type=ENGINE, default="oxigraph", show_default=True, help="The store to ask."
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")
out_file = click.option(
    "--out", type=FILE, help="File to write, or to replace (default: standard output)."
)
sources = click.option(
    "--source",
    "source",
    type=FILE,
    envvar="STAKHGRAPH_SOURCES",
    help="Folder with the source documents, or one of them (or set STAKHGRAPH_SOURCES).",
)
_ENDPOINT = (
    click.option(
        "--endpoint",
        metavar="URL",
        envvar="STAKHGRAPH_ENDPOINT",
        help="Ask this SPARQL 1.1 endpoint instead of the project's files.",
    ),
    click.option(
        "--timeout",
        type=click.FloatRange(min=0),
        default=60.0,
        show_default=True,
        help="Seconds that a question may take; 0 for no limit.",
    ),
    click.option(
        "--allow-redirects", is_flag=True, help="Follow the endpoint when it sends elsewhere."
    ),
)


def bench(command: Command) -> Command:
    """Return a command the options that say whom to ask, and a workbench opened by them."""

    @functools.wraps(command)
    def opened(
        *args: Any,
        project: Path | None,
        engine: str,
        endpoint: str | None,
        timeout: float,
        allow_redirects: bool,
        **kwargs: Any,
    ) -> None:
        from stakhgraph import api

        with api.open(
            project,
            engine=engine,
            endpoint=endpoint,
            timeout=timeout,
            allow_redirects=allow_redirects,
        ) as found:
            command(found, *args, **kwargs)

    for option in (*reversed(_ENDPOINT), engine, project):
        opened = option(opened)
    return opened


def found_project(path: Path | None) -> Project:
    """Return the project that an option names, or the usual one."""
    from stakhgraph.project import Project

    return Project.find(path)


def own_project(path: Path | None) -> Project:
    """Return the project that an option names or this folder is: never the one that is installed."""
    found = found_project(path)
    if path is None and found.root != Path.cwd():
        raise UsageError(
            "this folder is no project", remedy="Go to one, or name it with --project FOLDER."
        )
    return found


def named_sources(source: Path | None) -> Path:
    """Return where the source documents are; UsageError if nobody said."""
    if source is None:
        raise UsageError(
            "where the source documents are is not known",
            remedy="Name their folder with --source, or set STAKHGRAPH_SOURCES.",
        )
    return source


def values(pairs: Sequence[str]) -> dict[str, str]:
    """Return the values of parameters from texts ``NAME=VALUE``; UsageError for another form."""
    found: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not (name and equals):
            raise UsageError(
                f"a parameter is NAME=VALUE, not {pair!r}", remedy="Write year=1966, say."
            )
        if name in found:
            raise UsageError(f"parameter {name!r} is given twice", remedy="Give it once.")
        found[name] = value
    return found
