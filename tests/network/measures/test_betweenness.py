"""Who brokers in the example."""

from stakhgraph.network.graph import Network
from tests.network.measures.example import ask, rows


def test_who_brokers():
    assert ask("betweenness").sentence == (
        "b; d are each on 2/3 of all paths from a source to a sink, more than any other in between."
    )
    assert rows("betweenness")[-1] == ("f", "1.0000", "1", "sink")
    star = Network.of("abc", [0, 1], [2, 2])
    assert ask("betweenness", star).sentence.startswith(
        "Nobody brokers: no work both takes and gives"
    )
