"""All figures of a debate by name, each with the function that draws it.

A figure asks the project's own queries of any store or endpoint, and hands the answers to one of
the two layouts: ``drawing.timeline`` for works and links, ``drawing.bands`` for positions by
question.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeVar

from stakhgraph.drawing.scene import Scene
from stakhgraph.drawing.sizes import WIDTH
from stakhgraph.errors import UnknownName, UsageError
from stakhgraph.figures import assumption, citations, decades, lineage
from stakhgraph.figures.figure_data import FigureData, FigureSource
from stakhgraph.figures.options import BASES, WIDTH_MM
from stakhgraph.figures.subjects import Subject, Subjects
from stakhgraph.project import Project
from stakhgraph.rdf.answers import Queryable

__all__ = ["FIGURES", "Draw", "Figure", "Figures", "draw"]

Draw = Callable[[FigureData, Subject | None, float], Scene]
"""A function that draws a figure from data about a subject, so many pixels wide."""


class Figure(NamedTuple):
    """A figure: what it shows, in a line, and the function that draws it."""

    summary: str
    draw: Draw


FIGURES: Mapping[str, Figure] = {
    "citations": Figure("who cites whom, in time", citations.draw),
    "lineage": Figure(
        "the descent of one argument, stated and implied steps told apart", lineage.draw
    ),
    "assumption": Figure(
        "who holds an assumption, who contests it, and which views rest on it", assumption.draw
    ),
    "decades": Figure("the positions on each question in time, or on one question", decades.draw),
}
"""The figures by name."""

_PAGE_MM = 297.0  # a narrow figure is for a column, which is no longer than a page


def draw(
    project: Project,
    store: Queryable,
    what: str,
    *,
    about: str | None = None,
    basis: str = "first",
    width_mm: float = WIDTH_MM,
) -> Scene:
    """Draw a figure for a width in print.

    ``about`` is an IRI, prefixed name, slug or label: of a lineage or an assumption, which those
    two figures need, or of a question for ``decades``. Raises UnknownName for an unknown figure,
    basis or subject, and UsageError for a width that leaves labels or years no room.
    """
    return Figures(project, store).draw(what, about=about, basis=basis, width_mm=width_mm)


class Figures:
    """The figures of one state of a graph; what they all need is asked only once."""

    def __init__(self, project: Project, store: Queryable) -> None:
        self._source = FigureSource(project, store)
        self._subjects: dict[str, Subjects] = {}

    def subjects(self, what: str) -> tuple[Subject, ...]:
        """Return the possible subjects of a figure, by label; none for ``citations``."""
        return tuple(self._subjects_of(what).by_iri.values())

    def draw(
        self,
        what: str,
        *,
        about: str | None = None,
        basis: str = "first",
        width_mm: float = WIDTH_MM,
    ) -> Scene:
        """Draw a figure, as the function `draw` does."""
        figure = _known(FIGURES, what, "drawing")
        _known(BASES, basis, "basis")
        subject = self._subjects_of(what).find(about)
        data = FigureData(self._source, basis)
        scene = figure.draw(data, subject, round(width_mm * WIDTH / WIDTH_MM, 2))
        tall = scene.height * width_mm / scene.width
        if width_mm < WIDTH_MM and tall > _PAGE_MM:
            raise UsageError(
                f"{what} would be {tall:.0f} mm tall at a width of {width_mm:g} mm",
                remedy=f"Draw it {WIDTH_MM:g} mm wide.",
            )
        return scene

    def _subjects_of(self, what: str) -> Subjects:
        if what not in self._subjects:
            self._subjects[what] = Subjects(self._source, what)
        return self._subjects[what]


_T = TypeVar("_T")


def _known(among: Mapping[str, _T], name: str, noun: str) -> _T:
    if name not in among:
        raise UnknownName(f"no {noun} {name!r}", remedy=f"There are {', '.join(among)}.")
    return among[name]
