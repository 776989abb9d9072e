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
from typing import TypeVar

from stakhgraph.debate.attitudes import as_holder, holds
from stakhgraph.debate.search import name_search
from stakhgraph.debate.search.names import Thing
from stakhgraph.debate.what_if import KINDS, Loss, Rest, SupportedStance, SupportedStep, WhatIf
from stakhgraph.errors import UsageError
from stakhgraph.project import Project
from stakhgraph.queries import own_questions
from stakhgraph.rdf.answers import Queryable
from stakhgraph.rdf.tables import grouped, values

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")

_OF_VIEWS = ("view", "assumption", "value")
"""The kinds of what a stance can be about."""


def set_aside(project: Project, on: Queryable, names: Iterable[str]) -> WhatIf:
    """Return what loses its support without the things of these names.

    Raises UsageError for a thing that cannot be set aside, and Ambiguous or UnknownName.
    """
    things = dict.fromkeys(name_search.find(project, on, name) for name in names)
    return Accounts(project, on).without(things)


class Accounts:
    """What every stance and step of one state of a graph depends on."""

    def __init__(self, project: Project, on: Queryable) -> None:
        self._project = project
        self._on = on

    def without(self, things: Iterable[Thing]) -> WhatIf:
        """Return what loses its support; UsageError for a thing that cannot be set aside."""
        chosen = tuple(things)
        for thing in chosen:
            if thing.kind not in KINDS:
                raise UsageError(
                    f"{thing.label} is a {thing.kind}, which cannot be set aside",
                    remedy="Name a reporter, a source, a text, a document or an assumption.",
                )
        wholes = [thing.iri for thing in chosen if thing.kind == "assumption"]
        aside = frozenset(self._parts(thing for thing in chosen if thing.iri not in wholes))
        assumed = frozenset(
            part for whole in wholes for part in (whole, *self._clauses.get(whole, ()))
        )
        fallen = self._fallen(aside)
        return WhatIf(
            chosen,
            self._stated,
            tuple(self._stances[iri] for iri in fallen),
            tuple(one for one in self._lost(fallen, ("view", "assumption")) if _supported(one)),
            tuple(self._values(fallen)),
            tuple(one for one in self._lost(fallen, _OF_VIEWS) if not _supported(one)),
            tuple(self._steps_without(aside, fallen)),
            self._steps,
            tuple(self._rests(assumed, aside)),
            tuple(self._grounds(aside)),
        )

    def _rows(self, name: str) -> list[dict[str, str]]:
        return own_questions.rows(self._project, self._on, f"whatif/{name}")

    # Each of these is looked up for every thing that is set aside, and none of them is long then.

    @cached_property
    def _stances(self) -> Mapping[str, SupportedStance]:
        groups = grouped("stance", self._rows("stances"))
        return {iri: _stance(rows) for iri, rows in groups.items()}

    @cached_property
    def _stated(self) -> tuple[SupportedStance, ...]:
        return tuple(one for one in self._stances.values() if not one.inferred)

    @cached_property
    def _place(self) -> Mapping[str, int]:
        """The place of each stance among all."""
        return {iri: place for place, iri in enumerate(self._stances)}

    @cached_property
    def _supported_by(self) -> Mapping[str, Sequence[str]]:
        """The stances that may fall with each thing or stance."""
        return _index(
            (support, iri) for iri, one in self._stances.items() for support in self._supports(one)
        )

    def _supports(self, one: SupportedStance) -> Iterable[str]:
        through = (self._stances[by].agents for by in one.by if by in self._stances)
        return one.documents | one.texts | one.works | one.by.union(*through)

    @cached_property
    def _sides(self) -> Mapping[tuple[str, str], Sequence[SupportedStance]]:
        """The stances on each side of each view."""
        return _index(((one.about, one.side), one) for one in self._stances.values())

    @cached_property
    def _steps(self) -> tuple[SupportedStep, ...]:
        return tuple(_step(rows) for rows in grouped("step", self._rows("steps")).values())

    @cached_property
    def _steps_by(self) -> Mapping[str, Sequence[int]]:
        """The places of the steps that may go with each thing or stance."""
        return _index(
            (support, place)
            for place, step in enumerate(self._steps)
            for support in {step.by, *step.documents, *step.ends}
        )

    @cached_property
    def _printed(self) -> Mapping[str, Sequence[str]]:
        """The documents that contain each edition and work."""
        return _index(
            (row[text], row["document"])
            for row in self._rows("documents")
            for text in ("edition", "work")
        )

    @cached_property
    def _clauses(self) -> Mapping[str, Sequence[str]]:
        return _index((row["whole"], row["clause"]) for row in self._rows("clauses"))

    @cached_property
    def _claims(self) -> Mapping[str, Sequence[Mapping[str, str]]]:
        return grouped("claim", self._rows("values"))

    @cached_property
    def _inferences(self) -> Sequence[Mapping[str, str]]:
        return self._rows("inferences")

    @cached_property
    def _inferences_from(self) -> Mapping[str, Sequence[int]]:
        """The places of the inferences from each assumption, and to each interpretation."""
        return _index(
            (row[end], place)
            for place, row in enumerate(self._inferences)
            for end in ("assumption", "interpretation")
        )

    @cached_property
    def _takers(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        """Who takes which attitude to each view."""
        return _index((one.about, (one.who, one.attitude)) for one in self._stated)

    @cached_property
    def _uses(self) -> Sequence[Sequence[Mapping[str, str]]]:
        return tuple(grouped("use", self._rows("grounds")).values())

    @cached_property
    def _uses_of(self) -> Mapping[str, Sequence[int]]:
        """The places of the uses of each evidence and document."""
        return _index(
            (row[support], place)
            for place, rows in enumerate(self._uses)
            for row in rows
            for support in ("evidence", "document")
        )

    def _parts(self, things: Iterable[Thing]) -> Iterator[str]:
        """Yield what is set aside: the things, and the documents that contain a text among them."""
        for thing in things:
            yield thing.iri
            yield from self._printed.get(thing.iri, ())

    def _fallen(self, aside: frozenset[str]) -> dict[str, None]:
        """Return the stances that fall, including those that fall because another fell."""
        found: dict[str, None] = {}
        more = list(aside)
        while more:
            touched = {iri for support in more for iri in self._supported_by.get(support, ())}
            more = [
                iri
                for iri in touched
                if iri not in found and self._falls(self._stances[iri], aside, found)
            ]
            found.update(dict.fromkeys(more))
        return dict.fromkeys(sorted(found, key=self._place.__getitem__))

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
        through = self._stances.get(by)
        return by in aside or by in fallen or bool(through and through.agents & aside)

    def _steps_without(
        self, aside: frozenset[str], fallen: Mapping[str, None]
    ) -> Iterator[SupportedStep]:
        """Yield the steps that go."""
        touched = _found(self._steps_by, (*aside, *fallen))
        for step in (self._steps[place] for place in touched):
            if (
                step.by in aside
                or (step.documents and step.documents <= aside)
                or any(end in fallen for end in step.ends)
            ):
                yield step

    def _lost(self, fallen: Mapping[str, None], kinds: Sequence[str]) -> Iterator[Loss]:
        """Yield the sides on views of these kinds that have lost all that documents show."""
        touched = (self._stances[iri] for iri in fallen)
        lost = dict.fromkeys((one.about, one.side) for one in touched if one.kind in kinds)
        sides = ([one for one in self._sides[side] if one.kind in kinds] for side in lost)
        for taken in sorted(sides, key=lambda taken: self._place[taken[0].iri]):
            gone = tuple(one for one in taken if one.iri in fallen and not one.inferred)
            kept = [one for one in taken if one.iri not in fallen]
            if gone and not any(not one.inferred for one in kept):
                left = "only inferences of the editors" if kept else "nothing"
                yield Loss(taken[0].about, taken[0].view, gone, left)

    def _values(self, fallen: Mapping[str, None]) -> Iterator[Loss]:
        lost = [one for one in self._lost(fallen, ("value",)) if _supported(one)]
        gone = {loss.iri for loss in lost}
        for loss in lost:
            rows = self._claims.get(loss.iri, ())
            rivals = (row["rival"] for row in rows if row["rival"])
            standing = tuple(
                self._claims[iri][-1]["value"]
                for iri in rivals
                if iri not in gone and iri in self._claims
            )
            of = rows[-1]["asked"] if rows else ""
            yield Loss(loss.iri, loss.label, loss.fallen, loss.left, of, standing)

    def _rests(self, assumed: frozenset[str], aside: frozenset[str]) -> Iterator[Rest]:
        for row in (self._inferences[at] for at in _found(self._inferences_from, assumed)):
            if row["assumption"] not in assumed:
                continue
            beside = _found(self._inferences_from, [row["interpretation"]])
            others = {
                other["restsOn"]: None
                for other in (self._inferences[at] for at in beside)
                if other["interpretation"] == row["interpretation"]
                and other["assumption"] not in assumed
                and other["by"] not in aside
            }
            stances = tuple(dict.fromkeys(self._takers.get(row["interpretation"], ())))
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
        for rows in (self._uses[at] for at in _found(self._uses_of, aside)):
            evidence = {row["evidence"] for row in rows}
            documents = {row["document"] for row in rows}
            if evidence <= aside or documents <= aside:
                first = rows[0]
                label = f"{first['label']} ({first['direction']})"
                yield label, first["view"], first["user"], first["place"]


def _index(pairs: Iterable[tuple[_Key, _Value]]) -> Mapping[_Key, Sequence[_Value]]:
    """Return the values of each key."""
    found: dict[_Key, list[_Value]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def _found(places: Mapping[str, Sequence[int]], keys: Iterable[str]) -> list[int]:
    """Return the places of any of these keys, in their order, each once."""
    return sorted({place for key in keys for place in places.get(key, ())})


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
