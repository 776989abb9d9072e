"""A network of works as rows of numbers: which nodes there are, and which arcs join them.

Arcs run from earlier to later (the later takes from the earlier), unless a function says that it
takes them as they stand. Nodes are places 0 … n-1 in a fixed order; the arcs of node u are the
places ``starts[u] … starts[u + 1] - 1`` of ``heads``, in ascending order of the later end, and what
else is said of arcs (how often, of which kind) stands at the same places.

The same arcs are to be had in two forms, each made when first asked for: ``rows``, lists for passes
in plain Python, and ``starts`` with ``heads``, arrays of 64 and 32 bits that numpy can look at
without copying. A network that is built of arrays and asked for no rows stays as small as they are.
Nothing here recurses: a path of a million arcs is a network like any other.
"""

from __future__ import annotations

import gc
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import InitVar, dataclass, field, replace
from functools import cached_property
from itertools import accumulate, chain, pairwise, repeat
from typing import TYPE_CHECKING, Any

from stakhgraph.errors import UnknownName, UsageError

if TYPE_CHECKING:
    from networkx import DiGraph

__all__ = [
    "Facts",
    "Network",
    "acyclic_order",
    "components",
    "facts",
    "levels",
    "smallest",
    "strong_components",
    "topological_order",
]

Years = tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Network:
    """Nodes and arcs; what is not known of any is empty.

    ``years`` holds all the years of each node, for a work may have several. ``times`` says how
    often arcs stand in the source that stand there more than once; others do once. ``kinds`` and
    ``explicitness`` say one thing of each arc. Make one with `of`, `of_arrays` or `of_networkx`.
    """

    ids: tuple[str, ...]
    labels: tuple[str, ...] = ()
    years: tuple[Years, ...] = ()
    times: Mapping[int, int] = field(default_factory=dict)
    kinds: tuple[str, ...] = ()
    explicitness: tuple[str, ...] = ()
    by_rows: InitVar[list[list[int]] | None] = None
    by_arrays: InitVar[tuple[array[int], array[int]] | None] = None

    def __post_init__(
        self,
        by_rows: list[list[int]] | None,
        by_arrays: tuple[array[int], array[int]] | None,
    ) -> None:
        if by_rows is not None:
            self.__dict__["rows"] = by_rows
        if by_arrays is not None:
            self.__dict__["starts"], self.__dict__["heads"] = by_arrays

    @classmethod
    def of(
        cls,
        ids: Iterable[str],
        tails: Sequence[int],
        heads: Sequence[int],
        *,
        labels: Iterable[str] = (),
        years: Iterable[Years] = (),
        kinds: Sequence[str] = (),
        explicitness: Sequence[str] = (),
    ) -> Network:
        """Build from the two ends of each arc, as places of nodes; repeated arcs are kept.

        Raises UsageError for two nodes of one id and for an end that is no node.

        >>> net = Network.of(["Trotsky", "Deutscher", "Filtzer"], [0, 1, 0], [1, 2, 2])
        >>> net.rows
        [[1, 2], [2], []]
        """
        names = tuple(ids)
        _require_ends(names, tails, heads)
        if kinds or explicitness:
            placed = sorted(range(len(tails)), key=lambda i: (tails[i], heads[i]))
            kinds = [kinds[i] for i in placed] if kinds else ()
            explicitness = [explicitness[i] for i in placed] if explicitness else ()
        rows = _rows(len(names), tails, heads)
        return cls(
            names,
            tuple(labels),
            tuple(years),
            kinds=tuple(kinds),
            explicitness=tuple(explicitness),
            by_rows=rows,
        )

    @classmethod
    def of_arrays(
        cls, ids: Iterable[str], starts: array[int], heads: array[int], **said: Any
    ) -> Network:
        """Build from compressed rows that are in order already, which are not looked at here."""
        return cls(tuple(ids), by_arrays=(starts, heads), **said)

    @cached_property
    def rows(self) -> list[list[int]]:
        """The later ends of the arcs of each node, as plain lists for passes in Python."""
        heads = self.heads.tolist()
        with _no_search_for_garbage():
            return [heads[a:b] for a, b in pairwise(self.starts)]

    @cached_property
    def starts(self) -> array[int]:
        """Where the arcs of each node begin among `heads`, and at the end how many there are."""
        return array("q", list(accumulate(map(len, self.rows), initial=0)))

    @cached_property
    def heads(self) -> array[int]:
        """The later end of each arc."""
        # By way of a list: an array fills itself from any other iterable far more slowly.
        return array("i", list(chain.from_iterable(self.rows)))

    @property
    def size(self) -> int:
        """The number of arcs, merged ones once."""
        rows = self.__dict__.get("rows")
        return len(self.heads) if rows is None else sum(map(len, rows))

    def __len__(self) -> int:
        """Give the number of nodes."""
        return len(self.ids)

    def tails(self) -> list[int]:
        """Give the earlier end of each arc."""
        if "rows" in self.__dict__:
            return list(chain.from_iterable(map(repeat, range(len(self)), map(len, self.rows))))
        return [node for node, (a, b) in enumerate(pairwise(self.starts)) for _ in range(a, b)]

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Give the two ends of each arc."""
        return zip(self.tails(), self.heads, strict=True)

    def ends(self, arcs: Iterable[int]) -> list[tuple[int, int]]:
        """Give the two ends of some arcs, named by their places."""
        return [(bisect_right(self.starts, i) - 1, self.heads[i]) for i in arcs]

    def each_row(self) -> Iterator[Sequence[int]]:
        """Give the later ends of the arcs of each node, one node after the other; keep none."""
        if "rows" in self.__dict__:
            return iter(self.rows)
        return (self.heads[a:b].tolist() for a, b in pairwise(self.starts))

    def label(self, node: int) -> str:
        """Give what a node is called: its label, or its id where it has none."""
        return (self.labels[node] if self.labels else "") or self.ids[node]

    def place(self, name: str) -> int:
        """Give the place of the node with this id, or else this label; UnknownName if not one."""
        if name in self.ids:
            return self.ids.index(name)
        fits = [at for at, label in enumerate(self.labels) if label == name]
        if len(fits) != 1:
            told = "more than one node is" if fits else "no node is"
            raise UnknownName(f"{told} called {name!r}", remedy="Name a node by its id.")
        return fits[0]

    def often(self) -> array[int]:
        """Give how often each arc stands in the source."""
        often = array("i", [1]) * self.size
        for at, times in self.times.items():
            often[at] = times
        return often

    def reversed(self) -> Network:
        """Give the network with all arcs turned round."""
        return self._of_arcs(self.heads, self.tails(), range(self.size))

    def merged(self) -> Network:
        """Give the network with parallel arcs made one; ``times`` says how many each was."""
        sizes = list(map(len, map(set, self.rows)))
        if sum(sizes) == self.size:
            return self
        rows = [
            row if len(row) == size else sorted(set(row))
            for row, size in zip(self.rows, sizes, strict=True)
        ]
        if self.times or self.kinds or self.explicitness:
            return self._together(rows)
        begins = accumulate(sizes, initial=0)
        all_rows = zip(begins, self.rows, rows, strict=False)
        twice = [(at, old) for at, old, row in all_rows if old is not row]
        times = {
            at + place: count
            for at, old in twice
            for place, count in enumerate(Counter(old).values())
            if count > 1
        }
        return replace(self, times=times, by_rows=rows)

    def _together(self, rows: list[list[int]]) -> Network:
        """Give the network with these rows, and what is said of arcs put together."""
        pairs, often = list(self.pairs()), self.often()
        first = [at for at, pair in enumerate(pairs) if not at or pair != pairs[at - 1]]
        bounds = list(pairwise([*first, len(pairs)]))
        counts = (sum(often[a:b]) for a, b in bounds)
        return replace(
            self,
            times={at: count for at, count in enumerate(counts) if count > 1},
            kinds=_joined(self.kinds, bounds),
            explicitness=_joined(self.explicitness, bounds),
            by_rows=rows,
        )

    def with_arcs(self, arcs: Iterable[int]) -> Network:
        """Give the network with these arcs alone, named by their places; all nodes stay."""
        kept, tails = list(arcs), self.tails()
        return self._of_arcs([tails[i] for i in kept], [self.heads[i] for i in kept], kept)

    def without_loops(self) -> Network:
        """Give the network without the arcs that lead from a node to itself."""
        kept = [i for i, (u, v) in enumerate(self.pairs()) if u != v]
        return self if len(kept) == self.size else self.with_arcs(kept)

    def without(self, nodes: Iterable[int]) -> Network:
        """Give the network without some nodes and their arcs."""
        gone = set(nodes)
        kept = [node for node in range(len(self)) if node not in gone]
        place = [-1] * len(self)
        for at, node in enumerate(kept):
            place[node] = at
        arcs = [i for i, (u, v) in enumerate(self.pairs()) if place[u] >= 0 and place[v] >= 0]
        return self._with_nodes(kept, place, arcs, self.years)

    def _with_nodes(
        self, kept: Sequence[int], place: Sequence[int], arcs: Sequence[int], years: Sequence[Years]
    ) -> Network:
        """Give some nodes and some arcs, whose ends move as ``place`` says."""
        tails = self.tails()
        fewer = replace(
            self,
            ids=tuple(self.ids[node] for node in kept),
            labels=tuple(self.labels[node] for node in kept) if self.labels else (),
            years=tuple(years[node] for node in kept) if years else (),
        )
        ends = ([place[tails[i]] for i in arcs], [place[self.heads[i]] for i in arcs])
        return fewer._of_arcs(*ends, arcs, said=self)

    def _of_arcs(
        self,
        tails: Sequence[int],
        heads: Sequence[int],
        places: Sequence[int],
        *,
        said: Network | None = None,
    ) -> Network:
        """Give these nodes with other arcs; ``places`` tells where in ``said`` each was before."""
        old = said or self
        if not (old.times or old.kinds or old.explicitness):
            return replace(self, times={}, by_rows=_rows(len(self), tails, heads))
        sort = sorted(range(len(places)), key=lambda i: (tails[i], heads[i]))
        came = [places[i] for i in sort]
        return replace(
            self,
            times={at: old.times[i] for at, i in enumerate(came) if i in old.times},
            kinds=tuple(old.kinds[i] for i in came) if old.kinds else (),
            explicitness=tuple(old.explicitness[i] for i in came) if old.explicitness else (),
            by_rows=_rows(len(self), tails, heads),
        )

    def reordered(self, order: Sequence[int]) -> Network:
        """Give the network with its nodes in another order, such as a topological one."""
        place = [0] * len(self)
        for at, node in enumerate(order):
            place[node] = at
        return self._with_nodes(order, place, range(self.size), self.years)

    def contracted(self, groups: Sequence[Sequence[int]]) -> tuple[Network, list[int]]:
        """Make each group of nodes one, and merge the arcs that then run parallel.

        Gives the new network and, for each old node, its place there. A group has the id and label
        of the smallest of its members, and the years of all. Arcs inside a group are gone.
        """
        stands, years = list(range(len(self))), list(self.years)
        for group in groups:
            first = smallest(self.ids, group)
            for member in group:
                stands[member] = first
            if years:
                years[first] = tuple(sorted({y for member in group for y in self.years[member]}))
        kept = [node for node in range(len(self)) if stands[node] == node]
        new = {node: at for at, node in enumerate(kept)}
        place = [new[stands[node]] for node in range(len(self))]
        arcs = [i for i, (u, v) in enumerate(self.pairs()) if place[u] != place[v]]
        return self._with_nodes(kept, place, arcs, years).merged(), place

    def to_networkx(self) -> DiGraph[str]:
        """Give a NetworkX digraph of ids; labels, years, times, kinds, explicitness as attributes.

        Parallel arcs are merged first, for a digraph holds each once.
        """
        import networkx as nx

        net, graph = self.merged(), nx.DiGraph()
        for node, name in enumerate(net.ids):
            years = {"years": net.years[node]} if net.years else {}
            graph.add_node(name, label=net.label(node), **years)
        for at, ((u, v), times) in enumerate(zip(net.pairs(), net.often(), strict=True)):
            told = {"kind": net.kinds[at]} if net.kinds else {}
            told |= {"explicitness": net.explicitness[at]} if net.explicitness else {}
            graph.add_edge(net.ids[u], net.ids[v], times=times, **told)
        return graph

    @classmethod
    def of_networkx(cls, graph: Any) -> Network:
        """Build from a NetworkX digraph or multidigraph whose arcs run from earlier to later.

        Nodes may be of any type; ids are their text. ``label``, ``year`` or ``years`` of nodes and
        ``kind`` and ``explicitness`` of arcs are taken over, as is ``times`` as repetition. Raises
        UsageError for an undirected graph, and if two nodes have one text.
        """
        if not graph.is_directed():
            raise UsageError("the graph has no direction", remedy="Give a DiGraph.")
        place = {node: at for at, node in enumerate(graph)}
        arcs = [
            (place[u], place[v], said)
            for u, v, said in graph.edges(data=True)
            for _ in range(int(said.get("times", 1)))
        ]
        told = [said for *_, said in arcs]
        years = [_years_of(graph.nodes[node]) for node in place]
        return cls.of(
            map(str, place),
            [u for u, _, _ in arcs],
            [v for _, v, _ in arcs],
            labels=[str(graph.nodes[node].get("label", node)) for node in place],
            years=years if any(years) else (),
            kinds=_told(told, "kind"),
            explicitness=_told(told, "explicitness"),
        )


def _rows(nodes: int, tails: Sequence[int], heads: Sequence[int]) -> list[list[int]]:
    with _no_search_for_garbage():
        rows: list[list[int]] = [[] for _ in range(nodes)]
    # An array makes a number anew each time that one asks: one for each node is enough.
    shared = map(list(range(nodes)).__getitem__, heads) if isinstance(heads, array) else heads
    for tail, head in zip(tails, shared, strict=True):
        rows[tail].append(head)
    for row in rows:
        row.sort()
    return rows


@contextmanager
def _no_search_for_garbage() -> Iterator[None]:
    """Keep Python from looking through lists again and again while many are made."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _require_ends(names: Sequence[str], tails: Sequence[int], heads: Sequence[int]) -> None:
    if len(set(names)) < len(names):
        twice = next(name for name, count in Counter(names).items() if count > 1)
        raise UsageError(f"two nodes have the id {twice!r}", remedy="Give each node its own id.")
    for ends in (tails, heads):
        if len(ends) and not (min(ends) >= 0 and max(ends) < len(names)):
            raise UsageError(
                f"an arc leads to node {max(ends)} of {len(names)}",
                remedy="Ends of arcs are places of nodes, counted from 0.",
            )


