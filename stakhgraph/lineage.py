"""The descent of one argument: its told series, its steps, and what each reading makes of them.

A survey often tells an argument as a series and states few of its arcs. Which arcs one takes as
given is a *reading*; what holds in one reading need not hold in another, so every answer names its
reading. Routes are counted exactly: with N(a, b) the number of paths from a to b, the share of them
that runs through c is N(a, c) · N(c, b) / N(a, b).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from stakhgraph.errors import Failure, UnknownName, UsageError
from stakhgraph.naming import key
from stakhgraph.tables import Table

if TYPE_CHECKING:
    from networkx import DiGraph

STATED = "stated"
READINGS: Mapping[str, str] = {
    "stated": "only the arcs that the teller states",
    "series": "each member as taking from the one before it in the series",
    "series and stated": "the series, and the stated arcs besides",
}
"""Names of the readings, in the order in which they are reported, and what each takes as given."""


@dataclass(frozen=True)
class Member:
    """One place of a told series; `year` is empty, or not a first year, where `basis` says so."""

    stance: str
    holder: str
    view: str
    position: int
    year: str
    basis: str
    place: str


@dataclass(frozen=True)
class Step:
    """One arc, from the earlier stance to the later."""

    earlier: str
    later: str
    kind: str
    explicitness: str
    asserter: str
    place: str


@dataclass(frozen=True)
class Lineage:
    """One argument as one asserter tells it; `members` in the order of the telling."""

    label: str
    asserter: str
    members: tuple[Member, ...]
    steps: tuple[Step, ...]

    def holder(self, stance: str) -> str:
        """Return who holds the stance."""
        return next(m.holder for m in self.members if m.stance == stance)

    def arcs(self, reading: str) -> tuple[Step, ...]:
        """Return the arcs that a reading takes as given, stated ones first."""
        wanted = {"stated": {STATED}, "series": {"implied by order"}}
        kinds = wanted.get(reading, {STATED, "implied by order"})
        chosen = [step for step in self.steps if step.explicitness in kinds]
        place = {member.stance: member.position for member in self.members}
        return tuple(
            sorted(chosen, key=lambda s: (s.explicitness != STATED, place.get(s.earlier, 0)))
        )


@dataclass(frozen=True)
class Descent:
    """The question of a descent: one lineage, and the two members between which it is traced."""

    lineage: Lineage
    start: Member
    end: Member

    def traces(self) -> tuple[Trace, ...]:
        """Return what each reading says, stated arcs first."""
        return trace(self.lineage, self.start, self.end)

    def sentences(self) -> tuple[str, ...]:
        """Return the answer in plain sentences."""
        return sentences(self.lineage, self.start, self.end)

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, ready for JSON; shares are exact, as text."""
        return to_dict(self.lineage, self.start, self.end)


@dataclass(frozen=True)
class Trace:
    """What one reading says of the descent between two members.

    `routes` is the number of paths; `shares` gives, for each member between the two, the exact
    share of the paths that run through it.
    """

    reading: str
    arcs: tuple[Step, ...]
    routes: int
    shares: tuple[tuple[str, Fraction], ...]


def build(series: Table, edges: Table) -> tuple[Lineage, ...]:
    """Return the lineages of two tables, the answers to lineage/series and lineage/edges.

    Raises Failure for a lineage that comes back to where it started.
    """
    members: dict[str, list[Member]] = {}
    asserters: dict[str, str] = {}
    for row in series.records():
        asserters[row["lineage"]] = row["asserter"]
        members.setdefault(row["lineage"], []).append(_member(row))
    steps: dict[str, list[Step]] = {label: [] for label in members}
    for row in edges.records():
        steps[row["lineage"]].append(_step(row))
    found = tuple(
        Lineage(label, asserters[label], tuple(members[label]), tuple(steps[label]))
        for label in members
    )
    for lineage in found:
        _refuse_loops(lineage)
    return found


def _member(row: dict[str, str]) -> Member:
    return Member(
        row["stance"],
        row["holder"],
        row["view"],
        int(row["position"]),
        row["year"],
        row["yearBasis"],
        row["place"],
    )


def _step(row: dict[str, str]) -> Step:
    fields = ("from", "to", "kind", "explicitness", "asserter", "place")
    return Step(*(row[name] for name in fields))


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
        loop = " → ".join(lineage.holder(arc[0]) for arc in nx.find_cycle(net))
        raise Failure(
            f"{lineage.label} comes back to where it started: {loop}",
            remedy="Take out or turn round one of these steps",
        )


def choose(lineages: Iterable[Lineage], start: str, end: str) -> Descent:
    """Return the descent in the one lineage in which both names stand.

    A name fits a member if it is part of the holder's name, however it is spelt.
    Raises UnknownName if no lineage, or more than one, has both.
    """
    lineages = tuple(lineages)
    fits = []
    for lineage in lineages:
        ends = [_fitting(lineage, name) for name in (start, end)]
        if ends[0] and ends[1]:
            fits.append((lineage, ends[0], ends[1]))
    if len(fits) == 1:
        return _in_order(*fits[0])
    known = "; ".join(f"{x.label}: {', '.join(m.holder for m in x.members)}" for x in lineages)
    told = "more than one lineage has" if fits else "no lineage has"
    raise UnknownName(f"{told} both {start!r} and {end!r}", remedy=f"There are {known}")


