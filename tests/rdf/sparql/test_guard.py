"""Queries that must not run are refused before an engine sees them."""

import subprocess
import sys

import pytest

from stakhgraph.errors import QuerySyntaxError
from stakhgraph.rdf.sparql.guard import guard
from stakhgraph.rdf.store import Store
from stakhgraph.rdf.terms import Literal

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
def test_updates_fetching_and_ill_formed_queries_are_refused(store: Store, text: str):
    with pytest.raises(QuerySyntaxError, match=REFUSED[text]):
        store.select(text)
    assert store.size == 3


def test_words_that_only_look_like_keywords_are_allowed(store: Store):
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
def test_a_query_that_would_break_the_parser_is_refused(store: Store, kind: str):
    with pytest.raises(QuerySyntaxError, match="nested|more than|characters"):
        store.select(DEEP[kind](3000))


def test_the_longest_queries_that_are_allowed_do_no_harm():
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
        guard(text)
    except QuerySyntaxError:
        return False
    return True


def test_a_long_list_of_values_is_allowed(store: Store):
    values = " ".join(f"'{number}'" for number in range(5000))
    assert store.select(f"SELECT ?o {{ VALUES ?o {{ {values} 'a' }} ?s ?p ?o }}").rows == (
        (Literal("a"),),
    )
