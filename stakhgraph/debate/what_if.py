"""What if something is set aside: which views, steps of descent and values lose their support.

Set aside can be an assumption (with its clauses), a source or any other text, a document, and a
reporter. This keeps account of support in the graph; it is never a verdict on who is right. The
rules, by which a stance falls:

- a reporter is aside: all ways by which somebody reports it run through one set aside; what a
  person says at first hand stays;
- a text is aside: each text in which the holder says it is set aside;
- a document is aside: each passage that shows it stands in one.

A step of descent falls with its asserter, its document, or one of the two stances that it joins. A
view or value has lost its support when stances toward it stood before and none does now; inferences
of the curators are no support. What rests on an assumption does not fall with it: it loses
something that it rests on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from stakhgraph import queries
from stakhgraph.debate import name_search
from stakhgraph.debate.name_search import Thing
from stakhgraph.errors import UsageError
from stakhgraph.project import Project
from stakhgraph.rdf.answers import Asked
from stakhgraph.rdf.tables import grouped, values
from stakhgraph.wording import counted

__all__ = ["CAUTION", "Loss", "Stance", "Step", "WhatIf", "set_aside"]

CAUTION = (
    "This counts what supports a statement in this graph. It does not say who is right, and what "
    "loses its support here may have other support in books that are not here."
)

KINDS: Mapping[str, str] = {
    "person": "reporter",
    "historian": "reporter",
    "organisation": "reporter",
    "collective": "reporter",
    "primary source": "source",
    "edition": "text",
    "work": "text",
    "source document": "document",
    "assumption": "assumption",
}
"""Kinds of things that can be set aside, and what each is set aside as."""

_INFERRED = "inferred"


@dataclass(frozen=True)
class Stance:
    """A stance with all that it rests on; IRIs. ``by`` are reporters, or stances that report."""

    iri: str
    about: str
    view: str
    kind: str
    holder: str
    who: frozenset[str]
    attitude: str
    attestation: str
    by: frozenset[str]
    texts: frozenset[str]
    works: frozenset[str]
    documents: frozenset[str]
    places: tuple[str, ...]

    @property
    def inferred(self) -> bool:
        """Whether no document says it."""
        return self.attestation.startswith(_INFERRED)


@dataclass(frozen=True)
class Step:
    """A step of a descent with all that it rests on."""

    iri: str
    argument: str
    label: str
    explicitness: str
    by: str
    asserter: str
    ends: tuple[str, str]
    documents: frozenset[str]
    places: tuple[str, ...]


@dataclass(frozen=True)
class Loss:
    """A view, value or step, the stances that fell, and what is left.

    ``left`` is "nothing", "only inferences of the curators", or how many stances still stand;
    ``of`` is the question of a value, and ``rivals`` are its rivals that still stand.
    """

    iri: str
    label: str
    fallen: tuple[Stance, ...]
    left: str
    of: str = ""
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rest:
    """An interpretation that loses an assumption which it rests on, and the others it has."""

    iri: str
    label: str
    assumption: str
    others: tuple[str, ...]
    attestation: str
    asserter: str
    reason: str
    place: str
    holders: tuple[str, ...]


@dataclass(frozen=True)
class WhatIf:
    """What becomes of the debate without some things."""

    aside: tuple[Thing, ...]
    stances: tuple[Stance, ...]
    fallen: tuple[Stance, ...]
    views: tuple[Loss, ...]
    values: tuple[Loss, ...]
    steps: tuple[Step, ...]
    kept_steps: tuple[Step, ...]
    rests: tuple[Rest, ...]
    grounds: tuple[tuple[str, str, str, str], ...]

    def sentences(self) -> tuple[str, ...]:
        """Tell it in plain sentences."""
        return tuple(self._told())

    def _told(self) -> Iterator[str]:
        names = " and ".join(thing.label for thing in self.aside)
        if not self.aside:
            yield "Nothing is set aside."
            return
        fallen = [one for one in self.fallen if not one.inferred]
        yield (
            f"Without {names}, {len(fallen)} of {counted(len(self.stances), 'stance')} that a "
            "document shows would not be known here."
        )
        yield _sentence(
            self.views, "view", "lose their only support here", "loses its only support here"
        )
        yield _sentence(
            self.values, "value", "lose their only support here", "loses its only support here"
        )
        if self.steps:
            labels = "; ".join(f"{step.label} ({step.argument})" for step in self.steps)
            yield f"{counted(len(self.steps), 'step')} of descent would go: {labels}."
        else:
            yield "No step of descent would go."
        if self.rests:
            bare = {one.iri for one in self.rests if not one.others}
            ours = sum(one.attestation.startswith(_INFERRED) for one in self.rests)
            yield (
                f"{counted(len({r.iri for r in self.rests}), 'interpretation')} would lose an "
                f"assumption to rest on, {len(bare)} of them the only one that is recorded; "
                f"{ours} of these {counted(len(self.rests), 'link')} are inferred by the curators."
            )
        if any(thing.kind in ("person", "historian") for thing in self.aside):
            yield "What a person says at first hand stays: only reports of others are set aside."

    def to_dict(self) -> dict[str, Any]:
        """Give plain values, ready for JSON."""
        return {
            "aside": [asdict(thing) for thing in self.aside],
            "told": list(self.sentences()),
            "caution": CAUTION,
            "fallen": [_plain(one) for one in self.fallen],
            "views": [_loss(one) for one in self.views],
            "values": [_loss(one) for one in self.values],
            "steps": [_plain(one) for one in self.steps],
            "rests": [asdict(one) for one in self.rests],
            "grounds": [
                dict(zip(("ground", "view", "user", "place"), one, strict=True))
                for one in self.grounds
            ],
        }


def _sentence(losses: Sequence[Loss], noun: str, many: str, one: str) -> str:
    if not losses:
        return f"No {noun} {one}."
    inferred = sum(loss.left.startswith("only") for loss in losses)
    more = f"; of {inferred} only inferences of the curators are left" if inferred else ""
    return f"{counted(len(losses), noun)} {many if len(losses) > 1 else one}{more}."


def _plain(one: Stance | Step) -> dict[str, Any]:
    return {k: sorted(v) if isinstance(v, frozenset) else v for k, v in asdict(one).items()}


def _loss(one: Loss) -> dict[str, Any]:
    return {**vars(one), "fallen": [stance.iri for stance in one.fallen]}


def set_aside(project: Project, on: Asked, names: Iterable[str]) -> WhatIf:
    """Tell what loses its support without the things of these names.

    Raises UsageError for a thing that cannot be set aside, and Ambiguous or UnknownName.
    """
    things = tuple(dict.fromkeys(name_search.find(project, on, name) for name in names))
    for thing in things:
        if thing.kind not in KINDS:
            raise UsageError(
                f"{thing.label} is a {thing.kind}, which cannot be set aside",
                remedy="Name a reporter, a source, a text, a document or an assumption.",
            )
    return _Books(project, on).without(things)


class _Books:
    """The graph's accounts of support."""

    def __init__(self, project: Project, on: Asked) -> None:
        self._project = project
        self._on = on

    def _rows(self, name: str) -> list[dict[str, str]]:
        query = queries.find(self._project, f"whatif/{name}")
        return list(queries.run(query, on=self._on, prefixes=self._project.prefixes).records())

    @cached_property
    def stances(self) -> Mapping[str, Stance]:
        return {
            iri: _stance(rows) for iri, rows in grouped("stance", self._rows("stances")).items()
        }

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        return tuple(_step(rows) for rows in grouped("step", self._rows("steps")).values())

    def without(self, things: Sequence[Thing]) -> WhatIf:
        aside = frozenset(self._parts(things))
        assumed = frozenset(
            iri
            for thing in things
            if thing.kind == "assumption"
            for iri in self._clauses(thing.iri)
        )
        fallen = self._fallen(aside)
        gone = tuple(step for step in self.steps if self._goes(step, aside, fallen))
        return WhatIf(
            tuple(things),
            tuple(one for one in self.stances.values() if not one.inferred),
            tuple(self.stances[iri] for iri in fallen),
            tuple(self._lost(fallen, ("view", "assumption"))),
            tuple(self._values(fallen)),
            gone,
            tuple(step for step in self.steps if step not in gone),
            tuple(self._rests(assumed, aside)),
            tuple(self._grounds(aside)),
        )

    def _parts(self, things: Iterable[Thing]) -> Iterator[str]:
        """Give what is set aside: the things, and the documents that set out a text among them."""
        printed = self._rows("documents")
        for thing in things:
            if thing.kind == "assumption":
                continue
            yield thing.iri
            for row in printed:
                if thing.iri in (row["edition"], row["work"]):
                    yield row["document"]

    def _clauses(self, whole: str) -> Iterator[str]:
        yield whole
        for row in self._rows("clauses"):
            if row["whole"] == whole:
                yield row["clause"]

    def _fallen(self, aside: frozenset[str]) -> dict[str, None]:
        """Give the stances that fall, until no other falls with them."""
        found: dict[str, None] = {}
        while more := [
            iri
            for iri, one in self.stances.items()
            if iri not in found and self._falls(one, aside, found)
        ]:
            found.update(dict.fromkeys(more))
        return {iri: None for iri in self.stances if iri in found}

    def _falls(self, one: Stance, aside: frozenset[str], fallen: Mapping[str, None]) -> bool:
        if one.documents and one.documents <= aside:
            return True
        if one.inferred:
            return False
        if (one.texts and all(t in aside for t in one.texts)) or (
            one.works and len(one.works) == len(one.texts) and one.works <= aside
        ):
            return True
        return bool(one.by) and all(self._broken(by, aside, fallen) for by in one.by)

    def _broken(self, by: str, aside: frozenset[str], fallen: Mapping[str, None]) -> bool:
        """Tell whether a report is gone: the reporter is aside, or the stance that reports fell."""
        through = self.stances.get(by)
        return by in aside or by in fallen or bool(through and through.who & aside)

    @staticmethod
    def _goes(step: Step, aside: frozenset[str], fallen: Mapping[str, None]) -> bool:
        return (
            step.by in aside
            or bool(step.documents and step.documents <= aside)
            or any(end in fallen for end in step.ends)
        )

    def _lost(self, fallen: Mapping[str, None], kinds: Sequence[str]) -> Iterator[Loss]:
        about: dict[str, list[Stance]] = {}
        for one in self.stances.values():
            if one.kind in kinds:
                about.setdefault(one.about, []).append(one)
        for iri, held in about.items():
            gone = tuple(one for one in held if one.iri in fallen and not one.inferred)
            kept = [one for one in held if one.iri not in fallen]
            if gone and not any(not one.inferred for one in kept):
                left = "only inferences of the curators" if kept else "nothing"
                yield Loss(iri, held[0].view, gone, left)

    def _values(self, fallen: Mapping[str, None]) -> Iterator[Loss]:
        rows = self._rows("values")
        label = {row["claim"]: row["value"] for row in rows}
        asked = {row["claim"]: row["asked"] for row in rows}
        lost = list(self._lost(fallen, ("value",)))
        gone = {loss.iri for loss in lost}
        for loss in lost:
            rivals = [r["rival"] for r in rows if r["claim"] == loss.iri and r["rival"]]
            standing = tuple(label[iri] for iri in rivals if iri not in gone and iri in label)
            yield Loss(
                loss.iri, loss.label, loss.fallen, loss.left, asked.get(loss.iri, ""), standing
            )

    def _rests(self, assumed: frozenset[str], aside: frozenset[str]) -> Iterator[Rest]:
        rows = self._rows("presuppositions")
        holders: dict[str, dict[str, None]] = {}
        for one in self.stances.values():
            if not one.inferred:
                holders.setdefault(one.about, {})[one.holder] = None
        for row in rows:
            if row["assumption"] not in assumed:
                continue
            others = {
                other["restsOn"]: None
                for other in rows
                if other["interpretation"] == row["interpretation"]
                and other["assumption"] not in assumed
                and other["by"] not in aside
            }
            yield Rest(
                row["interpretation"],
                row["view"],
                row["restsOn"],
                tuple(others),
                row["attestation"],
                row["asserter"],
                row["reason"],
                row["place"],
                tuple(holders.get(row["interpretation"], ())),
            )

    def _grounds(self, aside: frozenset[str]) -> Iterator[tuple[str, str, str, str]]:
        """Give the uses of evidence whose every piece of evidence, or whose document, is aside."""
        for rows in grouped("use", self._rows("grounds")).values():
            evidence = {row["evidence"] for row in rows}
            documents = {row["document"] for row in rows}
            if evidence <= aside or documents <= aside:
                first = rows[0]
                label = f"{first['label']} ({first['direction']})"
                yield label, first["view"], first["user"], first["place"]


def _stance(rows: Sequence[Mapping[str, str]]) -> Stance:
    first = rows[0]
    holders = list(values(rows, "holder"))
    return Stance(
        first["stance"],
        first["about"],
        first["view"],
        first["kind"],
        " or ".join(holders) if first["holder"].startswith("perhaps ") else " and ".join(holders),
        frozenset(values(rows, "who")),
        first["attitude"],
        first["attestation"],
        frozenset(values(rows, "by")),
        frozenset(values(rows, "text")),
        frozenset(values(rows, "work")),
        frozenset(values(rows, "document")),
        tuple(values(rows, "place")),
    )


def _step(rows: Sequence[Mapping[str, str]]) -> Step:
    first = rows[0]
    return Step(
        first["step"],
        first["argument"],
        first["label"],
        first["explicitness"],
        first["by"],
        first["asserter"],
        (first["from"], first["to"]),
        frozenset(values(rows, "document")),
        tuple(values(rows, "place")),
    )
