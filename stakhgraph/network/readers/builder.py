"""What a file of a network says, and how a reader of a format puts it together.

Arcs are given as they stand in the file, with the direction if the format names one;
`NetFile.network` turns them so that they run from earlier to later.
"""

from __future__ import annotations

import re
from collections.abc import MutableSequence, Sequence
from dataclasses import dataclass, field, replace

from stakhgraph.errors import ParseError, UsageError
from stakhgraph.network.graph import Network, Years

__all__ = [
    "CUT",
    "DIRECTIONS",
    "Making",
    "NetFile",
    "encoding_of",
    "lines_of",
    "with_plain_ends",
]

DIRECTIONS = ("cited-citing", "citing-cited")
"""How arcs may run in a file; the first is from earlier to later."""

CUT = "The file may be cut short."
"""What to do where a line does not hold what it should."""

YEARS = range(-4000, 3000)
"""Years that are taken for years."""


@dataclass(frozen=True, eq=False)
class NetFile:
    """What a file says: nodes, arcs as they stand there, and what else a reader should know.

    ``direction`` is one of `DIRECTIONS` if the file names it, and empty if it does not.
    """

    where: str
    ids: Sequence[str]
    labels: Sequence[str]
    tails: Sequence[int]
    heads: Sequence[int]
    years: Sequence[Years] = ()
    kinds: Sequence[str] = ()
    explicitness: Sequence[str] = ()
    direction: str = ""
    notices: tuple[str, ...] = ()

    def standing(self) -> Network:
        """Give the network with its arcs as they stand in the file."""
        return Network.of(
            self.ids,
            self.tails,
            self.heads,
            labels=self.labels,
            years=self.years,
            kinds=self.kinds,
            explicitness=self.explicitness,
        )

    def network(self, arcs: str | None = None) -> Network:
        """Give the network with its arcs from earlier to later; ``arcs`` says how they stand.

        Raises UsageError as `turned` does.
        """
        return self.turned(arcs).standing()

    def turned(self, arcs: str | None = None) -> NetFile:
        """Give the same with its arcs from earlier to later; ``arcs`` says how they stand.

        Raises UsageError if nobody says it and years do not show it, and if what is said goes
        against the file or, for more than three in four of the arcs that years decide, the years.
        """
        if arcs is not None and arcs not in DIRECTIONS:
            raise UsageError(f"no direction is called {arcs!r}", remedy=_REMEDY)
        if self._direction(arcs) == DIRECTIONS[0]:
            return self
        return replace(self, tails=self.heads, heads=self.tails, direction=DIRECTIONS[0])

    def _direction(self, said: str | None) -> str:
        shown, by = self.direction, "the file itself says"
        if not shown:
            along, against = self._by_years()
            by = f"years show, in {max(along, against)} of {along + against} arcs,"
            shown = _clear(along, against)
        if said and shown and said != shown:
            raise UsageError(
                f"the arcs run the other way: {by} {shown}",
                where=self.where,
                remedy=f"Say --arcs {shown}.",
            )
        if not (said or shown):
            raise UsageError("which way the arcs run is not known", remedy=_REMEDY)
        return said or shown

    def _by_years(self) -> tuple[int, int]:
        """Count the arcs that by all years run from earlier to later, and from later to earlier."""
        if not any(self.years):
            return 0, 0
        spans = [(min(y), max(y)) if y else None for y in self.years]
        along = against = 0
        for tail, head in zip(self.tails, self.heads, strict=True):
            one, two = spans[tail], spans[head]
            if one and two:
                along += one[1] < two[0]
                against += two[1] < one[0]
        return along, against


_REMEDY = (
    "Say --arcs cited-citing if they lead from the earlier work to the later, else citing-cited."
)


def _clear(along: int, against: int) -> str:
    if against > 3 * along:
        return DIRECTIONS[1]
    return DIRECTIONS[0] if along > 3 * against else ""


@dataclass
class Making:
    """A network in the making: nodes by id in order of their coming, arcs, notices."""

    where: str
    place: dict[str, int] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)
    years: dict[int, set[int]] = field(default_factory=dict)
    tails: MutableSequence[int] = field(default_factory=list)
    heads: MutableSequence[int] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    explicitness: list[str] = field(default_factory=list)
    direction: str = ""
    notices: list[str] = field(default_factory=list)

    def node(self, name: str) -> int:
        """Give the place of the node of this id, a new one if need be."""
        return self.place.setdefault(name, len(self.place))

    def new(self, name: str, line: int) -> int:
        """Give the place of a node that is told here; ParseError if it was told before."""
        if name in self.place:
            raise self.fault(line, f"the id {name!r} is given twice", "Give each node its own.")
        return self.node(name)

    def known(self, name: str, line: int) -> int:
        """Give the place of a node that an arc names; ParseError if there is none."""
        if name not in self.place:
            raise self.fault(line, f"an arc leads to {name!r}, which is no node", "Add the node.")
        return self.place[name]

    def date(self, node: int, text: str, line: int) -> None:
        """Take note of the year or years in a text; ParseError if one is none."""
        for part in filter(None, re.split(r"[;|,\s]+", text.strip())):
            self.years.setdefault(node, set()).add(self.year(part, line))

    def year(self, text: str, line: int) -> int:
        """Give the year in a text such as 1937, 1937.0 or 1937-05-01."""
        match = re.fullmatch(r"(-?\d{1,4})(?:\.0*|-\d\d?(?:-\d\d?)?(?:T.*)?)?", text)
        if match is None or int(match[1]) not in YEARS:
            raise self.fault(line, f"{text[:40]!r} is no year", "Write one such as 1937.")
        return int(match[1])

    def fault(self, line: int, what: str, remedy: str) -> ParseError:
        """Give the error for a line."""
        return ParseError(what, where=f"{self.where}:{line}", remedy=remedy)

    def done(self) -> NetFile:
        """Give what has been read."""
        nodes = range(len(self.place))
        undated = len(self.place) - len(self.years)
        if self.years and undated:
            self.notices.append(f"{undated} of {len(self.place)} nodes have no year")
        return NetFile(
            self.where,
            tuple(self.place),
            tuple(self.labels.get(node, "") for node in nodes) if self.labels else (),
            self.tails,
            self.heads,
            tuple(tuple(sorted(self.years.get(node, ()))) for node in nodes) if self.years else (),
            self.kinds if any(self.kinds) else (),
            self.explicitness if any(self.explicitness) else (),
            self.direction,
            tuple(self.notices),
        )


def lines_of(data: bytes, making: Making) -> list[str]:
    """Give the lines of text; what is not UTF-8 is read as Latin-1, and that is said."""
    data = with_plain_ends(data)
    # Not splitlines(), which would also break at characters that stand inside labels.
    return data.decode(encoding_of(data, making)).removesuffix("\n").split("\n")


def with_plain_ends(data: bytes) -> bytes:
    """Give text without a mark of its encoding, its lines ended in one way."""
    return data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def encoding_of(data: bytes, making: Making) -> str:
    """Tell whether text is UTF-8; else it is read as Latin-1, and that is said."""
    try:
        data.isascii() or data.decode()
    except UnicodeDecodeError:
        making.notices.append("the file is not UTF-8, and has been read as Latin-1")
        return "latin-1"
    return "utf-8"
