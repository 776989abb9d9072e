"""Shares of paths are those of all paths, listed one by one."""

from fractions import Fraction

from hypothesis import given

from stakhgraph.network.betweenness import betweenness, paths_between, through
from stakhgraph.network.graph import Network
from tests.networks import MANY_EXAMPLES, between, dags, net, whole


@given(dags())
@MANY_EXAMPLES
def test_betweenness_is_the_share_of_whole_paths(network: Network):
    paths = whole(network)
    for node, share in enumerate(betweenness(network)):
        assert share == (Fraction(sum(node in p for p in paths), len(paths)) if paths else 0)


@given(dags(10))
@MANY_EXAMPLES
def test_the_share_of_the_paths_between_two_nodes(network: Network):
    for start in range(len(network)):
        for end in set(range(len(network))) - {start}:
            paths = between(network, start, end)
            inner = {v for path in paths for v in path[1:-1]}
            share = {v: Fraction(sum(v in p for p in paths), len(paths)) for v in inner}
            assert through(network, start, end) == share
            assert paths_between(network, start)[end] == len(paths)


def test_half_of_the_privileged_caste_runs_through_each_holder_in_between():
    # Trotsky, Pasquier, Deutscher, Filtzer: the series, and the direct step besides.
    both = net([(0, 1), (1, 2), (2, 3), (0, 3)])
    assert through(both, 0, 3) == {1: Fraction(1, 2), 2: Fraction(1, 2)}
