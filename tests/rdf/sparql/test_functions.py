"""A function that there is not is an error of the query, with its name and place."""

import pytest

from stakhgraph.errors import QuerySyntaxError
from stakhgraph.rdf.store import Store

PREFIX = "PREFIX ex: <http://e/>\n"
UNKNOWN = {
    "ASK { ?s ?p ?o FILTER(ex:near(?s, ?o)) }": r"no function ex:near \(2:23\)",
    "ASK { ?s ?p ?o FILTER <http://e/near>(?s) }": r"no function <http://e/near> \(2:23\)",
    "ASK { ?s ?p ?o FILTER(!ex:near(?s)) }": r"no function ex:near \(2:24\)",
    "SELECT (ex:f(?o) AS ?x) { ?s ?p ?o }": r"no function ex:f \(2:9\)",
    "SELECT * { ?s ?p ?o BIND(1 + ex:f(?o) AS ?x) }": r"no function ex:f \(2:30\)",
    "SELECT * { ?s ?p ?o OPTIONAL { ?o ?q ?r FILTER(ex:f(?r)) } }": r"no function ex:f \(2:48\)",
    "SELECT * { ?s ?p ?o } ORDER BY ex:f(?o)": r"no function ex:f \(2:32\)",
    "SELECT (1 AS ?x) { ?s ?p ?o } GROUP BY ex:f(?o)": r"no function ex:f \(2:40\)",
    "SELECT ?s { ?s ?p ?o } GROUP BY ?s HAVING (ex:f(?s))": r"no function ex:f \(2:44\)",
    "SELECT (SUM(ex:f(?o)) AS ?x) { ?s ?p ?o }": r"no function ex:f \(2:13\)",
    "CONSTRUCT { ?s ?p ?x } WHERE { ?s ?p ?o BIND(ex:f(?o) AS ?x) }": r"no function ex:f \(2:46\)",
    "SELECT (ex:median(DISTINCT ?o) AS ?x) { ?s ?p ?o }": r"no (aggregate|function) ex:median \(2:9\)",
    "SELECT (MEDIAN(?o) AS ?x) { ?s ?p ?o }": r"no function MEDIAN \(2:9\)",
    "SELECT (STRLENGTH(?o) AS ?x) { ?s ?p ?o }": r"no function STRLENGTH \(2:9\). Did you mean",
}


def asked(store: Store, text: str) -> None:
    form = {"ASK": store.ask, "SELECT": store.select, "CONSTRUCT": store.construct}
    form[text.split(maxsplit=1)[0]](PREFIX + text)


@pytest.mark.parametrize("text", UNKNOWN)
def test_an_unknown_function_is_named_with_its_place(store: Store, text: str):
    with pytest.raises(QuerySyntaxError, match=UNKNOWN[text]):
        asked(store, text)


KNOWN = {
    "STR": "STRLEN(CONCAT('a', UCASE('b'))) = 2",
    "IN": "1 IN (1, 2) && 3 NOT IN (1, 2)",
    "EXISTS": "EXISTS { ?s ?p ?o } && NOT EXISTS { ?s <http://e/none> ?o }",
    "constructors": "<http://www.w3.org/2001/XMLSchema#integer>('1') = 1",
    "a word in small letters": "strlen('a') = 1 && coalesce(?none, 1) = 1",
    "white space before the bracket": "STRLEN ('a') = 1",
}


@pytest.mark.parametrize("kind", KNOWN)
def test_a_known_function_is_called(store: Store, kind: str):
    assert store.ask(f"ASK {{ FILTER({KNOWN[kind]}) }}")


def test_a_list_as_the_value_of_a_property_is_no_call(store: Store):
    asked(store, "ASK { ?s ex:p (1 2) ; ex:q () }")
