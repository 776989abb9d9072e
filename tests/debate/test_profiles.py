"""All about one thing: every position keeps its holder, attitude, reporter, pages and passage."""

import json

import pytest

from stakhgraph.cli import show
from stakhgraph.debate import profiles, stances
from stakhgraph.debate.profiles import Profile, profile_of
from stakhgraph.debate.stances import Stance
from stakhgraph.errors import Ambiguous
from stakhgraph.exports.material import collect
from stakhgraph.project import Project
from stakhgraph.rdf.store import Store, load
from tests import ROOT

PROJECT = Project.find(ROOT)
ID = "https://w3id.org/stakhgraph/id/"


@pytest.fixture(scope="module")
def store() -> Store:
    return load(PROJECT.turtle_files())


def positions(found: Profile, role: str) -> dict[str, Stance]:
    return {one.stance.rsplit("/", 1)[-1]: one for one in dict(found.positions).get(role, ())}


def test_a_position_has_all_that_attributes_it(store: Store):
    one = positions(profile_of(PROJECT, store, "Conquest"), "holds")["conquest-prevent-solidarity"]
    assert (one.who, one.attitude, one.reporters) == (
        ("Robert Conquest",),
        "affirms",
        ("Lewis H. Siegelbaum",),
    )
    assert (one.places, one.documents) == (("p. 5 n. 19",), ("002 Siegelbaum, Introduction",))
    assert one.anchors == (f"{ID}anchor/002-conquest-prevent-solidarity",)
    assert (one.hedges, one.hedgers) == (("probable",), ("Robert Conquest",))


def test_the_own_page_stands_with_its_edition(store: Store):
    one = positions(profile_of(PROJECT, store, "Deutscher"), "holds")[
        "deutscher-labour-aristocracy"
    ]
    assert one.cited == ("107–9, 113–14",)
    assert one.editions == ("Deutscher, Soviet Trade Unions (1950)",)


def test_inferences_of_the_editors_come_last_and_say_why(store: Store):
    found = profile_of(PROJECT, store, "Trotsky").positions
    assert [role for role, _ in found] == ["holds", "inferred", "about this"]
    held, inferred = dict(found)["holds"], dict(found)["inferred"]
    assert not any(one.inferred for one in held)
    assert all(one.inferred and one.reasons for one in inferred)


def test_a_holder_who_is_uncertain_is_one_of_several(store: Store):
    maybe = positions(profile_of(PROJECT, store, "Davies"), "perhaps holds")
    assert maybe
    assert not any(one.certain for one in maybe.values())
    assert all(len(one.who) > 1 for one in maybe.values())


def test_a_man_has_the_dates_and_numbers_of_the_event_that_he_stands_in(store: Store):
    values = {one.label: one for one in profile_of(PROJECT, store, "Stakhanov").values}
    assert (
        values["Record shift: fourteen times Stakhanov’s quota (document 002)"].answer
        == "14 multiple"
    )
    night = values["Record shift: night of 30–31 August 1935 (document 002)"]
    assert night.rivals == ("Record shift: 20 August 1935 (document 004)",)
    assert night.said == ("Lewis H. Siegelbaum affirms it; p. 2 of 002 Siegelbaum, Introduction",)
    assert "Record shift: 102 tons of coal (document 004)" in values


@pytest.mark.parametrize("name", ["question:record-when", "event:record-shift"])
def test_rival_values_stand_side_by_side(store: Store, name: str):
    rivals = {one.answer: one.rivals for one in profile_of(PROJECT, store, name).values}
    assert rivals["1935-08-20"] == ("Record shift: night of 30–31 August 1935 (document 002)",)
    assert rivals["1935-08-30/1935-08-31"] == ("Record shift: 20 August 1935 (document 004)",)


@pytest.mark.parametrize(("name", "place"), [("Trotsky", 1), ("Deutscher", 3), ("Filtzer", 4)])
def test_a_member_of_a_lineage_is_told_his_place_in_it(store: Store, name: str, place: int):
    found = profile_of(PROJECT, store, name)
    (one,) = [one for one in found.lineages if "privileged-caste" in one.lineage]
    assert (one.position, one.members, one.asserter) == (place, 4, "Lewis H. Siegelbaum")
    assert one.told in show.to_text(PROJECT, found)


