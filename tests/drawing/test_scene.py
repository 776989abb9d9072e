"""The one layout: exact years, no label over another, links from left to right."""

import json
import os
import subprocess
import sys
from itertools import combinations
from time import perf_counter
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stakhgraph.drawing import font_metrics
from stakhgraph.drawing.primitives import Box, Group, Head, Line, Marker, Path, Text
from stakhgraph.drawing.scene import Edge, Legend, Node, Scene, layout, safe_link
from stakhgraph.errors import UsageError
from tests import ROOT

TROTSKY = Node("trotsky", "Trotsky 1937", 1937, year_to=1965, shape="affirms")
PASQUIER = Node("pasquier", "Pasquier 1937", 1937, shape="affirms")
DEUTSCHER = Node("deutscher", "Deutscher 1950", 1950, shape="affirms")
FILTZER = Node("filtzer", "Filtzer 1986", 1986, shape="affirms")
SERIES = [TROTSKY, PASQUIER, DEUTSCHER, FILTZER]
STEPS = [
    Edge("trotsky", "filtzer", "goesBackTo", "stated"),
    Edge("trotsky", "pasquier", "laterInSeries", "impliedByOrder"),
    Edge("pasquier", "deutscher", "laterInSeries", "impliedByOrder"),
    Edge("deutscher", "filtzer", "laterInSeries", "impliedByOrder"),
]

LABELS = st.sampled_from(
    ["Nove", "Рогачевская, «Ликвидация безработицы в СССР»", "Corrigan, Ramsay and Sayer 1978", ""]
) | st.text(max_size=60)
YEARS = st.none() | st.integers(1918, 2002) | st.just(1937)
WORKS = st.builds(
    Node,
    id=st.just(""),
    label=LABELS,
    year=YEARS,
    year_to=YEARS,
    year_certain=st.booleans(),
    shape=st.sampled_from(["affirms", "rejects", "", "other"]),
    colour=st.sampled_from(["", "motives", "piece rates"]),
)


@st.composite
def drawings(draw: st.DrawFn) -> Scene:
    """Give a scene of up to fourteen works and as many links, never against time."""
    drafts = draw(st.lists(WORKS, max_size=14))
    works = [Node(**{**vars(work), "id": f"w{i}"}) for i, work in enumerate(drafts)]
    pairs = [
        (a, b)
        for a, b in combinations(works, 2)
        if a.year is None or b.year is None or a.year <= b.year
    ]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=14)) if pairs else []
    edges = [Edge(a.id, b.id, draw(st.sampled_from(["cites", "extends"]))) for a, b in chosen]
    width = draw(st.sampled_from([480.0, 900.0, 1440.0]))
    return layout(works, edges, title="Any", width=width)


T = TypeVar("T", Box, Head, Line, Marker, Path, Text)


def groups(scene: Scene, role: str) -> list[Group]:
    """Give the groups of all works, or of all links."""
    return [group for group in scene.group(role).items if isinstance(group, Group)]


def every(scene: Scene, role: str, kind: type[T]) -> list[T]:
    """Give the primitives of one kind in all works, or in all links."""
    return [item for group in groups(scene, role) for item in group.items if isinstance(item, kind)]


def work(scene: Scene, name: str) -> Group:
    """Give the group of one work."""
    return next(g for g in groups(scene, "works") if dict(g.data)["id"] == name)


def one(group: Group, kind: type[T], role: str) -> T:
    """Give the only primitive of a kind whose role begins like this."""
    (found,) = [i for i in group.items if isinstance(i, kind) and i.role.startswith(role)]
    return found


# -------------------------------------------------------------------------------------------- laws


@given(drawings())
@settings(max_examples=60, deadline=None)
def test_no_label_lies_on_another_and_none_leaves_the_drawing(scene: Scene) -> None:
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
    code = f"import sys; sys.path.insert(0, {here!r}); from tests.drawing import test_scene; test_scene.show()"
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


# ------------------------------------------------------------------------------------------- marks


def test_a_later_year_is_a_bar_that_ends_at_that_year() -> None:
    scene = layout(SERIES, STEPS, title="T")
    bar, _end = (item for item in work(scene, "trotsky").items if isinstance(item, Line))
    assert abs(bar.x1 - scene.scale(1937)) < 0.5
    assert abs(bar.x2 - scene.scale(1965)) < 0.5


@pytest.mark.parametrize(
    ("label", "shown"),
    [("Fainsod 1965", "Fainsod ≤1965"), ("Fainsod", "Fainsod ≤1965"), ("№ 12", "№ 12 ≤1965")],
)
def test_not_after_is_hollow_and_says_so(label: str, shown: str) -> None:
    group = work(layout([Node("a", label, 1965, year_certain=False)], [], title="T"), "a")
    assert one(group, Marker, "mark").hollow
    assert one(group, Text, "label").text == shown


