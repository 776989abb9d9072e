"""Adjacency lists, which are read only when they are asked for."""

import networkx as nx
import pytest

from tests.network.readers import arcs


@pytest.mark.parametrize(
    "text", ["B A\nC A B\nD\n", "B,A,\nC,A,B\nD,,\n", "# works\nB\tA\nC\tA\tB\n\nD\n"]
)
def test_an_arc_runs_from_the_first_work_of_a_line_to_each_other(reading, text: str):
    found = reading("a.txt", text, form="adjacency")
    assert arcs(found) == [("B", "A"), ("C", "A"), ("C", "B")]
    assert found.ids == ("B", "A", "C", "D")


def test_ends_that_are_no_work_are_left_out(reading):
    found = reading("a.txt", "B A NA\nnull A\n", form="adjacency")
    assert (arcs(found), found.ids) == ([("B", "A")], ("B", "A"))
    assert found.notices[0].startswith("2 arcs have an end that names no work")


def test_what_networkx_writes_is_read(tmp_path, reading):
    graph = nx.gnp_random_graph(20, 0.2, seed=1, directed=True)
    nx.write_adjlist(graph, tmp_path / "g.txt")
    found = reading("g.txt", (tmp_path / "g.txt").read_bytes(), form="adjacency")
    assert {(int(u), int(v)) for u, v in arcs(found)} == set(graph.edges)
