"""What can be drawn, and how: who cites whom, an argument's descent, an assumption, the decades.

``scene`` asks the project's own questions of any store or endpoint and hands the answers to one of
the two layouts (``scene``: works and links, ``bands``: positions by question). Each work stands at
its first year as far as a source gives it, or, with the basis ``cited``, at the year of the edition
that is cited; a bar leads to the other year.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from stakhgraph.debate import lineage, name_search
from stakhgraph.debate.descent import Descent
from stakhgraph.debate.positions import (
    RESTS,
    UNDATED,
    Dating,
    Position,
    Stands,
    by_question,
    datings,
    debated,
    earliest,
    merged,
    oldest_first,
    positions,
    resting,
    shortened,
    voices,
    with_year,
)
from stakhgraph.debate.what_if import CAUTION, WhatIf
from stakhgraph.drawing import bands
from stakhgraph.drawing.scene import WIDTH, Edge, Node, Scene, layout
from stakhgraph.drawing.symbols import Legend
from stakhgraph.errors import UnknownName, UsageError
from stakhgraph.project import Project
from stakhgraph.queries import answering, catalogue
from stakhgraph.rdf.answers import Queryable
from stakhgraph.rdf.tables import Table
from stakhgraph.rdf.terms import Iri
from stakhgraph.wording import counted

_T = TypeVar("_T")

__all__ = [
    "BASES",
    "DRAWINGS",
    "WIDTH_MM",
    "Subject",
    "provenance",
    "scene",
    "subjects",
    "without",
]

DRAWINGS: Mapping[str, str] = {
    "citations": "who cites whom, in time",
    "lineage": "the descent of one argument, stated and implied steps told apart",
    "assumption": "who holds an assumption, who contests it, and which views rest on it",
    "decades": "the positions on each question in time, or on one question",
}
"""What can be drawn, with a line that says what it shows."""

BASES: Mapping[str, str] = {
    "first": "Years: first edition where a source gives it, else the edition cited (≤).",
    "cited": "Years: the edition cited; a bar leads back to the first, where a source gives it.",
}
"""At which year a work stands, with a line that says so."""

WIDTH_MM = 180.0
"""The usual width in print: a journal's full page; 85 is a column."""

_PAGE_MM = 297.0  # a narrow drawing is for a column, which is no longer than a page
_CLASSES = {"lineage": "Lineage", "assumption": "Assumption", "decades": "Question"}
_KINDS = {"lineage": "lineage", "assumption": "prop", "decades": "question"}
_OTHER = {"first": "bar: to the edition cited", "cited": "bar: from the first edition"}


@dataclass(frozen=True)
class Subject:
    """What a drawing can be about; ``whole`` is the assumption that a clause is part of."""

    iri: str
    label: str
    whole: str = ""

    @property
    def slug(self) -> str:
        """The last part of the IRI."""
        return self.iri.rsplit("/", 1)[-1]


def scene(
    project: Project,
    store: Queryable,
    what: str,
    *,
    about: str | None = None,
    basis: str = "first",
    width_mm: float = WIDTH_MM,
) -> Scene:
    """Lay out one of the drawings for a width in print.

    ``about`` is an IRI, prefixed name, slug or label: of a lineage or an assumption, which those
    two drawings need, or of a question for ``decades``. Raises UnknownName for a drawing, basis or
    subject that there is not, and UsageError for a width that leaves labels or years no room.
    """
    draw = _known(_DRAW, what, "drawing")
    _known(BASES, basis, "basis")
    asked = _Asked(project, store, basis)
    drawn = draw(asked, _subject(asked, what, about), round(width_mm * WIDTH / WIDTH_MM, 2))
    tall = drawn.height * width_mm / drawn.width
    if width_mm < WIDTH_MM and tall > _PAGE_MM:
        raise UsageError(
            f"{what} would be {tall:.0f} mm tall at a width of {width_mm:g} mm",
            remedy=f"Draw it {WIDTH_MM:g} mm wide.",
        )
    return drawn


def provenance(
    project: Project, store: Queryable, basis: str, names: Sequence[str]
) -> tuple[str, ...]:
    """Give the last lines of a caption: documents, version of the data, years, and questions."""
    return _Asked(project, store, basis, list(names)).caption(every=True)


