"""Queries that must not run are refused before an engine sees them."""

import subprocess
import sys

import pytest

from stakhgraph.errors import QuerySyntaxError
from stakhgraph.rdf.sparql import guard as guarding
from stakhgraph.rdf.sparql.guard import MAX_CHAIN, MAX_DEPTH
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
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }": (
        r"its own data \(FROM\) \(1:10\)|no graph <file:///etc/passwd> here, and nothing is fetched"
    ),
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }": r"another server \(SERVICE\)",
    "SELECT * { S\\u0045RVICE <http://127.0.0.1:9/> { ?s ?p ?o } }": r"\(SERVICE\)",
    "SELECT ?x\n{ ?x a foaf:Agent }": r"prefix foaf: is not declared \(2:8\)",
    "SELECT * { ?s ?p 'a\udc80' }": r"half a character .*\(1:20\)",
    "PREFIX a: <\\uD800> SELECT * { ?s ?p a:x }": r"half a character|not an absolute IRI",
    "SELECT * { <x:a> <x:p> (?) }": "not SPARQL 1.1",
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
    "conditions in conditions": lambda n: (
        "SELECT * { FILTER(" + "IF(1,1," * n + "1" + ")" * n + ")}"
    ),
    "patterns in patterns": lambda n: (
        "SELECT * { " + "FILTER EXISTS { ?s ?p ?o " * n + "}" * n + "}"
    ),
    "negations": lambda n: "SELECT * { FILTER(" + "!" * n + "true) }",
    "sums": lambda n: "SELECT * { FILTER(1" + "+1" * n + ") }",
    "a list": lambda n: "SELECT * { ?s ?p (" + "1 " * n + ") }",
    "triples": lambda n: "SELECT * { " + "?s ?p ?o . " * n + " }",
    "objects": lambda n: "SELECT * { ?s ?p " + "1, " * n + "1 }",
    "paths": lambda n: "SELECT * { ?s <x:p>" + "/<x:p>" * n + " ?o }",
    "unions": lambda n: "SELECT * { {?s ?p ?o}" + "UNION{?s ?p ?o}" * n + " }",
    "options": lambda n: "SELECT * { ?s ?p ?o " + "OPTIONAL{?s ?p ?x}" * n + " }",
    "bindings": lambda n: "SELECT * { " + "".join(f"BIND(1 AS ?x{i})" for i in range(n)) + " }",
    "conditions": lambda n: "SELECT ?s { ?s ?p ?o } GROUP BY ?s HAVING " + "(1=1)" * n,
    "keys": lambda n: "SELECT ?s { ?s ?p ?o } ORDER BY " + "?s " * n,
}


TRIPLE_TERMS = {
    "triple terms": lambda n: "SELECT * { ?s ?p " + "<< " * n + ">> " * n + " }",
    "triple terms in a template": lambda n: (
        "CONSTRUCT { ?s ?p " + "<< " * n + ">> " * n + " } WHERE { ?s ?p ?o }"
    ),
    "triple terms as values": lambda n: "SELECT * { VALUES ?x { " + "<<( " * n + ")>> " * n + "} }",
}
"""No engine answers these, but one would break on them."""


@pytest.mark.parametrize("kind", [*DEEP, *TRIPLE_TERMS])
def test_a_query_that_would_break_the_parser_is_refused(store: Store, kind: str):
    with pytest.raises(QuerySyntaxError, match="nested|more than"):
        store.select({**DEEP, **TRIPLE_TERMS}[kind](30_000))


def test_a_text_that_is_too_long_is_refused(store: Store):
    with pytest.raises(QuerySyntaxError, match="1000030 characters"):
        store.select("SELECT * { ?s ?p '" + "x" * 1_000_009 + "' }")


