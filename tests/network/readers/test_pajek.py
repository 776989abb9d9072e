"""Networks in Pajek files."""

from pathlib import Path

import networkx as nx
import pytest

from stakhgraph.errors import ParseError, UsageError
from stakhgraph.network.readers import integer_columns, network_file
from tests.network.readers import arcs
from tests.networks import HERE, net


def test_pajek_with_all_its_sections():
    found = network_file.read(HERE / "garden.paj", years="years")
    assert found.ids == ("1", "2", "3", "4", "5", "6")
    assert found.labels == ('The "caste"', "Сталин и труд", "bare", "", 'said "so" again', "")
    plain = [("1", "2"), ("2", "2"), ("2", "3"), ("2", "3"), ("3", "2")]
    assert arcs(found) == [*plain, ("1", "3"), ("1", "5")]
    assert found.years == ((1937,), (1949,), (1949,), (), (1966,), (1970,))
    assert found.notices == ("1 of 6 nodes has no year",)


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
        "1 edge has no direction, and counts as arcs both ways",
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


RELATIONS = """\
*Vertices 3
*Arcs :1 "cites"
1 2
2 3
*Arcs :2 "criticises"
1 3 1
*Edges :3 "agrees"
2 3
"""


@pytest.mark.parametrize(
    ("relation", "found"),
    [
        (None, ["12", "13", "23", "23", "32"]),
        ("cites", ["12", "23"]),
        ("Criticises", ["13"]),
        ("2", ["13"]),
        ("agrees", ["23", "32"]),
    ],
)
def test_one_relation_is_chosen_by_name_or_number(reading, relation, found):
    read = reading("a.net", RELATIONS, relation=relation)
    assert sorted(u + v for u, v in arcs(read)) == found


def test_a_notice_says_which_relations_are_read(reading):
    listed = "1 cites (2 lines), 2 criticises (1 line), 3 agrees (1 line)"
    both_ways = "1 edge has no direction, and counts as arcs both ways"
    assert reading("a.net", RELATIONS).notices == (
        f"3 relations are read as one network: {listed}; --relation takes one",
        both_ways,
    )
    assert reading("a.net", RELATIONS, relation="cites").notices == (
        f"only relation 1 cites is read, of {listed}",
    )
    assert reading("a.net", '*Vertices 2\n*Arcs :1 "cites"\n1 2\n*Edges :1\n').notices == ()


def test_an_unknown_relation_is_refused_with_those_that_there_are(reading):
    with pytest.raises(UsageError, match=r"no relation is called 'reads'.* 1 cites, 2 criticises"):
        reading("a.net", RELATIONS, relation="reads")
    with pytest.raises(UsageError, match="only Pajek files have relations"):
        reading("a.csv", "citing,cited\na,b\n", relation="reads")


def test_the_number_of_a_relation_may_stand_in_the_line(reading):
    text = '*Vertices 3\n*Arcs\n1: 1 2 1\n 2 : 2 3 1 l "x"\n1 3\n*Arcslist\n1: 3 1 2\n'
    assert sorted(arcs(reading("a.net", text, relation="1"))) == [
        *(("1", "2"), ("1", "3"), ("3", "1"), ("3", "2")),
    ]
    assert arcs(reading("a.net", text, relation="2")) == [("2", "3")]
    one = reading("a.net", "*Vertices 2\n*Arcs\n1: 1 2 1\n")
    assert (arcs(one), one.notices) == ([("1", "2")], ())
    with pytest.raises(ParseError, match=r"an arc leads to vertex 4 of 3 .*a.net:3"):
        reading("a.net", "*Vertices 3\n*Arcs\n1: 1 4\n")


@pytest.mark.parametrize("rest", ["*Arcs\n1 3\n", "*Edges\n1 3\n", "*Matrix\n0 1 1\n0 1 1\n", ""])
def test_a_two_mode_network_is_refused_as_such(reading, rest: str):
    with pytest.raises(ParseError, match="a two-mode network, of 2 and 3 vertices .*a.net:1"):
        reading("a.net", f"*Vertices 5 2\n{rest}")


def test_a_network_that_changes_in_time_is_refused(reading):
    with pytest.raises(ParseError, match="changes in time"):
        reading("a.net", "*Vertices 2\n*Events\nTI 1\nAV 1\n")


def test_large_sections_of_several_relations(reading, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(integer_columns, "WORTHWHILE_BYTES", 0)
    text = '*Vertices 3\n*Arcs :1 "cites"\n1 2\n*Arcs :2 "reads"\n2 3\n*Arcs :1\n1 3\n'
    assert arcs(reading("a.net", text, relation="cites")) == [("1", "2"), ("1", "3")]
    assert arcs(reading("a.net", text)) == [("1", "2"), ("1", "3"), ("2", "3")]
