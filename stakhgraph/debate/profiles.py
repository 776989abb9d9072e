"""The profile of one thing: all that the graph states about it.

Facts, stances, citations, comparisons and mentions. Statements of the documents stay apart from
inferences of the editors, and every stance keeps its holder, attitude, reporter, pages and
passage.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from stakhgraph.debate import name_search
from stakhgraph.debate.argument import ANSWERS, Answer, Argument, main_questions
from stakhgraph.debate.name_search import Thing
from stakhgraph.debate.stances import Stance, from_rows, in_reading_order, place_key
from stakhgraph.debate.values import Value, values_of
from stakhgraph.project import Project
from stakhgraph.queries import answering, catalogue
from stakhgraph.rdf.answers import Queryable
from stakhgraph.rdf.tables import grouped, values

_WHOSE = "the document leaves open whose sentence it is"

ROLES: Mapping[str, str] = {
    "itself": "who says what of it, and who says so",
    "holds": "holds",
    "qualifies": "qualifies",
    "rejects": "rejects",
    "leaves open": "leaves open",
    "inferred": "where it would stand, as the editors infer; no document says so",
    "perhaps holds": f"perhaps holds: {_WHOSE}",
    "perhaps qualifies": f"perhaps qualifies: {_WHOSE}",
    "perhaps rejects": f"perhaps rejects: {_WHOSE}",
    "perhaps leaves open": f"perhaps leaves open: {_WHOSE}",
    "reports": "reports of others",
    "expressed here": "said in it",
    "on this": "who says what of it, and who says so",
    "on a part of this": "on a part of it",
    "answers this": "answers to it",
    "on the whole": "on a whole assumption of which this is a part",
    "gives this answer": "positions that give this answer, as the editors group them",
    "goes with it in part": "positions that go with it in part",
    "leaves it open": "positions that leave it open",
    "against it": "positions against it",
    "set side by side": "positions that the editors set side by side",
    "about this": "what is said about it",
}
"""The roles of a thing in a stance, in the order in which they are shown, and their words."""

_ANSWERING = "answers this"
"""The role of a question in the stances that answer it."""

_LONG = 12
"""A longer list of stances is divided."""

_RANK = "rank"
"""The property that only puts answers and main questions into order."""

_TAKEN = ("holds", "qualifies", "rejects", "leaves open")
"""The roles of a person in a stance of his own, by its attitude."""

OWN_ROLES = (*_TAKEN, "inferred", *(f"perhaps {role}" for role in _TAKEN))
"""The roles in which a stance is, or may be, the thing's own; it need not be named again then."""

_OWN = ("itself", *_TAKEN)


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
class Comparison:
    """A comparison or disagreement of the thing, or of a stance of its own, and who asserts it."""

    label: str
    relation: str
    respect: str
    asserter: str
    place: str
    document: str
    anchor: str


@dataclass(frozen=True)
class SeriesPlace:
    """The place of a stance of the thing's own in an argument's descent, and who tells it."""

    lineage: str
    position: int
    members: int
    view: str
    year: str
    basis: str
    asserter: str
    place: str
    document: str
    anchor: str

    @property
    def told(self) -> str:
        """The lineage and the place in it."""
        return f"{self.lineage}: place {self.position} of {self.members}"

    @property
    def dated(self) -> str:
        """The year with what it is, or “no date”."""
        return f"{self.basis} {self.year}" if self.year else self.basis


