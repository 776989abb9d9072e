"""What a figure can be about: a lineage, an assumption or a question."""

from __future__ import annotations

from dataclasses import dataclass

from stakhgraph.debate.search import name_search
from stakhgraph.errors import UnknownName, UsageError
from stakhgraph.figures.figure_data import FigureData
from stakhgraph.project import Project
from stakhgraph.rdf.answers import Queryable
from stakhgraph.rdf.terms import Iri

__all__ = ["Subject", "find_subject", "subjects"]

_CLASSES = {"lineage": "Lineage", "assumption": "Assumption", "decades": "Question"}


_KINDS = {"lineage": "lineage", "assumption": "prop", "decades": "question"}


@dataclass(frozen=True)
class Subject:
    """A subject of a figure; ``whole`` is the assumption that a clause is part of."""

    iri: str
    label: str
    whole: str = ""

    @property
    def slug(self) -> str:
        """The last part of the IRI."""
        return self.iri.rsplit("/", 1)[-1]


def subjects(project: Project, store: Queryable, what: str) -> tuple[Subject, ...]:
    """Return the possible subjects of a figure, by label; none for ``citations``."""
    rows = FigureData(project, store, "first").rows("drawings/subjects")
    kind = _CLASSES.get(what)
    found = {
        row["subject"]: Subject(row["subject"], row["label"], row["whole"])
        for row in rows
        if kind and row["class"].endswith(f"#{kind}")
    }
    return tuple(found.values())


def find_subject(data: FigureData, what: str, about: str | None) -> Subject | None:
    """Find the subject of a figure by IRI, prefixed name, slug or label."""
    if what == "citations" or (what == "decades" and about is None):
        if about is not None:
            raise UsageError(f"{what} is about everything", remedy=f"Leave out {about!r}.")
        return None
    every = {subject.iri: subject for subject in subjects(data.project, data.store, what)}
    shown = ", ".join(data.project.prefixes.shorten(Iri(iri)) for iri in list(every)[:12])
    remedy = f"There are {shown}." if shown else "The graph has none."
    if about is None:
        raise UsageError(f"{what} needs to know which one", remedy=remedy)
    thing = name_search.find(data.project, data.store, about, kinds=(_KINDS[what],))
    if thing.iri not in every:
        raise UnknownName(f"{thing.label} is none that can be drawn", remedy=remedy)
    return every[thing.iri]
