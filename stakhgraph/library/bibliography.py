"""Works and editions as references: BibTeX for biblatex, and CSL-JSON.

Each edition is an entry, and so is each work of which no edition is named. Only what the graph
holds is said. The date of an entry is that of the edition; the year in which the work first came
out stands apart (`origdate`, `original-date`), and where no source gives it a note says so. Writers
whom a document leaves unnamed are no authors here: their entries have none, and a note says that.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from stakhgraph.errors import Failure
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
from stakhgraph.rdf.serialize import xml_text
from stakhgraph.rdf.triple_index import Index

CARRIES = ("Work", "Edition")
"""The classes that a bibliography carries."""

FOAF = "http://xmlns.com/foaf/0.1/"
NOTE = "http://www.w3.org/2004/02/skos/core#editorialNote"


@dataclass(frozen=True)
class Name:
    """An author or editor: family and given name, or the one name of a body."""

    family: str
    given: str = ""
    body: bool = False


@dataclass(frozen=True)
class Entry:
    """A reference; what the graph does not say is empty. Dates are EDTF."""

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
    """Give the entries, sorted by key; keys are ASCII and stay the same as long as the IRIs do."""
    editions = graph.of_class("stakh:Edition")
    printed = {work for edition in editions for work in graph.links(edition, REALIZES)}
    alone = [work for work in graph.of_class("stakh:Work") if work not in printed]
    found: dict[str, Entry] = {}
    for thing in (*editions, *alone):
        key = _key(thing, found)
        found[key] = _entry(graph, key, thing)
    return tuple(found[key] for key in sorted(found))


def _key(thing: str, taken: Mapping[str, Entry]) -> str:
    """Give the end of an IRI in ASCII; the second of two that are alike gets a number."""
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
        authors=_names(graph, work, f"{DCTERMS}creator"),
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
        pages=graph.text(thing, f"{BIBO}pages"),
        language=graph.text(thing, f"{DCTERMS}language"),
        isbn=graph.text(thing, f"{BIBO}isbn13"),
        doi=graph.text(thing, f"{BIBO}doi"),
        note=" ".join(_notes(graph, thing, work)),
        annotation=" ".join(
            graph.texts(thing, NOTE) + (graph.texts(work, NOTE) if work != thing else ())
        ),
    )


def _whole(graph: Index, thing: str, work: str) -> str:
    """Give the volume or journal that a text stands in; nothing if it stands alone."""
    found = graph.links(thing, f"{DCTERMS}isPartOf") or graph.links(work, f"{DCTERMS}isPartOf")
    return found[0] if found else ""


def _title(graph: Index, whole: str) -> str:
    work = next(iter(graph.links(whole, REALIZES)), whole)
    return (graph.text(work, f"{DCTERMS}title") or graph.label(work)) if work else ""


_PERIODICALS = {f"{FABIO}{name}" for name in ("Journal", "Periodical", "Newspaper")}
_KINDS = {"BookChapter": "chapter", "JournalArticle": "article", "Thesis": "thesis", "Book": "book"}


def _kind(graph: Index, thing: str, work: str, whole: str) -> str:
    """Give the kind of a reference; a text of no stated kind is known by what it stands in."""
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


def _names(graph: Index, thing: str, name: str) -> tuple[Name, ...]:
    return tuple(found for who in graph.links(thing, name) if (found := _name(graph, who)))


def _name(graph: Index, who: str) -> Name | None:
    """Give a name; None for a person whom the graph only describes ("the unnamed writer")."""
    full = graph.text(who, f"{FOAF}name") or graph.label(who)
    family = graph.text(who, f"{FOAF}familyName")
    if family:
        given = full.removesuffix(family).strip() if full.endswith(family) else ""
        return Name(family, given)
    person = who in graph.of_class("stakh:Person")
    return None if person else Name(full, body=True)


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
    if date.basis == WRITTEN:
        yield f"Written {date.year}."
    elif date.year is not None and date.basis not in (FIRST, ISSUE):
        yield f"First published not after {date.year}; no source here gives the first year."
    if not graph.texts(thing, f"{DCTERMS}issued"):
        yield "No date is given for this edition."


_BIBTEX_KINDS: Mapping[str, str] = {
    "article": "article",
    "book": "book",
    "chapter": "incollection",
    "collection": "collection",
    "issue": "periodical",
    "periodical": "periodical",
    "thesis": "thesis",
    "other": "misc",
}
_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # \{ would be balanced for TeX, and unbalanced for BibTeX
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{char: f"\\{char}" for char in "$&#_%"},
}
_IN_LATEX = str.maketrans(_LATEX)


def bibtex(found: Iterable[Entry]) -> str:
    """Give BibTeX for biblatex (https://ctan.org/pkg/biblatex): UTF-8, EDTF dates.

    What LaTeX would take for a command is escaped, and braces are written as commands, so that they
    always balance. Raises Failure, with the IRI, for a control character, and for a DOI or ISBN
    with a brace, per cent sign or backslash, which have no escape there.
    """
    return "\n".join(map(_bibtex_entry, found))


def _bibtex_entry(entry: Entry) -> str:
    article = entry.kind == "article"
    texts = {
        "author": _bibtex_names(entry.authors),
        "editor": _bibtex_names(entry.editors or entry.within_editors),
        "title": entry.title,
        "journaltitle" if article else "booktitle": entry.within,
        "date": entry.date,
        "origdate": entry.first,
        "publisher": entry.publisher,
        "location": entry.place,
        "edition": entry.edition,
        "series": entry.series,
        "volume": entry.volume,
        "volumes": entry.volumes,
        "number": entry.issue,
        "pages": re.sub(r"(?<=\d)[-–](?=\d)", "--", entry.pages),
        "language": entry.language,
        "note": entry.note,
        "annotation": entry.annotation,
    }
    lines = [
        f"  {name} = {{{text if name in _NAMED else _latex(text, entry.iri)}}},\n"
        for name, text in texts.items()
        if text
    ]
    lines += [
        f"  {name} = {{{_verbatim(value, entry.iri)}}},\n"
        for name, value in (("isbn", entry.isbn), ("doi", entry.doi))
        if value
    ]
    for text in (*texts.values(), entry.key):
        xml_text(text, where=entry.iri)
    return f"@{_BIBTEX_KINDS[entry.kind]}{{{entry.key},\n{''.join(lines)}}}\n"


_NAMED = ("author", "editor")


def _bibtex_names(names: Iterable[Name]) -> str:
    return " and ".join(map(_bibtex_name, names))


def _bibtex_name(name: Name) -> str:
    if name.body:
        return f"{{{_latex(name.family)}}}"
    family, given = (_part(text) for text in (name.family, name.given))
    return f"{family}, {given}" if given else f"{{{family}}}"


def _part(text: str) -> str:
    """Give a part of a name; braces keep one together that BibTeX would take apart."""
    escaped = _latex(text)
    return f"{{{escaped}}}" if re.search(r",|\band\b", text, re.IGNORECASE) else escaped


def _latex(text: str, where: str = "") -> str:
    """Give text for LaTeX on one line."""
    return " ".join(xml_text(text, where=where).split()).translate(_IN_LATEX)


def _verbatim(text: str, where: str) -> str:
    if re.search(r"[{}\\%]", text):
        raise Failure(
            f"BibTeX cannot hold {text!r}",
            where=where,
            remedy="Export csl-json, or mend the value.",
        )
    return " ".join(text.split())


_CSL_KINDS: Mapping[str, str] = {
    "article": "article-journal",
    "book": "book",
    "chapter": "chapter",
    "collection": "book",
    "issue": "periodical",
    "periodical": "periodical",
    "thesis": "thesis",
    "other": "document",
}


def csl_json(found: Iterable[Entry]) -> str:
    """Give CSL-JSON (https://docs.citationstyles.org): a list of items, in the order of their keys.

    Raises Failure, with the IRI, for a control character.
    """
    items = [_csl_item(entry) for entry in found]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def _csl_item(entry: Entry) -> dict[str, Any]:
    texts = {
        "title": entry.title,
        "container-title": entry.within,
        "publisher": entry.publisher,
        "publisher-place": entry.place,
        "edition": entry.edition,
        "collection-title": entry.series,
        "volume": entry.volume,
        "number-of-volumes": entry.volumes,
        "issue": entry.issue,
        "page": entry.pages,
        "language": entry.language,
        "ISBN": entry.isbn,
        "DOI": entry.doi,
        "note": entry.note,
        "annote": entry.annotation,
    }
    people = {"author": entry.authors, "editor": entry.editors or entry.within_editors}
    dates = {"issued": _csl_date(entry.date), "original-date": _csl_date(entry.first)}
    return {
        "id": entry.key,
        "type": _CSL_KINDS[entry.kind],
        **{name: [_csl_name(one) for one in names] for name, names in people.items() if names},
        **{name: date for name, date in dates.items() if date},
        **{name: xml_text(text, where=entry.iri) for name, text in texts.items() if text},
    }


def _csl_name(name: Name) -> dict[str, str]:
    if name.body:
        return {"literal": name.family}
    return {"family": name.family} | ({"given": name.given} if name.given else {})


def _csl_date(text: str) -> dict[str, Any]:
    """Give a date by its parts, or as it is written where it has none that CSL knows."""
    parts = [re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", one) for one in text.split("/", 1)]
    if not text:
        return {}
    if all(parts):
        return {"date-parts": [[int(n) for n in match.groups() if n] for match in parts if match]}
    return {"literal": text}
