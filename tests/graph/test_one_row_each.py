"""One thing is one row: a pair of opponents, and a sentence of which the speaker is open."""

import pytest

from stakhgraph.project import Project
from stakhgraph.queries import answering, catalogue
from stakhgraph.rdf.store import ENGINES, Store, load
from tests import ROOT

PROJECT = Project.find(ROOT)
QUESTIONS = catalogue.read_all(PROJECT)


@pytest.fixture(scope="module", params=ENGINES)
def store(request: pytest.FixtureRequest) -> Store:
    return load(PROJECT.turtle_files(), engine=str(request.param))


def ask(name: str, on: Store, **params: str) -> list[dict[str, str]]:
    answer = answering.run(QUESTIONS[name], on=on, params=params, prefixes=PROJECT.prefixes)
    return list(answer.records())


def test_a_pair_stands_once_whoever_is_named_first(store: Store):
    one, other = "person:siegelbaum-lewis-h", "collective:western-literature"
    pairs = [
        (row["view"], *sorted((row["oneHolder"], row["otherHolder"])))
        for row in ask("disagreements/on-a-view", store)
    ]
    assert len(pairs) == len(set(pairs)) > 6
    assert len(ask("disagreements/on-a-view", store, one=one, other=other)) == 6
    assert len(ask("disagreements/on-a-view", store, one=other, other=one)) == 6


@pytest.mark.parametrize("name", ["uncertain/whose-sentence", "curation/doubtful"])
def test_a_sentence_stands_once_with_all_who_may_have_said_it(name: str, store: Store):
    open_to_doubt = "R. W. Davies and Oleg Khlevnyuk, or the unnamed writer"
    found = [row for row in ask(name, store) if any(open_to_doubt in cell for cell in row.values())]
    sentences = [row.get("position", row.get("view")) for row in found]
    assert len(sentences) == len(set(sentences)) > 20


def test_a_passage_gives_one_reason_for_all_that_it_leaves_open(store: Store):
    rows = [row for row in ask("uncertain/whose-sentence", store) if row["place"] == "¶ 3"]
    assert (len(rows), len({row["reason"] for row in rows})) == (8, 1)


def test_gain_and_price_in_one_sentence_are_one_answer_of_one_year(store: Store):
    rows = [row for row in ask("productivity/verdicts", store) if row["place"] == "¶ 6"]
    note = [row for row in rows if row["holder"].startswith("perhaps")]
    assert sorted(row["verdict"] for row in note) == ["negative"] * 3 + ["positive"]
    assert {(row["decade"], row["year"], row["yearBasis"]) for row in note} == {
        ("2000s", "2002", "not before")
    }
