"""``stakhgraph verify``: checks that anchored passages are still in the source documents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from stakhgraph.cli.shared import options, terminal
from stakhgraph.cli.shared.options import help_text
from stakhgraph.wording import counted

if TYPE_CHECKING:
    from stakhgraph.api import Workbench
    from stakhgraph.debate.documents.verification import Verification


@click.command(
    short_help="Check every anchor against the documents.",
    help=help_text(
        "Check every anchor against the source documents: is each passage still where it was?",
        "stakhgraph verify --source ~/documents",
        "STAKHGRAPH_SOURCES=~/documents stakhgraph verify --json",
    ),
)
@options.local_workbench
@options.sources
@options.as_json
def verify(workbench: Workbench, source: Path | None, as_json: bool) -> None:
    """Verify the anchors."""
    folder = options.require_sources(source)
    with terminal.waiting("verifying"):
        result = workbench.verify(folder)
    if as_json:
        terminal.out_json(_values(workbench, result))
    else:
        terminal.out(_to_text(workbench, result))
    terminal.end(not result.faults)


def _values(workbench: Workbench, result: Verification) -> dict[str, Any]:
    """Return a verification as plain values, anchors as prefixed names."""
    faults = [{**vars(fault), "anchor": workbench.short(fault.anchor)} for fault in result.faults]
    return {**vars(result), "faults": faults}


def _to_text(workbench: Workbench, result: Verification) -> str:
    """Return a line for each fault, and a last line that counts them."""
    project, lines = workbench.project, []
    for fault in result.faults:
        place = project.sources.find(fault.anchor)
        where = f"{project.name(place.file)}:{place.line}: " if place else ""
        name = workbench.short(fault.anchor)
        lines.append(f"{where}{name}: {fault.problem}: {fault.remedy}")
    lines += [f"notice: not found, so not checked: {name}" for name in result.missing]
    anchors = counted(result.anchors, "anchor")
    documents = counted(len(result.found), "document")
    faults = counted(len(result.faults), "fault")
    return "\n".join([*lines, f"{anchors} held against {documents}, {faults}."])
