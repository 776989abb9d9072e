"""References as COinS, which reference managers read from the title of an empty ``span``.

ANSI/NISO Z39.88-2004, in key/encoded-value form. A page may have several, such as one for each
edition of a work. Only what the graph states is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from stakhgraph.library.references import Entry, Name

__all__ = ["context_object"]

_FORMATS = {
    "article": ("journal", "article"),
    "book": ("book", "book"),
    "chapter": ("book", "bookitem"),
    "collection": ("book", "book"),
    "thesis": ("dissertation", "dissertation"),
}


def context_object(entry: Entry) -> str:
    """Return the context object of a reference, for the title of its ``span``.

    >>> context_object(Entry("x", "https://e.org/x", "book", title="A Book", date="1937"))
    'ctx_ver=Z39.88-2004&rft_val_fmt=info:ofi/fmt:kev:mtx:book&rft.genre=book&rft.btitle=A+Book&rft.date=1937'
    """
    form, genre = _FORMATS.get(entry.kind, ("dc", ""))
    fields = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{form}"),
        ("rft_id", f"info:doi/{entry.doi}" if entry.doi else ""),
        *(_dublin(entry) if form == "dc" else _parts(entry, genre)),
        ("rft.date", entry.date.partition("/")[0]),
        ("rft.language", entry.language),
    ]
    return urlencode([(name, text) for name, text in fields if text], safe=":/")


def _parts(entry: Entry, genre: str) -> Iterator[tuple[str, str]]:
    """Yield the fields of a reference with its own format; the first author has two forms."""
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
    """Yield the Dublin Core fields of an issue or another document."""
    yield "rft.type", "document"
    yield "rft.title", entry.title
    yield "rft.source", entry.within
    yield "rft.publisher", entry.publisher
    for name in entry.authors:
        yield "rft.creator", _direct(name)


def _direct(name: Name) -> str:
    return " ".join(filter(None, (name.given, name.family)))
