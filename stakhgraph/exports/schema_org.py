"""Things in the vocabulary of schema.org, for the heads of pages.

Reference managers and search engines read there what a page is about. Only what the graph states is
written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from stakhgraph.debate.search.names import Thing
from stakhgraph.library.references import Entry, Name

__all__ = ["described"]

_TYPES = {
    "book": "Book",
    "collection": "Book",
    "chapter": "Chapter",
    "article": "ScholarlyArticle",
    "periodical": "Periodical",
    "issue": "PublicationIssue",
    "thesis": "Thesis",
    "historian": "Person",
    "person": "Person",
    "organisation": "Organization",
    "place": "Place",
    "event": "Event",
    "assumption": "Claim",
    "interpretation": "Claim",
    "factual claim": "Claim",
}


def described(thing: Thing, entries: Sequence[Entry], iri: str) -> dict[str, Any] | None:
    """Return the JSON-LD of a page; None for a kind of thing that schema.org does not have.

    A work has its editions as examples, since facts about one edition are not facts about the work.
    """
    context = {"@context": "https://schema.org", "@id": iri}
    if entries and entries[0].iri == iri:
        return {**context, **_entry(entries[0])}
    if entries:
        first = entries[0]
        work = {
            "@type": _TYPES.get(first.kind, "CreativeWork"),
            "name": first.title,
            "author": [_name(name) for name in first.authors],
            "datePublished": _dates(next((one.first for one in entries if one.first), "")),
            "workExample": [{"@id": entry.iri, **_entry(entry)} for entry in entries],
        }
        return {**context, **{name: value for name, value in work.items() if value}}
    kind = _TYPES.get(thing.kind)
    if kind is None:
        return None
    others = [name for name in thing.names if name != thing.label]
    return {**context, "@type": kind, "name": thing.label,
            **({"alternateName": others} if others else {})}  # fmt: skip


def _entry(entry: Entry) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "@type": _TYPES.get(entry.kind, "CreativeWork"),
        "name": entry.title,
        "author": [_name(name) for name in entry.authors],
        "editor": [_name(name) for name in entry.editors],
        "datePublished": _dates(entry.date),
        "publisher": {"@type": "Organization", "name": entry.publisher} if entry.publisher else "",
        "locationCreated": {"@type": "Place", "name": entry.place} if entry.place else "",
        "bookEdition": entry.edition,
        "isPartOf": _whole(entry),
        "pagination": entry.pages,
        "inLanguage": entry.language,
        "isbn": entry.isbn,
        "sameAs": f"https://doi.org/{entry.doi}" if entry.doi else "",
    }
    return {name: value for name, value in properties.items() if value}


def _whole(entry: Entry) -> dict[str, Any]:
    """Return the book of a chapter, or the journal of an article with its volume and issue."""
    if not entry.within:
        return {}
    if entry.kind != "article":
        kind = "Book" if entry.kind == "chapter" else "CreativeWork"
        editors = [_name(name) for name in entry.within_editors]
        book = {"@type": kind, "name": entry.within, "editor": editors}
        return {name: value for name, value in book.items() if value}
    found: dict[str, Any] = {"@type": "Periodical", "name": entry.within}
    if entry.volume:
        found = {"@type": "PublicationVolume", "volumeNumber": entry.volume, "isPartOf": found}
    if entry.issue:
        found = {"@type": "PublicationIssue", "issueNumber": entry.issue, "isPartOf": found}
    return found


def _dates(text: str) -> str | list[str]:
    """Return an EDTF date as schema.org takes it: both ends of a range, and no uncertain date."""
    found = [one for one in text.split("/") if re.fullmatch(r"-?\d{4}(-\d\d){0,2}", one)]
    return found if len(found) > 1 else "".join(found)


def _name(name: Name) -> dict[str, str]:
    kind = "Organization" if name.body else "Person"
    full = " ".join(filter(None, (name.given, name.family)))
    parts = {"givenName": name.given, "familyName": name.family} if not name.body else {}
    return {"@type": kind, "name": full, **{key: text for key, text in parts.items() if text}}
