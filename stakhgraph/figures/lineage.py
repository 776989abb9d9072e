"""The figure lineage: the descent of one argument, stated and implied steps told apart."""

from __future__ import annotations

from stakhgraph.debate import lineage
from stakhgraph.debate.dating import UNDATED, Dating, PlacedYear, earliest, with_year
from stakhgraph.debate.descent import Descent
from stakhgraph.drawing.legend_words import Legend
from stakhgraph.drawing.scene import Scene
from stakhgraph.drawing.timeline.layout import layout
from stakhgraph.drawing.works import Edge, Node
from stakhgraph.errors import UsageError
from stakhgraph.figures.figure_data import FigureData
from stakhgraph.figures.options import BAR_WORDS
from stakhgraph.figures.subjects import Subject

__all__ = ["draw"]


def draw(data: FigureData, subject: Subject | None, width: float) -> Scene:
    """Draw a lineage: the holders of an argument, and the steps between them."""
    assert subject is not None
    series, edges = (data.table(f"lineage/{n}", asked=subject.iri) for n in ("series", "edges"))
    built = lineage.build(series, edges)
    if not built:
        raise UsageError(f"no document tells the descent of {subject.label}", where=subject.iri)
    found = built[0]
    nodes, links = _lineage_network(data, subject, found)
    return layout(
        nodes,
        links,
        title=f"{found.label}, as told by {found.asserter}",
        subtitle="Stated arcs, and those that only the order of the series implies.",
        caption=data.caption(*Descent(found, found.members[0], found.members[-1]).sentences()),
        legend=Legend(
            kinds={step.kind: _arrow_in_words(step.kind) for step in found.steps},
            explicitness={
                "stated": "stated",
                "impliedByOrder": "implied by order",
                "inferred": f"implied by order, by {_other_asserters(found)}",
            },
            until=BAR_WORDS[data.basis],
        ),
        name=subject.slug,
        width=width,
        backward=True,
    )


def _other_asserters(found: lineage.Lineage) -> str:
    """Return the names of those who added steps to the series of another."""
    return ", ".join(sorted({s.asserter for s in found.steps} - {found.asserter}))


def _explicitness(step: lineage.Step, found: lineage.Lineage) -> str:
    if step.explicitness == lineage.STATED:
        return "stated"
    return "impliedByOrder" if step.asserter == found.asserter else "inferred"


def _arrow_in_words(kind: str) -> str:
    """Return what an arrow from X to Y means.

    >>> _arrow_in_words("goes back to"), _arrow_in_words("later in the series")
    ('X → Y: Y goes back to X', 'X → Y: Y comes later in the series than X')
    """
    if kind.startswith("later"):
        return f"X → Y: Y comes {kind} than X"
    return f"X → Y: Y {kind} X"


def _lineage_network(
    data: FigureData, subject: Subject, found: lineage.Lineage
) -> tuple[list[Node], list[Edge]]:
    """Return the members of a lineage at their years, and its steps."""
    dated = data.datings()
    editions: dict[str, list[Dating]] = {}
    for row in data.rows("drawings/expressed", asked=subject.iri):
        editions.setdefault(row["stance"], []).append(dated.get(row["edition"], UNDATED))
    nodes = {
        member.stance: _member(found, member, earliest(editions.get(member.stance, ()), data.basis))
        for member in found.members
    }
    edges = [
        Edge(
            step.earlier,
            step.later,
            step.kind,
            _explicitness(step, found),
            f"{step.kind}, {step.explicitness}, {step.asserter} {step.place}",
        )
        for step in found.steps
    ]
    return list(nodes.values()), edges


def _member(found: lineage.Lineage, member: lineage.Member, stands: PlacedYear) -> Node:
    year, other, sure = stands
    dated = with_year(member.who, year, sure=sure)
    name = f"{member.who}, no date" if year is None else dated
    by = found.placed(member)
    placed = f", its place in the series by {by}" if by else ""
    return Node(
        member.stance,
        with_year(member.who, year),
        year,
        year_to=other,
        year_certain=sure,
        title=f"{name}: {member.view}, told on {member.place}{placed}",
    )
