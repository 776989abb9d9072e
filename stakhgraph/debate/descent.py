"""The descent of an argument from one holder to another: exact counts, and sentences about them.

Routes are counted in each reading of the lineage (`lineage.READINGS`). If N(a, b) is the number of
paths from a to b, the share of them that runs through c is N(a, c) · N(c, b) / N(a, b). A holder is
unavoidable if every route runs through that holder, who then dominates the end. Routes are
independent if they share only their ends; by Menger's theorem there are as many independent routes
as holders (or stated steps) that must be removed to separate the two ends.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from stakhgraph.debate.lineage import READINGS, STATED, Lineage, Member, Step, phrase
from stakhgraph.errors import UnknownName, UsageError
from stakhgraph.network import betweenness, disjoint_paths, dominators
from stakhgraph.network.graph import Network
from stakhgraph.rdf.tables import Table
from stakhgraph.rdf.terms import Literal
from stakhgraph.spelling import key


@dataclass(frozen=True)
class Trace:
    """The descent between two members in one reading.

    `routes` is the number of paths; `shares` holds the exact share of them that runs through each
    member between the two, and `unavoidable` the members on all of them; `independent` is the
    number of independent routes.
    """

    reading: str
    arcs: tuple[Step, ...]
    routes: int
    shares: tuple[tuple[str, Fraction], ...]
    unavoidable: tuple[str, ...]
    independent: int
    counts: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Descent:
    """A lineage and the two members between which it is traced."""

    lineage: Lineage
    start: Member
    end: Member

    @cached_property
    def traces(self) -> tuple[Trace, ...]:
        """The descent in each reading, in the order of `READINGS`."""
        return tuple(self._trace(reading) for reading in READINGS)

    def without(self, *, implied: bool = False, added: bool = False) -> Descent:
        """Return the same descent without steps that are only implied, or added by others."""
        return Descent(self.lineage.without(implied=implied, added=added), self.start, self.end)

    def sentences(self) -> tuple[str, ...]:
        """Return the answer in sentences: one for each reading, then what no document states."""
        return (*(self._sentence(trace) for trace in self.traces), *self._unstated())

    def answers(self) -> tuple[str, ...]:
        """Return further answers: who is unavoidable, what remains, who else is in the series."""
        each = map(self._unavoidable, self.traces)
        return (*each, *self._ranges(), *self._remains(), *self._added(), *self._others())

    def explained(self) -> tuple[str, ...]:
        """Return the calculation of the shares, a line for each member in each reading."""
        return tuple(line for trace in self.traces for line in self._calculation(trace))

    def table(self) -> Table:
        """Return the members as a table for a paper, the earliest first."""
        columns = ("no.", "who", "year", "view", "reporter", "own page", "edition", "place")
        return Table(columns, tuple(tuple(map(_cell, _row(m))) for m in self.lineage.members))

    def digest(self) -> str:
        """Return the SHA-256 of the lineage and the answer, by which both can be cited."""
        text = json.dumps(self._plain(), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, ready for JSON; shares are exact, as text."""
        return {**self._plain(), "digest": self.digest()}

    def _plain(self) -> dict[str, Any]:
        return {
            "lineage": self.lineage.label,
            "asserter": self.lineage.asserter,
            "from": self.start.who,
            "to": self.end.who,
            "members": [vars(member) for member in self.lineage.members],
            "readings": [
                {
                    "reading": found.reading,
                    "arcs": [vars(arc) for arc in found.arcs],
                    "routes": str(found.routes),
                    "through": {name: str(share) for name, share in found.shares},
                    "unavoidable": list(found.unavoidable),
                    "independent_routes": found.independent,
                }
                for found in self.traces
            ],
            "told": list(self.sentences()),
            "answers": list(self.answers()),
        }

    def _trace(self, reading: str) -> Trace:
        arcs = self.lineage.arcs(reading)
        at = {member.stance: place for place, member in enumerate(self.lineage.members)}
        net = Network.of(at, [at[a.earlier] for a in arcs], [at[a.later] for a in arcs])
        first, last = at[self.start.stance], at[self.end.stance]
        onward = betweenness.paths_between(net, first)
        back = betweenness.paths_between(net.reversed(), last)
        routes = onward[last]
        between = [m for m in self.lineage.members if m not in (self.start, self.end)]
        counts = tuple((m.who, onward[at[m.stance]], back[at[m.stance]]) for m in between)
        return Trace(
            reading,
            tuple(a for a in arcs if onward[at[a.earlier]] and back[at[a.later]]),
            routes,
            tuple(
                (name, Fraction(n * b, routes) if routes else Fraction(0)) for name, n, b in counts
            ),
            tuple(self._holder(node) for node in dominators.unavoidable(net, first, last)),
            len(disjoint_paths.disjoint_routes(net, first, last)) if routes else 0,
            counts,
        )

    def _holder(self, place: int) -> str:
        return self.lineage.members[place].who

    @property
    def _ends(self) -> str:
        return f"{self.start.who} to {self.end.who}"

    def _sentence(self, found: Trace) -> str:
        head = f"Reading “{found.reading}” ({READINGS[found.reading]}): "
        if not found.routes:
            return f"{head}no arc leads from {self._ends}."
        routes = "one route" if found.routes == 1 else f"{found.routes} routes"
        return f"{head}{routes} from {self._ends}; {_between(found)}."

    def _unavoidable(self, found: Trace) -> str:
        head = f"Unavoidable in the reading “{found.reading}”: "
        if not found.routes:
            return f"{head}no question, as there is no route."
        who = ", ".join(found.unavoidable) or "nobody"
        many = f"; {found.independent} routes share nobody" if found.independent > 1 else ""
        return f"{head}{who}{many}."

    def _ranges(self) -> Iterator[str]:
        """Yield for each holder in between how much runs through them, reading by reading."""
        between = [m.who for m in self.lineage.members if m not in (self.start, self.end)]
        for name in between:
            shares = [(t, dict(t.shares).get(name, Fraction(0))) for t in self.traces]
            if not any(share for _, share in shares):
                continue
            parts = "; ".join(f"“{t.reading}” {_part(t, share)}" for t, share in shares)
            yield f"Through {name} run: {parts}."

    def _remains(self) -> Iterator[str]:
        """Yield what remains without the steps that are only implied."""
        kept = self.lineage.without(implied=True).steps
        steps = "; ".join(f"{phrase(s, self.lineage)} ({s.asserter}, {s.place})" for s in kept)
        yield f"Without the implied steps there remains: {steps or 'nothing'}."

    def _added(self) -> Iterator[str]:
        """Yield what remains without the steps that others than the teller have added."""
        added = [step for step in self.lineage.steps if step.asserter != self.lineage.asserter]
        if not added:
            return
        steps = "; ".join(phrase(step, self.lineage) for step in added)
        left = {t.reading: t.routes for t in self.without(added=True).traces}
        routes = ", ".join(f"“{reading}” {count or 'no'}" for reading, count in left.items())
        yield f"Without what {added[0].asserter} added ({steps}), routes by reading: {routes}."

    def _others(self) -> Iterator[str]:
        """Yield who else is in the series: in between, and outside the two ends."""
        low, high = self.start.position, self.end.position
        rest = [m for m in self.lineage.members if m not in (self.start, self.end)]
        where = {
            "in between": [m.who for m in rest if low <= m.position <= high],
            "outside the two": [m.who for m in rest if not low <= m.position <= high],
        }
        others = "; ".join(f"{', '.join(who)} {place}" for place, who in where.items() if who)
        yield f"Who else stands in the series: {others or 'nobody'}."

    def _unstated(self) -> Iterator[str]:
        """Yield what no document states: the descent itself, or that it runs through the others."""
        stated = {end for s in self.lineage.arcs(STATED) for end in (s.earlier, s.later)}
        routes = next(found.routes for found in self.traces if found.reading == STATED)
        between = [
            m.who
            for m in self.lineage.members
            if m not in (self.start, self.end) and m.stance not in stated
        ]
        if not routes:
            yield (f"No document states an arc from {self._ends}: only {self._order()} joins them.")
        elif between:
            names = " or ".join(between)
            yield (
                f"No document states an arc through {names}: only {self._order()} puts them in "
                "between."
            )

    def _order(self) -> str:
        """Return who gives the order of the series, and who added which steps."""
        found = self.lineage
        added = [step for step in found.steps if step.asserter != found.asserter]
        steps = ", ".join(f"{found.who(s.earlier)} to {found.who(s.later)}" for s in added)
        by = f"; the step from {steps} is by {added[0].asserter}" if added else ""
        return f"the order of the series (told by {found.asserter}{by})"

    def _calculation(self, found: Trace) -> Iterator[str]:
        ends = f"{self.start.who} → {self.end.who}"
        yield f"Reading “{found.reading}”: N({ends}) = {found.routes}"
        for name, onward, back in found.counts:
            share = f" = {Fraction(onward * back, found.routes)}" if found.routes else ""
            yield (
                f"  {name}: N({self.start.who} → {name}) · N({name} → {self.end.who}) / "
                f"N = {onward} · {back} / {found.routes}{share}"
            )


