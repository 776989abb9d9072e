"""How wide a text is, in one pinned font, so that a layout is the same on every machine.

The widths are those of Arimo (``font_metrics.json`` names its version and licence), which are also
those of Arial, Helvetica and Liberation Sans; the drawings give each text its measured length
besides, so that it fits into its box whatever font replaces it.
"""

import json
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib import resources

__all__ = ["ELLIPSIS", "FAMILY", "clean", "runs", "shorten", "width", "wrap"]

FAMILY = "Arimo, 'Liberation Sans', Arial, Helvetica, sans-serif"
"""The pinned font, then those that may replace it."""

ELLIPSIS = "…"
"""What replaces the part of a text that was cut off."""

_UNKNOWN = 1000
_BIDI = dict.fromkeys(
    map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of one line of text at a font size, both in pixels.

    A character that the font lacks counts as a full em, which is safe for nearly all scripts.

    >>> width("Стаханов", 10.0)
    44.31
    """
    widths = _widths("bold" if bold else "regular")
    total = sum(widths[char] if char in widths else _guess(char) for char in text)
    return round(total * size / 1000, 2)


def clean(text: str) -> str:
    r"""Return the text on one line, with nothing that XML forbids or that reorders its neighbours.

    White space is folded; control characters, lone surrogates and non-characters become U+FFFD.

    >>> clean("Labor \x00 in\nRussia")
    'Labor � in Russia'
    """
    folded = " ".join(text.translate(_BIDI).split())
    return "".join("\ufffd" if _unprintable(char) else char for char in folded)


def wrap(text: str, size: float, room: float, *, bold: bool = False) -> tuple[str, ...]:
    """Break a text into lines at most ``room`` pixels wide, inside a word only if necessary."""
    lines: list[str] = []
    line = ""
    for word in clean(text).split(" "):
        for piece in _pieces(word, size, room, bold):
            longer = f"{line} {piece}" if line else piece
            if width(longer, size, bold=bold) <= room:
                line = longer
            else:
                lines.append(line)
                line = piece
    return tuple(part for part in [*lines, line] if part)


def shorten(text: str, size: float, room: float, *, keep: str = "", bold: bool = False) -> str:
    """Return ``text + keep``, with the end of ``text`` replaced by an ellipsis if necessary.

    ``keep`` must never be cut off, such as a year.

    >>> shorten("Corrigan, Ramsay and Sayer", 10.0, 100.0, keep=" 1978")
    'Corrigan, Ra… 1978'
    """
    if width(text + keep, size, bold=bold) <= room:
        return text + keep
    for length in range(len(text), 0, -1):
        short = text[:length].rstrip(" ,;:.-–&") + ELLIPSIS + keep
        if width(short, size, bold=bold) <= room:
            return short
    return ELLIPSIS + keep


def runs(text: str) -> tuple[str, ...]:
    """Split a text where characters that the pinned font has and lacks meet.

    Some renderers set a whole text in another font if one of its characters is missing.

    >>> runs("Siegelbaum ⚒ 1988")
    ('Siegelbaum ', '⚒', ' 1988')
    """
    known = _widths("regular")
    parts: list[str] = []
    last = None
    for char in text:
        has = last if _guess(char) == 0 else char in known
        if parts and has == last:
            parts[-1] += char
        else:
            parts.append(char)
        last = has
    return tuple(parts)


@cache
def _widths(weight: str) -> Mapping[str, int]:
    """Load the table: character → advance width in thousandths of an em."""
    text = resources.files("stakhgraph.drawing").joinpath("font_metrics.json").read_text("utf-8")
    groups: dict[str, str] = json.loads(text)["widths"][weight]
    return {char: int(advance) for advance, chars in groups.items() for char in chars}


def _guess(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return _UNKNOWN


def _unprintable(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cs"} or ord(char) & 0xFFFE == 0xFFFE


def _pieces(word: str, size: float, room: float, bold: bool) -> list[str]:
    """Cut a word that is wider than the room."""
    pieces = [""]
    for char in word:
        if pieces[-1] and width(pieces[-1] + char, size, bold=bold) > room:
            pieces.append("")
        pieces[-1] += char
    return pieces
