"""The figure decades: the positions on each question in time, or on one question."""

from __future__ import annotations

from stakhgraph.drawing.bands import layout
from stakhgraph.drawing.scene import Scene
from stakhgraph.figures.figure_data import FigureData
from stakhgraph.figures.marks import by_question, debated, marks, merged, oldest_first, voices
from stakhgraph.figures.stance_legend import stance_legend
from stakhgraph.figures.subjects import Subject

__all__ = ["draw"]


def draw(data: FigureData, subject: Subject | None, width: float) -> Scene:
    """Draw the positions on all questions of two or more decades, or on one question."""
    about = {"asked": subject.iri} if subject else {}
    rows = data.rows("drawings/positions", **about)
    every = marks(rows, data.datings(), data.basis)
    kept = merged(p for p in every if not p.inferred)
    if subject is None:
        kept = debated(kept)
    left_out = len({p.question for p in every}) - len({p.question for p in kept})
    subtitle = "Views that bear on the question, and who takes which stance on them"
    if subject is None:
        subtitle = (
            "Views that bear on each question, and who takes which stance on them. Questions of "
            f"two or more decades; {_left_out(left_out)}"
        )
    return layout.layout(
        by_question(sorted(kept, key=oldest_first(kept)), voices(rows), viewed=True),
        title=f"The debate by decade: {subject.label}" if subject else "The debate by decade",
        subtitle=f"{subtitle}.",
        caption=data.caption(
            "A number in brackets: so many views of this work, of which one is shown."
        ),
        legend=stance_legend(data.basis, kept, voices(rows), viewed=True),
        name="decades",
        width=width,
    )


def _left_out(questions: int) -> str:
    return "1 other is left out" if questions == 1 else f"{questions} others are left out"
