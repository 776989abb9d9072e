"""The filters of the explorer: which works pass each of them, and which links are shown.

``web/src/lineage/filters.ts`` applies the same rules in the browser; change both together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from stakhgraph.web.lineage.data import CITATIONS, STEPS, LineageData, Link, Work
from stakhgraph.web.lineage.reach import around, between
from stakhgraph.web.lineage.settings import OPTIONS, Settings

__all__ = ["CORE", "Filter", "active_filters", "core", "passing", "shown_links"]

CORE = 150
"""If there are more works, only so many are shown, unless all are asked for."""


@dataclass(frozen=True)
class Filter:
    """An active filter: its description, the works that pass it, and how to switch it off."""

    words: str
    passing: frozenset[str]
    dropped: Mapping[str, object]


def active_filters(data: LineageData, settings: Settings) -> tuple[Filter, ...]:
    """Return the filters that are on."""
    return tuple(_active(data, settings))


def passing(data: LineageData, filters: Iterable[Filter]) -> set[str]:
    """Return the slugs of the works that pass all of these filters."""
    kept = set(data.works)
    for one in filters:
        kept &= one.passing
    return kept


def shown_links(data: LineageData, settings: Settings) -> tuple[Link, ...]:
    """Return the links of the chosen relation and explicitness."""
    relations = {settings.links} if settings.links != "both" else {STEPS, CITATIONS}
    return tuple(
        link for link in data.links if link.relation in relations and _explicit(link, settings)
    )


def _explicit(link: Link, settings: Settings) -> bool:
    """Return whether a link is stated, or implied, as was chosen; every citation is stated."""
    if not settings.explicitness:
        return True
    return (link.explicitness == "stated") == (settings.explicitness == "stated")


def _active(data: LineageData, settings: Settings) -> Iterator[Filter]:
    if len(data.works) > CORE and settings.works == "core":
        words = f"the {CORE} works with the most links and views"
        yield Filter(words, frozenset(core(data)), {"works": "all"})
    if settings.assumption:
        yield _assumption(data, settings)
    if settings.stance:
        yield _stance(data, settings)
    if settings.start is not None or settings.end is not None:
        yield _years(data, settings)
    if settings.focus:
        yield _focus(data, settings)
    if settings.a and settings.b:
        yield _path(data, settings)


def _where(
    words: str, data: LineageData, passes: Callable[[Work], bool], dropped: Mapping[str, object]
) -> Filter:
    slugs = frozenset(work.slug for work in data.works.values() if passes(work))
    return Filter(words, slugs, dropped)


def _assumption(data: LineageData, settings: Settings) -> Filter:
    chosen = settings.assumption
    label = next(one.label for one in data.assumptions if one.slug == chosen)
    words = f"a stance on “{label}”"
    return _where(words, data, lambda work: bool(work.stances_on(chosen)), {"assumption": ""})


def _stance(data: LineageData, settings: Settings) -> Filter:
    """Keep works with a stance of this attitude on the chosen assumption, or on any view."""

    def passes(work: Work) -> bool:
        chosen = settings.assumption
        stances = work.stances_on(chosen) if chosen else work.stances
        return any(one.attitude_code == settings.stance for one in stances)

    words = f"a stance that {data.attitudes[settings.stance]}"
    return _where(words, data, passes, {"stance": ""})


def _years(data: LineageData, settings: Settings) -> Filter:
    """Keep works of these years; those without a date are in no span of years."""
    start, end = settings.start, settings.end
    low = -10_000 if start is None else start
    high = 10_000 if end is None else end

    def passes(work: Work) -> bool:
        year = work.years(settings.basis)[0]
        return year is not None and low <= year <= high

    span = f"from {start}" if end is None else f"to {end}" if start is None else f"{start}–{end}"
    return _where(f"years {span}", data, passes, {"start": None, "end": None})


def _focus(data: LineageData, settings: Settings) -> Filter:
    label, steps = data.works[settings.focus].label, OPTIONS["depth"][settings.depth]
    works = around(data, shown_links(data, settings), settings.focus, settings.depth)
    dropped = {"focus": "", "depth": "1"}
    return Filter(f"within {steps} of {label}", frozenset(works), dropped)


def _path(data: LineageData, settings: Settings) -> Filter:
    ends = f"{data.works[settings.a].label} to {data.works[settings.b].label}"
    works = between(data, shown_links(data, settings), settings.a, settings.b)
    return Filter(f"on a path from {ends}", frozenset(works), {"a": "", "b": ""})


def core(data: LineageData) -> list[str]:
    """Return the works with the most links and stances, as many as are shown at first."""
    weight = {slug: len(work.stances) for slug, work in data.works.items()}
    for link in data.links:
        weight[link.source] += 2
        weight[link.target] += 2
    return sorted(weight, key=lambda slug: (-weight[slug], slug))[:CORE]
