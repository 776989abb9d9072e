"""The lineage explorer: what it shows is what SPARQL answers, and nothing that is chosen moves it."""

import re
from dataclasses import replace
from itertools import combinations
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from stakhgraph.drawing.primitives import Box, Group, Marker
from stakhgraph.drawing.scene import Scene
from stakhgraph.project import Project
from stakhgraph.rdf.store import Store, load
from stakhgraph.web import lineage_data as atlases
from stakhgraph.web import lineage_filters, lineage_view
from stakhgraph.web.lineage_data import Arc, Atlas, Work
from stakhgraph.web.lineage_filters import Choice
from tests import ROOT

PROJECT = Project.find(ROOT)
PREFIXES = "".join(f"PREFIX {p}: <{n}>\n" for p, n in PROJECT.prefixes.namespaces.items())
TROTSKY, FILTZER = "trotsky-revolution-betrayed", "filtzer-soviet-workers"
SIEGELBAUM, NOTE = "siegelbaum-stakhanovism", "jrl-note-6535"

# A stance stands in the work of its edition or source; one that curators infer in that of the
# stance they infer it from; one at first hand without either in the document itself.
STANDS = """
  { ?stance a stakh:Stance . FILTER NOT EXISTS { ?stance stakh:attestation stakh:inferred } BIND(?stance AS ?told) }
  UNION { ?stance stakh:attestation stakh:inferred ; prov:wasDerivedFrom ?told }
  { ?told stakh:expressedIn/frbr:realizationOf ?work }
  UNION { ?told stakh:expressedIn ?piece . ?piece a stakh:PrimarySource ; dcterms:isPartOf/frbr:realizationOf ?work }
  UNION { ?told stakh:expressedIn ?piece . ?piece a stakh:PrimarySource ; dcterms:isPartOf ?work . ?work a stakh:Work }
  UNION { ?told stakh:attestation stakh:firstHand ; stakh:anchor/oa:hasSource/stakh:cites/frbr:realizationOf ?work
          FILTER NOT EXISTS { ?told stakh:expressedIn ?any } }
"""
CITES = "^frbr:realizationOf/^cito:hasCitedEntity/cito:hasCitingEntity/frbr:realizationOf"
CITED = "^frbr:realizationOf/^cito:hasCitingEntity/cito:hasCitedEntity/frbr:realizationOf"
ON = "^stakh:earlier/stakh:later"
BACK = "^stakh:later/stakh:earlier"


@pytest.fixture(scope="module")
def store() -> Store:
    return load(PROJECT.turtle_files())


@pytest.fixture(scope="module")
def atlas(store: Store) -> Atlas:
    return atlases.gather(PROJECT, store)


@pytest.fixture(scope="module")
def view(store: Store) -> Any:
    """Give what the page shows for some parameters."""
    desk = SimpleNamespace(project=PROJECT, on=store)
    return lambda **params: lineage_view.view(desk, params)


def works(store: Store, pattern: str) -> set[str]:
    """Give the slugs of the works that a pattern finds."""
    table = store.select(f"{PREFIXES}SELECT DISTINCT ?work WHERE {{ {pattern} }}")
    return {row["work"].rsplit("/", 1)[-1] for row in table.records()}


def shown(found: dict[str, Any]) -> set[str]:
    return {row["slug"] for row in found["rows"] if not row["out"]}


# --------------------------------------------------------------------------- what SPARQL says too


def test_every_work_is_there(view: Any, store: Store) -> None:
    every = works(store, "?work a stakh:Work")
    assert shown(view()) == every
    assert view()["count"].startswith(f"{len(every)} of {len(every)} works")


ASKED = [
    "assumption-1-regime-strategy",
    "assumption-2-workers-taylorism-material",
    "assumption-3-stratum",
    "clause-2b-taylorism",
    "axiom-contested",
]


@pytest.mark.parametrize("asked", ASKED)
def test_an_assumption_leaves_the_works_that_take_a_stance_on_it(
    view: Any, store: Store, asked: str
) -> None:
    found = works(
        store, f"prop:{asked} stakh:hasClause? ?view . {STANDS} ?stance stakh:toward ?view"
    )
    assert found
    assert shown(view(assumption=asked)) == found


@pytest.mark.parametrize("stance", ["affirms", "rejects", "qualifies", "agnostic"])
def test_a_stance_leaves_the_works_that_take_it(view: Any, store: Store, stance: str) -> None:
    found = works(store, f"{STANDS} ?stance stakh:attitude stakh:{stance}")
    assert shown(view(stance=stance)) == found


def test_a_stance_to_an_assumption_is_one_to_that_assumption(view: Any, store: Store) -> None:
    pattern = "prop:assumption-3-stratum stakh:hasClause? ?view ."
    pattern += f"{STANDS} ?stance stakh:toward ?view ; stakh:attitude stakh:rejects"
    found = works(store, pattern)
    assert shown(view(assumption="assumption-3-stratum", stance="rejects")) == found


