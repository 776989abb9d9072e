"""The main path of a network in time, among the works and arcs around it.

A historiograph (Garfield's word for a citation network set out by years) through the shared layout
of ``scene``: works stand at the earliest of their years, arcs of the main path are dark and wide,
the others light, and on one logarithmic scale each is the wider the heavier it is. Works of the
main path are bold, those on a longest path (criticality 0, see ``ancestry``) have a double box.
Kinds of arcs are told by the sign at their end, how explicit they are by dashes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from heapq import nsmallest
from math import log

from stakhgraph.drawing.scene import WIDTH, Edge, Legend, Node, Scene, layout
from stakhgraph.drawing.symbols import DASHES, HEADS
from stakhgraph.network import longest_paths
from stakhgraph.network.cycles import Resolved
from stakhgraph.network.graph import STATED
from stakhgraph.network.longest_paths import levels
from stakhgraph.network.main_paths import MainPath
from stakhgraph.network.path_counts import WEIGHTS
from stakhgraph.wording import counted

__all__ = ["ARCS", "WORKS", "core", "draw"]

WORKS = 60
"""So many works are drawn at most: what one page can hold legibly."""

ARCS = 180
"""So many arcs are drawn at most, those of the main path besides."""

AIRY = 12
"""So many works leave room for long labels."""

_OTHERS = "(other)"
_PARALLEL = {"merge": "as one", "count": "each counts"}


def draw(
    found: MainPath,
    *,
    done: Resolved | None = None,
    path: str = "",
    digest: str = "",
    file: str = "",
    title: str = "",
    width: float = WIDTH,
    works: int = WORKS,
    arcs: int = ARCS,
) -> Scene:
    """Lay out a main path in its network, all works of it or its `core`.

    ``done`` tells which policy undid the cycles, and which works one work stands for. ``path``,
    ``digest`` and ``file`` are words for the caption: which main path it is, of which numbers and
    from where. Where no work has a year, levels of the topological order take the place of years;
    an arc to a work of an earlier year points left. Raises UsageError as `layout` does.

    >>> from stakhgraph.network import main_paths, path_counts
    >>> from stakhgraph.network.graph import Network
    >>> net = Network.of(["Trotsky", "Nove", "Filtzer"], [0, 1], [1, 2],
    ...                  years=[(1937,), (1969,), (1986,)])
    >>> draw(main_paths.find(path_counts.weigh(net)), title="Three").description
    '3 works from 1937 to 1986. 2 arcs, from the earlier work to the later. \
Main path, in order: Trotsky 1937 → Nove 1969 → Filtzer 1986.'
    """
    drawn = _Drawn(found, done, core(found, works), arcs)
    return layout(
        drawn.nodes(),
        drawn.edges(),
        title=title or (f"Main path of {file}" if file else "Main path"),
        subtitle=" ".join(_subtitle(drawn)),
        caption=tuple(_caption(drawn, path, digest, file)),
        legend=_legend(drawn),
        name="historiograph",
        width=width,
        label_width=150.0 if len(drawn.kept) > AIRY else 260.0,
        backward=True,
        description=" ".join(_description(drawn)),
    )


def core(found: MainPath, most: int = WORKS) -> list[int]:
    """Return the nodes that are drawn: all, or the ``most`` that come first, in their order.

    First come those of the main path, then those of criticality 0, then all others; among equals
    the one with the heavier arc comes first, then the one with the smaller id. O(m).
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


def _outstanding(found: MainPath) -> tuple[int, ...]:
    """Return the arcs of the main path; none if they are all arcs, and each a path of its own."""
    return () if len(found.arcs) == found.weighed.network.size and _flat(found) else found.arcs


def _flat(found: MainPath) -> bool:
    """Return whether there are several paths, and each is one arc: then nothing can stand out."""
    net = found.weighed.network
    return net.size > 1 and not any(net.rows[head] for head in net.heads)


def _lit(found: MainPath) -> set[int]:
    tails, heads = found.weighed.network.tails(), found.weighed.network.heads
    return {end for i in _outstanding(found) for end in (tails[i], heads[i])}


def _basket(found: MainPath) -> list[int]:
    """Return the nodes on longest paths; none where each path is one arc, and all would be."""
    net = found.weighed.network
    return longest_paths.basket(net) if net.size and not _flat(found) else []


