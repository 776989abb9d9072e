"""The relations of a Pajek network, each with its arcs: read together, or one of them alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import MutableSequence

from stakhgraph.errors import UsageError
from stakhgraph.network.readers.builder import NetworkBuilder
from stakhgraph.wording import counted

__all__ = ["Ends", "Relations"]

Ends = tuple[MutableSequence[int], MutableSequence[int]]
"""The tails and heads of arcs, as node numbers."""


class Relations:
    """The arcs of each relation by its number, with the names of relations that have one."""

    def __init__(self) -> None:
        self.names: dict[int, str] = {}
        self._ends: dict[int, Ends] = {}
        self._edges: Counter[int] = Counter()

    def add(self, relation: int, ends: Ends, *, both: bool) -> None:
        """Add arcs of a relation; ``both`` says that they are edges, and count both ways."""
        tails, heads = ends
        if both:
            self._edges[relation] += len(tails)
            tails, heads = [*tails, *heads], [*heads, *tails]
        if not tails:
            return
        if relation not in self._ends:  # without a copy: arrays take a fifth of the memory of lists
            self._ends[relation] = tails, heads
        else:
            self._ends[relation][0].extend(tails)
            self._ends[relation][1].extend(heads)

    def fill(self, builder: NetworkBuilder, wanted: str | None) -> None:
        """Give a network the arcs of the wanted relation, by name or number, or of all.

        A notice says what was chosen or put together. Raises UsageError for an unknown relation.
        """
        numbers = sorted(self.names.keys() | self._ends.keys())
        listed = ", ".join(f"{self._name(k)} ({counted(self._lines(k), 'line')})" for k in numbers)
        taken = numbers if wanted is None else [self._find(wanted, numbers, builder.where)]
        for relation in taken:
            tails, heads = self._ends.get(relation, ([], []))
            if builder.tails:
                builder.tails.extend(tails)
                builder.heads.extend(heads)
            else:
                builder.tails, builder.heads = tails, heads
            builder.both_ways += self._edges[relation]
        if len(taken) > 1:
            builder.notices.append(
                f"{len(taken)} relations are read as one network: {listed}; --relation takes one"
            )
        elif len(numbers) > 1:
            builder.notices.append(f"only relation {self._name(taken[0])} is read, of {listed}")

    def _lines(self, relation: int) -> int:
        return len(self._ends.get(relation, ([], []))[0]) - self._edges[relation]

    def _name(self, relation: int) -> str:
        return f"{relation} {self.names.get(relation, '')}".strip()

    def _find(self, wanted: str, numbers: list[int], where: str) -> int:
        key = wanted.strip().casefold()
        fits = [k for k in numbers if self.names.get(k, "").casefold() == key]
        fits = fits or [k for k in numbers if str(k) == key]
        if len(fits) == 1:
            return fits[0]
        there = ", ".join(map(self._name, numbers)) or "none"
        raise UsageError(
            f"{'several relations are' if fits else 'no relation is'} called {wanted!r}",
            where=where,
            remedy=f"{'Take one by its number' if fits else 'Name one of these'}: {there}.",
        )
