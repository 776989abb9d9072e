"""Triples in memory: what has a thing as its value, and values in the order in which they came."""

from stakhgraph.rdf.terms import NS, Iri, Literal
from stakhgraph.rdf.triple_index import Index

HOLDER = f"{NS}holder"


def test_the_things_that_link_to_a_thing_are_found_by_property_and_sorted() -> None:
    index = Index.of(
        [
            (Iri("x:second"), Iri(HOLDER), Iri("x:nove")),
            (Iri("x:first"), Iri(HOLDER), Iri("x:nove")),
            (Iri("x:other"), Iri(f"{NS}attestedBy"), Iri("x:nove")),
            (Iri("x:text"), Iri(HOLDER), Literal("x:nove")),
        ]
    )
    assert index.linking("stakh:holder", "x:nove") == ("x:first", "x:second")
    assert index.linking(HOLDER, "x:nobody") == ()


def test_values_keep_their_order_and_count_once() -> None:
    words = [Literal(word) for word in ("b", "a", "b")]
    index = Index.of((Iri("x:a"), Iri(f"{NS}hedge"), word) for word in words)
    assert index.texts("x:a", "stakh:hedge") == ("b", "a")
