"""Lineages: readings of a told series, exact shares, and what no document states."""

from fractions import Fraction

import pytest

from stakhgraph import lineage
from stakhgraph.errors import Failure, UnknownName
from stakhgraph.tables import Table
from stakhgraph.terms import Literal

TOLD = ["Trotsky", "Pasquier", "Deutscher", "Filtzer"]
STATED = [("Trotsky", "Filtzer")]
IMPLIED = [("Trotsky", "Pasquier"), ("Pasquier", "Deutscher"), ("Deutscher", "Filtzer")]


def table(columns, rows):
    return Table(tuple(columns.split()), tuple(tuple(map(Literal, map(str, row))) for row in rows))


def tell(told=TOLD, stated=STATED, implied=IMPLIED):
    series = table(
        "lineage position holder view year yearBasis asserter place stance",
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
    descent = lineage.choose(tell(), "Trotsky", "Filtzer")
    traces = {item.reading: item for item in descent.traces()}
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
    descent = lineage.choose(tell(), "Trotsky", "Filtzer")
    assert descent.sentences()[-1].startswith("No document states an arc through Pasquier")


def test_only_the_arcs_that_carry_the_descent_are_named():
    descent = lineage.choose(tell(), "Trotsky", "Deutscher")
    stated, series, _ = descent.traces()
    assert (stated.routes, stated.arcs) == (0, ())
    assert [(arc.earlier, arc.later) for arc in series.arcs] == IMPLIED[:2]


def test_a_lineage_that_loops_is_refused():
    with pytest.raises(Failure, match="comes back to where it started"):
        tell(implied=[*IMPLIED, ("Filtzer", "Trotsky")])


def test_names_that_stand_in_no_lineage_are_refused_with_those_that_do():
    with pytest.raises(UnknownName, match="Deutscher"):
        lineage.choose(tell(), "Trotsky", "Nove")


def test_an_arc_that_only_the_order_implies_is_said_to_be_no_more():
    descent = lineage.choose(tell(stated=[]), "Trotsky", "Filtzer")
    told = descent.sentences()[-1]
    assert told.startswith("No document states an arc from Trotsky to Filtzer")
