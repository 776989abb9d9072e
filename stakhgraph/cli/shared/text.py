"""Plain text for a reader: bold print, and lines that fit the terminal.

Text carries marks for bold print, which `terminal.out` turns into the codes of a terminal, or
removes where the output is none.
"""

from __future__ import annotations

import re
import textwrap

_NARROWEST = 40

BOLD, PLAIN = "\ufdd0", "\ufdd1"
"""Marks for the beginning and the end of bold print: characters that no text has."""

COMMANDING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
"""The characters that `visible` shows as escapes."""


def bold(text: str) -> str:
    """Return text between marks for bold print."""
    return f"{BOLD}{text}{PLAIN}"


def visible(text: str) -> str:
    r"""Return a text with characters that would command a terminal as escapes.

    These are control characters, but not the line feed and the tab; line separators; and what turns
    the direction of writing, so that a text would seem to be another.

    >>> print(visible("a\x1b]0;b"))
    a\x1b]0;b
    """
    return COMMANDING.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


def fold(line: str, width: int | None) -> str:
    """Return a line broken to a width in characters, its indentation kept; whole without one."""
    if width is None or len(line) <= width:
        return line
    indent = " " * (len(line) - len(line.lstrip()))
    return textwrap.fill(
        line, max(width, _NARROWEST), subsequent_indent=indent, break_on_hyphens=False
    )