def test_the_longest_queries_that_are_allowed_do_no_harm(monkeypatch: pytest.MonkeyPatch):
    # In a process of its own: what this guards against cannot be caught. The stack and the limits
    # are a 32nd of what they are, since engines plan long queries slowly.
    monkeypatch.setattr(guarding, "MAX_CHAIN", MAX_CHAIN // 32)
    monkeypatch.setattr(guarding, "MAX_DEPTH", MAX_DEPTH // 32)
    queries = []
    for make in DEEP.values():
        fitting = [n for n in range(10, 260, 3) if _passes(make(n))]
        queries.append(make(max(fitting)))
    code = (
        "import sys, ast\nfrom stakhgraph.rdf.store import of_triples\n"
        "from stakhgraph.rdf.sparql import deep_stack\ndeep_stack.STACK //= 32\n"
        "store = of_triples([])\n"
        "for text in ast.literal_eval(sys.stdin.read()): store.select(text)\n"
    )
    run = subprocess.run([sys.executable, "-c", code], input=repr(queries), text=True, check=False)
    assert run.returncode == 0
    assert len(queries) == len(DEEP)


FLAT = {
    "typed values": ("?o IN (", "'1'^^<http://e/t>", ", "),
    "calls in a list": ("?o IN (", "STR(1)", ", "),
    "arguments": ("?o = CONCAT(", "'1'", ", "),
    "choices": ("?o = COALESCE(", "?o", ", "),
}


@pytest.mark.parametrize("kind", FLAT)
def test_a_long_list_is_allowed_where_engines_do_not_recurse(store: Store, kind: str):
    begin, item, comma = FLAT[kind]
    items = comma.join([item] * 1_000)
    assert len(store.select(f"SELECT * {{ ?s ?p ?o FILTER({begin}{items}) || true) }}").rows) == 3


def test_a_long_list_as_a_value_is_allowed(store: Store):
    assert store.select(f"SELECT * {{ ?s ?p ({'1 ' * 60}) }}").rows == ()


VALID = {
    "a label": "ASK { _:b ?p 'a' }",
    "labels with dots and digits": "ASK { _:1.b ?p ?o . ?o ?q _:ü }",
    "an escape in an IRI": r"ASK { <http://example.org/\u0073> ?p ?o }",
    "a base": "BASE <http://example.org/x/> ASK { <../s> ?p ?o }",
    "a prefix that is relative": "BASE <http://example.org/> PREFIX e: <> ASK { e:s ?p ?o }",
    "a name in another script": "PREFIX e: <http://e/> ASK { OPTIONAL { ?s e:नाम_की ?o } }",
    "a name with a joiner": "PREFIX e: <http://e/> ASK { OPTIONAL { ?s e:a\u200cb ?o } }",
    "a prefix with a dot": "PREFIX a.b: <http://example.org/> ASK { a.b:s ?p ?o }",
    "a dot after a name": "PREFIX e: <http://example.org/> ASK { e:s e:p e:o.}",
    "an escape in a name": r"PREFIX e: <http://example.org/> ASK { OPTIONAL { ?s e:a\.b ?o } }",
    "a prefix without a name": "PREFIX : <http://example.org/> ASK { :s ?p ?o }",
    "quotes as an escape": r"ASK { ?s ?p ?o FILTER(STR('\u0022') != 'SERVICE <x:> {') }",
    "keywords in a text": "ASK { ?s ?p ?o FILTER('INSERT FROM <a> SERVICE ((((' != '') }",
    "a keyword as a variable": "ASK { ?service ?from ?load }",
    "a keyword as a name": "PREFIX service: <http://e/> ASK { OPTIONAL { ?s service:from ?o } }",
    "brackets in a comment": "ASK { # ((( {\n ?s ?p ?o }",
    "less and more": "ASK { ?s ?p ?o FILTER(1<2 && 2>1) }",
    "no space": "ASK{?s?p?o}",
}


@pytest.mark.parametrize("kind", VALID)
def test_what_is_valid_is_answered(store: Store, kind: str):
    assert store.ask(VALID[kind])


def test_a_relative_iri_without_any_base_is_refused_with_its_place(store: Store):
    with pytest.raises(QuerySyntaxError, match=r"<a> is a relative IRI.*\(2:7\)"):
        store.ask("# Is it?\nASK { <a> ?p ?o }")


def _passes(text: str) -> bool:
    try:
        guarding.guard(text)
    except QuerySyntaxError:
        return False
    return True


def test_a_long_list_of_values_is_allowed(store: Store):
    values = " ".join(f"'{number}'" for number in range(5000))
    assert store.select(f"SELECT ?o {{ VALUES ?o {{ {values} 'a' }} ?s ?p ?o }}").rows == (
        (Literal("a"),),
    )
