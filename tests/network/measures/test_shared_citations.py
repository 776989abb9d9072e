"""Works of the example that are cited together or share sources."""

from stakhgraph.network.graph import Network
from tests.network.measures.example import arcs, ask, rows


def test_works_that_are_cited_together_or_share_sources():
    net = Network.of("abcde", [0, 1, 0, 1, 0], [2, 2, 3, 3, 4])
    found = ask("co-citation", net)
    assert found.sentence == "Cited together most, 2 works: a with b."
    # a is cited three times, b twice: 2 / √6, 2 / 3, 2 / 6.
    assert rows("co-citation", net) == [("a", "b", "2", "0.8165", "0.6667", "0.3333")]
    assert arcs(found, net) == "ac ad bc bd"
    assert ask("coupling", net).sentence == "Sharing most, 2 sources: c with d."
    assert len(ask("coupling", net).rows) == 3
    assert len(ask("coupling", net, of=4).rows) == 2
    assert ask("coupling", net, least=3).sentence == "No two works share a source 3 times or more."


def test_pairs_that_one_work_alone_joins_come_with_a_caution():
    found = ask("coupling")
    assert found.sentence == "Each of the 2 pairs shares 1 source: none stands out."
    assert "may be chance" in found.cautions[0]