@dataclass(frozen=True, eq=False)
class _Drawn:
    """A main path, and the nodes of its network that are drawn."""

    found: MainPath
    done: Resolved | None
    kept: Sequence[int]
    most: int

    @cached_property
    def lit(self) -> set[int]:
        return _lit(self.found)

    @cached_property
    def basket(self) -> set[int]:
        return set(_basket(self.found)) & set(self.kept)

    @cached_property
    def path(self) -> list[tuple[int, int, int]]:
        """The arcs of the main path between works that are drawn: place and ends."""
        on = set(_outstanding(self.found))
        return [arc for arc in self._between if arc[0] in on]

    @cached_property
    def others(self) -> list[tuple[int, int, int]]:
        """The other arcs that are drawn: the heaviest ones."""
        on, ids = set(_outstanding(self.found)), self.found.weighed.network.ids
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
        """Where on the axis each work stands, and how far the years that it has reach."""
        net = self.found.weighed.network
        if self.dated:
            years = ((v, net.years[v]) for v in self.kept)
            return {v: (min(y, default=None), max(y, default=None)) for v, y in years}
        level = levels(net, self.found.weighed.order)
        # Levels that no work of the drawing has are left out, or a long path would not fit.
        rank = {one: at for at, one in enumerate(sorted({level[v] for v in self.kept}), 1)}
        return {v: (rank[level[v]], None) for v in self.kept}

    @cached_property
    def members(self) -> dict[str, tuple[str, ...]]:
        """The works for which a work stands, where cycles were contracted."""
        if self.done is None or self.done.policy == "preprint":
            return {}
        return {part.id: part.members for part in self.done.components}

    @cached_property
    def logs(self) -> tuple[float, float]:
        """The logarithms of the least and the greatest weight that is drawn."""
        values = [log(max(self.found.weighed.values[i], 1)) for i, *_ in self.path + self.others]
        return min(values, default=0.0), max(values, default=0.0)

    def weight(self, value: int) -> float:
        """Return a weight as a number from 0 to 1, by its logarithm; the only one there is is 1."""
        low, high = self.logs
        return round((log(max(value, 1)) - low) / (high - low), 3) if high > low else 1.0

    def label(self, node: int) -> str:
        """Return what is written on a work: its label, how many more it stands for, its year."""
        net = self.found.weighed.network
        more = len(self.members.get(net.ids[node], ("",))) - 1
        label = net.label(node) + (f" (+{more})" if more else "")
        year = self.spans[node][0] if self.dated else None
        if year is None or str(year) in label:
            return label
        return f"{label}{',' if label[-1:].isdigit() else ''} {year}"

    def nodes(self) -> Iterator[Node]:
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
        net, values = self.found.weighed.network, self.found.weighed.values
        kinds, said = self._told(net.kinds, len(HEADS)), self._told(net.explicitness, len(DASHES))
        for arcs, lit in ((self.path, True), (self.others, False)):
            for i, u, v in arcs:
                yield Edge(
                    *(net.ids[u], net.ids[v], kinds.get(i, ""), said.get(i, "")),
                    title=f"{self.label(u)} → {self.label(v)}, weight {_figure(values[i])}",
                    weight=self.weight(values[i]),
                    lit=lit,
                )

    def _told(self, said: Sequence[str], looks: int) -> dict[int, str]:
        """Return a property of each arc; values beyond the number of looks are joined."""
        if not said:
            return {}
        told = {i: said[i] for i, *_ in self.path + self.others}
        often = Counter(told.values())
        ranked = sorted(often, key=lambda key: (-often[key], key))
        kept = set(ranked if len(ranked) <= looks else ranked[: looks - 1])
        return {i: key if key in kept else _OTHERS for i, key in told.items()}


# ------------------------------------------------------------------------------------------- words


def _subtitle(drawn: _Drawn) -> Iterator[str]:
    net = drawn.found.weighed.network
    if len(drawn.kept) < len(net):
        yield from _left_out(drawn)
    elif len(drawn._between) > len(drawn.path) + len(drawn.others):
        yield _fewer(drawn)
    if drawn.dated:
        yield "Works stand at the earliest year known of each."
    elif net.size:
        yield (
            "No year is known: the axis counts levels of the topological order, the works on the "
            f"longest path to a work and itself{_unseen(drawn)}."
        )


def _unseen(drawn: _Drawn) -> str:
    every = len(drawn.kept) == len(drawn.found.weighed.network)
    return "" if every else "; levels of which no work is drawn do not count"


def _left_out(drawn: _Drawn) -> Iterator[str]:
    """Say by what rule works and arcs are left out, and how many."""
    net, kept = drawn.found.weighed.network, set(drawn.kept)
    main, basket = len(drawn.lit & kept), len(drawn.basket - drawn.lit)
    yield (
        f"{len(kept)} of {len(net):,} works: {main} of the main path"
        f"{_of(main, len(drawn.lit))}, {basket} more on longest paths, "
        f"{len(kept) - main - basket} more with the heaviest arcs; "
        f"{len(net) - len(kept):,} are left out."
    )
    if main < len(drawn.lit):
        yield "So the main path has gaps."
    yield _fewer(drawn)


def _of(some: int, every: int) -> str:
    return f" (of {every:,})" if some < every else ""


