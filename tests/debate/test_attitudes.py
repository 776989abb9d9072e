"""Who rejects a view or leaves it open is never listed as its holder, and is never lost."""

import html
import re
from pathlib import Path

import pytest

from stakhgraph.api import Workbench
from stakhgraph.cli import what_if as command
from stakhgraph.project import Project
from stakhgraph.rdf.store import ENGINES, load
from stakhgraph.web.pages.as_of import as_of
from stakhgraph.web.pages.home import home
from stakhgraph.web.pages.what_if import what_if
from stakhgraph.web.rendering.environment import render
from stakhgraph.web.rendering.page import DEBATE_MENU, Frame, Page
from stakhgraph.web.site import Site
from tests import dissent


@pytest.fixture(scope="module")
def debate(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return dissent.project(tmp_path_factory.mktemp("dissent"))


@pytest.fixture(scope="module")
def bench(debate: Project) -> Workbench:
    return Workbench(debate, on=load(debate.turtle_files()))


@pytest.fixture(scope="module")
def site(debate: Project) -> Site:
    return Site(debate, load(debate.turtle_files()), digest="0")


def words(page: Page, site: Site) -> str:
    """Return what a page says, without its tags."""
    text = render(page, site, Frame("/", DEBATE_MENU))
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def test_only_who_affirms_or_qualifies_holds_what_rests_on_an_assumption(bench: Workbench):
    one, other = bench.what_if("prop:a").to_dict()["rests"]
    assert (one["label"], one["holders"]) == ("P", ("Abel",))
    assert one["beside"] == [
        {"who": "Otte", "attitude": "leaves open"},
        {"who": "Ritter", "attitude": "rejects"},
    ]
    assert (other["label"], other["holders"]) == ("Q", ("Bauer (qualifies it)",))


def test_command_and_page_tell_the_attitudes_apart(bench: Workbench, site: Site):
    said = "held by Abel; Otte leaves it open; Ritter rejects it"
    assert said in command._to_text(bench.what_if("prop:a"), None)
    assert said in words(what_if(site, ["prop:a"]), site)


def test_the_figure_places_a_view_at_its_holders_and_names_the_others_apart(bench: Workbench):
    picture = bench.draw("assumption", about="prop:a").svg
    assert "Abel: P (Otte leaves it open, Ritter rejects it) 1961" in picture
    assert "Bauer (qualifies it): Q 1963" in picture


def test_the_figure_keeps_who_is_uncertain_and_leaves_out_what_is_inferred(tmp_path: Path):
    debate = dissent.project(tmp_path, UNSURE)
    picture = Workbench(debate, on=load(debate.turtle_files())).draw("assumption", about="prop:a")
    assert "Abel and perhaps Kern: P (Otte leaves it open, Ritter rejects it) 1961" in picture.svg


UNSURE = """
stance:unsure a stakh:Stance ; rdfs:label "Kern?" ; stakh:holderUncertain person:kern ;
    stakh:attitude stakh:affirms ; stakh:toward prop:p ; stakh:attestation stakh:reported ;
    stakh:anchor anchor:1 .
stance:guess a stakh:Stance ; rdfs:label "Bauer, we infer" ; stakh:holder person:bauer ;
    stakh:attitude stakh:affirms ; stakh:toward prop:p ; stakh:attestation stakh:inferred ;
    stakh:anchor anchor:1 .
"""


def test_a_rejection_supports_nothing(tmp_path: Path):
    """Ritter says himself that he rejects P; without Kern nobody is left who affirms it."""
    debate = dissent.project(tmp_path, OWN_WORD)
    found = Workbench(debate, on=load(debate.turtle_files()))
    lost = found.what_if("Kern")
    assert [(one.label, one.left) for one in lost.views] == [("P", "nothing"), ("Q", "nothing")]
    assert [one.fallen[0].told for one in lost.doubts] == ["Otte leaves it open"]
    table = found.query("support/set-aside", reporter="person:kern")
    assert [row["who"] for row in table.records()] == ["Abel", "Bauer", "Otte"]


OWN_WORD = """
doc:2 a stakh:Document ; rdfs:label "Reply" ; dcterms:creator person:ritter .
anchor:2 a oa:SpecificResource ; oa:hasSource doc:2 ; stakh:locator "p. 9" .
stance:own a stakh:Stance ; rdfs:label "Ritter himself" ; stakh:holder person:ritter ;
    stakh:attitude stakh:rejects ; stakh:toward prop:p ; stakh:attestation stakh:firstHand ;
    stakh:anchor anchor:2 .
"""


def test_a_profile_says_what_somebody_rejects_and_leaves_open(bench: Workbench):
    roles = {name: [role for role, _ in bench.show(name).positions] for name in PEOPLE}
    assert roles == PEOPLE


PEOPLE = {
    "Abel": ["holds", "inferred"],
    "Bauer": ["qualifies", "inferred"],
    "Ritter": ["rejects"],
    "Otte": ["leaves open"],
}


def test_a_member_of_a_lineage_who_rejects_the_view_is_said_to(bench: Workbench):
    (lineage,) = bench.lineages()
    assert [(m.who, m.view) for m in lineage.members] == [
        ("Abel", "P"),
        ("Ritter", "rejects: P"),
    ]


@pytest.mark.parametrize("question", ["documents/whose-views", "support/assumption-set-aside"])
def test_a_table_that_names_a_rejecter_names_the_attitude(bench: Workbench, question: str):
    params = {"assumption": "prop:a"} if question.startswith("support") else {}
    rows = {(row["who"], row["attitude"]) for row in bench.query(question, **params).records()}
    assert rows == {
        ("Abel", "affirms"),
        ("Bauer", "qualifies"),
        ("Otte", "leaves open"),
        ("Ritter", "rejects"),
    }


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("year", "sides"), [(1961, []), (1962, ["2"]), (1965, ["2"])])
def test_a_question_is_open_once_one_affirms_and_another_rejects(
    debate: Project, engine: str, year: int, sides: list[str]
):
    on = Workbench(debate, on=load(debate.turtle_files(), engine=engine))
    rows = list(on.query("support/open-questions", asOf=year).records())
    assert [row["sides"] for row in rows] == sides
    counts = ("positions", "firstYear", "lastYear", "undated")
    assert [tuple(row[name] for name in counts) for row in rows] == [
        ("2", "1961", "1962", "1") for _ in sides
    ]


def test_the_page_lists_undated_positions_apart(site: Site):
    told = words(as_of(site, "1965"), site)
    assert "2 sides, 2 positions, 1961–1962; 1 more position without a year." in told
    before, after = told.split("Positions without a year")
    assert ("Otte" in before, "Otte" in after) == (False, True)


def test_that_nobody_read_another_is_said_only_where_the_graph_says_so(site: Site, tmp_path: Path):
    plain = words(home(site), site)
    assert "Every step in it is stated." in plain
    assert "said to have read" not in plain
    debate = dissent.project(tmp_path, NOBODY_READ)
    told = Site(debate, load(debate.turtle_files()), digest="0")
    assert "Nobody is said to have read another." in words(home(told), told)


NOBODY_READ = """
absence:read a stakh:Absence ; rdfs:label "Nobody is said to have read another" ;
    stakh:concerns lineage:thesis ; stakh:missing "who read whom" ;
    stakh:absenceReason stakh:notSaid ; stakh:anchor anchor:1 .
"""
