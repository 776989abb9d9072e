"""In which format a figure is written: as an option or the ending of the file's name says."""

from __future__ import annotations

import sys
from pathlib import Path

from stakhgraph.errors import UsageError

FORMATS = ["svg", "pdf", "png"]
"""The formats of figures, the same as `drawing.print_formats.FORMATS`."""


def format_of(file: Path) -> str:
    """Return the format that the ending of a file's name stands for; UsageError for another."""
    form = file.suffix.lower().removeprefix(".")
    if form not in FORMATS:
        raise UsageError(
            f"no figures in the format {form!r}",
            where=str(file),
            remedy="Name a file that ends in .svg, .pdf or .png.",
        )
    return form


def figure_format(form: str | None, out: Path | None) -> str:
    """Return the chosen format, else that of the file, else svg.

    Raises UsageError for a file with another ending, and for PDF or PNG in a terminal.
    """
    form = form or (format_of(out) if out and out.suffix else "svg")
    if form != "svg":
        require_file(out, form)
    return form


def require_file(out: Path | None, form: str) -> None:
    """Raise UsageError if a format that no terminal can show would be written to one."""
    if out is None and sys.stdout.isatty():
        raise UsageError(
            f"{form} cannot be shown in a terminal", remedy=f"Name a file: --out x.{form}."
        )
