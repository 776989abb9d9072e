"""The works of a debate, the stances taken in each, and the links from earlier to later works.

A citation links two works. A step of an argument links two stances, so that no argument is joined
to another merely because both pass through the same work.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from stakhgraph.debate.dating import Dating, PlacedYear
from stakhgraph.debate.stances import Stance

__all__ = ["CITATIONS", "STEPS", "Assumption", "LineageData", "Link", "Work", "WorkStance"]

CITATIONS = "citations"
STEPS = "steps"


@dataclass(frozen=True)
class Assumption:
    """An assumption, or a clause of the assumption whose slug is ``whole``."""

    slug: str
    label: str
    whole: str = ""


@dataclass(frozen=True)
class WorkStance:
    """One stance in a work: the view, the attitude, who reports it, and where.

    ``assumptions`` holds the slug of the assumption or clause that the stance is about, and of the
    assumption that a clause belongs to. ``reference`` reads like a footnote, with both pages.
    """

    slug: str
    view: str
    label: str
    attitude: str
    attitude_code: str
    attestation: str
    assumptions: tuple[str, ...]
    questions: tuple[str, ...]
    reference: str
    stance: Stance

    @property
    def inferred(self) -> bool:
        """Whether the editors infer the stance and no document states it."""
        return self.stance.inferred


@dataclass(frozen=True)
class Work:
    """A work; ``editions`` are the datings of the editions that the documents name.

    ``keys`` are its names in the spelling in which they are searched.
    """

    slug: str
    label: str
    titles: tuple[str, ...]
    authors: tuple[str, ...]
    editions: tuple[Dating, ...]
    stances: tuple[WorkStance, ...]
    topic: str = ""
    keys: tuple[str, ...] = ()

    def years(self, basis: str) -> PlacedYear:
        """Return the year of the work, the other year, and whether the first one is certain.

        With the basis ``first`` the other year is that of the edition cited; with ``cited`` it is
        the year of the first edition.
        """
        dated = [d for d in self.editions if d.cited is not None or d.first is not None]
        if not dated:
            return None, None, True
        chosen = min(dated, key=lambda d: (d.placed(basis)[0] or 0, d.cited or 0))
        year, other, certain = chosen.placed(basis)
        last = max((d.cited for d in dated if d.cited is not None), default=None)
        if other is None and year is not None and last is not None and last > year:
            other = last
        return year, other, certain

    def stances_on(self, assumption: str) -> tuple[WorkStance, ...]:
        """Return the stances on an assumption and its clauses; on any of them if it is empty."""
        return tuple(
            stance
            for stance in self.stances
            if (assumption in stance.assumptions if assumption else stance.assumptions)
        )


@dataclass(frozen=True)
class Link:
    """A link from an earlier work, ``source``, to a later one, ``target``.

    ``earlier`` and ``later`` are the slugs of what is linked: the works where ``relation`` is
    ``citations``, the stances in them where it is ``steps``.
    """

    relation: str
    earlier: str
    later: str
    source: str
    target: str
    kind: str
    explicitness: str
    words: str


@dataclass(frozen=True)
class LineageData:
    """Everything that the explorer shows, before it is filtered and drawn.

    ``works`` are by slug, ``topics`` by the IRI of the question with the commonest first, and
    ``attitudes`` by code. ``stances_without_work`` counts the stances for which no work is named.
    """

    works: Mapping[str, Work]
    links: tuple[Link, ...]
    assumptions: tuple[Assumption, ...]
    topics: Mapping[str, str]
    attitudes: Mapping[str, str]
    stances_without_work: int

    def in_order(self) -> list[Work]:
        """Return the works by slug."""
        return sorted(self.works.values(), key=lambda work: work.slug)