def choose(lineages: Iterable[Lineage], start: str, end: str) -> Descent:
    """Return the descent in the one lineage that has holders of both names.

    A name fits a member if it is part of the holder's name, in any spelling.
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
    known = "; ".join(f"{x.label}: {', '.join(m.who for m in x.members)}" for x in lineages)
    found = "more than one lineage has" if fits else "no lineage has"
    raise UnknownName(f"{found} both {start!r} and {end!r}", remedy=f"There are {known}")


def _in_order(lineage: Lineage, start: Member, end: Member) -> Descent:
    """Return the descent from one to the other; UsageError unless the first is the earlier one."""
    if start == end:
        raise UsageError(f"{start.who} is named as both ends", remedy="Name two different holders")
    if start.position > end.position:
        raise UsageError(
            f"{start.who} comes after {end.who} in {lineage.label}",
            remedy=f"Ask the other way round: {end.who}, then {start.who}",
        )
    return Descent(lineage, start, end)


def _fitting(lineage: Lineage, name: str) -> Member | None:
    wanted = key(name)
    fits = [m for m in lineage.members if wanted and wanted in key(f"{m.who} {m.stance}")]
    return fits[0] if len(fits) == 1 else None


def _between(found: Trace) -> str:
    """Return who is on the routes between the ends, and on how many of them."""
    on = [
        f"{name} on {_share(share, found.routes)}" if found.routes > 1 else name
        for name, share in found.shares
        if share
    ]
    return f"in between {', '.join(on)}" if on else "nobody in between"


def _share(share: Fraction, routes: int) -> str:
    return "all of them" if share == 1 else f"{share * routes} of {routes}"


def _part(found: Trace, share: Fraction) -> str:
    """Return how many routes of a reading run through somebody, in words."""
    if not found.routes:
        return "no route there is"
    return _share(share, found.routes) if share else f"none of {found.routes}"


def _row(member: Member) -> tuple[str, ...]:
    year = member.year if member.basis == "first published" else member.dated
    return (
        *(str(member.position), member.who, year, member.view, member.reporter),
        *(member.cited, member.edition, f"{member.place} of {member.document}"),
    )


def _cell(text: str) -> Literal | None:
    return Literal(text) if text else None
