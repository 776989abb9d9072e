"""Answers as text: each format is read back by another parser."""

import json
from xml.etree import ElementTree

import pytest
import rdflib
from rdflib.compare import isomorphic

from stakhgraph.errors import UsageError
from stakhgraph.rdf.answer_formats import write
from stakhgraph.rdf.answers import Truth
from tests.rdf.samples import GRAPH, NAMES, TABLE


def test_a_select_is_written_as_a_table_by_default():
    assert write(TABLE, prefixes=NAMES).splitlines()[1].startswith("person:nove-alec")


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
def test_a_graph_is_written_in_the_formats_of_rdf(form, parser, monkeypatch):
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    found = rdflib.Graph().parse(data=write(GRAPH, form, prefixes=NAMES), format=parser)
    assert isomorphic(found, GRAPH.to_rdflib())


def test_a_graph_can_be_written_as_rows():
    assert write(GRAPH, "csv").splitlines()[0] == "subject,predicate,object"


def test_the_answer_to_an_ask_is_true_or_false():
    assert write(Truth(True)) == "true\n"
    assert json.loads(write(Truth(False), "json")) == {"head": {}, "boolean": False}
    (found,) = ElementTree.fromstring(write(Truth(True), "xml")).iter(f"{{{RESULTS}}}boolean")
    assert found.text == "true"


RESULTS = "http://www.w3.org/2005/sparql-results#"


@pytest.mark.parametrize(
    ("answer", "form", "told"),
    [
        (TABLE, "turtle", "a SELECT answers a table"),
        (GRAPH, "json", "Choose jsonld, turtle, ntriples or xml"),
        (Truth(True), "csv", "an ASK answers true or false"),
        (TABLE, "cuneiform", "no format 'cuneiform'"),
    ],
)
def test_a_format_that_an_answer_does_not_have_is_refused(answer, form, told):
    with pytest.raises(UsageError, match=told):
        write(answer, form)
