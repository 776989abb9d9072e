"""The SPARQL 1.1 Protocol, https://www.w3.org/TR/sparql11-protocol/, asked of a real server.

The tests of section "SPARQL 1.1 Protocol" of the W3C suite are here, written from the specification;
they need named graphs, so these are files with some.
"""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import pytest
from rdflib.compare import isomorphic

from tests.serving import DIRECT, FORM, JSON, Server, serving

G1, G2, G3 = (f"http://kasei.us/2009/09/sparql/data/data{n}.rdf" for n in (1, 2, 3))
ASK1 = f"ASK {{ <{G1}> ?p ?o }}"
DATA = "\n".join(
    [
        *(f"<{g}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://xmlns.com/foaf/0.1/Document> <{g}> ." for g in (G1, G2, G3)),
        '<http://e/a> <http://e/says> "in the default graph, ü"@de .',
        '<http://e/a> <http://e/n> "01"^^<http://www.w3.org/2001/XMLSchema#integer> .',
    ]
)  # fmt: skip


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    file = tmp_path_factory.mktemp("graphs") / "graphs.nq"
    file.write_text(DATA, encoding="utf-8")
    with serving(str(file), "--timeout", "3", "--rows", "50") as found:
        yield found


def test_query_get(server: Server):
    found = server.ask("ASK {}")
    assert (found.status, found.headers["content-type"]) == (200, f"{JSON}; charset=utf-8")
    assert json.loads(found.text)["boolean"] is True


def test_query_post_form(server: Server):
    found = server.post("/sparql", urlencode({"query": "ASK {}"}), FORM, JSON)
    assert (found.status, json.loads(found.text)["boolean"]) == (200, True)


def test_query_post_direct(server: Server):
    found = server.post("/sparql", "ASK {}", DIRECT, JSON)
    assert (found.status, json.loads(found.text)["boolean"]) == (200, True)


def test_query_in_many_letters(server: Server):
    text = 'ASK { ?s ?p "in the default graph, ü"@de }'
    for found in (
        server.ask(text),
        server.post("/sparql", text, f"{DIRECT}; charset=utf-8"),
        server.post("/sparql", urlencode({"query": text}), FORM),
    ):
        assert json.loads(found.text)["boolean"] is True


DEFAULT = f"ASK {{ <{G1}> a ?type }}"
NAMED = f"ASK {{ GRAPH ?g {{ <{G1}> a ?type }} }}"
DATASETS = [
    ("default graph by get", {"query": DEFAULT, "default-graph-uri": G1}, True),
    ("another default graph", {"query": DEFAULT, "default-graph-uri": G2}, False),
    ("named graph", {"query": NAMED, "named-graph-uri": G1}, True),
    ("another named graph", {"query": NAMED, "named-graph-uri": G2}, False),
    ("default and named", {"query": NAMED, "default-graph-uri": G1, "named-graph-uri": G2}, False),
    ("no dataset: all named graphs", {"query": NAMED}, True),
    ("no dataset: the default graph", {"query": DEFAULT}, False),
    ("FROM", {"query": f"ASK FROM <{G1}> {{ <{G1}> a ?type }}"}, True),
    ("FROM NAMED", {"query": f"ASK FROM NAMED <{G2}> {{ GRAPH ?g {{ <{G1}> a ?t }} }}"}, False),
    (
        "the request goes before FROM",
        {"query": f"ASK FROM <{G1}> {{ <{G1}> a ?type }}", "default-graph-uri": G2},
        False,
    ),
]


@pytest.mark.parametrize(
    ("values", "truth"), [c[1:] for c in DATASETS], ids=[c[0] for c in DATASETS]
)
def test_the_dataset_is_the_one_asked_for(server: Server, values: dict[str, str], truth: bool):
    query = values["query"]
    rest = urlencode({name: value for name, value in values.items() if name != "query"})
    for found in (
        server.get(f"/sparql?{urlencode(values)}", JSON),
        server.post("/sparql", urlencode(values), FORM, JSON),
        server.post(f"/sparql?{rest}", query, DIRECT, JSON),
    ):
        assert (found.status, json.loads(found.text)["boolean"]) == (200, truth)


def test_several_default_graphs_are_merged(server: Server):
    graphs = urlencode([("default-graph-uri", G1), ("default-graph-uri", G2)])
    query = quote(f"ASK {{ <{G1}> a ?t . <{G2}> a ?t . FILTER NOT EXISTS {{ <{G3}> a ?t }} }}")
    found = server.get(f"/sparql?query={query}&{graphs}", JSON)
    assert json.loads(found.text)["boolean"] is True