def test_works_without_date_stand_at_the_side_under_their_own_head() -> None:
    barker = Node("barker", "Barker", None)
    scene = layout([barker, FILTZER], [Edge("barker", "filtzer")], title="T")
    assert one(work(scene, "barker"), Marker, "mark").x < scene.scale.x - 30
    assert "no date" in [item.text for item in scene.group("axis").items if isinstance(item, Text)]


def test_who_only_takes_stands_at_the_right_if_undated() -> None:
    note = Node("note", "Unsigned note", None)
    scene = layout([FILTZER, note], [Edge("filtzer", "note")], title="T")
    assert one(work(scene, "note"), Marker, "mark").x > scene.scale(1986)


def test_a_long_label_is_cut_but_keeps_its_year_and_its_full_text() -> None:
    label = "Corrigan, Ramsay and Sayer, Socialist Construction and Marxist Theory 1978"
    group = work(layout([Node("a", label, 1978)], [], title="T"), "a")
    assert one(group, Text, "label").text.startswith("Corrigan, Ramsay")
    assert one(group, Text, "label").text.endswith("… 1978")
    assert group.title == label


def test_a_number_at_the_end_is_no_year_unless_it_is_that_of_the_work() -> None:
    label = "the unnamed writer of the note, sent to Johnson's Russia List, no. 6535"
    text = one(work(layout([Node("a", label, None)], [], title="T"), "a"), Text, "label").text
    assert text.endswith("…")


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


# ------------------------------------------------------------------------------------------- signs


def test_every_topic_has_a_letter_besides_its_colour() -> None:
    works = [Node(key, key, 1950, colour=key) for key in ("productivity", "piece rates", "motives")]
    scene = layout(works, [], title="T", legend=Legend(colours={"productivity": "productivity"}))
    letters = {one(work(scene, n.id), Text, "letter").text for n in works}
    assert letters == {"P", "R", "M"}


def test_kinds_differ_by_sign_or_weight_and_explicitness_by_dashes() -> None:
    scene = layout(SERIES, STEPS, title="T")
    paths, heads = every(scene, "links", Path), every(scene, "links", Head)
    assert {(path.stroke, path.dash) for path in paths} == {(2.0, ()), (1.2, (6.0, 3.0))}
    assert [head.shape for head in heads] == ["arrow"]


def star() -> tuple[list[Node], list[Edge]]:
    """Give a book of 1988 that cites 59 works."""
    works = [Node(f"w{i}", f"Author {1918 + i * 7 % 70}", 1918 + i * 7 % 70) for i in range(59)]
    return [*works, Node("hub", "Siegelbaum 1988", 1988)], [
        Edge(w.id, "hub", "disputes" if w.id == "w5" else "cites") for w in works
    ]


def test_links_to_a_hub_are_stubs_with_its_letter() -> None:
    scene = layout(*star(), title="T")
    paths = every(scene, "links", Path)
    assert [path.role for path in paths] == ["stub"] * 59
    assert {text.text for text in every(scene, "links", Text)} == {"S"}
    assert one(work(scene, "hub"), Text, "label").bold
    heads = [head.shape for head in every(scene, "links", Head)]
    assert (heads.count("arrow"), heads.count("bar")) == (58, 1)
    legend = [item.text for item in scene.group("legend").items if isinstance(item, Text)]
    assert legend.count("cites") == 1
    assert "to or from Siegelbaum 1988, which has 59 links" in legend


def test_no_stub_lies_on_a_label() -> None:
    scene = layout(*star(), title="T")
    boxes = [box for box in every(scene, "works", Box) if box.role in {"pill", "hub"}]
    for path in every(scene, "links", Path):
        left, right = sorted((path.points[0][0], path.points[-1][0] + 11))
        for box in boxes:
            beside = right <= box.x or box.x + box.width <= left
            assert beside or not box.y < path.points[0][1] < box.y + box.height


def test_a_book_that_many_take_from_is_a_hub_too() -> None:
    works = [Node("trotsky", "Trotsky 1937", 1937)]
    works += [Node(f"w{i}", f"Author {1950 + i}", 1950 + i) for i in range(20)]
    scene = layout(works, [Edge("trotsky", w.id) for w in works[1:]], title="T")
    points = every(scene, "links", Path)[0].points
    assert points[0][0] > points[-1][0]  # from the letter of the hub to the label


def test_five_hundred_works_are_laid_out_in_seconds() -> None:
    works = [Node(f"w{i}", f"Author {1918 + i * 7 % 85}", 1918 + i * 7 % 85) for i in range(500)]
    pairs = [(works[i], works[(i * 31 + 7) % 500]) for i in range(300)]
    edges = [Edge(a.id, b.id) for a, b in pairs if (a.year or 0) < (b.year or 0)]
    start = perf_counter()
    scene = layout(works, edges, title="T")
    assert perf_counter() - start < 15  # 1 s on two slow cores
    assert len(groups(scene, "works")) == 500


