"""Links to a hub are stubs with its letter."""

from stakhgraph.drawing.primitives import Box, Head, Path, Text
from stakhgraph.drawing.timeline.layout import layout
from stakhgraph.drawing.works import Edge, Node
from tests.drawing.timeline.works import every, one, star, work


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


def test_no_stub_overlaps_a_label() -> None:
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
