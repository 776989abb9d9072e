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


TIMES = """\
<gexf xmlns="http://gexf.net/1.3"><graph mode="dynamic" timeformat="date" defaultedgetype="directed">
<nodes>
<node id="a" start="1937-05-01" end="1949"/>
<node id="b"><spells><spell start="1940.0" end="1941"/><spell start="1950"/></spells></node>
<node id="c" timestamp="1960"/>
<node id="d" timestamps="&lt;[1961.0, 1963.0]&gt;"/>
<node id="e" intervals="&lt;[1964, 1970]; (1980, Infinity]&gt;"/>
<node id="f" end="1990"/>
<node id="g" start="-Infinity"/>
<node id="h"><spells><spell timestamp="1999"/></spells></node>
</nodes>
<edges><edge source="a" target="b" start="1800"><spells><spell start="1700"/></spells></edge></edges>
</graph></gexf>
"""


def test_a_node_has_the_years_in_which_its_times_begin(reading):
    found = reading("a.gexf", TIMES)
    assert dict(zip(found.ids, found.years, strict=True)) == {
        "a": (1937,),
        "b": (1940, 1950),
        "c": (1960,),
        "d": (1961, 1963),
        "e": (1964, 1980),
        "f": (),
        "g": (),
        "h": (1999,),
    }


def test_times_that_are_no_years_do_not_refuse_the_file(reading):
    text = TIMES.replace("1937-05-01", "12.5")
    assert "1 value is no year, and left out: '12.5' (line 3)" in reading("a.gexf", text).notices
