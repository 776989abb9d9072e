"""A network keeps its arcs, their order, and what is known of them, whatever is done with it."""

from collections import Counter

import networkx as nx
import pytest
from hypothesis import given, settings

from stakhgraph.errors import UnknownName, UsageError
from stakhgraph.network.graph import Network
from tests.networks import digraphs, net


def test_rows_and_arrays_are_the_same_arcs():
    found = net([(0, 2), (1, 2), (0, 1)])
    assert found.rows == [[1, 2], [2], []]
    assert (list(found.starts), list(found.heads)) == ([0, 2, 3, 3], [1, 2, 2])
    again = Network.of_arrays(found.ids, found.starts, found.heads)
    assert (again.tails(), again.ends([2, 0])) == ([0, 0, 1], [(1, 2), (0, 1)])
    assert list(again.iter_rows()) == list(found.iter_rows()) == [[1, 2], [2], []]
    assert again.rows == found.rows
    assert again.size == 3


def test_arrays_are_of_32_and_64_bits():
    found = net([(0, 1)])
    assert (found.heads.itemsize, found.starts.itemsize) == (4, 8)


def test_repeated_arcs_are_kept_until_merged_and_counted_then():
    found = net([(0, 1), (0, 1), (1, 2)])
    assert found.size == 3
    assert (list(found.merged().pairs()), found.merged().times) == ([(0, 1), (1, 2)], {0: 2})
    assert list(found.merged().multiplicities()) == [2, 1]


def test_merging_keeps_the_attributes_of_each_arc():
    found = net([(0, 1), (0, 1)], kinds=["cites", "criticises"], explicitness=["stated", "stated"])
    merged = found.merged()
    assert (merged.kinds, merged.explicitness) == (("cites; criticises",), ("stated",))


def test_attributes_follow_their_arcs():
    found = net([(1, 2), (0, 2)], kinds=["second", "first"])
    assert found.kinds == ("first", "second")
    assert found.reversed().kinds == ("first", "second")
    assert found.without([0]).kinds == ("second",)


def test_two_nodes_of_one_id_are_refused():
    with pytest.raises(UsageError, match="two nodes have the id 'a'"):
        Network.of("aa", [], [])


@pytest.mark.parametrize("end", [-1, 2])
def test_an_end_that_is_no_node_is_refused(end: int):
    with pytest.raises(UsageError, match="an arc leads to node"):
        Network.of("ab", [0], [end])


def test_a_node_is_found_by_id_or_label():
    found = Network.of(["1", "2"], [0], [1], labels=["Троцкий", 'the "caste"'])
    assert (found.find_node("2"), found.find_node("Троцкий"), found.label(1)) == (
        1,
        0,
        'the "caste"',
    )
    with pytest.raises(UnknownName):
        found.find_node("Nove")


@given(digraphs())
@settings(max_examples=300, deadline=None)
def test_reversing_twice_changes_nothing(found: Network):
    assert found.reversed().reversed().rows == found.rows
    assert Counter(found.reversed().pairs()) == Counter((v, u) for u, v in found.pairs())


@given(digraphs())
@settings(max_examples=300, deadline=None)
def test_there_and_back_through_networkx(found: Network):
    again = Network.of_networkx(found.to_networkx())
    assert (again.ids, again.rows) == (found.ids, found.rows)


def test_a_contracted_group_has_the_smallest_id_and_all_years():
    cycle = Network.of(["10", "9", "x"], [0, 1, 1], [1, 0, 2], years=[(1937,), (1936,), (1950,)])
    contracted, place = cycle.contracted([[0, 1]])
    assert (contracted.ids, contracted.years, place) == (
        ("9", "x"),
        ((1936, 1937), (1950,)),
        [0, 0, 1],
    )
    assert list(contracted.pairs()) == [(0, 1)]


def test_years_and_labels_come_from_networkx():
    graph = nx.DiGraph()
    graph.add_node("a", label="Trotsky", year=1937)
    graph.add_node("b", years=[1950, 1966])
    graph.add_edge("a", "b", explicitness="stated")
    found = Network.of_networkx(graph)
    assert (found.labels, found.years) == (("Trotsky", "b"), ((1937,), (1950, 1966)))
    assert found.explicitness == ("stated",)


def test_an_undirected_graph_is_refused():
    with pytest.raises(UsageError, match="no direction"):
        Network.of_networkx(nx.Graph())
