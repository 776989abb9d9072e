"""In which format an answer is written: as an option or the ending of the file's name says."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from stakhgraph.errors import UsageError

ENDINGS: Mapping[str, str] = {
    ".txt": "table",
    ".csv": "csv",
    ".tsv": "tsv",
    ".json": "json",
    ".srj": "json",
    ".xml": "xml",
    ".srx": "xml",
    ".rdf": "xml",
    ".md": "markdown",
    ".markdown": "markdown",
    ".ttl": "turtle",
    ".nt": "ntriples",
    ".jsonld": "jsonld",
    ".tex": "latex",
}
"""The format that each ending of a file's name stands for."""


def form_of(out: Path | None, formats: Collection[str]) -> str:
    """Return the format that the name of a file stands for; nothing without a file or an ending.

    ``formats`` are those that the command can write. Raises UsageError for an ending of any other,
    so that no file holds something else than its name says.
    """
    suffix = out.suffix.lower() if out else ""
    if not suffix:
        return ""
    form = ENDINGS.get(suffix, "")
    if form in formats:
        return form
    endings = [ending for ending, name in ENDINGS.items() if name in formats]
    raise UsageError(
        f"no answers in files that end in {suffix}",
        where=str(out),
        remedy=f"Name a file that ends in {', '.join(endings)}, or give --format.",
    )
