"""Cycles undone on arrays: what `stakhgraph.network.cycles.resolve` does, with the same log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from stakhgraph.network import cycles
from stakhgraph.network.arrays import ordered_network
from stakhgraph.network.arrays.arcs import Arcs
from stakhgraph.network.arrays.array_type import Array
from stakhgraph.network.cycles import Change, Component, Resolved
from stakhgraph.network.graph import Network, smallest

__all__ = ["resolve"]


def resolve(
    net: Network, policy: str | None = None
) -> tuple[Resolved, ordered_network.OrderedNetwork]:
    """Undo cycles as `stakhgraph.network.cycles.resolve`, and return the ordered arrays besides."""
    import numpy as np

    policy = cycles.choose_policy(net, policy)
    arcs = Arcs.of_network(net).merged()
    repeated = tuple(_repeated_arcs(net, arcs))
    arcs, dropped = _without_arcs(net, arcs, arcs.tails == arcs.heads, "a loop")
    if policy == "date":
        arcs, against = _without_arcs(net, arcs, _against_date(net, arcs), "against date")
        dropped += against
    groups = [] if policy == "refuse" else arcs.strong_components()
    if groups and policy == "preprint":
        resolved = cycles.resolve(net, policy)
        return resolved, ordered_network.order_network(resolved.network)
    parts = tuple(_list_components(net, groups))
    inside: tuple[Change, ...] = ()
    if groups:
        representative = np.arange(len(net))
        for group in groups:
            representative[group] = smallest(net.ids, group)
        inside, moved = _contraction_changes(net, arcs, representative)
        repeated += moved
        net, arcs = _contracted(net, arcs, representative, groups)
    plain = arcs.network(net.ids, labels=net.labels, years=net.years)
    known = ordered_network.order_network(plain)
    resolved = Resolved(plain, known.nodes.tolist(), policy, parts, dropped + inside, repeated)
    return resolved, known


def _repeated_arcs(net: Network, arcs: Arcs) -> Iterator[Change]:
    for u, v, times in _ends_and_times(arcs, arcs.times > 1):
        ends = (net.ids[u], net.ids[v])
        yield Change(*ends, f"stands {times} times, taken as one", ends)


def _ends_and_times(arcs: Arcs, which: Array) -> Iterator[tuple[int, int, int]]:
    """Return the ends of the selected arcs, and how often each was given."""
    some = arcs.where(which)
    return zip(some.tails.tolist(), some.heads.tolist(), some.times.tolist(), strict=True)


def _without_arcs(
    net: Network, arcs: Arcs, gone: Array, reason: str
) -> tuple[Arcs, tuple[Change, ...]]:
    """Return the other arcs, and the changes to log."""
    if not gone.any():
        return arcs, ()
    changes = tuple(
        Change(net.ids[u], net.ids[v], reason) for u, v, _ in _ends_and_times(arcs, gone)
    )
    return arcs.where(~gone), changes


def _against_date(net: Network, arcs: Arcs) -> Array:
    """Return for each arc whether its earlier end is later than the other in all their years."""
    import numpy as np

    far = 10**6  # from any year
    first = np.array([min(years, default=-far) for years in net.years], np.int32)
    last = np.array([max(years, default=far) for years in net.years], np.int32)
    against: Array = first[arcs.tails] > last[arcs.heads]
    return against


def _list_components(net: Network, groups: Iterable[Sequence[int]]) -> Iterator[Component]:
    for group in groups:
        members = tuple(net.ids[node] for node in group)
        yield Component(net.ids[smallest(net.ids, group)], members)


def _contraction_changes(
    net: Network, arcs: Arcs, representative: Array
) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """Return the changes of arcs inside components, and of arcs whose end was contracted."""
    now_tails, now_heads = representative[arcs.tails], representative[arcs.heads]
    inner = now_tails == now_heads
    outer = ~inner & ((now_tails != arcs.tails) | (now_heads != arcs.heads))
    gone = tuple(
        Change(net.ids[u], net.ids[v], f"inside the component of {net.ids[representative[u]]}")
        for u, v, _ in _ends_and_times(arcs, inner)
    )
    moved = tuple(
        Change(
            net.ids[u],
            net.ids[v],
            "an end is part of a component",
            (net.ids[representative[u]], net.ids[representative[v]]),
        )
        for u, v, _ in _ends_and_times(arcs, outer)
    )
    return gone, moved


def _contracted(
    net: Network, arcs: Arcs, representative: Array, groups: Sequence[Sequence[int]]
) -> tuple[Network, Arcs]:
    """Return the nodes that represent themselves, without arcs, and the arcs between them."""
    import numpy as np

    kept = np.flatnonzero(representative == np.arange(len(net)))
    place = np.empty(len(net), np.int64)
    place[kept] = np.arange(len(kept))
    years = list(net.years)
    for group in groups if years else ():
        years[int(representative[group[0]])] = tuple(
            sorted({y for node in group for y in years[node]})
        )
    nodes = kept.tolist()
    fewer = Network(
        tuple(net.ids[node] for node in nodes),
        tuple(net.labels[node] for node in nodes) if net.labels else (),
        tuple(years[node] for node in nodes) if years else (),
        by_rows=[],
    )
    return fewer, arcs.moved(place[representative], len(nodes))
