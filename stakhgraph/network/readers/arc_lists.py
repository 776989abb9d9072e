"""Networks as lists of arcs: CSV, TSV, words between blanks, OpenCitations."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from stakhgraph.network.readers import plain_rows
from stakhgraph.network.readers.builder import CUT, DIRECTIONS, Making, lines_of
from stakhgraph.wording import counted

__all__ = ["read"]

_COLUMNS: Mapping[tuple[str, str], str] = {
    ("citing", "cited"): DIRECTIONS[1],
    ("earlier", "later"): DIRECTIONS[0],
    ("source", "target"): "",
    ("from", "to"): "",
    ("fromnodeid", "tonodeid"): "",
    ("tail", "head"): "",
    ("src", "dst"): "",
}
"""Names of the columns of an arc's ends, and which way it then runs if they say so."""


def read(making: Making, data: bytes) -> None:
    """Read rows of two ends, under a header or not, between commas, semicolons, tabs or blanks."""
    if len(data) >= plain_rows.FEW and _plain(making, data):
        return
    lines = lines_of(data, making)
    start = next((at for at, line in enumerate(lines) if _is_row(line)), None)
    if start is None:
        raise making.fault(len(lines), "there is no arc in the file", "Write one a line.")
    rows = _split(making, lines, _delimiter(lines[start]))
    first = next(rows)
    header = _header([cell.strip().casefold() for cell in first[1]])
    if header is None:
        following = next(rows, None)
        again = [first] if following is None else [first, following]
        if following and _numbers(following[1]) and not _numbers(first[1]):
            again = [following]
        _fill(making, chain(again, rows), _Header(0, 1))
    else:
        making.direction = header.direction
        _fill(making, rows, header)


def _plain(making: Making, data: bytes) -> bool:
    """Read a table of whole numbers and nothing else, at most under a header; False if it is not.

    The rows are then those that the reader for all tables would give.
    """
    data = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    first, begin, after = _first_row(data)
    mark = _delimiter(first)
    cells = first.split() if mark == " " else [cell.strip() for cell in first.split(mark)]
    header = _header([cell.casefold() for cell in cells])
    ends = header or _Header(0, 1)
    if len(cells) < 2 or ends != _Header(ends.tail, ends.head, ends.direction):
        return False
    begin = begin if header is None and _numbers(cells) else after
    found = plain_rows.two_columns(
        data, begin, columns=len(cells), places=(ends.tail, ends.head), mark=mark.encode()
    )
    if found is None:
        return False
    making.direction = ends.direction
    numbers, (making.tails, making.heads) = plain_rows.first_met(*found)
    making.place = dict(zip(map(str, numbers), range(len(numbers)), strict=True))
    return True


def _first_row(data: bytes) -> tuple[str, int, int]:
    """Give the first line that is a row, where it begins, and where the next line does."""
    begin = 0
    while begin < len(data):
        after = data.find(b"\n", begin) + 1 or len(data)
        line = data[begin:after][:10_000].decode("latin-1").removesuffix("\n")
        if _is_row(line):
            return line, begin, after
        begin = after
    return "", begin, begin


@dataclass(frozen=True)
class _Header:
    """Where the ends of an arc stand in a row, and what else does; -1 for what does not."""

    tail: int
    head: int
    direction: str = ""
    years: tuple[tuple[int, bool], ...] = ()
    creation: int = -1
    timespan: int = -1
    kind: int = -1
    explicitness: int = -1


def _is_row(line: str) -> bool:
    return bool(line.strip()) and not line.startswith(("#", "%"))


def _delimiter(line: str) -> str:
    return next((mark for mark in "\t;," if mark in line), " ")


