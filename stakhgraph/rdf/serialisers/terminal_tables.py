"""Tables of text for a terminal or a plain file: aligned columns, wrapped cells, or cards."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Sequence

_NARROWEST = 14
"""Where columns would have fewer characters than this, rows become cards."""


def render(
    columns: Sequence[str], rows: Iterable[Sequence[str]], *, width: int | None = None
) -> str:
    """Return the table for a reader, without a line end after the last line.

    With a ``width`` in characters, cells wrap to fit into it, and rows become small cards where
    columns would become too narrow. Without one every row is one complete line, aligned. Control
    characters are shown as escapes.
    """
    cells = [[escape_controls(cell) for cell in row] for row in rows]
    if width is None:
        return _aligned([list(columns), *cells])
    if width < _NARROWEST * len(columns):
        return _cards(columns, cells, width)
    return _wrapped(columns, cells, width)


def escape_controls(text: str) -> str:
    """Return the text with characters that cannot be printed as escapes."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )


def _display_width(text: str) -> int:
    return sum(
        2 if unicodedata.east_asian_width(char) in "WF" else not unicodedata.combining(char)
        for char in text
    )


def _aligned(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(map(_display_width, cells)) for cells in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell + " " * (width - _display_width(cell))
            for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    )


def _cards(columns: Sequence[str], rows: Iterable[Sequence[str]], width: int) -> str:
    cards = (
        _wrapped(("", ""), [pair for pair in zip(columns, row, strict=True) if pair[1]], width)
        for row in rows
    )
    return "\n\n".join(card.strip("\n") for card in cards) or "  ".join(columns)


def _wrapped(columns: Sequence[str], rows: Iterable[Sequence[str]], width: int) -> str:
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    named = any(columns)
    grid = Grid(box=None, show_header=named, pad_edge=False, padding=(0, 2, 0, 0))
    for name in columns:
        grid.add_column(Text(name), overflow="fold", min_width=None if named else 8)
    for row in rows:
        grid.add_row(*map(Text, row))
    out = io.StringIO()
    Console(file=out, width=width, color_system=None, legacy_windows=False).print(grid)
    return "\n".join(line.rstrip() for line in out.getvalue().rstrip("\n").split("\n"))
