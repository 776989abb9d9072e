"""Lineages: readings of a told series, exact shares, and what no document states."""

from dataclasses import replace
from fractions import Fraction

import pytest

from stakhgraph.debate import descent, lineage, summary
from stakhgraph.errors import Failure, UnknownName
from stakhgraph.files import read_text
from stakhgraph.rdf import store
from stakhgraph.rdf.tables import Table
from stakhgraph.rdf.terms import Literal
from tests import ROOT

TOLD = ["Trotsky", "Pasquier", "Deutscher", "Filtzer"]
STATED = [("Trotsky", "Filtzer")]
IMPLIED = [("Trotsky", "Pasquier"), ("Pasquier", "Deutscher"), ("Deutscher", "Filtzer")]


def table(columns, rows):
    return Table(tuple(columns.split()), tuple(tuple(map(Literal, map(str, row))) for row in rows))


def tell(told=TOLD, stated=STATED, implied=IMPLIED):
    series = table(
        "lineage position who view year yearBasis asserter place stance",
        [
            ("L", i, who, "v", 1937, "first published", "S", "p. 4", who)
            for i, who in enumerate(told, 1)
        ],
    )
    arcs = [(*arc, "stated") for arc in stated] + [(*arc, "implied by order") for arc in implied]
    edges = table(
        "lineage from to kind explicitness asserter place",
        [("L", start, end, "k", how, "S", "p. 4") for start, end, how in arcs],
    )
    return lineage.build(series, edges)


def shares(reading, through):
    found = descent.choose(tell(), "Trotsky", "Filtzer")
    traces = {item.reading: item for item in found.traces}
    return traces[reading].routes, dict(traces[reading].shares)[through]


@pytest.mark.parametrize(
    ("reading", "routes", "share"),
    [
        ("stated", 1, Fraction(0)),
        ("series", 1, Fraction(1)),
        ("series and stated", 2, Fraction(1, 2)),
    ],
)
def test_how_much_runs_through_deutscher_depends_on_the_reading(reading, routes, share):
    assert shares(reading, "Deutscher") == (routes, share)


def test_what_no_document_states_is_said():
    found = descent.choose(tell(), "Trotsky", "Filtzer")
    assert found.sentences()[-1].startswith("No document states an arc through Pasquier")


def test_only_the_arcs_that_carry_the_descent_are_named():
    found = descent.choose(tell(), "Trotsky", "Deutscher")
    stated, series, _ = found.traces
    assert (stated.routes, stated.arcs) == (0, ())
    assert [(arc.earlier, arc.later) for arc in series.arcs] == IMPLIED[:2]


def test_a_lineage_that_loops_is_refused():
    with pytest.raises(Failure, match="comes back to where it started"):
        tell(implied=[*IMPLIED, ("Filtzer", "Trotsky")])


def test_names_that_stand_in_no_lineage_are_refused_with_those_that_do():
    with pytest.raises(UnknownName, match="Deutscher"):
        descent.choose(tell(), "Trotsky", "Nove")


def test_an_arc_that_only_the_order_implies_is_said_to_be_no_more():
    found = descent.choose(tell(stated=[]), "Trotsky", "Filtzer")
    told = found.sentences()[-1]
    assert told.startswith("No document states an arc from Trotsky to Filtzer")


def test_who_is_unavoidable_depends_on_the_reading():
    found = descent.choose(tell(), "Trotsky", "Filtzer")
    assert found.answers()[:3] == (
        "Unavoidable in the reading “stated”: nobody.",
        "Unavoidable in the reading “series”: Pasquier, Deutscher.",
        "Unavoidable in the reading “series and stated”: nobody; 2 routes share nobody.",
    )


def test_what_remains_without_implied_steps_is_told():
    found = descent.choose(tell(), "Trotsky", "Filtzer")
    assert "Without the implied steps there remains: Filtzer’s argument k Trotsky (S, p. 4)." in (
        found.answers()
    )
    assert [trace.routes for trace in found.without(implied=True).traces] == [1, 0, 1]


def test_who_else_stands_in_the_series_is_told():
    assert descent.choose(tell(), "Trotsky", "Pasquier").answers()[-1] == (
        "Who else stands in the series: Deutscher, Filtzer outside the two."
    )
    assert descent.choose(tell(), "Trotsky", "Filtzer").answers()[-1] == (
        "Who else stands in the series: Pasquier, Deutscher in between."
    )


def test_how_much_runs_through_each_is_told_reading_by_reading():
    assert (
        "Through Deutscher run: “stated” none of 1; “series” all of them; "
        "“series and stated” 1 of 2."
    ) in descent.choose(tell(), "Trotsky", "Filtzer").answers()


def test_the_counting_is_shown():
    lines = descent.choose(tell(), "Trotsky", "Filtzer").explained()
    assert lines[-2:] == (
        "  Pasquier: N(Trotsky → Pasquier) · N(Pasquier → Filtzer) / N = 1 · 1 / 2 = 1/2",
        "  Deutscher: N(Trotsky → Deutscher) · N(Deutscher → Filtzer) / N = 1 · 1 / 2 = 1/2",
    )


def test_steps_of_others_than_the_teller_are_named():
    told = tell()[0]
    steps = (*told.steps[:-1], replace(told.steps[-1], asserter="C"))
    found = descent.choose([replace(told, steps=steps)], "Trotsky", "Filtzer")
    assert "the step from Deutscher to Filtzer is by C" in found.sentences()[-1]
    assert any(
        line.startswith("Without what C added (Filtzer’s argument k Deutscher)")
        for line in found.answers()
    )
    assert [trace.routes for trace in found.without(added=True).traces] == [1, 0, 1]


