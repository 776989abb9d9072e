"""Who cannot be avoided, told from all paths listed."""

from fractions import Fraction

import networkx as nx
from hypothesis import given, settings

from stakhgraph.network.dominance import (
    disjoint_routes,
    dominators,
    minimum_cut,
    paths_between,
    post_dominators,
    through,
    unavoidable,
)
from stakhgraph.network.graph import Network
from tests.networks import dags, net, sinks, sources, steps, walks

TRIES = settings(max_examples=500, deadline=None)


def between(network: Network, start: int, end: int) -> list[tuple[int, ...]]:
    return [path for path in walks(network) if path[0] == start and path[-1] == end]


@given(dags(10))
@TRIES
def test_the_immediate_dominator_is_the_last_node_that_all_paths_share(network: Network):
    begin, found = sources(network), dominators(network)
    for node in range(len(network)):
        paths = [p for p in walks(network) if p[0] in begin and p[-1] == node]
        shared = [v for v in paths[0][:-1] if all(v in path for path in paths)]
        assert found[node] == (shared[-1] if shared else -1)


@given(dags(10))
@TRIES
def test_post_dominators_likewise(network: Network):
    end, found = sinks(network), post_dominators(network)
    for node in range(len(network)):
        paths = [p for p in walks(network) if p[0] == node and p[-1] in end]
        shared = [v for v in paths[0][1:] if all(v in path for path in paths)]
        assert found[node] == (shared[0] if shared else -1)


@given(dags(10))
@TRIES
def test_networkx_has_the_same_dominators(network: Network):
    root = len(network)
    graph = nx.DiGraph(list(network.pairs()))
    graph.add_edges_from((root, source) for source in sources(network))
    theirs = nx.immediate_dominators(graph, root)
    assert dominators(network) == [v if v != root else -1 for v in map(theirs.get, range(root))]


@given(dags(10))
@TRIES
def test_unavoidable_and_through(network: Network):
    for start in range(len(network)):
        for end in set(range(len(network))) - {start}:
            paths = between(network, start, end)
            inner = {v for path in paths for v in path[1:-1]}
            share = {v: Fraction(sum(v in p for p in paths), len(paths)) for v in inner}
            assert through(network, start, end) == share
            assert set(unavoidable(network, start, end)) == {v for v in share if share[v] == 1}
            assert paths_between(network, start)[end] == len(paths)


@given(dags(9))
@TRIES
def test_as_many_routes_as_must_be_cut(network: Network):
    for start, end in ((0, len(network) - 1), (len(network) - 1, 0)):
        if start == end:
            continue
        routes = disjoint_routes(network, start, end)
        cut = minimum_cut(network, start, end)
        inner = [v for route in routes for v in route[1:-1]]
        assert len(inner) == len(set(inner))
        assert all({route[0], route[-1]} == {start, end} for route in routes)
        arcs = set(network.pairs())
        assert all(set(steps(tuple(route))) <= arcs for route in routes)
        # Menger: no smaller cut could be, for each route needs one node of its own.
        assert len(routes) == len(cut)
        left = [p for p in between(network, start, end) if not set(p[1:-1]) & set(cut.nodes)]
        assert all(len(path) == 2 and cut.direct for path in left)


def test_the_privileged_caste():
    # Trotsky, Pasquier, Deutscher, Filtzer: the series, and the direct step besides.
    series, both = net([(0, 1), (1, 2), (2, 3)]), net([(0, 1), (1, 2), (2, 3), (0, 3)])
    assert unavoidable(series, 0, 3) == [1, 2]
    assert through(both, 0, 3) == {1: Fraction(1, 2), 2: Fraction(1, 2)}
    assert unavoidable(both, 0, 3) == []
    assert disjoint_routes(both, 0, 3) == [[0, 1, 2, 3], [0, 3]]
    cut = minimum_cut(both, 0, 3)
    assert (len(cut), cut.direct) == (2, True)


def test_a_path_of_a_million_arcs():
    n = 1_000_001
    long = Network.of(map(str, range(n)), range(n - 1), range(1, n))
    assert dominators(long) == list(range(-1, n - 1))


def test_a_long_way_up_the_tree_is_short():
    # Each node of the second half has paths from the far ends of the first.
    half = 50_000
    arcs = [(v, v + 1) for v in range(half)]
    arcs += [(end, half + 1 + v) for v in range(half) for end in (0, half)]
    assert dominators(net(arcs))[-1] == 0
