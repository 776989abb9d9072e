"""A network under construction: every reader of a format fills a `NetworkBuilder`."""

from __future__ import annotations

import re
from collections.abc import MutableSequence
from dataclasses import dataclass, field

from stakhgraph.errors import ParseError
from stakhgraph.network.readers.parsed_network import ParsedNetwork

__all__ = ["CUT_SHORT", "YEARS", "NetworkBuilder"]

CUT_SHORT = "The file may be cut short."
"""The remedy for a line that does not hold what it should."""


YEARS = range(-4000, 3000)
"""The years that are accepted."""


@dataclass
class NetworkBuilder:
    """A network under construction: nodes by id in order of appearance, arcs, notices."""

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

    def _number(self, name: str) -> int:
        """Return the number of the node with this id, adding the node if it is new."""
        return self.numbers.setdefault(name, len(self.numbers))

    def add_node(self, name: str, line: int) -> int:
        """Add a node and return its number; ParseError if it exists."""
        if name in self.numbers:
            raise self.error(line, f"the id {name!r} is given twice", "Give each node its own.")
        return self._number(name)

    def find_node(self, name: str, line: int) -> int:
        """Return the number of a node that an arc names; ParseError if there is none."""
        if name not in self.numbers:
            raise self.error(line, f"an arc leads to {name!r}, which is no node", "Add the node.")
        return self.numbers[name]

    def add_years(self, node: int, text: str, line: int) -> None:
        """Add the year or years in a text to a node; ParseError for what is not a year."""
        for part in filter(None, re.split(r"[;|,\s]+", text.strip())):
            self.years.setdefault(node, set()).add(self.parse_year(part, line))

    def parse_year(self, text: str, line: int) -> int:
        """Return the year in a text such as 1937, 1937.0 or 1937-05-01."""
        match = re.fullmatch(r"(-?\d{1,4})(?:\.0*|-\d\d?(?:-\d\d?)?(?:T.*)?)?", text)
        if match is None or int(match[1]) not in YEARS:
            raise self.error(line, f"{text[:40]!r} is no year", "Write one such as 1937.")
        return int(match[1])

    def error(self, line: int, what: str, remedy: str) -> ParseError:
        """Return the error for a line."""
        return ParseError(what, where=f"{self.where}:{line}", remedy=remedy)

    def build(self) -> ParsedNetwork:
        """Return the network that has been read."""
        nodes = range(len(self.numbers))
        undated = len(self.numbers) - len(self.years)
        if self.years and undated:
            self.notices.append(f"{undated} of {len(self.numbers)} nodes have no year")
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
