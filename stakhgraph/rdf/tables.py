"""Answers as tables: columns, rows of terms, and the forms in which a reader takes them away."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from stakhgraph.errors import Failure, UsageError
from stakhgraph.rdf.terms import XSD, Blank, Iri, Literal, Prefixes, Term, node_of

if TYPE_CHECKING:
    from networkx import MultiDiGraph
    from pandas import DataFrame
    from rdflib.query import Result

_BARE = Prefixes({})
_NARROWEST = 14  # below so many characters a column wraps too often to be read
_RESULTS = "http://www.w3.org/2005/sparql-results#"
# What XML 1.0 cannot hold in any form.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
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

    def to_tsv(self) -> str:
        """Give SPARQL 1.1 TSV results: terms as in Turtle, open cells empty."""
        head = "\t".join(f"?{name}" for name in self.columns)
        body = ("\t".join("" if c is None else c.ntriples() for c in row) for row in self.rows)
        return "".join(f"{line}\n" for line in (head, *body))

    def to_xml(self) -> str:
        """Give SPARQL 1.1 XML results; Failure for a character that XML cannot hold."""
        names = "".join(f'<variable name="{escape(name)}"/>' for name in self.columns)
        results = "".join(
            f"  <result>{''.join(self._bindings(row))}</result>\n" for row in self.rows
        )
        return xml_results(f"<head>{names}</head>\n <results>\n{results} </results>")

    def _bindings(self, row: Sequence[Term | None]) -> Iterator[str]:
        for name, cell in zip(self.columns, row, strict=True):
            if cell is not None:
                yield f'<binding name="{escape(name)}">{_xml(cell)}</binding>'

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
        body = [[markdown(cell) for cell in row] for row in self.texts(prefixes)]
        return "".join(f"| {' | '.join(row)} |\n" for row in [*head, *body])

    def to_latex(self, *, prefixes: Prefixes = _BARE) -> str:
        """Give a LaTeX tabular with the rules of the package booktabs; every cell is text."""
        head = " & ".join(rf"\textbf{{{_latex(name)}}}" for name in self.columns)
        body = [" & ".join(map(_latex, row)) for row in self.texts(prefixes)]
        rows = [r"\toprule", rf"{head} \\", r"\midrule", *(rf"{row} \\" for row in body)]
        opened = rf"\begin{{tabular}}{{{'l' * len(self.columns)}}}"
        return "\n".join([opened, *rows, r"\bottomrule", r"\end{tabular}", ""])

    def to_html(self, *, prefixes: Prefixes = _BARE) -> str:
        """Give an HTML table in which every cell is text, whatever it holds."""
        head = "".join(f'<th scope="col">{escape(name)}</th>' for name in self.columns)
        rows = (
            "".join(f"<td>{escape(_visible(cell))}</td>" for cell in row)
            for row in self.texts(prefixes)
        )
        body = "".join(f"<tr>{row}</tr>\n" for row in rows)
        return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n"

    def _repr_html_(self) -> str:
        """Show the table in a notebook."""
        return self.to_html()

    def to_pandas(self) -> DataFrame:
        """Give a pandas DataFrame of texts, whole numbers and decimals; None where a cell is open.

        Raises UsageError if pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError as exc:
            raise UsageError(
                "pandas is not installed",
                remedy="Where stakhgraph came from: pip install '.[notebook]'.",
            ) from exc
        rows = [[_value(cell) for cell in row] for row in self.rows]
        return pd.DataFrame(rows, columns=list(self.columns), dtype=object)

    def to_rdflib(self) -> Result:
        """Give the answer as rdflib gives it: a Result with bindings of rdflib terms."""
        from rdflib import Variable
        from rdflib.query import Result

        names = [Variable(name) for name in self.columns]
        found = Result("SELECT")
        found.vars = names
        found.bindings = [
            {name: node_of(cell) for name, cell in zip(names, row, strict=True) if cell is not None}
            for row in self.rows
        ]
        return found

    def to_networkx(
        self, source: str | None = None, target: str | None = None
    ) -> MultiDiGraph[str]:
        """Give a network with an arc a row, from one column to another.

        By default the columns called ``from`` and ``to``, else the first two. The other columns
        are the arc's attributes; rows in which an end is open give no arc.
        Raises UsageError for a column that is not there.
        """
        import networkx as nx

        ends = self._ends(source, target)
        net: Any = nx.MultiDiGraph()
        for row in self.records():
            one, other = row.pop(ends[0]), row.pop(ends[1])
            if one and other:
                net.add_edge(one, other, **{name: value for name, value in row.items() if value})
        return net

    def _ends(self, source: str | None, target: str | None) -> tuple[str, str]:
        usual = ("from", "to") if {"from", "to"} <= set(self.columns) else self.columns[:2]
        ends = (source, target) if source and target else usual
        if len(ends) < 2 or not set(ends) <= set(self.columns) or ends[0] == ends[1]:
            raise UsageError(
                "an arc needs two columns", remedy=f"Name two of {', '.join(self.columns)}."
            )
        return str(ends[0]), str(ends[1])

    @classmethod
    def of_json(cls, found: Any) -> Table:
        """Read the plain values of SPARQL 1.1 JSON results.

        Raises ValueError, KeyError, TypeError or AttributeError for anything else.
        """
        columns = tuple(map(str, found["head"]["vars"]))
        bindings = found["results"]["bindings"]
        rows = tuple(tuple(_of_json(row.get(name)) for name in columns) for row in bindings)
        return cls(columns, rows)


