"""Networks in files of Pajek (Pajek reference manual); one network in a file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import isfinite, nan

from stakhgraph.errors import ParseError, UsageError
from stakhgraph.network.readers import integer_columns
from stakhgraph.network.readers.builder import CUT_SHORT, NetworkBuilder
from stakhgraph.network.readers.text import detect_encoding, normalise_line_ends

__all__ = ["read"]


def read(builder: NetworkBuilder, data: bytes, years: str | None = None) -> None:
    """Read a network; ``years`` names the partition or vector that holds years."""
    _PajekReader(builder, years).read(data)


# A label ends at a quotation mark before a blank, or if there is none, before a number.
_VERTEX = re.compile(r'\s*(\d+)(?:\s+("(?:[^"\\]|""|\\.)*"(?=\s|$)|".*?"(?=\s+-?[\d.]|\s*$)|\S+))?')


_LISTS = ("*arcslist", "*edgeslist")


class _PajekReader:
    """A reader of the sections of a file; a section begins with a line with a star."""

    def __init__(self, builder: NetworkBuilder, years: str | None) -> None:
        self.builder = builder
        self.wanted = years
        self.count = -1
        self.columns: dict[str, list[tuple[int, str]]] = {}
        self.column: str | None = None
        self.edges = 0
        self.networks = 0
        self.line = 1
        self.encoding = "utf-8"

    def error(self, at: int, what: str, remedy: str) -> ParseError:
        """Return the error for a line of the current section, whose first line is 0."""
        return self.builder.error(self.line + at, what, remedy)

    def lines(self, section: bytes) -> list[str]:
        """Return the lines of a section."""
        return section.decode(self.encoding).removesuffix("\n").split("\n")

    def read(self, data: bytes) -> None:
        """Read all sections, then add years."""
        data = normalise_line_ends(data)
        self.encoding = detect_encoding(data, self.builder)
        for self.line, begin, end in _find_sections(data):
            self._section(data[begin:end], len(data))
        if self.count < 0:
            raise self.builder.error(1, "there is no *Vertices line", "Name a Pajek network.")
        if self.edges:
            self.builder.notices.append(
                f"{self.edges} edges have no direction, and count as arcs both ways"
            )
        if self.networks > 1:
            self.builder.notices.append(
                f"only the first of {self.networks} networks in the file is read"
            )
        self._date()

    def _section(self, section: bytes, size: int) -> None:
        words = self.lines(section[: section.find(b"\n") + 1] or section)[0].split(maxsplit=1)
        name, rest = words[0].lower(), words[1].strip() if len(words) > 1 else ""
        if name == "*vertices" and self.column is not None:
            self._column(self.lines(section))
        elif name == "*vertices":
            if self._first(rest, size):
                self._vertices(self.lines(section))
        elif name in ("*arcs", "*edges", "*matrix", *_LISTS):
            self._arcs(name, section)
        else:
            self.networks += name == "*network"
            self.column = None if name == "*network" else rest or name[1:]

    def _first(self, rest: str, size: int) -> bool:
        """Start the first network, and return whether these are its vertices."""
        if self.count >= 0:
            return False
        number = rest.split(maxsplit=1)[0] if rest else ""
        if not (number.isascii() and number.isdigit() and int(number[:9]) <= _MOST_VERTICES):
            what = f"{_quoted_start(rest)} is no number of vertices up to {_MOST_VERTICES:,}"
            raise self.error(0, what, "Write how many there are.")
        self.count = int(number)
        if self.count > max(size, _VERTICES_WITHOUT_LINES):
            what = f"{self.count:,} vertices in a file of {size:,} bytes"
            raise self.error(0, what, "Write how many there are.")
        self.builder.numbers = {str(node + 1): node for node in range(self.count)}
        return True

    def _vertices(self, lines: Sequence[str]) -> None:
        builder, seen = self.builder, bytearray(self.count)
        for at in range(1, len(lines)):
            if not _has_content(lines[at]):
                continue
            match = _VERTEX.match(lines[at])
            node = int(match[1]) - 1 if match and len(match[1]) < 10 else -1
            if match is None or not 0 <= node < self.count:
                raise self.error(
                    at, f"{_quoted_start(lines[at])} is none of {self.count} vertices", CUT_SHORT
                )
            if seen[node]:
                raise self.error(at, f"vertex {node + 1} is given twice", "Give it once.")
            seen[node] = 1
            label = match[2] or ""
            if label[:1] == '"' and (len(label) < 2 or label[-1] != '"'):
                raise self.error(
                    at, f"{_quoted_start(label)} has no closing quotation mark", CUT_SHORT
                )
            builder.labels[node] = _unquoted(label)

    def _arcs(self, name: str, section: bytes) -> None:
        if self.count < 0:
            raise self.error(0, f"{name} comes before *Vertices", "Put it after.")
        if self.networks > 1:
            return
        before = len(self.builder.tails)
        if name == "*matrix":
            self._matrix(self.lines(section))
        elif name in _LISTS:
            self._lists(self.lines(section))
        elif not self._plain(section):
            self._pairs(self.lines(section))
        self._require_vertices(name, section, before)
        if name.startswith("*edges"):
            tails, heads = self.builder.tails, self.builder.heads
            self.edges += len(tails) - before
            both = tails[before:], heads[before:]
            tails.extend(both[1])
            heads.extend(both[0])

    def _plain(self, section: bytes) -> bool:
        """Read arcs that are pairs of whole numbers all at once; return False if they are not."""
        begin = section.find(b"\n") + 1
        if len(section) < integer_columns.WORTHWHILE_BYTES or not begin:
            return False
        columns = len(section[begin : section.find(b"\n", begin)].split())
        found = integer_columns.two_columns(section, begin, columns=columns, mark=b" ", least=1)
        if found is None:
            return False
        if not self.builder.tails:  # arrays take a fifth of the memory of lists
            self.builder.tails, self.builder.heads = found
        else:
            self.builder.tails.extend(found[0])
            self.builder.heads.extend(found[1])
        return True

    def _pairs(self, lines: Sequence[str]) -> None:
        tails, heads = self.builder.tails, self.builder.heads
        for at in range(1, len(lines)):
            words = lines[at].split(None, 2)
            try:
                tail, head = int(words[0]) - 1, int(words[1]) - 1
            except (ValueError, IndexError):
                if not _has_content(lines[at]):
                    continue
                what = f"{_quoted_start(lines[at])} does not name two vertices"
                raise self.error(at, what, CUT_SHORT) from None
            tails.append(tail)
            heads.append(head)

    def _lists(self, lines: Sequence[str]) -> None:
        for at in range(1, len(lines)):
            if not _has_content(lines[at]):
                continue
            try:
                tail, *others = (int(word) - 1 for word in lines[at].split())
            except ValueError:
                what = f"{_quoted_start(lines[at])} is no list of vertices"
                raise self.error(at, what, CUT_SHORT) from None
            self.builder.tails.extend([tail] * len(others))
            self.builder.heads.extend(others)

    def _matrix(self, lines: Sequence[str]) -> None:
        rows = [(at, lines[at].split()) for at in range(1, len(lines)) if _has_content(lines[at])]
        if len(rows) != self.count:
            what = f"the matrix has {len(rows)} rows for {self.count} vertices"
            raise self.error(0, what, CUT_SHORT)
        for node, (at, row) in enumerate(rows):
            if len(row) != self.count:
                what = f"a row of {len(row)} numbers for {self.count} vertices"
                raise self.error(at, what, CUT_SHORT)
            try:
                values = list(map(float, row))
            except ValueError:
                values = [nan]
            if not all(map(isfinite, values)):
                raise self.error(
                    at, f"{_quoted_start(lines[at])} is no row of numbers", "Write numbers."
                )
            found = [head for head, value in enumerate(values) if value]
            self.builder.tails.extend([node] * len(found))
            self.builder.heads.extend(found)

    def _require_vertices(self, name: str, section: bytes, before: int) -> None:
        """Check that all new ends are vertices, and find the line of one that is not."""
        for ends in (self.builder.tails, self.builder.heads):
            new = ends[before:] if before else ends
            if new and not 0 <= min(new) <= max(new) < self.count:
                wrong = next(node for node in new if not 0 <= node < self.count)
                most = None if name in _LISTS else 2
                at = next(at for at, ends in self._ends(section, most) if wrong + 1 in ends)
                what = f"an arc leads to vertex {wrong + 1} of {self.count}"
                raise self.error(at, what, f"Look at the lines of {name}.")

    def _ends(self, section: bytes, most: int | None) -> Iterator[tuple[int, list[int]]]:
        """Yield the position of each line of arcs in the section, and the vertices it names."""
        for at, line in enumerate(self.lines(section)):
            if at and _has_content(line):
                yield at, [int(word) for word in line.split()[:most]]

    def _column(self, lines: Sequence[str]) -> None:
        """Store the values of a partition or vector, which has a *Vertices line of its own."""
        assert self.column is not None
        rows = range(1, len(lines))
        rows_with_content = [(self.line + at, lines[at]) for at in rows if _has_content(lines[at])]
        self.columns[self.column] = rows_with_content
        self.column = None

    def _date(self) -> None:
        """Take years from the requested column, in which 0 means unknown."""
        if self.wanted is None:
            return
        wanted = self.wanted.casefold()
        fits = [name for name in self.columns if wanted in (name.casefold(), _without_suffix(name))]
        if len(fits) != 1:
            raise UsageError(
                f"no partition or vector is called {self.wanted!r}",
                where=self.builder.where,
                remedy=f"There are {', '.join(self.columns) or 'none'}.",
            )
        values = self.columns[fits[0]]
        if len(values) != self.count:
            what = f"{fits[0]} has {len(values)} values for {self.count} vertices"
            raise self.builder.error(values[-1][0] if values else 1, what, CUT_SHORT)
        for node, (line, value) in enumerate(values):
            if value.strip().rstrip("0") not in ("", "0.", "."):
                self.builder.add_years(node, value, line)


_MOST_VERTICES = 20_000_000


_VERTICES_WITHOUT_LINES = 100_000  # so many vertices need no lines of their own


def _without_suffix(name: str) -> str:
    """Return the name of a partition or vector without the suffix of its file."""
    return re.sub(r"\.(clu|vec)$", "", name.casefold())


def _find_sections(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield the line number, first byte and end of each section."""
    begin, line, after = -1, 1, 0
    while True:
        star = data.find(b"*", after)
        first = data.rfind(b"\n", 0, star) + 1 if star >= 0 else len(data)
        if star < 0 or not data[first:star].strip():
            if begin >= 0:
                yield line, begin, first
            line += data.count(b"\n", max(begin, 0), first)
            begin = first
        if star < 0:
            return
        after = data.find(b"\n", star) + 1 or len(data)


def _has_content(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("%")


def _quoted_start(line: str) -> str:
    text = line.strip()
    return repr(text if len(text) <= 40 else f"{text[:40]}…")


def _unquoted(label: str) -> str:
    if len(label) >= 2 and label[0] == label[-1] == '"':
        return label[1:-1].replace('""', '"').replace('\\"', '"')
    return label
