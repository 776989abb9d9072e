"""An answer to a query as a page shows it: only the columns that differ, cells linked to pages."""

from __future__ import annotations

from typing import Any

from stakhgraph.queries.query_file import Query
from stakhgraph.rdf.answers import Answer, Triples, Truth
from stakhgraph.rdf.terms import Iri, Literal, Term
from stakhgraph.web.site import Site

__all__ = ["answer_variables", "cell"]

_MOST_ROWS = 2_000  # of an answer are shown on a page
_LONG = 36  # characters in a cell make its column a wide one


def answer_variables(site: Site, answer: Answer, query: Query | None = None) -> dict[str, Any]:
    """Return the template variables ``truth`` and ``table`` that show an answer.

    One of the two is None. In ``table``, ``kept`` are the indexes of the columns to show, ``same``
    the columns that have one value in every row, and ``empty`` those that have none. A cell is a
    text and the path of the page that it links to, which may be empty.
    """
    if isinstance(answer, Truth):
        return {"truth": answer.value, "table": None}
    table = answer.table() if isinstance(answer, Triples) else answer
    meanings = dict(query.columns) if query else {}
    columns = [(name, _spaced(name), meanings.get(name, "")) for name in table.columns]
    every = range(len(table.columns))
    values = [{row[at] for row in table.rows} for at in every]
    constant = [at for at in every if len(values[at]) == 1 and len(table) > 1]
    filled = [at for at in every if values[at] - {None}]
    rows = [[cell(site, term) for term in row] for row in table.rows[:_MOST_ROWS]]
    return {
        "truth": None,
        "table": {
            "columns": columns,
            "empty": [columns[at][1] for at in every if values[at] <= {None}],
            "same": [(columns[at][1], rows[0][at]) for at in constant if rows[0][at][0]],
            "kept": [at for at in filled if at not in constant] or filled,
            "rows": rows,
            "long": [max((len(row[at][0]) for row in rows), default=0) > _LONG for at in every],
            "count": len(table),
            "more": len(table) > _MOST_ROWS,
        },
    }


def _spaced(name: str) -> str:
    """Return the name of a column in words: yearBasis becomes year basis."""
    return "".join(f" {c.lower()}" if c.isupper() else c for c in name).strip()


def cell(site: Site, term: Term | None) -> tuple[str, str]:
    """Return the text of a cell and the path of the page of what it names, or an empty path."""
    match term:
        case None:
            return "", ""
        case Iri():
            return site.label(term.value), site.page(term.value) or ""
        case Literal():
            return term.value, site.page_called(term.value) or ""
    return term.ntriples(), ""
