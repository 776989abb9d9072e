"""A network under construction: every reader of a format fills a `NetworkBuilder`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import MutableSequence
from dataclasses import dataclass, field

from stakhgraph.errors import ParseError
from stakhgraph.network.readers.parsed_network import ParsedNetwork
from stakhgraph.network.readers.values.doubtful import DoubtfulValues
from stakhgraph.wording import counted

__all__ = ["CUT_SHORT", "YEARS", "NetworkBuilder", "parse_year"]

CUT_SHORT = "The file may be cut short."
"""The remedy for a line that does not hold what it should."""


YEARS = range(-4000, 3000)
"""The years that are accepted."""


_LABEL_NAMES = ("label", "name", "title")
_YEAR_NAMES = ("year", "years", "date", "publication_year", "pubyear", "py", "start")
_YEAR = re.compile(r"([+-]?\d{1,4})(?:\.0*|-\d\d?(?:-\d\d?)?(?:T.*)?)?")
_NO_LIMIT = ("", "infinity", "-infinity", "+infinity", "inf", "-inf")
_SCIENTIFIC = re.compile(r"[+-]?\d\.\d+[eE][+-]?\d{1,4}")


@dataclass
class NetworkBuilder:
    """A network under construction: nodes by id in order of appearance, arcs, notices.

    ``line`` is 0 where a reader does not know the line of what it reports.
    """

    where: str
    numbers: dict[str, int] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)
    years: dict[int, set[int]] = field(default_factory=dict)
    tails: MutableSequence[int] = field(default_factory=list)
    heads: MutableSequence[int] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    explicitness: list[str] = field(default_factory=list)
    direction: str = ""
    notices: list[str] = field(default_factory=list)
    years_zero: set[int] = field(default_factory=set)
    dates: DoubtfulValues = field(
        default_factory=lambda: DoubtfulValues("year", "Write one such as 1937.")
    )
    spans: DoubtfulValues = field(
        default_factory=lambda: DoubtfulValues("span of time", "Write one as P6Y0M1D.")
    )
    ends_left_out: Counter[str] = field(default_factory=Counter)
    first_left_out: int = 0
    both_ways: int = 0

    def number(self, name: str) -> int:
        """Return the number of the node with this id, adding the node if it is new."""
        return self.numbers.setdefault(name, len(self.numbers))

    def add_node(self, name: str, line: int) -> int:
        """Add a node and return its number; ParseError if it exists."""
        if name in self.numbers:
            raise self.error(line, f"the id {name!r} is given twice", "Give each node its own.")
        return self.number(name)

    def find_node(self, name: str, line: int) -> int:
        """Return the number of a node that an arc names; ParseError if there is none."""
        if name not in self.numbers:
            raise self.error(line, f"an arc leads to {name!r}, which is no node", "Add the node.")
        return self.numbers[name]

    def describe(self, node: int, name: str, value: str, line: int) -> None:
        """Add a property of a node if it is its label or its year, by the name of the property."""
        name = name.casefold()
        if name in _LABEL_NAMES and value:
            self.labels.setdefault(node, value)
        elif name in _YEAR_NAMES and value:
            self.add_years(node, value, line)

    def leave_out(self, text: str, line: int) -> None:
        """Count an arc that is left out because this text at one of its ends is no work."""
        self.ends_left_out[text.strip() or "empty"] += 1
        self.first_left_out = self.first_left_out or line

    def add_years(self, node: int, text: str, line: int, *, where: str = "") -> None:
        """Add the year or years in a text to a node; what is not a year is noted, and left out.

        The year 0 counts as unknown, since files have it where a year is missing. ``where`` is the
        file of the text if it is another.
        """
        if text.strip().casefold() in _NO_LIMIT:
            return
        found = [parse_year(part) for part in re.split(r"[;|,\s]+", text.strip()) if part]
        if None in found:  # also if other parts are numbers: "3 May 1937" is not the year 3
            self.dates.refuse(text.strip(), self.place(line, where))
            return
        self.dates.good += len(found)
        known = {year for year in found if year}
        if known:
            self.years.setdefault(node, set()).update(known)
        elif found:
            self.years_zero.add(node)

    def place(self, line: int, where: str = "") -> str:
        """Return a line of the file, or of another one, for a message."""
        return f"{where or self.where}:{line}" if line else where or self.where

    def error(self, line: int, what: str, remedy: str) -> ParseError:
        """Return the error for a line."""
        return ParseError(what, where=self.place(line), remedy=remedy)

    def build(self) -> ParsedNetwork:
        """Return the network that has been read; ParseError if most of its years are none."""
        for values in (self.dates, self.spans):
            values.require_most()
        nodes = range(len(self.numbers))
        self.notices.extend(filter(None, self._notices()))
        return ParsedNetwork(
            self.where,
            tuple(self.numbers),
            tuple(self.labels.get(node, "") for node in nodes) if self.labels else (),
            self.tails,
            self.heads,
            tuple(tuple(sorted(self.years.get(node, ()))) for node in nodes) if self.years else (),
            self.kinds if any(self.kinds) else (),
            self.explicitness if any(self.explicitness) else (),
            self.direction,
            tuple(self.notices),
        )

    def _notices(self) -> tuple[str, ...]:
        return (
            self._arcs_left_out(),
            self._edges(),
            self.dates.notice(self.where),
            self.spans.notice(self.where),
            self._undated(),
        )

    def _arcs_left_out(self) -> str:
        number = sum(self.ends_left_out.values())
        if not number:
            return ""
        texts = ", ".join(f"{text} {times:,}" for text, times in self.ends_left_out.most_common(5))
        verb, are = ("has", "is") if number == 1 else ("have", "are")
        return (
            f"{counted(number, 'arc')} {verb} an end that names no work ({texts}; first in line "
            f"{self.first_left_out}), and {are} left out"
        )

    def _edges(self) -> str:
        if not self.both_ways:
            return ""
        have, count = ("has", "counts") if self.both_ways == 1 else ("have", "count")
        edges = counted(self.both_ways, "edge")
        return f"{edges} {have} no direction, and {count} as arcs both ways"

    def _undated(self) -> str:
        """Return how many nodes have no year, if any has one or is said to be of the year 0."""
        undated = len(self.numbers) - len(self.years)
        zero = len(self.years_zero - self.years.keys())
        if not undated or not (self.years or zero):
            return ""
        have = "has" if undated == 1 else "have"
        unknown = f" ({zero:,} given as 0, which counts as unknown)" if zero else ""
        return f"{undated:,} of {len(self.numbers):,} nodes {have} no year{unknown}"


def parse_year(text: str) -> int | None:
    """Return the year in a text such as 1937, 1937.0, 1.937E+3 or 1937-05-01; None if it is none.

    >>> parse_year("1937-05"), parse_year("1.937E+0003"), parse_year("(2018")
    (1937, 1937, None)
    """
    if match := _YEAR.fullmatch(text):
        year = float(match[1])
    elif _SCIENTIFIC.fullmatch(text):
        year = float(text)
    else:
        return None
    return int(year) if year.is_integer() and int(year) in YEARS else None
