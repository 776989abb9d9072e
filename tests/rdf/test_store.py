"""Every store keeps the same contract, whichever engine it has."""

import pytest

from stakhgraph.errors import Failure, ParseError, UnknownName
from stakhgraph.rdf.store import Store, load, of_triples
from stakhgraph.rdf.terms import XSD, Blank, Iri, Literal
from tests.conftest import MakeProject
from tests.rdf.samples import O, P, S


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


def test_an_unknown_engine_is_refused_with_the_known_ones():
    with pytest.raises(UnknownName, match="oxigraph, rdflib"):
        of_triples([], engine="neo4j")


def test_a_select_returns_a_table_with_empty_cells(store: Store):
    table = store.select(
        "SELECT ?s ?v ?none WHERE { ?s ?p ?v OPTIONAL { ?v <x:y> ?none } } ORDER BY ?s ?v"
    )
    assert table.columns == ("s", "v", "none")
    assert table.rows == (
        (O, Literal("b", language="en"), None),
        (S, O, None),
        (S, Literal("a"), None),
    )


def test_a_row_of_empty_cells_is_a_row(store: Store):
    assert store.select("SELECT ?x WHERE { OPTIONAL { ?x <x:y> ?z } }").rows == ((None,),)


def test_ask_and_construct_are_answered(store: Store):
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


BROKEN = {
    "ex:a ex:p 'open\n' .": r"\(graph/a.ttl:5:1\d\)",
    "ex:a ex:p none:x .": r"none: .* \(graph/a.ttl:5:\d+\)|none:.*\(graph/a.ttl:5:\d+\)",
    "ex:a ex:p <relative> .": "relative IRI",
    "ex:a ex:p <http://a b> .": r"graph/a.ttl",
    "ex:a ex:p " + "(" * 5000 + " .": r"graph/a.ttl",
    "?x ex:p ex:o .": r"graph/a.ttl",
}


@pytest.mark.parametrize("text", BROKEN)
def test_broken_turtle_is_an_error_with_its_place(
    make_project: MakeProject, engine: str, text: str
):
    project = make_project({"graph/a.ttl": text})
    with pytest.raises(ParseError, match=BROKEN[text]) as caught:
        load(project.turtle_files(), engine=engine)
    assert str(caught.value).count("\n") == 0


def test_a_term_that_cannot_be_stored_is_a_failure():
    with pytest.raises(Failure, match="cannot be stored"):
        of_triples([(Iri("no iri"), P, O)])
