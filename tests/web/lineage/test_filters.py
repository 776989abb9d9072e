"""The filters of the explorer: the works that they leave are those that SPARQL finds."""

from collections.abc import Callable
from typing import Any

import pytest

from stakhgraph.web.lineage.data import LineageData, Link, Work
from stakhgraph.web.lineage.filters import active_filters
from stakhgraph.web.lineage.settings import Settings

View = Callable[..., dict[str, Any]]
Works = Callable[[str], set[str]]

TROTSKY, FILTZER = "trotsky-revolution-betrayed", "filtzer-soviet-workers"
SIEGELBAUM, NOTE = "siegelbaum-stakhanovism", "jrl-note-6535"

# A stance belongs to the work of its edition or source; one that the editors infer to the work of
# the stance from which they infer it; one at first hand without either to the document itself.
WORK_OF_STANCE = """
  { ?stance a stakh:Stance . FILTER NOT EXISTS { ?stance stakh:attestation stakh:inferred } BIND(?stance AS ?source) }
  UNION { ?stance stakh:attestation stakh:inferred ; prov:wasDerivedFrom ?source }
  { ?source stakh:expressedIn/frbr:realizationOf ?work }
  UNION { ?source stakh:expressedIn ?piece . ?piece a stakh:PrimarySource ; dcterms:isPartOf/frbr:realizationOf ?work }
  UNION { ?source stakh:expressedIn ?piece . ?piece a stakh:PrimarySource ; dcterms:isPartOf ?work . ?work a stakh:Work }
  UNION { ?source stakh:attestation stakh:firstHand ; stakh:anchor/oa:hasSource/stakh:cites/frbr:realizationOf ?work
          FILTER NOT EXISTS { ?source stakh:expressedIn ?any } }
"""
CITES = "^frbr:realizationOf/^cito:hasCitedEntity/cito:hasCitingEntity/frbr:realizationOf"
CITED = "^frbr:realizationOf/^cito:hasCitingEntity/cito:hasCitedEntity/frbr:realizationOf"
ON = "^stakh:earlier/stakh:later"
BACK = "^stakh:later/stakh:earlier"


ASKED = [
    "assumption-1-regime-strategy",
    "assumption-2-workers-taylorism-material",
    "assumption-3-stratum",
    "clause-2b-taylorism",
    "axiom-contested",
]


def shown(found: dict[str, Any]) -> set[str]:
    return {row["slug"] for row in found["rows"] if not row["out"]}


def test_without_filters_every_work_is_shown(view: View, works: Works) -> None:
    every = works("?work a stakh:Work")
    assert shown(view()) == every
    assert view()["count"].startswith(f"{len(every)} of {len(every)} works")


@pytest.mark.parametrize("asked", ASKED)
def test_an_assumption_leaves_the_works_that_take_a_stance_on_it(
    view: View, works: Works, asked: str
) -> None:
    found = works(
        f"prop:{asked} stakh:hasClause? ?view . {WORK_OF_STANCE} ?stance stakh:toward ?view"
    )
    assert found
    assert shown(view(assumption=asked)) == found


@pytest.mark.parametrize("stance", ["affirms", "rejects", "qualifies", "agnostic"])
def test_a_stance_leaves_the_works_that_take_it(view: View, works: Works, stance: str) -> None:
    found = works(f"{WORK_OF_STANCE} ?stance stakh:attitude stakh:{stance}")
    assert shown(view(stance=stance)) == found


def test_a_stance_to_an_assumption_is_one_to_that_assumption(view: View, works: Works) -> None:
    pattern = "prop:assumption-3-stratum stakh:hasClause? ?view ."
    pattern += f"{WORK_OF_STANCE} ?stance stakh:toward ?view ; stakh:attitude stakh:rejects"
    found = works(pattern)
    assert shown(view(assumption="assumption-3-stratum", stance="rejects")) == found


@pytest.mark.parametrize("focus", [SIEGELBAUM, NOTE, TROTSKY, "barker-incentives"])
@pytest.mark.parametrize("depth", ["1", "2", "all"])
def test_depth_means_a_property_path_over_citations(
    view: View, works: Works, focus: str, depth: str
) -> None:
    path = {"1": "({p})?", "2": "({p})?/({p})?", "all": "({p})*"}[depth]
    ways = [f"{{ work:{focus} {path.format(p=p)} ?work }}" for p in (CITES, CITED)]
    assert shown(view(focus=focus, depth=depth, links="citations")) == works(" UNION ".join(ways))


@pytest.mark.parametrize(
    "focus", [FILTZER, TROTSKY, "schwarz-labor", "conquest-industrial-workers"]
)
@pytest.mark.parametrize("depth", ["1", "2", "all"])
def test_depth_means_a_property_path_over_the_steps_of_arguments(
    view: View, works: Works, focus: str, depth: str
) -> None:
    path = {"1": "({p})?", "2": "({p})?/({p})?", "all": "({p})*"}[depth]
    ways = " UNION ".join(f"{{ ?one {path.format(p=p)} ?other }}" for p in (ON, BACK))
    pattern = f"""?one stakh:expressedIn/frbr:realizationOf work:{focus} .
      {ways} ?other stakh:expressedIn/frbr:realizationOf ?work ."""
    found = works(pattern) | {focus}
    assert shown(view(focus=focus, depth=depth)) == found


@pytest.mark.parametrize(
    ("first", "last"), [(TROTSKY, FILTZER), ("pasquier-stakhanovisme", FILTZER), (FILTZER, TROTSKY)]
)
def test_a_path_is_what_lies_after_one_work_and_before_the_other(
    view: View, works: Works, first: str, last: str
) -> None:
    pattern = f"""?one stakh:expressedIn/frbr:realizationOf work:{first} . ?one ({ON})* ?point .
      ?point ({ON})* ?end . ?end stakh:expressedIn/frbr:realizationOf work:{last} .
      ?point stakh:expressedIn/frbr:realizationOf ?work ."""
    assert shown(view(a=first, b=last)) == works(pattern)


def test_years_are_those_of_the_chosen_basis(view: View) -> None:
    assert TROTSKY in shown(view(**{"from": "1935", "to": "1939"}))
    assert TROTSKY not in shown(view(**{"from": "1935", "to": "1939", "basis": "cited"}))
    assert TROTSKY in shown(view(**{"from": "1965", "to": "1965", "basis": "cited"}))


def test_steps_that_are_only_implied_can_be_left_out(view: View) -> None:
    assert shown(view(focus=FILTZER, explicitness="stated")) == {FILTZER, TROTSKY}
    assert TROTSKY not in shown(view(focus=FILTZER, explicitness="implied"))


def test_an_empty_filter_names_the_filters_and_how_to_drop_each(view: View) -> None:
    found = view(**{"from": "1900", "to": "1901", "stance": "rejects"})
    assert found["empty"]
    assert [one["drop"] for one in found["filters"]] == [
        "/lineage?from=1900&to=1901",
        "/lineage?stance=rejects",
    ]


def test_above_a_hundred_and_fifty_works_a_core_set_is_shown() -> None:
    many = {f"w{i}": Work(f"w{i}", f"Work {i}", (), (), (), ()) for i in range(160)}
    links = tuple(
        Link("citations", f"w{i}", "w0", f"w{i}", "w0", "cites", "stated", "")
        for i in range(1, 120)
    )
    large = LineageData(many, links, (), {}, {}, 0)
    (core,) = active_filters(large, Settings())
    assert len(core.passing) == 150
    assert {"w0", "w119"} <= core.passing
    assert active_filters(large, Settings(works="all")) == ()
