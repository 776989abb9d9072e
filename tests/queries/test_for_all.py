"""A question about one thing is asked about all things at once, where that gives the same rows."""

import pytest

from stakhgraph.debate.search import name_search
from stakhgraph.project import Project
from stakhgraph.queries import answering, binding, catalogue, query_file
from stakhgraph.queries.at_once import AskedAtOnce
from stakhgraph.queries.for_all import for_all
from stakhgraph.queries.query_file import Parameter, Query
from stakhgraph.rdf.parse import parse_document
from stakhgraph.rdf.prefixes import Prefixes
from stakhgraph.rdf.store import ENGINES, Store, load, of_triples
from tests import ROOT
from tests.mini import mini_project
from tests.queries.counting import Counting

PREFIXES = Prefixes({"ex": "http://e/"})
GRAPH = """
PREFIX ex: <http://e/>
ex:a ex:holds ex:v , ex:w ; ex:reports ex:w ; ex:year 1936 .
ex:b ex:holds ex:w ; ex:name "B" , "Bb" .
ex:c ex:reports ex:v ; ex:year 1988 .
"""
"""Three holders and reporters, and two views."""

DIVIDED = (
    "SELECT ?v { VALUES ?x { UNDEF } ?x ex:holds ?v } ORDER BY DESC(?v)",
    "SELECT DISTINCT ?v WHERE { VALUES ?x { UNDEF } ?x ?p ?v . FILTER(?p != ex:year) } ORDER BY ?v",
    "SELECT ?v ?n { VALUES ?x { UNDEF } ?x ?p ?v . OPTIONAL { ?x ex:name ?n } } ORDER BY ?v ?n",
    "SELECT ?x1 { VALUES ?v { UNDEF } VALUES ?x { UNDEF } ?x ex:holds ?v . BIND(?x AS ?x1) }",
    "SELECT ?v { VALUES ?x { UNDEF } ?x ex:holds ?v . MINUS { ?x ex:reports ?v } } ORDER BY ?v",
    (
        "SELECT ?r ?v { { VALUES ?x { UNDEF } ?x ex:holds ?v . VALUES ?r { 1 } }"
        " UNION { VALUES ?x { UNDEF } ?x ex:reports ?v . VALUES ?r { 2 } } } ORDER BY ?r ?v"
    ),
    (
        "SELECT ?x ?v { { SELECT (?x AS ?y) WHERE { VALUES ?x { UNDEF } } } ?y ex:holds ?v ."
        " OPTIONAL { ?y ex:name ?x } } ORDER BY ?v ?x"
    ),
    (
        "SELECT ?v ?all { VALUES ?x { UNDEF } ?x ex:holds ?v ."
        " { SELECT ?v (COUNT(*) AS ?all) { ?h ex:holds ?v } GROUP BY ?v } } ORDER BY ?v"
    ),
    (
        "SELECT ?v ?n { { SELECT * WHERE { VALUES ?x { UNDEF } ?x ex:holds ?v } LIMIT 1000000000 }"
        " OPTIONAL { ?x ex:name ?n } } ORDER BY ?v ?n"
    ),
    (
        "SELECT ?v ?n { VALUES ?x { UNDEF } ?x ex:holds ?v . OPTIONAL { SELECT ?x (COUNT(?r) AS ?n)"
        " { VALUES ?x { UNDEF } ?x ex:reports ?r } GROUP BY ?x } } ORDER BY ?v"
    ),
)
"""Questions about a thing ?x, whose answers are rows of the answer about all."""