def subjects(project: Project, store: Queryable, what: str) -> tuple[Subject, ...]:
    """Give what a drawing can be about, by label: nothing for ``citations``."""
    rows = _Asked(project, store, "first").rows("drawings/subjects")
    kind = _CLASSES.get(what)
    found = {
        row["subject"]: Subject(row["subject"], row["label"], row["whole"])
        for row in rows
        if kind and row["class"].endswith(f"#{kind}")
    }
    return tuple(found.values())


def _known(among: Mapping[str, _T], name: str, noun: str) -> _T:
    if name not in among:
        raise UnknownName(f"no {noun} {name!r}", remedy=f"There are {', '.join(among)}.")
    return among[name]


# ------------------------------------------------------------------------------------------ asking


@dataclass(frozen=True)
class _Asked:
    """The project's questions put to a store, remembered in the order in which they were put."""

    project: Project
    store: Queryable
    basis: str
    names: list[str] = field(default_factory=list)
    documents: set[str] = field(default_factory=set)

    def table(self, name: str, **params: str) -> Table:
        if name not in self.names:
            self.names.append(name)
        query = catalogue.find(self.project, name)
        return answering.run(query, on=self.store, params=params, prefixes=self.project.prefixes)

    def rows(self, name: str, **params: str) -> list[dict[str, str]]:
        """Give the rows of an answer; the documents that they name are remembered."""
        found = list(self.table(name, **params).records())
        self.documents.update(row["document"] for row in found if row.get("document"))
        return found

    def caption(self, *told: str, every: bool = False) -> tuple[str, ...]:
        """Say from which documents, of which version, by which questions.

        Those documents are named that the answers name, or with ``every`` all of them.
        """
        release = catalogue.find(self.project, "drawings/release")
        rows = list(answering.run(release, on=self.store).records())
        documents = sorted((not every and self.documents) or {row["document"] for row in rows})
        versions = dict.fromkeys(
            " of ".join(filter(None, (row["version"], row["modified"]))) for row in rows
        )
        data = "; ".join(filter(None, versions)) or "not given"
        return (
            *told,
            f"Documents: {'; '.join(documents) or 'none'}. Data: version {data}.",
            f"{BASES[self.basis]} Queries: {', '.join(self.names)}.",
        )


def _subject(asked: _Asked, what: str, about: str | None) -> Subject | None:
    """Find what a drawing is about by IRI, prefixed name, slug or label."""
    if what == "citations" or (what == "decades" and about is None):
        if about is not None:
            raise UsageError(f"{what} is about everything", remedy=f"Leave out {about!r}.")
        return None
    every = {subject.iri: subject for subject in subjects(asked.project, asked.store, what)}
    shown = ", ".join(asked.project.prefixes.shorten(Iri(iri)) for iri in list(every)[:12])
    remedy = f"There are {shown}." if shown else "The graph has none."
    if about is None:
        raise UsageError(f"{what} needs to know which one", remedy=remedy)
    thing = name_search.find(asked.project, asked.store, about, kinds=(_KINDS[what],))
    if thing.iri not in every:
        raise UnknownName(f"{thing.label} is none that can be drawn", remedy=remedy)
    return every[thing.iri]


# --------------------------------------------------------------------------------------- citations

NO_VERDICT = "none"
"""The sign of a work that the documents do not give a verdict on productivity from."""


def _citations(asked: _Asked, _subject: Subject | None, width: float) -> Scene:
    nodes, edges = _citation_network(asked)
    return layout(
        nodes,
        edges,
        title="Who cites whom in the debate",
        subtitle="Each work that a note cites or quotes, and the work that the note stands in.",
        caption=asked.caption(every=True),
        legend=Legend(
            shapes={
                "positive": "good",
                "negative": "bad",
                "undetermined": "left open",
                "no effect": "no effect",
                NO_VERDICT: "no verdict reported",
            },
            shapes_name="On output, as reported",
            kinds={"quotes": "is quoted in", "cites": "is cited in", "disputes": "is disputed in"},
            explicitness={"stated": "stated in a note"},
            until=_OTHER[asked.basis],
        ),
        name="citations",
        width=width,
        backward=True,
    )


