"""Networks in GraphML."""

from pathlib import Path

import pytest

from stakhgraph.errors import ParseError, UnreadableFile
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


TWO_NODES = '<graphml><graph><node id="{name}"/><node id="b"/><edge source="b" target="{name}"/></graph></graphml>'


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "windows-1252", "us-ascii"])
def test_the_encoding_is_that_of_the_first_line(tmp_path: Path, encoding: str):
    name = "a" if encoding == "us-ascii" else "é"
    text = f'<?xml version="1.0" encoding="{encoding}"?>{TWO_NODES.format(name=name)}'
    (tmp_path / "a.graphml").write_bytes(text.encode(encoding))
    assert arcs(network_file.read(tmp_path / "a.graphml")) == [("b", name)]


@pytest.mark.parametrize("declared", ["UTF-32", "utf-7", "shift_jis", "idna", "undefined", "bogus"])
def test_an_encoding_that_is_not_read_is_refused_with_the_file(tmp_path: Path, declared: str):
    text = f'<?xml version="1.0" encoding="{declared}"?>{TWO_NODES.format(name="é")}'
    (tmp_path / "a.graphml").write_text(text, encoding="utf-8")
    with pytest.raises(ParseError, match=r"encoding that is unknown, or not read \(.*a\.graphml:1"):
        network_file.read(tmp_path / "a.graphml")


@pytest.mark.parametrize("declared", ["us-ascii", "utf-8"])
def test_bytes_that_are_not_of_the_encoding_are_refused(tmp_path: Path, declared: str):
    text = f'<?xml version="1.0" encoding="{declared}"?>{TWO_NODES.format(name="é")}'
    (tmp_path / "a.graphml").write_bytes(text.encode("latin-1"))
    with pytest.raises(ParseError, match="not well-formed XML"):
        network_file.read(tmp_path / "a.graphml")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_wide_characters_are_named(tmp_path: Path, encoding: str):
    (tmp_path / "a.graphml").write_bytes(TWO_NODES.format(name="a").encode(encoding))
    with pytest.raises(UnreadableFile, match=f"is {encoding.upper()}"):
        network_file.read(tmp_path / "a.graphml")
