"""Criticality and the basket are those of all paths, listed one by one."""

from hypothesis import given

from stakhgraph.network.graph import Network
from stakhgraph.network.structure.longest_paths import basket, criticality
from tests.networks import MANY_EXAMPLES, dags, net, walks


@given(dags())
@MANY_EXAMPLES
def test_the_basket_holds_the_longest_paths(network: Network):
    long = max(map(len, walks(network)))
    assert set(basket(network)) == {v for p in walks(network) if len(p) == long for v in p}
    for node, value in enumerate(criticality(network)):
        assert value == long - max(len(path) for path in walks(network) if node in path)


def test_each_component_has_its_own_longest_path():
    two = net([(0, 1), (1, 2), (3, 4)])
    assert basket(two) == [0, 1, 2]
    assert basket(two, 1) == basket(two, per_component=True) == [0, 1, 2, 3, 4]


def test_a_path_of_a_million_arcs():
    n = 1_000_001
    long = Network.of(map(str, range(n)), range(n - 1), range(1, n))
    assert len(basket(long)) == n
