"""Every work of the debate with its years, what is said in it and by whom, and what leads to what.

An atlas is what the lineage explorer shows, before anything is chosen and before it is drawn.
Citations lead from work to work. A step of an argument leads from stance to stance, so that no
argument is joined to another through a work that both pass through.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from stakhgraph import spelling
from stakhgraph.debate import profiles
from stakhgraph.debate.positions import Dating, Stands, datings
from stakhgraph.debate.stances import Stance
from stakhgraph.project import Project
from stakhgraph.queries import answering, catalogue
from stakhgraph.rdf.answers import Queryable
from stakhgraph.rdf.tables import grouped, values

__all__ = ["CITATIONS", "STEPS", "Arc", "Assumption", "Atlas", "Said", "Work", "gather"]

CITATIONS = "citations"
STEPS = "steps"

_TOPICS = 6  # as many as Okabe and Ito have colours that are strong on paper
_SHARED = 3  # a question that fewer works answer is no topic of the debate


@dataclass(frozen=True)
class Assumption:
    """An assumption, or the clause of one; ``whole`` is the slug of what it is a clause of."""

    slug: str
    label: str
    whole: str = ""


@dataclass(frozen=True)
class Said:
    """One stance as a work has it: the view, the attitude, who says so, and where.

    ``asked`` are the slugs of the assumption that it is a stance on and of the one that this is a
    clause of; ``reference`` is what a footnote would say, with both pages.
    """

    slug: str
    view: str
    label: str
    attitude: str
    code: str
    known: str
    asked: tuple[str, ...]
    questions: tuple[str, ...]
    reference: str
    position: Stance

    @property
    def inferred(self) -> bool:
        """Whether no document says it: the curators infer it."""
        return self.position.inferred


@dataclass(frozen=True)
class Work:
    """A work: ``editions`` are the datings of those that the documents name."""

    slug: str
    label: str
    titles: tuple[str, ...]
    authors: tuple[str, ...]
    editions: tuple[Dating, ...]
    said: tuple[Said, ...]
    topic: str = ""
    keys: tuple[str, ...] = ()

    def stands(self, basis: str) -> Stands:
        """Give its year, the other year, and whether the first is sure."""
        dated = [d for d in self.editions if d.cited is not None or d.first is not None]
        if not dated:
            return None, None, True
        chosen = min(dated, key=lambda d: (d.stands(basis)[0] or 0, d.cited or 0))
        year, other, sure = chosen.stands(basis)
        last = max((d.cited for d in dated if d.cited is not None), default=None)
        if other is None and year is not None and last is not None and last > year:
            other = last
        return year, other, sure

    def on(self, assumption: str) -> tuple[Said, ...]:
        """Give what it says on an assumption and its clauses, or on any of them."""
        return tuple(s for s in self.said if (assumption in s.asked if assumption else s.asked))


@dataclass(frozen=True)
class Arc:
    """What leads from an earlier point to a later one, and from which work to which.

    A point is a work where ``of`` is citations, a stance where it is steps.
    """

    of: str
    earlier: str
    later: str
    source: str
    target: str
    kind: str
    explicitness: str
    words: str


@dataclass(frozen=True)
class Atlas:
    """Works by slug, arcs, assumptions with their clauses, and the topics by number of works.

    ``elsewhere`` counts the stances for which no work is named.
    """

    works: Mapping[str, Work]
    arcs: tuple[Arc, ...]
    assumptions: tuple[Assumption, ...]
    topics: Mapping[str, str]
    attitudes: Mapping[str, str]
    elsewhere: int


def gather(project: Project, on: Queryable) -> Atlas:
    """Give the atlas of a project's graph, from its own questions."""
    desk = _Desk(project, on)
    assumptions = tuple(desk.assumptions())
    rows = desk.rows("explorer/stances")
    said, homes = _sayings(rows, profiles.all_stances(project, on), assumptions)
    topics = _topics(rows)
    works = {work.slug: work for work in desk.works(said, homes, topics)}
    arcs = (*desk.citations(), *desk.steps(homes))
    return Atlas(
        works,
        tuple(arc for arc in arcs if arc.source in works and arc.target in works),
        assumptions,
        topics,
        {row["code"]: row["attitude"] for row in rows},
        sum(not places for places in homes.values()),
    )


def slug(iri: str) -> str:
    """Give the last part of an IRI."""
    return iri.rsplit("/", 1)[-1]


