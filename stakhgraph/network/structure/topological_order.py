"""Topological order: every node after all nodes from which arcs lead to it. O(n + m).

A. B. Kahn, "Topological sorting of large networks", CACM 5 (1962), doi 10.1145/368996.369025.

>>> topological_order(Network.of("abc", [2, 1], [1, 0]))
[2, 1, 0]
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from stakhgraph.errors import UsageError
from stakhgraph.network.graph import Network

__all__ = ["acyclic_order", "topological_order"]


def topological_order(network: Network) -> list[int]:
    """Return the nodes that lie before every cycle, each after all nodes that have an arc to it.

    The order of the nodes themselves is used, forward or backward, if it is a topological one. All
    nodes are in the result if and only if there is no cycle.
    """
    n, rows = len(network), network.rows
    if all(not row or row[0] > u for u, row in enumerate(rows)):
        return list(range(n))
    if all(not row or row[-1] < u for u, row in enumerate(rows)):
        return list(range(n - 1, -1, -1))
    left = [0] * n
    for head in chain.from_iterable(rows):
        left[head] += 1
    ready = [u for u in range(n) if not left[u]]
    for u in ready:
        for v in rows[u]:
            left[v] -= 1
            if not left[v]:
                ready.append(v)
    return ready


def acyclic_order(network: Network) -> list[int]:
    """Return the nodes in topological order; UsageError, naming a cycle, if there is one."""
    found = topological_order(network)
    if len(found) < len(network):
        names = " → ".join(network.ids[node] for node in _find_cycle(network, found))
        raise UsageError(
            f"the network has a cycle: {names}",
            remedy="Choose what to do with cycles: date, contract or preprint.",
        )
    return found


def _find_cycle(network: Network, free: Iterable[int]) -> list[int]:
    """Return the nodes of one cycle, the first repeated at the end; long ones are cut."""
    gone, back = set(free), network.reversed()
    node = next(u for u in range(len(network)) if u not in gone)
    path: list[int] = []
    seen: dict[int, int] = {}
    # Each remaining node has an arc from another one, so going back must close a cycle.
    while node not in seen:
        seen[node] = len(path)
        path.append(node)
        row = back.heads[back.starts[node] : back.starts[node + 1]]
        node = next(u for u in row if u not in gone)
    cycle = [*path[seen[node] :], node][::-1]
    return cycle if len(cycle) <= 9 else cycle[:8]
