"""What a query can answer, and the forms in which it is written; each parses in another reader."""

import csv
import io
import json
from xml.etree import ElementTree

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from stakhgraph.errors import Failure, UsageError
from stakhgraph.rdf.answers import Triples, Truth, write
from stakhgraph.rdf.tables import Table
from stakhgraph.rdf.terms import XSD, Blank, Iri, Literal, Prefixes

PERSON = "https://w3id.org/stakhgraph/id/person/"
NAMES = Prefixes({"person": PERSON})
TABLE = Table(
    ("who", "said"),
    (
        (Iri(f"{PERSON}nove-alec"), Literal("no | <b>\n", language="en")),
        (Blank("b1"), Literal("01", f"{XSD}integer")),
        (None, Literal("=1+1")),
    ),
)
GRAPH = Triples(
    (
        (Iri(f"{PERSON}nove-alec"), Iri("http://example.org/said"), Literal("01", f"{XSD}integer")),
        (Iri(f"{PERSON}nove-alec"), Iri("http://example.org/saw"), Blank("b1")),
    )
)


def test_a_table_is_the_usual_form_of_a_select():
    assert write(TABLE, prefixes=NAMES).splitlines()[1].startswith("person:nove-alec")


def test_tsv_has_terms_as_in_turtle():
    assert write(TABLE, "tsv") == (
        "?who\t?said\n"
        f'<{PERSON}nove-alec>\t"no | <b>\\n"@en\n'
        f'_:b1\t"01"^^<{XSD}integer>\n'
        '\t"=1+1"\n'
    )


def test_csv_has_bare_values():
    rows = list(csv.reader(io.StringIO(write(TABLE, "csv"), newline="")))
    assert rows[1:] == [[f"{PERSON}nove-alec", "no | <b>\n"], ["_:b1", "01"], ["", "=1+1"]]


@pytest.mark.parametrize("form", ["json", "xml", "tsv"])
def test_the_forms_of_sparql_are_read_by_another_library(form):
    from rdflib.query import Result

    text = write(TABLE, form)
    found = Result.parse(io.BytesIO(text.encode()), format=form)
    assert [str(name) for name in found.vars or ()] == ["who", "said"]
    if form != "tsv":  # its reader there knows no nodes without a name
        assert len(found.bindings) == 3


@given(st.text())
def test_a_table_comes_back_from_json_as_it_was(text):
    if any("\ud800" <= char <= "\udfff" for char in text):
        return
    table = Table(("a",), ((Literal(text),), (Literal(text, language="en"),), (None,)))
    assert Table.of_json(json.loads(write(table, "json"))) == table


@given(st.text())
def test_xml_is_well_formed_or_refused_by_character(text):
    table = Table(("a",), ((Literal(text),),))
    try:
        written = write(table, "xml")
    except Failure as exc:
        assert "XML cannot hold the character U+" in str(exc)
        return
    (found,) = ElementTree.fromstring(written).iter(f"{{{RESULTS}}}literal")
    assert (found.text or "") == text


RESULTS = "http://www.w3.org/2005/sparql-results#"


def test_yes_and_no():
    assert write(Truth(True)) == "true\n"
    assert json.loads(write(Truth(False), "json")) == {"head": {}, "boolean": False}
    (found,) = ElementTree.fromstring(write(Truth(True), "xml")).iter(f"{{{RESULTS}}}boolean")
    assert found.text == "true"


@pytest.mark.parametrize(
    ("form", "parser"),
    [
        ("", "turtle"),
        ("turtle", "turtle"),
        ("ntriples", "nt"),
        ("jsonld", "json-ld"),
        ("xml", "xml"),
    ],
)
def test_a_graph_has_the_forms_of_rdf(form, parser, monkeypatch):
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    found = rdflib.Graph().parse(data=write(GRAPH, form, prefixes=NAMES), format=parser)
    assert isomorphic(found, GRAPH.to_rdflib())


def test_a_graph_can_be_shown_as_rows():
    assert write(GRAPH, "csv").splitlines()[0] == "subject,predicate,object"


@pytest.mark.parametrize(
    ("answer", "form", "told"),
    [
        (TABLE, "turtle", "a SELECT answers a table"),
        (GRAPH, "json", "Take jsonld, turtle, ntriples or xml"),
        (Truth(True), "csv", "an ASK answers true or false"),
        (TABLE, "cuneiform", "no form 'cuneiform'"),
    ],
)
def test_a_form_that_an_answer_does_not_have_is_said(answer, form, told):
    with pytest.raises(UsageError, match=told):
        write(answer, form)


def test_a_table_goes_on_to_other_libraries():
    found = TABLE.to_rdflib()
    assert [row.get(rdflib.Variable("said")) for row in found.bindings][2] == rdflib.Literal("=1+1")
    net = Table(
        ("from", "to", "kind"),
        ((Literal("a"), Literal("b"), Literal("cites")), (Literal("a"), None, Literal("x"))),
    ).to_networkx()
    assert list(net.edges(data=True)) == [("a", "b", {"kind": "cites"})]
    with pytest.raises(UsageError, match="Name two of who, said"):
        TABLE.to_networkx("who", "whom")


def test_a_table_is_a_data_frame():
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    frame = Table(("n", "x"), ((Literal("7", f"{XSD}integer"), None),)).to_pandas()
    assert isinstance(frame, pandas.DataFrame)
    assert frame.to_dict("records") == [{"n": 7, "x": None}]


def test_a_graph_goes_on_to_other_libraries():
    assert GRAPH.to_networkx().number_of_edges() == 2
    assert "person:nove-alec" in GRAPH.to_turtle(prefixes=NAMES)


def test_a_notebook_shows_text_as_text():
    assert "no | &lt;b&gt;" in TABLE._repr_html_()
    assert "<script" not in Triples(
        ((Iri("x:a"), Iri("x:b"), Literal("<script>")),)
    )._repr_html_().replace("&lt;script", "")
