"""Who holds what, who says so, and on which page: each stance told in words.

A stance at first hand has nobody between its holder and us, so that its holder counts as its
reporter. Where the reporter is himself known only through a stance, its holders stand for him.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from stakhgraph.library.editions import Dated, dated, edition_of, work_of
from stakhgraph.rdf.terms import NS, Iri, Prefixes
from stakhgraph.rdf.triple_index import Index

CARRIES = ("Stance",)
"""The classes that the table of stances carries."""

FIRST_HAND = f"{NS}firstHand"
_SOURCE = "http://www.w3.org/ns/oa#hasSource"
# What a spreadsheet takes for a formula, or for its mark that something is none.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


@dataclass(frozen=True)
class Stance:
    """One stance in words; what the graph does not say is an empty text.

    `place` is the page, note or paragraph of the document; `cited` the page of the holder's own
    text in the edition named, as the reporter gives it. Several names stand in one text, joined by
    semicolons.
    """

    iri: str
    label: str
    holder: str
    uncertain: bool
    attitude: str
    position: str
    proposition: str
    attestation: str
    reporter: str
    mode: str
    cited: str
    edition: str
    place: str
    document: str
    confidence: str
    hedge: str
    hedge_owner: str
    reason: str
    work: str
    dated: Dated
    anchor: str

    def to_dict(self) -> dict[str, Any]:
        """Give plain values, ready for JSON."""
        return asdict(self)


def all_of(graph: Index) -> tuple[Stance, ...]:
    """Give every stance, by IRI; the graph also names attitudes, reporters and works."""
    return tuple(tell(graph, iri) for iri in graph.of_class("stakh:Stance"))


def tell(graph: Index, iri: str) -> Stance:
    """Give one stance in words."""
    anchors = graph.links(iri, "stakh:anchor")
    towards = graph.links(iri, "stakh:toward")
    work, date = _work(graph, iri)
    return Stance(
        iri,
        graph.label(iri),
        holder=graph.labels(iri, "stakh:holder", "stakh:holderUncertain"),
        uncertain=bool(graph.links(iri, "stakh:holderUncertain")),
        attitude=graph.labels(iri, "stakh:attitude"),
        position="; ".join(graph.text(it, "stakh:statement") or graph.label(it) for it in towards),
        proposition="; ".join(towards),
        attestation=graph.labels(iri, "stakh:attestation"),
        reporter=_reporter(graph, iri),
        mode=graph.labels(iri, "stakh:reportMode"),
        cited=graph.text(iri, "stakh:citedPage"),
        edition=graph.labels(iri, "stakh:expressedIn"),
        place="; ".join(filter(None, (graph.text(it, "stakh:locator") for it in anchors))),
        document="; ".join(dict.fromkeys(graph.labels(it, _SOURCE) for it in anchors)),
        confidence=graph.labels(iri, "stakh:confidence"),
        hedge=graph.text(iri, "stakh:hedge"),
        hedge_owner=graph.labels(iri, "stakh:hedgeOwner"),
        reason=graph.text(iri, "stakh:reason"),
        work=work,
        dated=date,
        anchor="; ".join(anchors),
    )


def _reporter(graph: Index, iri: str) -> str:
    if FIRST_HAND in graph.links(iri, "stakh:attestation"):
        return graph.labels(iri, "stakh:holder", "stakh:holderUncertain")
    names = [
        graph.labels(one, "stakh:holder", "stakh:holderUncertain") or graph.label(one)
        for one in graph.links(iri, "stakh:attestedBy")
    ]
    return "; ".join(sorted(names))


def _work(graph: Index, iri: str) -> tuple[str, Dated]:
    """Give the works in which a stance is expressed, and the earliest of their years."""
    places = graph.links(iri, "stakh:expressedIn")
    works = [(work_of(graph, place), edition_of(graph, place)) for place in places]
    names = [graph.label(work or place) for (work, _), place in zip(works, places, strict=True)]
    dates = [dated(graph, work, edition) for work, edition in works if work]
    known = sorted((date.year, date.basis) for date in dates if date.year is not None)
    return "; ".join(sorted(set(names))), Dated(*known[0]) if known else Dated()


COLUMNS: Mapping[str, str] = {
    "stance": "iri",
    "holder": "holder",
    "holder uncertain": "uncertain",
    "attitude": "attitude",
    "position": "position",
    "attestation": "attestation",
    "reporter": "reporter",
    "report mode": "mode",
    "page cited": "cited",
    "edition cited": "edition",
    "place": "place",
    "document": "document",
    "confidence": "confidence",
    "hedge": "hedge",
    "hedge owner": "hedge_owner",
    "reason": "reason",
    "work": "work",
    "year": "year",
    "year basis": "basis",
    "anchor": "anchor",
}
"""The columns of the table of stances, and what each holds."""


def to_csv(stances: Iterable[Stance], prefixes: Prefixes) -> str:
    """Give one row a stance as CSV (RFC 4180): UTF-8, CRLF, a head of `COLUMNS`.

    A cell that a spreadsheet would take for a formula (it begins with ``=``, ``+``, ``-``, ``@``, a
    tab or a carriage return) gets one apostrophe before it, and so does one that begins with
    apostrophes and then one of these; to get the text back, take one apostrophe off such a cell.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for stance in stances:
        writer.writerow(map(_cell, _row(stance, prefixes)))
    return out.getvalue()


def _row(stance: Stance, prefixes: Prefixes) -> list[str]:
    said = {field.name: getattr(stance, field.name) for field in fields(stance)}
    said["iri"] = _short(stance.iri, prefixes)
    said["anchor"] = "; ".join(_short(one, prefixes) for one in stance.anchor.split("; "))
    said["uncertain"] = "yes" if stance.uncertain else "no"
    said["year"] = str(stance.dated.year or "")
    said["basis"] = stance.dated.basis if stance.work else ""
    return [said[name] for name in COLUMNS.values()]


def _short(iri: str, prefixes: Prefixes) -> str:
    return prefixes.shorten(Iri(iri)).strip("<>") if iri and not iri.startswith("_:") else iri


def _cell(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text
