"""The table beside the picture: the same works with their years, stances and links, sorted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from stakhgraph import spelling
from stakhgraph.web.lineage.data import LineageData, Link, Work
from stakhgraph.web.lineage.settings import Settings
from stakhgraph.web.lineage.words import stance_words, year_words

__all__ = ["columns", "rows"]

_HEADS = {
    "year": "Year",
    "work": "Work",
    "stance": "On the assumptions",
    "views": "Views told",
    "from": "Takes from",
    "to": "Taken up by",
}
_UNDATED = 9999  # sorts after every year


def columns(settings: Settings) -> Iterator[dict[str, str]]:
    """Yield the head of each column with the address that sorts by it."""
    for key, head in _HEADS.items():
        sorted_by = settings.sort == key
        order = ("descending" if settings.down else "ascending") if sorted_by else "none"
        href = settings.address(sort=key, down=sorted_by and not settings.down)
        yield {"key": key, "head": head, "order": order, "href": href}


def rows(
    data: LineageData, settings: Settings, kept: set[str], links: Sequence[Link]
) -> Iterator[dict[str, Any]]:
    """Yield a row for every work; the rows of works that do not pass the filters are hidden."""
    every = [_row(data, settings, work, links) for work in data.in_order()]
    every.sort(key=lambda row: row["order"]["work"])
    every.sort(key=lambda row: row["order"][settings.sort], reverse=settings.down)
    for row in every:
        yield {**row, "out": row["slug"] not in kept}


def _row(
    data: LineageData, settings: Settings, work: Work, links: Sequence[Link]
) -> dict[str, Any]:
    years = work.years(settings.basis)
    earlier = _work_links(data, (link.source for link in links if link.target == work.slug))
    later = _work_links(data, (link.target for link in links if link.source == work.slug))
    stance = stance_words(data, work, settings.assumption)
    return {
        "slug": work.slug,
        "label": work.label,
        "href": f"/work/{work.slug}",
        "year": year_words(years),
        "stance": stance,
        "views": len(work.stances),
        "from": earlier,
        "to": later,
        "order": {
            "year": _UNDATED if years[0] is None else years[0],
            "work": spelling.key(work.label),
            "stance": stance or "\uffff",
            "views": len(work.stances),
            "from": len(earlier),
            "to": len(later),
        },
    }


def _work_links(data: LineageData, slugs: Iterable[str]) -> list[dict[str, str]]:
    """Return each work once, with the name of its author and its address."""
    works = [data.works[slug] for slug in dict.fromkeys(slugs)]
    return [
        {"slug": work.slug, "label": work.label.partition(",")[0], "href": f"/work/{work.slug}"}
        for work in works
    ]
