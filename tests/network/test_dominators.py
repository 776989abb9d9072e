"""Dominators are those of all paths, listed one by one."""

import networkx as nx
from hypothesis import given

from stakhgraph.network.dominators import dominators, post_dominators, unavoidable
from stakhgraph.network.graph import Network
from tests.networks import MANY_EXAMPLES, between, dags, net, sinks, sources, walks


@given(dags(10))
@MANY_EXAMPLES
def test_the_immediate_dominator_is_the_last_node_that_all_paths_share(network: Network):
    begin, found = sources(network), dominators(network)
    for node in range(len(network)):
        paths = [p for p in walks(network) if p[0] in begin and p[-1] == node]
        shared = [v for v in paths[0][:-1] if all(v in path for path in paths)]
        assert found[node] == (shared[-1] if shared else -1)


@given(dags(10))
@MANY_EXAMPLES
def test_the_post_dominator_is_the_first_node_that_all_paths_share(network: Network):
    end, found = sinks(network), post_dominators(network)
    for node in range(len(network)):
        paths = [p for p in walks(network) if p[0] == node and p[-1] in end]
        shared = [v for v in paths[0][1:] if all(v in path for path in paths)]
        assert found[node] == (shared[0] if shared else -1)


@given(dags(10))
@MANY_EXAMPLES
def test_networkx_has_the_same_dominators(network: Network):
    root = len(network)
    graph = nx.DiGraph(list(network.pairs()))
    graph.add_edges_from((root, source) for source in sources(network))
    theirs = nx.immediate_dominators(graph, root)
    assert dominators(network) == [v if v != root else -1 for v in map(theirs.get, range(root))]


@given(dags(10))
@MANY_EXAMPLES
def test_unavoidable_nodes_are_on_all_paths(network: Network):
    for start in range(len(network)):
        for end in set(range(len(network))) - {start}:
            paths = between(network, start, end)
            inner = {v for path in paths for v in path[1:-1]}
            on_all = {v for v in inner if all(v in path for path in paths)}
            assert set(unavoidable(network, start, end)) == on_all


def test_the_privileged_caste():
    # Trotsky, Pasquier, Deutscher, Filtzer: the series, and the direct step besides.
    series, both = net([(0, 1), (1, 2), (2, 3)]), net([(0, 1), (1, 2), (2, 3), (0, 3)])
    assert unavoidable(series, 0, 3) == [1, 2]
    assert unavoidable(both, 0, 3) == []


def test_a_path_of_a_million_arcs():
    n = 1_000_001
    long = Network.of(map(str, range(n)), range(n - 1), range(1, n))
    assert dominators(long) == list(range(-1, n - 1))


def test_common_ancestors_in_deep_trees_are_found_fast():
    # Each node of the second half has paths from the far ends of the first.
    half = 50_000
    arcs = [(v, v + 1) for v in range(half)]
    arcs += [(end, half + 1 + v) for v in range(half) for end in (0, half)]
    assert dominators(net(arcs))[-1] == 0
