"""Networks in GEXF."""

from pathlib import Path

import networkx as nx

from stakhgraph.network.readers import network_file
from tests.network.readers import arcs
from tests.networks import HERE


def test_gexf():
    found = network_file.read(HERE / "caste.gexf")
    assert (found.labels, found.years) == (("Троцкий", "Deutscher"), ((1937,), ()))
    assert (arcs(found), found.kinds) == ([("T", "D")], ["criticises"])


def test_graphml_and_gexf_written_by_networkx_are_read(tmp_path: Path):
    graph = nx.gnp_random_graph(20, 0.2, seed=1, directed=True)
    nx.write_graphml(graph, tmp_path / "x.graphml")
    nx.write_gexf(graph, tmp_path / "x.gexf")
    for name in ("x.graphml", "x.gexf"):
        found = network_file.read(tmp_path / name)
        assert {(int(u), int(v)) for u, v in arcs(found)} == set(graph.edges)
