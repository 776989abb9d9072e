"""A reference as reference managers read it off a page: ``meta`` elements, and COinS.

``meta`` elements with the names of Highwire Press (https://scholar.google.com/intl/en/scholar/
inclusion.html#indexing) tell of one reference in the head of a page; a COinS (ANSI/NISO Z39.88-2004
in the title of an empty ``span``) tells of each of several, such as the editions of a work. Only
what the graph holds is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlencode

from stakhgraph.library.bibliography import Entry, Name

__all__ = ["context_object", "meta"]

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
_FORMATS = {
    "article": ("journal", "article"),
    "book": ("book", "book"),
    "chapter": ("book", "bookitem"),
    "collection": ("book", "book"),
    "thesis": ("dissertation", "dissertation"),
}


def meta(entry: Entry) -> list[tuple[str, str]]:
    """Give names and contents of the ``meta`` elements for a reference."""
    chapter, article = entry.kind == "chapter", entry.kind == "article"
    first, last = _span(entry.pages)
    told = [
        ("bibo:type", _BIBO.get(entry.kind, "")),
        ("citation_title", entry.title),
        *(("citation_author", _inverted(name)) for name in entry.authors),
        *(("citation_editor", _inverted(name)) for name in entry.editors or entry.within_editors),
        ("citation_publication_date", entry.date.partition("/")[0].replace("-", "/")),
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
    return [(name, text) for name, text in told if text]


def context_object(entry: Entry) -> str:
    """Give the context object of a reference, for the title of its ``span``.

    >>> context_object(Entry("x", "https://e.org/x", "book", title="A Book", date="1937"))
    'ctx_ver=Z39.88-2004&rft_val_fmt=info:ofi/fmt:kev:mtx:book&rft.genre=book&rft.btitle=A+Book&rft.date=1937'
    """
    form, genre = _FORMATS.get(entry.kind, ("dc", ""))
    told = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{form}"),
        ("rft_id", f"info:doi/{entry.doi}" if entry.doi else ""),
        *(_dublin(entry) if form == "dc" else _parts(entry, genre)),
        ("rft.date", entry.date.partition("/")[0]),
        ("rft.language", entry.language),
    ]
    return urlencode([(name, text) for name, text in told if text], safe=":/")


def _parts(entry: Entry, genre: str) -> Iterator[tuple[str, str]]:
    """Tell of a reference that has a format of its own; its first author stands by both names."""
    part = genre in ("article", "bookitem")
    whole = {"article": "rft.jtitle", "dissertation": "rft.title"}.get(genre, "rft.btitle")
    yield "rft.genre", "" if genre == "dissertation" else genre
    yield "rft.atitle", entry.title if part else ""
    yield whole, entry.within if part else entry.title
    authors = entry.authors or (entry.editors if genre == "book" else ())
    for name in authors[:1]:
        if not name.body:
            yield "rft.aulast", name.family
            yield "rft.aufirst", name.given
    for name in authors:
        yield "rft.au", _direct(name)
    yield "rft.place", entry.place
    yield "rft.pub", entry.publisher
    yield "rft.edition", entry.edition
    yield "rft.series", entry.series
    yield "rft.volume", entry.volume
    yield "rft.issue", entry.issue
    yield "rft.pages", entry.pages
    yield "rft.isbn", entry.isbn


def _dublin(entry: Entry) -> Iterator[tuple[str, str]]:
    """Tell of an issue or another document in the words of Dublin Core."""
    yield "rft.type", "document"
    yield "rft.title", entry.title
    yield "rft.source", entry.within
    yield "rft.publisher", entry.publisher
    for name in entry.authors:
        yield "rft.creator", _direct(name)


def _span(pages: str) -> tuple[str, str]:
    """Give the first page and the last, in full.

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


def _direct(name: Name) -> str:
    return " ".join(filter(None, (name.given, name.family)))
