"""``stakhgraph fmt``: gives Turtle files the one layout."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from stakhgraph.cli.shared import options, terminal
from stakhgraph.cli.shared.options import help_text
from stakhgraph.errors import UsageError

if TYPE_CHECKING:
    from stakhgraph.files import NamedFile
    from stakhgraph.project import Project


@click.command(
    short_help="Give all Turtle files the same layout.",
    help=help_text(
        "Give Turtle files the same layout: prefixes, order of properties, indentation.\n\n"
        "Only the layout changes. A comment inside a block is reported as an error, with file and "
        "line: move it to before the block. If no FILES are given, all of ontology/ and graph/ are "
        "laid out. With --check nothing is written, and the exit code is 1 if a file is untidy.",
        "stakhgraph fmt",
        "stakhgraph fmt --check",
        "stakhgraph fmt graph/people.ttl",
    ),
)
@click.argument("files", nargs=-1, type=options.FILE)
@click.option("--check", is_flag=True, help="Only list the untidy files.")
@options.project
def fmt(files: Sequence[Path], check: bool, project: Path | None) -> None:
    """Lay out Turtle files."""
    from stakhgraph.files import write_whole
    from stakhgraph.rdf.turtle import layout

    found = options.find_project(project) if check or files else options.find_own_project(project)
    chosen = [found.named(file) for file in files] if files else _own_files(found)
    untidy = layout.untidy(chosen, found.prefixes)
    for path, text in untidy:
        if not check:
            write_whole(path, text)
        terminal.out(f"{found.name(path)}: {'untidy' if check else 'tidied'}")
    if not untidy:
        terminal.note("all files are tidy")
    terminal.end(not (check and untidy))


def _own_files(project: Project) -> tuple[NamedFile, ...]:
    """Return the files to lay out; UsageError for a link to a file outside of the project."""
    files = project.layout_files()
    for file in files:
        real = file.path.resolve()
        if not real.is_relative_to(project.root):
            raise UsageError(
                f"is a link to a file outside of the project: {real}",
                where=file.name,
                remedy="Name that file, if it is to be laid out too.",
            )
    return files
