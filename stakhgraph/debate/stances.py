"""One stance: whose it is, toward what, who says so, on which page.

A stance can be read from the rows of the query ``portrait/stances`` (any store or endpoint) or from
parsed triples (files and exports); both give the same `Stance`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from stakhgraph.library.editions import Dated, dated, edition_of, work_of
from stakhgraph.rdf.tables import values
from stakhgraph.rdf.terms import NS
from stakhgraph.rdf.triple_index import Index
from stakhgraph.wording import page_range

FIRST_HAND = "at first hand"
"""The attestation of a stance that the document's own author holds."""

_SOURCE = "http://www.w3.org/ns/oa#hasSource"
_NOTE = "http://www.w3.org/2004/02/skos/core#editorialNote"
_HOLDERS = ("stakh:holder", "stakh:holderUncertain")


@dataclass(frozen=True)
class Stance:
    """One stance; what the graph does not state is empty.

    ``stance`` is its IRI. ``who`` are alternatives unless ``certain``. ``position`` is the
    statement of the view. ``cited`` are pages of the holder's own text, in the ``editions`` named;
    ``places`` are pages, notes or paragraphs of the ``documents``, at their ``anchors``.
    ``words`` are key phrases of the document, in quotation marks.
    """

    stance: str
    who: tuple[str, ...]
    certain: bool
    attitude: str
    position: str
    attestation: str
    reporters: tuple[str, ...]
    mode: str
    cited: tuple[str, ...]
    editions: tuple[str, ...]
    hedges: tuple[str, ...]
    hedgers: tuple[str, ...]
    confidence: str
    reasons: tuple[str, ...]
    notes: tuple[str, ...]
    places: tuple[str, ...]
    documents: tuple[str, ...]
    anchors: tuple[str, ...]
    words: tuple[str, ...] = ()

    @property
    def inferred(self) -> bool:
        """Whether the editors of the graph infer it; no document says so."""
        return self.attestation.startswith("inferred")

    @property
    def speakers(self) -> tuple[str, ...]:
        """Who says it: the reporters or, at first hand, those whose stance it is."""
        return self.who if self.attestation == FIRST_HAND else self.reporters

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, ready for JSON."""
        return dict(vars(self))


def from_rows(rows: Sequence[Mapping[str, str]]) -> Stance:
    """Return the stance of one or more rows of the answer to ``portrait/stances``."""
    first = rows[0]
    return Stance(
        first["stance"],
        who=values(rows, "who"),
        certain=first["certain"] == "yes",
        attitude=first["attitude"],
        position=first["position"],
        attestation=first["attestation"],
        reporters=values(rows, "reporter"),
        mode=first["mode"],
        cited=values(rows, "cited"),
        editions=values(rows, "edition"),
        hedges=values(rows, "hedge"),
        hedgers=values(rows, "hedger"),
        confidence=first["confidence"],
        reasons=values(rows, "reason"),
        notes=values(rows, "note"),
        places=values(rows, "place"),
        documents=values(rows, "document"),
        anchors=values(rows, "anchor"),
        words=values(rows, "words"),
    )


def from_triples(graph: Index, iri: str) -> Stance:
    """Return the stance with this IRI; the index also holds the ontology, for the labels."""
    anchors = graph.links(iri, "stakh:anchor")
    views = graph.links(iri, "stakh:toward")
    places = (graph.text(anchor, "stakh:locator") for anchor in anchors)
    return Stance(
        iri,
        who=_labels(graph, iri, *_HOLDERS),
        certain=not graph.links(iri, "stakh:holderUncertain"),
        attitude=graph.labels(iri, "stakh:attitude"),
        position="; ".join(graph.text(it, "stakh:statement") or graph.label(it) for it in views),
        attestation=graph.labels(iri, "stakh:attestation"),
        reporters=_reporters(graph, iri),
        mode=graph.labels(iri, "stakh:reportMode"),
        cited=tuple(map(page_range, graph.texts(iri, "stakh:citedPage"))),
        editions=_labels(graph, iri, "stakh:expressedIn"),
        hedges=graph.texts(iri, "stakh:hedge"),
        hedgers=_labels(graph, iri, "stakh:hedgeOwner"),
        confidence=graph.labels(iri, "stakh:confidence"),
        reasons=_reasons(graph, iri),
        notes=graph.texts(iri, _NOTE),
        places=tuple(filter(None, places)),
        documents=tuple(dict.fromkeys(graph.labels(anchor, _SOURCE) for anchor in anchors)),
        anchors=anchors,
        words=tuple(sorted(f"“{words}”" for words in graph.texts(iri, "stakh:keyPhrase"))),
    )


def all_from_triples(graph: Index) -> tuple[Stance, ...]:
    """Return every stance, sorted by IRI."""
    return tuple(from_triples(graph, iri) for iri in graph.of_class("stakh:Stance"))


def work_and_year(graph: Index, iri: str) -> tuple[str, Dated]:
    """Return the works in which a stance is expressed, and the earliest of their years."""
    places = graph.links(iri, "stakh:expressedIn")
    works = [(work_of(graph, place), edition_of(graph, place)) for place in places]
    names = [graph.label(work or place) for (work, _), place in zip(works, places, strict=True)]
    dates = [dated(graph, work, edition) for work, edition in works if work]
    known = sorted((date.year, date.basis) for date in dates if date.year is not None)
    return "; ".join(sorted(set(names))), Dated(*known[0]) if known else Dated()


def in_reading_order(stances: Iterable[Stance]) -> list[Stance]:
    """Return stances in the order of the documents' pages, inferences last."""
    return sorted(stances, key=lambda s: (s.inferred, s.documents, *place_key(s.places), s.stance))


def place_key(places: Sequence[str]) -> tuple[int, str]:
    """Return the first page or paragraph as a number to sort by, and the place itself.

    >>> place_key(["pp. 4–5 n. 15"])
    (4, 'pp. 4–5 n. 15')
    """
    place = places[0] if places else ""
    digits = "".join(c if c.isdigit() else " " for c in place).split()
    return int(digits[0]) if digits else 0, place


def _reporters(graph: Index, iri: str) -> tuple[str, ...]:
    """Return the reporters; of a reporter known only through a stance, the holders of that."""
    if f"{NS}firstHand" in graph.links(iri, "stakh:attestation"):
        return ()
    names = [
        "; ".join(_labels(graph, by, *_HOLDERS)) or graph.label(by)
        for by in graph.links(iri, "stakh:attestedBy")
    ]
    return tuple(sorted(names))


def _reasons(graph: Index, iri: str) -> tuple[str, ...]:
    """Return the reasons of a stance, and that of the passage which leaves its holder open."""
    given = (iri, *graph.links(iri, "stakh:uncertainPassage"))
    return tuple(sorted(text for thing in given for text in graph.texts(thing, "stakh:reason")))


def _labels(graph: Index, iri: str, *properties: str) -> tuple[str, ...]:
    return tuple(sorted(map(graph.label, graph.links(iri, *properties))))