ASKED_ALONE = {
    "it counts": "SELECT (COUNT(*) AS ?n) { VALUES ?x { UNDEF } ?x ex:holds ?v }",
    "it takes the first": "SELECT ?v { VALUES ?x { UNDEF } ?x ?p ?v } ORDER BY ?v LIMIT 1",
    "it counts within": "SELECT ?n { { SELECT (COUNT(*) AS ?n) {"
    " VALUES ?x { UNDEF } ?x ex:holds ?v } } } ORDER BY ?n",
    "it takes the first within": (
        "SELECT ?v { { SELECT * { VALUES ?x { UNDEF } ?x ?p ?v } ORDER BY ?v LIMIT 1 } } ORDER BY ?v"
    ),
    "what it counts within is of all": (
        "SELECT ?v ?n { VALUES ?x { UNDEF } ?x ex:holds ?v . OPTIONAL { SELECT (COUNT(?r) AS ?n)"
        " { VALUES ?x { UNDEF } ?x ex:reports ?r } } } ORDER BY ?v"
    ),
    "it counts by something else": (
        "SELECT ?v ?n { VALUES ?x { UNDEF } ?x ex:holds ?v . OPTIONAL { SELECT ?v (COUNT(?x) AS ?n)"
        " { VALUES ?x { UNDEF } ?x ex:reports ?v } GROUP BY ?v } } ORDER BY ?v"
    ),
    "one alternative is about all": "SELECT ?v { { VALUES ?x { UNDEF } ?x ex:holds ?v }"
    " UNION { ?y ex:reports ?v } } ORDER BY ?v",
    "only what is optional has the value": "SELECT ?v ?n { ?y ex:holds ?v ."
    " OPTIONAL { VALUES ?x { UNDEF } ?x ex:name ?n } } ORDER BY ?v ?n",
    "the value comes after something optional": "SELECT ?v ?n { OPTIONAL { ?x ex:name ?n }"
    " VALUES ?x { UNDEF } ?x ex:holds ?v } ORDER BY ?v ?n",
    "something optional comes before the triples": "SELECT ?v ?n { VALUES ?x { UNDEF }"
    " OPTIONAL { ?x ex:name ?n } ?x ex:holds ?v } ORDER BY ?v ?n",
    "nothing but the value binds it": "SELECT ?x1 { VALUES ?x { UNDEF } BIND(?x AS ?x1) }",
    "the value is taken away": "SELECT ?v { ?y ex:holds ?v . MINUS { VALUES ?x { UNDEF }"
    " ?x ex:reports ?v } } ORDER BY ?v",
    "it has a column of that name": "SELECT ?x { VALUES ?x { UNDEF } ?x ex:holds ?v } ORDER BY ?x",
}


def question(text: str) -> Query:
    """Return a question about a thing ``x``, and perhaps about a view ``v``."""
    names = [name for name in "xv" if f"VALUES ?{name} {{" in text]
    head = "".join(f"#+ param {name}: iri | example=ex:a | A thing.\n" for name in names)
    return query_file.parse(f"{head}PREFIX ex: <http://e/>\n{text}", ROOT / "q" / "held.rq")


@pytest.fixture(params=ENGINES)
def store(request: pytest.FixtureRequest) -> Store:
    return of_triples(
        parse_document(GRAPH.encode(), "text/turtle", where="graph"), engine=str(request.param)
    )


@pytest.mark.parametrize("text", DIVIDED)
def test_the_answer_about_each_is_its_rows_of_the_answer_about_all(store: Store, text: str):
    query, counting = question(text), Counting(store)
    at_once = AskedAtOnce(counting)
    for thing in ("ex:a", "ex:b", "ex:c", "ex:nobody"):
        values = {"x": thing}
        alone = answering.run(query, on=store, params=values, prefixes=PREFIXES)
        assert answering.run(query, on=at_once, params=values, prefixes=PREFIXES) == alone
    assert counting.asked.total() == 1


@pytest.mark.parametrize("text", ASKED_ALONE.values(), ids=ASKED_ALONE)
def test_other_questions_are_asked_about_each(store: Store, text: str):
    query = question(text)
    assert for_all(query.text, "x") is None
    at_once = AskedAtOnce(store)
    for thing in ("ex:a", "ex:b", "ex:c"):
        values = {"x": thing}
        alone = answering.run(query, on=store, params=values, prefixes=PREFIXES)
        assert answering.run(query, on=at_once, params=values, prefixes=PREFIXES) == alone


@pytest.fixture(scope="module")
def mini(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return mini_project(tmp_path_factory.mktemp("mini"))


@pytest.fixture(scope="module")
def graph(mini: Project) -> Store:
    return load(mini.turtle_files())


SHARED = [
    (query.name, parameter)
    for query in catalogue.read_all(Project.find(ROOT)).values()
    for parameter in query.parameters
    if for_all(query.text, parameter.name)
    and not any(other.required and other is not parameter for other in query.parameters)
]
"""The stored questions that are asked about all things at once."""


@pytest.mark.parametrize(("name", "parameter"), SHARED, ids=[f"{n} {p.name}" for n, p in SHARED])
def test_stored_questions_have_the_same_rows_for_each_thing(
    mini: Project, graph: Store, name: str, parameter: Parameter
):
    query, at_once = catalogue.find(mini, name), AskedAtOnce(graph)
    for thing in name_search.things(mini, graph):
        if binding.thing(parameter.type, thing.iri, mini.prefixes):
            values = {parameter.name: thing.iri}
            alone = answering.run(query, on=graph, params=values, prefixes=mini.prefixes)
            assert alone == answering.run(query, on=at_once, params=values, prefixes=mini.prefixes)


@pytest.mark.parametrize(
    ("name", "parameter"),
    [
        ("portrait/roles", "thing"),
        ("overview/statements", "thing"),
        ("overview/mentions", "thing"),
        ("facts/rival-values", "question"),
    ],
)
def test_what_every_page_asks_is_asked_at_once(name: str, parameter: str):
    assert (name, parameter) in {(query, one.name) for query, one in SHARED}
