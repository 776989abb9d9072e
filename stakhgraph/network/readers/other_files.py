"""Files that are no networks, or of kinds that are not read: each named as what it is.

A bibliography has records of works, not arcs; to make arcs of it, its references must be matched
with its records, which programs for bibliometrics do.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from typing import Any

from stakhgraph.errors import ParseError

__all__ = ["json_kind", "refuse_records", "refuse_text", "table_kind"]

_MATCH = (
    "It lists works, not who cites whom: match its references with its records (histNetwork of "
    "bibliometrix does so for Scopus and Web of Science), and give a table of citing and cited, "
    "Pajek or GraphML."
)
_CITATIONS = "Give the citations: a table with a column citing and a column cited."
_SAVE_AS = "Save the network as GraphML, GEXF, GML or Pajek."

_TEXTS = (
    (r"\"?About the data: ", "an export of Dimensions, a table of records", _MATCH),
    (r"<!doctype html", "a page of HTML", _CITATIONS),
    (r"<[a-z]+:[^>\s]*>\s*<[a-z]+:[^>\s]*>", "RDF in N-Triples", _CITATIONS),
    (r"@?(?:prefix|base)\s[^\n]*<[^>\n]*>", "RDF in Turtle", _CITATIONS),
    (r"TY\s\s?-\s", "RIS, a list of references", _MATCH),
    (
        r"FN [^\n]*\n(?:.*\n)*?(?:VR|PT) ",
        "plain text from Web of Science, a list of records",
        _MATCH,
    ),
    (r"PT [JBSPC]\n(?:AU|BA|CA) ", "plain text from Web of Science, a list of records", _MATCH),
    (r"PMID-\s", "MEDLINE text from PubMed, a list of records", _MATCH),
    (r"%0 [A-Z][^\n]*\n%", "a list of references from EndNote", _MATCH),
    (
        r"(?:[^@\n]*\n)*?\s*@\s*(?:string|preamble|comment|[a-z]+)\s*[{(][^\n]*[,=\n\"{}]",
        "BibTeX, a list of references",
        _MATCH,
    ),
    (r"(?:strict\s+)?(?:di)?graph\b[^\[\n]*\{", "DOT, a network of Graphviz", _SAVE_AS),
    (r"dl\s+(?:n\w*|format)\s*[=\s]", "DL, a network of UCINET", _SAVE_AS),
    (r"\*(?:node|tie)\s+(?:data|properties)", "VNA, a network of NetDraw", _SAVE_AS),
    (r"nodedef\s*>", "GDF, a network of GUESS", _SAVE_AS),
)


def refuse_text(head: str, where: str) -> None:
    """Raise ParseError if the beginning of a file shows a kind of file that is not read."""
    for pattern, kind, remedy in _TEXTS:
        if re.match(rf"(?i:{pattern})", head):
            raise ParseError(f"is {kind}, and no list of arcs", where=where, remedy=remedy)


def json_kind(document: Any) -> str:
    """Return what a JSON document is if it is of a kind that is not read; else an empty text.

    >>> json_kind({"network": {"items": [], "links": []}})
    'a map of VOSviewer, whose links have no direction'
    """
    if isinstance(document, dict):
        if isinstance(document.get("network"), dict):
            return "a map of VOSviewer, whose links have no direction"
        if isinstance(document.get("elements"), dict | list):
            return "a network of Cytoscape in JSON"
        if isinstance(document.get("message"), dict) and "message-type" in document:
            return "an answer of Crossref"
        return ""
    if not isinstance(document, list) or not document:
        return ""
    first = document[0]
    if not isinstance(first, dict):
        return "a JSON array of something else than works"
    if "referenced_works" in first or str(first.get("id", "")).startswith("https://openalex.org/"):
        return ""
    if {"issued", "author", "title", "type"} & set(first):
        return "CSL-JSON or another JSON array of records"
    return "a JSON array of something else than works of OpenAlex"


def refuse_records(names: AbstractSet[str], where: str) -> None:
    """Raise ParseError if these are the columns of a table of records; names without marks."""
    if kind := table_kind(names):
        remedy = _CITATIONS if "VOSviewer" in kind or "nodes" in kind else _MATCH
        raise ParseError(f"is {kind}, and no list of arcs", where=where, remedy=remedy)


def table_kind(names: AbstractSet[str]) -> str:
    """Return what a table of records is by the names of its columns, in lower case without marks.

    >>> table_kind({"authors", "title", "sourcetitle", "references"})
    'a table of records from Scopus'
    """
    for needed, kind in _TABLES:
        if needed <= names:
            return kind
    if any(name.startswith(("weight<", "score<")) for name in names):
        return "a map of VOSviewer"
    if names & _RECORD_COLUMNS:
        return "a table of records or nodes"
    return ""


_TABLES: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"authors", "sourcetitle"}), "a table of records from Scopus"),
    (frozenset({"eid", "title"}), "a table of records from Scopus"),
    (frozenset({"pt", "au"}), "a table of records from Web of Science"),
    (frozenset({"publicationtype", "authors"}), "a table of records from Web of Science"),
    (frozenset({"publicationid", "dimensionsurl"}), "a table of records from Dimensions"),
    (frozenset({"lensid"}), "a table of records from The Lens"),
    (frozenset({"pmid", "authors"}), "a table of records from PubMed"),
    (frozenset({"id", "label", "x", "y"}), "a map of VOSviewer"),
    (frozenset({"id", "label", "cluster"}), "a map of VOSviewer"),
)
_RECORD_COLUMNS = frozenset(
    [
        *("author", "authors", "authorid", "creator", "editor", "editors", "affiliation"),
        *("title", "booktitle", "journal", "journaltitle", "sourcetitle", "publisher", "abstract"),
        *("year", "pubyear", "publicationyear", "pubdate", "publicationdate", "date", "issued"),
        *("volume", "issue", "pages", "doi", "isbn", "issn", "pmid", "keywords", "language"),
        *(
            "references",
            "referencedworks",
            "citedreferences",
            "citedby",
            "citedbycount",
            "timescited",
        ),
        *("label", "cluster", "modularityclass", "documenttype", "itemtype", "abstractnote"),
    ]
)