@pytest.mark.parametrize("values", [
    {"query": "ASK {}", "default-graph-uri": "http://e/unknown"},
    {"query": "ASK {}", "named-graph-uri": "file:///etc/passwd"},
    {"query": "ASK FROM <http://127.0.0.1:9/> {}"},
    {"query": "ASK {}", "default-graph-uri": "no iri"},
])  # fmt: skip
def test_a_graph_that_is_not_held_is_refused_and_not_fetched(
    server: Server, values: dict[str, str]
):
    found = server.get(f"/sparql?{urlencode(values)}", JSON)
    assert found.status == 400
    assert "there is no graph" in found.text.lower() or "no iri" in found.text.lower()


REFUSED = [
    (
        "bad-multiple-queries",
        "GET",
        "/sparql?query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D",
        "",
        "",
        400,
    ),
    ("bad-query-syntax", "GET", "/sparql?query=ASK%20%7B", "", "", 400),
    ("bad-query-method", "PUT", "/sparql?query=ASK%20%7B%7D", "", "", 405),
    ("delete", "DELETE", "/sparql", "", "", 405),
    ("bad-query-wrong-media-type", "POST", "/sparql", "text/plain", "ASK {}", 415),
    ("bad-query-missing-form-type", "POST", "/sparql", "", "query=ASK%20%7B%7D", 400),
    ("bad-query-missing-direct-type", "POST", "/sparql", "", "ASK {}", 400),
    ("bad-query-non-utf8", "POST", "/sparql", f"{DIRECT}; charset=UTF-16", "ASK {}", 400),
    ("update as a form", "POST", "/sparql", FORM, "update=CLEAR%20ALL", 403),
    ("update directly", "POST", "/sparql", "application/sparql-update", "CLEAR ALL", 403),
    ("update by get", "GET", "/sparql?update=CLEAR%20ALL", "", "", 403),
    ("update as a query", "POST", "/sparql", DIRECT, "INSERT DATA { <a:a> <a:b> <a:c> }", 400),
    ("load as a query", "POST", "/sparql", DIRECT, "LOAD <file:///etc/passwd>", 400),
    ("service", "POST", "/sparql", DIRECT, "SELECT * { SERVICE <http://127.0.0.1:9/> {} }", 400),
    ("an empty form", "POST", "/sparql", FORM, "", 400),
    ("an empty query", "GET", "/sparql?query=", "", "", 400),
    ("not percent-encoded UTF-8", "GET", "/sparql?query=%FF", "", "", 400),
    (
        "a prefix that is not declared",
        "GET",
        "/sparql?query=ASK%20%7B%3Fs%20x%3Ay%20%3Fo%7D",
        "",
        "",
        400,
    ),
]


@pytest.mark.parametrize(
    ("method", "path", "media", "body", "status"),
    [c[1:] for c in REFUSED],
    ids=[c[0] for c in REFUSED],
)
def test_what_is_refused(
    server: Server, method: str, path: str, media: str, body: str, status: int
):
    headers = {"Content_Type": media} if media else {}
    found = server.send(method, path, body.encode(), JSON, **headers)
    assert found.status == status
    assert found.media == "text/plain"
    assert found.text.count("\n") == 1
    assert "Traceback" not in found.text
    assert status != 405 or "GET" in found.headers["allow"]
    assert server.ask("SELECT * { ?s ?p ?o }").text.count('"bindings"') == 1


GRAPH_FORMS = [
    *("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"),
    *("application/trig", "application/n-quads"),
]
FORMS = [
    (
        "SELECT ?s ?o { ?s <http://e/says> ?o }",
        [JSON, "application/sparql-results+xml", "text/csv", "text/tab-separated-values"],
    ),
    ("ASK {}", [JSON, "application/sparql-results+xml"]),
    (
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
        GRAPH_FORMS,
    ),
    (
        "DESCRIBE <http://e/a>",
        GRAPH_FORMS,
    ),
]


@pytest.mark.parametrize(("query", "media"), [(q, m) for q, types in FORMS for m in types])
def test_every_form_of_answer_by_accept(server: Server, query: str, media: str):
    found = server.ask(query, media)
    assert (found.status, found.headers["content-type"]) == (200, f"{media}; charset=utf-8")
    assert "Accept" in found.headers["vary"]
    assert len(found.graph()) > 0 if media in GRAPH_FORMS else _reads(found.text, media)


