"""The JSON-LD context: a readable name for everything in use, and clear errors."""

import json

import pytest

from stakhgraph.errors import ParseError
from stakhgraph.exports import formats, jsonld_context
from stakhgraph.exports.material import collect
from stakhgraph.project import Project
from stakhgraph.rdf.terms import RDF
from tests import ROOT

PROJECT = Project.find(ROOT)
MATERIAL = collect(PROJECT)


def test_the_context_has_a_word_for_every_property_class_and_coded_value_in_use():
    terms = jsonld_context.terms(PROJECT)
    full = {_expanded(term) for term in terms.values()}
    used = {triple[1].value for triple in MATERIAL.triples} - {RDF + "type"}
    used |= {class_ for class_, _ in MATERIAL.graph.counted()}
    assert used - full == set()


def _expanded(term):
    name = term if isinstance(term, str) else term["@id"]
    return name if name.startswith("@") else PROJECT.prefixes.expand(name).value


def test_the_context_stands_alone_with_the_prefixes_of_the_project():
    whole = json.loads((PROJECT.root / "ontology" / "context.jsonld").read_text())["@context"]
    spaces = {
        n: v["@id"] if isinstance(v, dict) else v for n, v in whole.items() if n != "@version"
    }
    known = PROJECT.prefixes.namespaces
    assert {name: spaces[name] for name in known} == dict(known)


def test_a_document_of_the_debate_uses_words_almost_everywhere():
    nodes = json.loads(formats.render(MATERIAL, "jsonld"))["@graph"]
    raw = [name for node in nodes for name in node if ":" in name]
    assert set(raw) == {"stakh:value"}  # a number, a date or a text: no one type fits
    stance = next(n for n in nodes if n["id"] == "stance:filtzer-privileged-caste")
    assert stance["holder"] == ["person:filtzer-donald"]
    assert (stance["attitude"], stance["attestation"]) == ("affirms", "reported")


@pytest.mark.parametrize(
    "text",
    ["{}", "[", "[]", '{"@context": 1}', '{"@context": {"a": 5}}', '{"@context": {"a": {}}}'],
)
def test_an_error_in_the_context_names_its_file(make_project, text):
    made = make_project({"ontology/context.jsonld": text, "graph/a.ttl": "person:a a ex:B ."})
    with pytest.raises(ParseError, match=r"not a JSON-LD context \(ontology/context\.jsonld\)"):
        formats.render(collect(made), "jsonld")