@pytest.mark.parametrize("focus", [SIEGELBAUM, NOTE, TROTSKY, "barker-incentives"])
@pytest.mark.parametrize("depth", ["1", "2", "all"])
def test_depth_is_a_property_path_over_citations(
    view: Any, store: Store, focus: str, depth: str
) -> None:
    path = {"1": "({p})?", "2": "({p})?/({p})?", "all": "({p})*"}[depth]
    ways = [f"{{ work:{focus} {path.format(p=p)} ?work }}" for p in (CITES, CITED)]
    assert shown(view(focus=focus, depth=depth, links="citations")) == works(
        store, " UNION ".join(ways)
    )


@pytest.mark.parametrize(
    "focus", [FILTZER, TROTSKY, "schwarz-labor", "conquest-industrial-workers"]
)
@pytest.mark.parametrize("depth", ["1", "2", "all"])
def test_depth_is_a_property_path_over_the_steps_of_arguments(
    view: Any, store: Store, focus: str, depth: str
) -> None:
    path = {"1": "({p})?", "2": "({p})?/({p})?", "all": "({p})*"}[depth]
    ways = " UNION ".join(f"{{ ?one {path.format(p=p)} ?other }}" for p in (ON, BACK))
    pattern = f"""?one stakh:expressedIn/frbr:realizationOf work:{focus} .
      {ways} ?other stakh:expressedIn/frbr:realizationOf ?work ."""
    found = works(store, pattern) | {focus}
    assert shown(view(focus=focus, depth=depth)) == found


@pytest.mark.parametrize(
    ("first", "last"), [(TROTSKY, FILTZER), ("pasquier-stakhanovisme", FILTZER), (FILTZER, TROTSKY)]
)
def test_a_path_is_what_lies_after_one_work_and_before_the_other(
    view: Any, store: Store, first: str, last: str
) -> None:
    pattern = f"""?one stakh:expressedIn/frbr:realizationOf work:{first} . ?one ({ON})* ?point .
      ?point ({ON})* ?end . ?end stakh:expressedIn/frbr:realizationOf work:{last} .
      ?point stakh:expressedIn/frbr:realizationOf ?work ."""
    assert shown(view(a=first, b=last)) == works(store, pattern)


def test_years_are_those_of_the_basis(view: Any) -> None:
    assert TROTSKY in shown(view(**{"from": "1935", "to": "1939"}))
    assert TROTSKY not in shown(view(**{"from": "1935", "to": "1939", "basis": "cited"}))
    assert TROTSKY in shown(view(**{"from": "1965", "to": "1965", "basis": "cited"}))


def test_no_argument_runs_on_into_another() -> None:
    arcs = [
        Arc("steps", "a1", "a2", "one", "two", "goes back to", "stated", ""),
        Arc("steps", "b1", "b2", "two", "three", "goes back to", "stated", ""),
    ]
    small = Atlas(
        {n: Work(n, n, (), (), (), ()) for n in ("one", "two", "three")}, tuple(arcs), (), {}, {}, 0
    )
    assert lineage_filters.around(small, arcs, "one", "all") == {"one", "two"}
    assert lineage_filters.between(small, arcs, "one", "three") == set()


def test_what_is_only_implied_can_be_left_out(view: Any) -> None:
    assert shown(view(focus=FILTZER, explicitness="stated")) == {FILTZER, TROTSKY}
    assert TROTSKY not in shown(view(focus=FILTZER, explicitness="implied"))


# ------------------------------------------------------------------------------------- the address


def test_an_address_leaves_out_what_is_usual() -> None:
    assert Choice().address() == "/lineage"
    assert Choice(start=1935, basis="cited").address() == "/lineage?from=1935&basis=cited"
    assert Choice(sort="work", down=True).address() == "/lineage?sort=-work"


def test_an_address_is_read_as_it_was_written(atlas: Atlas) -> None:
    from urllib.parse import parse_qsl

    one = Choice("assumption-3-stratum", "affirms", 1930, 1990, FILTZER, "2", TROTSKY, FILTZER)
    one = replace(one, basis="cited", links="both", explicitness="stated", view="table", sort="to")
    params = dict(parse_qsl(one.address().partition("?")[2]))
    assert lineage_filters.read(params, atlas, lineage_filters.finder(atlas, lambda _: "")) == (
        one,
        (),
    )


@pytest.mark.parametrize("name", ["Filtzer", "filtzer", FILTZER, "Soviet Workers and Stalinist"])
def test_a_focus_may_be_called_by_any_of_its_names(view: Any, name: str) -> None:
    assert view(focus=name)["choice"].focus == FILTZER


def test_an_unknown_focus_gets_a_notice_and_all_works(view: Any) -> None:
    found = view(focus="nobody-1999")
    assert found["notices"][0].startswith("No work is called “nobody-1999”.")
    assert not found["empty"]
    assert "Did you mean Filtzer" in view(focus="filtzar")["notices"][0]


