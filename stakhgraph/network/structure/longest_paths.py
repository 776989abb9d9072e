"""Longest paths in a network without cycles: levels, criticality, and the basket. O(n + m).

With h(v) the arcs of the longest path to v and d(v) those of the longest path from v, the
criticality of v is the greatest h + d of the network less h(v) + d(v); the basket is the set of
nodes of criticality 0 (Price & Evans, arXiv 2512.12355).

>>> net = Network.of("abcd", [0, 0, 1], [1, 2, 3])
>>> levels(net, range(4)), criticality(net), basket(net)
([0, 1, 1, 2], [0, 0, 1, 0], [0, 1, 3])
"""

from __future__ import annotations

from collections.abc import Sequence

from stakhgraph.network.graph import Network
from stakhgraph.network.structure.components import components
from stakhgraph.network.structure.topological_order import acyclic_order

__all__ = ["basket", "criticality", "levels"]


def levels(network: Network, order: Sequence[int]) -> list[int]:
    """Return for each node the number of arcs on the longest path that leads to it."""
    level, rows = [0] * len(network), network.rows
    for u in order:
        further = level[u] + 1
        for v in rows[u]:
            if level[v] < further:
                level[v] = further
    return level


def criticality(network: Network, *, per_component: bool = False) -> list[int]:
    """Return for each node how much shorter its longest path is than the longest of all.

    With ``per_component`` it is compared with the longest path of the node's own weak component.
    Raises UsageError for a cycle.
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
    """Return the nodes on longest paths: those of criticality 0, or of at most ``limit``.

    >>> basket(Network.of("abcd", [0, 0, 1], [1, 2, 3]))
    [0, 1, 3]
    """
    found = criticality(network, per_component=per_component)
    return [node for node, value in enumerate(found) if value <= limit]
