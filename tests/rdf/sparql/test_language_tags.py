"""Language tags have one case everywhere, that of RFC 5646, whatever the author or an engine does."""

import pytest

from stakhgraph.rdf.sparql.language_tags import with_function
from stakhgraph.rdf.store import ENGINES, Store, of_triples
from stakhgraph.rdf.terms import Literal, cased_language

CASES = {
    "en": "en",
    "EN": "en",
    "en-gb": "en-GB",
    "ru-latn": "ru-Latn",
    "ZH-HANT-tw": "zh-Hant-TW",
    "sl-ROZAJ-Biske": "sl-rozaj-biske",
    "de-419": "de-419",
    "en-a-BB-cccc": "en-a-bb-cccc",
    "x-AB-cdef": "x-ab-cdef",
}


@pytest.mark.parametrize("tag", CASES)
def test_a_tag_has_the_case_that_is_advised(tag: str):
    assert cased_language(tag) == CASES[tag]


@pytest.fixture(params=ENGINES)
def titles(request: pytest.FixtureRequest) -> Store:
    store = of_triples([], engine=request.param)
    text = '<x:a> <x:t> "Pravda"@RU-latn, "Truth"@en-gb, "Pravda"@ru-Latn, "plain", 1 .'
    store.read(text, where="titles.ttl")
    return store


def test_titles_that_differ_in_the_case_of_their_tag_are_one(titles: Store):
    assert titles.size == 4


# A condition on ?t, and the tags of the rows that satisfy it.
CONDITIONS = {
    'LANG(?t) = "ru-Latn"': {"ru-Latn"},
    'LANG(?t) = "ru-latn"': set(),
    'LANG(?t) IN ("ru-Latn", "fr")': {"ru-Latn"},
    'lang(?t) = "en-GB"': {"en-GB"},
    'LCASE(LANG(?t)) = "ru-latn"': {"ru-Latn"},
    'CONTAINS(LANG(?t), "Latn")': {"ru-Latn"},
    'langMatches(LANG(?t), "RU")': {"ru-Latn"},
    'langMatches(LANG(?t), "en")': {"en-GB"},
    'LANG(?t) = LANG("x"@ru-Latn)': {"ru-Latn"},
    '?t = "Pravda"@ru-Latn': {"ru-Latn"},
    '?t = "Pravda"@ru-latn': {"ru-Latn"},
    'sameTerm(?t, "Truth"@EN-gb)': {"en-GB"},
    '?t = STRLANG("Truth", "en-gb")': {"en-GB"},
    'LANG(?t) = ""': {None},
}


@pytest.mark.parametrize("condition", CONDITIONS)
def test_conditions_on_the_language_are_the_same_for_every_engine(titles: Store, condition: str):
    (*rows,) = titles.select(f"SELECT ?t {{ ?s <x:t> ?t FILTER({condition}) }}").rows
    found = {term.language for (term,) in rows if isinstance(term, Literal)}
    assert found == CONDITIONS[condition]


def test_values_groups_and_order_see_the_same_tags(titles: Store):
    text = """SELECT ?l (COUNT(?t) AS ?n) { ?s <x:t> ?t VALUES ?l { "ru-Latn" "en-GB" }
    FILTER(LANG(?t) = ?l) } GROUP BY ?l ORDER BY ?l"""
    assert titles.select(text).texts() == (("en-GB", "1"), ("ru-Latn", "1"))
    text = "SELECT DISTINCT ?l { ?s <x:t> ?t BIND(LANG(?t) AS ?l) FILTER(?l) } ORDER BY LANG(?t)"
    assert [row[0] for row in titles.select(text).texts()] == ["en-GB", "ru-Latn"]


def test_a_pattern_finds_a_tag_in_any_case(titles: Store):
    assert titles.ask('ASK { ?s ?p "Pravda"@RU-LATN }')


def test_triples_come_out_with_the_advised_case(titles: Store):
    made = titles.construct('CONSTRUCT WHERE { ?s ?p "Truth"@en-gb }')
    assert [value for *_, value in made] == [Literal("Truth", language="en-GB")]


def test_a_word_in_a_text_or_a_comment_is_no_call():
    text = "ASK { ?s ?p 'LANG(?o)' FILTER(langMatches(LANG(?o), 'en')) } # LANG(?x)"
    assert with_function(text, "urn:f") == text
