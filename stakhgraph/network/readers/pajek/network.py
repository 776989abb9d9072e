"""Networks in files of Pajek (Pajek reference manual); one network in a file.

A network may have several relations: ``*Arcs :2 "criticises"`` begins the second, and a line
``2: 1 3`` has an arc of it. They are read as one network unless one is chosen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from math import isfinite, nan

from stakhgraph.errors import ParseError, UsageError
from stakhgraph.network.readers import integer_columns
from stakhgraph.network.readers.builder import CUT_SHORT, NetworkBuilder
from stakhgraph.network.readers.pajek.relations import Ends, Relations
from stakhgraph.network.readers.text import detect_encoding, normalise_line_ends
from stakhgraph.network.readers.year_files import add_column
from stakhgraph.wording import counted

__all__ = ["read"]


def read(
    builder: NetworkBuilder, data: bytes, years: str | None = None, relation: str | None = None
) -> None:
    """Read a network; ``years`` names the partition or vector that holds years.

    ``relation`` is the name or number of the one relation that is read.
    """
    _PajekReader(builder, years, relation).read(data)


# A label ends at a quotation mark before a blank, or if there is none, before a number.
_VERTEX = re.compile(r'\s*(\d+)(?:\s+("(?:[^"\\]|""|\\.)*"(?=\s|$)|".*?"(?=\s+-?[\d.]|\s*$)|\S+))?')


# The number of a relation before the ends of an arc, and after the name of a section.
_PREFIX = re.compile(r"\s*(\d{1,9})\s*:\s*")
_RELATION = re.compile(r':\s*(\d{1,9})\s*(?:"(.*)"|(.*))')


_NUMBER = re.compile(r"0*([0-9]{1,9})")

_DIGITS = 18
"""The most digits of the number of a vertex: a longer one is none, and slow to read."""

_LISTS = ("*arcslist", "*edgeslist")


class _PajekReader:
    """A reader of the sections of a file; a section begins with a line with a star."""

    def __init__(self, builder: NetworkBuilder, years: str | None, relation: str | None) -> None:
        self.builder = builder
        self.wanted = years
        self.relation = relation
        self.relations = Relations()
        self.count = -1
        self.columns: dict[str, list[tuple[int, str]]] = {}
        self.column: str | None = None
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
        self.relations.fill(self.builder, self.relation)
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
            self._arcs(name, section, rest)
        elif name in ("*events", "*tlistevents") and not self.networks > 1:
            what = f"{words[0]} begins a network that changes in time"
            raise self.error(0, what, "Save one network of it in Pajek.")
        else:
            self.networks += name == "*network"
            self.column = None if name == "*network" else rest or name[1:]

    def _first(self, rest: str, size: int) -> bool:
        """Start the first network, and return whether these are its vertices."""
        if self.count >= 0:
            return False
        number, *others = rest.split() or [""]
        modes = _NUMBER.fullmatch(others[0]) if others else None
        known = _NUMBER.fullmatch(number)
        if modes and known and int(modes[1]) < int(known[1]):
            first, second = int(modes[1]), int(known[1]) - int(modes[1])
            what = f"a two-mode network, of {first:,} and {second:,} vertices"
            raise self.error(0, what, "Make a network of one kind of vertices of it in Pajek.")
        if known is None or int(known[1]) > _MOST_VERTICES:
            what = f"{_quoted_start(rest)} is no number of vertices up to {_MOST_VERTICES:,}"
            raise self.error(0, what, "Write how many there are.")
        self.count = int(known[1])
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

    def _arcs(self, name: str, section: bytes, rest: str) -> None:
        if self.count < 0:
            raise self.error(0, f"{name} comes before *Vertices", "Put it after.")
        if self.networks > 1:
            return
        match = _RELATION.match(rest)
        relation = int(match[1]) if match else 1
        if match:
            self.relations.names.setdefault(relation, (match[2] or match[3] or "").strip())
        for number, ends in self._section_arcs(name, section, relation).items():
            self._require_vertices(name, section, ends)
            self.relations.add(number, ends, both=name.startswith("*edges"))

    def _section_arcs(self, name: str, section: bytes, relation: int) -> Mapping[int, Ends]:
        """Return the arcs of a section by the numbers of their relations."""
        if name == "*matrix":
            return {relation: self._matrix(self.lines(section))}
        if name in _LISTS:
            return self._lists(self.lines(section), relation)
        plain = self._plain(section)
        return self._pairs(self.lines(section), relation) if plain is None else {relation: plain}

    def _plain(self, section: bytes) -> Ends | None:
        """Return arcs that are pairs of whole numbers all at once, or None if they are not."""
        begin = section.find(b"\n") + 1
        if len(section) < integer_columns.WORTHWHILE_BYTES or not begin:
            return None
        columns = len(section[begin : section.find(b"\n", begin)].split())
        return integer_columns.two_columns(section, begin, columns=columns, mark=b" ", least=1)

    def _pairs(self, lines: Sequence[str], relation: int) -> Mapping[int, Ends]:
        tails: list[int] = []
        heads: list[int] = []
        others: dict[int, Ends] = {}
        for at in range(1, len(lines)):
            words = lines[at].split(None, 2)
            try:
                tail, head = _vertex(words[0]), _vertex(words[1])
            except (ValueError, IndexError):
                if _has_content(lines[at]):
                    self._pair_of_relation(at, lines[at], others)
                continue
            tails.append(tail)
            heads.append(head)
        return _joined(others, relation, (tails, heads))

    def _pair_of_relation(self, at: int, line: str, found: dict[int, Ends]) -> None:
        """Add the arc in a line that begins with the number of its relation."""
        match = _PREFIX.match(line)
        words = line[match.end() if match else 0 :].split(None, 2)
        try:
            ends = _vertex(words[0]), _vertex(words[1])
        except (ValueError, IndexError):
            match = None
        if match is None:
            what = f"{_quoted_start(line)} does not name two vertices"
            raise self.error(at, what, CUT_SHORT)
        of_relation = found.setdefault(int(match[1]), ([], []))
        for some, end in zip(of_relation, ends, strict=True):
            some.append(end)

    def _lists(self, lines: Sequence[str], relation: int) -> Mapping[int, Ends]:
        found: dict[int, Ends] = {}
        for at in range(1, len(lines)):
            if not _has_content(lines[at]):
                continue
            match = _PREFIX.match(lines[at])
            try:
                words = lines[at][match.end() if match else 0 :].split()
                tail, *others = map(_vertex, words)
            except ValueError:
                what = f"{_quoted_start(lines[at])} is no list of vertices"
                raise self.error(at, what, CUT_SHORT) from None
            tails, heads = found.setdefault(int(match[1]) if match else relation, ([], []))
            tails.extend([tail] * len(others))
            heads.extend(others)
        return found

    def _matrix(self, lines: Sequence[str]) -> Ends:
        tails: list[int] = []
        heads: list[int] = []
        rows = [(at, lines[at].split()) for at in range(1, len(lines)) if _has_content(lines[at])]
        if len(rows) != self.count:
            what = f"the matrix has {counted(len(rows), 'row')} for {self.count} vertices"
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
            tails.extend([node] * len(found))
            heads.extend(found)
        return tails, heads

    def _require_vertices(self, name: str, section: bytes, ends: Ends) -> None:
        """Check that all new ends are vertices, and find the line of one that is not."""
        for new in ends:
            if new and not 0 <= min(new) <= max(new) < self.count:
                wrong = next(node for node in new if not 0 <= node < self.count)
                most = None if name in _LISTS else 2
                at = next(at for at, ends in self._ends(section, most) if wrong in ends)
                what = f"an arc leads to vertex {wrong + 1} of {self.count}"
                raise self.error(at, what, f"Look at the lines of {name}.")

    def _ends(self, section: bytes, most: int | None) -> Iterator[tuple[int, list[int]]]:
        """Yield the position of each line of arcs in the section, and the vertices it names."""
        for at, line in enumerate(self.lines(section)):
            if at and _has_content(line):
                match = _PREFIX.match(line)
                words = line[match.end() if match else 0 :].split()
                yield at, [_vertex(word) for word in words[:most]]

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
                f"no partition, vector or file of years is called {self.wanted!r}",
                where=self.builder.where,
                remedy=(
                    f"There are {', '.join(self.columns)} in the file."
                    if self.columns
                    else "There is none in the network; name a file of years."
                ),
            )
        values = self.columns[fits[0]]
        if len(values) != self.count:
            what = f"{fits[0]} has {len(values)} values for {self.count} vertices"
            raise self.builder.error(values[-1][0] if values else 1, what, CUT_SHORT)
        add_column(self.builder, values, self.builder.where)


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


def _joined(found: dict[int, Ends], relation: int, ends: Ends) -> Mapping[int, Ends]:
    """Return the arcs of each relation with those of the section's own added."""
    if relation not in found:
        return {relation: ends, **found}
    for some, more in zip(found[relation], ends, strict=True):
        some.extend(more)
    return found


def _has_content(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("%")


def _vertex(word: str) -> int:
    """Return the vertex of a number, counted from 0; ValueError for what is none."""
    if len(word) > _DIGITS:
        raise ValueError
    return int(word) - 1


def _quoted_start(line: str) -> str:
    text = line.strip()
    return repr(text if len(text) <= 40 else f"{text[:40]}…")


def _unquoted(label: str) -> str:
    if len(label) >= 2 and label[0] == label[-1] == '"':
        return label[1:-1].replace('""', '"').replace('\\"', '"')
    return label