def _reads(text: str, media: str) -> bool:
    if media.endswith("json"):
        return isinstance(json.loads(text), dict)
    if media.endswith("xml"):
        return len(ElementTree.fromstring(text)) > 0
    if media == "text/csv":
        return next(csv.reader(io.StringIO(text))) == ["s", "o"]
    if media == "text/tab-separated-values":
        return text.startswith("?s\t?o\n")
    raise AssertionError(media)


def test_accept_is_weighed(server: Server):
    select = "SELECT * { ?s ?p ?o } LIMIT 1"
    assert (
        server.ask(select, "text/csv;q=0.3, application/sparql-results+xml;q=0.9").media
        == "application/sparql-results+xml"
    )
    assert server.ask(select, "*/*").media == JSON
    assert server.ask(select, "text/*").media in ("text/csv", "text/xml")
    assert server.ask("DESCRIBE <http://e/a>", "*/*").media == "text/turtle"


def test_what_is_not_acceptable_says_what_there_is(server: Server):
    found = server.ask("ASK {}", "image/png")
    assert found.status == 406
    assert JSON in found.text


def test_head_says_the_same_without_a_body(server: Server):
    path = "/sparql?query=ASK%20%7B%7D"
    head, get = server.get(path, JSON, "HEAD"), server.get(path, JSON)
    assert (head.status, head.data) == (200, b"")
    for name in ("content-type", "content-length", "etag", "vary"):
        assert head.headers[name] == get.headers[name]


def test_an_unchanged_answer_is_not_sent_again(server: Server):
    path = "/sparql?query=ASK%20%7B%7D"
    tag = server.get(path, JSON).headers["etag"]
    again = server.get(path, JSON, If_None_Match=tag)
    assert (again.status, again.data) == (304, b"")
    assert server.get(path, "application/sparql-results+xml").headers["etag"] != tag


def test_more_rows_than_allowed_are_an_error(server: Server, tmp_path: Path):
    values = " ".join(map(str, range(51)))
    found = server.post("/sparql", f"SELECT * {{ VALUES ?n {{ {values} }} }}", DIRECT, JSON)
    assert found.status == 500
    assert "more than 50 rows" in found.text
    page = server.post(
        "/sparql",
        urlencode({"query": f"SELECT * {{ VALUES ?n {{ {values} }} }}"}),
        FORM,
        "text/html",
    )
    assert page.status == 200


def test_the_service_describes_itself(server: Server):
    from rdflib import Graph, Namespace
    from rdflib.namespace import RDF

    sd = Namespace("http://www.w3.org/ns/sparql-service-description#")
    found = server.get("/sparql", "text/turtle")
    graph = Graph().parse(data=found.text, format="turtle")
    (service,) = graph.subjects(RDF.type, sd.Service)
    assert str(graph.value(service, sd.endpoint)) == f"{server.url}/sparql"
    assert graph.value(service, sd.supportedLanguage) == sd.SPARQL11Query
    assert {str(name) for name in graph.objects(None, sd.name)} == {G1, G2, G3}
    assert len(list(graph.objects(service, sd.resultFormat))) == 10


def test_graph_store_protocol_reads(server: Server):
    from rdflib import Graph

    for path, count in (("/store?default", 2), (f"/store?graph={quote(G1)}", 1)):
        found = server.get(path, "application/n-triples")
        assert (found.status, found.media) == (200, "application/n-triples")
        assert len(Graph().parse(data=found.text, format="nt")) == count
    assert server.get("/store?graph=http://e/none").status == 404
    assert server.get("/store").status == 400
    for method in ("PUT", "POST", "DELETE", "PATCH"):
        assert server.send(method, "/store?default", b"<a:a> <a:b> <a:c> .").status == 405


@pytest.mark.parametrize("media", GRAPH_FORMS)
@pytest.mark.parametrize("path", ["/sparql", "/store?default", f"/store?graph={quote(G1)}", "/.well-known/void"])  # fmt: skip
def test_every_form_of_rdf_on_every_address_of_rdf(server: Server, path: str, media: str):
    found = server.get(path, media)
    assert (found.status, found.headers["content-type"]) == (200, f"{media}; charset=utf-8")
    assert isomorphic(found.graph(), server.get(path).graph())


