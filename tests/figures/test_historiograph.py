"""The historiograph: a main path among other works, legible and true."""

import os
import random
import re
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from stakhgraph.cli.mainpath import mainpath
from stakhgraph.drawing import svg
from stakhgraph.drawing.primitives import Box, Group, Text
from stakhgraph.drawing.primitives import Path as Course
from stakhgraph.drawing.scene import Scene
from stakhgraph.errors import UsageError
from stakhgraph.figures import historiograph
from stakhgraph.network import cycles, main_paths, path_counts
from stakhgraph.network.graph import Network
from stakhgraph.network.structure import longest_paths
from tests import ROOT, TESTS
from tests.drawing.test_print_formats import needs_extra
from tests.networks import HERE, net

GOLDEN = TESTS / "golden" / "historiograph.svg"


GARDEN = str(HERE / "garden.paj")


# An invented network with one of everything: kinds, dashes, two years, no year, a cycle, an isolate.
ARCS = [
    *((0, 1, "cites", "stated"), (0, 2, "cites", "stated"), (1, 3, "goesBackTo", "stated")),
    *((2, 3, "cites", "implied"), (3, 4, "goesBackTo", "implied"), (3, 5, "cites", "stated")),
    *((4, 6, "cites", "stated"), (5, 6, "disputes", "stated"), (1, 7, "cites", "stated")),
    *((6, 8, "cites", "stated"), (7, 8, "disputes", "implied"), (8, 9, "cites", "stated")),
    *((9, 8, "cites", "stated"), (0, 10, "cites", "implied"), (4, 11, "cites", "stated")),
    *((11, 9, "cites", "stated"), (6, 12, "cites", "stated")),
]


YEARS = [1937, 1944, 1946, 1952, 1958, 1957, 1966, 1961, 1973, 1974, None, 1971, 1964, 1969]


def everything() -> Network:
    """Return the network of the golden picture: the letters A to N."""
    tails, heads, kinds, degrees = zip(*ARCS, strict=True)
    return Network.of(
        [f"w{at}" for at in range(14)],
        tails,
        heads,
        labels=[f"Work {letter}" for letter in "ABCDEFGHIJKLMN"],
        years=[() if y is None else (y, 1959) if y == 1952 else (y,) for y in YEARS],
        kinds=kinds,
        explicitness=degrees,
    )


def drawn(network: Network, **options: object) -> Scene:
    """Draw the global main path of a network, its cycles contracted."""
    resolved = cycles.resolve(network, "contract")
    found = main_paths.find(path_counts.weigh(resolved.network, order=resolved.order))
    return historiograph.draw(found, resolved=resolved, **options)  # type: ignore[arg-type]


def golden() -> str:
    """Return the golden picture."""
    scene = drawn(everything(), path="global", digest="0123456789abcdef", file="letters.net")
    return svg.draw(scene, width_mm=180)


def grown(works: int, arcs: int, seed: int, *, dated: bool = True) -> Network:
    """Return a random network in which works rather take from recent ones."""
    dice = random.Random(seed)
    years = sorted(dice.randint(1935, 2002) for _ in range(works))
    pairs = set()
    for _ in range(arcs if works > 1 else 0):
        later = dice.randrange(1, works)
        pairs.add((max(0, later - 1 - int(dice.expovariate(0.1))), later))
    return Network.of(
        [f"w{at}" for at in range(works)],
        [u for u, _ in sorted(pairs)],
        [v for _, v in sorted(pairs)],
        labels=[f"{'Author ' * dice.randint(1, 6)}{at}" for at in range(works)],
        years=[() if dice.random() < 0.1 else (y, y + dice.randint(0, 9)) for y in years]
        if dated
        else (),
    )


def groups(scene: Scene, role: str) -> list[Group]:
    return [group for group in scene.group(role).items if isinstance(group, Group)]


def texts(scene: Scene, role: str) -> str:
    """Return the words of the heading, the legend, the caption or the axis."""
    return " ".join(item.text for item in scene.group(role).items if isinstance(item, Text))


def named(scene: Scene, key: str) -> set[str]:
    """Return the ids of the works that have a property."""
    return {str(dict(g.data)["id"]) for g in groups(scene, "works") if dict(g.data).get(key)}


def courses(scene: Scene) -> dict[tuple[object, object], Course]:
    """Return the course of each arc by its ends."""
    return {
        (dict(g.data)["source"], dict(g.data)["target"]): item
        for g in groups(scene, "links")
        for item in g.items
        if isinstance(item, Course)
    }


