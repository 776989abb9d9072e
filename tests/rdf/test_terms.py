import pyoxigraph
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from stakhgraph.errors import ParseError, UsageError
from stakhgraph.rdf.rdflib_store import spelling_kept
from stakhgraph.rdf.terms import XSD, Blank, Iri, Literal, Prefixes, in_order, is_iri, mint

PERSON = "https://w3id.org/stakhgraph/id/person/"
NAMES = Prefixes({"person": PERSON, "id": "https://w3id.org/stakhgraph/id/"})


def test_a_thing_has_the_name_that_its_kind_and_slug_give_it():
    assert mint("person", "filtzer-donald") == Iri(f"{PERSON}filtzer-donald")


@pytest.mark.parametrize("slug", ["", "Filtzer", "a b", "a--b", "-a", "a/b", "\u0444", "a\n"])
def test_what_is_no_slug_makes_no_name(slug: str):
    with pytest.raises(UsageError, match="lower-case"):
        mint("person", slug)


def test_prefixes_work_both_ways_and_the_longest_namespace_wins():
    nove = Iri(f"{PERSON}nove-alec")
    assert NAMES.shorten(nove) == "person:nove-alec"
    assert NAMES.expand("person:nove-alec") == nove


@pytest.mark.parametrize("local", ["a/b", "a b", "", "a.", "\u0444", "a#b", "a'b"])
def test_a_name_that_would_need_escapes_stays_long(local: str):
    assert NAMES.shorten(Iri(PERSON + local)) in (f"<{PERSON}{local}>", f"id:person/{local}")


@pytest.mark.parametrize("text", ["nobody:x", "person", "person:a b", "<http://a>", "", "person:}"])
def test_what_is_no_prefixed_name_is_refused(text: str):
    with pytest.raises(UsageError, match="prefixes.ttl"):
        NAMES.expand(text)


def test_one_prefix_means_one_namespace():
    text = "@prefix a: <http://a/> .\nPREFIX b: <http://b/>\n"
    assert Prefixes.parse(text).namespaces == {"a": "http://a/", "b": "http://b/"}
    with pytest.raises(ParseError, match=r"prefix a: is bound to two .* \(x.ttl\)"):
        Prefixes.parse(text + "@prefix a: <http://other/> .", where="x.ttl")


@pytest.mark.parametrize("iri", ["a", "http://a b", "http://a>", "http://a\\u0020", "http://{a}"])
def test_what_is_no_iri_is_never_written_as_one(iri: str):
    assert not is_iri(iri)
    with pytest.raises(UsageError, match="not an absolute IRI"):
        Iri(iri).ntriples()


def test_what_is_no_literal_is_never_written_as_one():
    with pytest.raises(UsageError, match="language"):
        Literal("x", language='en" . <a:>').ntriples()
    with pytest.raises(UsageError, match="surrogate"):
        Literal("\ud800").ntriples()


def test_triples_are_sorted_by_their_text_and_each_stands_once():
    b, a = (Blank("b"), Iri("x:p"), Literal("1")), (Iri("x:a"), Iri("x:p"), Iri("x:o"))
    assert in_order([b, a, b]) == [a, b]


TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@given(TEXT, st.sampled_from([None, f"{XSD}string", f"{XSD}integer", "http://example.org/t"]))
def test_every_text_comes_back_from_both_parsers_as_it_was(text: str, datatype: str | None):
    written = f"<x:s> <x:p> {Literal(text, datatype).ntriples()} ."
    (quad,) = pyoxigraph.parse(written, format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert isinstance(quad.object, pyoxigraph.Literal)
    assert quad.object.value == text
    with spelling_kept():
        (value,) = rdflib.Graph().parse(data=written, format="turtle").objects()
    assert str(value) == text
