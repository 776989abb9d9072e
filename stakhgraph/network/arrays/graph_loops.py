"""Compiled loops over nodes and arcs: topological order, components, levels."""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace
from typing import Any

from stakhgraph.network.arrays.array_type import Array
from stakhgraph.network.arrays.compiling import compiled

__all__ = ["graph_loops", "topological_order"]


def topological_order(starts: Array, heads: Array) -> Array:
    """Return the nodes that lie before every cycle, in topological order."""
    found: Array = graph_loops().topological(starts, heads)
    return found


@cache
def graph_loops() -> SimpleNamespace:  # noqa: C901 # see compiling
    """Compile the loops over nodes and arcs."""
    import numpy as np

    def topological(starts: Any, heads: Any) -> Any:
        """Sort the nodes before every cycle topologically (doi 10.1145/368996.369025)."""
        n = len(starts) - 1
        left = np.zeros(n, np.int32)
        for i in range(len(heads)):
            left[heads[i]] += 1
        order, count = np.empty(n, np.int64), 0
        for u in range(n):
            if left[u] == 0:
                order[count] = u
                count += 1
        done = 0
        while done < count:
            u = order[done]
            done += 1
            for i in range(starts[u], starts[u + 1]):
                left[heads[i]] -= 1
                if left[heads[i]] == 0:
                    order[count] = heads[i]
                    count += 1
        return order[:count]

    def strong(starts: Any, heads: Any) -> Any:  # noqa: C901
        """Label nodes so that those that reach each other share a label (doi 10.1137/0201010)."""
        n = len(starts) - 1
        number, low, label = np.full(n, -1, np.int64), np.zeros(n, np.int64), np.full(n, -1)
        at, work, stack = starts[:-1].copy(), np.empty(n, np.int64), np.empty(n, np.int64)
        count, held = 0, 0
        for root in range(n):
            if number[root] >= 0:
                continue
            deep = 1
            work[0] = root
            while deep:
                u = work[deep - 1]
                if number[u] < 0:
                    number[u] = low[u] = count
                    count += 1
                    stack[held] = u
                    held += 1
                if at[u] < starts[u + 1]:
                    v = heads[at[u]]
                    at[u] += 1
                    if number[v] < 0:
                        work[deep] = v
                        deep += 1
                    elif label[v] < 0:
                        low[u] = min(low[u], number[v])
                    continue
                deep -= 1
                if deep:
                    low[work[deep - 1]] = min(low[work[deep - 1]], low[u])
                if low[u] == number[u]:
                    while label[u] < 0:
                        held -= 1
                        label[stack[held]] = u
        return label

    def weak(starts: Any, heads: Any) -> Any:
        """Find for each node the first node of its weak component."""
        n = len(starts) - 1
        root = np.arange(n)
        for u in range(n):
            for i in range(starts[u], starts[u + 1]):
                a, b = u, heads[i] + 0
                while root[a] != a:
                    root[a] = root[root[a]]
                    a = root[a]
                while root[b] != b:
                    root[b] = root[root[b]]
                    b = root[b]
                if a < b:
                    root[b] = a
                else:
                    root[a] = b
        for u in range(n):
            root[u] = root[root[u]]
        return root

    def levels(starts: Any, heads: Any, order: Any) -> Any:
        level = np.zeros(len(starts) - 1, np.int64)
        for u in order:
            for i in range(starts[u], starts[u + 1]):
                level[heads[i]] = max(level[heads[i]], level[u] + 1)
        return level

    return compiled(topological, strong, weak, levels)