def boxes(scene: Scene) -> list[Box]:
    """Return the outer box of each work."""
    inside = [item for group in groups(scene, "works") for item in group.items]
    return [i for i in inside if isinstance(i, Box) and i.role in {"pill", "hub"}]


def test_the_figure_is_the_golden_picture() -> None:
    assert golden() == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("seed", ["1", "4711"])
def test_no_hash_seed_makes_a_difference(seed: str) -> None:
    code = "import sys; from tests.figures.test_historiograph import golden; sys.stdout.write(golden())"
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=True,
    )
    assert run.stdout.decode("utf-8").replace("\r\n", "\n") == GOLDEN.read_text(encoding="utf-8")


@given(st.integers(1, 60), st.integers(0, 150), st.integers(0, 9999), st.booleans())
@settings(max_examples=25, deadline=None)
def test_no_box_overlaps_another_and_labels_are_inside(
    works: int, arcs: int, seed: int, dated: bool
) -> None:
    scene = drawn(grown(works, arcs, seed, dated=dated))
    found = boxes(scene)
    assert len(found) == works
    for a, b in combinations(found, 2):
        apart = a.x + a.width < b.x or b.x + b.width < a.x
        assert apart or a.y + a.height < b.y or b.y + b.height < a.y
    for box in found:
        assert box.x > 0
        assert box.x + box.width <= scene.width
    for group in groups(scene, "works"):
        label = next(i for i in group.items if isinstance(i, Text) and i.role == "label")
        for box in (i for i in group.items if isinstance(i, Box) and i.role != "cell"):
            assert box.x < label.x
            assert label.x + label.width < box.x + box.width


def test_nothing_leaves_the_drawing_on_the_left() -> None:
    scene = drawn(net([(0, 8), (0, 1)], 9, years=[(1937,)] * 9))
    for course in courses(scene).values():
        (x0, _), (x1, _), (x2, _), (x3, _) = course.points
        halves = [(x0 + 3 * x1 + 3 * x2 + x3) / 8, x0, x3]
        assert min(halves) > course.stroke / 2


def test_lit_arcs_are_wider_than_all_others() -> None:
    scene = drawn(grown(40, 90, 7))
    ways = {lit: [] for lit in (True, False)}
    lit = named(scene, "lit")
    for group in groups(scene, "links"):
        data = dict(group.data)
        (course,) = (i for i in group.items if isinstance(i, Course))
        ways[course.opacity > 0.5].append(course)
        assert course.opacity < 0.5 or {data["source"], data["target"]} <= lit
    assert min(c.stroke for c in ways[True]) > max(c.stroke for c in ways[False])
    assert max(c.stroke for c in ways[True]) == 4.0
    assert [c.opacity > 0.5 for c in courses(scene).values()] == sorted(
        c.opacity > 0.5 for c in courses(scene).values()
    )


def test_the_entries_of_the_legend_differ_in_grey() -> None:
    svg = re.sub(r"#[0-9A-Fa-f]{6}", "#888888", golden())
    legend = next(g for g in ET.fromstring(svg).iter() if g.get("class") == "legend")
    looks = [
        (e.get("stroke-width"), e.get("stroke-opacity"))
        for e in legend
        if re.search(r"-legend-1-\d+-line", e.get("id") or "")
    ]
    assert len(looks) == len(set(looks)) == 4


def test_labels_are_escaped() -> None:
    bad = '<script>&"\u202e'
    network = Network.of([bad, "b"], [0], [1], labels=[bad, "b"], years=[(1937,), (1966,)])
    picture = svg.draw(drawn(network, file=bad, title=bad))
    assert "<script" not in picture
    assert "&lt;script&gt;" in picture
    ET.fromstring(picture)


def test_works_are_at_their_earliest_year_with_a_bar_to_the_latest() -> None:
    scene = drawn(everything())
    data = {dict(g.data)["id"]: dict(g.data) for g in groups(scene, "works")}
    assert (data["w3"]["year"], data["w3"]["year_to"]) == (1952, 1959)
    assert data["w10"]["year"] is None
    assert "no date" in texts(scene, "axis")
    assert "bar: to the latest year known" in texts(scene, "legend")


