"""Networks in GML, and in JSON with nodes and links."""

import json

import networkx as nx
import pytest

from stakhgraph.errors import ParseError
from tests.network.readers import arcs

GML = """\
Creator "by hand"
graph
[
  directed 1
  node [ id 7 label "Nove" year 1964 ]
  node [ id 8 label "Lewin" year 0 ]
  edge [ source 8 target 7 ]
  edge [ source 8 target 7 ]
]
"""


def test_gml_has_ids_labels_years_and_repeated_arcs(reading):
    found = reading("a.txt", GML)
    assert (found.ids, found.labels) == (("7", "8"), ("Nove", "Lewin"))
    assert found.years == ((1964,), ())
    assert arcs(found) == [("8", "7"), ("8", "7")]


def test_works_of_one_label_are_two_nodes_in_gml(reading):
    assert reading("a.gml", GML.replace("Lewin", "Nove")).ids == ("7", "8")


def test_an_edge_of_gml_without_direction_counts_both_ways(reading):
    found = reading("a.gml", GML.replace("  directed 1\n", ""))
    assert found.notices[0] == "2 edges have no direction, and count as arcs both ways"
    assert len(arcs(found)) == 4


@pytest.mark.parametrize(
    "text",
    [
        "graph [ node [ id 1 ]",
        "graph [\nnode [ id 1 ]\nedge [ source 1 target 2 ]\n]",
        "x",
        'graph [ edge [ l "" x 1 ]\nnode 2 l "" ]',
    ],
)
def test_what_is_no_gml_is_one_line(reading, text: str):
    with pytest.raises(ParseError, match="is no GML: ") as caught:
        reading("a.gml", text)
    assert "\n" not in str(caught.value)


def test_a_long_gap_in_gml_does_not_take_long(reading):
    assert arcs(reading("a.gml", GML + "\n" * 300_000)) == arcs(reading("b.gml", GML))


@pytest.mark.parametrize("links", ["links", "edges"])
def test_json_of_nodes_and_links(reading, links: str):
    graph = nx.DiGraph([("a", "b"), ("b", "c")])
    graph.nodes["a"].update(label="Nove", year=1964)
    text = json.dumps(nx.node_link_data(graph, edges=links), indent=1)
    found = reading("a.json", text)
    assert (arcs(found), found.labels[0], found.years[0]) == (
        [("a", "b"), ("b", "c")],
        "Nove",
        (1964,),
    )


def test_nodes_without_ids_are_named_by_their_places_as_in_d3(reading):
    text = '{"nodes": [{"name": "Nove"}, {}], "links": [{"source": 1, "target": 0}]}'
    found = reading("a.json", text)
    assert (found.ids, found.labels) == (("0", "1"), ("Nove", ""))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"nodes": ["a"], "links": []}', "is no network of nodes and links"),
        ('{"nodes": [{"id": 1}], "links": [{"source": 1}]}', "is no network of nodes and links"),
        ('{"nodes": [{"id": 1}], "links": [{"source": 1, "target": 2}]}', "what is no node"),
        ('{"nodes": [{"id": 1}, {"id": 1}], "links": []}', "two nodes have one id"),
    ],
)
def test_json_of_nodes_and_links_that_is_wrong_is_one_line(reading, text: str, message: str):
    with pytest.raises(ParseError, match=message):
        reading("a.json", text)
