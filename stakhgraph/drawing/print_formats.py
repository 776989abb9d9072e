"""Drawings ready for print: SVG with its font inside, PDF and PNG.

All of it needs the extra ``figures``: vl-convert turns SVG into PDF and PNG. Nothing depends on the
fonts of the machine, as far as the pinned font has the characters of a text (Latin, Greek, Cyrillic
and most signs).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from stakhgraph.drawing.font_files import (
    FONT,
    REGISTERED_NAME,
    register_fonts,
    require_library,
    woff2,
)
from stakhgraph.drawing.font_metrics import FAMILY
from stakhgraph.errors import Failure, UsageError

__all__ = ["FORMATS", "embedded", "pdf", "png"]

FORMATS = ("svg", "pdf", "png")
"""The formats of a drawing; pdf and png need the extra ``figures``."""


_TRIES = 64


_POINTS = {"mm": 72 / 25.4, "": 0.75}


def embedded(svg: str) -> str:
    """Return an SVG of ours with those characters of the pinned font that it uses, as WOFF2.

    Raises UsageError if the extra ``figures`` is not installed.
    """
    faces = "".join(
        f"@font-face{{font-family:{FONT};font-weight:{weight};"
        f'src:url(data:font/woff2;base64,{woff2(weight, chars)}) format("woff2")}}'
        for weight, chars in sorted(_used(svg).items())
    )
    return svg.replace("<rect ", f"<style>{faces}</style>\n<rect ", 1)


def pdf(svg: str) -> bytes:
    """Return an SVG of ours as PDF of the same size, its text as text, with its fonts inside.

    The bytes are the same on each run (without a date or an id). Raises UsageError if the extra
    ``figures`` is not installed or the SVG has no size, Failure if it cannot be converted.
    """
    text, _ = _sized(svg)
    made = b""
    for _attempt in range(_TRIES):
        made = _converted("svg_to_pdf", text)
        # The converter numbers fonts in an order of chance.
        fonts = list(dict.fromkeys(re.findall(rb"/BaseFont /(\S+)", made)))
        if fonts == sorted(fonts):
            break
    return re.sub(rb"/Type /Page\n.*?endobj", _in_order, made, count=1, flags=re.DOTALL)


def png(svg: str, *, width_mm: float | None = None, dpi: int = 300) -> bytes:
    """Return an SVG of ours as PNG, in its own width or ``width_mm`` wide.

    Raises as `pdf`, and UsageError for a picture of more than 20,000 pixels in width.
    """
    text, points = _sized(svg)
    factor = width_mm * _POINTS["mm"] / points if width_mm else 1.0
    pixels = points * factor * dpi / 72
    if not 1 <= pixels <= 20_000:
        raise UsageError(
            f"cannot draw {pixels:.0f} pixels wide", remedy="Ask for fewer dots per inch."
        )
    return _converted("svg_to_png", text, scale=factor, ppi=float(dpi))


def _converted(function: str, svg: str, **options: float) -> bytes:
    converter = require_library("vl_convert")
    register_fonts()
    try:
        made: bytes = getattr(converter, function)(svg, **options)
    except (ValueError, RuntimeError, TypeError) as exc:
        raise Failure(f"the drawing cannot be converted: {exc}") from exc
    return made


def _sized(svg: str) -> tuple[str, float]:
    """Return the SVG in our font, and its width in points, which the converter reads as pixels."""
    match = re.match(r'(<svg [^>]*?)width="([\d.]+)(mm|)" height="([\d.]+)\3"', svg)
    if match is None:
        raise UsageError("an SVG without a size in millimetres or pixels")
    wide, tall = (float(match[n]) * _POINTS[match[3]] for n in (2, 4))
    head = f'{match[1]}width="{wide:.4f}" height="{tall:.4f}"'
    text = head + svg[match.end() :]
    return text.replace(f'font-family="{FAMILY}"', f'font-family="{REGISTERED_NAME}"', 1), wide


def _in_order(page: re.Match[bytes]) -> bytes:
    """Sort the resources of a page, each on a line of its own, so that no length changes."""
    return re.sub(
        rb"(?: +/[A-Za-z]+\d+ \d+ 0 R\n)+",
        lambda run: b"".join(sorted(run[0].splitlines(keepends=True))),
        page[0],
    )


def _used(svg: str) -> dict[int, set[str]]:
    """Return the characters that are drawn in each weight."""
    found: dict[int, set[str]] = {}
    for bold, text in _texts(svg):
        found.setdefault(700 if bold else 400, set()).update(text)
    return found


def _texts(svg: str) -> Iterator[tuple[bool, str]]:
    for match in re.finditer(r"<text ([^>]*)>(.*?)</text>", svg):
        yield 'font-weight="700"' in match[1], unescape(re.sub(r"<[^>]*>", "", match[2]))
