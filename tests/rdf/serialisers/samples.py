"""Triples and ways to read them back, for the tests of all serialisers."""

import pyoxigraph as ox
from hypothesis import strategies as st
from rdflib import Graph

from stakhgraph.rdf.prefixes import Prefixes
from stakhgraph.rdf.rdflib_terms import keep_spelling, to_rdflib
from stakhgraph.rdf.serialisers import jsonld, ntriples, rdfxml, turtle
from stakhgraph.rdf.terms import RDF, RDFS_LABEL, XSD, Blank, Iri, Literal, Triple

EX = "http://example.org/"
NAMES = Prefixes({"ex": EX, "xsd": XSD, "odd": "http://example.org/odd_"})
TERMS = {
    "id": "@id",
    "type": "@type",
    "Book": "ex:Book",
    "says": {"@id": "ex:says", "@container": "@language"},
    "page": {"@id": "ex:page", "@type": "xsd:integer", "@container": "@set"},
    "by": {"@id": "ex:by", "@type": "@id"},
    "as": {"@id": "ex:as", "@type": "@vocab"},
    "good": "ex:good",
    "plain": "ex:plain",
}
TYPE = Iri(RDF + "type")


def ex(name: str) -> Iri:
    return Iri(EX + name)


def to_jsonld(triples, prefixes=NAMES):
    return jsonld.serialise(triples, prefixes, TERMS)


SERIALISERS = {
    "turtle": turtle.serialise,
    "nt": ntriples.serialise,
    "xml": rdfxml.serialise,
    "json-ld": to_jsonld,
}


def graph(triples: list[Triple]) -> Graph:
    expected = Graph()
    with keep_spelling():
        for triple in triples:
            expected.add(tuple(map(to_rdflib, triple)))
    return expected


def read(name: str, triples: list[Triple]) -> Graph:
    with keep_spelling():
        return Graph().parse(data=SERIALISERS[name](triples, NAMES), format=name)


def quads(text: str, name: str) -> list[ox.Quad]:
    form = {"trig": ox.RdfFormat.TRIG, "nquads": ox.RdfFormat.N_QUADS}[name]
    return list(ox.parse(text.encode(), format=form))


BOOK = [
    (ex("b"), TYPE, ex("Book")),
    (ex("b"), Iri(RDFS_LABEL), Literal("A book", language="en")),
    (ex("b"), ex("says"), Literal("Одна\nдве", language="ru-cyrl")),
    (ex("b"), ex("page"), Literal("7", f"{XSD}integer")),
    (ex("b"), ex("page"), Literal("07", f"{XSD}integer")),
    (ex("a"), ex("by"), Blank("x")),
    (Blank("x"), ex("as"), ex("good")),
]
TRAPS = ['"', "\\", "\\u0022", "'''", '"""', "]]>", "-->", "<!--", "&amp;", "<", "\n", "\r", "\t"]
TRAPS += [
    "\x00",
    "\x0b",
    "\x7f",
    "\x85",
    "\u2028",
    "\ufffe",
    "א",
    "\u202e",
    "👩‍🔬",
    "e\u0301",
    "@en",
    "'",
]
TEXTS = st.one_of(st.text(max_size=12), st.lists(st.sampled_from(TRAPS), max_size=5).map("".join))
