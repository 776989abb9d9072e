"""Which works and arcs of a large network a historiograph shows."""

import re

from stakhgraph.figures import historiograph, historiograph_selection
from stakhgraph.network import main_paths, path_counts
from tests.figures.test_historiograph import courses, drawn, groups, grown, texts
from tests.networks import net


def test_beyond_sixty_works_the_core_is_drawn_and_the_rest_is_counted() -> None:
    # A chain of 8, which is main path and basket; of what hangs on it, the heavier arcs.
    chain = [(at, at + 1) for at in range(7)]
    leaves = [(at % 7, 8 + at) for at in range(80)]
    scene = drawn(net(chain + leaves))
    shown = {str(dict(g.data)["id"]) for g in groups(scene, "works")}
    assert len(shown) == historiograph.WORKS
    assert {str(at) for at in range(8)} <= shown
    heading = texts(scene, "heading")
    assert "60 of 88 works: " in heading
    assert "with the heaviest arcs; 28 are left out." in heading
    assert "of 87 arcs" in heading
    assert "has gaps" not in heading


def test_a_main_path_that_is_too_long_has_gaps_and_the_subtitle_says_so() -> None:
    scene = drawn(net([(at, at + 1) for at in range(99)]))
    heading = texts(scene, "heading")
    assert "60 of 100 works: 60 of the main path (of 100), 0 more on longest paths" in heading
    assert "So the main path has gaps." in heading
    assert "levels of which no work is drawn do not count" in heading


def test_the_order_of_the_core_is_by_path_then_basket_then_weight() -> None:
    # 0-1-2-3-4 is longest; 0-9 … has no long path. Weights: most paths run through 5-6.
    arcs = [(0, 1), (1, 2), (2, 3), (3, 4), (7, 5), (8, 5), (5, 6), (6, 9), (6, 10), (11, 12)]
    found = main_paths.find(path_counts.weigh(net(arcs)))
    assert historiograph_selection.core(found, 6) == [5, 6, 7, 8, 9, 10]
    assert historiograph_selection.core(found, 8) == [0, 1, 5, 6, 7, 8, 9, 10]
    assert historiograph_selection.core(found, 11) == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    assert historiograph_selection.core(found, 13) == list(range(13))


def test_of_very_many_arcs_the_heaviest_are_drawn_and_counted() -> None:
    scene = drawn(grown(60, 600, 3), arcs=50)
    main = [c for c in courses(scene).values() if c.opacity > 0.5]
    assert len(groups(scene, "links")) == 50 + len(main)
    assert re.search(r"\d+ of \d+ arcs, the heaviest\.", texts(scene, "heading"))


def test_more_kinds_than_there_are_signs_are_put_together() -> None:
    arcs = [(at, at + 1) for at in range(12)]
    network = net(arcs, kinds=[f"kind {at}" for at in range(12)])
    scene = drawn(network)
    assert {dict(g.data)["kind"] for g in groups(scene, "links")} == {
        *(f"kind {at}" for at in (0, 1, 10, 11, 2, 3, 4)),
        "(other)",
    }
