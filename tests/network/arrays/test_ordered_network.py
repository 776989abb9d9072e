"""A network in topological order, and its arcs in their new places."""

import pytest
from hypothesis import given

from stakhgraph.errors import UsageError
from stakhgraph.network.arrays.ordered_network import order_network
from stakhgraph.network.graph import Network
from tests.networks import MANY_EXAMPLES, dags, net

pytest.importorskip("numba", reason="the extra large is not installed")


def test_a_network_is_brought_into_order():
    ordered = net([(0, 2), (1, 2)])
    assert order_network(ordered).nodes.tolist() == [0, 1, 2]
    dated = net([(2, 0), (2, 1)], years=[(1966, 1950), (1937,), (1936,)])
    found = order_network(dated)
    assert found.nodes.tolist() == [2, 1, 0]
    assert (found.starts.tolist(), found.heads.tolist()) == ([0, 2, 2, 2], [2, 1])
    # A year that goes against an arc is not an order; parallel arcs become one.
    wrong = net([(2, 0), (2, 0), (0, 1)], years=[(1950,), (1937,), (1936,)])
    assert order_network(wrong).nodes.tolist() == [2, 0, 1]
    assert order_network(wrong).network.size == len(order_network(wrong).arcs) == 2
    with pytest.raises(UsageError, match="the network has a cycle: 0 → 1 → 0"):
        order_network(net([(0, 1), (1, 0)]))


@given(dags())
@MANY_EXAMPLES
def test_each_arc_is_found_again_where_it_was(network: Network):
    found, pairs = order_network(network), list(network.pairs())
    assert sorted(found.arcs) == list(range(network.size))
    for u, (begin, end) in enumerate(zip(found.starts, found.starts[1:], strict=False)):
        for i in range(begin, end):
            assert pairs[found.arcs[i]] == (found.nodes[u], found.nodes[found.heads[i]])
            assert found.heads[i] > u