def _citation_network(asked: _Asked) -> tuple[list[Node], list[Edge]]:
    """Give the works and the citations between them, each work once.

    Each issue of a newspaper is a work of its own here, since it has its own day. The shape is the
    work's verdict on productivity or on the disruption of production, if a document reports one.
    """
    by_node: dict[str, list[dict[str, str]]] = {}
    for row in asked.rows("citations/edges"):
        by_node.setdefault(_cited_id(row), []).append(row)
    verdicts = {row["work"]: row["verdict"] for row in asked.rows("productivity/verdicts")}
    dated = datings(asked.rows("drawings/editions"))
    nodes = {
        key: _cited(key, rows, list(_editions(rows, dated.values())), verdicts, asked.basis)
        for key, rows in by_node.items()
    }
    for row in asked.rows("works/citing"):
        year = int(row["year"]) if row["year"] else None
        nodes[row["work"]] = Node(
            row["work"], shortened(row["label"], year), year, shape=NO_VERDICT, title=row["label"]
        )
    return list(nodes.values()), [_citation(*found) for found in sorted(by_node.items())]


def _cited_id(row: Mapping[str, str]) -> str:
    return f"{row['cited']}#{row['year']}" if row["yearBasis"] == "issue" else row["cited"]


def _editions(rows: Sequence[Mapping[str, str]], dated: Iterable[Dating]) -> Iterator[Dating]:
    """Give the editions of a work that are cited."""
    wanted = {(row["cited"], row["editionYear"]) for row in rows}
    for dating in dated:
        if (dating.work, "" if dating.start is None else str(dating.start)) in wanted:
            yield dating


def _cited(
    key: str,
    rows: Sequence[Mapping[str, str]],
    editions: Sequence[Dating],
    verdicts: Mapping[str, str],
    basis: str,
) -> Node:
    """Give the node of a work that may be cited from more than one edition."""
    label = rows[0]["label"]
    dated = [dating for dating in editions if dating.cited is not None or dating.first is not None]
    stands = min(dated, key=lambda d: (d.stands(basis)[0] or 0, d.cited or 0), default=UNDATED)
    year, other, sure = stands.stands(basis)
    last = max((d.cited for d in dated if d.cited is not None), default=None)
    if other is None and year is not None and last is not None and last > year:
        other = last
    return Node(
        key,
        shortened(label, year),
        year,
        year_to=other,
        year_certain=sure,
        shape=verdicts.get(rows[0]["cited"], NO_VERDICT),
        title=with_year(label, year, sure=sure),
    )


def _citation(key: str, rows: Sequence[Mapping[str, str]]) -> Edge:
    """Give the one link of a work to what cites it, of the strongest kind among the citations."""
    opposed = any(row["opposed"] == "1" for row in rows)
    quoted = any(row["quoted"] == "1" for row in rows)
    kind = "disputes" if opposed else "quotes" if quoted else "cites"
    times = sum(int(row["times"]) for row in rows)
    return Edge(key, rows[0]["citing"], kind, "stated", f"citations: {times}")


# ----------------------------------------------------------------------------------------- lineage


def _lineage(asked: _Asked, subject: Subject | None, width: float) -> Scene:
    assert subject is not None
    series, edges = (asked.table(f"lineage/{n}", asked=subject.iri) for n in ("series", "edges"))
    built = lineage.build(series, edges)
    if not built:
        raise UsageError(f"no document tells the descent of {subject.label}", where=subject.iri)
    found = built[0]
    nodes, links = _lineage_network(asked, subject, found)
    return layout(
        nodes,
        links,
        title=f"{found.label}, as told by {found.asserter}",
        subtitle="Stated arcs, and those that only the order of the series implies.",
        caption=asked.caption(*Descent(found, found.members[0], found.members[-1]).sentences()),
        legend=Legend(
            kinds={step.kind: _arrow(step.kind) for step in found.steps},
            explicitness={
                "stated": "stated",
                "impliedByOrder": "implied by order",
                "inferred": f"implied by order, by {_others(found)}",
            },
            until=_OTHER[asked.basis],
        ),
        name=subject.slug,
        width=width,
        backward=True,
    )


