"""Who cannot be avoided: dominators, the share of paths through a node, independent routes, cuts.

A node dominates another if every path to that one runs through it; it post-dominates it if every
path onward does. In a network without cycles one pass in topological order finds the immediate
dominator of each node: it is where the paths to its predecessors last were one, as Cooper, Harvey
and Kennedy (A Simple, Fast Dominance Algorithm, 2001) have it, but found by jumps that halve the
way up the tree, so that no network makes it slow. Independent routes and cuts are Menger's theorem,
by augmenting paths.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from stakhgraph.network.graph import Network, acyclic_order

__all__ = [
    "Cut",
    "disjoint_routes",
    "dominators",
    "minimum_cut",
    "paths_between",
    "post_dominators",
    "through",
    "unavoidable",
]

ROOT = -1
"""Stands for what precedes all sources: nothing dominates, or nothing leads here."""


def dominators(
    network: Network, start: int | None = None, *, order: Sequence[int] | None = None
) -> list[int]:
    """Give the immediate dominator of each node, on paths from all sources or from ``start``.

    It is -1 for a node that no other dominates, and for one that ``start`` does not reach.
    Raises UsageError for a cycle.

    >>> dominators(Network.of("abcd", [0, 0, 1, 2], [1, 2, 3, 3]))
    [-1, 0, 0, 0]
    """
    order = acyclic_order(network) if order is None else order
    tree = _Tree(len(network))
    # What the predecessors seen so far have in common; None where there was none.
    common: list[int | None] = [None] * len(network)
    for u in order:
        above = common[u]
        if above is None:
            if start is not None and u != start:
                continue
            above = tree.root
        elif u == start:
            above = tree.root
        tree.add(u, above)
        for v in network.rows[u]:
            before = common[v]
            common[v] = u if before is None else tree.meet(before, u)
    return [ROOT if above == tree.root else above for above in tree.above[:-1]]


def post_dominators(network: Network, end: int | None = None) -> list[int]:
    """Give the immediate post-dominator of each node, on paths to all sinks or to ``end``."""
    return dominators(network.reversed(), end)


class _Tree:
    """A tree that grows, and finds where two branches meet in O(log n); its root is extra."""

    def __init__(self, count: int) -> None:
        self.root = count
        self.above = [count] * (count + 1)
        self.jump = [count] * (count + 1)
        self.depth = [0] * (count + 1)

    def add(self, node: int, above: int) -> None:
        """Hang a node below another."""
        self.above[node] = above
        self.depth[node] = self.depth[above] + 1
        far = self.jump[above]
        even = self.depth[above] - self.depth[far] == self.depth[far] - self.depth[self.jump[far]]
        self.jump[node] = self.jump[far] if even else above

    def meet(self, one: int, other: int) -> int:
        """Give the lowest node above or at both."""
        if self.depth[one] < self.depth[other]:
            one, other = other, one
        level = self.depth[other]
        while self.depth[one] > level:
            far = self.jump[one]
            one = far if self.depth[far] >= level else self.above[one]
        while one != other:
            if self.jump[one] != self.jump[other]:
                one, other = self.jump[one], self.jump[other]
            else:
                one, other = self.above[one], self.above[other]
        return one


def unavoidable(network: Network, start: int, end: int) -> list[int]:
    """Give the nodes through which every path from one node to another runs, from the first on.

    The ends are not among them; there is none, too, where no path leads from one to the other.
    """
    above = dominators(network, start)
    found = []
    node = above[end]
    while node not in (start, ROOT):
        found.append(node)
        node = above[node]
    return found[::-1] if node == start else []


def paths_between(
    network: Network, start: int, *, order: Sequence[int] | None = None, parallel: str = "merge"
) -> list[int]:
    """Give the number of paths from a node to each; 1 to itself."""
    often = network.often() if parallel == "count" else None
    net = network if parallel == "count" else network.merged()
    counts, at = [0] * len(net), net.starts
    counts[start] = 1
    for u in acyclic_order(net) if order is None else order:
        count = counts[u]
        if count and often is not None:
            for v, times in zip(net.rows[u], often[at[u] : at[u + 1]], strict=True):
                counts[v] += count * times
        elif count:
            for v in net.rows[u]:
                counts[v] += count
    return counts


def through(
    network: Network, start: int, end: int, *, parallel: str = "merge"
) -> dict[int, Fraction]:
    """Give for each node between two the exact share of the paths between them that it carries.

    It is N(start, c) · N(c, end) / N(start, end), with N the number of paths. Nodes that carry
    none are left out; so are all where no path leads from one end to the other.

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


@dataclass(frozen=True)
class Cut:
    """What to take out so that nothing leads from one node to another: as few things as can be.

    ``direct`` tells whether the arc that joins the two is among them, which no node can stand for.
    """

    nodes: tuple[int, ...]
    direct: bool

    def __len__(self) -> int:
        """Give the number of things to take out."""
        return len(self.nodes) + self.direct


def disjoint_routes(network: Network, start: int, end: int) -> list[list[int]]:
    """Give as many paths between two nodes as can be had that share no node but these.

    Each is the nodes from one end to the other; they come in the order of their second nodes.
    """
    flow = _Flow(network, start, end)
    direct = [[start, end]] if flow.direct else []
    return sorted(direct + [flow.route(first) for first in flow.firsts()], key=lambda r: r[1])


def minimum_cut(network: Network, start: int, end: int) -> Cut:
    """Give a smallest set of nodes without which no path leads from one node to another.

    Of several it is the one nearest to the start. Its size is that of `disjoint_routes` (Menger).
    """
    flow = _Flow(network, start, end)
    return Cut(tuple(sorted(flow.cut())), flow.direct)


class _Flow:
    """Paths that share no inner node, found one by one; each node may be entered and left once.

    ``after`` and ``before`` hold the next and the last node on the path through a node.
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
        """Look for one more path, which may undo parts of others; tell whether there is one."""
        begin = (self.start, True)
        self.seen = {begin: None}
        queue = [begin]
        # A state is a node and whether one may leave it by an arc, or has only come to its gate.
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
            # The gate of a node that a path uses: one can only push that path back.
            before = self.before[node]
            return [] if before == self.start else [(before, True)]
        # Arcs that a path uses are followed too: only nodes are narrow, so that cuts are of nodes.
        found = [
            (v, v not in self.before)
            for v in self.rows[node]
            if v != self.start and not (node == self.start and v == self.end)
        ]
        if node in self.before:
            found.append((node, False))
        return found

    def _take(self, state: tuple[int, bool]) -> None:
        """Lay the new path: follow it back and turn round what it undoes."""
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
        """Give the second nodes of the paths."""
        return sorted(self.taken)

    def route(self, first: int) -> list[int]:
        """Give the path that begins with a node."""
        path = [self.start, first]
        while path[-1] != self.end:
            path.append(self.after[path[-1]])
        return path

    def cut(self) -> list[int]:
        """Give the nodes whose gate the last search reached, but not what lies behind it."""
        return [node for node, inside in self.seen if not inside and (node, True) not in self.seen]
