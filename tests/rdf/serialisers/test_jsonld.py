"""JSON-LD: its terms and its context."""

import json

import pytest
from rdflib.compare import isomorphic

from stakhgraph.errors import Failure
from stakhgraph.rdf.serialisers import turtle
from stakhgraph.rdf.terms import Iri, Literal
from tests.rdf.serialisers.samples import BOOK, NAMES, TYPE, ex, graph, read, to_jsonld


def test_json_ld_uses_the_terms_and_contains_only_the_context_in_use():
    document = json.loads(to_jsonld(BOOK))
    assert list(document["@context"]) == "@version ex xsd id type Book says page by as good".split()
    assert document["@graph"][1] == {
        "id": "ex:b",
        "type": ["Book"],
        "http://www.w3.org/2000/01/rdf-schema#label": [{"@value": "A book", "@language": "en"}],
        "page": ["07", 7],
        "says": {"ru-Cyrl": "Одна\nдве"},
    }


def test_where_a_term_would_change_a_value_the_name_of_the_property_is_used():
    found = [
        (ex("b"), ex("says"), Literal("no language")),
        (ex("b"), ex("by"), Literal("no thing")),
        (ex("b"), ex("page"), Literal("iv")),
        (ex("b"), ex("plain"), ex("thing")),
        (ex("b"), TYPE, Literal("no class")),
    ]
    assert isomorphic(read("json-ld", found), graph(found))


def test_a_prefix_whose_namespace_ends_unusually_is_declared_as_a_prefix():
    found = [(Iri("http://example.org/odd_1"), ex("by"), ex("b"))]
    assert isomorphic(read("json-ld", found), graph(found))


def test_an_iri_that_json_ld_would_take_for_a_prefixed_name_is_refused():
    with pytest.raises(Failure, match="by the prefix 'ex'"):
        to_jsonld([(ex("b"), ex("by"), Iri("ex:b"))])
    assert "<ex:b>" in turtle.serialise([(ex("b"), ex("by"), Iri("ex:b"))], NAMES)
