"""``stakhgraph validate``: checks the graph against its rules, or data against SHACL shapes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from stakhgraph.cli.shared import options, terminal
from stakhgraph.cli.shared.findings import finding_lines
from stakhgraph.cli.shared.options import help_text
from stakhgraph.errors import UsageError

if TYPE_CHECKING:
    from stakhgraph.api import Workbench
    from stakhgraph.debate.validation import Report


@click.command(
    short_help="Check the graph against its rules.",
    help=help_text(
        "Check the graph against its rules, or any data against any SHACL shapes.\n\n"
        "With --shapes and --data it is a plain SHACL validator: it prints the standard validation "
        "report. The exit code is 0 if the data conforms, 1 if it does not, and 3 if the shapes "
        "are ill-formed or cannot be applied.",
        "stakhgraph validate",
        "stakhgraph validate --shapes shapes.ttl --data data.ttl --format turtle",
    ),
)
@options.local_workbench
@options.as_json
@click.option("--shapes", type=options.FILE, help="A Turtle file of SHACL shapes.")
@click.option("--data", type=options.FILE, help="A Turtle file to validate against them.")
@click.option(
    "--format", "form", default="turtle", show_default=True, help="Format of the SHACL report."
)
def validate(
    workbench: Workbench, as_json: bool, shapes: Path | None, data: Path | None, form: str
) -> None:
    """Validate the project, or two files."""
    if shapes or data:
        _validate_files(shapes, data, "jsonld" if as_json else form)
    with terminal.waiting("validating"):
        report = workbench.validate()
    if as_json:
        terminal.out_json(_values(report))
    else:
        terminal.out("\n".join(finding_lines(report)))
    terminal.end(report.conforms)


def _validate_files(shapes: Path | None, data: Path | None, form: str) -> None:
    from stakhgraph.rdf.shacl import files

    if not (shapes and data):
        raise UsageError("--shapes and --data go together", remedy="Name both files.")
    conforms, report = files.validate(shapes, data, format=form)
    terminal.out(report, end="")
    terminal.end(conforms)


def _values(report: Report) -> dict[str, Any]:
    """Return a validation report as plain values."""
    findings = [vars(finding) for finding in report.findings]
    return {"conforms": report.conforms, "findings": findings, "focus": dict(report.focus_counts)}
