"""The debate at a glance: numbers of things, rival values, and how well each stance is attested.

Each number is the answer to one of the project's own queries.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from stakhgraph.debate import lineage
from stakhgraph.project import Project
from stakhgraph.queries import answering, catalogue
from stakhgraph.rdf.answers import Queryable
from stakhgraph.rdf.tables import Table


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


def answer(project: Project, store: Queryable, name: str, **params: str) -> Table:
    """Return the answer to one of the project's questions."""
    query = catalogue.find(project, name)
    return answering.run(query, on=store, params=params, prefixes=project.prefixes)


def summarise(project: Project, store: Counted) -> Summary:
    """Return the debate at a glance."""
    classes = [(r["class"], int(r["things"])) for r in _rows(project, store, "overview/classes")]
    pairs = _rows(project, store, "facts/relations-of-values")
    known = Counter(r["reporter"] for r in _rows(project, store, "positions/single-reporter"))
    spread = _rows(project, store, "overview/spread")
    return Summary(
        store.size,
        tuple(classes),
        tuple(dict.fromkeys((r["one"], r["other"]) for r in pairs if r["relation"] == "rival")),
        tuple(known.most_common()),
        tuple((r["attestation"], r["confidence"], int(r["stances"])) for r in spread),
    )


def _rows(project: Project, store: Queryable, name: str) -> Iterator[dict[str, str]]:
    return answer(project, store, name).records()


def lineages(project: Project, store: Queryable) -> tuple[lineage.Lineage, ...]:
    """Return every lineage of the graph."""
    series, edges = (answer(project, store, f"lineage/{name}") for name in ("series", "edges"))
    return lineage.build(series, edges)
