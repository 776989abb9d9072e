"""The findings of a validation as lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stakhgraph.debate.validation import Report


def finding_lines(report: Report) -> list[str]:
    """Return a line for each finding, one for shapes without focus nodes, and the count."""
    lines = [
        f"{f.where or f.subject}: {f.level}: {f.subject}: {f.message} [{f.rule}] {f.remedy}"
        for f in report.findings
    ]
    idle = [shape for shape, count in report.focus_counts.items() if not count]
    if idle:
        lines.append(f"notice: {len(idle)} shapes had nothing to look at: {', '.join(idle)}")
    return [*lines, count_line(report)]


def count_line(report: Report) -> str:
    """Return the number of findings, and of the shapes and things that were checked."""
    count = len(report.findings)
    nodes = sum(report.focus_counts.values())
    shapes = f"{len(report.focus_counts)} shapes, {nodes} things looked at"
    return f"{count} {'finding' if count == 1 else 'findings'} ({shapes})."
