"""Co-citation and bibliographic coupling: pairs are those found by comparing all works."""

from fractions import Fraction

import pytest
from hypothesis import given, settings

from stakhgraph.errors import UsageError
from stakhgraph.network import coupling
from stakhgraph.network.coupling import Pair, bibliographic_coupling, cocitation
from stakhgraph.network.graph import Network
from tests.networks import digraphs, net


@given(digraphs())
@settings(max_examples=300, deadline=None)
def test_pairs_are_those_of_comparing_all_works(found: Network):
    sources = {v: {u for u, w in found.pairs() if w == v and u != v} for v in range(len(found))}
    pairs = {(p.one, p.other): p for p in bibliographic_coupling(found)}
    for one in range(len(found)):
        for other in range(one + 1, len(found)):
            both = sources[one] & sources[other]
            assert ((one, other) in pairs) == bool(both)
            if both:
                pair = pairs[one, other]
                either = sources[one] | sources[other]
                assert pair.together == len(both)
                assert pair.jaccard == Fraction(len(both), len(either))
    assert cocitation(found.reversed()) == bibliographic_coupling(found)


def test_measures_of_a_pair():
    # Work 2 cites 0 and 1, work 3 cites both, work 4 cites 0 alone.
    (pair,) = cocitation(net([(0, 2), (1, 2), (0, 3), (1, 3), (0, 4)]))
    assert pair == Pair(0, 1, together=2, first=3, second=2)
    assert (pair.jaccard, pair.association) == (Fraction(2, 3), Fraction(1, 3))
    assert pair.cosine == pytest.approx(2 / 6**0.5)
    assert cocitation(net([(0, 2), (1, 2)]), least=2) == ()


def test_too_many_pairs_are_refused(monkeypatch):
    monkeypatch.setattr(coupling, "MOST_PAIRS", 2)
    with pytest.raises(UsageError, match="3 pairs to look at, and 2 is the limit"):
        cocitation(net([(0, 3), (1, 3), (2, 3)]))
