"""One thing and all that the graph says of it: facts, positions, who reports them, citations.

What the documents say and what the curators infer stay apart, and every position keeps its holder,
attitude, reporter, pages and passage.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from stakhgraph import queries
from stakhgraph.debate import name_search
from stakhgraph.debate.name_search import Thing
from stakhgraph.project import Project
from stakhgraph.rdf.answers import Asked
from stakhgraph.rdf.tables import grouped, values

ROLES: Mapping[str, str] = {
    "itself": "who holds it, and who says so",
    "holds": "holds",
    "inferred": "would hold, as the curators infer; no document says so",
    "perhaps holds": "perhaps holds: the document leaves open whose sentence it is",
    "reports": "reports of others",
    "expressed here": "said in it",
    "on this": "who holds it, and who says so",
    "on a part of this": "on a part of it",
    "answers this": "answers to it",
    "about this": "what is held about it",
}
"""What a thing can be to a position, in the order in which it is told, and the words for it."""

_OWN = ("itself", "holds")


@dataclass(frozen=True)
class Position:
    """One stance: who holds what, who says so, on which page; texts are empty where unknown.

    ``holders`` are alternatives unless ``certain``. ``cited`` is the page of the holder's own text,
    of the editions named; ``places`` are those of the document, with their ``anchors``.
    """

    stance: str
    holders: tuple[str, ...]
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

    @property
    def inferred(self) -> bool:
        """Whether no document says it: the curators infer it."""
        return self.attestation.startswith("inferred")


@dataclass(frozen=True)
class Citation:
    """One citation seen from one end: ``direction`` is "cites" or "is cited by"."""

    citation: str
    direction: str
    own: str
    other: str
    kinds: tuple[str, ...]
    cited_as: tuple[str, ...]
    pages: tuple[str, ...]
    places: tuple[str, ...]
    documents: tuple[str, ...]
    anchors: tuple[str, ...]


@dataclass(frozen=True)
class Likeness:
    """What the thing, or a position of its own, is set beside or against, and by whom."""

    label: str
    relation: str
    respect: str
    asserter: str
    place: str
    document: str
    anchor: str


@dataclass(frozen=True)
class Portrait:
    """All about one thing. ``positions`` by role, ``mentions`` by relation; IRIs are in full."""

    thing: Thing
    facts: tuple[tuple[str, str], ...]
    positions: tuple[tuple[str, tuple[Position, ...]], ...]
    citations: tuple[Citation, ...]
    likenesses: tuple[Likeness, ...]
    mentions: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]

    def to_dict(self) -> dict[str, Any]:
        """Give plain values, ready for JSON."""
        return {
            **asdict(self.thing),
            "facts": [{"property": name, "value": value} for name, value in self.facts],
            "positions": {role: [asdict(one) for one in found] for role, found in self.positions},
            "citations": [asdict(one) for one in self.citations],
            "likenesses": [asdict(one) for one in self.likenesses],
            "mentions": {
                relation: [{"label": label, "place": place} for label, place in found]
                for relation, found in self.mentions
            },
        }


def portray(project: Project, on: Asked, name: str) -> Portrait:
    """Give all about the thing of this name; Ambiguous or UnknownName as `naming.find` says."""
    return Gallery(project, on).portray(name_search.find(project, on, name))


def positions(project: Project, on: Asked) -> tuple[Position, ...]:
    """Give every position of the graph, by the IRI of its stance."""
    return Gallery(project, on).positions


class Gallery:
    """Portraits of the things of one state of a graph: what they share is asked for once."""

    def __init__(self, project: Project, on: Asked) -> None:
        self._project = project
        self._on = on

    def portray(self, thing: Thing) -> Portrait:
        """Give all about one thing."""
        found = self._positions_of(thing.iri)
        citations = self._citations_of(thing.iri)
        likenesses = self._likenesses_of(thing.iri, found)
        told = {one.stance for _, held in found for one in held}
        told |= {one.citation for one in citations} | likenesses.keys()
        return Portrait(
            thing,
            self._facts(thing.iri),
            found,
            citations,
            tuple(likenesses.values()),
            self._mentions(thing.iri, told),
        )

    @cached_property
    def positions(self) -> tuple[Position, ...]:
        """Every position of the graph, by the IRI of its stance."""
        found = grouped("stance", self._rows("portrait/stances"))
        return tuple(_position(stance, rows) for stance, rows in found.items())

    @cached_property
    def _editions(self) -> Sequence[dict[str, str]]:
        return self._rows("portrait/editions")

    @cached_property
    def _citations(self) -> Mapping[str, Sequence[dict[str, str]]]:
        return grouped("citation", self._rows("portrait/citations"))

    @cached_property
    def _likenesses(self) -> Sequence[dict[str, str]]:
        return self._rows("portrait/likenesses")

    def _rows(self, name: str, **params: str) -> list[dict[str, str]]:
        query = queries.find(self._project, name)
        table = queries.run(query, on=self._on, params=params, prefixes=self._project.prefixes)
        return list(table.records())

    def _facts(self, iri: str) -> tuple[tuple[str, str], ...]:
        rows = self._rows("overview/statements", thing=iri)
        return tuple((row["property"], row["valueLabel"] or row["value"]) for row in rows)

    def _positions_of(self, iri: str) -> tuple[tuple[str, tuple[Position, ...]], ...]:
        roles: dict[str, str] = {}
        for row in self._rows("portrait/roles", thing=iri):
            kept = roles.get(row["stance"], row["role"])
            roles[row["stance"]] = min(kept, row["role"], key=list(ROLES).index)
        if not roles:
            return ()
        told: dict[str, list[Position]] = {role: [] for role in ROLES}
        for one in self.positions:
            if one.stance in roles:
                role = roles[one.stance]
                told["inferred" if role == "holds" and one.inferred else role].append(one)
        return tuple(
            (role, tuple(_in_reading_order(found))) for role, found in told.items() if found
        )

    def _citations_of(self, iri: str) -> tuple[Citation, ...]:
        ours = {iri} | {
            row["edition"] for row in self._editions if iri in (row["work"], row["creator"])
        }
        found = []
        for citation, rows in self._citations.items():
            if rows[0]["cited"] in ours:
                found.append(_citation(citation, "is cited by", ("cited", "citing"), rows))
            if rows[0]["citing"] in ours:
                found.append(_citation(citation, "cites", ("citing", "cited"), rows))
        return tuple(sorted(found, key=lambda one: (one.direction, *_place(one.places), one.other)))

    def _likenesses_of(
        self, iri: str, found: Iterable[tuple[str, Sequence[Position]]]
    ) -> dict[str, Likeness]:
        """Give comparisons and disagreements of the thing or of what it holds, by their IRI."""
        ours = {iri} | {
            one.stance for role, held in found if role in _OWN for one in held if not one.inferred
        }
        wanted = {row["set"] for row in self._likenesses if row["side"] in ours}
        fields = ("label", "relation", "respect", "asserter", "place", "document", "anchor")
        return {
            row["set"]: Likeness(*(row[name] for name in fields))
            for row in self._likenesses
            if row["set"] in wanted
        }

    def _mentions(
        self, iri: str, told: Iterable[str]
    ) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
        """Give what points to the thing, but for what has been told already."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for row in self._rows("overview/mentions", thing=iri):
            if row["from"] not in told:
                groups.setdefault(row["relation"], []).append((row["fromLabel"], row["place"]))
        return tuple((relation, tuple(found)) for relation, found in groups.items())


