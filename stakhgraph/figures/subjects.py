"""What a figure can be about: a lineage, an assumption or a question."""

from __future__ import annotations

from dataclasses import dataclass

from stakhgraph.debate.search import name_search
from stakhgraph.errors import UnknownName, UsageError
from stakhgraph.figures.figure_data import FigureSource
from stakhgraph.rdf.terms import Iri

__all__ = ["Subject", "Subjects"]

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


class Subjects:
    """The possible subjects of the figures of one kind; none of ``citations``."""

    def __init__(self, source: FigureSource, what: str) -> None:
        self._source = source
        self._what = what
        kind = _CLASSES.get(what)
        self.by_iri = {
            row["subject"]: Subject(row["subject"], row["label"], row["whole"])
            for row in source.subjects
            if kind and row["class"].endswith(f"#{kind}")
        }
        self._by_name: dict[str, set[Subject]] = {}
        for one in self.by_iri.values():
            for name in (one.iri, self._short(one), one.slug):
                self._by_name.setdefault(name, set()).add(one)

    def find(self, about: str | None) -> Subject | None:
        """Find the subject of a figure by IRI, prefixed name, slug or label."""
        what = self._what
        if what == "citations" or (what == "decades" and about is None):
            if about is not None:
                raise UsageError(f"{what} is about everything", remedy=f"Leave out {about!r}.")
            return None
        if about is None:
            raise UsageError(f"{what} needs to know which one", remedy=self._remedy())
        found = self._by_name.get(about, set())
        return next(iter(found)) if len(found) == 1 else self._called(about)

    def _called(self, about: str) -> Subject:
        source = self._source
        thing = name_search.find(source.project, source.store, about, kinds=(_KINDS[self._what],))
        if thing.iri not in self.by_iri:
            raise UnknownName(f"{thing.label} is none that can be drawn", remedy=self._remedy())
        return self.by_iri[thing.iri]

    def _remedy(self) -> str:
        shown = ", ".join(map(self._short, list(self.by_iri.values())[:12]))
        return f"There are {shown}." if shown else "The graph has none."

    def _short(self, subject: Subject) -> str:
        return self._source.project.prefixes.shorten(Iri(subject.iri))
