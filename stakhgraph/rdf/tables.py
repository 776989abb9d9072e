"""Answers as tables: columns, rows of terms, and a method for each form of output."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from stakhgraph.errors import UsageError
from stakhgraph.rdf.prefixes import Prefixes
from stakhgraph.rdf.rdflib_terms import to_rdflib
from stakhgraph.rdf.serialisers import markup_tables, sparql_results, terminal_tables
from stakhgraph.rdf.terms import XSD, Blank, Iri, Literal, Term

if TYPE_CHECKING:
    from networkx import MultiDiGraph
    from pandas import DataFrame
    from rdflib.query import Result

_NO_PREFIXES = Prefixes({})
_NUMBERS: Mapping[str, type[int] | type[float]] = {
    f"{XSD}integer": int,
    f"{XSD}decimal": float,
    f"{XSD}double": float,
}


@dataclass(frozen=True)
class Table:
    """Named columns and rows of terms; a cell is None where the answer has no value.

    >>> print(Table(("year",), ((Literal("1988"),),)).render())
    year
    1988
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    @classmethod
    def of_json(cls, document: Any) -> Table:
        """Return the table of parsed SPARQL 1.1 JSON results.

        Raises ValueError, KeyError, TypeError or AttributeError for anything else.
        """
        return cls(*sparql_results.from_json(document))

    def column(self, name: str) -> tuple[Term | None, ...]:
        """Return the cells of a column from top to bottom; ValueError for an unknown column."""
        at = self.columns.index(name)
        return tuple(row[at] for row in self.rows)

    def records(self) -> Iterator[dict[str, str]]:
        """Yield each row as texts by column: full IRIs, an empty text for an empty cell."""
        for row in self.rows:
            yield dict(zip(self.columns, map(sparql_results.plain_text, row), strict=True))

    def texts(self, prefixes: Prefixes = _NO_PREFIXES) -> tuple[tuple[str, ...], ...]:
        """Return the rows as text: prefixed names, the text of literals, empty cells as ``""``."""
        return tuple(tuple(_text(cell, prefixes) for cell in row) for row in self.rows)

    def render(self, *, prefixes: Prefixes = _NO_PREFIXES, width: int | None = None) -> str:
        """Return the table for a reader, without a line end after the last line.

        With a ``width`` in characters, cells wrap to fit into it, and rows become small cards where
        columns would become too narrow. Without one (a pipe, a file) every row is one complete
        line, aligned. Control characters are shown as escapes.
        """
        return terminal_tables.render(self.columns, self.texts(prefixes), width=width)

    def to_csv(self) -> str:
        """Return SPARQL 1.1 CSV results: full IRIs, bare literals, CRLF line ends (RFC 4180)."""
        return sparql_results.to_csv(self.columns, self.rows)

    def to_tsv(self) -> str:
        """Return SPARQL 1.1 TSV results: terms as in Turtle, nothing for an empty cell."""
        return sparql_results.to_tsv(self.columns, self.rows)

    def to_xml(self) -> str:
        """Return SPARQL 1.1 XML results; Failure for a character that XML cannot hold."""
        return sparql_results.to_xml(self.columns, self.rows)

    def to_json(self) -> str:
        """Return SPARQL 1.1 JSON results, which keep kinds, datatypes and languages."""
        return sparql_results.to_json(self.columns, self.rows)

    def to_markdown(self, *, prefixes: Prefixes = _NO_PREFIXES) -> str:
        """Return a Markdown pipe table; markup inside a cell is escaped."""
        return markup_tables.to_markdown(self.columns, self.texts(prefixes))

    def to_latex(self, *, prefixes: Prefixes = _NO_PREFIXES) -> str:
        """Return a LaTeX tabular with the rules of booktabs; markup inside a cell is escaped."""
        return markup_tables.to_latex(self.columns, self.texts(prefixes))

    def to_html(self, *, prefixes: Prefixes = _NO_PREFIXES) -> str:
        """Return an HTML table; markup inside a cell is escaped."""
        return markup_tables.to_html(self.columns, self.texts(prefixes))

    def _repr_html_(self) -> str:
        """Show the table in a notebook."""
        return self.to_html()

    def to_pandas(self) -> DataFrame:
        """Return a pandas DataFrame of texts, integers and decimals; None for an empty cell.

        Raises UsageError if pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError as exc:
            raise UsageError(
                "pandas is not installed",
                remedy="In the folder stakhgraph was installed from: pip install '.[notebook]'.",
            ) from exc
        rows = [[_python_value(cell) for cell in row] for row in self.rows]
        return pd.DataFrame(rows, columns=list(self.columns), dtype=object)

    def to_rdflib(self) -> Result:
        """Return the answer as rdflib does: a Result with bindings of rdflib nodes."""
        from rdflib import Variable
        from rdflib.query import Result

        names = [Variable(name) for name in self.columns]
        result = Result("SELECT")
        result.vars = names
        result.bindings = [
            {
                name: to_rdflib(cell)
                for name, cell in zip(names, row, strict=True)
                if cell is not None
            }
            for row in self.rows
        ]
        return result

    def to_networkx(
        self, source: str | None = None, target: str | None = None
    ) -> MultiDiGraph[str]:
        """Return a network with an arc for each row, from one column to another.

        By default the columns ``from`` and ``to``, or else the first two. The other columns become
        attributes of the arc; a row without a value at either end has no arc.
        Raises UsageError for a column that does not exist.
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


def grouped(column: str, rows: Iterable[dict[str, str]]) -> dict[str, list[dict[str, str]]]:
    """Return records by their value in a column, in the order in which the values first occur.

    >>> grouped("work", [{"work": "a", "year": "1937"}, {"work": "a", "year": "1965"}])["a"][1]
    {'work': 'a', 'year': '1965'}
    """
    groups: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        groups.setdefault(row[column], []).append(row)
    return groups


def values(rows: Iterable[Mapping[str, str]], column: str) -> tuple[str, ...]:
    """Return the values of a column of records, each once, without empty cells.

    >>> values([{"page": "5"}, {"page": ""}, {"page": "5"}], "page")
    ('5',)
    """
    return tuple(dict.fromkeys(row[column] for row in rows if row[column]))


def _python_value(cell: Term | None) -> str | int | float | None:
    if cell is None:
        return None
    number = _NUMBERS.get(cell.datatype or "") if isinstance(cell, Literal) else None
    return (
        number(cell.value)
        if number and isinstance(cell, Literal)
        else sparql_results.plain_text(cell)
    )


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