def _position(stance: str, rows: Sequence[Mapping[str, str]]) -> Position:
    first = rows[0]
    return Position(
        stance,
        values(rows, "holder"),
        first["certain"] == "yes",
        first["attitude"],
        first["position"],
        first["attestation"],
        values(rows, "reporter"),
        first["mode"],
        values(rows, "cited"),
        values(rows, "edition"),
        values(rows, "hedge"),
        values(rows, "hedger"),
        first["confidence"],
        values(rows, "reason"),
        values(rows, "note"),
        values(rows, "place"),
        values(rows, "document"),
        values(rows, "anchor"),
    )


def _citation(
    citation: str, direction: str, ends: tuple[str, str], rows: Sequence[Mapping[str, str]]
) -> Citation:
    own, other = (rows[0][f"{end}Label"] for end in ends)
    lists = ("kind", "as", "pages", "place", "document", "anchor")
    return Citation(citation, direction, own, other, *(values(rows, name) for name in lists))


def _in_reading_order(found: Iterable[Position]) -> Iterator[Position]:
    """Give positions as a reader of the documents meets them, those inferred by curators last."""
    yield from sorted(
        found, key=lambda one: (one.inferred, one.documents, *_place(one.places), one.stance)
    )


def _place(places: Sequence[str]) -> tuple[int, str]:
    """Give the first page or paragraph as a number to sort by, and the place itself."""
    place = places[0] if places else ""
    digits = "".join(c if c.isdigit() else " " for c in place).split()
    return int(digits[0]) if digits else 0, place