def _in_order(lineage: Lineage, start: Member, end: Member) -> Descent:
    """Return the descent from one to the other; UsageError unless the first is told as earlier."""
    if start == end:
        raise UsageError(f"{start.holder} is one end twice", remedy="Name two different holders")
    if start.position > end.position:
        raise UsageError(
            f"{start.holder} stands after {end.holder} in {lineage.label}",
            remedy=f"Ask the other way round: {end.holder}, then {start.holder}",
        )
    return Descent(lineage, start, end)


def _fitting(lineage: Lineage, name: str) -> Member | None:
    wanted = key(name)
    fits = [m for m in lineage.members if wanted and wanted in key(f"{m.holder} {m.stance}")]
    return fits[0] if len(fits) == 1 else None


def trace(lineage: Lineage, start: Member, end: Member) -> tuple[Trace, ...]:
    """Return what each reading says of the descent from `start` to `end`, stated arcs first."""
    return tuple(_trace(lineage, start, end, reading) for reading in READINGS)


def _trace(lineage: Lineage, start: Member, end: Member, reading: str) -> Trace:
    arcs = lineage.arcs(reading)
    net = graph(arcs)
    net.add_nodes_from(m.stance for m in lineage.members)
    onward = _paths(net, start.stance)
    back = _paths(net.reverse(copy=False), end.stance)
    routes = onward[end.stance]
    between = [m for m in lineage.members if m not in (start, end)]
    shares = tuple(
        (m.holder, Fraction(onward[m.stance] * back[m.stance], routes) if routes else Fraction(0))
        for m in between
    )
    carrying = tuple(a for a in arcs if onward[a.earlier] and back[a.later])
    return Trace(reading, carrying, routes, shares)


def _paths(net: DiGraph[str], source: str) -> dict[str, int]:
    """Return the number of paths from `source` to each node: one pass in topological order."""
    import networkx as nx

    counts = dict.fromkeys(net, 0)
    counts[source] = 1
    for node in nx.topological_sort(net):
        for after in net.successors(node):
            counts[after] += counts[node]
    return counts


def sentences(lineage: Lineage, start: Member, end: Member) -> tuple[str, ...]:
    """Return the answer in plain sentences: one a reading, then what no document states."""
    told = [_sentence(item, start, end) for item in trace(lineage, start, end)]
    return (*told, *_unsaid(lineage, start, end))


def _sentence(found: Trace, start: Member, end: Member) -> str:
    head = f"Reading “{found.reading}” ({READINGS[found.reading]}): "
    if not found.routes:
        return f"{head}no arc leads from {start.holder} to {end.holder}."
    routes = "one route" if found.routes == 1 else f"{found.routes} routes"
    return f"{head}{routes} from {start.holder} to {end.holder}; {_between(found)}."


def _between(found: Trace) -> str:
    """Return who stands on the routes between their ends, and on how many of them."""
    on = [
        f"{name} on {_share(share, found.routes)}" if found.routes > 1 else name
        for name, share in found.shares
        if share
    ]
    return f"in between {', '.join(on)}" if on else "nobody in between"


def _share(share: Fraction, routes: int) -> str:
    return "all of them" if share == 1 else f"{share * routes} of {routes}"


def _unsaid(lineage: Lineage, start: Member, end: Member) -> tuple[str, ...]:
    """Return what no document states: the descent itself, or that it runs through the others."""
    stated = graph(lineage.arcs(STATED))
    if not _trace(lineage, start, end, STATED).routes:
        told = f"No document states an arc from {start.holder} to {end.holder}"
        return (f"{told}: only {_order(lineage)} joins them.",)
    between = [m for m in lineage.members if m not in (start, end) and m.stance not in stated]
    if not between:
        return ()
    names = " or ".join(member.holder for member in between)
    told = f"No document states an arc through {names}"
    return (f"{told}: only {_order(lineage)} puts them in between.",)


def _order(lineage: Lineage) -> str:
    """Return whose the order of the series is, the steps that others have added named."""
    added = [step for step in lineage.steps if step.asserter != lineage.asserter]
    steps = ", ".join(f"{lineage.holder(s.earlier)} to {lineage.holder(s.later)}" for s in added)
    by = f"; the step from {steps} is by {added[0].asserter}" if added else ""
    return f"the order of the series (told by {lineage.asserter}{by})"


def phrase(step: Step, lineage: Lineage) -> str:
    """Return one arc in words, the later end first.

    A kind that says where the later one stands ("later in the series") is told as such.
    """
    later, earlier = lineage.holder(step.later), lineage.holder(step.earlier)
    if step.kind.startswith("later"):
        return f"{later} comes {step.kind} than {earlier}"
    return f"{later}’s argument {step.kind} {earlier}"


def to_dict(lineage: Lineage, start: Member, end: Member) -> dict[str, Any]:
    """Return a trace as plain values, ready for JSON; shares are exact, as text."""
    return {
        "lineage": lineage.label,
        "asserter": lineage.asserter,
        "members": [vars(member) for member in lineage.members],
        "readings": [
            {
                "reading": found.reading,
                "arcs": [vars(arc) for arc in found.arcs],
                "routes": str(found.routes),
                "through": {name: str(share) for name, share in found.shares},
            }
            for found in trace(lineage, start, end)
        ],
        "told": list(sentences(lineage, start, end)),
    }
