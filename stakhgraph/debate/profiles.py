"""The profile of one thing: all that the graph states about it.

Facts, stances, citations, comparisons and mentions. Statements of the documents stay apart from
inferences of the editors, and every stance keeps its holder, attitude, reporter, pages and
passage.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from stakhgraph.debate.argument import ANSWERS, Answer, Argument, main_questions
from stakhgraph.debate.profile_rows import AskedRows, KeptRows, ProfileRows
from stakhgraph.debate.search import name_search
from stakhgraph.debate.search.names import Thing
from stakhgraph.debate.stances import Stance, from_rows, in_reading_order, place_key
from stakhgraph.debate.values import Value, values_of
from stakhgraph.project import Project
from stakhgraph.queries import own_questions
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
    thing = name_search.find(project, on, name)
    return Profiles(project, on, rows=AskedRows(project, on)).of(thing)


def all_stances(project: Project, on: Queryable) -> tuple[Stance, ...]:
    """Return every stance of the graph, sorted by IRI."""
    return Profiles(project, on).stances


class Profiles:
    """The profiles of one state of a graph.

    Without ``rows``, the queries that all profiles need run only once.
    """

    def __init__(self, project: Project, on: Queryable, rows: ProfileRows | None = None) -> None:
        self._project = project
        self._on = on
        self._of = (rows or KeptRows(project, on)).of

    def of(self, thing: Thing) -> Profile:
        """Return the profile of one thing."""
        stances = self._stances_of(thing.iri)
        citations = self._citations_of(thing.iri)
        comparisons = self._comparisons_of(thing.iri, stances)
        shown = {stance.stance for _, held in stances for stance in held}
        argument = self._argument(shown)
        shown |= {citation.citation for citation in citations} | comparisons.keys()
        return Profile(
            thing,
            self._facts(thing.iri),
            self._answers(thing),
            self._thesis(argument, stances),
            self._values(thing.iri),
            self._lineages_of(stances),
            stances,
            argument,
            citations,
            tuple(comparisons.values()),
            self._mentions(thing.iri, shown),
        )

    @property
    def stances(self) -> tuple[Stance, ...]:
        """Every stance of the graph, sorted by IRI."""
        return tuple(map(from_rows, grouped("stance", self._rows("portrait/stances")).values()))

    def _argument(self, stances: Collection[str]) -> Argument:
        """Return under which questions and answers these stances stand."""
        return Argument(
            self._of("portrait/questions", "stance", stances),
            self._of("portrait/answers", "stance", stances),
        )

    def _values(self, iri: str) -> tuple[Value, ...]:
        # Few things have values, so that the long query is asked of no other.
        valued = self._of("portrait/valued", "thing", [iri])
        return values_of(self._rows("portrait/values", thing=iri) if valued else ())

    def _answers(self, thing: Thing) -> tuple[Answer, ...]:
        """Return the answers to a main question; to another thing, none."""
        if thing.kind != "question":
            return ()
        rows = self._rows(ANSWERS, asked=thing.iri)
        return tuple(answer for one in main_questions(rows) for answer in one.answers)

    def _thesis(
        self, argument: Argument, positions: Iterable[tuple[str, Sequence[Stance]]]
    ) -> tuple[Stance, ...]:
        """Return the positions that sum up the thing's own thesis, if it has one."""
        own = [one for role, held in positions if role in _TAKEN for one in held]
        return argument.thesis(own)

    def _rows(self, name: str, **params: str) -> list[dict[str, str]]:
        return own_questions.rows(self._project, self._on, name, **params)

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
        found = grouped("stance", self._of("portrait/stances", "stance", roles))
        for stance in map(from_rows, found.values()):
            role = roles[stance.stance]
            inferred = role in _TAKEN and stance.inferred
            by_role["inferred" if inferred else role].append(stance)
        return tuple(
            (role, tuple(in_reading_order(stances))) for role, stances in by_role.items() if stances
        )

    def _lineages_of(
        self, stances: Iterable[tuple[str, Sequence[Stance]]]
    ) -> tuple[SeriesPlace, ...]:
        """Return where the thing's own stances stand in the lineages that are told."""
        ours = {one.stance for role, held in stances if role in OWN_ROLES for one in held}
        rows = self._of("lineage/series", "stance", ours)
        sizes = {
            row["lineage"]: int(row["length"])
            for row in self._of("portrait/series-length", "stance", ours)
        }
        return tuple(dict.fromkeys(_place(row, sizes[row["lineage"]]) for row in rows))

    def _citations_of(self, iri: str) -> tuple[Citation, ...]:
        ours = {iri} | {row["edition"] for row in self._of("portrait/editions", "by", [iri])}
        found = []
        by_citation = grouped("citation", self._of("portrait/citations", "end", ours))
        for citation, rows in sorted(by_citation.items()):
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
        wanted = {row["set"] for row in self._of("portrait/likenesses", "side", ours)}
        fields = ("label", "relation", "respect", "asserter", "place", "document", "anchor")
        return {
            row["set"]: Comparison(*(row[name] for name in fields))
            for row in self._of("portrait/likenesses", "set", wanted)
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
