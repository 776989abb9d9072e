"""Answers as objects of other libraries."""

import pytest
import rdflib

from stakhgraph.errors import UsageError
from stakhgraph.rdf.answers import Triples
from stakhgraph.rdf.tables import Table
from stakhgraph.rdf.terms import XSD, Iri, Literal
from tests.rdf.samples import GRAPH, NAMES, TABLE


def test_a_table_becomes_an_rdflib_result_and_a_network():
    found = TABLE.to_rdflib()
    assert [row.get(rdflib.Variable("said")) for row in found.bindings][2] == rdflib.Literal("=1+1")
    net = Table(
        ("from", "to", "kind"),
        ((Literal("a"), Literal("b"), Literal("cites")), (Literal("a"), None, Literal("x"))),
    ).to_networkx()
    assert list(net.edges(data=True)) == [("a", "b", {"kind": "cites"})]
    with pytest.raises(UsageError, match="Name two of who, said"):
        TABLE.to_networkx("who", "whom")


def test_a_table_becomes_a_data_frame():
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    frame = Table(("n", "x"), ((Literal("7", f"{XSD}integer"), None),)).to_pandas()
    assert isinstance(frame, pandas.DataFrame)
    assert frame.to_dict("records") == [{"n": 7, "x": None}]


def test_a_graph_becomes_a_network_and_turtle():
    assert GRAPH.to_networkx().number_of_edges() == 2
    assert "person:nove-alec" in GRAPH.to_turtle(prefixes=NAMES)


def test_a_notebook_shows_markup_as_text():
    assert "no | &lt;b&gt;" in TABLE._repr_html_()
    assert "<script" not in Triples(
        ((Iri("x:a"), Iri("x:b"), Literal("<script>")),)
    )._repr_html_().replace("&lt;script", "")
