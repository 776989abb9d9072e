"""Works that a later work does not cite, although its sources do."""

import pytest

from stakhgraph.errors import UsageError
from stakhgraph.network import missing_arcs as module
from stakhgraph.network.missing_arcs import MissingArc, missing_arcs
from tests.networks import net


def test_a_work_that_two_sources_cite_and_one_does_not():
    diamond = [(0, 1), (0, 2), (1, 3), (2, 3)]
    assert missing_arcs(net(diamond)) == (MissingArc(0, 3, (1, 2)),)
    assert missing_arcs(net(diamond), least=3) == ()
    assert missing_arcs(net([*diamond, (0, 3)])) == ()
    assert missing_arcs(net(diamond, years=[(1950,), (), (), (1937,)])) == ()


def test_too_many_pairs_are_refused(monkeypatch):
    monkeypatch.setattr(module, "MOST_PAIRS", 2)
    with pytest.raises(UsageError, match="3 pairs to look at, and 2 is the limit"):
        missing_arcs(net([(0, 1), (1, 2), (1, 3), (1, 4)]))
