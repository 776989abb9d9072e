"""Which works and arcs of a network a historiograph shows, and how they look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from heapq import nsmallest
from math import log

from stakhgraph.drawing.symbols import DASHES, HEADS
from stakhgraph.drawing.works import Edge, Node
from stakhgraph.network.cycles import Resolved
from stakhgraph.network.main_paths import MainPath
from stakhgraph.network.structure import longest_paths
from stakhgraph.network.structure.longest_paths import levels

__all__ = ["Selection", "core", "outstanding_arcs", "short_number"]

WORKS = 60
"""The most works that are drawn: what one page can hold legibly."""


ARCS = 180
"""The most arcs that are drawn besides those of the main path."""

_OTHERS = "(other)"


def core(found: MainPath, most: int = WORKS) -> list[int]:
    """Return the nodes that are drawn: all, or the first ``most``, in the order of the network.

    First are those of the main path, then those of criticality 0, then all others; among equals the
    one with the heavier arc comes first, then the one with the smaller id. O(m).
    """
    net, values = found.weighed.network, found.weighed.values
    if len(net) <= most:
        return list(range(len(net)))
    lit, basket = _lit(found), set(_basket(found))
    heaviest = [0] * len(net)
    for (u, v), value in zip(net.pairs(), values, strict=True):
        heaviest[u], heaviest[v] = max(heaviest[u], value), max(heaviest[v], value)
    return sorted(
        nsmallest(
            most,
            range(len(net)),
            key=lambda v: (v not in lit, v not in basket, -heaviest[v], net.ids[v]),
        )
    )


def outstanding_arcs(found: MainPath) -> tuple[int, ...]:
    """Return the arcs of the main path; none if they are all arcs, each a path of its own."""
    return (
        ()
        if len(found.arcs) == found.weighed.network.size and _has_only_single_arcs(found)
        else found.arcs
    )


def _has_only_single_arcs(found: MainPath) -> bool:
    """Return whether there are several paths of one arc each, so that none stands out."""
    net = found.weighed.network
    return net.size > 1 and not any(net.rows[head] for head in net.heads)


def _lit(found: MainPath) -> set[int]:
    tails, heads = found.weighed.network.tails(), found.weighed.network.heads
    return {end for i in outstanding_arcs(found) for end in (tails[i], heads[i])}


def _basket(found: MainPath) -> list[int]:
    """Return the nodes on longest paths; none if each path is a single arc."""
    net = found.weighed.network
    return longest_paths.basket(net) if net.size and not _has_only_single_arcs(found) else []


@dataclass(frozen=True, eq=False)
class Selection:
    """A main path, and the nodes of its network that are drawn."""

    found: MainPath
    resolved: Resolved | None
    kept: Sequence[int]
    most: int

    @cached_property
    def lit(self) -> set[int]:
        """The nodes to highlight: those on the main path, or none if no path stands out."""
        return _lit(self.found)

    @cached_property
    def basket(self) -> set[int]:
        """The nodes on longest paths that are drawn."""
        return set(_basket(self.found)) & set(self.kept)

    @cached_property
    def path(self) -> list[tuple[int, int, int]]:
        """The arcs of the main path between works that are drawn: number and ends."""
        on = set(outstanding_arcs(self.found))
        return [arc for arc in self._between if arc[0] in on]

    @cached_property
    def others(self) -> list[tuple[int, int, int]]:
        """The other arcs that are drawn: the heaviest ones."""
        on, ids = set(outstanding_arcs(self.found)), self.found.weighed.network.ids
        others = [arc for arc in self._between if arc[0] not in on]
        values = self.found.weighed.values
        return nsmallest(self.most, others, key=lambda a: (-values[a[0]], ids[a[1]], ids[a[2]]))

    @cached_property
    def _between(self) -> list[tuple[int, int, int]]:
        kept = set(self.kept)
        pairs = enumerate(self.found.weighed.network.pairs())
        return [(i, u, v) for i, (u, v) in pairs if u in kept and v in kept]

    @property
    def dated(self) -> bool:
        """Whether any work that is drawn has a year."""
        years = self.found.weighed.network.years
        return any(years[v] for v in self.kept) if years else False

    @cached_property
    def spans(self) -> dict[int, tuple[int | None, int | None]]:
        """The first and the last year of each work, or its level and None."""
        net = self.found.weighed.network
        if self.dated:
            years = ((v, net.years[v]) for v in self.kept)
            return {v: (min(y, default=None), max(y, default=None)) for v, y in years}
        level = levels(net, self.found.weighed.order)
        # Levels without a work in the drawing are left out, or a long path would not fit.
        rank = {one: at for at, one in enumerate(sorted({level[v] for v in self.kept}), 1)}
        return {v: (rank[level[v]], None) for v in self.kept}

    @cached_property
    def members(self) -> dict[str, tuple[str, ...]]:
        """The works that a work represents, if cycles were contracted."""
        if self.resolved is None or self.resolved.policy == "preprint":
            return {}
        return {part.id: part.members for part in self.resolved.components}

    @cached_property
    def logs(self) -> tuple[float, float]:
        """The logarithms of the least and the greatest weight that is drawn."""
        values = [log(max(self.found.weighed.values[i], 1)) for i, *_ in self.path + self.others]
        return min(values, default=0.0), max(values, default=0.0)

    def weight(self, value: int) -> float:
        """Return a weight as a number from 0 to 1, by its logarithm; 1 if all are the same."""
        low, high = self.logs
        return round((log(max(value, 1)) - low) / (high - low), 3) if high > low else 1.0

    def label(self, node: int) -> str:
        """Return the label of a work: its name, how many more it represents, its year."""
        net = self.found.weighed.network
        more = len(self.members.get(net.ids[node], ("",))) - 1
        label = net.label(node) + (f" (+{more})" if more else "")
        year = self.spans[node][0] if self.dated else None
        if year is None or str(year) in label:
            return label
        return f"{label}{',' if label[-1:].isdigit() else ''} {year}"

    def nodes(self) -> Iterator[Node]:
        """Yield the works."""
        net = self.found.weighed.network
        for v in self.kept:
            year, last = self.spans[v]
            members = self.members.get(net.ids[v], ())
            title = f"{self.label(v)}; stands for {', '.join(members)}" if members else ""
            yield Node(
                *(net.ids[v], self.label(v), year, last),
                title=title,
                lit=v in self.lit,
                marked=v in self.basket,
            )

    def edges(self) -> Iterator[Edge]:
        """Yield the links, those of the main path first."""
        net, values = self.found.weighed.network, self.found.weighed.values
        kinds = self._limited(net.kinds, len(HEADS))
        explicitness = self._limited(net.explicitness, len(DASHES))
        for arcs, lit in ((self.path, True), (self.others, False)):
            for i, u, v in arcs:
                yield Edge(
                    *(net.ids[u], net.ids[v], kinds.get(i, ""), explicitness.get(i, "")),
                    title=f"{self.label(u)} → {self.label(v)}, weight {short_number(values[i])}",
                    weight=self.weight(values[i]),
                    lit=lit,
                )

    def _limited(self, values: Sequence[str], most: int) -> dict[int, str]:
        """Return a property of the arcs drawn; if it has too many values, the rest become one."""
        if not values:
            return {}
        drawn = {i: values[i] for i, *_ in self.path + self.others}
        often = Counter(drawn.values())
        ranked = sorted(often, key=lambda key: (-often[key], key))
        kept = set(ranked if len(ranked) <= most else ranked[: most - 1])
        return {i: key if key in kept else _OTHERS for i, key in drawn.items()}


def short_number(value: int) -> str:
    """Return a weight in few characters.

    >>> short_number(12_345), short_number(2**100)
    ('12,345', '1.27 × 10³⁰')
    """
    if value < 10**9:
        return f"{value:,}"
    digits, power = f"{Decimal(value):.2e}".split("e+")
    return f"{digits} × 10{power.translate(_RAISED)}"


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
