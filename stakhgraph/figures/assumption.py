"""The figure assumption: who holds it, who contests it, and which views rest on it."""

from __future__ import annotations

from stakhgraph.drawing.bands import layout
from stakhgraph.drawing.scene import Scene
from stakhgraph.figures.figure_data import FigureData
from stakhgraph.figures.marks import by_question, marks, resting, voices
from stakhgraph.figures.stance_legend import stance_legend
from stakhgraph.figures.subjects import Subject

__all__ = ["draw"]


def draw(data: FigureData, subject: Subject | None, width: float) -> Scene:
    """Draw who holds an assumption, who contests it, and which views rest on it."""
    assert subject is not None
    rows = data.rows("drawings/stances", asked=subject.iri)
    rests = data.rows("drawings/resting", asked=subject.iri)
    dated = data.datings()
    found = marks(rows, dated, data.basis) + resting(rests, dated, data.basis)
    statement = next((row["view"] for row in rows if row["question"] == subject.iri), "")
    return layout.layout(
        by_question(found, voices(rows), first=subject.iri),
        title=f"{subject.label}. Who holds it, who contests it, what rests on it",
        subtitle=statement,
        caption=data.caption(),
        legend=stance_legend(data.basis, found, voices(rows)),
        name=subject.slug,
        width=width,
    )
