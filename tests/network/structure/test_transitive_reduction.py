"""The transitive reduction is that of NetworkX and keeps all descendants."""

import networkx as nx
import pytest
from hypothesis import given

from stakhgraph.errors import UsageError
from stakhgraph.network import path_counts
from stakhgraph.network.graph import Network
from stakhgraph.network.structure.transitive_reduction import transitive_reduction
from tests.networks import MANY_EXAMPLES, dags, net, walks


@given(dags())
@MANY_EXAMPLES
def test_the_reduction_is_that_of_networkx_and_keeps_all_descendants(network: Network):
    pairs = list(network.pairs())
    kept = {pairs[i] for i in transitive_reduction(network)}
    graph = nx.DiGraph(pairs)
    assert kept == set(nx.transitive_reduction(graph).edges)
    reduced = network.with_arcs(transitive_reduction(network))
    assert {(p[0], p[-1]) for p in walks(reduced)} == {(p[0], p[-1]) for p in walks(network)}


def test_parallel_arcs_are_not_reduced():
    with pytest.raises(UsageError, match="Merge them first"):
        transitive_reduction(net([(0, 1), (0, 1)]))


def test_too_many_nodes_are_refused(monkeypatch):
    monkeypatch.setattr(path_counts, "MOST_NODES", 2)
    with pytest.raises(UsageError, match="up to 2 nodes, not 3"):
        transitive_reduction(net([(0, 1), (1, 2)]))
