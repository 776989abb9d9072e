"""Networks in files of Pajek (Pajek reference manual); one network a file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from stakhgraph.errors import UsageError
from stakhgraph.netmaking import CUT, Making, lines_of

__all__ = ["read"]


def read(making: Making, data: bytes, years: str | None = None) -> None:
    """Read a network; ``years`` names the partition or vector that holds years."""
    _Pajek(making, years).read(lines_of(data, making))


# A label ends at a quotation mark with a blank behind it; failing that, with a number behind it.
_VERTEX = re.compile(r'\s*(\d+)(?:\s+("(?:[^"\\]|""|\\.)*"(?=\s|$)|".*?"(?=\s+-?[\d.]|\s*$)|\S+))?')
_LISTS = ("*arcslist", "*edgeslist")


class _Pajek:
    """Reads sections of a Pajek file (Pajek reference manual); one network a file."""

    def __init__(self, making: Making, years: str | None) -> None:
        self.making = making
        self.wanted = years
        self.count = -1
        self.columns: dict[str, list[tuple[int, str]]] = {}
        self.column: str | None = None
        self.edges = 0
        self.networks = 0

    def read(self, lines: Sequence[str]) -> None:
        """Read all sections, then name the nodes and date them."""
        for begin, end in _sections(lines):
            self._section(lines, begin, end)
        if self.count < 0:
            raise self.making.fault(1, "there is no *Vertices line", "Name a Pajek network.")
        if self.edges:
            self.making.notices.append(
                f"{self.edges} edges have no direction, and count as arcs both ways"
            )
        if self.networks > 1:
            self.making.notices.append(
                f"only the first of {self.networks} networks in the file is read"
            )
        self._date()

    def _section(self, lines: Sequence[str], begin: int, end: int) -> None:
        words = lines[begin].split(maxsplit=1)
        name, rest = words[0].lower(), words[1].strip() if len(words) > 1 else ""
        if name == "*vertices" and self.column is not None:
            self._column(lines, begin, end)
        elif name == "*vertices":
            if self._first(rest, begin):
                self._vertices(lines, begin, end)
        elif name in ("*arcs", "*edges", "*matrix", *_LISTS):
            self._arcs(name, lines, begin, end)
        else:
            self.networks += name == "*network"
            self.column = None if name == "*network" else rest or name[1:]

    def _first(self, rest: str, at: int) -> bool:
        """Tell whether these are the vertices of the first network, and note how many."""
        if self.count >= 0:
            return False
        number = rest.split(maxsplit=1)[0] if rest else ""
        if not (number.isascii() and number.isdigit() and int(number[:9]) <= _MOST):
            what = f"{_short(rest)} is no number of vertices up to {_MOST:,}"
            raise self.making.fault(at + 1, what, "Write how many there are.")
        self.count = int(number)
        self.making.place = {str(node + 1): node for node in range(self.count)}
        return True

    def _vertices(self, lines: Sequence[str], begin: int, end: int) -> None:
        making, seen = self.making, bytearray(self.count)
        for at in range(begin + 1, end):
            if not _says(lines[at]):
                continue
            match = _VERTEX.match(lines[at])
            node = int(match[1]) - 1 if match and len(match[1]) < 10 else -1
            if match is None or not 0 <= node < self.count:
                raise making.fault(
                    at + 1, f"{_short(lines[at])} is none of {self.count} vertices", CUT
                )
            if seen[node]:
                raise making.fault(at + 1, f"vertex {node + 1} is given twice", "Give it once.")
            seen[node] = 1
            making.labels[node] = _unquoted(match[2] or "")

    def _arcs(self, name: str, lines: Sequence[str], begin: int, end: int) -> None:
        if self.count < 0:
            raise self.making.fault(begin + 1, f"{name} comes before *Vertices", "Put it after.")
        if self.networks > 1:
            return
        tails, heads = self.making.tails, self.making.heads
        before = len(tails)
        if name == "*matrix":
            self._matrix(lines, begin, end)
        elif name in _LISTS:
            self._lists(lines, begin, end)
        else:
            self._pairs(lines, begin, end)
        self._require_vertices(lines, name, begin, end, before)
        if name.startswith("*edges"):
            self.edges += len(tails) - before
            both = tails[before:], heads[before:]
            tails.extend(both[1])
            heads.extend(both[0])

    def _pairs(self, lines: Sequence[str], begin: int, end: int) -> None:
        tails, heads = self.making.tails, self.making.heads
        for at in range(begin + 1, end):
            words = lines[at].split(None, 2)
            try:
                tail, head = int(words[0]) - 1, int(words[1]) - 1
            except (ValueError, IndexError):
                if not _says(lines[at]):
                    continue
                what = f"{_short(lines[at])} does not name two vertices"
                raise self.making.fault(at + 1, what, CUT) from None
            tails.append(tail)
            heads.append(head)

    def _lists(self, lines: Sequence[str], begin: int, end: int) -> None:
        for at in range(begin + 1, end):
            if not _says(lines[at]):
                continue
            try:
                tail, *others = (int(word) - 1 for word in lines[at].split())
            except ValueError:
                what = f"{_short(lines[at])} is no list of vertices"
                raise self.making.fault(at + 1, what, CUT) from None
            self.making.tails.extend([tail] * len(others))
            self.making.heads.extend(others)

    def _matrix(self, lines: Sequence[str], begin: int, end: int) -> None:
        rows = [(at, lines[at].split()) for at in range(begin + 1, end) if _says(lines[at])]
        if len(rows) != self.count:
            what = f"the matrix has {len(rows)} rows for {self.count} vertices"
            raise self.making.fault(begin + 1, what, CUT)
        for node, (at, row) in enumerate(rows):
            if len(row) != self.count:
                what = f"a row of {len(row)} numbers for {self.count} vertices"
                raise self.making.fault(at + 1, what, CUT)
            try:
                found = [head for head, value in enumerate(row) if float(value)]
            except ValueError:
                what = f"{_short(lines[at])} is no row of numbers"
                raise self.making.fault(at + 1, what, "Write numbers.") from None
            self.making.tails.extend([node] * len(found))
            self.making.heads.extend(found)

    def _require_vertices(
        self, lines: Sequence[str], name: str, begin: int, end: int, before: int
    ) -> None:
        """Look for an end that is no vertex; only then look for its line."""
        for ends in (self.making.tails, self.making.heads):
            new = islice(ends, before, None)
            wrong = next((node for node in new if not 0 <= node < self.count), None)
            if wrong is not None:
                at = next(i for i in range(begin + 1, end) if str(wrong + 1) in lines[i].split())
                what = f"an arc leads to vertex {wrong + 1} of {self.count}"
                raise self.making.fault(at + 1, what, f"Look at the lines of {name}.")

    def _column(self, lines: Sequence[str], begin: int, end: int) -> None:
        """Keep the values of a partition or vector, which has a *Vertices line of its own."""
        assert self.column is not None
        rows = range(begin + 1, end)
        self.columns[self.column] = [(at + 1, lines[at]) for at in rows if _says(lines[at])]
        self.column = None

    def _date(self) -> None:
        """Take years from the column that was asked for; 0 is Pajek's word for unknown."""
        if self.wanted is None:
            return
        wanted = self.wanted.casefold()
        fits = [name for name in self.columns if wanted in (name.casefold(), _stem(name))]
        if len(fits) != 1:
            raise UsageError(
                f"no partition or vector is called {self.wanted!r}",
                where=self.making.where,
                remedy=f"There are {', '.join(self.columns) or 'none'}.",
            )
        values = self.columns[fits[0]]
        if len(values) != self.count:
            what = f"{fits[0]} has {len(values)} values for {self.count} vertices"
            raise self.making.fault(values[-1][0] if values else 1, what, CUT)
        for node, (line, value) in enumerate(values):
            if value.strip().rstrip("0") not in ("", "0.", "."):
                self.making.date(node, value, line)


_MOST = 20_000_000


def _stem(name: str) -> str:
    """Give the name of a partition or vector without the ending of its file."""
    return re.sub(r"\.(clu|vec)$", "", name.casefold())


def _sections(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Give where each section begins, at its line with a star, and where it ends."""
    starred = [at for at, line in enumerate(lines) if line[:1] == "*" or line.lstrip()[:1] == "*"]
    yield from zip(starred, [*starred[1:], len(lines)], strict=True)


def _says(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("%")


def _short(line: str) -> str:
    text = line.strip()
    return repr(text if len(text) <= 40 else f"{text[:40]}…")


def _unquoted(label: str) -> str:
    if len(label) >= 2 and label[0] == label[-1] == '"':
        return label[1:-1].replace('""', '"').replace('\\"', '"')
    return label
