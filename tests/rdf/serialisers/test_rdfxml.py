"""RDF/XML: names of elements, and characters."""

import pytest
from rdflib import Graph

from stakhgraph.errors import Failure
from stakhgraph.rdf.prefixes import Prefixes
from stakhgraph.rdf.serialisers import rdfxml
from stakhgraph.rdf.terms import RDF, Iri, Literal
from stakhgraph.rdf.xml_characters import NOT_XML
from tests import readers
from tests.rdf.serialisers.samples import NAMES, TRAPS, ex, graph


@pytest.mark.parametrize(
    "predicate",
    [
        "http://example.org/1",
        "http://example.org/",
        f"{RDF}li",
        "http://example.org/a%20",
    ],
)
def test_a_property_without_an_xml_name_is_refused_with_its_iri(predicate):
    with pytest.raises(Failure, match="RDF/XML cannot write the name") as refused:
        rdfxml.serialise([(ex("b"), Iri(predicate), ex("c"))], NAMES)
    assert refused.value.where == predicate


@pytest.mark.parametrize("prefix", ["", "rdf", "xml", "xmlns", "XMLish", "ns1"])
def test_a_prefix_that_xml_does_not_allow_is_replaced(prefix: str):
    found = [(ex("b"), ex("says"), Literal("x")), (ex("b"), Iri("http://e/p"), ex("c"))]
    text = rdfxml.serialise(found, Prefixes({prefix: "http://example.org/"}))
    assert set(Graph().parse(data=text, format="xml")) == set(graph(found))


def test_xml_is_well_formed_whatever_a_literal_contains():
    kept = [trap for trap in TRAPS if not NOT_XML.search(trap)]
    found = [
        (ex("b"), ex("says"), Literal("".join(kept))),
        (Iri("http://e/?a=1&b='2'"), ex("by"), ex("b")),
    ]
    readers.well_formed(rdfxml.serialise(found, NAMES))
