"""The years of works and editions, from the answers to the query ``drawings/editions``.

A work is placed at its first year as far as a source gives one or, with the basis ``cited``, at the
year of the edition that is cited.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from stakhgraph.rdf.edtf import years
from stakhgraph.wording import year_name

Row: TypeAlias = Mapping[str, str]

PlacedYear: TypeAlias = tuple[int | None, int | None, bool]
"""Where a work is placed in time: its year, the other year, and whether the first is certain."""


@dataclass(frozen=True)
class Dating:
    """The known years of an edition and of its work.

    ``first`` is the first year of the work; ``start`` and ``cited`` are the first and the last year
    of the edition, which differ for a set of volumes.
    """

    work: str
    label: str
    first: int | None
    start: int | None
    cited: int | None

    def placed(self, basis: str) -> PlacedYear:
        """Return the year of the work, the other year, and whether the first is certain."""
        exact = self.start == self.cited
        if basis == "cited" and self.cited is not None:
            return self.cited, _unlike(self.first, self.cited), exact
        if self.first is not None:
            return self.first, _unlike(self.cited, self.first), True
        return self.cited, None, self.cited is None


def _unlike(year: int | None, other: int) -> int | None:
    return None if year == other else year


UNDATED = Dating("", "", None, None, None)
"""The dating of an edition without any known year."""


def datings(rows: Iterable[Row]) -> dict[str, Dating]:
    """Return the dating of each edition, and of each primary source that is part of one."""
    found: dict[str, Dating] = {}
    for row in rows:
        start, cited = years(row["issued"])
        paper = cited if row["kind"].endswith("/Newspaper") else None
        first = years(row["first"] or row["written"] or row["before"])[1]
        known = first if first is not None else paper
        dating = Dating(row["work"], row["label"], known, start, cited)
        for carrier in filter(None, (row["edition"], row["source"])):
            found.setdefault(carrier, dating)
    return found


def with_year(label: str, year: int | None, *, sure: bool = True) -> str:
    """Return a label with its year, if it has one; a year that is only a limit says so.

    >>> with_year("Dobb", 1966, sure=False)
    'Dobb (not after 1966)'
    """
    if year is None:
        return label
    return f"{label} {year_name(year)}" if sure else f"{label} (not after {year_name(year)})"


def shortened(label: str, year: int | None) -> str:
    """Return author and first words of the title, with the year.

    >>> shortened("Nove, Economic History of the USSR", 1969)
    'Nove, Economic History 1969'
    """
    author, comma, title = label.partition(", ")
    if not comma:
        return with_year(label, year)
    words = title.split()
    stop = next(
        (i for i in range(min(3, len(words)), 0, -1) if words[i - 1].lower() not in _SMALL), 1
    )
    return with_year(f"{author}, {' '.join(words[:stop])}".rstrip(",:;"), year)


_SMALL = {"the", "of", "in", "and", "with", "a", "an", "on"}
"""Words with which a shortened title does not end."""


def earliest(datings: Iterable[Dating], basis: str) -> PlacedYear:
    """Return the place of the earliest of some editions; undated ones come last."""
    placed = [dating.placed(basis) for dating in datings]
    return min(placed, key=lambda s: (s[0] is None, s[0] or 0), default=(None, None, True))
