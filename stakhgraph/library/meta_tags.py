"""One reference as ``meta`` elements, which reference managers read from the head of a page.

The names are those of Highwire Press
(https://scholar.google.com/intl/en/scholar/inclusion.html#indexing). Only what the graph states is
written.
"""

from __future__ import annotations

import re

from stakhgraph.library.references import Entry, Name

__all__ = ["meta"]

# Without a type, Zotero takes a book that has no ISBN for an article in a journal.
_BIBO = {
    "article": "AcademicArticle",
    "book": "Book",
    "chapter": "Chapter",
    "collection": "EditedBook",
    "issue": "Issue",
    "periodical": "Periodical",
    "thesis": "Thesis",
    "other": "Document",
}


def meta(entry: Entry) -> list[tuple[str, str]]:
    """Return the names and contents of the ``meta`` elements for a reference."""
    chapter, article = entry.kind == "chapter", entry.kind == "article"
    first, last = _span(entry.pages)
    fields = [
        ("bibo:type", _BIBO.get(entry.kind, "")),
        ("citation_title", entry.title),
        *(("citation_author", _inverted(name)) for name in entry.authors),
        *(("citation_editor", _inverted(name)) for name in entry.editors or entry.within_editors),
        ("citation_publication_date", re.sub(r"(?<=\d)-", "/", entry.date.partition("/")[0])),
        ("citation_journal_title", entry.within if article else ""),
        ("citation_book_title", entry.within if chapter else ""),
        ("citation_inbook_title", entry.within if chapter else ""),
        ("citation_series_title", entry.series),
        ("citation_volume", entry.volume),
        ("citation_issue", entry.issue),
        ("citation_firstpage", first),
        ("citation_lastpage", last),
        ("citation_publisher", entry.publisher),
        ("citation_language", entry.language),
        ("citation_isbn", entry.isbn),
        ("citation_doi", entry.doi),
    ]
    return [(name, text) for name, text in fields if text]


def _span(pages: str) -> tuple[str, str]:
    """Return the first and the last page, both in full.

    >>> _span("385–94"), _span("12")
    (('385', '394'), ('12', ''))
    """
    found = re.fullmatch(r"(\d+)(?:[-–](\d+))?", pages)
    if not found:
        return pages, ""
    first, last = found[1], found[2] or ""
    return first, first[: len(first) - len(last)] + last if last else ""


def _inverted(name: Name) -> str:
    return ", ".join(filter(None, (name.family, name.given)))
