"""Networks in GraphML."""

from stakhgraph.network.readers import network_file
from tests.network.readers import arcs
from tests.networks import HERE


def test_graphml():
    found = network_file.read(HERE / "caste.graphml")
    assert found.labels == ("Троцкий", 'Deutscher & "Stalin"', "")
    assert found.years == ((1937,), (1949, 1966), ())
    assert (arcs(found), found.explicitness) == ([("T", "D"), ("D", "F")], ["implied", "stated"])
    assert found.direction == ""


def test_a_hyperedge_is_left_out_with_a_notice(reading):
    text = '<graphml><graph><node id="a"/><hyperedge><endpoint node="a"/></hyperedge></graph></graphml>'
    assert reading("a.graphml", text).notices == ("1 hyperedge left out",)
