"""Positions are at their years, in bands in which no label overlaps another."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stakhgraph.drawing.bands.layout import layout
from stakhgraph.drawing.primitives import Box, Group, Marker, Text
from stakhgraph.drawing.scene import Scene
from stakhgraph.drawing.svg import draw
from stakhgraph.drawing.works import Band, Node
from stakhgraph.errors import UsageError

PRODUCTIVITY = Band(
    "Did Stakhanovism raise productivity?",
    (
        Node("b", "Baykov 1948", 1948, year_certain=False, shape="affirms", voice="Siegelbaum"),
        Node("d", "Davies and Khlevnyuk 2002", 2002, shape="rejects", voice="note writer"),
        Node("x", "Barker", None, shape="affirms", voice="Siegelbaum"),
    ),
)


STRATUM = Band(
    "Were they a bounded stratum?",
    (Node("t", "Trotsky 1937", 1937, 1965, shape="affirms", inferred=True),),
)


NODES = st.builds(
    Node,
    id=st.just(""),
    label=st.sampled_from(["Nove", "Corrigan, Ramsay and Sayer 1978", "Рогачевская", ""])
    | st.text(max_size=50),
    year=st.none() | st.integers(1918, 2002),
    year_to=st.none() | st.integers(1918, 2002),
    year_certain=st.booleans(),
    shape=st.sampled_from(["affirms", "rejects", ""]),
    voice=st.sampled_from(["", "Siegelbaum"]),
    inferred=st.booleans(),
)


@st.composite
def drawings(draw_: st.DrawFn) -> Scene:
    """Draw a scene of up to four bands with up to six positions each."""
    found = []
    for number in range(draw_(st.integers(0, 4))):
        drafts = draw_(st.lists(NODES, max_size=6))
        nodes = [Node(**{**vars(n), "id": f"{number}-{i}"}) for i, n in enumerate(drafts)]
        found.append(Band(f"Question {number}", tuple(nodes)))
    return layout(found, title="Any", width=draw_(st.sampled_from([425.0, 600.0, 900.0])))


def works(scene: Scene) -> list[Group]:
    return [group for group in scene.group("works").items if isinstance(group, Group)]


def boxes(scene: Scene) -> list[Box]:
    roles = {"pill", "inferred"}
    return [i for g in works(scene) for i in g.items if isinstance(i, Box) and i.role in roles]


@given(drawings())
@settings(max_examples=60, deadline=None)
def test_no_label_overlaps_another_or_leaves_the_drawing(scene: Scene) -> None:
    for a, b in combinations(boxes(scene), 2):
        beside = a.x + a.width < b.x or b.x + b.width < a.x
        assert beside or a.y + a.height < b.y or b.y + b.height < a.y
    for box in boxes(scene):
        assert box.x > 0
        assert box.x + box.width <= scene.width
        assert box.y + box.height <= scene.height


@given(drawings())
@settings(max_examples=40, deadline=None)
def test_x_is_the_year_exactly(scene: Scene) -> None:
    for group in works(scene):
        year = dict(group.data)["year"]
        (mark,) = (item for item in group.items if isinstance(item, Marker))
        if isinstance(year, int):
            assert abs(mark.x - scene.scale(year)) < 0.5


def test_a_label_without_room_on_the_right_is_on_the_left() -> None:
    scene = layout([PRODUCTIVITY], title="T")
    marks = [i for g in works(scene) for i in g.items if isinstance(i, Marker)]
    sides = [box.x < mark.x - 1 for box, mark in zip(boxes(scene), marks, strict=True)]
    assert sides == [False, True, False]


def test_headings_are_beside_their_bands_or_above_them_if_narrow() -> None:
    for width, lines in ((900.0, 2), (425.0, 1)):
        axis = layout([PRODUCTIVITY], title="T", width=width).group("axis")
        heads = [i for i in axis.items if isinstance(i, Text) and i.role == "band-head"]
        assert " ".join(head.text for head in heads) == PRODUCTIVITY.heading
        assert len(heads) == lines


def test_the_description_says_who_holds_what() -> None:
    description = layout([PRODUCTIVITY, STRATUM], title="T").description
    assert description.startswith("4 positions from 1937 to 2002, 1 without a date.")
    assert "Were they a bounded stratum?: Trotsky 1937 (affirms, inferred)." in description


def test_stance_reporter_and_inference_differ_without_colour() -> None:
    svg = draw(layout([PRODUCTIVITY, STRATUM], title="T"))
    for sign in ("<circle", "<polygon", 'stroke-dasharray="3 2"', ">S</text>", ">N</text>"):
        assert sign in svg


@pytest.mark.parametrize("found", [[], [Band("Nobody answers", ())]])
def test_a_scene_of_no_positions(found: list[Band]) -> None:
    assert works(layout(found, title="T")) == []


def test_what_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(UsageError, match="same id"):
        layout([STRATUM, STRATUM], title="T")
    with pytest.raises(UsageError, match="cannot draw 100 pixels wide"):
        layout([STRATUM], title="T", width=100)
