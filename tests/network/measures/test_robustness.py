"""What survives on the main path of the example."""

from stakhgraph.network.graph import Network
from tests.network.measures.example import ask, rows


def test_the_core_survives_all_choices():
    found = ask("robustness")
    assert found.sentence == (
        "3 arcs of 7 that are ever on the main path are on it in all 21 variants: a → b; b → d; d → f."
    )
    # Without f, and three weights each, a → c → d ties; with all works there it is off.
    assert ("c", "d", "0.6000", "3/5", "with each weight; without f") in rows("robustness")


def test_without_a_core_the_most_frequent_arcs_are_named():
    degrees = ["implied by order", "stated", "implied by order"]
    net = Network.of("abc", [0, 0, 1], [1, 2, 2], explicitness=degrees)
    found = ask("robustness", net)
    assert found.sentence.startswith("No arc is on the main path in all")
    assert "without what is implied by order" in rows("robustness", net)[0][-1]
