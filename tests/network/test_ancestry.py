"""Shares, brokers, inheritance and longest paths, told from all paths listed."""

from fractions import Fraction
from math import prod

import networkx as nx
import pytest
from hypothesis import given, settings

from stakhgraph.errors import UsageError
from stakhgraph.network import ancestry
from stakhgraph.network.ancestry import (
    ancestors,
    basket,
    betweenness,
    criticality,
    descendants,
    transitive_reduction,
)
from stakhgraph.network.graph import Network
from tests.networks import dags, net, sinks, sources, walks, whole

TRIES = settings(max_examples=500, deadline=None)


@given(dags(9))
@TRIES
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
@TRIES
def test_what_a_work_takes_is_the_same_turned_round(network: Network):
    for node in range(len(network)):
        shares = ancestors(network, node)
        assert shares == descendants(network.reversed(), node)
        assert sum(shares.roots.values()) == 1
        assert set(shares.roots) <= sources(network)


def test_half_of_a_work_comes_from_each_of_two():
    shares = ancestors(net([(0, 1), (1, 3), (2, 3), (0, 2), (4, 2)]), 3)
    assert shares.roots == {0: Fraction(3, 4), 4: Fraction(1, 4)}
    assert shares.passing[2] == Fraction(1, 2)


@given(dags())
@TRIES
def test_the_reduction_is_that_of_networkx_and_keeps_who_descends_from_whom(network: Network):
    pairs = list(network.pairs())
    kept = {pairs[i] for i in transitive_reduction(network)}
    graph = nx.DiGraph(pairs)
    assert kept == set(nx.transitive_reduction(graph).edges)
    reduced = network.with_arcs(transitive_reduction(network))
    assert {(p[0], p[-1]) for p in walks(reduced)} == {(p[0], p[-1]) for p in walks(network)}


@given(dags())
@TRIES
def test_betweenness_is_the_share_of_whole_paths(network: Network):
    paths = whole(network)
    for node, share in enumerate(betweenness(network)):
        assert share == (Fraction(sum(node in p for p in paths), len(paths)) if paths else 0)


@given(dags())
@TRIES
def test_the_basket_holds_the_longest_paths(network: Network):
    long = max(map(len, walks(network)))
    assert set(basket(network)) == {v for p in walks(network) if len(p) == long for v in p}
    for node, value in enumerate(criticality(network)):
        assert value == long - max(len(path) for path in walks(network) if node in path)


def test_each_component_has_its_own_longest_path():
    two = net([(0, 1), (1, 2), (3, 4)])
    assert basket(two) == [0, 1, 2]
    assert basket(two, 1) == basket(two, per_component=True) == [0, 1, 2, 3, 4]


def test_what_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(ancestry, "EXACT", 2)
    monkeypatch.setattr(ancestry, "REACH", 2)
    with pytest.raises(UsageError, match="exact shares are told of up to 2 works"):
        descendants(net([(0, 1), (1, 2), (2, 3)]), 0)
    with pytest.raises(UsageError, match="up to 2 nodes, and here are 3"):
        transitive_reduction(net([(0, 1), (1, 2)]))


def test_parallel_arcs_are_not_reduced():
    with pytest.raises(UsageError, match="Merge them first"):
        transitive_reduction(net([(0, 1), (0, 1)]))


def test_a_path_of_a_million_arcs():
    n = 1_000_001
    long = Network.of(map(str, range(n)), range(n - 1), range(1, n))
    assert len(basket(long)) == n
