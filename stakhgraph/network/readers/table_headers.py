"""The columns of a table of arcs, by their names: which hold the two ends, and which their years.

The names are those of OpenCitations (``citing``, ``cited``), of the tables of OpenAlex
(``work_id``, ``referenced_work_id``), of Gephi (``Source``, ``Target``), of Neo4j (``:START_ID``,
``:END_ID``) and others, in any case and with any marks between their words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from stakhgraph.network.readers.parsed_network import DIRECTIONS

__all__ = ["Columns", "parse_header", "plain_name"]


@dataclass(frozen=True)
class Columns:
    """The positions of the columns in a row of ``width`` cells; -1 for a column that is missing.

    ``years`` holds the columns of years, and whether each is about the tail. ``unread`` are the
    names of the other columns.
    """

    tail: int
    head: int
    width: int
    direction: str = ""
    years: tuple[tuple[int, bool], ...] = ()
    creation: int = -1
    timespan: int = -1
    kind: int = -1
    explicitness: int = -1
    edge_type: int = -1
    unread: tuple[str, ...] = ()

    @property
    def ends_only(self) -> bool:
        """Whether nothing but the two ends is read of a row."""
        others = (self.creation, self.timespan, self.kind, self.explicitness, self.edge_type)
        return not self.years and max(others) < 0


_THING = (
    "(?:work|paper|article|publication|pub|document|doc|patent|entity|item|record|corpus|book|case"
    "|author|person|node|vertex)?"
)
_ID = "(?:id|doi|pmid|pmcid|omid|openalexid|openalex|key|name|no|number|title|label|uri|url)?"

_CITER = "(?:work|paper|article|publication|document|patent)"
_ENDS: tuple[tuple[str, str, str], ...] = (
    ("(?:citing|citer|citedby)", "(?:cited|citee|referenced|reference|cites)", DIRECTIONS[1]),
    (
        _CITER,
        f"(?:{_CITER}?(?:referenced|reference|cited|cites|citation))",
        DIRECTIONS[1],
    ),
    (
        "(?:earlier|older|predecessor|ancestor)",
        "(?:later|newer|successor|descendant)",
        DIRECTIONS[0],
    ),
    ("source", "(?:target|destination|dest)", ""),
    ("from", "to", ""),
    ("tail", "head", ""),
    ("src", "dst", ""),
    ("start", "end", ""),
    ("(?:node|vertex|work|paper|id|v|n)1", "(?:node|vertex|work|paper|id|v|n)2", ""),
)
"""The names of the two columns of ends, and the direction of the arcs that they imply."""

_YEAR = "(?:publication|pub)?(?:years?|date)"
_IGNORED = frozenset(["oci", "id", "journalsc", "authorsc"])
"""Columns of OpenCitations that say nothing of works or years."""


def plain_name(name: str) -> str:
    """Return the name of a column in lower case, without marks and blanks.

    >>> plain_name(" Citing_DOI"), plain_name(":START_ID")
    ('citingdoi', 'startid')
    """
    return re.sub(r"[^\w<>]|_", "", name.casefold())


def parse_header(cells: Sequence[str]) -> Columns | None:
    """Return the columns of a table of arcs by their names; None if they name no two ends."""
    names = [plain_name(cell) for cell in cells]
    for one, other, direction in _ENDS:
        ends = _find_end(names, one), _find_end(names, other)
        if min(ends) >= 0 and ends[0] != ends[1]:
            return _columns(cells, names, (one, other), ends, direction)
    return None


def _find_end(names: Sequence[str], stem: str) -> int:
    """Return the column of an end, that of the shortest name if several fit; -1 if none does."""
    whole = re.compile(f"{stem}{_THING}{_ID}|{_ID}{stem}")
    fits = [at for at, name in enumerate(names) if whole.fullmatch(name)]
    return min(fits, key=lambda at: len(names[at]), default=-1)


def _columns(
    cells: Sequence[str],
    names: Sequence[str],
    stems: tuple[str, str],
    ends: tuple[int, int],
    direction: str,
) -> Columns:
    def at(name: str) -> int:
        return names.index(name) if name in names else -1

    years = [_year_columns(names, stem) for stem in stems]
    if direction and ends[1] < ends[0]:  # arcs run in the order of the columns
        ends, years = ends[::-1], years[::-1]
        direction = DIRECTIONS[direction == DIRECTIONS[0]]
    dated = tuple((place, is_tail) for is_tail in (True, False) for place in years[not is_tail])
    opencitations = "citing" in names and "cited" in names
    dates = (at("creation"), at("timespan")) if opencitations else (-1, -1)
    rest = (*dates, at("kind"), at("explicitness"), at("type"))
    read = {*ends, *(place for place, _ in dated), *rest}
    unread = tuple(
        cell.strip()
        for place, (cell, name) in enumerate(zip(cells, names, strict=True))
        if place not in read and name and not (opencitations and name in _IGNORED)
    )
    return Columns(*ends, len(cells), direction, dated, *rest, unread)


def _year_columns(names: Sequence[str], stem: str) -> list[int]:
    whole = re.compile(f"{stem}{_THING}{_ID}{_YEAR}|{_YEAR}(?:of)?{stem}{_THING}{_ID}")
    return [at for at, name in enumerate(names) if whole.fullmatch(name)]
