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
    from stakhgraph.rdf.shacl.outcome import Outcome

FORMATS = ["turtle", "text", "ntriples", "jsonld", "xml", "nquads", "trig"]
ENGINES = ["shacl", "pyshacl"]
INFERENCE = ["none", "rdfs", "rules"]


@click.command(
    short_help="Check the graph against its rules.",
    help=help_text(
        "Check the graph against its rules, or any data against any SHACL shapes.\n\n"
        "With --shapes and --data it is a plain SHACL validator for files of any RDF format: it "
        "prints the standard validation report. Each may be given several times, and - is standard "
        "input. The graphs of a file with several graphs are looked at as one. The exit "
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
@options.out_file
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
    out: Path | None,
    shapes: tuple[Path, ...],
    data: tuple[Path, ...],
    form: str | None,
    shacl_engine: str | None,
    inference: str | None,
) -> None:
    """Validate the project, or files."""
    if shapes or data:
        written = "json" if as_json else form or "turtle"
        text, outcome = _validate_files(shapes, data, shacl_engine, inference, written, timeout)
        conforms, notices = outcome.conforms, outcome.notices
    elif form or inference:
        raise UsageError(
            "--format and --inference belong to --shapes and --data",
            remedy="Name the files, or leave these options out.",
        )
    else:
        with terminal.waiting("validating"):
            report = workbench.validate(shacl_engine=shacl_engine, timeout=timeout)
        lines = [terminal.json_text(_values(report))] if as_json else finding_lines(report)
        text, conforms, notices = "\n".join(lines) + "\n", report.conforms, ()
    terminal.deliver(text, out)
    for sentence in notices:
        terminal.notice(sentence)
    terminal.end(conforms)


def _validate_files(
    shapes: tuple[Path, ...],
    data: tuple[Path, ...],
    shacl_engine: str | None,
    inference: str | None,
    form: str,
    timeout: float,
) -> tuple[str, Outcome]:
    """Return the text of the report, and what it is the report of."""
    from stakhgraph.rdf.shacl import files, report

    if not (shapes and data):
        raise UsageError("--shapes and --data go together", remedy="Name the files of both.")
    with terminal.waiting("validating"):
        outcome, prefixes = files.validate_files(
            shapes, data, shacl_engine, inference, timeout=timeout
        )
    if form == "json":
        values = report.to_values(outcome, prefixes=prefixes)
        return f"{terminal.json_text(values)}\n", outcome
    return report.write(outcome, form, prefixes=prefixes), outcome


def _values(report: Report) -> dict[str, Any]:
    """Return a validation report as plain values."""
    findings = [vars(finding) for finding in report.findings]
    return {"conforms": report.conforms, "findings": findings, "focus": dict(report.focus_counts)}
