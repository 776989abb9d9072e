"""Other programs as clients: each asks the server and understands its answers."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib.term import Node

from tests.graph.test_third_engine import HERE, classpath
from tests.serving import DIRECT, JSON, Server, serving
from tests.web.sparql.test_endpoint import ATTACKS

LABELS = """SELECT ?l {
  ?s a <https://w3id.org/stakhgraph/ns#TermChoice> ; <http://www.w3.org/2000/01/rdf-schema#label> ?l
} ORDER BY ?l"""
TWO = [
    "Interpenetration in place of contamination",
    "Stakhanovism in place of Stakhanovite movement",
]
SLOW = ("a cross product", "backtracking", "nested options")
GRAPH = "CONSTRUCT { ?s ?p ?o } { ?s a <https://w3id.org/stakhgraph/ns#TermChoice> ; ?p ?o }"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """Return a server with the usual limits, after queries that are meant to break it."""
    with serving() as running:
        for name, text in ATTACKS.items():
            if name not in SLOW:
                assert running.post("/sparql", text, DIRECT, JSON).status in (
                    200,
                    400,
                    413,
                    500,
                    504,
                )
        yield running


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_sparqlwrapper(server: Server, method: str):
    from SPARQLWrapper import CSV, JSON, TURTLE, XML, SPARQLWrapper

    client = SPARQLWrapper(f"{server.url}/sparql")
    client.setMethod(method)
    client.setQuery(LABELS)
    client.setReturnFormat(JSON)
    rows = client.query().convert()["results"]["bindings"]
    assert [row["l"]["value"] for row in rows] == TWO
    client.setReturnFormat(XML)
    assert TWO[0] in client.query().convert().toxml()
    client.setReturnFormat(CSV)
    assert client.query().convert().decode().splitlines() == ["l", *TWO]
    client.setQuery(GRAPH)
    client.setReturnFormat(TURTLE)
    assert b"goesBackTo" in client.query().convert() or b"stakh:" in client.query().convert()


@pytest.mark.parametrize("form", ["TURTLE", "XML", "RDFXML", "N3", "JSONLD"])
def test_sparqlwrapper_reads_a_graph_in_every_form_that_it_knows(server: Server, form: str):
    from rdflib import Graph
    from SPARQLWrapper import SPARQLWrapper, Wrapper

    client = SPARQLWrapper(f"{server.url}/sparql")
    client.setQuery(GRAPH)
    client.setReturnFormat(getattr(Wrapper, form))
    found = client.query().convert()
    if isinstance(found, bytes):
        found = Graph().parse(data=found, format="turtle")
    assert len(found) == len(graph_of(server, "text/turtle"))


@pytest.mark.parametrize(
    "media_type",
    [
        "text/turtle",
        "application/n-triples",
        "application/n-quads",
        "application/trig",
        "application/rdf+xml",
        "application/ld+json",
        'application/ld+json;profile="http://www.w3.org/ns/json-ld#expanded", */*;q=.1',
        "text/turtle;charset=utf-8, application/rdf+xml;q=0.9, text/html;q=0.5",
    ],
)
def test_the_graph_is_the_same_in_every_format(server: Server, media_type: str):
    assert graph_of(server, media_type) == graph_of(server, "text/turtle")


def graph_of(server: Server, media_type: str) -> set[tuple[Node, Node, Node]]:
    """Return the triples of the answer to `GRAPH`, which has no blank nodes."""
    answer = server.post("/sparql", GRAPH, DIRECT, media_type)
    assert answer.status == 200
    found = set(answer.graph())
    assert len(found) > 10
    return found


@pytest.mark.parametrize("letters", ["Σταχάνοφ", "Стаханов", "ス", "a b+c&d%41"])
def test_letters_of_every_alphabet_come_back(server: Server, letters: str):
    from SPARQLWrapper import JSON as FORM
    from SPARQLWrapper import SPARQLWrapper

    for method in ("GET", "POST"):
        client = SPARQLWrapper(f"{server.url}/sparql")
        client.setMethod(method)
        client.setQuery(f"SELECT ?x {{ BIND('{letters}' AS ?x) }}")
        client.setReturnFormat(FORM)
        (row,) = client.query().convert()["results"]["bindings"]
        assert row["x"]["value"] == letters


def test_rdflib_as_a_store(server: Server):
    from rdflib import Graph
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    graph = Graph(store=SPARQLStore(f"{server.url}/sparql"))
    assert [str(row.l) for row in graph.query(LABELS)] == TWO  # type: ignore[union-attr]
    assert len(list(graph.triples((None, None, None)))) > 10_000


def test_rdflib_by_content_negotiation(server: Server):
    from rdflib import Graph, URIRef

    thing = "id/person/deutscher-isaac"
    graph = Graph().parse(f"{server.url}/{thing}")
    assert len(list(graph.predicate_objects(URIRef(f"https://w3id.org/stakhgraph/{thing}")))) >= 4


def test_our_own_commands(server: Server):
    from stakhgraph import api

    with api.open(endpoint=f"{server.url}/sparql") as there, api.open() as here:
        assert there.query("lineage/series") == here.query("lineage/series")


def test_jena(server: Server, tmp_path: Path):
    path = classpath(tmp_path)
    command = ["java", "-Xmx256m", "-cp", path, str(HERE / "engines" / "JenaClient.java")]
    run = subprocess.run(
        [*command, f"{server.url}/sparql"], capture_output=True, text=True, check=False, timeout=600
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.splitlines()[:3] == [*TWO, "true"]


def test_curl(server: Server):
    if not shutil.which("curl"):
        pytest.skip("curl is not installed")
    command = ["curl", "-sSf", f"{server.url}/sparql", "--data-urlencode", f"query={LABELS}"]
    run = subprocess.run(
        [*command, "-H", "Accept: text/csv"], capture_output=True, text=True, check=True
    )
    assert run.stdout.splitlines() == ["l", *TWO]
