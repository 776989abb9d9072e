"""JSON-LD: its terms and its context."""

import json
from collections.abc import Callable, Sequence

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld
from rdflib import Graph
from rdflib.compare import isomorphic

from stakhgraph.rdf.prefixes import Prefixes
from stakhgraph.rdf.serialisers.jsonld import serialise
from stakhgraph.rdf.terms import Blank, Iri, Literal, Triple
from tests.rdf.serialisers.samples import BOOK, EX, TYPE, ex, graph, read, to_jsonld


def test_json_ld_uses_the_terms_and_contains_only_the_context_in_use():
    document = json.loads(to_jsonld(BOOK))
    assert list(document["@context"]) == "@version ex xsd id type Book says page by as good".split()
    assert document["@graph"][1] == {
        "id": "ex:b",
        "type": ["Book"],
        "http://www.w3.org/2000/01/rdf-schema#label": [{"@value": "A book", "@language": "en"}],
        "page": ["07", 7],
        "says": {"ru-Cyrl": "Одна\nдве"},
    }


def test_where_a_term_would_change_a_value_the_name_of_the_property_is_used():
    found = [
        (ex("b"), ex("says"), Literal("no language")),
        (ex("b"), ex("by"), Literal("no thing")),
        (ex("b"), ex("page"), Literal("iv")),
        (ex("b"), ex("plain"), ex("thing")),
        (ex("b"), TYPE, Literal("no class")),
    ]
    assert isomorphic(read("json-ld", found), graph(found))


def test_a_prefix_whose_namespace_ends_unusually_is_declared_as_a_prefix():
    found = [(Iri("http://example.org/odd_1"), ex("by"), ex("b"))]
    assert isomorphic(read("json-ld", found), graph(found))


ENDS = ["#", "/", ":", "_", "=", "x"]
ODD = {
    "the empty prefix": {"": EX},
    "the empty prefix beside another": {"": EX, "ex": f"{EX}b"},
    "no ending": {"odd": "http://example.org/odd"},
    "names of keywords": {
        "id": EX,
        "type": "http://example.org/t#",
        "vocab": "http://example.org/v/",
    },
    "the scheme of its own namespace": {"ex": "ex:"},
    "the scheme of another namespace": {"urn": "http://example.org/u/", "book": "urn:isbn:"},
    "the scheme of an IRI": {"urn": EX, "mailto": "http://example.org/m#"},
    "the scheme of a web address": {"http": EX, "https": "http://example.org/s/"},
    "dots and letters of any alphabet": {"a.b-c": EX, "é": "http://example.org/e#"},
    "one namespace, two prefixes": {"a": EX, "b": EX},
    "the sign of nodes without a name": {"_": EX},
    "what looks like a keyword": {"@id": EX, "@foo": "http://example.org/f#"},
}
IRIS = [
    *(EX + end for end in ("", "a", "a#b", "a/b", "odd1", "b1", "t", "x:y", "@id", "%20")),
    *("ex:b", "ex:b:c", "ex://b/c", "urn:isbn:1935", "urn:x", "mailto:ada@example.org", "book:1"),
    *("http://example.org/u/x", "http://example.org/e#é", "https://example.org/", "tag:a,2020:b"),
    *("a:", "a:b", "b:c", "id:x", "type:y", "file:///etc/x", "x-1.y+z:@type", "http:a"),
]


def everything(iris: Sequence[str]) -> list[Triple]:
    """Return triples that have each IRI in every place."""
    triples: list[Triple] = []
    for at, name in enumerate(map(Iri, iris)):
        last = Iri(iris[at - 1])
        triples += [
            (name, TYPE, last),
            (last, name, last),
            (name, last, Literal("x", name.value)),
            (Blank("b1"), name, Blank("b2")),
            (name, ex("says"), Literal("@id", language="de")),
            (name, ex("by"), last),
            (name, ex("as"), last),
        ]
    return triples


def by_pyld(text: str) -> Graph:
    return Graph().parse(
        data=jsonld.to_rdf(json.loads(text), {"format": "application/n-quads"}), format="nt"
    )


def by_oxigraph(text: str) -> Graph:
    found = (quad.triple for quad in ox.parse(text.encode(), format=ox.RdfFormat.JSON_LD))
    return Graph().parse(data=ox.serialize(found, format=ox.RdfFormat.N_TRIPLES), format="nt")


def by_rdflib(text: str) -> Graph:
    return Graph().parse(data=text, format="json-ld")


READERS = [by_pyld, by_oxigraph, by_rdflib]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", ODD)
def test_odd_prefixes_leave_every_iri_as_it_is(name: str, reader: Callable[[str], Graph]):
    triples = everything(IRIS)
    assert isomorphic(reader(to_jsonld(triples, Prefixes(ODD[name]))), graph(triples))


def test_an_odd_prefix_is_not_used_and_others_are():
    document = json.loads(to_jsonld([(ex("b"), ex("other"), ex("c"))], Prefixes({"": EX})))
    assert document["@graph"] == [{"id": f"{EX}b", f"{EX}other": [{"@id": f"{EX}c"}]}]
    assert "" not in document["@context"]
    document = json.loads(to_jsonld([(ex("b"), ex("other"), Iri("odd:c"))]))
    assert document["@graph"] == [{"id": "ex:b", "ex:other": [{"@id": "odd:c"}]}]


TERMS = {
    "a keyword": {"@by": "ex:by"},
    "empty": {"": "ex:by"},
    "a node without a name": {"_": "ex:by"},
    "the scheme of an IRI": {"urn": {"@id": "ex:by", "@type": "@id"}},
    "a prefix": {"ex": {"@id": "ex:by", "@type": "@id"}},
    "with a colon": {"ex:other": "ex:by", "a/b": "ex:by"},
    "of a list": {"by": {"@id": "ex:by", "@container": "@list", "@type": "@id"}},
    "of one language": {"says": {"@id": "ex:says", "@language": "fr"}},
    "of the other direction": {"of": {"@reverse": "ex:by", "@id": "ex:by"}},
    "by a prefix that is not used": {"by": {"@id": "urn:by", "@type": "@id"}},
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", TERMS)
def test_odd_terms_change_no_value(name: str, reader: Callable[[str], Graph]):
    triples = [
        (ex("b"), ex("by"), ex("c")),
        (ex("b"), ex("by"), ex("d")),
        (ex("b"), ex("says"), Literal("x")),
        (ex("b"), Iri("http://example.org/u/by"), Iri("urn:x")),
    ]
    prefixes = Prefixes({"ex": EX, "urn": "http://example.org/u/"})
    text = serialise(triples, prefixes, TERMS[name])
    assert isomorphic(reader(text), graph(triples))


PREFIX_NAMES = st.sampled_from(["", "ex", "urn", "a", "b", "id", "type", "http", "x-1.y+z", "odd"])
SPACES = st.builds(
    "{}{}".format,
    st.sampled_from(["http://example.org/", "http://example.org/odd", "urn:", "ex:", "urn:isbn"]),
    st.sampled_from(["", *ENDS]),
)


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(PREFIX_NAMES, SPACES, max_size=4),
    st.lists(st.sampled_from(IRIS), min_size=1, max_size=6),
)
def test_every_reader_finds_the_same_triples(spaces: dict[str, str], iris: list[str]):
    triples = everything(iris)
    text = to_jsonld(triples, Prefixes(spaces))
    for reader in (by_pyld, by_oxigraph):
        assert isomorphic(reader(text), graph(triples))
