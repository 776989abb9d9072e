"""A work in words: its years, its stances, and what a screen reader says of it."""

from __future__ import annotations

from stakhgraph.debate.dating import PlacedYear
from stakhgraph.web.lineage.data import CITATIONS, STEPS, LineageData, Work
from stakhgraph.wording import counted, year_name

__all__ = ["spoken", "stance_words", "year_words"]


def spoken(data: LineageData, work: Work, basis: str, label: str) -> str:
    """Return what a reader who does not see the picture needs: years, stances, numbers of links.

    It begins with the label in the picture, so that voice control can find it by that name; what
    the label gives in full is not repeated.
    """
    year = year_words(work.years(basis))
    steps = [link for link in data.links if link.relation == STEPS]
    citations = [link for link in data.links if link.relation == CITATIONS]
    neighbours = {
        "takes from": {link.source for link in steps if link.target == work.slug},
        "taken up by": {link.target for link in steps if link.source == work.slug},
        "cites": {link.source for link in citations if link.target == work.slug},
        "cited by": {link.target for link in citations if link.source == work.slug},
    }
    links = ", ".join(f"{words} {len(ends)}" for words, ends in neighbours.items() if ends)
    parts = [
        label,
        "" if label.startswith(work.label) else work.label,
        "" if label.endswith(f" {year}") else year,
        stance_words(data, work, "") or "no stance on an assumption told",
        counted(len(work.stances), "view"),
        links or "no links",
    ]
    return ". ".join(f"{part[:1].upper()}{part[1:]}" for part in parts if part)


def year_words(years: PlacedYear) -> str:
    """Return the years of a work in words.

    >>> year_words((1937, 1965, True)), year_words((1950, None, False))
    ('1937, cited from 1965', 'not after 1950')
    """
    year, other, certain = years
    if year is None:
        return "no date"
    words = year_name(year) if certain else f"not after {year_name(year)}"
    if other is None:
        return words
    which = "cited from" if other > year else "first in"
    return f"{words}, {which} {year_name(other)}"


def stance_words(data: LineageData, work: Work, assumption: str) -> str:
    """Return the stances of a work on one assumption, or on all, with inferred ones marked."""
    labels = {one.slug: _short(one.label) for one in data.assumptions}
    groups: dict[tuple[bool, str], list[str]] = {}
    for stance in work.stances_on(assumption):
        names = groups.setdefault((stance.inferred, stance.attitude), [])
        if labels[stance.view] not in names:
            names.append(labels[stance.view])
    return "; ".join(
        f"{attitude} {', '.join(sorted(names))}{' (inferred by the editors)' if inferred else ''}"
        for (inferred, attitude), names in sorted(groups.items())
    )


def _short(label: str) -> str:
    """Return the number of an assumption or clause, or its whole name if it has no number.

    >>> _short("Clause 3b: like Western labour aristocracies")
    'clause 3b'
    """
    number, colon, _ = label.partition(":")
    return number.lower() if colon else f"“{label}”"
