"""Works and editions as references, from which every bibliography format is written.

Each edition is an entry, and so is each work without a named edition. An entry holds only what the
graph states. Its date is the date of the edition; the year of first publication is a field of its
own, and a note says so where no source gives that year. A writer whom a document leaves unnamed is
not an author here: the entry then has no author, and a note says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from stakhgraph.library.editions import (
    BIBO,
    DCTERMS,
    FABIO,
    FIRST,
    ISSUE,
    REALIZES,
    TYPE,
    WRITTEN,
    dated,
)
from stakhgraph.rdf.terms import NS, Iri
from stakhgraph.rdf.triple_index import Index
from stakhgraph.wording import page_range, year_name

CARRIES = ("Work", "Edition")
"""The classes of things that a bibliography contains."""

FOAF = "http://xmlns.com/foaf/0.1/"
NOTE = "http://www.w3.org/2004/02/skos/core#editorialNote"

_FOLLOWED = (
    *(REALIZES, f"{DCTERMS}isPartOf", f"{DCTERMS}creator", f"{DCTERMS}publisher"),
    *(f"{BIBO}editor", f"{NS}authors", f"{NS}membership", f"{NS}agent"),
    *(f"{NS}placeOfPublication", f"{NS}reprints"),
)
"""The properties that lead from a reference to all that it is made from."""


@dataclass(frozen=True)
class Name:
    """An author or editor: family and given name, or the one name of a body."""

    family: str
    given: str = ""
    body: bool = False


@dataclass(frozen=True)
class Entry:
    """A reference. A field that the graph does not state is empty. Dates are EDTF."""

    key: str
    iri: str
    kind: str
    title: str = ""
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    date: str = ""
    first: str = ""
    within: str = ""
    within_editors: tuple[Name, ...] = ()
    publisher: str = ""
    place: str = ""
    edition: str = ""
    series: str = ""
    volume: str = ""
    volumes: str = ""
    issue: str = ""
    pages: str = ""
    language: str = ""
    isbn: str = ""
    doi: str = ""
    note: str = ""
    annotation: str = ""


def entries(graph: Index) -> tuple[Entry, ...]:
    """Return the entries, sorted by key; keys are ASCII and change only if the IRIs change."""
    editions = graph.of_class("stakh:Edition")
    printed = {work for edition in editions for work in graph.links(edition, REALIZES)}
    alone = [work for work in graph.of_class("stakh:Work") if work not in printed]
    found: dict[str, Entry] = {}
    for thing in (*editions, *alone):
        key = _key(thing, found)
        found[key] = _entry(graph, key, thing)
    return tuple(found[key] for key in sorted(found))


def construct(things: Iterable[str]) -> str:
    """Return a CONSTRUCT for the triples from which the references of these IRIs are made."""
    wanted = " ".join(Iri(thing).ntriples() for thing in things)
    path = "|".join(f"<{name}>" for name in _FOLLOWED)
    return (
        f"CONSTRUCT {{ ?thing ?property ?value }} WHERE {{ VALUES ?wanted {{ {wanted} }} "
        f"?wanted ({path})* ?thing . ?thing ?property ?value }}"
    )


def _key(thing: str, taken: Mapping[str, Entry]) -> str:
    """Return the last part of an IRI in ASCII; if it is taken, with a number."""
    slug = re.sub(r"[^A-Za-z0-9]+", "-", thing.rstrip("/#").rpartition("/")[2]).strip("-") or "it"
    return next(key for n in range(1, len(taken) + 2)
                if (key := slug if n == 1 else f"{slug}-{n}") not in taken)  # fmt: skip


def _entry(graph: Index, key: str, thing: str) -> Entry:
    work = next(iter(graph.links(thing, REALIZES)), thing)
    whole = _whole(graph, thing, work)
    date = graph.text(thing, f"{DCTERMS}issued")
    first = graph.text(work, "stakh:firstPublished")
    issue = graph.text(thing, f"{BIBO}issue")
    houses = graph.links(thing, f"{DCTERMS}publisher") or graph.links(whole, f"{DCTERMS}publisher")
    return Entry(
        key,
        thing,
        _kind(graph, thing, work, whole),
        title=graph.text(work, f"{DCTERMS}title") or graph.label(work),
        authors=_authors(graph, work),
        editors=_names(graph, thing, f"{BIBO}editor"),
        date=date,
        first=first if first != date else "",
        within=_title(graph, whole),
        within_editors=_names(graph, whole, f"{BIBO}editor") if whole else (),
        publisher="; ".join(map(graph.label, houses)),
        place=graph.labels(thing, "stakh:placeOfPublication")
        or graph.labels(whole, "stakh:placeOfPublication"),
        edition=graph.text(thing, "stakh:editionStatement"),
        series=graph.text(thing, "stakh:series"),
        volume=graph.text(thing, f"{BIBO}volume"),
        volumes=graph.text(thing, f"{BIBO}numVolumes"),
        issue=issue,
        pages=page_range(graph.text(thing, f"{BIBO}pages")),
        language=graph.text(thing, f"{DCTERMS}language"),
        isbn=graph.text(thing, f"{BIBO}isbn13"),
        doi=graph.text(thing, f"{BIBO}doi"),
        note=" ".join(_notes(graph, thing, work)),
        annotation=" ".join(
            graph.texts(thing, NOTE) + (graph.texts(work, NOTE) if work != thing else ())
        ),
    )


def _whole(graph: Index, thing: str, work: str) -> str:
    """Return the volume or journal that contains a text, or an empty string."""
    found = graph.links(thing, f"{DCTERMS}isPartOf") or graph.links(work, f"{DCTERMS}isPartOf")
    return found[0] if found else ""


def _title(graph: Index, whole: str) -> str:
    work = next(iter(graph.links(whole, REALIZES)), whole)
    return (graph.text(work, f"{DCTERMS}title") or graph.label(work)) if work else ""


_PERIODICALS = {f"{FABIO}{name}" for name in ("Journal", "Periodical", "Newspaper")}
_KINDS = {"BookChapter": "chapter", "JournalArticle": "article", "Thesis": "thesis", "Book": "book"}


def _kind(graph: Index, thing: str, work: str, whole: str) -> str:
    """Return the kind of a reference: the stated kind, or else what its container implies."""
    stated = set(graph.links(work, TYPE))
    if stated & _PERIODICALS:
        return "issue" if thing != work else "periodical"
    for name, kind in _KINDS.items():
        if f"{FABIO}{name}" in stated:
            edited = kind == "book" and graph.links(thing, f"{BIBO}editor")
            return "collection" if edited and not graph.links(work, f"{DCTERMS}creator") else kind
    if set(graph.links(whole, TYPE)) & _PERIODICALS:
        return "article"
    return "chapter" if whole else "other"


def _authors(graph: Index, work: str) -> tuple[Name, ...]:
    """Return the names of the creators; of several authors in the order of the title page."""
    places = {
        who: graph.text(place, "stakh:position")
        for together in graph.links(work, "stakh:authors")
        for place in graph.links(together, "stakh:membership")
        for who in graph.links(place, "stakh:agent")
    }
    creators = graph.links(work, f"{DCTERMS}creator")
    ordered = sorted(creators, key=lambda who: (len(places.get(who, "")), places.get(who, "")))
    return tuple(found for who in ordered if (found := _name(graph, who)))


def _names(graph: Index, thing: str, name: str) -> tuple[Name, ...]:
    return tuple(found for who in graph.links(thing, name) if (found := _name(graph, who)))


def _name(graph: Index, who: str) -> Name | None:
    """Return a name, or None for a person who is only described ("the unnamed writer")."""
    full = graph.text(who, f"{FOAF}name") or graph.label(who)
    family = graph.text(who, f"{FOAF}familyName")
    if family:
        given = full.removesuffix(family).strip() if full.endswith(family) else ""
        return Name(family, given)
    return None if f"{NS}Person" in graph.classes(who) else Name(full, body=True)


def _notes(graph: Index, thing: str, work: str) -> Iterable[str]:
    if len(_names(graph, work, f"{DCTERMS}creator")) < len(graph.links(work, f"{DCTERMS}creator")):
        yield "The author is not named."
    if thing == work:
        if not set(graph.links(work, TYPE)) & _PERIODICALS:
            yield "No edition is named."
        return
    for earlier in graph.links(thing, "stakh:reprints"):
        yield f"Reprints {graph.label(earlier)}."
    date = dated(graph, work, thing)
    shown = year_name(date.year) if date.year is not None else ""
    if date.basis == WRITTEN:
        yield f"Written {shown}."
    elif shown and date.basis not in (FIRST, ISSUE):
        yield f"First published not after {shown}; no source here gives the first year."
    if not graph.texts(thing, f"{DCTERMS}issued"):
        yield "No date is given for this edition."