def test_void_counts_all_graphs_and_claims_no_licence(server: Server):
    from rdflib import RDF, Graph, Namespace, URIRef
    from rdflib.namespace import DCTERMS, FOAF

    void = Namespace("http://rdfs.org/ns/void#")
    graph = Graph().parse(data=server.get("/.well-known/void", "text/turtle").text, format="turtle")
    (data,) = graph.subjects(RDF.type, void.Dataset)
    counts = {name: int(graph.value(data, void[name])) for name in COUNTS}  # type: ignore[arg-type]
    assert counts == COUNTS
    (documents,) = graph.subjects(void["class"], FOAF.Document)
    assert int(graph.value(documents, void.entities)) == 3  # type: ignore[arg-type]
    dumps = [str(address) for address in graph.objects(data, void.dataDump)]
    read = [len(Graph().parse(data=server.get(d.removeprefix(server.url)).text)) for d in dumps]
    assert sum(read) == counts["triples"]
    assert graph.value(data, void.sparqlEndpoint) == URIRef(f"{server.url}/sparql")
    assert graph.value(data, DCTERMS.license) is None


COUNTS = {"triples": 5, "distinctSubjects": 4, "distinctObjects": 3, "classes": 1, "properties": 3}


PARAMETERS = [
    ("a graph twice", [("default-graph-uri", G1), ("default-graph-uri", G1)], "names <http"),
    ("a named graph twice", [("named-graph-uri", G1), ("named-graph-uri", G1)], "names <http"),
    ("misspelt", [("defaut-graph-uri", G1)], "perhaps 'default-graph-uri' is meant"),
    ("cut short", [("default-graph", G1)], "perhaps 'default-graph-uri' is meant"),
    ("other signs", [("named_graph_uri", G1)], "perhaps 'named-graph-uri' is meant"),
    ("capitals", [("Named-Graph-URI", G1)], "perhaps 'named-graph-uri' is meant"),
    ("without a kind", [("graph-uri", G1)], "perhaps 'named-graph-uri' is meant"),
    ("of an update", [("using-graph-uri", G1)], "is for updates"),
    ("empty", [("default-graph-uri", "")], "IRI of a graph"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("more", "message"), [c[1:] for c in PARAMETERS], ids=[c[0] for c in PARAMETERS]
)
def test_a_parameter_that_cannot_be_meant_is_refused(
    server: Server, more: list[tuple[str, str]], message: str
):
    values = urlencode([("query", "SELECT * { ?s ?p ?o }"), *more])
    rest = urlencode(more)
    for found in (
        server.get(f"/sparql?{values}", JSON),
        server.post("/sparql", values, FORM, JSON),
        server.post(f"/sparql?{rest}", "SELECT * { ?s ?p ?o }", DIRECT, JSON),
    ):
        assert (found.status, message in found.text) == (400, True)


def test_a_misspelt_query_is_no_request_for_the_description(server: Server):
    found = server.get("/sparql?Query=ASK%20%7B%7D", JSON)
    assert (found.status, "perhaps 'query' is meant" in found.text) == (400, True)


def test_a_dataset_stands_in_one_place(server: Server):
    address, form = (f"default-graph-uri={quote(graph)}" for graph in (G1, G2))
    found = server.post(f"/sparql?{address}", f"query=ASK%7B%7D&{form}", FORM, JSON)
    assert (found.status, "address as well as in the form" in found.text) == (400, True)
    assert server.post(f"/sparql?{address}", "query=ASK%7B%7D", FORM, JSON).status == 200


# What SPARQLWrapper, RDF4J, Virtuoso, Blazegraph, Stardog and the editor YASGUI also send.
OTHERS = (
    "format output results timeout infer queryLn Accept should-sponge debug reasoning explain "
    "baseURI soft-limit save fname callback maxrows limit offset $name include-inferred tag graph"
).split()


@pytest.mark.parametrize("name", OTHERS)
def test_parameters_of_other_programs_are_ignored(server: Server, name: str):
    found = server.get(f"/sparql?{urlencode({'query': 'ASK {}', name: '1'})}", JSON)
    assert (found.status, json.loads(found.text)["boolean"]) == (200, True)


@pytest.mark.parametrize(
    "address", ["graph=urn:a&graph=urn:a", "default&default", "default&graph=urn:a", ""]
)
def test_the_graph_store_is_asked_for_one_graph(server: Server, address: str):
    assert server.get(f"/store?{address}").status == 400


def test_an_error_says_line_and_column(server: Server):
    found = server.ask("SELECT ?s\nWHERE { ?s ?p }")
    assert found.status == 400
    assert found.text.startswith("Line 2, column ")
