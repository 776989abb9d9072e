"""From when the works cited in the example date."""

from stakhgraph.network.graph import Network
from tests.network.measures.example import arcs, ask


def test_when_the_cited_works_date_from():
    found = ask("spectroscopy")
    assert found.sentence == (
        "What is cited dates above all from 1950; 1960: 2 citations each, 2 more than the median of "
        "the five years around (a; b)."
    )
    assert arcs(found) == "ab ac bd be"
    undated = Network.of("abc", [0, 1], [2, 2], years=[(1950,), (), (1960,)])
    assert ask("spectroscopy", undated).cautions == (
        "1 arc of 2 left out: the work cited has no year.",
    )
    assert ask("spectroscopy", Network.of("ab", [0], [1])).sentence == "No cited work has a year."