def grouped(column: str, rows: Iterable[dict[str, str]]) -> dict[str, list[dict[str, str]]]:
    """Give records by their value in a column, in the order in which the values first come.

    >>> grouped("work", [{"work": "a", "year": "1937"}, {"work": "a", "year": "1965"}])["a"][1]
    {'work': 'a', 'year': '1965'}
    """
    groups: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        groups.setdefault(row[column], []).append(row)
    return groups


def values(rows: Iterable[Mapping[str, str]], column: str) -> tuple[str, ...]:
    """Give the values of a column of records, each once, without open cells.

    >>> values([{"page": "5"}, {"page": ""}, {"page": "5"}], "page")
    ('5',)
    """
    return tuple(dict.fromkeys(row[column] for row in rows if row[column]))


def xml_results(content: str) -> str:
    """Give a SPARQL 1.1 XML results document; Failure for a character that XML cannot hold."""
    match = _NO_XML.search(content)
    if match:
        where = " ".join(content[max(0, match.start() - 30) : match.start()].split())
        raise Failure(
            f"XML cannot hold the character U+{ord(match[0]):04X} of this answer",
            where=f"after {where!r}",
            remedy="Take json, csv or tsv",
        )
    return f'<?xml version="1.0"?>\n<sparql xmlns="{_RESULTS}">\n {content}\n</sparql>\n'


def _xml(cell: Term) -> str:
    match cell:
        case Iri():
            return f"<uri>{escape(cell.value)}</uri>"
        case Blank():
            return f"<bnode>{escape(cell.value)}</bnode>"
        case Literal():
            kind = f' datatype="{escape(cell.datatype)}"' if cell.datatype else ""
            kind = f' xml:lang="{escape(cell.language)}"' if cell.language else kind
            # A bare carriage return would be read as a line feed.
            text = escape(cell.value, quote=False).replace("\r", "&#13;")
            return f"<literal{kind}>{text}</literal>"


def _of_json(cell: Mapping[str, str] | None) -> Term | None:
    if cell is None:
        return None
    match cell["type"]:
        case "uri":
            return Iri(cell["value"])
        case "bnode":
            return Blank(cell["value"])
        case "literal" | "typed-literal":
            language, datatype = cell.get("xml:lang"), cell.get("datatype")
            plain = language is not None or datatype == f"{XSD}string"
            return Literal(cell["value"], None if plain else datatype, language)
        case other:
            raise ValueError(f"a term of type {other!r}")


_NUMBERS: Mapping[str, type[int] | type[float]] = {
    f"{XSD}integer": int,
    f"{XSD}decimal": float,
    f"{XSD}double": float,
}


def _value(cell: Term | None) -> str | int | float | None:
    if cell is None:
        return None
    number = _NUMBERS.get(cell.datatype or "") if isinstance(cell, Literal) else None
    return number(cell.value) if number and isinstance(cell, Literal) else _raw(cell)


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


def markdown(text: str) -> str:
    """Give a text as Markdown that shows it as it is, on one line."""
    return "<br>".join(_visible(line.translate(_MARKDOWN)) for line in text.splitlines())


_LATEX = str.maketrans(
    {char: f"\\{char}" for char in "&%$#_{}"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)


def _latex(text: str) -> str:
    return " ".join(_visible(line.translate(_LATEX)) for line in text.splitlines())


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
