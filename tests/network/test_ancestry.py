"""Ancestral shares are those of all paths, listed one by one."""

from fractions import Fraction
from math import prod

import pytest
from hypothesis import given

from stakhgraph.errors import UsageError
from stakhgraph.network import ancestry
from stakhgraph.network.ancestry import ancestors, descendants
from stakhgraph.network.graph import Network
from tests.networks import MANY_EXAMPLES, dags, net, sinks, sources, walks


@given(dags(9))
@MANY_EXAMPLES
def test_what_a_work_gives_adds_up(network: Network):
    for node in range(len(network)):
        shares = descendants(network, node)
        paths = [path for path in walks(network) if path[0] == node]
        chance = {
            p: prod((Fraction(1, len(network.rows[v])) for v in p[:-1]), start=1) for p in paths
        }
        for other in {path[-1] for path in paths} - {node}:
            assert shares.passing[other] == sum(chance[p] for p in paths if p[-1] == other)
        assert sum(shares.roots.values()) == 1
        assert set(shares.roots) <= sinks(network)


@given(dags(9))
@MANY_EXAMPLES
def test_ancestors_are_descendants_in_the_reversed_network(network: Network):
    for node in range(len(network)):
        shares = ancestors(network, node)
        assert shares == descendants(network.reversed(), node)
        assert sum(shares.roots.values()) == 1
        assert set(shares.roots) <= sources(network)


def test_half_of_a_work_comes_from_each_of_two():
    shares = ancestors(net([(0, 1), (1, 3), (2, 3), (0, 2), (4, 2)]), 3)
    assert shares.roots == {0: Fraction(3, 4), 4: Fraction(1, 4)}
    assert shares.passing[2] == Fraction(1, 2)


def test_too_many_ancestors_are_refused(monkeypatch):
    monkeypatch.setattr(ancestry, "MOST_ANCESTORS", 2)
    with pytest.raises(UsageError, match="'0' has more than 2 ancestors or descendants"):
        descendants(net([(0, 1), (1, 2), (2, 3)]), 0)
