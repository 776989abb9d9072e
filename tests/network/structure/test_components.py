"""Components are those of NetworkX."""

from array import array
from collections import Counter

import networkx as nx
from hypothesis import given, settings

from stakhgraph.network.graph import Network
from stakhgraph.network.structure.components import components, strong_components
from tests.networks import digraphs


@given(digraphs())
@settings(max_examples=300, deadline=None)
def test_networkx_has_the_same_components(found: Network):
    graph = found.to_networkx()
    ours = {frozenset(found.ids[n] for n in group) for group in strong_components(found)}
    theirs = {frozenset(g) for g in nx.strongly_connected_components(graph) if len(g) > 1}
    assert ours == theirs
    sizes = Counter(components(found)).values()
    assert sorted(sizes) == sorted(map(len, nx.weakly_connected_components(graph)))


def test_a_cycle_of_a_million_arcs_is_one_component():
    n = 1_000_000
    starts, heads = array("q", range(n + 1)), array("i", [*range(1, n), 0])
    found = Network.of_arrays(map(str, range(n)), starts, heads)
    assert [len(group) for group in strong_components(found)] == [n]
