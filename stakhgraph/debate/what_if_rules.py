"""What depends on what: which stances and steps fall when something is set aside.

An assumption (with its clauses), a source or any other text, a document and a reporter can be set
aside. A stance falls by these rules:

- a reporter is set aside: every report of the stance goes through somebody who is set aside; what a
  person says at first hand stays;
- a text is set aside: the holder says it in no other text;
- a document is set aside: no passage outside it shows the stance.

A step of a lineage falls with its asserter, its document, or one of the two stances that it joins.
A view or value loses its support when somebody was for it (affirmed or qualified it) before and
nobody is now: who rejects it or leaves it open does not support it. Rejections, and what is left
open, are lost in the same way. Inferences of the editors are not support. A view that rests on an
assumption does not fall with it: it only loses something that it rests on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from stakhgraph.debate.attitudes import as_holder, holds
from stakhgraph.debate.search import name_search
from stakhgraph.debate.search.names import Thing
from stakhgraph.debate.what_if import KINDS, Loss, Rest, SupportedStance, SupportedStep, WhatIf
from stakhgraph.errors import UsageError
from stakhgraph.project import Project
from stakhgraph.queries import answering, catalogue
from stakhgraph.rdf.answers import Queryable
from stakhgraph.rdf.tables import grouped, values

_OF_VIEWS = ("view", "assumption", "value")
"""The kinds of what a stance can be about."""


def set_aside(project: Project, on: Queryable, names: Iterable[str]) -> WhatIf:
    """Return what loses its support without the things of these names.

    Raises UsageError for a thing that cannot be set aside, and Ambiguous or UnknownName.
    """
    things = tuple(dict.fromkeys(name_search.find(project, on, name) for name in names))
    for thing in things:
        if thing.kind not in KINDS:
            raise UsageError(
                f"{thing.label} is a {thing.kind}, which cannot be set aside",
                remedy="Name a reporter, a source, a text, a document or an assumption.",
            )
    return _Accounts(project, on).without(things)


class _Accounts:
    """What every stance and step of the graph depends on."""

    def __init__(self, project: Project, on: Queryable) -> None:
        self._project = project
        self._on = on

    def _rows(self, name: str) -> list[dict[str, str]]:
        query = catalogue.find(self._project, f"whatif/{name}")
        return list(answering.run(query, on=self._on, prefixes=self._project.prefixes).records())

    @cached_property
    def stances(self) -> Mapping[str, SupportedStance]:
        return {
            iri: _stance(rows) for iri, rows in grouped("stance", self._rows("stances")).items()
        }

    @cached_property
    def steps(self) -> tuple[SupportedStep, ...]:
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
            tuple(one for one in self._lost(fallen, ("view", "assumption")) if _supported(one)),
            tuple(self._values(fallen)),
            tuple(one for one in self._lost(fallen, _OF_VIEWS) if not _supported(one)),
            gone,
            tuple(step for step in self.steps if step not in gone),
            tuple(self._rests(assumed, aside)),
            tuple(self._grounds(aside)),
        )

    def _parts(self, things: Iterable[Thing]) -> Iterator[str]:
        """Yield what is set aside: the things, and the documents that contain a text among them."""
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
        """Return the stances that fall, including those that fall because another fell."""
        found: dict[str, None] = {}
        while more := [
            iri
            for iri, one in self.stances.items()
            if iri not in found and self._falls(one, aside, found)
        ]:
            found.update(dict.fromkeys(more))
        return {iri: None for iri in self.stances if iri in found}

    def _falls(
        self, one: SupportedStance, aside: frozenset[str], fallen: Mapping[str, None]
    ) -> bool:
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
        """Return whether a report is lost: its reporter is set aside, or its stance fell."""
        through = self.stances.get(by)
        return by in aside or by in fallen or bool(through and through.agents & aside)

    @staticmethod
    def _goes(step: SupportedStep, aside: frozenset[str], fallen: Mapping[str, None]) -> bool:
        return (
            step.by in aside
            or bool(step.documents and step.documents <= aside)
            or any(end in fallen for end in step.ends)
        )

    def _lost(self, fallen: Mapping[str, None], kinds: Sequence[str]) -> Iterator[Loss]:
        sides: dict[tuple[str, str], list[SupportedStance]] = {}
        for one in self.stances.values():
            if one.kind in kinds:
                sides.setdefault((one.about, one.side), []).append(one)
        for (iri, _), taken in sides.items():
            gone = tuple(one for one in taken if one.iri in fallen and not one.inferred)
            kept = [one for one in taken if one.iri not in fallen]
            if gone and not any(not one.inferred for one in kept):
                left = "only inferences of the editors" if kept else "nothing"
                yield Loss(iri, taken[0].view, gone, left)

    def _values(self, fallen: Mapping[str, None]) -> Iterator[Loss]:
        rows = self._rows("values")
        label = {row["claim"]: row["value"] for row in rows}
        asked = {row["claim"]: row["asked"] for row in rows}
        lost = [one for one in self._lost(fallen, ("value",)) if _supported(one)]
        gone = {loss.iri for loss in lost}
        for loss in lost:
            rivals = [r["rival"] for r in rows if r["claim"] == loss.iri and r["rival"]]
            standing = tuple(label[iri] for iri in rivals if iri not in gone and iri in label)
            yield Loss(
                loss.iri, loss.label, loss.fallen, loss.left, asked.get(loss.iri, ""), standing
            )

    def _rests(self, assumed: frozenset[str], aside: frozenset[str]) -> Iterator[Rest]:
        rows = self._rows("inferences")
        taken: dict[str, dict[tuple[str, str], None]] = {}
        for one in self.stances.values():
            if not one.inferred:
                taken.setdefault(one.about, {})[one.who, one.attitude] = None
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
            stances = tuple(taken.get(row["interpretation"], ()))
            yield Rest(
                row["interpretation"],
                row["view"],
                row["restsOn"],
                tuple(others),
                row["attestation"],
                row["asserter"],
                row["reason"],
                row["place"],
                tuple(as_holder(who, attitude) for who, attitude in stances if holds(attitude)),
                tuple((who, attitude) for who, attitude in stances if not holds(attitude)),
            )

    def _grounds(self, aside: frozenset[str]) -> Iterator[tuple[str, str, str, str]]:
        """Yield the uses of evidence of which all evidence, or the only document, is set aside."""
        for rows in grouped("use", self._rows("grounds")).values():
            evidence = {row["evidence"] for row in rows}
            documents = {row["document"] for row in rows}
            if evidence <= aside or documents <= aside:
                first = rows[0]
                label = f"{first['label']} ({first['direction']})"
                yield label, first["view"], first["user"], first["place"]


def _supported(loss: Loss) -> bool:
    """Return whether the side that is lost was for the view."""
    return any(holds(one.attitude) for one in loss.fallen)


def _stance(rows: Sequence[Mapping[str, str]]) -> SupportedStance:
    first = rows[0]
    names = list(values(rows, "who"))
    return SupportedStance(
        first["stance"],
        first["about"],
        first["view"],
        first["kind"],
        " or ".join(names) if first["who"].startswith("perhaps ") else " and ".join(names),
        frozenset(values(rows, "agent")),
        first["attitude"],
        first["attestation"],
        frozenset(values(rows, "by")),
        frozenset(values(rows, "text")),
        frozenset(values(rows, "work")),
        frozenset(values(rows, "document")),
        tuple(values(rows, "place")),
    )


def _step(rows: Sequence[Mapping[str, str]]) -> SupportedStep:
    first = rows[0]
    return SupportedStep(
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
