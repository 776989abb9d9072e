"""Weak and strong components: which nodes are joined at all, and which reach each other. O(n + m).

Strong components: R. E. Tarjan, "Depth-first search and linear graph algorithms", SIAM Journal on
Computing 1 (1972), doi 10.1137/0201010. Weak components: union and find with path halving.

>>> net = Network.of("abcd", [0, 1, 1], [1, 0, 2])
>>> components(net), strong_components(net)
([0, 0, 0, 3], [[0, 1]])
"""

from __future__ import annotations

from stakhgraph.network.graph import Network
from stakhgraph.network.structure.topological_order import topological_order

__all__ = ["components", "strong_components"]


def components(network: Network) -> list[int]:
    """Return for each node the first node of its weak component."""
    root = list(range(len(network)))

    def find(node: int) -> int:
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    for u, row in enumerate(network.rows):
        top = find(u)
        for v in row:
            other = find(v)
            if other < top:
                root[top] = top = other
            elif other > top:
                root[other] = top
    return [find(node) for node in range(len(root))]


def strong_components(network: Network) -> list[list[int]]:
    """Return the groups of two or more nodes that reach each other, in order of their first node.

    Only nodes on or behind a cycle are searched, with an explicit stack instead of recursion.
    """
    free = topological_order(network)
    if len(free) == len(network):
        return []
    rows = network.rows
    state = _TarjanState([-1] * len(rows), [0] * len(rows))
    for node in free:
        state.low[node] = -2
    for root in range(len(rows)):
        if state.low[root] == -1:
            _visit(rows, root, state)
    return sorted(sorted(group) for group in state.groups if len(group) > 1)


class _TarjanState:
    """The state of Tarjan's search; in ``low``, -1 means not visited and -2 means finished."""

    def __init__(self, low: list[int], number: list[int]) -> None:
        self.low = low
        self.number = number
        self.count = 0
        self.stack: list[int] = []
        self.groups: list[list[int]] = []


def _visit(rows: list[list[int]], root: int, state: _TarjanState) -> None:
    low, number = state.low, state.number
    work = [(root, 0)]
    while work:
        node, at = work.pop()
        if low[node] == -1:
            low[node] = number[node] = state.count
            state.count += 1
            state.stack.append(node)
        row = rows[node]
        while at < len(row) and low[row[at]] != -1:
            # An arc to a finished node (-2) is ignored; any other may lead further back.
            if low[row[at]] >= 0 and low[row[at]] < low[node]:
                low[node] = low[row[at]]
            at += 1
        if at < len(row):
            work.append((node, at))
            work.append((row[at], 0))
        elif low[node] == number[node]:
            _close_component(node, state)


def _close_component(node: int, state: _TarjanState) -> None:
    group = []
    while True:
        member = state.stack.pop()
        state.low[member] = -2
        group.append(member)
        if member == node:
            break
    state.groups.append(group)
