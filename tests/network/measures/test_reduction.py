"""Arcs that repeat a longer path."""

from stakhgraph.network.graph import Network
from tests.network.measures.example import ask, rows


def test_arcs_that_a_longer_path_replaces():
    net = Network.of("abc", [0, 0, 1], [1, 2, 2])
    found = ask("reduction", net)
    assert (
        found.sentence == "2 arcs of 3 keep who descends from whom; 1 repeats a longer path: a → c."
    )
    assert rows("reduction", net)[0] == ("a", "c", "no", "a → b → c")
    assert ask("reduction").sentence == "Every arc is needed (7): no other path stands for any."


def test_a_stated_arc_is_no_decoration_beside_implied_ones():
    degrees = ["implied by order", "stated", "implied by order"]
    net = Network.of("abc", [0, 0, 1], [1, 2, 2], explicitness=degrees)
    assert ask("reduction", net).cautions == (
        "Stated, and so no decoration, while the longer path shown is not: a → c.",
    )
