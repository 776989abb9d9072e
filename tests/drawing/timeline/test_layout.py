"""Works are at their years, labels do not overlap, and the same input gives the same scene."""

import json
import os
import subprocess
import sys
from itertools import combinations
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stakhgraph.drawing.primitives import Box, Line, Marker, Path, Text
from stakhgraph.drawing.scene import Scene
from stakhgraph.drawing.timeline.layout import layout
from stakhgraph.drawing.works import Edge, Node
from stakhgraph.errors import UsageError
from tests import ROOT
from tests.drawing.timeline.works import (
    DEUTSCHER,
    FILTZER,
    SERIES,
    STEPS,
    TROTSKY,
    drawings,
    every,
    groups,
    one,
    star,
    work,
)


@given(drawings())
@settings(max_examples=60, deadline=None)
def test_no_label_overlaps_another_or_leaves_the_drawing(scene: Scene) -> None:
    boxes = [box for box in every(scene, "works", Box) if box.role in {"pill", "hub"}]
    assert len(boxes) == len(scene.group("works").items)
    for a, b in combinations(boxes, 2):
        apart = a.x + a.width < b.x or b.x + b.width < a.x
        assert apart or a.y + a.height < b.y or b.y + b.height < a.y
    for box in boxes:
        assert box.x > 0
        assert box.x + box.width <= scene.width
        assert box.y + box.height <= scene.height


@given(drawings())
@settings(max_examples=40, deadline=None)
def test_x_is_the_year_exactly(scene: Scene) -> None:
    for group in groups(scene, "works"):
        year = dict(group.data)["year"]
        if isinstance(year, int):
            assert abs(one(group, Marker, "mark").x - scene.scale(year)) < 0.5


@given(drawings())
@settings(max_examples=40, deadline=None)
def test_links_between_dated_works_never_point_left(scene: Scene) -> None:
    years = {dict(g.data)["id"]: dict(g.data)["year"] for g in groups(scene, "works")}
    for group in groups(scene, "links"):
        data = dict(group.data)
        if years[data["source"]] is not None and years[data["target"]] is not None:
            points = one(group, Path, "link").points
            assert points[0][0] <= points[-1][0]
            assert points[-2][0] <= points[-1][0]


@given(st.permutations(SERIES), st.permutations(STEPS))
@settings(max_examples=8, deadline=None)
def test_the_order_of_the_input_makes_no_difference(works: list[Node], steps: list[Edge]) -> None:
    assert layout(works, steps, title="T") == layout(SERIES, STEPS, title="T")


def test_no_hash_seed_makes_a_difference() -> None:
    here = str(ROOT)
    code = f"import sys; sys.path.insert(0, {here!r}); from tests.drawing.timeline import test_layout; test_layout.show()"
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1
    assert runs.pop().startswith(b'{"type": "scene"')


def show() -> None:
    """Write a scene to standard output."""
    sys.stdout.write(json.dumps(layout(*star(), title="T").to_dict()))


def test_a_later_year_is_a_bar_that_ends_at_that_year() -> None:
    scene = layout(SERIES, STEPS, title="T")
    bar, _end = (item for item in work(scene, "trotsky").items if isinstance(item, Line))
    assert abs(bar.x1 - scene.scale(1937)) < 0.5
    assert abs(bar.x2 - scene.scale(1965)) < 0.5


def test_works_without_date_are_in_a_column_with_a_heading() -> None:
    barker = Node("barker", "Barker", None)
    scene = layout([barker, FILTZER], [Edge("barker", "filtzer")], title="T")
    assert one(work(scene, "barker"), Marker, "mark").x < scene.scale.x - 30
    assert "no date" in [item.text for item in scene.group("axis").items if isinstance(item, Text)]


def test_undated_works_that_only_take_are_on_the_right() -> None:
    note = Node("note", "Unsigned note", None)
    scene = layout([FILTZER, note], [Edge("filtzer", "note")], title="T")
    assert one(work(scene, "note"), Marker, "mark").x > scene.scale(1986)


def test_the_year_of_the_edition_cited_moves_a_work() -> None:
    cited = Node("trotsky", "Trotsky 1937", 1965)
    scene = layout([cited, DEUTSCHER], [Edge("trotsky", "deutscher")], title="T", backward=True)
    assert one(work(scene, "trotsky"), Marker, "mark").x == pytest.approx(
        scene.scale(1965), abs=0.5
    )
    (link,) = groups(scene, "links")
    path = one(link, Path, "link")
    assert path.points[0][0] > path.points[-1][0]
    words = [item.text for item in scene.group("legend").items if isinstance(item, Text)]
    assert any(text.startswith("points left") for text in words)


def test_five_hundred_works_are_laid_out_in_seconds() -> None:
    works = [Node(f"w{i}", f"Author {1918 + i * 7 % 85}", 1918 + i * 7 % 85) for i in range(500)]
    pairs = [(works[i], works[(i * 31 + 7) % 500]) for i in range(300)]
    edges = [Edge(a.id, b.id) for a, b in pairs if (a.year or 0) < (b.year or 0)]
    start = perf_counter()
    scene = layout(works, edges, title="T")
    assert perf_counter() - start < 15  # 1 s on two slow cores
    assert len(groups(scene, "works")) == 500


@pytest.mark.parametrize("works", [[], [TROTSKY], [Node("barker", "Barker", None)]])
def test_scenes_of_no_work_or_a_few_without_links(works: list[Node]) -> None:
    scene = layout(works, [], title="T")
    assert len(groups(scene, "works")) == len(works)
    assert scene.height < 250


def test_a_bar_may_lead_back_to_the_first_edition() -> None:
    scene = layout([Node("t", "Trotsky 1965", 1965, year_to=1937), FILTZER], [], title="T")
    bar, end = (item for item in work(scene, "t").items if isinstance(item, Line))
    assert (bar.x1, bar.x2) == (
        pytest.approx(scene.scale(1965), abs=0.01),
        pytest.approx(scene.scale(1937), abs=0.01),
    )
    assert end.x1 == bar.x2


def test_a_width_that_leaves_the_years_no_room_is_refused() -> None:
    works, edges = star()
    works += [Node("barker", "Barker, Some Problems of Incentives", None)]
    with pytest.raises(UsageError, match="the years have no room"):
        layout(works, [*edges, *[Edge("w0", "hub", kind) for kind in "abc"]], title="T", width=400)
