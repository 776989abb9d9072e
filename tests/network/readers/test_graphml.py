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


YED = """\
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
<key for="node" id="d6" yfiles.type="nodegraphics" xmlns:yfiles="x"/>
<graph edgedefault="directed">
<node id="n0"><data key="d6"><y:ShapeNode><y:Fill color="#FFF"/>
<y:NodeLabel alignment="center">Nove,
1964<y:LabelModel><y:SmartNodeLabelModel distance="4.0"/>no label</y:LabelModel></y:NodeLabel>
<y:NodeLabel>a second one</y:NodeLabel><y:Shape type="rectangle"/></y:ShapeNode></data></node>
<node id="n1"><data key="d6"><y:ShapeNode><y:NodeLabel hasText="false"/></y:ShapeNode></data></node>
<edge source="n1" target="n0"><data key="d9"><y:EdgeLabel>cites</y:EdgeLabel></data></edge>
</graph></graphml>
"""


def test_the_labels_of_yed_are_read(reading):
    found = reading("a.graphml", YED)
    assert (found.labels, arcs(found)) == (("Nove, 1964", ""), [("n1", "n0")])


NODE = '<node id="{}"><data key="year">{}</data></node>'


def test_the_year_0_is_unknown_and_counted(reading):
    nodes = NODE.format("a", 0) + NODE.format("b", "1937") + NODE.format("c", "0.0")
    found = reading(
        "a.graphml", f'<graphml><graph edgedefault="directed">{nodes}</graph></graphml>'
    )
    assert found.years == ((), (1937,), ())
    assert found.notices == ("2 of 3 nodes have no year (2 given as 0, which counts as unknown)",)


def test_a_node_called_na_is_a_work_where_nodes_are_listed(reading):
    nodes = '<node id="NA"/><node id="b"/><edge source="NA" target="b"/>'
    found = reading(
        "a.graphml", f'<graphml><graph edgedefault="directed">{nodes}</graph></graphml>'
    )
    assert arcs(found) == [("NA", "b")]
