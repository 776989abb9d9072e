"""``stakhgraph fmt``: gives Turtle files the one layout."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from stakhgraph.cli.shared import options, terminal
from stakhgraph.cli.shared.options import help_text


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
    chosen = [found.named(file) for file in files] if files else found.layout_files()
    untidy = layout.untidy(chosen, found.prefixes)
    for path, text in untidy:
        if not check:
            write_whole(path, text)
        terminal.out(f"{found.name(path)}: {'untidy' if check else 'tidied'}")
    if not untidy:
        terminal.note("all files are tidy")
    terminal.end(not (check and untidy))