@pytest.mark.parametrize("works", [[], [TROTSKY], [Node("barker", "Barker", None)]])
def test_next_to_nothing_is_drawn_as_well(works: list[Node]) -> None:
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


def test_who_says_so_is_a_letter_and_what_is_inferred_a_dashed_box() -> None:
    works = [
        Node("a", "Nove", 1969, voice="Siegelbaum"),
        Node("b", "Filtzer", 1986, inferred=True),
    ]
    scene = layout(works, [], title="T")
    assert one(work(scene, "a"), Text, "letter").text == "S"
    assert one(work(scene, "b"), Box, "inferred").width > 0
    words = [item.text for item in scene.group("legend").items if isinstance(item, Text)]
    assert words[:3] == ["Reported by", "S", "Siegelbaum"]
    assert words[-1].startswith("inferred by the curators")


# ------------------------------------------------------------------------------------------- words


def test_the_description_says_what_the_picture_shows() -> None:
    said = layout(SERIES, STEPS, title="T").description
    assert said.startswith("4 works from 1937 to 1986. 4 links")
    assert "Trotsky 1937 to Filtzer 1986: goes back to (stated)." in said


def test_a_scene_is_plain_json_with_all_that_a_page_needs() -> None:
    scene = layout(SERIES, STEPS, title="T")
    data = json.loads(json.dumps(scene.to_dict()))
    works = next(group for group in data["items"] if group["role"] == "works")
    assert works["items"][0]["data"] | {"lane": 0} == {
        "id": "pasquier",
        "year": 1937,
        "year_to": None,
        "year_certain": True,
        "shape": "affirms",
        "colour": "",
        "voice": "",
        "inferred": False,
        "lane": 0,
    }


@pytest.mark.parametrize(
    ("works", "edges", "width", "said"),
    [
        ([TROTSKY, TROTSKY], [], 900, "same id"),
        ([TROTSKY], [Edge("trotsky", "nobody")], 900, "not in the drawing (nobody)"),
        ([TROTSKY], [Edge("trotsky", "trotsky")], 900, "to itself"),
        ([TROTSKY, FILTZER], [Edge("filtzer", "trotsky")], 900, "a work of 1937 would take from"),
        ([Node("a", "a", 12345)], [], 900, "four digits"),
        ([TROTSKY], [], 100, "cannot draw 100 pixels wide"),
    ],
)
def test_what_cannot_be_drawn_is_refused(
    works: list[Node], edges: list[Edge], width: float, said: str
) -> None:
    with pytest.raises(UsageError) as caught:
        layout(works, edges, title="T", width=width)
    assert said in str(caught.value)


def test_a_width_that_leaves_the_years_no_room_is_refused() -> None:
    works, edges = star()
    works += [Node("barker", "Barker, Some Problems of Incentives", None)]
    with pytest.raises(UsageError, match="the years have no room"):
        layout(works, [*edges, *[Edge("w0", "hub", kind) for kind in "abc"]], title="T", width=400)


@pytest.mark.parametrize(
    "href",
    ["https://example.org/a?b#c", "http://a.org", "work/a", "/work/a", "#a", "?x=y:z", "a.html"],
)
def test_addresses_of_pages_are_kept(href: str) -> None:
    assert safe_link(href) == href


@pytest.mark.parametrize(
    "href",
    [
        *("javascript:alert(1)", "JavaScript:x", "java\nscript:x", " javascript:x", "data:a,x"),
        *("//elsewhere.org", "/\\elsewhere.org", "vbscript:x", "https:evil", "", None),
    ],
)
def test_other_addresses_are_dropped(href: str | None) -> None:
    assert safe_link(href) is None


# ----------------------------------------------------------------------------------------- metrics


def test_widths_are_those_of_the_pinned_font() -> None:
    assert font_metrics.width("Стаханов", 1000) == 4431
    assert font_metrics.width("A", 1000) == 667  # as in Arial, Helvetica and Liberation Sans
    assert font_metrics.width("A", 1000, bold=True) == 722
    assert font_metrics.width("стаха\u0301нов", 10) == font_metrics.width("стаханов", 10)
    assert font_metrics.width("漢", 1000) == 1000


@given(st.text(max_size=200), st.integers(40, 300))
def test_wrapped_lines_fit_and_lose_nothing(text: str, room: int) -> None:
    lines = font_metrics.wrap(text, 11, room)
    assert all(font_metrics.width(line, 11) <= room for line in lines)
    assert "".join(lines).replace(" ", "") == font_metrics.clean(text).replace(" ", "")
