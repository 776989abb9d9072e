"""Measure the pinned font and write ``stakhgraph/drawing/font_metrics.json``. Run by hand; no test runs it.

::

    pip install fontpkg-arimo==1.341 fonttools
    python tests/measure_font.py

Only advance widths are kept (facts about the font, which is under the SIL Open Font License 1.1);
no outline is copied. Arimo has the widths of Arial, Helvetica and Liberation Sans, so that a text
is as long as measured on nearly every machine, and it has Latin, Greek and Cyrillic with the signs
that historians' labels need (№ ≤ →).
"""

import json
from pathlib import Path

PACKAGE = "PyPI fontpkg-arimo 1.341"
RANGES = ((0x20, 0x530), (0x1D00, 0x1DC0), (0x1E00, 0x2000), (0x2000, 0x2300))
WEIGHTS = {"regular": 400, "bold": 700}
TARGET = Path(__file__).parent.parent / "stakhgraph" / "drawing" / "font_metrics.json"


def advances(weight: int) -> dict[int, int]:
    """Return the advance width of every character of the ranges, in thousandths of an em."""
    import fontpkg  # needed only to measure again
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    font = instancer.instantiateVariableFont(TTFont(fontpkg.path("Arimo")), {"wght": weight})
    scale = 1000 / font["head"].unitsPerEm
    return {
        code: round(font["hmtx"][glyph][0] * scale)
        for code, glyph in sorted(font.getBestCmap().items())
        if any(low <= code < high for low, high in RANGES)
    }


def by_width(found: dict[int, int]) -> dict[str, str]:
    """Turn character → width into width → characters, a quarter of the size."""
    groups: dict[int, list[str]] = {}
    for code, width in sorted(found.items()):
        groups.setdefault(width, []).append(chr(code))
    return {str(width): "".join(chars) for width, chars in sorted(groups.items())}


def main() -> None:
    """Write the file."""
    data = {
        "font": "Arimo",
        "package": PACKAGE,
        "licence": "OFL-1.1",
        "unit": "thousandths of an em",
        "widths": {name: by_width(advances(weight)) for name, weight in WEIGHTS.items()},
    }
    text = json.dumps(data, ensure_ascii=True, indent=1) + "\n"
    TARGET.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
