"""An answer as a table."""

from stakhgraph.network.graph import Network
from stakhgraph.network.measures.answers import Request
from tests.network.measures.example import ask


def test_a_table_has_ids_for_programs():
    net = Network.of(["w1", "w2", "w3"], [0, 1], [1, 2], labels=["Trotsky", "Nove", "Nove"])
    table = ask("basket", net).table(Request(net), ids=True)
    assert table.columns[:2] == ("work", "workId")
    # Two works have one label, so that their ids stand beside it for a reader too.
    assert [row[0] for row in table.texts()] == ["Trotsky", "Nove (w2)", "Nove (w3)"]
