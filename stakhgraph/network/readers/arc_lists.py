"""Lists of arcs: CSV, TSV, or two words between blanks; with or without a header.

Without a header a row has two ends, and perhaps a weight. Anything else is refused: a table of
records, rows of different lengths, cells that would be left out without a word.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from stakhgraph.errors import ParseError
from stakhgraph.network.readers import integer_columns, other_files
from stakhgraph.network.readers.builder import CUT_SHORT, NetworkBuilder
from stakhgraph.network.readers.opencitations import add_years
from stakhgraph.network.readers.table_headers import Columns, parse_header, plain_name
from stakhgraph.network.readers.text import split_lines
from stakhgraph.network.readers.values.missing import is_missing
from stakhgraph.wording import counted

__all__ = ["delimiter", "is_row", "read", "split_rows"]

Row = tuple[int, list[str]]
"""The number of a line, and its cells."""

_WEIGHT = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?")
_SEPARATOR = re.compile(r"(?i)sep=.?\s*$")
_NAME_THE_ENDS = "Name them in a first line: citing and cited, or source and target."
_ADJACENCY = (
    "Give each line two ends; a list of each work with all its neighbours is read by "
    "--input-format adjacency."
)


def read(builder: NetworkBuilder, data: bytes) -> None:
    """Read rows of two ends, split at commas, semicolons, tabs or blanks; a header is optional.

    Raises ParseError for rows that are no arcs, with the line, and for a table of records.
    """
    if len(data) >= integer_columns.WORTHWHILE_BYTES and _read_integers(builder, data):
        return
    lines = split_lines(data, builder)
    start = next((at for at, line in enumerate(lines) if is_row(line)), None)
    rows = iter(()) if start is None else split_rows(builder, lines, delimiter(lines[start]))
    first, second = next(rows, None), next(rows, None)
    if first is None:  # also if all is a comment that goes on in quotation marks
        raise builder.error(len(lines), "there is no arc in the file", "Write one a line.")
    columns, has_header = _find_columns(builder, first, second)
    begun = [] if has_header else [first]
    _fill(builder, chain(begun, [second] if second else [], rows), columns)
    _note_columns(builder, columns)
    if not has_header:
        _note_first_row(builder, first[1])


def is_row(line: str) -> bool:
    """Return whether a line is neither blank, nor a comment, nor Excel's word on its delimiter."""
    return bool(line.strip()) and not line.startswith(("#", "%")) and not _SEPARATOR.match(line)


def delimiter(line: str) -> str:
    """Return the character at which the cells of a line are split; a blank for any white space."""
    bar = "|" if len(line.split()) == 1 else ""
    return next((mark for mark in f"\t;,{bar}" if mark in line), " ")


def split_rows(builder: NetworkBuilder, lines: Sequence[str], mark: str) -> Iterator[Row]:
    """Yield the line number and cells of each row; ParseError for quotation marks that go wrong."""
    if mark == " ":
        yield from ((at, line.split()) for at, line in enumerate(lines, 1) if is_row(line))
        return
    rows = csv.reader((f"{line}\n" for line in lines), delimiter=mark)
    try:
        for row in rows:
            if row and (len(row) > 1 or row[0].strip()) and is_row(mark.join(row)):
                yield rows.line_num, row
    except csv.Error as exc:
        raise builder.error(rows.line_num, f"is no table: {exc}", "Check the quotes.") from exc


def _read_integers(builder: NetworkBuilder, data: bytes) -> bool:
    """Read a table of whole numbers, perhaps with a header; return False if it is not one.

    The result is the same as that of the reader for all tables.
    """
    data = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    first, begin, after = _first_row(data, 0)
    second = _first_row(data, after)[0]
    mark = delimiter(first)
    rows = [list(split_rows(builder, [line], mark)) for line in (first, second)]
    if not all(rows):
        return False
    try:
        columns, has_header = _find_columns(builder, rows[0][0], rows[1][0])
    except ParseError:  # raised again, with the right line, by the reader for all tables
        return False
    if not columns.ends_only:
        return False
    found = integer_columns.two_columns(
        data,
        after if has_header else begin,
        columns=columns.width,
        places=(columns.tail, columns.head),
        mark=mark.encode(),
    )
    if found is None:
        return False
    builder.direction = columns.direction
    numbers, (builder.tails, builder.heads) = integer_columns.number_by_first_use(*found)
    builder.numbers = dict(zip(map(str, numbers), range(len(numbers)), strict=True))
    _note_columns(builder, columns)
    return True


def _first_row(data: bytes, begin: int) -> tuple[str, int, int]:
    """Return the first line that is a row, its position, and that of the next line."""
    while begin < len(data):
        after = data.find(b"\n", begin) + 1 or len(data)
        line = data[begin:after][:10_000].decode("latin-1").removesuffix("\n")
        if is_row(line):
            return line, begin, after
        begin = after
    return "", begin, begin


