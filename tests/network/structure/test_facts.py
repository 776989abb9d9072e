"""Facts of a network are those of NetworkX."""

import networkx as nx
from hypothesis import given, settings

from stakhgraph.network.graph import Network
from stakhgraph.network.structure.facts import facts
from tests.networks import digraphs


@given(digraphs())
@settings(max_examples=300, deadline=None)
def test_facts_are_those_of_networkx(found: Network):
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(range(len(found)))
    graph.add_edges_from(found.pairs())
    counts = facts(found, parallel="count")
    flat = nx.condensation(nx.DiGraph(graph))
    assert counts.arcs == graph.number_of_edges()
    assert counts.loops == nx.number_of_selfloops(graph)
    assert counts.max_in == max(dict(graph.in_degree).values())
    assert counts.max_out == max(dict(graph.out_degree).values())
    assert counts.depth == nx.dag_longest_path_length(flat) + 1
    assert facts(found).arcs == nx.DiGraph(graph).number_of_edges()


def test_facts_of_nothing_and_of_one_node():
    assert facts(Network.of([], [], [])).depth == 0
    one = facts(Network.of(["a"], [0], [0]))
    assert (one.nodes, one.arcs, one.loops, one.isolates, one.depth) == (1, 1, 1, 1, 1)
    assert (one.weak_components, one.largest_component) == (0, 1)
