"""Networks as rows of numbers: built, turned, merged, taken apart, counted."""

from array import array
from collections import Counter

import networkx as nx
import pytest
from hypothesis import given, settings

from stakhgraph.errors import UnknownName, UsageError
from stakhgraph.network.graph import (
    Network,
    acyclic_order,
    components,
    facts,
    levels,
    strong_components,
    topological_order,
)
from tests.networks import digraphs, net, walks


def test_rows_and_arrays_are_the_same_arcs():
    found = net([(0, 2), (1, 2), (0, 1)])
    assert found.rows == [[1, 2], [2], []]
    assert (list(found.starts), list(found.heads)) == ([0, 2, 3, 3], [1, 2, 2])
    again = Network.of_arrays(found.ids, found.starts, found.heads)
    assert (again.tails(), again.ends([2, 0])) == ([0, 0, 1], [(1, 2), (0, 1)])
    assert list(again.each_row()) == list(found.each_row()) == [[1, 2], [2], []]
    assert again.rows == found.rows
    assert again.size == 3


def test_arrays_are_of_32_and_64_bits():
    found = net([(0, 1)])
    assert (found.heads.itemsize, found.starts.itemsize) == (4, 8)


def test_repeated_arcs_are_kept_until_merged_and_counted_then():
    found = net([(0, 1), (0, 1), (1, 2)])
    assert found.size == 3
    assert (list(found.merged().pairs()), found.merged().times) == ([(0, 1), (1, 2)], {0: 2})
    assert list(found.merged().often()) == [2, 1]


def test_merging_keeps_what_is_said_of_each():
    found = net([(0, 1), (0, 1)], kinds=["cites", "criticises"], explicitness=["stated", "stated"])
    merged = found.merged()
    assert (merged.kinds, merged.explicitness) == (("cites; criticises",), ("stated",))


def test_what_is_said_of_an_arc_goes_where_the_arc_goes():
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
    assert (found.place("2"), found.place("Троцкий"), found.label(1)) == (1, 0, 'the "caste"')
    with pytest.raises(UnknownName):
        found.place("Nove")


@given(digraphs())
@settings(max_examples=300, deadline=None)
def test_turning_round_twice_changes_nothing(found: Network):
    assert found.reversed().reversed().rows == found.rows
    assert Counter(found.reversed().pairs()) == Counter((v, u) for u, v in found.pairs())


@given(digraphs())
@settings(max_examples=300, deadline=None)
def test_networkx_has_the_same_components(found: Network):
    graph = found.to_networkx()
    ours = {frozenset(found.ids[n] for n in group) for group in strong_components(found)}
    theirs = {frozenset(g) for g in nx.strongly_connected_components(graph) if len(g) > 1}
    assert ours == theirs
    sizes = Counter(components(found)).values()
    assert sorted(sizes) == sorted(map(len, nx.weakly_connected_components(graph)))


@given(digraphs())
@settings(max_examples=300, deadline=None)
def test_there_and_back_through_networkx(found: Network):
    again = Network.of_networkx(found.to_networkx())
    assert (again.ids, again.rows) == (found.ids, found.rows)


@given(digraphs())
@settings(max_examples=300, deadline=None)
def test_an_order_holds_all_nodes_just_if_there_is_no_cycle(found: Network):
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


@given(digraphs())
@settings(max_examples=300, deadline=None)
def test_facts_are_those_of_networkx(found: Network):
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(range(len(found)))
    graph.add_edges_from(found.pairs())
    told = facts(found, parallel="count")
    flat = nx.condensation(nx.DiGraph(graph))
    assert told.arcs == graph.number_of_edges()
    assert told.loops == nx.number_of_selfloops(graph)
    assert told.max_in == max(dict(graph.in_degree).values())
    assert told.max_out == max(dict(graph.out_degree).values())
    assert told.depth == nx.dag_longest_path_length(flat) + 1
    assert facts(found).arcs == nx.DiGraph(graph).number_of_edges()


def test_facts_of_nothing_and_of_one_node():
    assert facts(Network.of([], [], [])).depth == 0
    one = facts(Network.of(["a"], [0], [0]))
    assert (one.nodes, one.arcs, one.loops, one.isolates, one.depth) == (1, 1, 1, 1, 1)
    assert (one.weak_components, one.largest_component) == (0, 1)


def test_in_topological_order_all_arcs_lead_on():
    found = net([(2, 0), (0, 1)], kinds=["second", "first"])
    assert [found.ids[u] for u in acyclic_order(found)] == ["2", "0", "1"]
    again = found.reordered(acyclic_order(found))
    assert (again.ids, again.rows, again.kinds) == (
        ("2", "0", "1"),
        [[1], [2], []],
        ("second", "first"),
    )


def test_a_contracted_group_has_the_smallest_id_and_all_years():
    cycle = Network.of(["10", "9", "x"], [0, 1, 1], [1, 0, 2], years=[(1937,), (1936,), (1950,)])
    done, place = cycle.contracted([[0, 1]])
    assert (done.ids, done.years, place) == (("9", "x"), ((1936, 1937), (1950,)), [0, 0, 1])
    assert list(done.pairs()) == [(0, 1)]


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


def test_a_cycle_of_a_million_arcs_is_one_component():
    n = 1_000_000
    starts, heads = array("q", range(n + 1)), array("i", [*range(1, n), 0])
    found = Network.of_arrays(map(str, range(n)), starts, heads)
    assert [len(group) for group in strong_components(found)] == [n]
