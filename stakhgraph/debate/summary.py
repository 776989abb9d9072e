"""The debate at a glance: numbers of things, rival values, and how well each stance is attested.

Each number is the answer to one of the project's own queries.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from stakhgraph.debate import lineage
from stakhgraph.project import Project
from stakhgraph.queries import own_questions
from stakhgraph.rdf.answers import Queryable


@dataclass(frozen=True)
class Summary:
    """Counts by class, pairs of rival values, and positions known through one reporter alone.

    `spread` holds the number of stances by attestation and confidence.
    """

    triples: int
    classes: tuple[tuple[str, int], ...]
    rivals: tuple[tuple[str, str], ...]
    one_reporter: tuple[tuple[str, int], ...]
    spread: tuple[tuple[str, str, int], ...]

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, ready for JSON."""
        return asdict(self)


class Counted(Queryable, Protocol):
    """A graph that answers queries and knows its size."""

    @property
    def size(self) -> int:
        """The number of triples."""


def summarise(project: Project, store: Counted) -> Summary:
    """Return the debate at a glance."""
    classes = [
        (r["class"], int(r["things"]))
        for r in own_questions.rows(project, store, "overview/classes")
    ]
    pairs = own_questions.rows(project, store, "facts/relations-of-values")
    known = Counter(
        r["reporter"] for r in own_questions.rows(project, store, "positions/single-reporter")
    )
    spread = own_questions.rows(project, store, "overview/spread")
    return Summary(
        store.size,
        tuple(classes),
        tuple(dict.fromkeys((r["one"], r["other"]) for r in pairs if r["relation"] == "rival")),
        tuple(known.most_common()),
        tuple((r["attestation"], r["confidence"], int(r["stances"])) for r in spread),
    )


def lineages(project: Project, store: Queryable) -> tuple[lineage.Lineage, ...]:
    """Return every lineage of the graph."""
    series, edges = (
        own_questions.table(project, store, f"lineage/{name}") for name in ("series", "edges")
    )
    return lineage.build(series, edges)
