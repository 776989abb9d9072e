"""The share of paths that run through each node: of all paths, or of those between two nodes.

With N(a, b) the number of paths from a to b, the share of the paths between a and b that runs
through c is N(a, c) · N(c, b) / N(a, b). All shares are exact fractions of exact counts; each
function makes one pass in each direction, O(n + m) additions.

>>> diamond = Network.of("abcd", [0, 0, 1, 2], [1, 2, 3, 3])
>>> through(diamond, 0, 3), betweenness(diamond)[1]
({1: Fraction(1, 2), 2: Fraction(1, 2)}, Fraction(1, 2))
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from stakhgraph.network import path_counts
from stakhgraph.network.graph import Network
from stakhgraph.network.structure.topological_order import acyclic_order

__all__ = ["betweenness", "paths_between", "through"]


def betweenness(network: Network, *, parallel: str = "merge") -> list[Fraction]:
    """Return for each node the exact share of all paths from source to sink that run through it.

    It is f(v) · b(v) / flow, with f and b as in `stakhgraph.network.path_counts`; 0 for every node
    if there is no arc. The ends of a path are on it.
    """
    net = network.merged()
    order = acyclic_order(net)
    multiplicities = net.multiplicities() if parallel == "count" else None
    before = path_counts.forward(net, order, multiplicities=multiplicities)
    after = path_counts.backward(net, order, multiplicities=multiplicities)
    flow = path_counts.weigh(net, order=order, parallel=parallel).flow
    joined = {v for row in net.rows for v in row} | {u for u, row in enumerate(net.rows) if row}
    return [
        Fraction(before[v] * after[v], flow) if v in joined else Fraction(0)
        for v in range(len(net))
    ]


def paths_between(
    network: Network, start: int, *, order: Sequence[int] | None = None, parallel: str = "merge"
) -> list[int]:
    """Return for each node the number of paths from ``start`` to it; 1 for ``start`` itself."""
    multiplicities = network.multiplicities() if parallel == "count" else None
    net = network if parallel == "count" else network.merged()
    counts, at = [0] * len(net), net.starts
    counts[start] = 1
    for u in acyclic_order(net) if order is None else order:
        count = counts[u]
        if count and multiplicities is not None:
            for v, times in zip(net.rows[u], multiplicities[at[u] : at[u + 1]], strict=True):
                counts[v] += count * times
        elif count:
            for v in net.rows[u]:
                counts[v] += count
    return counts


def through(
    network: Network, start: int, end: int, *, parallel: str = "merge"
) -> dict[int, Fraction]:
    """Return for each node between two others the exact share of the paths that run through it.

    Nodes on no path from ``start`` to ``end`` are left out, so the result is empty if there is
    none.

    >>> through(Network.of("abcd", [0, 0, 1, 2], [1, 2, 3, 3]), 0, 3)
    {1: Fraction(1, 2), 2: Fraction(1, 2)}
    """
    onward = paths_between(network, start, parallel=parallel)
    back = paths_between(network.reversed(), end, parallel=parallel)
    return {
        node: Fraction(onward[node] * back[node], onward[end])
        for node in range(len(network))
        if node not in (start, end) and onward[node] and back[node]
    }
