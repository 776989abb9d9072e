"""Plain text for a reader: bold print, and lines that fit the terminal.

Text carries the codes for bold print that terminals understand; `terminal.out` removes them where
the output is not a terminal.
"""

from __future__ import annotations

import textwrap

_NARROWEST = 40


def bold(text: str) -> str:
    """Return text between the codes that terminals show as bold."""
    return f"\x1b[1m{text}\x1b[0m"


def fold(line: str, width: int | None) -> str:
    """Return a line broken to a width in characters, its indentation kept; whole without one."""
    if width is None or len(line) <= width:
        return line
    indent = " " * (len(line) - len(line.lstrip()))
    return textwrap.fill(
        line, max(width, _NARROWEST), subsequent_indent=indent, break_on_hyphens=False
    )