def _find_columns(builder: NetworkBuilder, first: Row, second: Row | None) -> tuple[Columns, bool]:
    """Return the columns of a table, and whether its first row is a header."""
    line, cells = first
    if columns := parse_header(cells):
        return columns, True
    other_files.refuse_records({plain_name(cell) for cell in cells}, builder.place(line))
    width = len(cells)
    below = second[1] if second and len(second[1]) == width else cells
    header = _are_numbers(below) and not _are_numbers(cells)
    if width == 2 or (width == 3 and _is_weight(below[2]) and (header or _is_weight(cells[2]))):
        unread = ("3, taken as a weight",) if width == 3 else ()
        return Columns(0, 1, width, unread=unread), header
    if width < 2:
        raise builder.error(line, f"{counted(width, 'cell')} where an arc has two ends", CUT_SHORT)
    what = f"{counted(width, 'column')}, and none of them is named as the end of an arc"
    remedy = _NAME_THE_ENDS if second is None or len(second[1]) == width else _ADJACENCY
    raise builder.error(line, what, remedy)


def _are_numbers(row: Sequence[str]) -> bool:
    return all(cell.strip().isdigit() for cell in row[:2])


def _is_weight(cell: str) -> bool:
    return bool(_WEIGHT.fullmatch(cell.strip()))


def _fill(builder: NetworkBuilder, rows: Iterable[Row], columns: Columns) -> None:
    builder.direction = columns.direction
    tail, head, width, more = columns.tail, columns.head, columns.width, not columns.ends_only
    known = builder.numbers.get
    add_tail, add_head = builder.tails.append, builder.heads.append
    for line, row in rows:
        if len(row) != width:
            _require_cells(builder, line, row, width)
        one, two = row[tail].strip(), row[head].strip()
        u, v = known(one), known(two)
        # Only a new end is looked at closely: a text for a missing one never becomes known.
        if u is None:
            u = _new_end(builder, one)
        if v is None:
            v = _new_end(builder, two)
        if u < 0 or v < 0:  # the work at the other end stays
            builder.leave_out(one if u < 0 else two, line)
            continue
        add_tail(u)
        add_head(v)
        if more:
            _add_details(builder, line, row, (u, v), columns)


def _new_end(builder: NetworkBuilder, name: str) -> int:
    """Return the number of an end that is met for the first time, or -1 if it is no work."""
    return -1 if is_missing(name) else builder.number(name)


def _require_cells(builder: NetworkBuilder, line: int, row: Sequence[str], width: int) -> None:
    """Raise ParseError for a row of another length, unless it only has empty cells at its end."""
    if len(row) > width and not any(cell.strip() for cell in row[width:]):
        return
    if len(row) < 2:
        what, remedy = f"{counted(len(row), 'cell')} where an arc has two ends", CUT_SHORT
    else:
        what = f"{counted(len(row), 'cell')} where the first row has {width}"
        remedy = CUT_SHORT if width > 3 else _ADJACENCY
    raise builder.error(line, what, remedy)


def _add_details(
    builder: NetworkBuilder, line: int, row: Sequence[str], ends: tuple[int, int], columns: Columns
) -> None:
    """Add the years, kind and explicitness in the other cells of a row."""

    def cell(at: int) -> str:
        return row[at].strip() if 0 <= at < len(row) else ""

    for at, is_tail in columns.years:
        builder.add_years(ends[0 if is_tail else 1], cell(at), line)
    if columns.creation >= 0:
        add_years(builder, line, ends, cell(columns.creation), cell(columns.timespan))
    both = cell(columns.edge_type).casefold() == "undirected"  # as Gephi writes it
    builder.both_ways += both
    if both:
        builder.tails.append(ends[1])
        builder.heads.append(ends[0])
    for _ in range(1 + both):
        if columns.kind >= 0:
            builder.kinds.append(cell(columns.kind))
        if columns.explicitness >= 0:
            builder.explicitness.append(cell(columns.explicitness))


def _note_columns(builder: NetworkBuilder, columns: Columns) -> None:
    """Note the columns that are not read."""
    if columns.unread:
        many = "column" if len(columns.unread) == 1 else "columns"
        builder.notices.append(f"not read: {many} {', '.join(columns.unread)}")


def _note_first_row(builder: NetworkBuilder, cells: Sequence[str]) -> None:
    """Note a first row that may be a header of unknown names: no other arc has its ends."""
    one, two = (builder.numbers.get(cell.strip(), -1) for cell in cells[:2])
    if (one, two) != (0, 1) or len(builder.tails) < 3 or _are_numbers(cells):
        return
    if not any(end in (0, 1) for ends in (builder.tails, builder.heads) for end in ends[1:]):
        builder.notices.append(
            f"the first line is taken as an arc, from {cells[0].strip()} to {cells[1].strip()}; "
            "if it is a header, name its columns citing and cited"
        )
