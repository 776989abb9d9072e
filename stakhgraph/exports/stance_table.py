"""The stances as a table for a spreadsheet: one row a stance."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from stakhgraph.debate.stances import Stance, all_from_triples, work_and_year
from stakhgraph.rdf.prefixes import Prefixes
from stakhgraph.rdf.terms import Iri
from stakhgraph.rdf.triple_index import Index
from stakhgraph.wording import year_name

CARRIES = ("Stance",)
"""The classes of things that the table contains."""

COLUMNS = (
    *("stance", "who", "who uncertain", "attitude", "position", "attestation", "reporter"),
    *(
        "report mode",
        "key phrases",
        "page cited",
        "edition cited",
        "place",
        "document",
        "confidence",
        "hedge",
    ),
    *("hedge owner", "reason", "work", "year", "year basis", "anchor"),
)
"""The columns; several values stand in one cell, joined by semicolons."""


def write(graph: Index, prefixes: Prefixes) -> str:
    """Return the stances as CSV (RFC 4180): UTF-8, CRLF, first row `COLUMNS`, sorted by IRI.

    Cells are as they are in the graph; see `rdf.serialisers.spreadsheet` for a spreadsheet.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for stance in all_from_triples(graph):
        writer.writerow(_row(graph, stance, prefixes))
    return out.getvalue()


def _row(graph: Index, stance: Stance, prefixes: Prefixes) -> Iterator[str]:
    work, date = work_and_year(graph, stance.stance)
    yield _short(stance.stance, prefixes)
    yield "; ".join(stance.who)
    yield "no" if stance.certain else "yes"
    yield stance.attitude
    yield stance.position
    yield stance.attestation
    yield "; ".join(stance.speakers)
    yield stance.mode
    yield "; ".join(stance.words)
    for texts in (stance.cited, stance.editions, stance.places, stance.documents):
        yield "; ".join(texts)
    yield stance.confidence
    for texts in (stance.hedges, stance.hedgers, stance.reasons):
        yield "; ".join(texts)
    yield work
    yield "" if date.year is None else year_name(date.year)
    yield date.basis if work else ""
    yield "; ".join(_short(anchor, prefixes) for anchor in stance.anchors)


def _short(iri: str, prefixes: Prefixes) -> str:
    return iri if iri.startswith("_:") else prefixes.shorten(Iri(iri)).strip("<>")
