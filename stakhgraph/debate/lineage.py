"""The lineage of one argument: the series of its holders, its steps, and its readings.

A survey often presents an argument as a series of holders and states only a few of the steps
between them. Which steps one takes as given is a *reading*. What is true in one reading need not be
true in another, so every answer (see `stakhgraph.debate.descent`) names its reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from stakhgraph.errors import Failure
from stakhgraph.rdf.edtf import year
from stakhgraph.rdf.tables import Table, grouped, values
from stakhgraph.wording import year_name

if TYPE_CHECKING:
    from networkx import DiGraph

STATED = "stated"
READINGS: Mapping[str, str] = {
    "stated": "only the arcs that the teller states",
    "series": "each member as taking from the one before it in the series",
    "series and stated": "the series, and the stated arcs besides",
}
"""The readings, in the order in which they are reported, and what each takes as given."""


@dataclass(frozen=True)
class Member:
    """One place in a series; `basis` says what `year` is, which may be empty.

    `placed_by` gives it this place: the teller, or others by its date.
    """

    stance: str
    who: str
    view: str
    position: int
    year: str
    basis: str
    place: str
    reporter: str = ""
    cited: str = ""
    edition: str = ""
    document: str = ""
    anchor: str = ""
    placed_by: str = ""

    @property
    def dated(self) -> str:
        """The year with what it is, or “no date”."""
        return f"{self.basis} {self.year}" if self.year else "no date"


@dataclass(frozen=True)
class Step:
    """One arc, from the earlier stance to the later."""

    earlier: str
    later: str
    kind: str
    explicitness: str
    asserter: str
    place: str
    document: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class Lineage:
    """One argument as one asserter presents it, with its members in the order of the series."""

    label: str
    asserter: str
    members: tuple[Member, ...]
    steps: tuple[Step, ...]

    def placed(self, member: Member) -> str:
        """Return who gives the member its place, if that is not the teller."""
        return member.placed_by if member.placed_by != self.asserter else ""

    def who(self, stance: str) -> str:
        """Return whose stance it is."""
        return next(m.who for m in self.members if m.stance == stance)

    def without(self, *, implied: bool = False, added: bool = False) -> Lineage:
        """Return the lineage without steps that are only implied, or that others have added."""
        kept = tuple(
            step
            for step in self.steps
            if not (implied and step.explicitness != STATED)
            and not (added and step.asserter != self.asserter)
        )
        return replace(self, steps=kept)

    def arcs(self, reading: str) -> tuple[Step, ...]:
        """Return the arcs that a reading takes as given, stated ones first.

        A stated step from one member to the next is an arc of the series too.
        """
        place = {member.stance: member.position for member in self.members}
        implied = [step for step in self.steps if step.explicitness == "implied by order"]
        stated = [step for step in self.steps if step.explicitness == STATED]
        pairs = {(step.earlier, step.later) for step in implied}
        told = [
            step
            for step in stated
            if place[step.later] == place[step.earlier] + 1
            and (step.earlier, step.later) not in pairs
        ]
        chosen = {"stated": stated, "series": told + implied}.get(reading, stated + implied)
        return tuple(
            sorted(chosen, key=lambda s: (s.explicitness != STATED, place.get(s.earlier, 0)))
        )


def build(series: Table, edges: Table) -> tuple[Lineage, ...]:
    """Return the lineages in two tables, the answers to lineage/series and lineage/edges.

    A step whose ends are not both members is left out; the validation reports it.
    Raises Failure for a lineage with a cycle.
    """
    told = grouped("lineage", series.records())
    steps = grouped("lineage", edges.records())
    found = tuple(_lineage(label, rows, steps.get(label, ())) for label, rows in told.items())
    for lineage in found:
        _refuse_loops(lineage)
    return found


def _lineage(
    label: str, series: Sequence[dict[str, str]], edges: Iterable[dict[str, str]]
) -> Lineage:
    members = {name: _member(rows) for name, rows in grouped("stance", series).items()}
    steps = dict.fromkeys(map(_step, edges))  # joint holders make more than one row of a step
    joined = tuple(step for step in steps if step.earlier in members and step.later in members)
    return Lineage(label, series[0]["asserter"], tuple(members.values()), joined)


_MORE = ("reporter", "cited", "edition", "document", "anchor", "placedBy")


def _member(rows: Sequence[Mapping[str, str]]) -> Member:
    """Return a member from its rows: one for each of its holders and editions."""
    holders = values(rows, "who") or ("",)
    several = " or " if holders[0].startswith("perhaps ") else " and "
    row = min(rows, key=lambda row: (not row["year"], year(row["year"]) or 0))
    named = year(row["year"])
    return Member(
        row["stance"],
        several.join(holders),
        row["view"],
        int(row["position"]),
        row["year"] if named is None else year_name(named),
        row["yearBasis"],
        row["place"],
        *(row.get(name, "") for name in _MORE),
    )


def _step(row: Mapping[str, str]) -> Step:
    fields = ("from", "to", "kind", "explicitness", "asserter", "place", "document", "anchor")
    return Step(*[row.get(name, "") for name in fields])


def graph(steps: Iterable[Step]) -> DiGraph[str]:
    """Return the steps as a NetworkX digraph of stances; each arc carries its step."""
    import networkx as nx

    net: Any = nx.DiGraph()
    for step in steps:
        net.add_edge(step.earlier, step.later, step=step)
    return net


def _refuse_loops(lineage: Lineage) -> None:
    import networkx as nx

    net = graph(lineage.steps)
    if not nx.is_directed_acyclic_graph(net):
        loop = " → ".join(lineage.who(arc[0]) for arc in nx.find_cycle(net))
        raise Failure(
            f"{lineage.label} comes back to where it started: {loop}",
            remedy="Take out or turn round one of these steps",
        )


def phrase(step: Step, lineage: Lineage) -> str:
    """Return one step in words, the later holder first.

    A kind that gives the place of the later one ("later in the series") has a sentence of its own.
    """
    later, earlier = lineage.who(step.later), lineage.who(step.earlier)
    if step.kind.startswith("later"):
        return f"{later} comes {step.kind} than {earlier}"
    return f"{later}’s argument {step.kind} {earlier}"