def _joined(said: Sequence[str], bounds: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """Give what is said of the arcs in each range, each thing once."""
    if not said:
        return ()
    return tuple("; ".join(sorted(set(said[a:b]))) for a, b in bounds)


def _told(arcs: Sequence[Mapping[str, Any]], name: str) -> list[str]:
    return [str(said.get(name, "")) for said in arcs] if any(name in said for said in arcs) else []


def _years_of(said: Mapping[str, Any]) -> Years:
    found = said.get("years", said.get("year"))
    if found is None or found == "":
        return ()
    return tuple(int(year) for year in (found if isinstance(found, list | tuple) else [found]))


def smallest(ids: Sequence[str], places: Iterable[int]) -> int:
    """Give the place whose id is smallest: numbers by value, before texts by their letters.

    >>> smallest(["b", "10", "9"], [0, 1, 2])
    2
    """

    def rank(node: int) -> tuple[bool, int, str]:
        name = ids[node]
        number = name.isascii() and name.isdigit() and len(name) < 19
        return (not number, int(name) if number else 0, name)

    return min(places, key=rank)


def topological_order(network: Network) -> list[int]:
    """Give the nodes that lie before every cycle, each after all from which arcs lead to it.

    It is the order of the nodes themselves, forward or backward, where that is one. All nodes are
    in it just if there is no cycle (Kahn, doi 10.1145/368996.369025).
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
    """Give the nodes in topological order; UsageError, naming a cycle, if there is one."""
    found = topological_order(network)
    if len(found) < len(network):
        names = " → ".join(network.ids[node] for node in _cycle(network, found))
        raise UsageError(
            f"the network has a cycle: {names}",
            remedy="Choose what to do with cycles: date, contract or preprint.",
        )
    return found


def _cycle(network: Network, free: Iterable[int]) -> list[int]:
    """Give the nodes of one cycle, the first one again at the end; long ones are cut short."""
    gone, back = set(free), network.reversed()
    node = next(u for u in range(len(network)) if u not in gone)
    path: list[int] = []
    seen: dict[int, int] = {}
    # Each node that is left has an arc from another that is left: going back must come round.
    while node not in seen:
        seen[node] = len(path)
        path.append(node)
        row = back.heads[back.starts[node] : back.starts[node + 1]]
        node = next(u for u in row if u not in gone)
    cycle = [*path[seen[node] :], node][::-1]
    return cycle if len(cycle) <= 9 else cycle[:8]


def strong_components(network: Network) -> list[list[int]]:
    """Give the groups of two or more nodes that reach each other, in order of their first node.

    Tarjan's algorithm (doi 10.1137/0201010) with a stack of its own, on what lies on or behind a
    cycle alone.
    """
    free = topological_order(network)
    if len(free) == len(network):
        return []
    rows = network.rows
    state = _Search([-1] * len(rows), [0] * len(rows))
    for node in free:
        state.low[node] = -2
    for root in range(len(rows)):
        if state.low[root] == -1:
            _search(rows, root, state)
    return sorted(sorted(group) for group in state.groups if len(group) > 1)


class _Search:
    """Where Tarjan's search stands: -1 is not met, -2 is done with."""

    def __init__(self, low: list[int], number: list[int]) -> None:
        self.low = low
        self.number = number
        self.count = 0
        self.stack: list[int] = []
        self.groups: list[list[int]] = []


def _search(rows: list[list[int]], root: int, state: _Search) -> None:
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
            # An arc into what is done with (-2) says nothing; else it may lead further back.
            if low[row[at]] >= 0 and low[row[at]] < low[node]:
                low[node] = low[row[at]]
            at += 1
        if at < len(row):
            work.append((node, at))
            work.append((row[at], 0))
        elif low[node] == number[node]:
            _close(node, state)


def _close(node: int, state: _Search) -> None:
    group = []
    while True:
        member = state.stack.pop()
        state.low[member] = -2
        group.append(member)
        if member == node:
            break
    state.groups.append(group)


def components(network: Network) -> list[int]:
    """Give for each node the first node of its weak component."""
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


def levels(network: Network, order: Sequence[int]) -> list[int]:
    """Give for each node the number of arcs on the longest path that leads to it."""
    level, rows = [0] * len(network), network.rows
    for u in order:
        further = level[u] + 1
        for v in rows[u]:
            if level[v] < further:
                level[v] = further
    return level


@dataclass(frozen=True)
class Facts:
    """What a network is like, counted; loops and repeated arcs are among the arcs and degrees.

    ``isolates`` have no arc to another node; ``weak_components`` are those of two or more nodes;
    ``depth`` is the number of levels, which is the number of nodes on a longest path when each
    strong component is one node; ``strong_components`` tells how many of which size there are.
    """

    nodes: int
    arcs: int
    loops: int
    isolates: int
    weak_components: int
    largest_component: int
    depth: int
    max_in: int
    max_out: int
    strong_components: Mapping[int, int]


def facts(network: Network, *, parallel: str = "merge") -> Facts:
    """Count what a network is like, its arcs as they stand; parallel ones as one, or each.

    The counts are those of Batagelj 2003 (arXiv cs/0309023), who gives them for the networks of
    Garfield's collection.

    >>> facts(Network.of(["a", "b", "c"], [0, 1, 0], [1, 0, 0])).strong_components
    {2: 1}
    """
    net = network.merged() if parallel == "merge" else network
    groups = strong_components(net)
    plain = net.without_loops()
    flat, _ = plain.contracted(groups) if groups else (plain, [])
    sizes = Counter(components(net)).values()
    into = Counter(net.heads)
    return Facts(
        nodes=len(net),
        arcs=net.size,
        loops=net.size - plain.size,
        isolates=sum(1 for size in sizes if size == 1),
        weak_components=sum(1 for size in sizes if size > 1),
        largest_component=max(sizes, default=0),
        depth=max(levels(flat, acyclic_order(flat)), default=-1) + 1,
        max_in=max(into.values(), default=0),
        max_out=max(map(len, net.rows), default=0),
        strong_components=dict(sorted(Counter(len(group) for group in groups).items())),
    )
