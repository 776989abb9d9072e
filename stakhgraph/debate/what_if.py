"""The result of setting something aside: which views, values and steps lose their support.

``what_if_rules`` finds it. This counts support in the graph; it is not a verdict on who is right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from stakhgraph.debate.attitudes import holds, told
from stakhgraph.debate.search.names import Thing
from stakhgraph.wording import counted

__all__ = ["CAUTION", "KINDS", "Loss", "SupportedStance", "SupportedStep", "WhatIf"]

CAUTION = (
    "This counts what supports a statement in this graph. It does not say who is right, and what "
    "loses its support here may have other support in books that are not here."
)

KINDS: Mapping[str, str] = {
    "person": "reporter",
    "historian": "reporter",
    "joint holder": "reporter",
    "organisation": "reporter",
    "collective": "reporter",
    "primary source": "source",
    "edition": "text",
    "work": "text",
    "source document": "document",
    "assumption": "assumption",
}
"""The kinds of things that can be set aside, and what each is set aside as."""

INFERRED = "inferred"
"""How the attestation of an inferred stance or link begins."""


@dataclass(frozen=True)
class SupportedStance:
    """What a stance depends on, as IRIs; ``by`` are its reporters, or the stances that report it.

    (All that a stance says is in `stakhgraph.debate.stances.Stance`.)
    """

    iri: str
    about: str
    view: str
    kind: str
    who: str
    agents: frozenset[str]
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
        return self.attestation.startswith(INFERRED)

    @property
    def side(self) -> str:
        """The side that it takes on the view; who qualifies a view is still for it."""
        return "for it" if holds(self.attitude) else self.attitude

    @property
    def told(self) -> str:
        """What is done with the view, and by whom."""
        return told(self.who, self.attitude)


@dataclass(frozen=True)
class SupportedStep:
    """A step of a lineage, with all that it depends on."""

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
    """One side on a view or value, the stances that fall, and what is left of this side.

    ``left`` is "nothing" or "only inferences of the editors"; ``of`` is the question of a value,
    and ``rivals`` are its rival values that keep their support.
    """

    iri: str
    label: str
    fallen: tuple[SupportedStance, ...]
    left: str
    of: str = ""
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rest:
    """An interpretation that loses an assumption, and the other assumptions that it rests on.

    ``holders`` affirm it, or qualify it, which is said beside the name. Who rejects it or leaves it
    open stands in ``beside``, with the attitude.
    """

    iri: str
    label: str
    assumption: str
    others: tuple[str, ...]
    attestation: str
    asserter: str
    reason: str
    place: str
    holders: tuple[str, ...]
    beside: tuple[tuple[str, str], ...]

    @property
    def told(self) -> str:
        """Who holds it, and then who takes another stance on it."""
        holders = f"held by {', '.join(self.holders)}" if self.holders else "held by nobody named"
        return "; ".join([holders, *(told(who, attitude) for who, attitude in self.beside)])


@dataclass(frozen=True)
class WhatIf:
    """What the debate loses without some things, and what it keeps.

    ``views`` and ``values`` lose all who are for them; ``doubts`` are views and values of which
    nobody else would be known who rejects them, or who leaves them open.
    """

    aside: tuple[Thing, ...]
    stances: tuple[SupportedStance, ...]
    fallen: tuple[SupportedStance, ...]
    views: tuple[Loss, ...]
    values: tuple[Loss, ...]
    doubts: tuple[Loss, ...]
    steps: tuple[SupportedStep, ...]
    every_step: tuple[SupportedStep, ...]
    rests: tuple[Rest, ...]
    grounds: tuple[tuple[str, str, str, str], ...]

    @property
    def kept_steps(self) -> tuple[SupportedStep, ...]:
        """The steps of descent that stay."""
        gone = {step.iri for step in self.steps}
        return tuple(step for step in self.every_step if step.iri not in gone)

    def sentences(self) -> tuple[str, ...]:
        """Return the result in plain sentences."""
        return tuple(self._sentences())

    def _sentences(self) -> Iterator[str]:
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
        if self.doubts:
            views = counted(len({one.iri for one in self.doubts}), "view")
            yield f"{views} would no longer be rejected, or left open, by anybody known here."
        if self.steps:
            labels = "; ".join(f"{step.label} ({step.argument})" for step in self.steps)
            yield f"{counted(len(self.steps), 'step')} of descent would go: {labels}."
        else:
            yield "No step of descent would go."
        if self.rests:
            bare = {one.iri for one in self.rests if not one.others}
            ours = sum(one.attestation.startswith(INFERRED) for one in self.rests)
            yield (
                f"{counted(len({r.iri for r in self.rests}), 'interpretation')} would lose an "
                f"assumption to rest on, {len(bare)} of them the only one that is recorded; "
                f"{ours} of these {counted(len(self.rests), 'link')} are inferred by the editors."
            )
        if any(thing.kind in ("person", "historian") for thing in self.aside):
            yield "What a person says at first hand stays: only reports of others are set aside."

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, ready for JSON."""
        return {
            "aside": [asdict(thing) for thing in self.aside],
            "told": list(self.sentences()),
            "caution": CAUTION,
            "fallen": [_plain(one) for one in self.fallen],
            "views": [_loss(one) for one in self.views],
            "values": [_loss(one) for one in self.values],
            "doubts": [_loss(one) for one in self.doubts],
            "steps": [_plain(one) for one in self.steps],
            "rests": [_rest(one) for one in self.rests],
            "grounds": [
                dict(zip(("ground", "view", "user", "place"), one, strict=True))
                for one in self.grounds
            ],
        }


def _sentence(losses: Sequence[Loss], noun: str, many: str, one: str) -> str:
    if not losses:
        return f"No {noun} {one}."
    inferred = sum(loss.left.startswith("only") for loss in losses)
    more = f"; of {inferred} only inferences of the editors are left" if inferred else ""
    return f"{counted(len(losses), noun)} {many if len(losses) > 1 else one}{more}."


def _plain(one: SupportedStance | SupportedStep) -> dict[str, Any]:
    return {k: sorted(v) if isinstance(v, frozenset) else v for k, v in asdict(one).items()}


def _rest(one: Rest) -> dict[str, Any]:
    beside = [{"who": who, "attitude": attitude} for who, attitude in one.beside]
    return {**asdict(one), "beside": beside}


def _loss(one: Loss) -> dict[str, Any]:
    return {**vars(one), "fallen": [stance.iri for stance in one.fallen]}
