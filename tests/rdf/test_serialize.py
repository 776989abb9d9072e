"""Notations: what goes in comes out, in every one of them, or is refused by name."""

import json
from collections import Counter

import pyoxigraph as ox
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rdflib import Graph
from rdflib.compare import isomorphic

from stakhgraph.errors import Failure, StakhError
from stakhgraph.rdf import serialize
from stakhgraph.rdf.rdflib_store import spelling_kept
from stakhgraph.rdf.terms import XSD, Blank, Iri, Literal, Prefixes, Triple, node_of
from tests import readers

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
TYPE = Iri(serialize.RDF + "type")


def ex(name: str) -> Iri:
    return Iri(EX + name)


def jsonld(found, prefixes=NAMES):
    return serialize.jsonld(found, prefixes, TERMS)


WRITERS = {
    "turtle": serialize.turtle,
    "nt": serialize.ntriples,
    "xml": serialize.rdfxml,
    "json-ld": jsonld,
}
each_writer = pytest.mark.parametrize("name", WRITERS)


def graph(found: list[Triple]) -> Graph:
    meant = Graph()
    with spelling_kept():
        for triple in found:
            meant.add(tuple(map(node_of, triple)))
    return meant


def read(name: str, found: list[Triple]) -> Graph:
    with spelling_kept():
        return Graph().parse(data=WRITERS[name](found, NAMES), format=name)


def quads(text: str, name: str) -> list[ox.Quad]:
    form = {"trig": ox.RdfFormat.TRIG, "nquads": ox.RdfFormat.N_QUADS}[name]
    return list(ox.parse(text.encode(), format=form))


BOOK = [
    (ex("b"), TYPE, ex("Book")),
    (ex("b"), serialize.LABEL, Literal("A book", language="en")),
    (ex("b"), ex("says"), Literal("Одна\nдве", language="ru-cyrl")),
    (ex("b"), ex("page"), Literal("7", f"{XSD}integer")),
    (ex("b"), ex("page"), Literal("07", f"{XSD}integer")),
    (ex("a"), ex("by"), Blank("x")),
    (Blank("x"), ex("as"), ex("good")),
]


def test_turtle_is_written_to_be_read():
    assert serialize.turtle(BOOK, NAMES) == (
        "@prefix ex: <http://example.org/> .\n"
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
        "\n"
        "# ex: 2\n"
        "\n"
        "ex:a ex:by _:x .\n"
        "\n"
        "ex:b a ex:Book ;\n"
        '    <http://www.w3.org/2000/01/rdf-schema#label> "A book"@en ;\n'
        '    ex:page "07"^^xsd:integer, 7 ;\n'
        '    ex:says """Одна\n'
        'две"""@ru-Cyrl .\n'
        "\n"
        "# other: 1\n"
        "\n"
        "_:x ex:as ex:good .\n"
    )


def test_json_ld_has_readable_words_and_only_the_context_it_uses():
    document = json.loads(jsonld(BOOK))
    assert list(document["@context"]) == "@version ex xsd id type Book says page by as good".split()
    assert document["@graph"][1] == {
        "id": "ex:b",
        "type": ["Book"],
        "http://www.w3.org/2000/01/rdf-schema#label": [{"@value": "A book", "@language": "en"}],
        "page": ["07", 7],
        "says": {"ru-Cyrl": "Одна\nдве"},
    }


def test_a_value_that_a_term_would_change_stands_under_the_name_of_its_property():
    found = [
        (ex("b"), ex("says"), Literal("no language")),
        (ex("b"), ex("by"), Literal("no thing")),
        (ex("b"), ex("page"), Literal("iv")),
        (ex("b"), ex("plain"), ex("thing")),
        (ex("b"), TYPE, Literal("no class")),
    ]
    assert isomorphic(read("json-ld", found), graph(found))


def test_a_prefix_that_json_ld_would_not_take_for_one_is_marked_as_one():
    found = [(Iri("http://example.org/odd_1"), ex("by"), ex("b"))]
    assert isomorphic(read("json-ld", found), graph(found))


@each_writer
def test_order_and_repetition_of_the_triples_do_not_matter(name):
    assert WRITERS[name](BOOK[::-1] + BOOK, NAMES) == WRITERS[name](BOOK, NAMES)