def _fewer(drawn: _Drawn) -> str:
    arcs = len(drawn.path) + len(drawn.others)
    every = drawn.found.weighed.network.size
    cut = ", the heaviest" if arcs < len(drawn._between) else ""
    return f"{arcs} of {every:,} arcs{cut}."


def _caption(drawn: _Drawn, path: str, digest: str, file: str) -> Iterator[str]:
    weighed = drawn.found.weighed
    said = [f"Weight {weighed.weight.upper()}: {WEIGHTS[weighed.weight]}."]
    if path:
        said.append(f"Main path: {path}, all ties.")
    yield " ".join((*said, *_weaknesses(drawn)))
    yield " ".join((*_policy(drawn), f"Parallel arcs: {_PARALLEL[weighed.parallel]}."))
    if any(drawn.members.get(weighed.network.ids[v]) for v in drawn.kept):
        yield "(+n): n more works of a cycle, which are one here."
    where = ". ".join(filter(None, (file and f"File: {file}", digest and f"Digest: {digest[:16]}")))
    if where:
        yield f"{where}."


def _weaknesses(drawn: _Drawn) -> Iterator[str]:
    """Say what makes the main path less than it looks."""
    found, net = drawn.found, drawn.found.weighed.network
    if found.arcs and not _outstanding(found):
        yield (
            f"It is all {counted(net.size, 'arc')}, each a path of its own: none stands out, and "
            "none is dark."
        )
    weak = [i for i in found.arcs if net.explicitness and STATED not in net.explicitness[i]]
    if weak:
        yield f"{len(weak)} of its {counted(len(found.arcs), 'arc')} {_are(weak)} not stated."


def _are(some: Sequence[int]) -> str:
    return "is" if len(some) == 1 else "are"


def _policy(drawn: _Drawn) -> Iterator[str]:
    if (done := drawn.done) is not None:
        yield (
            f"Cycles: {done.policy}; {counted(len(done.components), 'strong component')}, "
            f"{counted(len(done.dropped), 'arc')} dropped, {len(done.changed):,} changed."
        )


def _legend(drawn: _Drawn) -> Legend:
    values = drawn.found.weighed.values
    rows = (
        ("main path", drawn.path, True),
        ("other arcs" if drawn.path else "arcs", drawn.others, False),
    )
    samples = [
        (f"{words}, {_figure(value)}", drawn.weight(value), lit)
        for words, arcs, lit in rows
        for value in _ends(values[i] for i, *_ in arcs)
    ]
    return Legend(
        kinds={"": "X → Y: Y takes from X"},
        weights=samples,
        weights_name=f"Weight {drawn.found.weighed.weight.upper()}",
        boxes_name="Work",
        dates_name="Years",
        until="bar: to the latest year known of the work",
        marked="on a longest path (criticality 0)",
    )


def _ends(values: Iterable[int]) -> list[int]:
    """Return the greatest and the least, once if they are the same."""
    found = set(values)
    return sorted({max(found), min(found)}, reverse=True) if found else []


def _figure(value: int) -> str:
    """Write a weight in few signs.

    >>> _figure(12_345), _figure(2**100)
    ('12,345', '1.27 × 10³⁰')
    """
    if value < 10**9:
        return f"{value:,}"
    digits, power = f"{Decimal(value):.2e}".split("e+")
    return f"{digits} × 10{power.translate(_RAISED)}"


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def _description(drawn: _Drawn) -> Iterator[str]:
    """Say in words what the drawing shows, for who cannot see it."""
    places = [span[0] for span in drawn.spans.values() if span[0] is not None]
    arcs = len(drawn.path) + len(drawn.others)
    span = ""
    if drawn.dated:
        span = f" from {min(places)} to {max(places)}"
    elif places:
        span = f" at {counted(max(places), 'level')}, without years"
    without = len(drawn.kept) - len(places)
    undated = f", {without} without a year" if without else ""
    yield f"{counted(len(drawn.kept), 'work')}{span}{undated}."
    yield f"{counted(arcs, 'arc')}, from the earlier work to the later."
    if drawn.path:
        yield f"Main path, in order: {'; '.join(_told(drawn))}."


def _told(drawn: _Drawn) -> Iterator[str]:
    """Return the main path as chains of works that together have each of its arcs once."""
    place = {v: at for at, v in enumerate(drawn.found.weighed.order)}
    onward: dict[int, list[int]] = {}
    for _, u, v in sorted(drawn.path, key=lambda arc: (-place[arc[1]], -place[arc[2]])):
        onward.setdefault(u, []).append(v)
    for start in sorted(onward, key=place.__getitem__):
        while onward[start]:
            walk = [start]
            while onward.get(walk[-1]):
                walk.append(onward[walk[-1]].pop())
            yield " → ".join(map(drawn.label, walk))