def test_a_newspaper_is_a_periodical_and_a_holder_of_views(store: Store):
    with pytest.raises(Ambiguous) as asked:
        profile_of(PROJECT, store, "Le peuple")
    both = [one.split()[0] for one in asked.value.candidates]
    assert both == ["org:le-peuple", "work:le-peuple"]


def test_a_work_tells_its_citations_both_ways(store: Store):
    found = profile_of(PROJECT, store, "work:siegelbaum-stakhanovism")
    assert {one.direction for one in found.citations} == {"cites"}
    assert len({one.citation for one in found.citations}) == len(found.citations) > 40
    (cited,) = [
        one
        for one in profile_of(PROJECT, store, "Revolution Betrayed").citations
        if "n. 15" in one.places[0]
    ]
    assert (cited.direction, cited.own) == ("is cited by", "Trotsky, Revolution Betrayed (1965)")


@pytest.mark.parametrize(
    ("name", "role", "holder"),
    [
        ("question:record-when", "answers this", "the unnamed writer of the encyclopedia entry"),
        ("concept:labour-aristocracy", "about this", "Leon Trotsky"),
        ("assumption 3", "on this", "Western writing"),
        ("stance:conquest-prevent-solidarity", "itself", "Robert Conquest"),
    ],
)
def test_other_things_tell_who_holds_what_of_them(store: Store, name: str, role: str, holder: str):
    found = positions(profile_of(PROJECT, store, name), role).values()
    assert any(holder in " ".join(one.who) for one in found)


def test_every_stance_is_told_with_attitude_and_place(store: Store):
    every = profiles.all_stances(PROJECT, store)
    assert len(every) == int(store.select(COUNT).rows[0][0].value)  # type: ignore[union-attr]
    assert all(one.who and one.attitude and one.places and one.anchors for one in every)
    assert all(one.reporters for one in every if one.attestation == "reported")


COUNT = """PREFIX stakh: <https://w3id.org/stakhgraph/ns#>
SELECT (COUNT(*) AS ?n) { ?s a stakh:Stance }"""


def test_rows_and_parsed_files_give_the_same_stances(store: Store):
    from_files = {s.stance: s for s in stances.all_from_triples(collect(PROJECT).all)}
    from_queries = profiles.all_stances(PROJECT, store)
    assert len(from_queries) == len(from_files)
    for one in from_queries:
        other = from_files[one.stance].to_dict()
        assert {name: _sorted(value) for name, value in one.to_dict().items()} == {
            name: _sorted(value) for name, value in other.items()
        }


def _sorted(value: object) -> object:
    return sorted(value) if isinstance(value, tuple) else value


def test_text_says_whose_view_and_who_says_so(store: Store):
    text = show.to_text(PROJECT, profile_of(PROJECT, store, "Conquest"))
    assert "says Lewis H. Siegelbaum; p. 5 n. 19 of 002 Siegelbaum, Introduction" in text
    assert "hedge: probable (Robert Conquest)" in text
    assert "anchor:002-conquest-prevent-solidarity" in text


def test_text_fits_the_terminal(store: Store):
    text = show.to_text(PROJECT, profile_of(PROJECT, store, "Conquest"), width=60)
    assert (
        max(len(line.replace("\x1b[1m", "").replace("\x1b[0m", "")) for line in text.split("\n"))
        <= 60
    )


def test_markdown_has_headings_and_lists(store: Store):
    text = show.to_markdown(PROJECT, profile_of(PROJECT, store, "Conquest"))
    assert text.startswith("# Robert Conquest\n")
    assert "\n## Holds\n" in text
    assert "\n- affirms: " in text


def test_plain_values_are_json(store: Store):
    found = json.loads(json.dumps(profile_of(PROJECT, store, "Conquest").to_dict()))
    assert found["iri"] == f"{ID}person/conquest-robert"
    assert found["positions"]["holds"][0]["attitude"] == "affirms"