def _others(found: lineage.Lineage) -> str:
    """Name those who have added steps to the series that somebody else tells."""
    return ", ".join(sorted({s.asserter for s in found.steps} - {found.asserter}))


def _explicitness(step: lineage.Step, found: lineage.Lineage) -> str:
    if step.explicitness == lineage.STATED:
        return "stated"
    return "impliedByOrder" if step.asserter == found.asserter else "inferred"


def _arrow(kind: str) -> str:
    """Say what an arrow from X to Y means.

    >>> _arrow("goes back to"), _arrow("later in the series")
    ('X → Y: Y goes back to X', 'X → Y: Y comes later in the series than X')
    """
    if kind.startswith("later"):
        return f"X → Y: Y comes {kind} than X"
    return f"X → Y: Y {kind} X"


def _lineage_network(
    asked: _Asked, subject: Subject, found: lineage.Lineage
) -> tuple[list[Node], list[Edge]]:
    """Give the members of a lineage at their years, and its steps."""
    dated = datings(asked.rows("drawings/editions"))
    editions: dict[str, list[Dating]] = {}
    for row in asked.rows("drawings/expressed", asked=subject.iri):
        editions.setdefault(row["stance"], []).append(dated.get(row["edition"], UNDATED))
    nodes = {
        member.stance: _member(member, earliest(editions.get(member.stance, ()), asked.basis))
        for member in found.members
    }
    edges = [
        Edge(
            step.earlier,
            step.later,
            step.kind,
            _explicitness(step, found),
            f"{step.kind}, {step.explicitness}, {step.asserter} {step.place}",
        )
        for step in found.steps
    ]
    return list(nodes.values()), edges


def _member(member: lineage.Member, stands: Stands) -> Node:
    year, other, sure = stands
    return Node(
        member.stance,
        with_year(member.holder, year),
        year,
        year_to=other,
        year_certain=sure,
        title=f"{with_year(member.holder, year, sure=sure)}: {member.view}, told on {member.place}",
    )


# ---------------------------------------------------------------------- assumptions and questions


def _assumption(asked: _Asked, subject: Subject | None, width: float) -> Scene:
    assert subject is not None
    rows = asked.rows("drawings/stances", asked=subject.iri)
    rests = asked.rows("drawings/resting", asked=subject.iri)
    dated = datings(asked.rows("drawings/editions"))
    found = positions(rows, dated, asked.basis) + resting(rests, dated, asked.basis)
    statement = next((row["view"] for row in rows if row["question"] == subject.iri), "")
    return bands.layout(
        by_question(found, voices(rows), first=subject.iri),
        title=f"{subject.label}. Who holds it, who contests it, what rests on it",
        subtitle=statement,
        caption=asked.caption(),
        legend=_legend(asked.basis, found, voices(rows)),
        name=subject.slug,
        width=width,
    )


def _decades(asked: _Asked, subject: Subject | None, width: float) -> Scene:
    about = {"asked": subject.iri} if subject else {}
    rows = asked.rows("drawings/positions", **about)
    every = positions(rows, datings(asked.rows("drawings/editions")), asked.basis)
    kept = merged(p for p in every if not p.inferred)
    if subject is None:
        kept = debated(kept)
    left_out = len({p.question for p in every}) - len({p.question for p in kept})
    said = "Views that bear on the question, and what their holders do with them"
    if subject is None:
        said = (
            "Views that bear on each question, and what their holders do with them. Questions of "
            f"two or more decades; {_left(left_out)}"
        )
    return bands.layout(
        by_question(sorted(kept, key=oldest_first(kept)), voices(rows), viewed=True),
        title=f"The debate by decade: {subject.label}" if subject else "The debate by decade",
        subtitle=f"{said}.",
        caption=asked.caption(
            "A number in brackets: so many views of this work, of which one is shown."
        ),
        legend=_legend(asked.basis, kept, voices(rows), viewed=True),
        name="decades",
        width=width,
    )


