"""Main paths and facts of networks of millions of arcs: what small ones give, by way of arrays.

Cycles are undone as in `cycles`, paths counted as in `kernels`, and the result is that of `counts`
and `mainpaths` to the last digit. This way go global main paths and key routes of the whole network
by spc, splc and spnp, without a tolerance, and parallel arcs as one; all else is done with lists.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, TypeAlias, overload

from stakhgraph.errors import UsageError
from stakhgraph.network import cycles
from stakhgraph.network.arrays import kernels
from stakhgraph.network.arrays.arcs import Arcs
from stakhgraph.network.cycles import Change, Component, Resolved
from stakhgraph.network.graph import Facts, Network, smallest
from stakhgraph.network.main_paths import MainPath
from stakhgraph.network.path_counts import Weighed
from stakhgraph.network.readers.builder import NetFile

if TYPE_CHECKING:
    import numpy as np

    Array: TypeAlias = np.ndarray[Any, np.dtype[Any]]

__all__ = ["ARCS", "MOST", "facts", "main_path", "network", "resolve", "takes"]

ARCS = 2_000_000
"""From so many arcs on, arrays are faster than they take to be compiled."""

MOST = 30_000_000
"""The most arcs for which there is room as lists and integers, at some 250 bytes each."""


def takes(arcs: int, special: str = "") -> bool:
    """Tell whether a network of so many arcs goes this way; ``special`` is asked that cannot.

    Raises UsageError where it then would not fit into memory.
    """
    there = find_spec("numpy") is not None and find_spec("numba") is not None
    if there and not special:
        return arcs >= ARCS
    if arcs > MOST:
        remedy = f"Leave out {special}, or take a part." if special else "Install the extra large."
        raise UsageError(f"{arcs:,} arcs would not fit into memory this way", remedy=remedy)
    return False


def network(source: NetFile) -> Network:
    """Give the network in a file as it stands, and no lists in it."""
    arcs = Arcs.of(len(source.ids), source.tails, source.heads)
    return arcs.network(source.ids, labels=source.labels, years=source.years)


def main_path(
    net: Network,
    policy: str | None = None,
    *,
    weight: str = "spc",
    path: str = "global",
    k: int = 1,
) -> tuple[Resolved, MainPath]:
    """Undo the cycles of a network, weigh its arcs and find a main path; parallel arcs are merged.

    Raises UsageError as `cycles.resolve` does, and Failure where numbers are too long.
    """
    done, known = resolve(net, policy)
    measured = kernels.measure(known.starts, known.heads, weight)
    found = (
        kernels.key_routes(measured, k) if path == "key-route" else kernels.global_path(measured)[0]
    )
    values = _Weights(measured, known.arcs, found)
    weighed = Weighed(done.network, done.order, weight, values, measured.exact_flow())
    return done, MainPath(weighed, tuple(sorted(known.arcs[found].tolist())))


class _Weights(Sequence[int]):
    """Exact weights of arcs: those of a main path are there, others are counted when asked for."""

    def __init__(self, measured: kernels.Measured, arcs: Array, found: Array) -> None:
        self.measured = measured
        self.arcs = arcs
        self.known = dict(zip(arcs[found].tolist(), measured.exact(found), strict=True))

    def __len__(self) -> int:
        """Give the number of arcs."""
        return len(self.arcs)

    @overload
    def __getitem__(self, at: int) -> int: ...
    @overload
    def __getitem__(self, at: slice) -> list[int]: ...
    def __getitem__(self, at: int | slice) -> int | list[int]:
        """Give the weight of an arc, or of a stretch of arcs."""
        places = range(len(self))[at]
        if isinstance(places, int):
            return self.known[places] if places in self.known else self._counted([places])[0]
        return self._counted(places)

    def _counted(self, places: Sequence[int]) -> list[int]:
        return self.measured.exact(self._place[places])

    @cached_property
    def _place(self) -> Array:
        """Where each arc of the network stands among those that are counted."""
        import numpy as np

        return np.argsort(self.arcs)


def resolve(net: Network, policy: str | None = None) -> tuple[Resolved, kernels.Rows]:
    """Undo cycles as `cycles.resolve` does, and give the rows in topological order besides."""
    import numpy as np

    policy = cycles.chosen(net, policy)
    arcs = Arcs.of_network(net).merged()
    repeated = tuple(_repeated(net, arcs))
    arcs, dropped = _without(net, arcs, arcs.tails == arcs.heads, "a loop")
    if policy == "date":
        arcs, against = _without(net, arcs, _against_date(net, arcs), "against date")
        dropped += against
    groups = [] if policy == "refuse" else arcs.strong_components()
    if groups and policy == "preprint":
        done = cycles.resolve(net, policy)
        return done, kernels.rows(done.network)
    parts = tuple(_components(net, groups))
    inside: tuple[Change, ...] = ()
    if groups:
        stands = np.arange(len(net))
        for group in groups:
            stands[group] = smallest(net.ids, group)
        inside, moved = _moves(net, arcs, stands)
        repeated += moved
        net, arcs = _contracted(net, arcs, stands, groups)
    plain = arcs.network(net.ids, labels=net.labels, years=net.years)
    known = kernels.rows(plain)
    done = Resolved(plain, known.nodes.tolist(), policy, parts, dropped + inside, repeated)
    return done, known


def _repeated(net: Network, arcs: Arcs) -> Iterator[Change]:
    for u, v, times in _told(arcs, arcs.times > 1):
        ends = (net.ids[u], net.ids[v])
        yield Change(*ends, f"stands {times} times, taken as one", ends)


def _told(arcs: Arcs, which: Array) -> Iterator[tuple[int, int, int]]:
    """Give the ends of some arcs, and how often each stands in the source."""
    some = arcs.where(which)
    return zip(some.tails.tolist(), some.heads.tolist(), some.times.tolist(), strict=True)


def _without(net: Network, arcs: Arcs, gone: Array, reason: str) -> tuple[Arcs, tuple[Change, ...]]:
    """Give the other arcs, and what the log says of those that are gone."""
    if not gone.any():
        return arcs, ()
    told = tuple(Change(net.ids[u], net.ids[v], reason) for u, v, _ in _told(arcs, gone))
    return arcs.where(~gone), told


def _against_date(net: Network, arcs: Arcs) -> Array:
    """Tell of each arc whether its earlier end is later than the other, by all their years."""
    import numpy as np

    far = 10**6  # from any year
    first = np.array([min(years, default=-far) for years in net.years], np.int32)
    last = np.array([max(years, default=far) for years in net.years], np.int32)
    against: Array = first[arcs.tails] > last[arcs.heads]
    return against


def _components(net: Network, groups: Iterable[Sequence[int]]) -> Iterator[Component]:
    for group in groups:
        members = tuple(net.ids[node] for node in group)
        yield Component(net.ids[smallest(net.ids, group)], members)


def _moves(
    net: Network, arcs: Arcs, stands: Array
) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """Give the arcs that are gone inside components, and those of which an end has moved."""
    now_tails, now_heads = stands[arcs.tails], stands[arcs.heads]
    inner = now_tails == now_heads
    outer = ~inner & ((now_tails != arcs.tails) | (now_heads != arcs.heads))
    gone = tuple(
        Change(net.ids[u], net.ids[v], f"inside the component of {net.ids[stands[u]]}")
        for u, v, _ in _told(arcs, inner)
    )
    moved = tuple(
        Change(
            net.ids[u],
            net.ids[v],
            "an end is part of a component",
            (net.ids[stands[u]], net.ids[stands[v]]),
        )
        for u, v, _ in _told(arcs, outer)
    )
    return gone, moved


def _contracted(
    net: Network, arcs: Arcs, stands: Array, groups: Sequence[Sequence[int]]
) -> tuple[Network, Arcs]:
    """Give the nodes that stand for themselves, without arcs, and the arcs between them."""
    import numpy as np

    kept = np.flatnonzero(stands == np.arange(len(net)))
    place = np.empty(len(net), np.int64)
    place[kept] = np.arange(len(kept))
    years = list(net.years)
    for group in groups if years else ():
        years[int(stands[group[0]])] = tuple(sorted({y for node in group for y in years[node]}))
    nodes = kept.tolist()
    fewer = Network(
        tuple(net.ids[node] for node in nodes),
        tuple(net.labels[node] for node in nodes) if net.labels else (),
        tuple(years[node] for node in nodes) if years else (),
        by_rows=[],
    )
    return fewer, arcs.moved(place[stands], len(nodes))


def facts(net: Network, *, parallel: str = "merge") -> Facts:
    """Count what a network is like, as `network.facts` does."""
    import numpy as np

    arcs = Arcs.of_network(net)
    arcs = arcs.merged() if parallel == "merge" else arcs
    groups = arcs.strong_components()
    stands = np.arange(len(net))
    for group in groups:
        stands[group] = group[0]
    # An end that stands for a component leaves the others alone, and a level of their own.
    flat = arcs.moved(stands, len(net))
    sizes = np.bincount(arcs.components(), minlength=1)
    return Facts(
        nodes=len(net),
        arcs=len(arcs),
        loops=int(np.sum(arcs.tails == arcs.heads)),
        isolates=int(np.sum(sizes == 1)),
        weak_components=int(np.sum(sizes > 1)),
        largest_component=int(sizes.max(initial=0)),
        depth=int(flat.levels().max(initial=-1)) + 1,
        max_in=int(np.bincount(arcs.heads, minlength=1).max()),
        max_out=int(np.bincount(arcs.tails, minlength=1).max()),
        strong_components=dict(sorted(Counter(map(len, groups)).items())),
    )