def _split(making: Making, lines: Sequence[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    if delimiter == " ":
        yield from ((at, line.split()) for at, line in enumerate(lines, 1) if _is_row(line))
        return
    rows = csv.reader((f"{line}\n" for line in lines), delimiter=delimiter)
    try:
        for row in rows:
            if row and (len(row) > 1 or row[0].strip()) and not row[0].startswith(("#", "%")):
                yield rows.line_num, row
    except csv.Error as exc:
        raise making.fault(rows.line_num, f"is no table: {exc}", "Check the quotes.") from exc


def _numbers(row: Sequence[str]) -> bool:
    return all(cell.strip().isdigit() for cell in row[:2])


def _header(names: Sequence[str]) -> _Header | None:
    ends = next((pair for pair in _COLUMNS if set(pair) <= set(names)), None)
    if ends is None:
        return None

    def at(name: str) -> int:
        return names.index(name) if name in names else -1

    direction = _COLUMNS[ends]
    if direction and at(ends[1]) < at(ends[0]):  # arcs stand as the columns do
        ends = ends[1], ends[0]
        direction = DIRECTIONS[direction == DIRECTIONS[0]]
    years = tuple(
        (names.index(name), end == ends[0])
        for end in ends
        for name in (f"{end}_year", f"{end} year", f"year_{end}", f"{end}year")
        if name in names
    )
    spots = (at("creation"), at("timespan")) if ends == ("citing", "cited") else (-1, -1)
    told = (at("kind"), at("explicitness"))
    return _Header(at(ends[0]), at(ends[1]), direction, years, *spots, *told)


def _fill(making: Making, rows: Iterable[tuple[int, list[str]]], header: _Header) -> None:
    tail, head = header.tail, header.head
    most = max(tail, head)
    place, more = making.place, header != _Header(tail, head, header.direction)
    add_tail, add_head = making.tails.append, making.heads.append
    for line, row in rows:
        if len(row) <= most:
            what = f"{counted(len(row), 'cell')} where an arc has two ends"
            raise making.fault(line, what, CUT)
        one, two = row[tail].strip(), row[head].strip()
        if not one or not two:
            raise making.fault(line, "an arc has an end without an id", "Give both ends.")
        ends = place.setdefault(one, len(place)), place.setdefault(two, len(place))
        add_tail(ends[0])
        add_head(ends[1])
        if more:
            _more(making, line, row, ends, header)


def _more(
    making: Making, line: int, row: Sequence[str], ends: tuple[int, int], header: _Header
) -> None:
    """Take note of years, kind and explicitness in the other cells of a row."""

    def cell(at: int) -> str:
        return row[at].strip() if 0 <= at < len(row) else ""

    for at, is_tail in header.years:
        making.date(ends[0 if is_tail else 1], cell(at), line)
    if header.creation >= 0:
        _dated(making, line, ends, cell(header.creation), cell(header.timespan))
    if header.kind >= 0:
        making.kinds.append(cell(header.kind))
    if header.explicitness >= 0:
        making.explicitness.append(cell(header.explicitness))


_DATE = re.compile(r"(-?\d{1,4})(?:\.0*|-(\d\d?)(?:-(\d\d?))?(?:T.*)?)?")
_SPAN = re.compile(r"(-?)P(?:(\d{1,4})Y)?(?:(\d{1,2})M)?(?:(\d{1,2})D)?")


def _dated(making: Making, line: int, ends: tuple[int, int], creation: str, timespan: str) -> None:
    """Date a citation of OpenCitations: when it was made, and how much older the cited work is."""
    if not creation:
        return
    making.date(ends[0], creation, line)
    match = _SPAN.fullmatch(timespan)
    if timespan and match is None:
        raise making.fault(line, f"{timespan[:40]!r} is no span of time", "Write one as P6Y0M1D.")
    if match is None:
        return
    made = _DATE.fullmatch(creation)
    if made is None:
        raise making.fault(line, f"{creation[:40]!r} is no date", "Write one such as 1966-05-01.")
    year, month, day = (int(part or 1) for part in made.groups())
    sign = -1 if match[1] else 1
    years, months, days = (sign * int(part or 0) for part in match.groups()[1:])
    count = 12 * (year - years) + month - 1 - months - (day - days < 1)
    making.date(ends[1], str(count // 12), line)
