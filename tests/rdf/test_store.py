"""Both stores keep one contract; what a query must not do is refused before either sees it."""

import subprocess
import sys

import pytest

from stakhgraph.errors import Failure, ParseError, QuerySyntaxError, UnknownName
from stakhgraph.rdf import query_text
from stakhgraph.rdf.store import ENGINES, Store, load, of_triples, triples
from stakhgraph.rdf.terms import XSD, Blank, Iri, Literal
from tests.conftest import MakeProject

S, P, O = Iri("http://example.org/s"), Iri("http://example.org/p"), Iri("http://example.org/o")


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def store(engine: str) -> Store:
    return of_triples(
        [(S, P, O), (S, P, Literal("a")), (O, P, Literal("b", language="en"))], engine=engine
    )


def test_a_project_is_loaded_without_its_shapes(make_project: MakeProject, engine: str):
    project = make_project(
        {
            "ontology/a.ttl": "ex:C a ex:Class .",
            "ontology/shapes.ttl": "ex:S a sh:NodeShape .",
            "graph/b.ttl": "ex:x a ex:C ; ex:n 01 .",
        }
    )
    (project.root / "more.ttl").write_text("<x:a> <x:b> <x:c> .")
    assert load(project.turtle_files(), engine=engine).size == 3
    assert load(project.turtle_files([project.root / "more.ttl"]), engine=engine).size == 4


def test_there_are_two_engines():
    with pytest.raises(UnknownName, match="oxigraph, rdflib"):
        of_triples([], engine="neo4j")


def test_a_select_gives_a_table_with_open_cells(store: Store):
    table = store.select(
        "SELECT ?s ?v ?none WHERE { ?s ?p ?v OPTIONAL { ?v <x:y> ?none } } ORDER BY ?s ?v"
    )
    assert table.columns == ("s", "v", "none")
    assert table.rows == (
        (O, Literal("b", language="en"), None),
        (S, O, None),
        (S, Literal("a"), None),
    )


def test_a_row_in_which_every_cell_is_open_is_a_row(store: Store):
    assert store.select("SELECT ?x WHERE { OPTIONAL { ?x <x:y> ?z } }").rows == ((None,),)


def test_ask_and_construct(store: Store):
    assert store.ask(f"ASK {{ <{S.value}> ?p 'a' }}")
    assert not store.ask("ASK { ?s ?p 'c' }")
    made = store.construct(
        "CONSTRUCT { ?v <x:of> ?s . [] <x:of> ?s } WHERE { ?s ?p ?v FILTER isIRI(?v) }"
    )
    assert (O, Iri("x:of"), S) in made
    assert sum(isinstance(subject, Blank) for subject, _, _ in made) == 1


def test_values_keep_their_datatype(engine: str):
    store = of_triples([(S, P, Literal("1937", f"{XSD}gYear"))], engine=engine)
    assert store.select("SELECT ?o { ?s ?p ?o }").rows == ((Literal("1937", f"{XSD}gYear"),),)
    assert store.ask("ASK { ?s ?p '1937'^^<http://www.w3.org/2001/XMLSchema#gYear> }")


def test_what_the_author_wrote_is_read_as_written(make_project: MakeProject):
    project = make_project({"graph/a.ttl": "ex:a ex:p 01 , 1.50 , 'x'^^<http://example.org/t> ."})
    assert [value for _, _, value in triples(project.graph[0])] == [
        Literal("01", f"{XSD}integer"),
        Literal("1.50", f"{XSD}decimal"),
        Literal("x", "http://example.org/t"),
    ]


BROKEN = {
    "ex:a ex:p 'open\n' .": r"\(graph/a.ttl:5:1\d\)",
    "ex:a ex:p none:x .": r"none: .* \(graph/a.ttl:5:\d+\)|none:.*\(graph/a.ttl:5:\d+\)",
    "ex:a ex:p <relative> .": "relative IRI",
    "ex:a ex:p <http://a b> .": r"graph/a.ttl",
    "ex:a ex:p " + "(" * 5000 + " .": r"graph/a.ttl",
    "?x ex:p ex:o .": r"graph/a.ttl",
}


@pytest.mark.parametrize("text", BROKEN)
def test_broken_turtle_says_where(make_project: MakeProject, engine: str, text: str):
    project = make_project({"graph/a.ttl": text})
    with pytest.raises(ParseError, match=BROKEN[text]) as caught:
        load(project.turtle_files(), engine=engine)
    assert str(caught.value).count("\n") == 0


