"""Years in answers: what the editors added is marked, and years before Christ come in their order."""

from pathlib import Path

import pytest

from stakhgraph.api import Workbench
from stakhgraph.debate.profiles import profile_of
from stakhgraph.project import Project
from stakhgraph.rdf.store import ENGINES, load
from stakhgraph.web.pages.as_of import as_of
from stakhgraph.web.rendering.environment import render
from stakhgraph.web.rendering.page import DEBATE_MENU, Frame
from stakhgraph.web.site import Site
from tests import ROOT, dissent

PRODUCTIVE = """
prop:p stakh:answers question:productivity ;
    stakh:givesAnswer answer:yes ; stakh:denialGives answer:no ;
    stakh:leavingOpenGives answer:open .
answer:yes a stakh:Answer ; rdfs:label "Yes" ; stakh:rank 1 ;
    stakh:answerTo question:productivity ; stakh:verdict stakh:positive .
answer:open a stakh:Answer ; rdfs:label "Open" ; stakh:rank 3 ;
    stakh:answerTo question:productivity ; stakh:verdict stakh:undetermined .
answer:no a stakh:Answer ; rdfs:label "No" ; stakh:rank 2 ;
    stakh:answerTo question:productivity ; stakh:verdict stakh:negative .
question:productivity a stakh:Question ; rdfs:label "Productive?" .
"""

ADDED = f"""{PRODUCTIVE}
witness:verso a stakh:Witness ; rdfs:label "Verso" ; stakh:bibliographyKey "v" ;
    stakh:witnessKind stakh:titlePageVerso .
addition:abel a stakh:Addition ; rdfs:label "Abel 1961" ; stakh:about work:abel ;
    stakh:property stakh:firstPublished ; stakh:value "1961" ; stakh:witness witness:verso .
edition:kern a stakh:Edition ; rdfs:label "Survey, printed" ; frbr:realizationOf work:kern .
work:kern a stakh:Work ; rdfs:label "Survey" .
citation:1 a cito:Citation ; cito:hasCitingEntity edition:kern ; cito:hasCitedEntity edition:abel ;
    cito:hasCitationCharacterization cito:discusses .
cito:discusses rdfs:label "discusses" .
edition:abel dcterms:publisher org:house . org:house rdfs:label "House" .
"""
DATED = {
    "citations/edges": {},
    "positions/on-question": {"asked": "question:tide"},
    "positions/first-held": {"view": "prop:p"},
    "productivity/verdicts": {},
    "works/by-first-year": {},
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", DATED)
def test_a_year_that_the_editors_added_is_marked(name: str, engine: str, tmp_path: Path):
    project = dissent.project(tmp_path, ADDED)
    bench = Workbench(project, on=load(project.turtle_files(), engine=engine))
    rows = bench.query(name, **DATED[name]).records()
    basis = {row["year"]: row["yearBasis"] for row in rows}
    assert basis["1961"] == "first published (editors)"
    assert {"first published"} >= {basis[year] for year in {"1962", "1963"} & set(basis)}


def test_what_the_editors_added_is_marked_in_a_profile():
    project = Project.find(ROOT)
    found = profile_of(project, load(project.turtle_files()), "work:siegelbaum-stakhanovism")
    (year,) = [value for name, value in found.facts if name == "first published"]
    assert year.startswith(
        "1988 (added by the editors, from: Title-page verso of Siegelbaum’s book"
    )


BEFORE_CHRIST = f"""{PRODUCTIVE}
work:cato stakh:firstPublished "-0043" . work:milo stakh:firstPublished "-0100" .
edition:cato a stakh:Edition ; rdfs:label "Cato" ; frbr:realizationOf work:cato .
edition:milo a stakh:Edition ; rdfs:label "Milo" ; frbr:realizationOf work:milo .
person:cato a stakh:Historian ; rdfs:label "Cato" . person:milo a stakh:Historian ; rdfs:label "Milo" .
work:cato a stakh:Work ; rdfs:label "Cato" . work:milo a stakh:Work ; rdfs:label "Milo" .
stance:cato a stakh:Stance ; rdfs:label "Cato on p" ; stakh:holder person:cato ;
    stakh:attitude stakh:affirms ; stakh:toward prop:p ; stakh:expressedIn edition:cato ;
    stakh:attestation stakh:reported ; stakh:attestedBy person:kern ; stakh:anchor anchor:1 .
stance:milo a stakh:Stance ; rdfs:label "Milo on p" ; stakh:holder person:milo ;
    stakh:attitude stakh:rejects ; stakh:toward prop:p ; stakh:expressedIn edition:milo ;
    stakh:attestation stakh:reported ; stakh:attestedBy person:kern ; stakh:anchor anchor:1 .
"""


@pytest.mark.parametrize("engine", ENGINES)
def test_years_before_christ_come_in_their_order_and_have_decades(engine: str, tmp_path: Path):
    project = dissent.project(tmp_path, BEFORE_CHRIST)
    bench = Workbench(project, on=load(project.turtle_files(), engine=engine))
    rows = list(bench.query("positions/on-question", asked="question:tide").records())
    assert [row["who"] for row in rows] == ["Milo", "Cato", "Abel", "Ritter", "Otte"]
    decades = [row["decade"] for row in bench.query("productivity/verdicts").records()]
    assert decades == ["100s BCE", "40s BCE", "1960s", "1960s", "no date"]


def test_a_debate_can_be_seen_as_of_a_year_before_christ(tmp_path: Path):
    project = dissent.project(tmp_path, BEFORE_CHRIST)
    site = Site(project, load(project.turtle_files()), digest="0")
    text = render(as_of(site, "-43"), site, Frame("/", DEBATE_MENU))
    assert "The debate as of 44 BCE" in text
    assert "2 sides, 2 positions, 101 BCE–44 BCE" in text
