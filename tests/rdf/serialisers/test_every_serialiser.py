"""What goes in comes out of every serialiser, or is refused with its place."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from stakhgraph.errors import Failure, StakhError
from stakhgraph.rdf.serialisers import nquads, trig
from stakhgraph.rdf.terms import XSD, Iri, Literal
from stakhgraph.rdf.xml_characters import NOT_XML
from tests.rdf.serialisers.samples import (
    BOOK,
    EX,
    NAMES,
    SERIALISERS,
    TEXTS,
    ex,
    graph,
    quads,
    read,
)

each_serialiser = pytest.mark.parametrize("name", SERIALISERS)


@each_serialiser
def test_order_and_repetition_of_the_triples_do_not_matter(name):
    assert SERIALISERS[name](BOOK[::-1] + BOOK, NAMES) == SERIALISERS[name](BOOK, NAMES)


@each_serialiser
def test_a_document_without_triples_is_well_formed_and_empty(name):
    assert len(read(name, [])) == 0


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
@pytest.mark.parametrize("name", [*SERIALISERS, "trig", "nquads"])
def test_a_literal_is_read_back_unchanged_or_refused(name, said):
    found = [(ex("b"), predicate, literal) for predicate, literal in said]
    text = "".join(literal.value for _, literal in said)
    if name in ("trig", "nquads"):
        written = {"trig": trig, "nquads": nquads}[name].serialise({ex("g"): found}, NAMES)
        held = {(it.predicate.value, it.object.value) for it in quads(written, name)}
        assert held == {(predicate.value, literal.value) for predicate, literal in said}
        return
    try:
        back = read(name, found)
    except Failure as refused:
        assert name == "xml"
        assert NOT_XML.search(text)
        assert refused.where == f"{EX}b"
        assert "XML cannot hold the character U+" in refused.message
        return
    assert set(back) == set(graph(found))


@each_serialiser
def test_every_serialiser_refuses_a_lone_surrogate(name):
    with pytest.raises(StakhError, match="surrogate"):
        SERIALISERS[name]([(ex("b"), ex("other"), Literal("\ud800"))], NAMES)


def test_every_serialiser_refuses_an_ill_formed_iri():
    for serialise in SERIALISERS.values():
        with pytest.raises(StakhError, match="not an absolute IRI"):
            serialise([(ex("b"), ex("by"), Iri("http://a b/"))], NAMES)
