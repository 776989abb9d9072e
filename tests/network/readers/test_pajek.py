"""Networks in Pajek files."""

from pathlib import Path

import networkx as nx
import pytest

from stakhgraph.errors import ParseError
from stakhgraph.network.readers import network_file
from tests.network.readers import arcs
from tests.networks import HERE, net


def test_pajek_with_all_its_sections():
    found = network_file.read(HERE / "garden.paj", years="years")
    assert found.ids == ("1", "2", "3", "4", "5", "6")
    assert found.labels == ('The "caste"', "Сталин и труд", "bare", "", 'said "so" again', "")
    plain = [("1", "2"), ("2", "2"), ("2", "3"), ("2", "3"), ("3", "2")]
    assert arcs(found) == [*plain, ("1", "3"), ("1", "5")]
    assert found.years == ((1937,), (1949,), (1949,), (), (1966,), (1970,))
    assert found.notices == ("1 of 6 nodes have no year",)


def test_pajek_edges_lists_and_matrix(reading):
    head = "*Vertices 3\r\n"
    both = [("1", "2"), ("1", "3"), ("2", "1"), ("3", "1")]
    assert sorted(arcs(reading("a.net", f"{head}*Edges\r\n1 2\r\n3 1\r\n"))) == both
    assert sorted(arcs(reading("a.net", f"{head}*Edgeslist\r\n1 2 3\r\n"))) == both
    found = reading("a.net", f"{head}*Matrix\n0 1 1\n1 0 0\n1 0 0.0\n")
    assert arcs(found) == both
    assert found.notices == ()


def test_an_edge_counts_both_ways_with_a_notice(reading):
    assert reading("a.net", "*Vertices 2\n*Edges\n1 2\n").notices == (
        "1 edges have no direction, and count as arcs both ways",
    )


def test_pajek_written_by_networkx_is_read(tmp_path: Path):
    graph = nx.gnp_random_graph(20, 0.2, seed=1, directed=True)
    nx.write_pajek(graph, tmp_path / "x.net")
    found = network_file.read(tmp_path / "x.net")
    assert {(int(u) - 1, int(v) - 1) for u, v in arcs(found)} == set(graph.edges)


def test_a_list_of_200_000_arcs_and_a_line_that_is_wrong_at_its_end(reading):
    rows = "".join(f"{n} {n + 1}\n" for n in range(1, 200_000))
    assert len(reading("a.net", f"*Vertices 200000\n*Arcs\n{rows}").tails) == 199_999
    with pytest.raises(ParseError, match="a.net:200002"):
        reading("a.net", f"*Vertices 200000\n*Arcs\n{rows}1\n")


def test_nothing_and_one_node(reading):
    assert len(reading("a.net", "*Vertices 0\n").as_given()) == 0
    assert reading("a.net", "*Vertices 1\n").network("cited-citing").rows == net([], 1).rows
