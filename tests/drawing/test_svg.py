"""A scene as SVG: always well-formed, the same bytes on each run, legible in print."""

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stakhgraph.drawing.legend_words import Legend
from stakhgraph.drawing.primitives import Text
from stakhgraph.drawing.scene import Scene
from stakhgraph.drawing.svg import draw
from stakhgraph.drawing.timeline.layout import layout
from stakhgraph.drawing.works import Edge, Node
from stakhgraph.errors import UsageError

SVG = "{http://www.w3.org/2000/svg}"


ANYTHING = st.text(st.characters(), max_size=30)  # lone surrogates and control characters too


def series(**options: object) -> Scene:
    """Return a small scene with one of everything."""
    works = [
        Node("t", "Trotsky 1937", 1937, 1965, shape="affirms", colour="caste", href="/work/t"),
        Node("f", "Fainsod 1965", 1965, None, False, "rejects", "model", href="javascript:x()"),
        Node("b", "Barker", None, shape="affirms", colour="model"),
    ]
    edges = [
        Edge("t", "f", "disputes", "stated"),
        Edge("b", "f", "laterInSeries", "impliedByOrder"),
    ]
    legend = Legend(colours={"caste": "privileged caste", "model": "totalitarian model"})
    return layout(works, edges, title="Lineage", legend=legend, **options)  # type: ignore[arg-type]


def texts(svg: str) -> list[str]:
    """Return all texts that are drawn."""
    return ["".join(element.itertext()) for element in ET.fromstring(svg).iter(f"{SVG}text")]


@given(ANYTHING, ANYTHING, ANYTHING, ANYTHING)
@settings(max_examples=60, deadline=None)
def test_any_text_gives_well_formed_xml(label: str, title: str, key: str, href: str) -> None:
    works = [Node(label, label, 1937, shape=key, colour=key, title=title, href=href)]
    works.append(Node(label + "'", key, 1950, title=title))
    edges = [Edge(label, label + "'", key or "cites", key, title)]
    legend = Legend(kinds={key: title}, shapes_name=label)
    scene = layout(works, edges, title=title, subtitle=label, caption=[key], legend=legend)
    svg = draw(scene, links=True)
    root = ET.fromstring(svg.encode("utf-8"))
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]", svg)


@pytest.mark.parametrize("text", ["</text><script>x</script>", '"><a href="x">', "]]>", "&amp;"])
def test_markup_in_a_label_is_text(text: str) -> None:
    svg = draw(layout([Node("a", text, 1937)], [], title=text))
    assert text in texts(svg)
    assert "<script" not in svg


def test_a_control_character_is_shown_as_missing() -> None:
    assert "Lab\ufffdor" in texts(draw(layout([Node("a", "Lab\x00or", 1937)], [], title="T")))


def test_the_bytes_are_the_same_on_each_run() -> None:
    assert draw(series()) == draw(series())


def test_it_is_an_image_with_title_and_description_on_its_own_ground() -> None:
    root = ET.fromstring(draw(series()))
    assert root.get("role") == "img"
    texts_by_id = {element.get("id"): element.text for element in root if element.get("id")}
    names = root.get("aria-labelledby", "").split()
    assert texts_by_id[names[0]] == "Lineage"
    assert (texts_by_id[names[1]] or "").startswith("3 works from 1937 to 1965, 1 without a date.")
    ground = next(element for element in root if element.tag == f"{SVG}rect")
    assert (ground.get("width"), ground.get("fill")) == ("100%", "#ffffff")


def test_links_are_written_on_demand_and_only_to_pages() -> None:
    assert "<a " not in draw(series())
    root = ET.fromstring(draw(series(), links=True))
    assert [a.get("href") for a in root.iter(f"{SVG}a")] == ["/work/t"]
    assert root.get("role") == "group"  # an image would hide the links from a screen reader


def test_print_is_180_mm_wide_and_no_text_is_below_six_points() -> None:
    scene = series(caption=["Source"])
    root = ET.fromstring(draw(scene, width_mm=180))
    assert root.get("width") == "180mm"
    sizes = [float(text.get("font-size", 0)) for text in root.iter(f"{SVG}text")]
    points_each = 180 / 25.4 * 72 / scene.width
    assert min(sizes) * points_each >= 6


def test_every_text_has_its_measured_width() -> None:
    elements = list(ET.fromstring(draw(series())).iter())
    held = [element for element in elements if element.tag in {f"{SVG}text", f"{SVG}tspan"}]
    assert len(held) > 20
    for element in held:
        if len(element):  # its parts are
            continue
        assert float(element.get("textLength", 0)) > 0
        assert element.get("lengthAdjust") == "spacingAndGlyphs"


def test_a_character_that_the_font_lacks_leaves_its_neighbours_in_the_font() -> None:
    svg = draw(layout([Node("a", "Hammer ⚒ 1935", 1935)], [], title="T"))
    label = next(
        e for e in ET.fromstring(svg).iter(f"{SVG}text") if "Hammer" in "".join(e.itertext())
    )
    assert [part.text for part in label] == ["Hammer ", "⚒", " 1935"]


def test_a_width_at_which_no_one_could_read_it_is_refused() -> None:
    with pytest.raises(UsageError, match=r"smallest text would be 2\.9 points"):
        draw(series(), width_mm=85)


def test_the_legend_explains_all_that_occurs_and_nothing_else() -> None:
    legend = series().group("legend").items
    assert [item.text for item in legend if isinstance(item, Text)] == LEGEND


LEGEND = [
    *("Stance", "affirms", "rejects", "Topic", "P", "privileged caste", "T", "totalitarian model"),
    *("Link", "later in series", "disputes", "Explicitness", "stated", "implied by order", "Date"),
    *("≤ not after this year", "edition cited, or end of the interval"),
]


def test_no_difference_is_shown_by_colour_alone() -> None:
    """Without any colour, two topics, two stances and two kinds of link still look different."""
    grey = ET.fromstring(re.sub(r"#[0-9A-Fa-f]{6}", "#888888", draw(series())))
    works = [group for group in grey.iter(f"{SVG}g") if group.get("class") == "work"]
    letters = [e.text for work in works for e in work if e.get("class") == "letter"]
    assert letters == ["P", "T", "T"]
    marks = [e.tag.removeprefix(SVG) for work in works for e in work if e.get("class") == "mark"]
    assert marks == ["circle", "polygon", "circle"]
    paths = [e for e in grey.iter(f"{SVG}path") if "link-" in e.get("id", "")]
    assert [path.get("stroke-dasharray") for path in paths] == ["6 3", None]


def test_long_captions_are_wrapped() -> None:
    long = "Source: " + "Stakhanovism and the politics of productivity, " * 6
    scene = series(caption=[long, "Drawn by the query lineage/steps"])
    lines = [item.text for item in scene.group("caption").items if isinstance(item, Text)]
    assert len(lines) >= 3
    assert lines[-1] == "Drawn by the query lineage/steps"
