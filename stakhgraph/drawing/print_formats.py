"""Make drawings ready for print: SVG that carries its font, PDF and PNG.

All of it needs the extra ``figures``: vl-convert turns SVG into PDF and PNG, fontpkg-arimo brings
the pinned font and fontTools cuts from it what is needed. Nothing depends on the fonts of the
machine, as far as the pinned font has a text's characters (Latin, Greek, Cyrillic and most signs).
"""

from __future__ import annotations

import atexit
import base64
import io
import re
import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any, TypeAlias

from stakhgraph.drawing.font_metrics import FAMILY
from stakhgraph.errors import Failure, UsageError

__all__ = ["FORMATS", "embedded", "pdf", "png"]

FORMATS = ("svg", "pdf", "png")
"""What a drawing can be written as; pdf and png need the extra ``figures``."""

_FONT = "Arimo"
_OURS = "Stakhgraph Arimo"  # a name that no font of the machine has
_WEIGHTS = {400: "Regular", 700: "Bold"}
_TRIES = 64
_Font: TypeAlias = Any  # a fontTools.ttLib.TTFont; the library has no types
_POINTS = {"mm": 72 / 25.4, "": 0.75}


def embedded(svg: str) -> str:
    """Return an SVG of ours with those characters of the pinned font that it uses, as WOFF2.

    Raises UsageError if the extra ``figures`` is not installed.
    """
    faces = "".join(
        f"@font-face{{font-family:{_FONT};font-weight:{weight};"
        f'src:url(data:font/woff2;base64,{_woff2(weight, chars)}) format("woff2")}}'
        for weight, chars in sorted(_used(svg).items())
    )
    return svg.replace("<rect ", f"<style>{faces}</style>\n<rect ", 1)


def pdf(svg: str) -> bytes:
    """Return an SVG of ours as PDF of the same size, its text as text, with its fonts inside.

    The bytes are the same on each run (without a date or an id). Raises UsageError if the extra
    ``figures`` is not installed or the SVG says no size, Failure if it cannot be converted.
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
    """Return an SVG of ours as PNG, as wide as it says itself or ``width_mm`` wide.

    Raises as ``pdf`` does, and UsageError for a picture of more than 20,000 pixels in width.
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
    converter = _library("vl_convert")
    _register()
    try:
        made: bytes = getattr(converter, function)(svg, **options)
    except (ValueError, RuntimeError, TypeError) as exc:
        raise Failure(f"the drawing cannot be converted: {exc}") from exc
    return made


def _sized(svg: str) -> tuple[str, float]:
    """Return the SVG in our font, and its width in points, which the converter takes for pixels."""
    match = re.match(r'(<svg [^>]*?)width="([\d.]+)(mm|)" height="([\d.]+)\3"', svg)
    if match is None:
        raise UsageError("an SVG without a size in millimetres or pixels")
    wide, tall = (float(match[n]) * _POINTS[match[3]] for n in (2, 4))
    head = f'{match[1]}width="{wide:.4f}" height="{tall:.4f}"'
    text = head + svg[match.end() :]
    return text.replace(f'font-family="{FAMILY}"', f'font-family="{_OURS}"', 1), wide


def _in_order(page: re.Match[bytes]) -> bytes:
    """Order the resources of a page, each on a line of its own, which keeps every length."""
    return re.sub(
        rb"(?: +/[A-Za-z]+\d+ \d+ 0 R\n)+",
        lambda run: b"".join(sorted(run[0].splitlines(keepends=True))),
        page[0],
    )


# ------------------------------------------------------------------------------------------- fonts


def _library(name: str) -> Any:
    """Import a library of the extra."""
    import importlib

    try:
        return importlib.import_module(name)
    except ImportError as exc:
        raise UsageError(
            "PDF, PNG and embedded fonts need the extra figures",
            remedy="Where stakhgraph came from: pip install '.[figures]'.",
        ) from exc


def _variable() -> _Font:
    """Open the pinned font, which has all weights in one file."""
    path = _library("fontpkg").path(_FONT)
    found: _Font = _library("fontTools.ttLib").TTFont(path, recalcTimestamp=False)
    return found


def _weighed(font: _Font, weight: int) -> _Font:
    found: _Font = _library("fontTools.varLib.instancer").instantiateVariableFont(
        font, {"wght": weight}
    )
    return found


@cache
def _register() -> None:
    """Hand the converter the pinned font, once, in a folder that goes when the program ends."""
    folder = Path(tempfile.mkdtemp(prefix="stakhgraph-fonts-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for weight, style in _WEIGHTS.items():
        font = _weighed(_variable(), weight)
        _rename(font, style)
        font["OS/2"].usWeightClass = weight
        font.save(folder / f"{style}.ttf")
    _library("vl_convert").register_font_directory(str(folder))


def _rename(font: _Font, style: str) -> None:
    plain = f"{_OURS.replace(' ', '')}-{style}"
    said = {1: _OURS, 2: style, 4: f"{_OURS} {style}", 6: plain, 16: _OURS, 17: style}
    for record in font["name"].names:
        if record.nameID in said:
            record.string = said[record.nameID]


def _used(svg: str) -> dict[int, set[str]]:
    """Return the characters that are drawn in each weight."""
    found: dict[int, set[str]] = {}
    for bold, text in _texts(svg):
        found.setdefault(700 if bold else 400, set()).update(text)
    return found


def _texts(svg: str) -> Iterator[tuple[bool, str]]:
    for match in re.finditer(r"<text ([^>]*)>(.*?)</text>", svg):
        yield 'font-weight="700"' in match[1], unescape(re.sub(r"<[^>]*>", "", match[2]))


def _woff2(weight: int, chars: set[str]) -> str:
    """Return the outlines of some characters as base64."""
    subset = _library("fontTools.subset")
    options = subset.Options(layout_features=["kern", "mark", "mkmk"], notdef_outline=True)
    cutter = subset.Subsetter(options)
    cutter.populate(text="".join(sorted(chars)))
    font = _variable()
    cutter.subset(font)
    font = _weighed(font, weight)
    font.flavor = "woff2"
    _library("brotli")  # which the format is packed with
    packed = io.BytesIO()
    font.save(packed)
    return base64.b64encode(packed.getvalue()).decode("ascii")