def _left(questions: int) -> str:
    return "1 other is left out" if questions == 1 else f"{questions} others are left out"


def _legend(
    basis: str, found: Iterable[Position], short: Mapping[str, str], *, viewed: bool = False
) -> Legend:
    """Give the words of a legend; ``viewed`` where views stand beside their holders."""
    return Legend(
        shapes={
            "affirms": "affirmed" if viewed else "affirms",
            "qualifies": "qualified" if viewed else "qualifies",
            "rejects": "rejected" if viewed else "rejects",
            "leaves open": "left open" if viewed else "leaves open",
            RESTS: "a view that rests on it",
        },
        shapes_name="The view named" if viewed else "Stance",
        voices={short.get(p.reporter, p.reporter): p.reporter for p in found},
        until=_OTHER[basis],
    )


# ----------------------------------------------------------------------------------------- what if

_STATES: Mapping[str, str] = {
    "stands": "all that is known of it stands",
    "loses some": "some of what is known of it goes",
    "loses all": "all that is known of it goes",
}


def without(
    project: Project,
    store: Queryable,
    found: WhatIf,
    *,
    basis: str = "first",
    width_mm: float = WIDTH_MM,
) -> Scene:
    """Lay out works in which views are expressed, and steps of descent, with what is lost.

    A work loses some or all of its stances, a step goes or stays. Raises UsageError as `scene`.
    """
    asked = _Asked(project, store, basis)
    dated = datings(asked.rows("drawings/editions"))
    fallen = {one.iri for one in found.fallen}
    works: dict[str, list[str]] = {}
    carries: dict[str, str] = {}
    dating: dict[str, Dating] = {}
    for one in found.stances:
        for text in sorted(one.texts):
            told = dated.get(text, UNDATED)
            if told.work:
                works.setdefault(told.work, []).append(one.iri)
                carries.setdefault(one.iri, told.work)
                dating.setdefault(told.work, told)
    nodes = [_standing(dating[work], held, fallen, basis) for work, held in works.items()]
    return layout(
        nodes,
        list(_steps(found, carries)),
        title=f"Without {' and '.join(thing.label for thing in found.aside) or 'nothing'}",
        subtitle="Works in which a view is expressed, and steps of descent: what would be left.",
        caption=asked.caption(*found.sentences(), CAUTION, every=True),
        legend=Legend(
            shapes=dict(_STATES),
            shapes_name="Work",
            kinds={"step": "X → Y: a step of descent from X to Y"},
            explicitness={"stays": "stays", "goes": "goes"},
            until=_OTHER[basis],
        ),
        name="what-if",
        width=round(width_mm * WIDTH / WIDTH_MM, 2),
        backward=True,
    )


def _standing(dating: Dating, held: Sequence[str], fallen: Collection[str], basis: str) -> Node:
    year, other, sure = dating.stands(basis)
    gone = sum(iri in fallen for iri in held)
    state = "stands" if not gone else "loses all" if gone == len(held) else "loses some"
    return Node(
        dating.work,
        shortened(dating.label, year),
        year,
        year_to=other,
        year_certain=sure,
        shape=state,
        title=f"{with_year(dating.label, year, sure=sure)}: "
        f"{gone} of {counted(len(held), 'stance')} go",
    )


def _steps(found: WhatIf, carries: Mapping[str, str]) -> Iterator[Edge]:
    """Give each step between two works once; it stays if any of the same ends does."""
    states: dict[tuple[str, str], set[str]] = {}
    for steps, state in ((found.kept_steps, "stays"), (found.steps, "goes")):
        for step in steps:
            ends = tuple(carries.get(end, "") for end in step.ends)
            if all(ends) and ends[0] != ends[1]:
                states.setdefault((ends[0], ends[1]), set()).add(state)
    for (one, other), said in states.items():
        yield Edge(one, other, "step", "stays" if "stays" in said else "goes")


_Draw = Callable[[_Asked, Subject | None, float], Scene]
_DRAW: Mapping[str, _Draw] = {
    "citations": _citations,
    "lineage": _lineage,
    "assumption": _assumption,
    "decades": _decades,
}
