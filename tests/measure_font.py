"""Measure the pinned font and write ``stakhgraph/metrics.json``. Run by hand; no test runs it.

::

    npm pack @fontsource/noto-sans@5.3.0 && tar xzf fontsource-noto-sans-5.3.0.tgz
    pip install fonttools brotli
    python tests/measure_font.py package/files

Only advance widths are kept (facts about the font, which is under the SIL Open Font License 1.1);
no outline is copied.
"""

import json
import sys
from pathlib import Path

PACKAGE = "npm @fontsource/noto-sans 5.3.0"
SUBSETS = ("latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek")
WEIGHTS = {"regular": 400, "bold": 700}
TARGET = Path(__file__).parent.parent / "stakhgraph" / "metrics.json"


def advances(folder: Path, weight: int) -> dict[int, int]:
    """Give the advance width of every character of the subsets, in thousandths of an em."""
    from fontTools.ttLib import TTFont  # only whoever measures anew needs it

    found: dict[int, int] = {}
    for subset in SUBSETS:
        font = TTFont(folder / f"noto-sans-{subset}-{weight}-normal.woff2")
        scale = 1000 / font["head"].unitsPerEm
        for code, glyph in font.getBestCmap().items():
            found.setdefault(code, round(font["hmtx"][glyph][0] * scale))
    return found


def by_width(found: dict[int, int]) -> dict[str, str]:
    """Turn character → width round into width → characters, which is a quarter of the size."""
    groups: dict[int, list[str]] = {}
    for code, width in sorted(found.items()):
        groups.setdefault(width, []).append(chr(code))
    return {str(width): "".join(chars) for width, chars in sorted(groups.items())}


def main(folder: Path) -> None:
    """Write the file."""
    data = {
        "font": "Noto Sans",
        "package": PACKAGE,
        "licence": "OFL-1.1",
        "unit": "thousandths of an em",
        "widths": {name: by_width(advances(folder, w)) for name, w in WEIGHTS.items()},
    }
    text = json.dumps(data, ensure_ascii=True, indent=1) + "\n"
    TARGET.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
