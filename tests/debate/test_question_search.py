"""Looking for a question by words, by reader, by the name of a thing."""

import pytest

from stakhgraph.debate import question_search
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
