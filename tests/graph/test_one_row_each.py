"""One thing is one row: a pair of opponents, and a sentence of which the speaker is open."""

from pathlib import Path

import pytest

from stakhgraph.project import Project
from stakhgraph.queries import answering, catalogue
from stakhgraph.rdf.store import ENGINES, Store, load
from tests import ROOT, dissent

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
        (row["view"], *sorted((row["oneWho"], row["otherWho"])))
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


ABEL_OR_OTTE = """
stance:open a stakh:Stance ; rdfs:label "Abel or Otte" ;
    stakh:holderUncertain person:abel, person:otte ; stakh:attitude stakh:qualifies ;
    stakh:toward prop:p, prop:m ; stakh:hedge "perhaps" ; stakh:hedgeOwner person:kern ;
    stakh:attestation stakh:reported ; stakh:attestedBy person:kern ;
    stakh:confidence stakh:low ; stakh:anchor anchor:1 .
stance:guess a stakh:Stance ; rdfs:label "Abel or Otte, we infer" ;
    stakh:holderUncertain person:abel, person:otte ; stakh:attitude stakh:affirms ;
    stakh:toward prop:a ; stakh:attestation stakh:inferred ; stakh:attestedBy org:curators ;
    stakh:reason "It fits." ; stakh:confidence stakh:low ; stakh:anchor anchor:1 .
org:curators a stakh:Organisation ; rdfs:label "the editors" .
prop:m a stakh:Proposition, stakh:Interpretation ; rdfs:label "M" ; stakh:statement "For gain." ;
    stakh:answers question:tide ; stakh:imputesMotiveTo person:kern .
"""
OPEN_IN = {
    "assumptions/inferred-holders": {},
    "documents/whose-views": {},
    "hedges/owners": {},
    "motives/imputed": {},
    "people/positions": {"who": "person:otte"},
    "positions/not-affirmed": {},
    "positions/on-question": {},
    "support/assumption-set-aside": {"assumption": "prop:a"},
    "support/set-aside": {"reporter": "person:kern"},
}
"""Questions that print who may have said a sentence, and values that find it."""


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", OPEN_IN)
def test_two_who_may_have_said_it_are_one_row(name: str, engine: str, tmp_path: Path):
    made_up = dissent.project(tmp_path, ABEL_OR_OTTE)
    on = load(made_up.turtle_files(), engine=engine)
    answer = answering.run(QUESTIONS[name], on=on, params=OPEN_IN[name], prefixes=made_up.prefixes)
    rows = [row for row in answer.records() if "Otte" in row["who"] and row["who"] != "Otte"]
    assert {row["who"] for row in rows} == {"perhaps Abel, or Otte"}
    assert len(rows) == len({tuple(row.values())[:3] for row in rows})


def test_gain_and_price_in_one_sentence_are_one_answer_of_one_year(store: Store):
    rows = [row for row in ask("productivity/verdicts", store) if row["place"] == "¶ 6"]
    note = [row for row in rows if row["who"].startswith("perhaps")]
    assert sorted(row["verdict"] for row in note) == ["mixed"] * 4 + ["negative"] * 2
    assert {(row["decade"], row["year"], row["yearBasis"]) for row in note} == {
        ("2000s", "2002", "not before")
    }
