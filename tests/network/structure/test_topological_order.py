"""A topological order exists if and only if there is no cycle."""

import networkx as nx
import pytest
from hypothesis import given, settings

from stakhgraph.errors import UsageError
from stakhgraph.network.graph import Network
from stakhgraph.network.structure.longest_paths import levels
from stakhgraph.network.structure.topological_order import acyclic_order, topological_order
from tests.networks import digraphs, net, walks


@given(digraphs())
@settings(max_examples=300, deadline=None)
def test_the_order_has_all_nodes_if_and_only_if_there_is_no_cycle(found: Network):
    nodes = topological_order(found)
    place = {node: at for at, node in enumerate(nodes)}
    assert all(place[u] < place[v] for u, v in found.pairs() if v in place)
    acyclic = nx.is_directed_acyclic_graph(found.to_networkx())
    assert (len(nodes) == len(found)) == acyclic
    if acyclic:
        long = max(map(len, walks(found)))
        assert max(levels(found, acyclic_order(found))) + 1 == long
    else:
        with pytest.raises(UsageError, match="the network has a cycle: "):
            acyclic_order(found)


def test_in_topological_order_all_arcs_lead_forward():
    found = net([(2, 0), (0, 1)], kinds=["second", "first"])
    assert [found.ids[u] for u in acyclic_order(found)] == ["2", "0", "1"]
    again = found.reordered(acyclic_order(found))
    assert (again.ids, again.rows, again.kinds) == (
        ("2", "0", "1"),
        [[1], [2], []],
        ("second", "first"),
    )
