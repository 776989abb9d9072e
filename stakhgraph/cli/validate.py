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

FORMATS = ["turtle", "text", "ntriples", "jsonld", "xml", "nquads", "trig"]
ENGINES = ["shacl", "pyshacl"]
INFERENCE = ["none", "rdfs", "rules"]


@click.command(
    short_help="Check the graph against its rules.",
    help=help_text(
        "Check the graph against its rules, or any data against any SHACL shapes.\n\n"
        "With --shapes and --data it is a plain SHACL validator for files of any RDF format: it "
        "prints the standard validation report. Each may be given several times, and - is standard "
        "input (Turtle). The graphs of a file with several graphs are looked at as one. The exit "
        "code is 0 if the data conforms, 1 if it does not, and 3 if the shapes are ill-formed or "
        "cannot be applied.",
        "stakhgraph validate",
        "stakhgraph validate --shapes shapes.ttl --data data.ttl",
        "stakhgraph validate --shapes shapes.ttl --data one.jsonld --data two.rdf --format text",
    ),
)
@options.local_workbench
@options.timeout
@options.as_json
@click.option(
    "--shapes", type=options.FILE, multiple=True, help="A file of SHACL shapes; repeatable."
)
@click.option("--data", type=options.FILE, multiple=True, help="A file to validate; repeatable.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="Format of the SHACL report: turtle by default, or text for a reader.",
)
@click.option(
    "--shacl-engine",
    "shacl_engine",
    type=click.Choice(ENGINES),
    help="The engine for SHACL: shacl by default; pyshacl is slower, and an independent second.",
)
@click.option(
    "--inference",
    type=click.Choice(INFERENCE),
    help="What is inferred from the data first: the closure of RDFS, or the rules of the shapes.",
)
def validate(
    workbench: Workbench,
    timeout: float,
    as_json: bool,
    shapes: tuple[Path, ...],
    data: tuple[Path, ...],
    form: str | None,
    shacl_engine: str | None,
    inference: str | None,
) -> None:
    """Validate the project, or files."""
    if shapes or data:
        written = "json" if as_json else form or "turtle"
        _validate_files(shapes, data, shacl_engine, inference, written, timeout)
    if form or inference:
        raise UsageError(
            "--format and --inference belong to --shapes and --data",
            remedy="Name the files, or leave these options out.",
        )
    with terminal.waiting("validating"):
        report = workbench.validate(shacl_engine=shacl_engine, timeout=timeout)
    if as_json:
        terminal.out_json(_values(report))
    else:
        terminal.out("\n".join(finding_lines(report)))
    terminal.end(report.conforms)


def _validate_files(
    shapes: tuple[Path, ...],
    data: tuple[Path, ...],
    shacl_engine: str | None,
    inference: str | None,
    form: str,
    timeout: float,
) -> None:
    from stakhgraph.rdf.shacl import files, report

    if not (shapes and data):
        raise UsageError("--shapes and --data go together", remedy="Name the files of both.")
    with terminal.waiting("validating"):
        outcome, prefixes = files.validate_files(
            shapes, data, shacl_engine, inference, timeout=timeout
        )
    if form == "json":
        terminal.out_json(report.to_values(outcome, prefixes=prefixes))
    else:
        terminal.deliver(report.write(outcome, form, prefixes=prefixes), None)
    for text in outcome.notices:
        terminal.notice(text)
    terminal.end(outcome.conforms)


def _values(report: Report) -> dict[str, Any]:
    """Return a validation report as plain values."""
    findings = [vars(finding) for finding in report.findings]
    return {"conforms": report.conforms, "findings": findings, "focus": dict(report.focus_counts)}