def test_what_is_no_value_of_a_control_gets_a_notice(view: Any) -> None:
    assert "there are 1, 2, all" in view(depth="7")["notices"][0]
    assert "no year" in view(**{"from": "19xx"})["notices"][0]


def test_an_empty_filter_names_the_filters_and_how_to_drop_each(view: Any) -> None:
    found = view(**{"from": "1900", "to": "1901", "stance": "rejects"})
    assert found["empty"]
    assert [one["drop"] for one in found["filters"]] == [
        "/lineage?from=1900&to=1901",
        "/lineage?stance=rejects",
    ]


def test_a_path_that_leads_the_other_way_says_so(view: Any) -> None:
    assert "One leads from Trotsky" in view(a=FILTZER, b=TROTSKY)["notices"][0]


# ------------------------------------------------------------------------------------ the picture


def groups(scene: Scene) -> list[Group]:
    return [group for group in scene.group("works").items if isinstance(group, Group)]


@pytest.mark.parametrize("basis", ["first", "cited"])
def test_every_dated_work_stands_exactly_at_its_year(atlas: Atlas, basis: str) -> None:
    drawn = lineage_view.scene(atlas, Choice(basis=basis))
    for group in groups(drawn):
        year = dict(group.data)["year"]
        mark = next(item for item in group.items if isinstance(item, Marker))
        if isinstance(year, int):
            assert abs(mark.x - drawn.scale(year)) < 0.5


def test_no_box_lies_on_another(atlas: Atlas) -> None:
    boxes = [
        next(item for item in group.items if isinstance(item, Box))
        for group in groups(lineage_view.scene(atlas, Choice()))
    ]
    assert len(boxes) == len(atlas.works)
    for a, b in combinations(boxes, 2):
        apart = a.x + a.width < b.x or b.x + b.width < a.x
        assert apart or a.y + a.height < b.y or b.y + b.height < a.y


def test_nothing_that_is_chosen_moves_anything_but_the_basis_of_years(view: Any) -> None:
    def places(found: dict[str, Any]) -> list[tuple[str, str]]:
        return re.findall(r'data-work="([^"]+)"[^>]*data-x="([^"]+)"', found["svg"]["inside"])

    usual = places(view())
    for params in ({"assumption": ASKED[2]}, {"focus": FILTZER, "links": "both"}, {"from": "1980"}):
        assert places(view(**params)) == usual
    assert dict(places(view(basis="cited")))[TROTSKY] != dict(usual)[TROTSKY]


def test_a_picture_is_well_formed_and_its_works_are_links_with_names(view: Any) -> None:
    inside = view(focus=FILTZER)["svg"]["inside"]
    assert "style=" not in inside
    root = ET.fromstring(f"<svg>{inside}</svg>")
    named = {a.get("href"): a.get("aria-label") for a in root.iter("a")}
    assert len(named) == 4  # those that are dimmed cannot be reached
    assert named[f"/work/{FILTZER}"].startswith(
        "Filtzer, Soviet Workers ≤1986. Not after 1986. Affirms"
    )


def test_a_work_speaks_its_years_stances_and_counts(atlas: Atlas) -> None:
    assert lineage_view.spoken(
        atlas, atlas.works[TROTSKY], "first", "Trotsky, Revolution 1937"
    ) == (
        "Trotsky, Revolution 1937. Trotsky, Revolution Betrayed. 1937, cited from 1965. Affirms "
        "clause 3b (inferred by the curators). 7 views. Taken up by 2, cited by 1"
    )


def test_a_view_is_told_with_both_pages(atlas: Atlas) -> None:
    said = atlas.works["deutscher-soviet-trade-unions"].said
    assert "Deutscher 107–9, 113–14, as reported in Siegelbaum 5 n. 17" in {
        one.reference for one in said
    }


def test_the_table_sorts_by_any_column_both_ways(view: Any) -> None:
    up = [row["views"] for row in view(sort="views")["rows"]]
    assert up == sorted(up)
    assert [row["views"] for row in view(sort="-views")["rows"]] == sorted(up, reverse=True)
    orders = {column["key"]: column["order"] for column in view(sort="-views")["columns"]}
    assert orders["views"] == "descending"


def test_above_a_hundred_and_fifty_works_a_core_set_is_shown() -> None:
    many = {f"w{i}": Work(f"w{i}", f"Work {i}", (), (), (), ()) for i in range(160)}
    arcs = tuple(
        Arc("citations", f"w{i}", "w0", f"w{i}", "w0", "cites", "stated", "") for i in range(1, 120)
    )
    large = Atlas(many, arcs, (), {}, {}, 0)
    (core,) = lineage_filters.filters(large, Choice())
    assert len(core.left) == 150
    assert {"w0", "w119"} <= core.left
    assert lineage_filters.filters(large, Choice(works="all")) == ()
