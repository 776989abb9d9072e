"""Linked data: where the IRIs of the graph lead, and the documents about things."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from rdflib import DCTERMS, Graph, URIRef
from rdflib.compare import isomorphic

from stakhgraph.errors import ParseError
from stakhgraph.project import Project
from stakhgraph.rdf.oxigraph.store import OxigraphStore
from stakhgraph.rdf.terms import ID, NS
from stakhgraph.web.site import Site
from tests import ROOT
from tests.conftest import MakeProject
from tests.serving import HTML, Server


def test_an_iri_redirects_to_what_the_client_accepts(server: Server):
    for accept, path in (
        (HTML, "/person/deutscher-isaac"),
        ("text/turtle", "/person/deutscher-isaac.ttl"),
        ("application/ld+json", "/person/deutscher-isaac.jsonld"),
        ("application/n-triples", "/person/deutscher-isaac.nt"),
        ("application/rdf+xml", "/person/deutscher-isaac.rdf"),
        ("application/trig", "/person/deutscher-isaac.trig"),
        ("application/n-quads", "/person/deutscher-isaac.nq"),
        ("application/json", "/person/deutscher-isaac.json"),
    ):
        found = server.get("/id/person/deutscher-isaac", accept)
        assert (found.status, found.headers["location"], found.headers["vary"]) == (
            303,
            path,
            "Accept",
        )


def test_an_iri_lists_its_formats_when_none_is_accepted(server: Server):
    found = server.get("/id/person/deutscher-isaac", "image/png")
    assert found.status == 406
    assert "text/turtle" in found.text
    assert server.get("/id/person/nobody", "text/turtle").status == 404
    assert server.get("/ns", "text/turtle").headers["location"] == "/download/ontology.ttl"


def test_all_documents_about_a_thing_have_the_same_triples(server: Server):
    path = "/prop/conquest-prevent-solidarity"
    first, *others = (server.get(f"{path}.{end}").graph() for end in ENDINGS)
    assert len(first) > 5
    for other in others:
        assert isomorphic(first, other)
    links = server.get(f"{path}.ttl").headers["link"]
    assert 'rel="describes"' in links and 'type="text/html"' in links


ENDINGS = ("ttl", "nt", "jsonld", "rdf", "trig", "nq")


def test_the_ontology_and_its_terms_have_every_form_of_rdf(server: Server):
    for path in ("/download/ontology", "/vocab/Stance"):
        first, *others = (server.get(f"{path}.{end}").graph() for end in ENDINGS)
        assert len(first) > 3
        assert {len(other) for other in others} == {len(first)}
    found = server.get("/ns", "application/rdf+xml")
    assert (found.status, found.headers["location"]) == (303, "/download/ontology.rdf")


def test_a_debate_states_the_licence_of_its_own_file(server: Server):
    licence = URIRef("https://creativecommons.org/licenses/by/4.0/")
    graph = Graph().parse(data=server.get("/.well-known/void").text, format="turtle")
    assert list(graph.objects(None, DCTERMS.license)) == [licence]
    assert f'href="{licence}" rel="license"' in server.get("/about", HTML).text


def test_a_debate_without_a_licence_claims_none(make_project: MakeProject):
    assert _site(make_project({})).front["licence"] == ""
    stated = _site(make_project({"graph/site.toml": 'licence = "urn:mine"'}))
    assert stated.front["licence"] == "urn:mine"
    for wrong in ("CC BY", "<urn:a>"):
        site = _site(make_project({"graph/site.toml": f'licence = "{wrong}"'}))
        with pytest.raises(ParseError, match=r"no IRI.*graph/site\.toml"):
            site.front  # noqa: B018


def _site(project: Project) -> Site:
    return Site(project, OxigraphStore(), digest="")


def test_every_subject_of_the_graph_and_the_ontology_can_be_looked_up(server: Server):
    places = sorted(Project.find(ROOT).sources.places)
    things = [
        iri.removeprefix("https://w3id.org/stakhgraph") for iri in places if iri.startswith(ID)
    ]
    terms = [f"/vocab/{iri.removeprefix(NS)}" for iri in places if iri.startswith(NS)]
    assert (len(things) > 1000, len(terms) > 150) == (True, True)
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda path: server.get(path, "text/turtle").status, things)) == {303}
        assert set(pool.map(lambda path: server.get(path, HTML).status, terms)) == {200}


def test_a_withdrawn_record_has_a_page_that_says_why(server: Server):
    found = server.get("/stance/rittersporn-getty-chaos", HTML)
    assert found.status == 200
    assert "A theme is not a thesis" in found.text
    assert 'href="/stance/rittersporn-themes"' in found.text
    assert server.get("/id/stance/rittersporn-getty-chaos", HTML).status == 303


def test_a_withdrawn_record_has_documents(server: Server):
    turtle = server.get("/stance/rittersporn-getty-chaos.ttl").text
    assert "owl:deprecated true" in turtle
    record = json.loads(server.get("/stance/rittersporn-getty-chaos.json").text)
    assert record["reason"].startswith("The document says only")
