"""``stakhgraph diff``: shows what changed between two versions of the debate."""

from __future__ import annotations

from pathlib import Path

import click

from stakhgraph.cli.shared import options, terminal
from stakhgraph.cli.shared.options import help_text


@click.command(
    short_help="Show what changed between two versions.",
    help=help_text(
        "Show what changed between two versions of the debate.\n\n"
        "Changed attributions (who holds a view, who says so, on which page) come first, then what "
        "has been added, removed, altered, reworded or renamed. A version is a project folder or a "
        ".ttl, .nt or .rdf file; NEW is this project by default. The exit code is 0 if nothing has "
        "changed, else 1.",
        "stakhgraph diff ../last-year",
        "stakhgraph diff old.ttl new.ttl --json",
    ),
)
@click.argument("old", type=options.FILE)
@click.argument("new", type=options.FILE, required=False)
@options.project
@options.as_json
def diff(old: Path, new: Path | None, project: Path | None, as_json: bool) -> None:
    """Compare two versions of a debate."""
    from stakhgraph.debate.comparing import diff, diff_text

    with terminal.waiting("comparing"):
        changes = diff.between(old, new or options.find_project(project).root)
    if as_json:
        terminal.out_json(changes.to_dict())
    else:
        terminal.out(diff_text.describe(changes))
    terminal.end(not changes)
