"""Years of works in a file of their own: a partition or vector of Pajek, or a table of id and year.

The n-th value of a partition (``.clu``) or vector (``.vec``) belongs to the n-th vertex; 0 means
unknown. A table has a column of ids, or of labels, and one of years; a header is optional.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from stakhgraph.errors import ParseError, UsageError
from stakhgraph.network.readers.arc_lists import delimiter, is_row, split_rows
from stakhgraph.network.readers.builder import CUT_SHORT, NetworkBuilder, parse_year
from stakhgraph.network.readers.table_headers import plain_name
from stakhgraph.network.readers.text import split_lines
from stakhgraph.network.readers.values.missing import is_missing
from stakhgraph.wording import counted

__all__ = ["add_column", "is_file", "read"]

_PAJEK_MISSING = ("9999998", "999999998")
"""The values by which Pajek marks a missing value of a partition and of a vector."""

_NAMES = (
    "id",
    "node",
    "nodeid",
    "work",
    "workid",
    "paper",
    "paperid",
    "doi",
    "key",
    "label",
    "name",
)
_YEARS = ("year", "years", "publicationyear", "pubyear", "date", "publicationdate", "py")


def is_file(name: str) -> bool:
    """Return whether years are to be read from a file of this name."""
    try:
        return Path(name).is_file()
    except (OSError, ValueError):
        return False


def read(builder: NetworkBuilder, file: Path, data: bytes, *, numbered: bool) -> None:
    """Add the years in a file to a network; they replace those that its works have already.

    ``numbered`` says whether the network has numbered vertices, as Pajek has. Raises ParseError for
    a file that is no partition, vector or table, and UsageError if it does not fit the network.
    """
    beside = NetworkBuilder(str(file))  # notices and errors on the text name this file
    lines = split_lines(data, beside)
    builder.notices.extend(f"{file}: {notice}" for notice in beside.notices)
    start = next((at for at, line in enumerate(lines) if is_row(line)), -1)
    if start >= 0 and lines[start].lstrip().casefold().startswith("*vertices"):
        if not numbered:
            raise UsageError(
                "a partition or vector gives years by number, and only Pajek numbers its vertices",
                where=str(file),
                remedy="Give a table with a column id and a column year.",
            )
        rows = [(at, line) for at, line in enumerate(lines, 1) if at > start + 1 and is_row(line)]
        add_column(builder, rows, str(file))
        return
    rows_of_cells = list(split_rows(beside, lines, delimiter(lines[start]))) if start >= 0 else []
    if not rows_of_cells:  # also if all is a comment that goes on in quotation marks
        remedy = "Give an id and a year a line."
        raise beside.error(len(lines), "there is no year in the file", remedy)
    _add_table(builder, rows_of_cells, str(file))


def add_column(builder: NetworkBuilder, rows: Sequence[tuple[int, str]], where: str) -> None:
    """Add one year for each node, given as lines with their numbers; ``where`` names their file."""
    if len(rows) != len(builder.numbers):
        what = f"{counted(len(rows), 'value')} for {counted(len(builder.numbers), 'node')}"
        raise ParseError(
            what, where=builder.place(rows[-1][0] if rows else 1, where), remedy=CUT_SHORT
        )
    for node, (line, text) in enumerate(rows):
        value = text.strip()
        if value.rstrip("0") in ("", "0.", ".") or value.split(".")[0] in _PAJEK_MISSING:
            builder.years.pop(node, None)
            continue
        builder.years.pop(node, None)
        builder.add_years(node, value, line, where=where)


def _add_table(builder: NetworkBuilder, rows: list[tuple[int, list[str]]], where: str) -> None:
    names = [plain_name(cell) for cell in rows[0][1]]
    name, year = _find(names, _NAMES), _find(names, _YEARS)
    if name >= 0 and year >= 0:
        rows = rows[1:]
    elif len(names) == 2:
        name, year = 0, 1
        rows = rows if parse_year(rows[0][1][1].strip()) is not None else rows[1:]
    else:
        raise ParseError(
            "no column of ids and no column of years are named",
            where=f"{where}:{rows[0][0]}",
            remedy="Name them id and year in the first line.",
        )
    by_label = _by_label(builder)
    dated: set[int] = set()
    unknown: list[str] = []
    for line, row in rows:
        if len(row) <= max(name, year):
            what = f"{counted(len(row), 'cell')} where the first row has {len(names)}"
            raise ParseError(what, where=f"{where}:{line}", remedy=CUT_SHORT)
        called = row[name].strip()
        node = builder.numbers.get(called, by_label.get(called, -1))
        if node < 0:
            unknown.append(called)
        elif not is_missing(row[year]):
            if node not in dated:  # a work may have several rows
                builder.years.pop(node, None)
                dated.add(node)
            builder.add_years(node, row[year], line, where=where)
    _note_unknown(builder, unknown, len(rows), where)


def _find(names: Sequence[str], wanted: Iterable[str]) -> int:
    return next((names.index(name) for name in wanted if name in names), -1)


def _by_label(builder: NetworkBuilder) -> dict[str, int]:
    """Return the nodes by their labels, those of a label that only one has."""
    often = Counter(builder.labels.values())
    return {label: node for node, label in builder.labels.items() if often[label] == 1}


def _note_unknown(builder: NetworkBuilder, unknown: Sequence[str], rows: int, where: str) -> None:
    if rows and len(unknown) == rows:
        raise UsageError(
            f"none of {counted(rows, 'row')} names a work of the network",
            where=where,
            remedy=f"Give ids such as {next(iter(builder.numbers), '')!r}.",
        )
    if unknown:
        first = ", ".join(repr(name[:40]) for name in unknown[:3])
        names, are = ("names", "is") if len(unknown) == 1 else ("name", "are")
        builder.notices.append(
            f"{counted(len(unknown), 'row')} of {where} {names} no work of the network, and {are} "
            f"left out: {first}{' …' if len(unknown) > 3 else ''}"
        )
