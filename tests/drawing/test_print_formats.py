"""Drawings as PDF, PNG and SVG with embedded fonts."""

import base64
import importlib.util
import re
import shutil
import struct
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from stakhgraph.drawing import print_formats
from stakhgraph.drawing.svg import draw
from stakhgraph.drawing.timeline.layout import layout
from stakhgraph.drawing.works import Edge, Node
from stakhgraph.errors import Failure, UsageError

NEEDED = ("vl_convert", "fontTools", "fontpkg", "brotli")


EXTRA = all(importlib.util.find_spec(name) for name in NEEDED)


needs_extra = pytest.mark.skipif(not EXTRA, reason="the extra figures is not installed")


needs_poppler = pytest.mark.skipif(
    not (EXTRA and shutil.which("pdffonts")), reason="poppler-utils or the extra figures is missing"
)


def small() -> str:
    """Return a drawing 180 mm wide with Cyrillic, a sign and bold letters in it."""
    works = [
        Node("t", "Trotsky 1937", 1937),
        Node("r", "Рогачевская, «Ликвидация»", 1973, year_certain=False),
    ]
    scene = layout(works, [Edge("t", "r")], title="Who cites whom & why", caption=["№ of notes"])
    return draw(scene, width_mm=180)


def output_of(tool: str, made: bytes, tmp_path: Path, *arguments: str) -> str:
    (tmp_path / "a.pdf").write_bytes(made)
    command = [tool, str(tmp_path / "a.pdf"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@needs_poppler
def test_the_page_is_180_mm_wide_and_holds_its_fonts(tmp_path: Path) -> None:
    made = print_formats.pdf(small())
    size = re.search(r"Page size:\s+([\d.]+) x", output_of("pdfinfo", made, tmp_path))
    assert size is not None
    assert abs(float(size[1]) / 72 * 25.4 - 180) < 0.5
    fonts = output_of("pdffonts", made, tmp_path).splitlines()[2:]
    assert len(fonts) == 2
    for line in fonts:
        assert "Arimo" in line
        assert line.split()[-5:-2] == ["yes", "yes", "yes"]  # embedded, a subset, with Unicode


@needs_poppler
def test_text_can_be_found_in_cyrillic_too(tmp_path: Path) -> None:
    text = output_of("pdftotext", print_formats.pdf(small()), tmp_path, "-")
    for words in ("Trotsky 1937", "Рогачевская, «Ликвидация» ≤1973", "Who cites whom & why", "№"):
        assert words in text


@needs_extra
def test_the_bytes_are_the_same_on_each_run_and_bear_no_date() -> None:
    code = "import sys; from stakhgraph.drawing import print_formats; sys.stdout.buffer.write(print_formats.pdf(sys.argv[1]))"
    again = subprocess.run([sys.executable, "-c", code, small()], capture_output=True, check=True)
    made = print_formats.pdf(small())
    assert made == again.stdout
    assert all(print_formats.pdf(small()) == made for _ in range(4))
    assert b"/CreationDate" not in made
    assert print_formats.png(small()) == print_formats.png(small())


@needs_extra
@pytest.mark.parametrize(
    ("options", "wide"),
    [({}, 2126), ({"dpi": 150}, 1063), ({"width_mm": 90}, 1063), ({"width_mm": 360}, 4252)],
)
def test_a_png_has_as_many_pixels_as_its_width_in_print_needs(
    options: dict[str, int], wide: int
) -> None:
    made = print_formats.png(small(), **options)  # type: ignore[arg-type]
    assert made.startswith(b"\x89PNG")
    assert abs(struct.unpack(">I", made[16:20])[0] - wide) <= 1


@needs_extra
def test_an_svg_carries_the_letters_that_it_uses_and_no_more() -> None:
    from fontTools.ttLib import TTFont

    svg = print_formats.embedded(small())
    assert ET.fromstring(svg).tag.endswith("svg")
    faces = re.findall(r"font-weight:(\d+);src:url\(data:font/woff2;base64,([^)]+)\)", svg)
    assert [weight for weight, _ in faces] == ["400", "700"]
    held = TTFont(BytesIO(base64.b64decode(faces[0][1]))).getBestCmap()
    assert {ord(char) for char in "Рогачевская≤№"} <= held.keys()
    assert ord("Q") not in held
    assert len(svg) < len(small()) + 30_000
    assert print_formats.embedded(small()) == svg


@pytest.mark.parametrize("name", ["pdf", "png", "embedded"])
def test_without_the_extra_one_line_names_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for missing in NEEDED:
        monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(UsageError) as caught:
        getattr(print_formats, name)(small())
    assert "pip install '.[figures]'" in str(caught.value)


@needs_extra
def test_other_svg_and_impossible_sizes_are_refused() -> None:
    with pytest.raises(UsageError, match="without a size"):
        print_formats.pdf("<svg/>")
    with pytest.raises(UsageError, match="pixels wide"):
        print_formats.png(small(), dpi=30_000)
    with pytest.raises(Failure, match="cannot be converted"):
        print_formats.pdf('<svg xmlns="http://www.w3.org/2000/svg" width="180mm" height="10mm"><p')
