"""Answers as tables: columns, rows of terms, and the forms in which a reader takes them away."""

import csv
import io
import json
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from stakhgraph.terms import XSD, Blank, Iri, Literal, Prefixes, Term

_BARE = Prefixes({})
_NARROWEST = 14  # below so many characters a column wraps too often to be read
_MARKDOWN = str.maketrans(
    {char: f"\\{char}" for char in "\\|*_[]`"} | {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
)


@dataclass(frozen=True)
class Table:
    """Named columns and rows; a cell is None where the answer leaves it open.

    >>> print(Table(("year",), ((Literal("1988"),),)).render())
    year
    1988
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def __len__(self) -> int:
        """Give the number of rows."""
        return len(self.rows)

    def column(self, name: str) -> tuple[Term | None, ...]:
        """Give the cells of one column from top to bottom; ValueError if there is none."""
        at = self.columns.index(name)
        return tuple(row[at] for row in self.rows)

    def records(self) -> Iterator[dict[str, str]]:
        """Yield each row as texts by column, nothing for open cells, IRIs in full."""
        for row in self.rows:
            yield dict(zip(self.columns, map(_raw, row), strict=True))

    def texts(self, prefixes: Prefixes = _BARE) -> tuple[tuple[str, ...], ...]:
        """Give the rows as text: prefixed names, the words of literals, nothing for open cells."""
        return tuple(tuple(_text(cell, prefixes) for cell in row) for row in self.rows)

    def render(self, *, prefixes: Prefixes = _BARE, width: int | None = None) -> str:
        """Give the table for a reader, without a line end after the last line.

        With a width, cells wrap to fit into it, and rows become small cards where columns would
        become too narrow. Without one (a pipe, a file) every row is one line, aligned, complete.
        Control characters are shown as escapes.
        """
        cells = [[_visible(cell) for cell in row] for row in self.texts(prefixes)]
        if width is None:
            return _aligned([list(self.columns), *cells])
        if width < _NARROWEST * len(self.columns):
            return _cards(self.columns, cells, width)
        return _wrapped(self.columns, cells, width)

    def to_csv(self) -> str:
        """Give SPARQL 1.1 CSV results: full IRIs, bare literals, CRLF line ends (RFC 4180)."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(self.columns)
        # A lone open cell would be an empty line, which readers skip: the writer quotes it.
        writer.writerows([_raw(cell) for cell in row] for row in self.rows)
        return out.getvalue()

    def to_json(self) -> str:
        """Give SPARQL 1.1 JSON results, which keep kinds, datatypes and languages."""
        bindings = [
            {
                name: _json(cell)
                for name, cell in zip(self.columns, row, strict=True)
                if cell is not None
            }
            for row in self.rows
        ]
        answer = {"head": {"vars": list(self.columns)}, "results": {"bindings": bindings}}
        return json.dumps(answer, ensure_ascii=False, indent=1) + "\n"

    def to_markdown(self, *, prefixes: Prefixes = _BARE) -> str:
        """Give a Markdown pipe table in which every cell is text, whatever it holds."""
        head = [list(self.columns), ["---"] * len(self.columns)]
        body = [[_markdown(cell) for cell in row] for row in self.texts(prefixes)]
        return "".join(f"| {' | '.join(row)} |\n" for row in [*head, *body])


def _text(cell: Term | None, prefixes: Prefixes) -> str:
    match cell:
        case None:
            return ""
        case Iri():
            return prefixes.shorten(cell) if prefixes.namespaces else cell.value
        case Blank():
            return cell.ntriples()
        case Literal():
            return cell.value


def _raw(cell: Term | None) -> str:
    return "" if cell is None else cell.ntriples() if isinstance(cell, Blank) else cell.value


def _json(cell: Term) -> dict[str, str]:
    match cell:
        case Iri():
            return {"type": "uri", "value": cell.value}
        case Blank():
            return {"type": "bnode", "value": cell.value}
        case Literal():
            found = {"type": "literal", "value": cell.value}
            if cell.language is not None:
                found["xml:lang"] = cell.language
            elif cell.datatype not in (None, f"{XSD}string"):
                found["datatype"] = cell.datatype
            return found


def _visible(text: str) -> str:
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )


def _markdown(text: str) -> str:
    return "<br>".join(_visible(line.translate(_MARKDOWN)) for line in text.splitlines())


def _columns_wide(text: str) -> int:
    return sum(
        2 if unicodedata.east_asian_width(char) in "WF" else not unicodedata.combining(char)
        for char in text
    )


def _aligned(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(map(_columns_wide, cells)) for cells in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell + " " * (width - _columns_wide(cell))
            for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    )


def _cards(columns: Sequence[str], rows: Iterable[Sequence[str]], width: int) -> str:
    cards = (
        _wrapped(("", ""), [pair for pair in zip(columns, row, strict=True) if pair[1]], width)
        for row in rows
    )
    return "\n\n".join(card.strip("\n") for card in cards) or "  ".join(columns)


def _wrapped(columns: Sequence[str], rows: Iterable[Sequence[str]], width: int) -> str:
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    named = any(columns)
    grid = Grid(box=None, show_header=named, pad_edge=False, padding=(0, 2, 0, 0))
    for name in columns:
        grid.add_column(Text(name), overflow="fold", min_width=None if named else 8)
    for row in rows:
        grid.add_row(*map(Text, row))
    out = io.StringIO()
    Console(file=out, width=width, color_system=None, legacy_windows=False).print(grid)
    return "\n".join(line.rstrip() for line in out.getvalue().rstrip("\n").split("\n"))