REFUSED = {
    "SELECT * WHERE { ?s ?p }": r"not SPARQL 1.1 \(1:\d+\)",
    "SELECT * WHERE { ?s ?p ?o": r"a { that is not closed \(1:16\). Add the }",
    "SELECT * WHERE { ?s ?p ?o )": r"a \) that closes nothing \(1:27\)",
    "": "not a SPARQL query",
    "# SELECT": "not a SPARQL query",
    "INSERT DATA { <x:a> <x:b> <x:c> }": r"an update \(INSERT\)",
    "PREFIX a: <x:> CLEAR ALL": r"an update \(CLEAR\)",
    "LOAD <file:///etc/passwd>": r"an update \(LOAD\)",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }": r"its own data \(FROM\) \(1:10\)",
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }": r"another server \(SERVICE\)",
    "SELECT * { S\\u0045RVICE <http://127.0.0.1:9/> { ?s ?p ?o } }": r"\(SERVICE\)",
    "SELECT ?x\n{ ?x a foaf:Agent }": r"prefix foaf: is not declared \(2:8\)",
    "ASK {}": "the query is ASK, where SELECT is needed",
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_question_to_this_graph_is_refused(store: Store, text: str):
    with pytest.raises(QuerySyntaxError, match=REFUSED[text]):
        store.select(text)
    assert store.size == 3


def test_words_that_only_look_like_keywords_are_let_through(store: Store):
    text = "PREFIX from: <x:> SELECT ?service { # FROM LOAD\n ?service from:load 'SERVICE <x:>' }"
    assert store.select(text).rows == ()


DEEP = {
    "groups": lambda n: "SELECT * " + "{" * n + "?s ?p ?o" + "}" * n,
    "brackets": lambda n: "SELECT * { FILTER" + "(" * n + "1" + ")" * n + " }",
    "collections": lambda n: "SELECT * { ?s ?p " + "(" * n + ")" * n + " }",
    "negations": lambda n: "SELECT * { FILTER(" + "!" * n + "true) }",
    "sums": lambda n: "SELECT * { FILTER(1" + "+1" * n + ") }",
    "paths": lambda n: "SELECT * { ?s <x:p>" + "/<x:p>" * n + " ?o }",
    "unions": lambda n: "SELECT * { {?s ?p ?o}" + "UNION{?s ?p ?o}" * n + " }",
    "options": lambda n: "SELECT * { ?s ?p ?o " + "OPTIONAL{?s ?p ?x}" * n + " }",
    "bindings": lambda n: "SELECT * { " + "".join(f"BIND(1 AS ?x{i})" for i in range(n)) + " }",
    "conditions": lambda n: "SELECT ?s { ?s ?p ?o } GROUP BY ?s HAVING " + "(1=1)" * n,
    "length": lambda n: "SELECT * { ?s ?p '" + "x" * n * 400 + "' }",
}


@pytest.mark.parametrize("kind", DEEP)
def test_what_would_break_the_parser_never_reaches_it(store: Store, kind: str):
    with pytest.raises(QuerySyntaxError, match="nested|more than|characters"):
        store.select(DEEP[kind](3000))


def test_the_longest_queries_that_are_let_through_do_no_harm():
    # In a process of its own: what this guards against cannot be caught.
    queries = []
    for make in DEEP.values():
        fitting = [n for n in (40, 45, 50, 80, 100, 120) if _passes(make(n))]
        queries.append(make(max(fitting)))
    code = (
        "import sys, ast\nfrom stakhgraph.rdf.store import of_triples\nstore = of_triples([])\n"
        "for text in ast.literal_eval(sys.stdin.read()): store.select(text)\n"
    )
    run = subprocess.run([sys.executable, "-c", code], input=repr(queries), text=True, check=False)
    assert run.returncode == 0
    assert len(queries) == len(DEEP)


def _passes(text: str) -> bool:
    try:
        query_text.guard(text)
    except QuerySyntaxError:
        return False
    return True


def test_a_long_list_of_values_is_no_depth(store: Store):
    values = " ".join(f"'{number}'" for number in range(5000))
    assert store.select(f"SELECT ?o {{ VALUES ?o {{ {values} 'a' }} ?s ?p ?o }}").rows == (
        (Literal("a"),),
    )


def test_a_term_that_cannot_be_stored_is_a_failure():
    with pytest.raises(Failure, match="cannot be stored"):
        of_triples([(Iri("no iri"), P, O)])