class _Desk:
    """The project's own questions, asked of one graph."""

    def __init__(self, project: Project, on: Queryable) -> None:
        self._project = project
        self._on = on

    def rows(self, name: str) -> list[dict[str, str]]:
        query = catalogue.find(self._project, name)
        return list(answering.run(query, on=self._on, prefixes=self._project.prefixes).records())

    def assumptions(self) -> Iterator[Assumption]:
        """Give each assumption before its clauses, those without clauses last."""
        rows = [r for r in self.rows("drawings/subjects") if r["class"].endswith("#Assumption")]
        wholes = {row["whole"] for row in rows}
        found = {
            row["subject"]: Assumption(slug(row["subject"]), row["label"], slug(row["whole"]))
            for row in rows
        }
        for iri in sorted(found, key=lambda iri: (iri not in wholes, found[iri].label)):
            if not found[iri].whole:
                yield found[iri]
                yield from sorted(
                    (one for one in found.values() if one.whole == slug(iri)),
                    key=lambda one: one.label,
                )

    def works(
        self,
        said: Mapping[str, Said],
        homes: Mapping[str, set[str]],
        topics: Mapping[str, str],
    ) -> Iterator[Work]:
        dated: dict[str, dict[Dating, None]] = {}
        for dating in datings(self.rows("drawings/editions")).values():
            dated.setdefault(slug(dating.work), {})[dating] = None
        told: dict[str, list[Said]] = {}
        for stance, places in homes.items():
            for home in places:
                told.setdefault(home, []).append(said[stance])
        for iri, rows in grouped("work", self.rows("explorer/works")).items():
            name, first = slug(iri), rows[0]
            authors, titles = values(rows, "creator"), values(rows, "title")
            own = tuple(sorted(told.get(name, ()), key=_in_reading_order))
            spelt = (first["label"], *titles, *authors, *values(rows, "family"))
            yield Work(
                name,
                first["label"],
                titles,
                authors,
                tuple(dated.get(name, ())),
                own,
                _topic(own, topics),
                tuple(dict.fromkeys(spelling.key(text) for text in spelt)),
            )

    def citations(self) -> Iterator[Arc]:
        """Give each pair of works once, by the strongest kind among its citations."""
        pairs: dict[tuple[str, str], list[dict[str, str]]] = {}
        for row in self.rows("citations/edges"):
            pairs.setdefault((slug(row["cited"]), slug(row["citing"])), []).append(row)
        for (cited, citing), rows in sorted(pairs.items()):
            if cited != citing:
                opposed, quoted = (any(r[n] == "1" for r in rows) for n in ("opposed", "quoted"))
                kind = "disputes" if opposed else "quotes" if quoted else "cites"
                times = sum(int(row["times"]) for row in rows)
                words = f"cited {times} times" if times > 1 else "cited once"
                yield Arc(CITATIONS, cited, citing, cited, citing, kind, "stated", words)

    def steps(self, homes: Mapping[str, set[str]]) -> Iterator[Arc]:
        for row in self.rows("lineage/edges"):
            own = row["whose"] == "the teller’s"
            implied = "impliedByOrder" if own else "inferred"
            how = "stated" if row["explicitness"] == "stated" else implied
            words = f"{row['lineage']}: {row['later']} {_told(row['kind'])} {row['earlier']}"
            words += f", {row['explicitness']}; {row['asserter']}, {row['place']}"
            for source in sorted(homes.get(row["from"], ())):
                for target in sorted(homes.get(row["to"], ())):
                    ends = slug(row["from"]), slug(row["to"]), source, target
                    yield Arc(STEPS, *ends, row["kind"], how, words)


def _told(kind: str) -> str:
    return f"comes {kind} than" if kind.startswith("later") else kind


# ------------------------------------------------------------------------------------------ stances


def _sayings(
    rows: Iterable[dict[str, str]],
    positions: Iterable[Stance],
    assumptions: Iterable[Assumption],
) -> tuple[dict[str, Said], dict[str, set[str]]]:
    """Give every stance by its IRI, and the works in which it stands."""
    full = {one.stance: one for one in positions}
    whole = {one.slug: one.whole for one in assumptions}
    said: dict[str, Said] = {}
    homes: dict[str, set[str]] = {}
    for stance, same in grouped("stance", rows).items():
        if stance not in full:
            continue
        first, view = same[0], slug(same[0]["view"])
        asked = tuple(filter(None, (view, whole[view]))) if view in whole else ()
        homes[stance] = {slug(row["work"]) for row in same if row["work"]}
        said[stance] = Said(
            slug(stance),
            view,
            first["label"],
            first["attitude"],
            first["code"],
            first["known"],
            asked,
            values(same, "question"),
            _reference(full[stance], values(same, "family"), values(same, "teller")),
            full[stance],
        )
    return said, homes


def _reference(one: Stance, families: Sequence[str], tellers: Sequence[str]) -> str:
    """Give holder and pages, then who reports it and on which page of theirs.

    The holder's page is one of the edition cited, and the reporter's one of the document.
    """
    names = families if len(families) == len(one.holders) else one.holders
    joint = ", ".join(names) if one.certain else " or ".join(names)
    places = "; ".join(p.removeprefix("p. ").removeprefix("pp. ") for p in one.places)
    if one.inferred:
        return f"{joint}: inferred by the curators from {'; '.join(one.places)}"
    if one.attestation == "at first hand":
        return f"{joint} {places}"
    own = " ".join([joint, "; ".join(one.cited)]).strip()
    teller = ", ".join(tellers or one.reporters)
    return f"{own}, as reported in {teller} {places}"


def _in_reading_order(said: Said) -> tuple[object, ...]:
    """Put stances on assumptions first and inferences last, each in the order of the pages."""
    place = said.position.places[0] if said.position.places else ""
    digits = "".join(c if c.isdigit() else " " for c in place).split()
    page = int(digits[0]) if digits else 0
    return said.inferred, not said.asked, said.position.documents, page, place, said.slug


# ------------------------------------------------------------------------------------------- topics


def _topics(rows: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Give the questions that most works answer, with their words."""
    works: dict[str, set[str]] = {}
    words: dict[str, str] = {}
    for row in rows:
        if row["question"] and row["work"] and not row["known"].startswith("inferred"):
            works.setdefault(row["question"], set()).add(row["work"])
            words[row["question"]] = row["heading"]
    ranked = sorted(works, key=lambda question: (-len(works[question]), words[question]))
    shared = [question for question in ranked if len(works[question]) >= _SHARED]
    return {question: words[question] for question in shared[:_TOPICS]}


def _topic(said: Iterable[Said], topics: Mapping[str, str]) -> str:
    """Give the topic that most of what is said belongs to, the commonest where several do."""
    count = Counter(q for one in said if not one.inferred for q in one.questions if q in topics)
    rank = {question: place for place, question in enumerate(topics)}
    return min(count, key=lambda question: (-count[question], rank[question]), default="")