def test_a_descent_is_a_table_for_a_paper():
    table = descent.choose(tell(), "Trotsky", "Filtzer").table()
    assert [row[1] for row in table.texts()] == TOLD
    assert table.to_latex().startswith(r"\begin{tabular}{llllllll}")
    nasty = Table(("a",), ((Literal("50 % & _x_ \\ {y}"),),))
    assert r"50 \% \& \_x\_ \textbackslash{} \{y\}" in nasty.to_latex()


def test_lineage_and_answer_have_one_digest():
    one, other = (descent.choose(tell(), "Trotsky", "Filtzer") for _ in range(2))
    assert one.digest() == other.digest() == one.to_dict()["digest"]
    assert one.digest() != descent.choose(tell(stated=[]), "Trotsky", "Filtzer").digest()


UNTITLED = """
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix edtf: <http://id.loc.gov/datatypes/> .
@prefix frbr: <http://purl.org/vocab/frbr/core#> .
@prefix org: <https://w3id.org/stakhgraph/id/org/> .
ex:told a stakh:Lineage ; rdfs:label "The argument" ; stakh:assertedBy ex:teller .
ex:teller rdfs:label "Celia Wren" .
ex:one a stakh:SeriesMember ; stakh:lineage ex:told ; stakh:member ex:first ; stakh:position 1 ;
    stakh:assertedBy ex:teller ; stakh:anchor ex:page .
ex:two a stakh:SeriesMember ; stakh:lineage ex:told ; stakh:member ex:second ; stakh:position 2 ;
    stakh:assertedBy ex:teller ; stakh:anchor ex:page .
ex:page stakh:locator "p. 4" ; oa:hasSource ex:preface .
ex:preface rdfs:label "900 Wren" .
ex:view rdfs:label "The bridge paid" .
ex:first stakh:holder ex:ann ; stakh:toward ex:view ; stakh:expressedIn ex:edition .
ex:edition rdfs:label "Ann, Tolls" ; frbr:realizationOf ex:tolls .
ex:ann rdfs:label "Ann Oake" .
ex:second stakh:holderUncertain ex:bea, ex:cyd ; stakh:toward ex:view .
ex:bea rdfs:label "Bea Ashe" .
ex:cyd rdfs:label "Cyd Elm" .
stakh:laterInSeries rdfs:label "later in the series" .
stakh:impliedByOrder rdfs:label "implied by order" .
"""
"""A series of two members without a year, and without a step between them."""

EDITORS = """
<https://w3id.org/stakhgraph/id/org/curators> rdfs:label "the editors" .
"""

STATED_STEP = """
ex:step a stakh:LineageStep ; stakh:lineage ex:told ; stakh:earlier ex:first ; stakh:later ex:second ;
    stakh:lineageKind ex:kind ; stakh:explicitness ex:stated ; stakh:assertedBy ex:teller ;
    stakh:anchor ex:page .
ex:kind rdfs:label "goes back to" .
ex:stated rdfs:label "stated" .
"""


@pytest.fixture
def untitled(make_project):
    """Give a function that returns the one lineage of a small made-up debate."""

    def read(*more: str, changed: tuple[str, str] = ("", "")):
        names = ("lineage/series", "lineage/edges")
        queries = {f"queries/{name}.rq": read_text(ROOT / f"queries/{name}.rq") for name in names}
        project = make_project(
            {"graph/told.ttl": UNTITLED.replace(*changed) + "".join(more), **queries}
        )
        (found,) = summary.lineages(project, store.load(project.turtle_files()))
        return found

    return read


def test_a_member_without_edition_or_year_stays(untitled):
    found = untitled()
    assert [(m.who, m.dated, m.edition) for m in found.members] == [
        ("Ann Oake", "no date", "Ann, Tolls"),
        ("perhaps Bea Ashe, or Cyd Elm", "no date", ""),
    ]
    told = descent.choose([found], "Ann Oake", "Bea Ashe")
    assert [row[2] for row in told.table().texts()] == ["no date", "no date"]


def test_the_order_of_a_series_implies_an_arc_without_a_step_of_its_own(untitled):
    found = untitled()
    (arc,) = found.arcs("series")
    assert (lineage.phrase(arc, found), arc.explicitness, arc.asserter, arc.place) == (
        *(
            "perhaps Bea Ashe, or Cyd Elm comes later in the series than Ann Oake",
            "implied by order",
        ),
        *("Celia Wren", "p. 4"),
    )
    assert found.arcs("stated") == ()
    assert found.without(implied=True).steps == ()


def test_an_arc_is_the_tellers_only_if_both_places_are(untitled):
    found = untitled(EDITORS, changed=("position 2 ;\n    stakh:assertedBy ex:teller",
                     "position 2 ;\n    stakh:assertedBy org:curators"))  # fmt: skip
    assert [arc.asserter for arc in found.arcs("series")] == ["the editors"]
    assert [found.placed(member) for member in found.members] == ["", "the editors"]


def test_a_stated_step_to_the_next_member_is_an_arc_of_the_series_once(untitled):
    found = untitled(STATED_STEP)
    for reading in lineage.READINGS:
        assert [arc.explicitness for arc in found.arcs(reading)] == ["stated"]


def test_an_order_against_which_a_step_runs_implies_nothing(untitled):
    back = STATED_STEP.replace("earlier ex:first", "earlier ex:second")
    found = untitled(back.replace("later ex:second", "later ex:first"))
    assert [arc.explicitness for arc in found.steps] == ["stated"]


def test_a_year_before_christ_is_said_in_words(untitled):
    found = untitled('ex:edition dcterms:issued "-0043-03"^^edtf:edtf .')
    assert found.members[0].dated == "not after 44 BCE"
