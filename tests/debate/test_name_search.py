"""Finding what a reader means: any spelling, accent, alphabet; what is not clear is asked back."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stakhgraph.debate.search import name_search
from stakhgraph.debate.search.name_search import find, key, resolved
from stakhgraph.errors import Ambiguous, UnknownName
from stakhgraph.project import Project
from stakhgraph.queries.query_file import Parameter, Query
from stakhgraph.rdf.store import Store, load
from tests import ROOT

PROJECT = Project.find(ROOT)
ONE_NAME = [
    "Stakhanov Stahanov Stachanow Стаханов Stakhánov STAKHANOV",
    "Khlevniuk Khlevnyuk Хлевнюк Hlevnjuk Chlewnjuk",
    "Trotsky Trotskii Trotskij Троцкий Trotzky",
    "Kaganovich Kaganovič Каганович Kaganowitsch",
    "Zhdanov Ždanov Жданов Zhdanow",
    "Ordzhonikidze Орджоникидзе Ordžonikidze",
    "labour labor",
    "collectivisation collectivization",
]


@pytest.mark.parametrize("spellings", ONE_NAME)
def test_all_spellings_of_a_name_have_one_key(spellings: str):
    assert len({key(word) for word in spellings.split()}) == 1


@pytest.mark.parametrize("pair", ["Nove Dobb", "Lenin Stalin", "Davies Dobb", "Cohen Conquest"])
def test_different_names_have_different_keys(pair: str):
    one, other = pair.split()
    assert key(one) != key(other)


@given(st.text())
def test_a_key_is_plain_letters(text: str):
    assert all("a" <= char <= "z" or char.isdigit() or char == " " for char in key(text))


@pytest.fixture(scope="module")
def store() -> Store:
    return load(PROJECT.turtle_files())


@pytest.mark.parametrize(
    ("name", "iri"),
    [
        ("Стаханов", "person/stakhanov-aleksei"),
        ("Stahanov", "person/stakhanov-aleksei"),
        ("Khlevniuk", "person/khlevnyuk-oleg"),
        ("conquest", "person/conquest-robert"),
        ("person:nove-alec", "person/nove-alec"),
        ("nove-alec", "person/nove-alec"),
        ("https://w3id.org/stakhgraph/id/person/nove-alec", "person/nove-alec"),
        ("Revolution Betrayed", "work/trotsky-revolution-betrayed"),
        ("assumption 1", "prop/assumption-1-regime-strategy"),
        ("the record shift", "event/record-shift"),
        ("When was the record shift?", "question/record-when"),
        ("labor aristocracy", "concept/labour-aristocracy"),
    ],
)
def test_a_thing_is_found_by_any_of_its_names(store: Store, name: str, iri: str):
    assert find(PROJECT, store, name).iri == f"https://w3id.org/stakhgraph/id/{iri}"


def test_what_may_be_several_things_is_asked_back(store: Store):
    with pytest.raises(Ambiguous, match="'purges' may be one of") as caught:
        find(PROJECT, store, "purges")
    assert caught.value.candidates[0] == "event:great-purges  Great Purges (event)"


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Sigelbaum", "Siegelbaum"),
        ("zzz", "queries --about"),
        ("?", "queries --about"),
        ("Marx", "queries --about"),
    ],
)
def test_what_is_not_found_is_never_guessed(store: Store, name: str, near: str):
    with pytest.raises(UnknownName, match=near):
        find(PROJECT, store, name)


WHO = Query("a/b", Path("b.rq"), "", parameters=(Parameter("who", "person/org", "x", "Who"),))
WHEN = Query("a/b", Path("b.rq"), "", parameters=(Parameter("when", "year", "1966", "When"),))


@pytest.mark.parametrize("name", ["Deutscher", "deutscher-isaac", "person:deutscher-isaac"])
def test_a_parameter_takes_any_name(store: Store, name: str):
    found = resolved(PROJECT, store, WHO, {"who": name})
    assert found == {"who": "https://w3id.org/stakhgraph/id/person/deutscher-isaac"}


def test_a_parameter_takes_only_things_of_its_kind(store: Store):
    with pytest.raises(UnknownName, match="who: no person or org is called 'record shift'"):
        resolved(PROJECT, store, WHO, {"who": "record shift"})


def test_a_value_that_is_no_thing_is_left_alone(store: Store):
    assert resolved(PROJECT, store, WHEN, {"when": "soon"}) == {"when": "soon"}


def test_the_most_telling_kind_is_named(store: Store):
    kinds = {thing.label: thing.kind for thing in name_search.things(PROJECT, store)}
    assert (kinds["Alec Nove"], kinds["Aleksei Stakhanov"]) == ("historian", "person")
