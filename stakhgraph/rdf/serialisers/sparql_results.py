"""Tables in the formats of SPARQL 1.1 results: JSON, XML, CSV and TSV.

Each function takes the columns and rows of a table; a cell without a value is None. JSON:
https://www.w3.org/TR/sparql11-results-json/, XML: https://www.w3.org/TR/rdf-sparql-XMLres/, CSV and
TSV: https://www.w3.org/TR/sparql11-results-csv-tsv/.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import count
from typing import Any

from stakhgraph.rdf.grammar import is_blank_label
from stakhgraph.rdf.terms import XSD, Blank, Iri, Literal, Term
from stakhgraph.rdf.xml_characters import require_xml

Row = Sequence[Term | None]

_NAMESPACE = "http://www.w3.org/2005/sparql-results#"


def to_csv(columns: Sequence[str], rows: Sequence[Row]) -> str:
    """Return CSV: full IRIs, literals without quotes or datatypes, CRLF line ends (RFC 4180)."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    # A row of one empty cell would be an empty line, which readers skip: the writer quotes it.
    writer.writerows([plain_text(cell) for cell in row] for row in rows)
    return out.getvalue()


def to_tsv(columns: Sequence[str], rows: Sequence[Row]) -> str:
    """Return TSV: terms as in Turtle, nothing for an empty cell."""
    head = "\t".join(f"?{name}" for name in columns)
    body = ("\t".join("" if c is None else c.ntriples() for c in row) for row in rows)
    return "".join(f"{line}\n" for line in (head, *body))


def to_json(columns: Sequence[str], rows: Sequence[Row]) -> str:
    """Return JSON, which keeps kinds, datatypes and languages."""
    bindings = [
        {
            name: _json_term(cell)
            for name, cell in zip(columns, row, strict=True)
            if cell is not None
        }
        for row in rows
    ]
    document = {"head": {"vars": list(columns)}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def from_json(document: Any) -> tuple[tuple[str, ...], tuple[tuple[Term | None, ...], ...]]:
    """Return the columns and rows of parsed SPARQL JSON results.

    Raises ValueError, KeyError, TypeError or AttributeError for anything else.
    """
    columns = tuple(map(str, document["head"]["vars"]))
    bindings = document["results"]["bindings"]
    rows = [[_term(row.get(name)) for name in columns] for row in bindings]
    labels = _labels({cell.value for row in rows for cell in row if isinstance(cell, Blank)})
    return columns, tuple(
        tuple(Blank(labels[c.value]) if isinstance(c, Blank) else c for c in row) for row in rows
    )


def _labels(found: set[str]) -> dict[str, str]:
    """Return a label for each node without an IRI: its own, or a new one if that is ill-formed.

    In JSON it may be any text, such as the ``nodeID://b1`` of Virtuoso, but not in TSV or RDF.
    """
    new = (label for n in count(1) if (label := f"b{n}") not in found)
    return {name: name if is_blank_label(name) else next(new) for name in sorted(found)}


def to_xml(columns: Sequence[str], rows: Sequence[Row]) -> str:
    """Return XML; Failure for a character that XML cannot hold."""
    names = "".join(f'<variable name="{escape(name)}"/>' for name in columns)
    results = "".join(
        f"  <result>{''.join(_xml_bindings(columns, row))}</result>\n" for row in rows
    )
    return _xml_document(f"<head>{names}</head>\n <results>\n{results} </results>")


def boolean_to_json(value: bool) -> str:
    """Return the answer to an ASK as JSON."""
    return json.dumps({"head": {}, "boolean": value}, indent=1) + "\n"


def boolean_to_xml(value: bool) -> str:
    """Return the answer to an ASK as XML."""
    return _xml_document(f"<head/>\n <boolean>{str(value).lower()}</boolean>")


def plain_text(cell: Term | None) -> str:
    """Return a cell as in CSV: nothing if it is empty, IRIs in full, the text of literals."""
    return "" if cell is None else cell.ntriples() if isinstance(cell, Blank) else cell.value


def _xml_document(content: str) -> str:
    require_xml(content, where=None, remedy="Use json, csv or tsv instead.")
    return f'<?xml version="1.0"?>\n<sparql xmlns="{_NAMESPACE}">\n {content}\n</sparql>\n'


def _xml_bindings(columns: Sequence[str], row: Row) -> Iterator[str]:
    for name, cell in zip(columns, row, strict=True):
        if cell is not None:
            yield f'<binding name="{escape(name)}">{_xml_term(cell)}</binding>'


def _xml_term(cell: Term) -> str:
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


def _json_term(cell: Term) -> dict[str, str]:
    match cell:
        case Iri():
            return {"type": "uri", "value": cell.value}
        case Blank():
            return {"type": "bnode", "value": cell.value}
        case Literal():
            term = {"type": "literal", "value": cell.value}
            if cell.language is not None:
                term["xml:lang"] = cell.language
            elif cell.datatype not in (None, f"{XSD}string"):
                term["datatype"] = cell.datatype
            return term


def _term(cell: Mapping[str, str] | None) -> Term | None:
    if cell is None:
        return None
    if not all(isinstance(cell.get(key), str | None) for key in ("value", "datatype", "xml:lang")):
        raise TypeError("a term has a value that is no text")
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
