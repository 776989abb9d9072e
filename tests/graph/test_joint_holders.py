"""Joint holders: their stances are found under each member, once, and printed as theirs."""

from pathlib import Path

import pytest

from stakhgraph.api import Workbench
from stakhgraph.rdf.store import ENGINES, load
from tests import dissent

PAIR = """
<https://w3id.org/stakhgraph/id/joint/pair> a stakh:JointHolder ; rdfs:label "Abel and Otte" ;
    stakh:membership <https://w3id.org/stakhgraph/id/membership/1>,
        <https://w3id.org/stakhgraph/id/membership/2> .
<https://w3id.org/stakhgraph/id/membership/1> stakh:position 1 ; stakh:agent person:abel .
<https://w3id.org/stakhgraph/id/membership/2> stakh:position 2 ; stakh:agent person:otte .
stance:pair a stakh:Stance ; rdfs:label "Abel and Otte on q" ;
    stakh:holder <https://w3id.org/stakhgraph/id/joint/pair> ; stakh:attitude stakh:rejects ;
    stakh:toward prop:q ; stakh:attestation stakh:reported ; stakh:attestedBy person:kern ;
    stakh:reportMode stakh:namedOnly ; stakh:hedge "hardly" ; stakh:basis stakh:saw ;
    stakh:hedgeOwner <https://w3id.org/stakhgraph/id/joint/pair> ;
    stakh:keyPhrase "the bell", "a bell" ; stakh:confidence stakh:high ; stakh:anchor anchor:1 .
person:kern a stakh:Person .
"""
ASKED = {
    "people/positions": "who",
    "people/named-only": "who",
    "reports/modes": "who",
    "testimony/basis": "witness",
    "hedges/owners": "whose",
    "positions/single-reporter": "holding",
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", ASKED)
def test_a_joint_stance_is_found_under_each_member_and_stands_once(
    name: str, engine: str, tmp_path: Path
):
    project = dissent.project(tmp_path, PAIR)
    bench = Workbench(project, on=load(project.turtle_files(), engine=engine))
    for params in ({}, {ASKED[name]: "person:abel"}, {ASKED[name]: "person:otte"}):
        rows = [row["who"] for row in bench.query(name, **params).records()]
        assert rows.count("Abel and Otte") == 1, params


@pytest.mark.parametrize("engine", ENGINES)
def test_opponents_are_found_by_a_member(engine: str, tmp_path: Path):
    project = dissent.project(tmp_path, PAIR)
    bench = Workbench(project, on=load(project.turtle_files(), engine=engine))
    rows = bench.query("disagreements/on-a-view", one="person:otte").records()
    pairs = [(row["oneWho"], row["otherWho"]) for row in rows if row["view"] == "Q"]
    assert pairs == [("Abel and Otte", "Bauer")]


def test_a_member_is_shown_with_the_joint_stance(tmp_path: Path):
    project = dissent.project(tmp_path, PAIR)
    bench = Workbench(project, on=load(project.turtle_files()))
    assert [role for role, _ in bench.show("Abel").positions] == ["holds", "rejects", "inferred"]


def test_words_of_the_source_stand_in_quotation_marks(tmp_path: Path):
    project = dissent.project(tmp_path, PAIR)
    bench = Workbench(project, on=load(project.turtle_files()))
    (row,) = [r for r in bench.query("people/positions").records() if r["hedge"]]
    assert row["words"] == "“a bell” … “the bell”"
