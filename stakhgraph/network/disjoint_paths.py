"""Independent routes between two nodes, and the smallest cut that separates them.

Routes are independent if they share no node but their ends. By Menger's theorem (1927) there are as
many of them as nodes, or the direct arc, that must be taken out to separate the two. They are found
by augmenting paths (Ford & Fulkerson 1956, doi 10.4153/CJM-1956-045-5) on nodes of capacity 1:
O(k · m) for k routes.

>>> diamond = Network.of("abcd", [0, 0, 1, 2], [1, 2, 3, 3])
>>> disjoint_routes(diamond, 0, 3), minimum_cut(diamond, 0, 3).nodes
([[0, 1, 3], [0, 2, 3]], (1, 2))
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from stakhgraph.network.graph import Network

__all__ = ["Cut", "disjoint_routes", "minimum_cut"]


@dataclass(frozen=True)
class Cut:
    """A smallest set of things to take out so that no path leads from one node to another.

    ``direct`` says whether the arc that joins the two is one of them: no node can replace it.
    """

    nodes: tuple[int, ...]
    direct: bool

    def __len__(self) -> int:
        """Return the number of nodes and arcs to take out."""
        return len(self.nodes) + self.direct


def disjoint_routes(network: Network, start: int, end: int) -> list[list[int]]:
    """Return as many paths from ``start`` to ``end`` as possible that share no other node.

    Each is a list of nodes, both ends included; they are ordered by their second node.
    """
    flow = _DisjointPaths(network, start, end)
    direct = [[start, end]] if flow.direct else []
    return sorted(direct + [flow.route(first) for first in flow.firsts()], key=lambda r: r[1])


def minimum_cut(network: Network, start: int, end: int) -> Cut:
    """Return a smallest set of nodes without which no path leads from ``start`` to ``end``.

    Of several such sets it is the nearest to ``start``. Its size is the number of
    `disjoint_routes`.
    """
    flow = _DisjointPaths(network, start, end)
    return Cut(tuple(sorted(flow.cut())), flow.direct)


class _DisjointPaths:
    """Paths that share no inner node, found one by one by augmentation.

    Each node has a gate and an inside; a path enters by the gate, and each gate is used once.
    ``after`` and ``before`` hold the next and the previous node on the path through a node.
    """

    def __init__(self, network: Network, start: int, end: int) -> None:
        net = network.merged()
        self.start, self.end = start, end
        self.rows = net.rows
        self.direct = end in net.rows[start]
        self.after: dict[int, int] = {}
        self.before: dict[int, int] = {}
        self.taken: set[int] = set()
        self.seen: dict[tuple[int, bool], tuple[int, bool] | None] = {}
        while start != end and self._augment():
            pass

    def _augment(self) -> bool:
        """Search for one more path, which may reroute others; return whether there is one."""
        begin = (self.start, True)
        self.seen = {begin: None}
        queue = [begin]
        # A state is a node, and whether the search is inside it or only at its gate.
        for state in queue:
            for following in self._following(*state):
                if following[0] == self.end:
                    self._take(state)
                    return True
                if following not in self.seen:
                    self.seen[following] = state
                    queue.append(following)
        return False

    def _following(self, node: int, inside: bool) -> list[tuple[int, bool]]:
        if not inside:
            # The gate of a node that a path uses: the search can only reroute that path.
            before = self.before[node]
            return [] if before == self.start else [(before, True)]
        # Used arcs are followed too: only nodes have a capacity, so cuts consist of nodes.
        found = [
            (v, v not in self.before)
            for v in self.rows[node]
            if v != self.start and not (node == self.start and v == self.end)
        ]
        if node in self.before:
            found.append((node, False))
        return found

    def _take(self, state: tuple[int, bool]) -> None:
        """Add the path that ends in ``state``: trace it back and reverse what it reroutes."""
        chain = [state]
        while (last := self.seen[chain[-1]]) is not None:
            chain.append(last)
        steps = list(pairwise([*reversed(chain), (self.end, True)]))
        new = [(u, v) for (u, inside), (v, _) in steps if inside and u != v]
        for (u, inside), (v, _) in steps:
            if not inside and u != v:
                self.after.pop(v)
                self.before.pop(u)
        for u, v in new:
            self._lay(u, v)

    def _lay(self, u: int, v: int) -> None:
        if u == self.start:
            self.taken.add(v)
        else:
            self.after[u] = v
        if v != self.end:
            self.before[v] = u

    def firsts(self) -> list[int]:
        """Return the second nodes of the paths."""
        return sorted(self.taken)

    def route(self, first: int) -> list[int]:
        """Return the path whose second node is ``first``."""
        path = [self.start, first]
        while path[-1] != self.end:
            path.append(self.after[path[-1]])
        return path

    def cut(self) -> list[int]:
        """Return the nodes whose gate the last search reached, but not their inside."""
        return [node for node, inside in self.seen if not inside and (node, True) not in self.seen]
