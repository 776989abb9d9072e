"""What falls when something is set aside: kept as accounts are, by rules that can be told."""

import pytest

from stakhgraph.debate import what_if_rules
from stakhgraph.debate.what_if import WhatIf
from stakhgraph.errors import UnknownName, UsageError
from stakhgraph.project import Project
from stakhgraph.queries import answering, catalogue
from stakhgraph.rdf.store import Store, load
from tests import ROOT

PROJECT = Project.find(ROOT)


@pytest.fixture(scope="module")
def store() -> Store:
    return load(PROJECT.turtle_files())


def without(store: Store, *names: str) -> WhatIf:
    return what_if_rules.set_aside(PROJECT, store, names)


def labels(losses: object) -> list[str]:
    return [loss.label for loss in losses]  # type: ignore[attr-defined]


def test_a_reporter_takes_what_only_he_reports_and_leaves_what_he_says_himself(store: Store):
    found = without(store, "Siegelbaum")
    holders = {one.who for one in found.fallen}
    assert {"Isaac Deutscher", "Leon Trotsky", "Donald Filtzer"} <= holders
    assert not any(one.who == "Lewis H. Siegelbaum" for one in found.fallen)
    assert "What a person says at first hand stays" in found.sentences()[-1]


def test_what_falls_with_a_reporter_is_what_the_question_of_the_catalogue_tells(store: Store):
    query = catalogue.find(PROJECT, "support/set-aside")
    person = "person:siegelbaum-lewis-h"
    table = answering.run(query, on=store, params={"reporter": person}, prefixes=PROJECT.prefixes)
    told = {(row["who"], row["place"]) for row in table.records()}
    fell = {(one.who, place) for one in without(store, person).fallen for place in one.places}
    assert len(told) > 30
    assert {pair for pair in told if "perhaps" not in pair[0] and " and " not in pair[0]} <= {
        (holder, place) for names, place in fell for holder in names.split(" and ")
    }


def test_every_step_goes_with_the_one_who_tells_the_series(store: Store):
    found = without(store, "Siegelbaum")
    assert len(found.steps) == 4
    assert found.kept_steps == ()


def test_a_work_takes_the_steps_that_begin_in_it(store: Store):
    found = without(store, "work:trotsky-revolution-betrayed")
    assert sorted(step.label for step in found.steps) == [
        "Trotsky to Filtzer",
        "Trotsky to Pasquier",
    ]
    assert {one.who for one in found.fallen} == {"Leon Trotsky"}


def test_a_report_through_another_falls_with_either(store: Store):
    """The interpreter told Copeman, and Copeman tells us."""
    scrap = "Stalin Auto Plant: the scrap was cars that would not start"
    assert scrap in labels(without(store, "Copeman").values)
    assert scrap in labels(without(store, "source:copeman-testimony").values)


def test_an_assumption_takes_nothing_with_it_but_something_to_rest_on(store: Store):
    found = without(store, "assumption 3")
    assert (found.fallen, found.views, found.values, found.steps) == ((), (), (), ())
    by_view = {one.label: one for one in found.rests}
    caste = by_view["Stakhanovism let the regime make a privileged caste of workers"]
    assert (caste.assumption, caste.others) == (
        "Clause 3a: Stakhanovites were a clearly bounded stratum",
        ("Clause 1a: Stakhanovism came from a strategy of the regime",),
    )
    assert "4 of these 4 links are inferred by the editors" in " ".join(found.sentences())


def test_two_things_take_at_least_what_each_takes(store: Store):
    one, other = without(store, "doc:000"), without(store, "doc:004")
    both = without(store, "doc:000", "doc:004")
    fell = {stance.iri for stance in both.fallen}
    assert {s.iri for s in one.fallen} | {s.iri for s in other.fallen} <= fell


def test_a_value_tells_which_rivals_would_stand_alone(store: Store):
    (loss,) = [
        v for v in without(store, "doc:004").values if v.label.startswith("Record shift: 20")
    ]
    assert loss.of == "When was the record shift?"
    assert loss.rivals == ("Record shift: night of 30–31 August 1935 (document 002)",)


def test_inferences_of_the_editors_are_no_support(store: Store):
    left = {loss.left for loss in without(store, "Siegelbaum").views}
    assert left == {"nothing", "only inferences of the editors"}


def test_nothing_aside_takes_nothing(store: Store):
    assert without(store).fallen == ()
    assert without(store).sentences() == ("Nothing is set aside.",)


@pytest.mark.parametrize(
    ("name", "error"), [("Stakhanovite movement", UsageError), ("Nobody", UnknownName)]
)
def test_what_cannot_be_set_aside_is_refused(store: Store, name: str, error: type[Exception]):
    with pytest.raises(error):
        without(store, name)


def test_the_accounts_are_no_verdict(store: Store):
    assert "does not say who is right" in without(store, "Copeman").to_dict()["caution"]
