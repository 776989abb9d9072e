"""A pattern with a long list is answered as quickly as one with a short list."""

import pytest

from stakhgraph.rdf.sparql.long_lists import in_parts
from stakhgraph.rdf.store import Store, of_triples
from stakhgraph.rdf.terms import RDF, XSD, Blank, Iri, Literal, Triple

A, P = Iri("http://e/a"), Iri("http://e/p")
NUMBERS = " ".join(map(str, range(300)))


def triples_of_list(length: int) -> list[Triple]:
    found: list[Triple] = [(A, P, Blank("n0"))]
    for at in range(length):
        rest = Blank(f"n{at + 1}") if at + 1 < length else Iri(f"{RDF}nil")
        found.append((Blank(f"n{at}"), Iri(f"{RDF}first"), Literal(str(at), f"{XSD}integer")))
        found.append((Blank(f"n{at}"), Iri(f"{RDF}rest"), rest))
    return found


@pytest.fixture(scope="module")
def held() -> Store:
    return of_triples(triples_of_list(300))


ASKED = {
    "ASK { ?s <http://e/p> (LIST) }": True,
    "ASK { ?s <http://e/p> (LIST 300) }": False,
    "ASK { ?s <http://e/p> (1 LIST) }": False,
    "ASK { ?s ?p (LIST) . FILTER(?p = <http://e/p>) }": True,
    "ASK { ?s ?p (LIST), (LIST) ; ?q (LIST) }": True,
    "ASK { [] ?p (LIST) }": True,
    "ASK { (LIST) ?p ?o }": True,
    "ASK { ?s ?q ?o OPTIONAL { ?o ?p (LIST) } FILTER(?s = <http://e/a>) }": True,
    "ASK { ?s ?p (LIST) MINUS { ?s ?p (LIST) } }": False,
    "ASK { FILTER EXISTS { ?s ?p (LIST) } }": True,
    "ASK { { SELECT ?s { ?s ?p (LIST) } } }": True,
    "ASK { ?s ?p (LIST) } # (": True,
}


@pytest.mark.parametrize("text", ASKED)
def test_a_long_list_in_a_pattern_is_found(held: Store, text: str):
    assert held.ask(text.replace("LIST", NUMBERS)) is ASKED[text]


def test_variables_in_a_long_list_have_values(held: Store):
    names = " ".join(f"?v{number}" for number in range(300))
    table = held.select(f"SELECT ?s ?v0 ?v299 {{ ?s <http://e/p> ({names}) }}")
    assert table.texts() == ((A.value, "0", "299"),)


def test_all_columns_are_those_of_the_query(held: Store):
    table = held.select(f"SELECT * {{ ?s ?p ({NUMBERS}) }}")
    assert (table.columns, table.rows) == (("s", "p"), ((A, P),))


@pytest.mark.parametrize(
    "text",
    [
        f"SELECT DISTINCT * {{ ?s ?p ({NUMBERS}) }}",
        f"SELECT ?s {{ VALUES (?a) {{ ({NUMBERS}) }} }}",
        f"SELECT ?s {{ ?s ?p ?o FILTER(?o IN ({', '.join(NUMBERS.split())})) }}",
        f"CONSTRUCT {{ ?s ?p ({NUMBERS}) }} WHERE {{ ?s ?p ?o }}",
        f"SELECT ?s {{ ?s ?p ({NUMBERS} (1)) . _:b ?q ({NUMBERS} _:b) }}",
        f"SELECT ?s {{ [] ?q 1 ; ?p ({NUMBERS}) }}",
        "SELECT ?s { ?s ?p (1 2 3) }",
    ],
)
def test_what_cannot_be_in_parts_is_left_as_it_is(text: str):
    assert in_parts(text) == text
