"""Looking for a question by words, by reader, by the name of a thing."""

import pytest

from stakhgraph.debate.search import question_search
from stakhgraph.errors import UnknownName
from stakhgraph.project import Project
from stakhgraph.rdf.store import Store, load
from tests import ROOT

PROJECT = Project.find(ROOT)


@pytest.fixture(scope="module")
def store() -> Store:
    return load(PROJECT.turtle_files())


def names(store: Store, about: str = "", reader: str = "") -> list[str]:
    hits, _ = question_search.search(PROJECT, store, about=about, reader=reader)
    return [hit.query.name for hit in hits]


@pytest.mark.parametrize(
    ("about", "name"),
    [
        ("labour aristocracy", "positions/first-held"),
        ("labor aristocracies", "positions/first-held"),
        ("rivals", "facts/rival-values"),
        ("record shift", "events/dates"),
        ("Filtzer", "people/positions"),
        ("Фильцер", "people/positions"),
        ("Revolution Betrayed", "citations/of-work"),
    ],
)
def test_a_question_is_found_by_its_subject(store: Store, about: str, name: str):
    assert name in names(store, about)


@pytest.mark.parametrize(
    ("about", "found", "not_found"),
    [
        ("managers", "What did Stakhanovism do to the power of managers?", ""),
        ("wages", "What was the progressive piece rate, and how far did it reach?", ""),
        ("mine", "Where was the record shift?", "What did the authors work from?"),
        ("rationalization", "Is Stakhanovism the same as rationalization in the West?", ""),
        ("paid", "How unequal was pay in the Soviet Union?", ""),
        ("artel", "Which bodies carried the state into working life?", ""),
    ],
)
def test_questions_of_the_debate_are_found_by_words_of_their_answers(
    store: Store, about: str, found: str, not_found: str
):
    hits, thing = question_search.search(PROJECT, store, about=about)
    asked = {hit.words: hit for hit in hits if hit.words}
    assert found in asked or (thing and found == thing.label)
    assert not_found not in asked
    assert all(hit.rows for hit in asked.values())


@pytest.mark.parametrize("about", ["artel", "contamination"])
def test_who_was_first_is_not_asked_of_a_mere_thing(store: Store, about: str):
    assert "positions/bearing-on" in names(store, about)
    assert "positions/first-held" not in names(store, about)


def test_terror_leads_to_events(store: Store):
    assert "events/what-is-said" in names(store, "terror")


def test_what_asks_for_the_words_comes_before_what_is_about_them(store: Store):
    assert names(store, "labour aristocracy")[0] == "positions/first-held"


def test_a_thing_is_filled_in_and_what_has_no_answer_is_left_out(store: Store):
    hits, thing = question_search.search(PROJECT, store, about="Conquest")
    assert thing is not None
    assert thing.label == "Robert Conquest"
    by_name = {hit.query.name: hit for hit in hits}
    assert by_name["people/positions"].values == {"who": "person:conquest-robert"}
    assert all(hit.rows != 0 for hit in hits)


def test_readers_have_their_questions(store: Store):
    for reader in ("historian", "student", "librarian", "teacher"):
        assert len(names(store, reader=reader)) >= 8
    with pytest.raises(UnknownName, match="no reader 'king'"):
        names(store, reader="king")


def test_machinery_is_no_question_for_readers(store: Store):
    assert not {name.partition("/")[0] for name in names(store)} & {"overview", "portrait"}


def test_where_no_question_fits_things_are_near(store: Store):
    assert names(store, "cuneiform") == []
    assert question_search.near(PROJECT, store, "cuneiform") == ()
    assert any("wage" in thing.label for thing in question_search.near(PROJECT, store, "wages"))
