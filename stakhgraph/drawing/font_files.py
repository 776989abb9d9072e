"""The pinned font as files: registered with the converter, and cut to some characters.

Needs the extra ``figures``: fontpkg-arimo brings the font, and fontTools instantiates and cuts it.
"""

from __future__ import annotations

import atexit
import base64
import io
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from stakhgraph.errors import UsageError

__all__ = ["FONT", "REGISTERED_NAME", "register_fonts", "require_library", "woff2"]

FONT = "Arimo"


REGISTERED_NAME = "Stakhgraph Arimo"  # no font of the machine has this name


_WEIGHTS = {400: "Regular", 700: "Bold"}


_Font: TypeAlias = Any  # a fontTools.ttLib.TTFont; the library has no types


def require_library(name: str) -> Any:
    """Import a library of the extra ``figures``; UsageError if it is not installed."""
    import importlib

    try:
        return importlib.import_module(name)
    except ImportError as exc:
        raise UsageError(
            "PDF, PNG and embedded fonts need the extra figures",
            remedy="Where stakhgraph came from: pip install '.[figures]'.",
        ) from exc


def _open_font() -> _Font:
    """Open the pinned font, which has all weights in one file."""
    path = require_library("fontpkg").path(FONT)
    found: _Font = require_library("fontTools.ttLib").TTFont(path, recalcTimestamp=False)
    return found


def _instantiate(font: _Font, weight: int) -> _Font:
    found: _Font = require_library("fontTools.varLib.instancer").instantiateVariableFont(
        font, {"wght": weight}
    )
    return found


@cache
def register_fonts() -> None:
    """Register the pinned font with the converter, once, in a temporary folder."""
    folder = Path(tempfile.mkdtemp(prefix="stakhgraph-fonts-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for weight, style in _WEIGHTS.items():
        font = _instantiate(_open_font(), weight)
        _rename(font, style)
        font["OS/2"].usWeightClass = weight
        font.save(folder / f"{style}.ttf")
    require_library("vl_convert").register_font_directory(str(folder))


def _rename(font: _Font, style: str) -> None:
    plain = f"{REGISTERED_NAME.replace(' ', '')}-{style}"
    names = {
        1: REGISTERED_NAME,
        2: style,
        4: f"{REGISTERED_NAME} {style}",
        6: plain,
        16: REGISTERED_NAME,
        17: style,
    }
    for record in font["name"].names:
        if record.nameID in names:
            record.string = names[record.nameID]


def woff2(weight: int, chars: set[str]) -> str:
    """Return the outlines of some characters as WOFF2 in base64."""
    subset = require_library("fontTools.subset")
    options = subset.Options(layout_features=["kern", "mark", "mkmk"], notdef_outline=True)
    cutter = subset.Subsetter(options)
    cutter.populate(text="".join(sorted(chars)))
    font = _open_font()
    cutter.subset(font)
    font = _instantiate(font, weight)
    font.flavor = "woff2"
    require_library("brotli")  # needed to compress WOFF2
    packed = io.BytesIO()
    font.save(packed)
    return base64.b64encode(packed.getvalue()).decode("ascii")
