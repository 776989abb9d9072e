"""Prefixes expand and shorten IRIs."""

import pytest

from stakhgraph.errors import ParseError, UsageError
from stakhgraph.rdf.prefixes import Prefixes
from stakhgraph.rdf.terms import Iri

PERSON = "https://w3id.org/stakhgraph/id/person/"
NAMES = Prefixes({"person": PERSON, "id": "https://w3id.org/stakhgraph/id/"})


def test_prefixes_work_both_ways_and_the_longest_namespace_wins():
    nove = Iri(f"{PERSON}nove-alec")
    assert NAMES.shorten(nove) == "person:nove-alec"
    assert NAMES.expand("person:nove-alec") == nove


@pytest.mark.parametrize("local", ["a/b", "a b", "", "a.", "\u0444", "a#b", "a'b"])
def test_an_iri_whose_name_would_need_escapes_is_not_shortened(local: str):
    assert NAMES.shorten(Iri(PERSON + local)) in (f"<{PERSON}{local}>", f"id:person/{local}")


@pytest.mark.parametrize("text", ["nobody:x", "person", "person:a b", "<http://a>", "", "person:}"])
def test_an_ill_formed_or_unknown_prefixed_name_is_refused(text: str):
    with pytest.raises(UsageError, match="prefixes.ttl"):
        NAMES.expand(text)


def test_one_prefix_cannot_have_two_namespaces():
    text = "@prefix a: <http://a/> .\nPREFIX b: <http://b/>\n"
    assert Prefixes.parse(text).namespaces == {"a": "http://a/", "b": "http://b/"}
    with pytest.raises(ParseError, match=r"prefix a: is bound to two .* \(x.ttl\)"):
        Prefixes.parse(text + "@prefix a: <http://other/> .", where="x.ttl")
