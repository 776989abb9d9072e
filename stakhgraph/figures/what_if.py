"""The figure of a graph without something: works and steps of descent, with what is lost."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from stakhgraph.debate.dating import UNDATED, Dating, shortened, with_year
from stakhgraph.debate.what_if import CAUTION, WhatIf
from stakhgraph.drawing.legend_words import Legend
from stakhgraph.drawing.scene import Scene
from stakhgraph.drawing.sizes import WIDTH
from stakhgraph.drawing.timeline.layout import layout
from stakhgraph.drawing.works import Edge, Node
from stakhgraph.figures.figure_data import FigureData, FigureSource
from stakhgraph.figures.options import BAR_WORDS, WIDTH_MM
from stakhgraph.project import Project
from stakhgraph.rdf.answers import Queryable
from stakhgraph.wording import counted

__all__ = ["draw"]

_STATES: Mapping[str, str] = {
    "stands": "all that is known of it stands",
    "loses some": "some of what is known of it goes",
    "loses all": "all that is known of it goes",
}


def draw(
    project: Project,
    store: Queryable,
    found: WhatIf,
    *,
    basis: str = "first",
    width_mm: float = WIDTH_MM,
) -> Scene:
    """Draw works in which views are expressed, and steps of descent, with what would be lost.

    A work loses some or all of its stances, a step goes or stays. Raises UsageError as the layout
    of a timeline does.
    """
    data = FigureData(FigureSource(project, store), basis)
    dated = data.datings()
    fallen = {one.iri for one in found.fallen}
    works: dict[str, list[str]] = {}
    carries: dict[str, str] = {}
    dating: dict[str, Dating] = {}
    for one in found.stances:
        for text in sorted(one.texts):
            edition = dated.get(text, UNDATED)
            if edition.work:
                works.setdefault(edition.work, []).append(one.iri)
                carries.setdefault(one.iri, edition.work)
                dating.setdefault(edition.work, edition)
    nodes = [_work(dating[work], held, fallen, basis) for work, held in works.items()]
    return layout(
        nodes,
        list(_steps(found, carries)),
        title=f"Without {' and '.join(thing.label for thing in found.aside) or 'nothing'}",
        subtitle="Works in which a view is expressed, and steps of descent: what would be left.",
        caption=data.caption(*found.sentences(), CAUTION, every=True),
        legend=Legend(
            shapes=dict(_STATES),
            shapes_name="Work",
            kinds={"step": "X → Y: a step of descent from X to Y"},
            explicitness={"stays": "stays", "goes": "goes"},
            until=BAR_WORDS[basis],
        ),
        name="what-if",
        width=round(width_mm * WIDTH / WIDTH_MM, 2),
        backward=True,
    )


def _work(dating: Dating, held: Sequence[str], fallen: Collection[str], basis: str) -> Node:
    year, other, sure = dating.placed(basis)
    gone = sum(iri in fallen for iri in held)
    state = "stands" if not gone else "loses all" if gone == len(held) else "loses some"
    return Node(
        dating.work,
        shortened(dating.label, year),
        year,
        year_to=other,
        year_certain=sure,
        shape=state,
        title=f"{with_year(dating.label, year, sure=sure)}: "
        f"{gone} of {counted(len(held), 'stance')} go",
    )


def _steps(found: WhatIf, carries: Mapping[str, str]) -> Iterator[Edge]:
    """Yield each step between two works once; it stays if any step with the same ends does."""
    states: dict[tuple[str, str], set[str]] = {}
    for steps, state in ((found.kept_steps, "stays"), (found.steps, "goes")):
        for step in steps:
            ends = tuple(carries.get(end, "") for end in step.ends)
            if all(ends) and ends[0] != ends[1]:
                states.setdefault((ends[0], ends[1]), set()).add(state)
    for (one, other), both in states.items():
        yield Edge(one, other, "step", "stays" if "stays" in both else "goes")
