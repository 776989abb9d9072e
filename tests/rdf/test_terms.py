"""Terms: minting, what is refused, and their text in every parser."""

import pyoxigraph
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from stakhgraph.errors import UsageError
from stakhgraph.rdf.rdflib_terms import keep_spelling
from stakhgraph.rdf.terms import XSD, Blank, Iri, Literal, is_iri, mint, sorted_triples

PERSON = "https://w3id.org/stakhgraph/id/person/"


def test_the_iri_of_a_thing_is_made_from_its_kind_and_slug():
    assert mint("person", "filtzer-donald") == Iri(f"{PERSON}filtzer-donald")


@pytest.mark.parametrize("slug", ["", "Filtzer", "a b", "a--b", "-a", "a/b", "\u0444", "a\n"])
def test_an_ill_formed_slug_is_refused(slug: str):
    with pytest.raises(UsageError, match="lower-case"):
        mint("person", slug)


@pytest.mark.parametrize("iri", ["a", "http://a b", "http://a>", "http://a\\u0020", "http://{a}"])
def test_an_ill_formed_iri_is_never_written(iri: str):
    assert not is_iri(iri)
    with pytest.raises(UsageError, match="not an absolute IRI"):
        Iri(iri).ntriples()


def test_an_ill_formed_literal_is_never_written():
    with pytest.raises(UsageError, match="language"):
        Literal("x", language='en" . <a:>').ntriples()
    with pytest.raises(UsageError, match="surrogate"):
        Literal("\ud800").ntriples()


def test_triples_are_sorted_by_their_text_without_repetitions():
    b, a = (Blank("b"), Iri("x:p"), Literal("1")), (Iri("x:a"), Iri("x:p"), Iri("x:o"))
    assert sorted_triples([b, a, b]) == [a, b]


TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@given(TEXT, st.sampled_from([None, f"{XSD}string", f"{XSD}integer", "http://example.org/t"]))
def test_both_parsers_read_back_every_text_unchanged(text: str, datatype: str | None):
    written = f"<x:s> <x:p> {Literal(text, datatype).ntriples()} ."
    (quad,) = pyoxigraph.parse(written, format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert isinstance(quad.object, pyoxigraph.Literal)
    assert quad.object.value == text
    with keep_spelling():
        (value,) = rdflib.Graph().parse(data=written, format="turtle").objects()
    assert str(value) == text
