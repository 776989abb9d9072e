"""``stakhgraph build``: checks the graph, answers every question, and draws every figure."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from stakhgraph.cli.shared import options, terminal
from stakhgraph.cli.shared.findings import count_line
from stakhgraph.cli.shared.options import help_text
from stakhgraph.cli.shared.text import bold

if TYPE_CHECKING:
    from stakhgraph.build import Build
    from stakhgraph.debate.documents.verification import Verification
    from stakhgraph.debate.summary import Summary


@click.command(
    short_help="Check the graph, answer every question, draw the figures.",
    help=help_text(
        "Check the graph, answer every question, trace the lineages and draw the figures.\n\n"
        "All results are written into one folder. If they cannot all be written, none is.",
        "stakhgraph build",
        "stakhgraph build --out /tmp/debate --engine rdflib",
    ),
)
@options.project
@options.engine
@options.sources
@options.timeout
@options.as_json
@click.option(
    "--out", type=options.FILE, default=Path("build"), show_default=True, help="Folder to write."
)
def build(
    project: Path | None,
    engine: str,
    source: Path | None,
    timeout: float,
    as_json: bool,
    out: Path,
) -> None:
    """Build everything and write it."""
    from stakhgraph import build

    build.require_replaceable(out)
    found = options.find_project(project)
    result = build.build(
        found, engine=engine, sources=source, timeout=timeout, report_stage=terminal.note
    )
    build.write(result, out)
    if as_json:
        terminal.out_json(result.to_dict())
    else:
        terminal.out("\n".join(_lines(result, out)))
    terminal.end(result.report.conforms and not (result.evidence and result.evidence.faults))


def _lines(result: Build, out: Path) -> Iterator[str]:
    """Yield the summary of a build, and the names of its files."""
    yield from _summary_lines(result.summary)
    yield from ("", f"validation: {count_line(result.report)}")
    yield f"anchors: {_anchors(result.evidence)}"
    yield f"questions: {result.answered} answered."
    for label, sentences in result.lineages:
        yield from ("", f"{label}:", *(f"  {sentence}" for sentence in sentences))
    yield from ("", f"written to {out}/:", *(f"  {name}" for name in _file_names(result)))


def _anchors(evidence: Verification | None) -> str:
    if evidence is None:
        return "not checked, the source documents are not here (STAKHGRAPH_SOURCES)."
    return f"{evidence.anchors} checked, {len(evidence.faults)} faults."


def _file_names(result: Build) -> Iterator[str]:
    answers = [name for name in result.files if name.startswith("answers/")]
    yield from (name for name in result.files if name not in answers)
    yield f"answers/ ({len(answers)} tables as CSV)"


def _summary_lines(summary: Summary) -> Iterator[str]:
    yield from (bold("The debate at a glance"), f"{summary.triples} triples; things by class:")
    counts = ", ".join(f"{count} {name}" for name, count in summary.classes)
    yield from textwrap.wrap(counts, 88, initial_indent="  ", subsequent_indent="  ")
    yield from ("", "rival values, side by side:")
    yield from (f"  {one} / {other}" for one, other in summary.rivals)
    yield from ("", "positions known through one reporter only:")
    yield from (f"  {count:4} {name}" for name, count in summary.one_reporter)
    yield from ("", "stances by attestation and the editors’ confidence:")
    yield from (f"  {count:4} {how}, {sure}" for how, sure, count in summary.spread)
