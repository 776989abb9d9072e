"""Things in the words of schema.org, for the heads of pages: so that reference managers and search
engines find what a page is about. Only what the graph holds is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from stakhgraph.bibliography import Entry, Name
from stakhgraph.naming import Thing

__all__ = ["described"]

_TYPES = {
    "book": "Book",
    "collection": "Book",
    "chapter": "Chapter",
    "article": "ScholarlyArticle",
    "newspaper": "NewsArticle",
    "periodical": "Periodical",
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
    """Give the JSON-LD of a page; None for what schema.org has no word for."""
    context = {"@context": "https://schema.org", "@id": iri}
    if entries:
        found = [_entry(entry) for entry in entries]
        whole = {**context, **found[0]}
        if len(found) > 1:
            whole["workExample"] = found[1:]
        return whole
    kind = _TYPES.get(thing.kind)
    if kind is None:
        return None
    others = [name for name in thing.names if name != thing.label]
    return {**context, "@type": kind, "name": thing.label,
            **({"alternateName": others} if others else {})}  # fmt: skip


def _entry(entry: Entry) -> dict[str, Any]:
    told: dict[str, Any] = {
        "@type": _TYPES.get(entry.kind, "CreativeWork"),
        "name": entry.title,
        "author": [_name(name) for name in entry.authors],
        "editor": [_name(name) for name in entry.editors],
        "datePublished": entry.date,
        "publisher": {"@type": "Organization", "name": entry.publisher} if entry.publisher else "",
        "locationCreated": entry.place,
        "bookEdition": entry.edition,
        "isPartOf": {"@type": "CreativeWork", "name": entry.within} if entry.within else "",
        "pagination": entry.pages,
        "inLanguage": entry.language,
        "isbn": entry.isbn,
        "sameAs": f"https://doi.org/{entry.doi}" if entry.doi else "",
    }
    return {name: value for name, value in told.items() if value}


def _name(name: Name) -> dict[str, str]:
    kind = "Organization" if name.body else "Person"
    full = " ".join(filter(None, (name.given, name.family)))
    parts = {"givenName": name.given, "familyName": name.family} if not name.body else {}
    return {"@type": kind, "name": full, **{key: text for key, text in parts.items() if text}}
