"""SPARQL 1.1 results in JSON, XML, CSV and TSV."""

import csv
import io
import json
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stakhgraph.errors import Failure
from stakhgraph.rdf.answer_formats import write
from stakhgraph.rdf.tables import Table
from stakhgraph.rdf.terms import XSD, Literal
from tests.rdf.samples import PERSON, TABLE


def test_tsv_has_terms_as_in_turtle():
    assert write(TABLE, "tsv") == (
        "?who\t?said\n"
        f'<{PERSON}nove-alec>\t"no | <b>\\n"@en\n'
        f'_:b1\t"01"^^<{XSD}integer>\n'
        '\t"=1+1"\n'
    )


def test_csv_has_values_without_quotes_and_datatypes():
    rows = list(csv.reader(io.StringIO(write(TABLE, "csv"), newline="")))
    assert rows[1:] == [[f"{PERSON}nove-alec", "no | <b>\n"], ["_:b1", "01"], ["", "=1+1"]]


@pytest.mark.parametrize("form", ["json", "xml", "tsv"])
def test_rdflib_reads_json_xml_and_tsv(form):
    from rdflib.query import Result

    text = write(TABLE, form)
    found = Result.parse(io.BytesIO(text.encode()), format=form)
    assert [str(name) for name in found.vars or ()] == ["who", "said"]
    if form != "tsv":  # its reader there knows no nodes without a name
        assert len(found.bindings) == 3


@given(st.text())
def test_json_is_read_back_unchanged(text):
    if any("\ud800" <= char <= "\udfff" for char in text):
        return
    table = Table(("a",), ((Literal(text),), (Literal(text, language="en"),), (None,)))
    assert Table.of_json(json.loads(write(table, "json"))) == table


@given(st.text())
def test_xml_is_well_formed_or_refused_with_the_character(text):
    table = Table(("a",), ((Literal(text),),))
    try:
        written = write(table, "xml")
    except Failure as exc:
        assert "XML cannot hold the character U+" in str(exc)
        return
    (found,) = ElementTree.fromstring(written).iter(f"{{{RESULTS}}}literal")
    assert (found.text or "") == text


RESULTS = "http://www.w3.org/2005/sparql-results#"
