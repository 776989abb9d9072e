"""Linked data: where the IRIs of the graph lead, and the documents about things."""

import json
from concurrent.futures import ThreadPoolExecutor

from rdflib import Graph
from rdflib.compare import isomorphic

from stakhgraph.project import Project
from stakhgraph.rdf.terms import ID, NS
from tests import ROOT
from tests.serving import HTML, Server


def test_an_iri_redirects_to_what_the_client_accepts(server: Server):
    for accept, path in (
        (HTML, "/person/deutscher-isaac"),
        ("text/turtle", "/person/deutscher-isaac.ttl"),
        ("application/ld+json", "/person/deutscher-isaac.jsonld"),
        ("application/n-triples", "/person/deutscher-isaac.nt"),
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
    graphs = [
        Graph().parse(data=server.get(f"{path}.{end}").text, format=form)
        for end, form in (("ttl", "turtle"), ("nt", "nt"), ("jsonld", "json-ld"))
    ]
    assert len(graphs[0]) > 5
    assert isomorphic(graphs[0], graphs[1]) and isomorphic(graphs[0], graphs[2])
    links = server.get(f"{path}.ttl").headers["link"]
    assert 'rel="describes"' in links and 'type="text/html"' in links


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