@each_writer
def test_nothing_is_written_of_nothing(name):
    assert len(read(name, [])) == 0


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
DATATYPES = [
    None,
    *(f"{XSD}{name}" for name in ("integer", "boolean", "decimal", "date", "string")),
]
LITERALS = st.one_of(
    st.builds(Literal, TEXTS, st.sampled_from(DATATYPES)),
    st.builds(Literal, TEXTS, language=st.sampled_from(["en", "ru-latn", "en-GB", "zh-hant-tw"])),
    st.builds(
        Literal,
        st.sampled_from(["01", "1", "-0", "1.50", "true", "1e3"]),
        st.sampled_from(DATATYPES),
    ),
)
PREDICATES = st.sampled_from([ex(name) for name in ("says", "page", "by", "as", "plain", "other")])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(PREDICATES, LITERALS), max_size=4))
@example([(ex("says"), Literal("x\x0by"))])
@pytest.mark.parametrize("name", [*WRITERS, "trig", "nquads"])
def test_a_literal_comes_out_as_it_went_in_or_is_refused(name, said):
    found = [(ex("b"), predicate, literal) for predicate, literal in said]
    text = "".join(literal.value for _, literal in said)
    if name in ("trig", "nquads"):
        written = getattr(serialize, name)({ex("g"): found}, NAMES)
        held = {(it.predicate.value, it.object.value) for it in quads(written, name)}
        assert held == {(predicate.value, literal.value) for predicate, literal in said}
        return
    try:
        back = read(name, found)
    except Failure as refused:
        assert name == "xml"
        assert serialize._NOT_XML.search(text)
        assert refused.where == f"{EX}b"
        assert "XML cannot hold the character U+" in refused.message
        return
    assert set(back) == set(graph(found))


@each_writer
def test_a_lone_surrogate_is_refused_in_every_notation(name):
    with pytest.raises(StakhError, match="surrogate"):
        WRITERS[name]([(ex("b"), ex("other"), Literal("\ud800"))], NAMES)


@pytest.mark.parametrize(
    "predicate",
    [
        "http://example.org/1",
        "http://example.org/",
        f"{serialize.RDF}li",
        "http://example.org/a%20",
    ],
)
def test_a_property_without_an_xml_name_is_refused_by_its_iri(predicate):
    with pytest.raises(Failure, match="no name that RDF/XML can write") as refused:
        serialize.rdfxml([(ex("b"), Iri(predicate), ex("c"))], NAMES)
    assert refused.value.where == predicate


def test_an_iri_that_json_ld_would_take_for_a_prefixed_name_is_refused():
    with pytest.raises(Failure, match="by the prefix 'ex'"):
        jsonld([(ex("b"), ex("by"), Iri("ex:b"))])
    assert "<ex:b>" in serialize.turtle([(ex("b"), ex("by"), Iri("ex:b"))], NAMES)


def test_what_cannot_be_an_iri_is_refused():
    for write in WRITERS.values():
        with pytest.raises(StakhError, match="not an absolute IRI"):
            write([(ex("b"), ex("by"), Iri("http://a b/"))], NAMES)


def test_xml_is_well_formed_whatever_a_literal_holds():
    kept = [trap for trap in TRAPS if not serialize._NOT_XML.search(trap)]
    found = [
        (ex("b"), ex("says"), Literal("".join(kept))),
        (Iri("http://e/?a=1&b='2'"), ex("by"), ex("b")),
    ]
    readers.well_formed(serialize.rdfxml(found, NAMES))


def test_each_file_is_a_graph_of_its_own():
    graphs = {ex("g2"): BOOK[:1], ex("g1"): BOOK[1:], ex("empty"): []}
    assert serialize.nquads({ex("g"): BOOK[:1]}) == (
        f"<{EX}b> <{TYPE.value}> <{EX}Book> <{EX}g> .\n"
    )
    for text, form in (
        (serialize.trig(graphs, NAMES), "trig"),
        (serialize.nquads(graphs), "nquads"),
    ):
        counts = Counter(quad.graph_name.value for quad in quads(text, form))
        assert counts == {f"{EX}g2": 1, f"{EX}g1": len(BOOK) - 1}
