"""Whose ideas make up a work, which arcs are inheritance, who brokers, who is on longest paths."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from stakhgraph.errors import UsageError
from stakhgraph.network import path_counts
from stakhgraph.network.graph import Network, acyclic_order, components, levels
from stakhgraph.network.path_counts import REACH

__all__ = [
    "EXACT",
    "Shares",
    "ancestors",
    "basket",
    "betweenness",
    "criticality",
    "descendants",
    "transitive_reduction",
]

EXACT = 2_000
"""The most ancestors of which exact shares are told; their denominators grow with each."""


@dataclass(frozen=True)
class Shares:
    """What part of a work comes from where, by the places of nodes; exact.

    ``roots`` are those with nothing before them, and their shares add up to 1. ``passing`` tells of
    every ancestor, roots too, what part of the work comes from it or through it.
    """

    node: int
    roots: dict[int, Fraction]
    passing: dict[int, Fraction]


def ancestors(network: Network, node: int) -> Shares:
    """Give the ancestral coefficients of a work: what part of it comes from whom.

    A work takes an equal part from each of the works that it takes from, and these likewise:
    c(u) = Σ c(v) / d(v) over the v that u gives to, with d(v) the number of works that v takes
    from, and c of the work itself 1. It is the chance of coming by u when from the work one goes
    back by arcs chosen evenly. One pass over the ancestors; UsageError for more than `EXACT`.

    >>> ancestors(Network.of("abcd", [0, 0, 1, 2], [1, 2, 3, 3]), 3).roots
    {0: Fraction(1, 1)}
    """
    return descendants(network.reversed(), node)


def descendants(network: Network, node: int) -> Shares:
    """Give the same onward: what part of what a work gives goes where."""
    net = network.merged()
    share: dict[int, Fraction] = {node: Fraction(1)}
    ends: dict[int, Fraction] = {}
    for u in acyclic_order(net):
        if u not in share:
            continue
        row = net.rows[u]
        if len(share) > EXACT:
            raise UsageError(
                f"exact shares are told of up to {EXACT} works, and {net.ids[node]!r} has more",
                remedy="Take a smaller part of the network.",
            )
        if not row:
            ends[u] = share[u]
            continue
        part = share[u] / len(row)
        for v in row:
            share[v] = share.get(v, Fraction(0)) + part
    del share[node]
    return Shares(node, dict(sorted(ends.items())), dict(sorted(share.items())))


def transitive_reduction(
    network: Network, *, order: Sequence[int] | None = None
) -> tuple[int, ...]:
    """Give the places of the arcs that no longer path stands for, in a network without cycles.

    They are the fewest arcs that leave who descends from whom as it is (Aho, Garey & Ullman 1972,
    doi 10.1137/0201008); the others may be decoration. For each node the arcs are looked at from
    the nearest head on, and one is left out if an arc before it leads there already, which a row of
    bits a node tells. Raises UsageError for a cycle or parallel arcs, and above `REACH` nodes.
    """
    if network.merged() is not network:
        raise UsageError("the network has parallel arcs", remedy="Merge them first.")
    order = acyclic_order(network) if order is None else order
    _require_reach(network)
    # Counted from the end, so that a node's bits are no longer than what can lie behind it.
    place = [0] * len(network)
    for at, u in enumerate(reversed(order)):
        place[u] = at
    reach = [0] * len(network)
    kept: list[int] = []
    starts = network.starts
    for u in reversed(order):
        row, found = network.rows[u], 0
        for at in sorted(range(len(row)), key=lambda i: -place[row[i]]):
            v = row[at]
            if not found >> place[v] & 1:
                kept.append(starts[u] + at)
                found |= reach[v]
        reach[u] = found | 1 << place[u]
    return tuple(sorted(kept))


def _require_reach(network: Network) -> None:
    if len(network) > REACH:
        raise UsageError(
            f"who descends from whom is told for up to {REACH} nodes, and here are {len(network)}",
            remedy="Take a part of the network.",
        )


def betweenness(network: Network, *, parallel: str = "merge") -> list[Fraction]:
    """Give for each node the share of all paths from source to sink that run through it, exactly.

    It is f(v) · b(v) / flow, with f and b as in `counts`; 0 for all where there is no arc. A node
    at an end of a path is on it.
    """
    net = network.merged()
    order = acyclic_order(net)
    often = net.often() if parallel == "count" else None
    before = path_counts.forward(net, order, often=often)
    after = path_counts.backward(net, order, often=often)
    flow = path_counts.weigh(net, order=order, parallel=parallel).flow
    joined = {v for row in net.rows for v in row} | {u for u, row in enumerate(net.rows) if row}
    return [
        Fraction(before[v] * after[v], flow) if v in joined else Fraction(0)
        for v in range(len(net))
    ]


def criticality(network: Network, *, per_component: bool = False) -> list[int]:
    """Give for each node how much shorter its longest path is than the longest of the network.

    With h(v) the arcs of the longest path to v and d(v) of the longest from v, it is the greatest
    h + d less h(v) + d(v), each arc of length 1 (Price & Evans, arXiv 2512.12355). With
    ``per_component`` the greatest is that of the node's own weak component.
    """
    order = acyclic_order(network)
    height = levels(network, order)
    depth = [0] * len(network)
    for u in reversed(order):
        depth[u] = 1 + max([depth[v] for v in network.rows[u]]) if network.rows[u] else 0
    part = components(network) if per_component else [0] * len(network)
    longest: dict[int, int] = {}
    for v, long in enumerate(map(int.__add__, height, depth)):
        longest[part[v]] = max(longest.get(part[v], 0), long)
    return [longest[part[v]] - height[v] - depth[v] for v in range(len(network))]


def basket(network: Network, limit: int = 0, *, per_component: bool = False) -> list[int]:
    """Give the nodes whose criticality is 0, or up to a limit: those on the longest paths.

    >>> basket(Network.of("abcd", [0, 0, 1], [1, 2, 3]))
    [0, 1, 3]
    """
    found = criticality(network, per_component=per_component)
    return [node for node, value in enumerate(found) if value <= limit]
