"""The captions and descriptions of historiographs."""

from stakhgraph.drawing import svg
from tests.figures.test_historiograph import drawn, everything, texts
from tests.networks import net


def test_the_caption_says_where_all_comes_from() -> None:
    scene = drawn(
        everything(), path="key-route, k = 3", digest="0123456789abcdef" * 4, file="letters.net"
    )
    caption = texts(scene, "caption")
    assert "Weight SPC: paths from a source to a sink that take the arc." in caption
    assert "Main path: key-route, k = 3, all ties." in caption
    assert "Cycles: contract; 1 strong component, 2 arcs dropped, 1 changed." in caption
    assert "Parallel arcs: as one. (+n): n more works of a cycle, which are one here." in caption
    assert "File: letters.net. Digest: 0123456789abcdef." in caption


def test_the_description_names_the_main_path_in_order() -> None:
    assert drawn(net([(0, 1), (1, 2), (0, 3)])).description.endswith(
        "Main path, in order: 0 → 1 → 2."
    )
    tied = drawn(net([(0, 1), (0, 2), (1, 3), (2, 3)])).description
    assert tied.endswith("Main path, in order: 0 → 1 → 3; 0 → 2 → 3.")


def test_arcs_of_the_main_path_that_are_not_stated_are_counted() -> None:
    degrees = ["stated", "implied by order"]
    scene = drawn(net([(0, 1), (1, 2)], explicitness=degrees))
    assert "1 of its 2 arcs is not stated." in svg.draw(scene)
