"""Lists of arcs: CSV, TSV, or two words between blanks; with or without a header."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from stakhgraph.network.readers import integer_columns
from stakhgraph.network.readers.builder import CUT_SHORT, NetworkBuilder
from stakhgraph.network.readers.opencitations import add_years
from stakhgraph.network.readers.parsed_network import DIRECTIONS
from stakhgraph.network.readers.text import split_lines
from stakhgraph.wording import counted

__all__ = ["read"]

_COLUMN_NAMES: Mapping[tuple[str, str], str] = {
    ("citing", "cited"): DIRECTIONS[1],
    ("earlier", "later"): DIRECTIONS[0],
    ("source", "target"): "",
    ("from", "to"): "",
    ("fromnodeid", "tonodeid"): "",
    ("tail", "head"): "",
    ("src", "dst"): "",
}
"""Names of the two columns of ends, and the direction of the arcs that they imply."""


def read(builder: NetworkBuilder, data: bytes) -> None:
    """Read rows of two ends, split at commas, semicolons, tabs or blanks; a header is optional."""
    if len(data) >= integer_columns.WORTHWHILE_BYTES and _read_integers(builder, data):
        return
    lines = split_lines(data, builder)
    start = next((at for at, line in enumerate(lines) if _is_row(line)), None)
    if start is None:
        raise builder.error(len(lines), "there is no arc in the file", "Write one a line.")
    rows = _split(builder, lines, _delimiter(lines[start]))
    first = next(rows)
    header = _parse_header([cell.strip().casefold() for cell in first[1]])
    if header is None:
        following = next(rows, None)
        again = [first] if following is None else [first, following]
        if following and _are_numbers(following[1]) and not _are_numbers(first[1]):
            again = [following]
        _fill(builder, chain(again, rows), _Header(0, 1))
    else:
        builder.direction = header.direction
        _fill(builder, rows, header)


def _read_integers(builder: NetworkBuilder, data: bytes) -> bool:
    """Read a table of whole numbers, perhaps with a header; return False if it is not one.

    The result is the same as that of the reader for all tables.
    """
    data = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    first, begin, after = _first_row(data)
    mark = _delimiter(first)
    cells = first.split() if mark == " " else [cell.strip() for cell in first.split(mark)]
    header = _parse_header([cell.casefold() for cell in cells])
    ends = header or _Header(0, 1)
    if len(cells) < 2 or ends != _Header(ends.tail, ends.head, ends.direction):
        return False
    begin = begin if header is None and _are_numbers(cells) else after
    found = integer_columns.two_columns(
        data, begin, columns=len(cells), places=(ends.tail, ends.head), mark=mark.encode()
    )
    if found is None:
        return False
    builder.direction = ends.direction
    numbers, (builder.tails, builder.heads) = integer_columns.number_by_first_use(*found)
    builder.numbers = dict(zip(map(str, numbers), range(len(numbers)), strict=True))
    return True


def _first_row(data: bytes) -> tuple[str, int, int]:
    """Return the first line that is a row, its position, and that of the next line."""
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
    """The positions of the columns in a row; -1 for a column that is missing."""

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


def _split(
    builder: NetworkBuilder, lines: Sequence[str], delimiter: str
) -> Iterator[tuple[int, list[str]]]:
    if delimiter == " ":
        yield from ((at, line.split()) for at, line in enumerate(lines, 1) if _is_row(line))
        return
    rows = csv.reader((f"{line}\n" for line in lines), delimiter=delimiter)
    try:
        for row in rows:
            if row and (len(row) > 1 or row[0].strip()) and not row[0].startswith(("#", "%")):
                yield rows.line_num, row
    except csv.Error as exc:
        raise builder.error(rows.line_num, f"is no table: {exc}", "Check the quotes.") from exc


def _are_numbers(row: Sequence[str]) -> bool:
    return all(cell.strip().isdigit() for cell in row[:2])


def _parse_header(names: Sequence[str]) -> _Header | None:
    ends = next((pair for pair in _COLUMN_NAMES if set(pair) <= set(names)), None)
    if ends is None:
        return None

    def at(name: str) -> int:
        return names.index(name) if name in names else -1

    direction = _COLUMN_NAMES[ends]
    if direction and at(ends[1]) < at(ends[0]):  # arcs run in the order of the columns
        ends = ends[1], ends[0]
        direction = DIRECTIONS[direction == DIRECTIONS[0]]
    years = tuple(
        (names.index(name), end == ends[0])
        for end in ends
        for name in (f"{end}_year", f"{end} year", f"year_{end}", f"{end}year")
        if name in names
    )
    spots = (at("creation"), at("timespan")) if ends == ("citing", "cited") else (-1, -1)
    details = (at("kind"), at("explicitness"))
    return _Header(at(ends[0]), at(ends[1]), direction, years, *spots, *details)


def _fill(builder: NetworkBuilder, rows: Iterable[tuple[int, list[str]]], header: _Header) -> None:
    tail, head = header.tail, header.head
    most = max(tail, head)
    place, more = builder.numbers, header != _Header(tail, head, header.direction)
    add_tail, add_head = builder.tails.append, builder.heads.append
    for line, row in rows:
        if len(row) <= most:
            what = f"{counted(len(row), 'cell')} where an arc has two ends"
            raise builder.error(line, what, CUT_SHORT)
        one, two = row[tail].strip(), row[head].strip()
        if not one or not two:
            raise builder.error(line, "an arc has an end without an id", "Give both ends.")
        ends = place.setdefault(one, len(place)), place.setdefault(two, len(place))
        add_tail(ends[0])
        add_head(ends[1])
        if more:
            _add_details(builder, line, row, ends, header)


def _add_details(
    builder: NetworkBuilder, line: int, row: Sequence[str], ends: tuple[int, int], header: _Header
) -> None:
    """Add the years, kind and explicitness in the other cells of a row."""

    def cell(at: int) -> str:
        return row[at].strip() if 0 <= at < len(row) else ""

    for at, is_tail in header.years:
        builder.add_years(ends[0 if is_tail else 1], cell(at), line)
    if header.creation >= 0:
        add_years(builder, line, ends, cell(header.creation), cell(header.timespan))
    if header.kind >= 0:
        builder.kinds.append(cell(header.kind))
    if header.explicitness >= 0:
        builder.explicitness.append(cell(header.explicitness))