def test_main_path_and_basket_are_marked() -> None:
    network = cycles.resolve(everything(), "contract").network
    scene = drawn(everything())
    on_path = {
        node for pair in main_paths.find(path_counts.weigh(network)).pairs() for node in pair
    }
    assert named(scene, "lit") == on_path
    assert named(scene, "marked") == {network.ids[v] for v in longest_paths.basket(network)}
    assert 0 < len(named(scene, "lit")) < len(network)


def test_weights_are_on_a_logarithmic_scale() -> None:
    # Two diamonds and two arcs: of 4 paths each diamond's arc has 2, and the arc between all 4.
    arcs = [(0, 1), (0, 2), (1, 3), (2, 3), (3, 4), (4, 5), (4, 6), (5, 7), (6, 7), (0, 8), (8, 9)]
    strokes = {c.stroke for c in courses(drawn(net(arcs))).values() if c.opacity > 0.5}
    assert strokes == {4.0, 3.1}


def test_an_arc_against_time_points_left_and_the_legend_says_so() -> None:
    years = [(1937,), (1966,), (1950,), (1986,)]
    scene = drawn(net([(0, 1), (1, 2), (2, 3)], years=years))
    course = courses(scene)["1", "2"]
    assert course.points[0][0] > course.points[-1][0]
    assert "points left" in texts(scene, "legend")


def test_without_years_levels_are_the_axis_and_the_subtitle_says_so() -> None:
    scene = drawn(net([(0, 1), (1, 2), (0, 3)]))
    found = {dict(g.data)["id"]: dict(g.data)["year"] for g in groups(scene, "works")}
    assert found == {"0": 1, "1": 2, "2": 3, "3": 2}
    assert "No year is known: the axis counts levels" in texts(scene, "heading")
    assert scene.description.startswith("4 works at 3 levels, without years.")


def test_the_legend_has_only_what_occurs() -> None:
    plain = texts(drawn(net([(0, 1)], years=[(1937,), (1966,)])), "legend")
    for words in ("other arcs", "Explicitness", "Years", "no date", "points left"):
        assert words not in plain
    full = texts(drawn(everything()), "legend")
    for words in ("other arcs", "cites", "goes back to", "disputes", "stated", "implied"):
        assert words in full


@pytest.mark.parametrize("nodes", [0, 1, 5])
def test_without_an_arc_nothing_is_lit_or_marked(nodes: int) -> None:
    scene = drawn(net([], nodes) if nodes else Network.of([], [], []))
    assert len(groups(scene, "works")) == nodes
    assert named(scene, "lit") == named(scene, "marked") == set()


def run(*words: str) -> Result:
    return CliRunner().invoke(mainpath, [GARDEN, "--years", "years", *words])


def test_the_command_draws_and_prints_the_same(tmp_path: Path) -> None:
    out = tmp_path / "garden.svg"
    result = run("--draw", str(out), "--width", "120")
    assert result.stdout == run().stdout
    picture = out.read_text(encoding="utf-8")
    assert 'width="120mm"' in picture
    assert "File: garden.paj. Digest: " in picture
    digest = result.stdout.split("Digest: ")[1]
    assert f"Digest: {digest[:16]}" in picture


@needs_extra
def test_the_suffix_decides_the_format(tmp_path: Path) -> None:
    for form, begins in (("pdf", b"%PDF"), ("png", b"\x89PNG")):
        out = tmp_path / f"x.{form}"
        assert run("--draw", str(out)).exit_code == 0
        assert out.read_bytes().startswith(begins)


@pytest.mark.parametrize(
    ("name", "more", "why"),
    [
        ("x.gif", (), "no figures in the format 'gif'"),
        ("x", (), "no figures in the format ''"),
        ("x.svg", ("--width", "10"), "cannot draw 50 pixels wide"),
    ],
)
def test_what_cannot_be_drawn_leaves_nothing_behind(
    tmp_path: Path, name: str, more: tuple[str, ...], why: str
) -> None:
    result = run("--draw", str(tmp_path / name), *more, "--out", str(tmp_path / "told"))
    assert isinstance(result.exception, UsageError)
    assert why in str(result.exception)
    assert list(tmp_path.iterdir()) == []


def test_in_a_star_no_arc_is_dark() -> None:
    scene = drawn(net([(0, 3), (1, 3), (2, 3)]))
    assert "It is all 3 arcs, each a path of its own: none stands out" in svg.draw(scene)
    assert "Main path, in order" not in scene.description
