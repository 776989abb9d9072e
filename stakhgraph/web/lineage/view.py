"""Everything that the page of the explorer shows for the settings in its address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from stakhgraph import spelling
from stakhgraph.web.lineage import filters, table
from stakhgraph.web.lineage.address_parsing import parse
from stakhgraph.web.lineage.data import CITATIONS, STEPS, LineageData, Link
from stakhgraph.web.lineage.legend import legend, markers
from stakhgraph.web.lineage.page_data import page_data
from stakhgraph.web.lineage.picture import Picture
from stakhgraph.web.lineage.reach import between
from stakhgraph.web.lineage.scene import scene
from stakhgraph.web.lineage.settings import OPTIONS, Settings
from stakhgraph.wording import counted

__all__ = ["view"]


def view(data: LineageData, parameters: Mapping[str, str]) -> dict[str, Any]:
    """Return the variables of the template for the parameters of an address."""
    settings, notices = parse(parameters, data)
    active = filters.active_filters(data, settings)
    kept = filters.passing(data, active)
    links = filters.shown_links(data, settings)
    drawn = scene(data, settings)
    return {
        "settings": settings,
        "options": OPTIONS,
        "lineage": data,
        "works": sorted(data.works.values(), key=lambda work: spelling.key(work.label)),
        "notices": (*notices, *_no_path(data, settings, links)),
        "count": _count(data, kept, links),
        "filters": [
            {"words": one.words, "drop": settings.address(**one.dropped)} for one in active
        ],
        "empty": not kept,
        "reset": Settings(view=settings.view).address(),
        "permalink": settings.address(),
        "canonical": settings.address(),
        "svg": Picture(data, settings, drawn, kept, links).svg(),
        "legend": legend(data, drawn),
        "marks": markers(data, "spare"),
        "columns": list(table.columns(settings)),
        "rows": list(table.rows(data, settings, kept, links)),
        "data": page_data(data, settings, drawn),
    }


def _count(data: LineageData, kept: set[str], links: Sequence[Link]) -> str:
    """Return how many works and links are shown, in words.

    A link is counted once for each pair of works that it joins.
    """
    shown = [link for link in links if {link.source, link.target} <= kept]
    numbers = [
        counted(sum(link.relation == relation for link in shown), noun)
        for relation, noun in ((STEPS, "step"), (CITATIONS, "citation"))
        if any(link.relation == relation for link in links)
    ]
    works = f"{len(kept)} of {counted(len(data.works), 'work')}"
    return ", ".join([works, *numbers])


def _no_path(data: LineageData, settings: Settings, links: Sequence[Link]) -> Iterator[str]:
    """Yield a notice if there is no path between two works, and whether there is one back."""
    if not (settings.a and settings.b) or between(data, links, settings.a, settings.b):
        return
    first, last = (data.works[slug].label for slug in (settings.a, settings.b))
    back = between(data, links, settings.b, settings.a)
    yield f"No path leads from {first} to {last} by these links." + (
        f" One leads from {last} to {first}." if back else ""
    )