@dataclass(frozen=True)
class Profile:
    """All about one thing: stances by role, mentions by relation. IRIs are in full.

    A main question has ``answers``; ``thesis`` are the positions that sum up a holder's own thesis,
    as the editors choose them; ``argument`` puts the positions under questions and answers.
    """

    thing: Thing
    facts: tuple[tuple[str, str], ...]
    answers: tuple[Answer, ...]
    thesis: tuple[Stance, ...]
    values: tuple[Value, ...]
    lineages: tuple[SeriesPlace, ...]
    positions: tuple[tuple[str, tuple[Stance, ...]], ...]
    argument: Argument
    citations: tuple[Citation, ...]
    comparisons: tuple[Comparison, ...]
    mentions: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]

    def divided(self, role: str, stances: Sequence[Stance]) -> list[tuple[str, Sequence[Stance]]]:
        """Return the stances of a role under headings, to be read one part after the other.

        Those that answer a main question stand under its answers; a long list of others under main
        questions. The heading is empty where a list stays in one piece, and for what is left over.
        """
        if role == _ANSWERING and self.answers:
            return list(self.argument.by_answer(self.thing.label, stances).items())
        if len(stances) <= _LONG:
            return [("", stances)]
        return list(self.argument.by_question(stances).items())

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, ready for JSON."""
        return {
            **asdict(self.thing),
            "facts": [{"property": name, "value": value} for name, value in self.facts],
            "answers": [asdict(answer) for answer in self.answers],
            "thesis": [stance.to_dict() for stance in self.thesis],
            "values": [asdict(value) for value in self.values],
            "lineages": [asdict(one) for one in self.lineages],
            "positions": {
                role: [stance.to_dict() for stance in stances] for role, stances in self.positions
            },
            "citations": [asdict(citation) for citation in self.citations],
            "likenesses": [asdict(comparison) for comparison in self.comparisons],
            "mentions": {
                relation: [{"label": label, "place": place} for label, place in mentions]
                for relation, mentions in self.mentions
            },
        }


def profile_of(project: Project, on: Queryable, name: str) -> Profile:
    """Return the profile of the thing of this name.

    Raises Ambiguous or UnknownName as `name_search.find` does.
    """
    return Profiles(project, on).of(name_search.find(project, on, name))


def all_stances(project: Project, on: Queryable) -> tuple[Stance, ...]:
    """Return every stance of the graph, sorted by IRI."""
    return Profiles(project, on).stances


class Profiles:
    """The profiles of one state of a graph; the queries that all profiles need run only once."""

    def __init__(self, project: Project, on: Queryable) -> None:
        self._project = project
        self._on = on

    def of(self, thing: Thing) -> Profile:
        """Return the profile of one thing."""
        stances = self._stances_of(thing.iri)
        citations = self._citations_of(thing.iri)
        comparisons = self._comparisons_of(thing.iri, stances)
        shown = {stance.stance for _, held in stances for stance in held}
        shown |= {citation.citation for citation in citations} | comparisons.keys()
        return Profile(
            thing,
            self._facts(thing.iri),
            self._answers(thing),
            self._thesis(thing, stances),
            self._values(thing.iri),
            self._lineages_of(stances),
            stances,
            self._argument,
            citations,
            tuple(comparisons.values()),
            self._mentions(thing.iri, shown),
        )

    @cached_property
    def stances(self) -> tuple[Stance, ...]:
        """Every stance of the graph, sorted by IRI."""
        groups = grouped("stance", self._rows("portrait/stances"))
        return tuple(from_rows(rows) for rows in groups.values())

    @cached_property
    def _stance(self) -> Mapping[str, Stance]:
        return {stance.stance: stance for stance in self.stances}

    @cached_property
    def _editions(self) -> Mapping[str, set[str]]:
        """The editions of each work and of each creator."""
        found: dict[str, set[str]] = {}
        for row in self._rows("portrait/editions"):
            for whose in (row["work"], row["creator"]):
                found.setdefault(whose, set()).add(row["edition"])
        return found

    @cached_property
    def _citations(self) -> Mapping[str, Sequence[dict[str, str]]]:
        return grouped("citation", self._rows("portrait/citations"))

    @cached_property
    def _citations_by_end(self) -> Mapping[str, list[str]]:
        """The citations in which each edition cites or is cited."""
        found: dict[str, list[str]] = {}
        for citation, rows in self._citations.items():
            for end in {rows[0]["cited"], rows[0]["citing"]}:
                found.setdefault(end, []).append(citation)
        return found

    @cached_property
    def _series(self) -> Sequence[dict[str, str]]:
        return self._rows("lineage/series")

    @cached_property
    def _comparisons(self) -> Sequence[dict[str, str]]:
        return self._rows("portrait/likenesses")

    @cached_property
    def _argument(self) -> Argument:
        return Argument(self._rows("portrait/questions"), self._rows("portrait/answers"))

    @cached_property
    def _valued(self) -> frozenset[str]:
        """The things that have values: few, so that the long query is asked of no other."""
        return frozenset(row["thing"] for row in self._rows("portrait/valued"))

    def _values(self, iri: str) -> tuple[Value, ...]:
        rows = self._rows("portrait/values", thing=iri) if iri in self._valued else ()
        return values_of(rows)

    def _answers(self, thing: Thing) -> tuple[Answer, ...]:
        """Return the answers to a main question; to another thing, none."""
        if thing.kind != "question":
            return ()
        rows = self._rows(ANSWERS, asked=thing.iri)
        return tuple(answer for one in main_questions(rows) for answer in one.answers)

    def _thesis(
        self, thing: Thing, positions: Iterable[tuple[str, Sequence[Stance]]]
    ) -> tuple[Stance, ...]:
        """Return the positions that sum up the thing's own thesis, if it has one."""
        own = [one for role, held in positions if role in _TAKEN for one in held]
        return self._argument.thesis(own)

    def _rows(self, name: str, **params: str) -> list[dict[str, str]]:
        query = catalogue.find(self._project, name)
        table = answering.run(query, on=self._on, params=params, prefixes=self._project.prefixes)
        return list(table.records())

    def _facts(self, iri: str) -> tuple[tuple[str, str], ...]:
        rows = self._rows("overview/statements", thing=iri)
        return tuple((row["property"], _value(row)) for row in rows if row["property"] != _RANK)

    def _stances_of(self, iri: str) -> tuple[tuple[str, tuple[Stance, ...]], ...]:
        """Return the stances in which a thing has a role, by the first of its roles in each."""
        roles: dict[str, str] = {}
        for row in self._rows("portrait/roles", thing=iri):
            known = roles.get(row["stance"], row["role"])
            roles[row["stance"]] = min(known, row["role"], key=list(ROLES).index)
        if not roles:
            return ()
        by_role: dict[str, list[Stance]] = {role: [] for role in ROLES}
        for stance in self._chosen(roles):
            role = roles[stance.stance]
            inferred = role in _TAKEN and stance.inferred
            by_role["inferred" if inferred else role].append(stance)
        return tuple(
            (role, tuple(in_reading_order(stances))) for role, stances in by_role.items() if stances
        )

    def _chosen(self, iris: Iterable[str]) -> Iterable[Stance]:
        """Return the stances of these IRIs, sorted by IRI as all stances are."""
        return (self._stance[iri] for iri in sorted(self._stance.keys() & set(iris)))

    def _lineages_of(
        self, stances: Iterable[tuple[str, Sequence[Stance]]]
    ) -> tuple[SeriesPlace, ...]:
        """Return where the thing's own stances stand in the lineages that are told."""
        ours = {one.stance for role, held in stances if role in OWN_ROLES for one in held}
        sizes: dict[str, int] = {}
        for row in self._series:
            sizes[row["lineage"]] = max(sizes.get(row["lineage"], 0), int(row["position"]))
        found = (row for row in self._series if row["stance"] in ours)
        return tuple(dict.fromkeys(_place(row, sizes[row["lineage"]]) for row in found))

    def _citations_of(self, iri: str) -> tuple[Citation, ...]:
        ours = {iri} | self._editions.get(iri, set())
        found = []
        for citation in sorted({c for one in ours for c in self._citations_by_end.get(one, ())}):
            rows = self._citations[citation]
            if rows[0]["cited"] in ours:
                found.append(_citation(citation, "is cited by", ("cited", "citing"), rows))
            if rows[0]["citing"] in ours:
                found.append(_citation(citation, "cites", ("citing", "cited"), rows))
        return tuple(sorted(found, key=lambda c: (c.direction, *place_key(c.places), c.other)))

    def _comparisons_of(
        self, iri: str, stances: Iterable[tuple[str, Sequence[Stance]]]
    ) -> dict[str, Comparison]:
        """Return comparisons and disagreements of the thing or of its own stances, by IRI."""
        ours = {iri} | {
            stance.stance
            for role, held in stances
            if role in _OWN
            for stance in held
            if not stance.inferred
        }
        wanted = {row["set"] for row in self._comparisons if row["side"] in ours}
        fields = ("label", "relation", "respect", "asserter", "place", "document", "anchor")
        return {
            row["set"]: Comparison(*(row[name] for name in fields))
            for row in self._comparisons
            if row["set"] in wanted
        }

    def _mentions(
        self, iri: str, shown: Iterable[str]
    ) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
        """Return what refers to the thing, except for what the profile shows already."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for row in self._rows("overview/mentions", thing=iri):
            if row["from"] not in shown:
                groups.setdefault(row["relation"], []).append((row["fromLabel"], row["place"]))
        return tuple((relation, tuple(found)) for relation, found in groups.items())


def _place(row: Mapping[str, str], members: int) -> SeriesPlace:
    fields = ("view", "year", "yearBasis", "asserter", "place", "document", "anchor")
    position = int(row["position"])
    return SeriesPlace(row["lineage"], position, members, *(row[name] for name in fields))


def _value(row: Mapping[str, str]) -> str:
    """Return a value, with the witness of what the editors have added to the documents."""
    value = row["valueLabel"] or row["value"]
    return f"{value} (added by the editors, from: {row['added']})" if row["added"] else value


def _citation(
    citation: str, direction: str, ends: tuple[str, str], rows: Sequence[Mapping[str, str]]
) -> Citation:
    own, other = (rows[0][f"{end}Label"] for end in ends)
    lists = ("kind", "as", "pages", "place", "document", "anchor")
    return Citation(citation, direction, own, other, *(values(rows, name) for name in lists))
