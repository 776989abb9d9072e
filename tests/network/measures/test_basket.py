"""The longest chains of the example."""

from stakhgraph.network.graph import Network
from tests.network.measures.example import arcs, ask, rows


def test_the_longest_chains():
    # a → b → c → d has three arcs; e hangs on a.
    net = Network.of("abcde", [0, 1, 2, 0], [1, 2, 3, 4])
    found = ask("basket", net)
    assert found.sentence == "The longest chain has 3 arcs: a → b → c → d."
    assert rows("basket", net)[-1] == ("e", "2")
    assert arcs(found, net) == "ab bc cd"
    assert "the basket singles out nobody" in ask("basket").sentence
