"""A citation network: works as nodes, and arcs from the earlier work to the later one.

An arc runs from the work that is taken from to the work that takes, unless a function says that it
accepts either direction. Nodes are numbered 0 … n-1 in a fixed order; the arcs of node u have the
numbers ``starts[u] … starts[u + 1] - 1``, and ``heads`` holds the later end of each, in ascending
order within a node. Everything else that is known of arcs (how often each was given, its kind, how
explicit it is) is stored under the same numbers.

The arcs are available in two forms, each built when it is first needed: ``rows``, lists for loops
in plain Python, and ``starts`` with ``heads``, arrays of 64-bit and 32-bit integers that numpy can
read without copying. A network that was built from arrays takes no more memory than these until
``rows`` is used. Nothing in this package recurses, so a path may have a million arcs.
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

__all__ = ["STATED", "Network", "Years", "smallest"]

Years = tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Network:
    """Nodes and arcs, with what is known of them; an empty tuple where nothing is known.

    ``years`` holds all years of each node, since a work may have several. ``times`` maps the number
    of an arc to how often it was given, for arcs that were given more than once. ``kinds`` and
    ``explicitness`` hold a text for each arc. Build one by `of`, `of_arrays` or `of_networkx`.
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
        """Build a network from the two ends of each arc, as node numbers; repeated arcs are kept.

        Raises UsageError if two nodes have the same id and if an end is not a node.

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
        cls, ids: Iterable[str], starts: array[int], heads: array[int], **known: Any
    ) -> Network:
        """Build a network from compressed rows, which must be sorted; they are not checked."""
        return cls(tuple(ids), by_arrays=(starts, heads), **known)

    @cached_property
    def rows(self) -> list[list[int]]:
        """The later ends of the arcs of each node, as lists for loops in Python."""
        heads = self.heads.tolist()
        with _garbage_collection_paused():
            return [heads[a:b] for a, b in pairwise(self.starts)]

    @cached_property
    def starts(self) -> array[int]:
        """The number of the first arc of each node, and at the end the number of arcs."""
        return array("q", list(accumulate(map(len, self.rows), initial=0)))

    @cached_property
    def heads(self) -> array[int]:
        """The later end of each arc."""
        # By way of a list, since an array is filled from any other iterable far more slowly.
        return array("i", list(chain.from_iterable(self.rows)))

    @property
    def size(self) -> int:
        """The number of arcs; an arc that was merged counts once."""
        rows = self.__dict__.get("rows")
        return len(self.heads) if rows is None else sum(map(len, rows))

    def __len__(self) -> int:
        """Return the number of nodes."""
        return len(self.ids)

    def tails(self) -> list[int]:
        """Return the earlier end of each arc."""
        if "rows" in self.__dict__:
            return list(chain.from_iterable(map(repeat, range(len(self)), map(len, self.rows))))
        return [node for node, (a, b) in enumerate(pairwise(self.starts)) for _ in range(a, b)]

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Return the two ends of each arc."""
        return zip(self.tails(), self.heads, strict=True)

    def ends(self, arcs: Iterable[int]) -> list[tuple[int, int]]:
        """Return the two ends of some arcs, given by their numbers."""
        return [(bisect_right(self.starts, i) - 1, self.heads[i]) for i in arcs]

    def iter_rows(self) -> Iterator[Sequence[int]]:
        """Iterate over the later ends of the arcs of each node without storing the lists."""
        if "rows" in self.__dict__:
            return iter(self.rows)
        return (self.heads[a:b].tolist() for a, b in pairwise(self.starts))

    def label(self, node: int) -> str:
        """Return the label of a node, or its id if it has none."""
        return (self.labels[node] if self.labels else "") or self.ids[node]

    def find_node(self, name: str) -> int:
        """Return the number of the node with this id or label; UnknownName if not exactly one."""
        if name in self.ids:
            return self.ids.index(name)
        fits = [at for at, label in enumerate(self.labels) if label == name]
        if len(fits) != 1:
            subject = "more than one node is" if fits else "no node is"
            ids = f", one of {', '.join(self.ids[at] for at in fits[:12])}" if fits else ""
            raise UnknownName(f"{subject} called {name!r}", remedy=f"Name a node by its id{ids}.")
        return fits[0]

    def multiplicities(self) -> array[int]:
        """Return how often each arc was given."""
        multiplicities = array("i", [1]) * self.size
        for at, times in self.times.items():
            multiplicities[at] = times
        return multiplicities

    def reversed(self) -> Network:
        """Return the network with all arcs reversed."""
        return self._of_arcs(self.heads, self.tails(), range(self.size))

    def merged(self) -> Network:
        """Return the network with parallel arcs merged; ``times`` says how many each was."""
        sizes = list(map(len, map(set, self.rows)))
        if sum(sizes) == self.size:
            return self
        rows = [
            row if len(row) == size else sorted(set(row))
            for row, size in zip(self.rows, sizes, strict=True)
        ]
        if self.times or self.kinds or self.explicitness:
            return self._with_merged_rows(rows)
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

    def _with_merged_rows(self, rows: list[list[int]]) -> Network:
        """Return the network with these rows, the attributes of merged arcs combined."""
        pairs, multiplicities = list(self.pairs()), self.multiplicities()
        first = [at for at, pair in enumerate(pairs) if not at or pair != pairs[at - 1]]
        bounds = list(pairwise([*first, len(pairs)]))
        counts = (sum(multiplicities[a:b]) for a, b in bounds)
        return replace(
            self,
            times={at: count for at, count in enumerate(counts) if count > 1},
            kinds=_joined(self.kinds, bounds),
            explicitness=_joined(self.explicitness, bounds),
            by_rows=rows,
        )

    def with_arcs(self, arcs: Iterable[int]) -> Network:
        """Return the network with these arcs only, given by their numbers; all nodes stay."""
        kept, tails = list(arcs), self.tails()
        return self._of_arcs([tails[i] for i in kept], [self.heads[i] for i in kept], kept)

    def without_loops(self) -> Network:
        """Return the network without the arcs that lead from a node to itself."""
        kept = [i for i, (u, v) in enumerate(self.pairs()) if u != v]
        return self if len(kept) == self.size else self.with_arcs(kept)

    def without(self, nodes: Iterable[int]) -> Network:
        """Return the network without some nodes and their arcs."""
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
        """Return the network of some nodes and arcs; ``place`` maps old numbers to new ones."""
        tails = self.tails()
        fewer = replace(
            self,
            ids=tuple(self.ids[node] for node in kept),
            labels=tuple(self.labels[node] for node in kept) if self.labels else (),
            years=tuple(years[node] for node in kept) if years else (),
        )
        ends = ([place[tails[i]] for i in arcs], [place[self.heads[i]] for i in arcs])
        return fewer._of_arcs(*ends, arcs, source=self)

    def _of_arcs(
        self,
        tails: Sequence[int],
        heads: Sequence[int],
        places: Sequence[int],
        *,
        source: Network | None = None,
    ) -> Network:
        """Return this network with other arcs; ``places`` are their numbers in ``source``."""
        old = source or self
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
        """Return the network with its nodes in another order, such as a topological one."""
        place = [0] * len(self)
        for at, node in enumerate(order):
            place[node] = at
        return self._with_nodes(order, place, range(self.size), self.years)

    def contracted(self, groups: Sequence[Sequence[int]]) -> tuple[Network, list[int]]:
        """Make each group of nodes one node, and merge the arcs that become parallel.

        Returns the new network and, for each old node, its number there. A group has the id and
        label of its smallest member, and the years of all. Arcs inside a group are dropped.
        """
        representative, years = list(range(len(self))), list(self.years)
        for group in groups:
            first = smallest(self.ids, group)
            for member in group:
                representative[member] = first
            if years:
                years[first] = tuple(sorted({y for member in group for y in self.years[member]}))
        kept = [node for node in range(len(self)) if representative[node] == node]
        new = {node: at for at, node in enumerate(kept)}
        place = [new[representative[node]] for node in range(len(self))]
        arcs = [i for i, (u, v) in enumerate(self.pairs()) if place[u] != place[v]]
        return self._with_nodes(kept, place, arcs, years).merged(), place

    def to_networkx(self) -> DiGraph[str]:
        """Return a NetworkX digraph of ids, with what is known of nodes and arcs as attributes.

        Attributes are label and years of nodes, and times, kind and explicitness of arcs. Parallel
        arcs are merged first, since a digraph has each arc once.
        """
        import networkx as nx

        net, graph = self.merged(), nx.DiGraph()
        for node, name in enumerate(net.ids):
            years = {"years": net.years[node]} if net.years else {}
            graph.add_node(name, label=net.label(node), **years)
        for at, ((u, v), times) in enumerate(zip(net.pairs(), net.multiplicities(), strict=True)):
            attributes = {"kind": net.kinds[at]} if net.kinds else {}
            attributes |= {"explicitness": net.explicitness[at]} if net.explicitness else {}
            graph.add_edge(net.ids[u], net.ids[v], times=times, **attributes)
        return graph

    @classmethod
    def of_networkx(cls, graph: Any) -> Network:
        """Build a network from a NetworkX digraph or multidigraph; arcs run from earlier to later.

        Nodes may be of any type; their text becomes the id. The attributes ``label`` and ``year``
        or ``years`` of nodes, and ``kind``, ``explicitness`` and ``times`` of arcs, are used.
        Raises UsageError for an undirected graph, and if two nodes have the same text.
        """
        if not graph.is_directed():
            raise UsageError("the graph has no direction", remedy="Give a DiGraph.")
        place = {node: at for at, node in enumerate(graph)}
        arcs = [
            (place[u], place[v], attributes)
            for u, v, attributes in graph.edges(data=True)
            for _ in range(int(attributes.get("times", 1)))
        ]
        known = [attributes for *_, attributes in arcs]
        years = [_years_of(graph.nodes[node]) for node in place]
        return cls.of(
            map(str, place),
            [u for u, _, _ in arcs],
            [v for _, v, _ in arcs],
            labels=[str(graph.nodes[node].get("label", node)) for node in place],
            years=years if any(years) else (),
            kinds=_attribute_values(known, "kind"),
            explicitness=_attribute_values(known, "explicitness"),
        )


def _rows(nodes: int, tails: Sequence[int], heads: Sequence[int]) -> list[list[int]]:
    with _garbage_collection_paused():
        rows: list[list[int]] = [[] for _ in range(nodes)]
    # An array creates a new integer on each access; one integer for each node is enough.
    shared = map(list(range(nodes)).__getitem__, heads) if isinstance(heads, array) else heads
    for tail, head in zip(tails, shared, strict=True):
        rows[tail].append(head)
    for row in rows:
        row.sort()
    return rows


@contextmanager
def _garbage_collection_paused() -> Iterator[None]:
    """Pause the garbage collector, which would scan the growing lists again and again."""
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


def _joined(values: Sequence[str], bounds: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """Return the distinct values in each range of arcs, joined into one text."""
    if not values:
        return ()
    return tuple("; ".join(sorted(set(values[a:b]))) for a, b in bounds)


def _attribute_values(arcs: Sequence[Mapping[str, Any]], name: str) -> list[str]:
    if not any(name in one for one in arcs):
        return []
    return [str(one.get(name, "")) for one in arcs]


def _years_of(attributes: Mapping[str, Any]) -> Years:
    found = attributes.get("years", attributes.get("year"))
    if found is None or found == "":
        return ()
    return tuple(int(year) for year in (found if isinstance(found, list | tuple) else [found]))


def smallest(ids: Sequence[str], places: Iterable[int]) -> int:
    """Return the node with the smallest id: numbers by value, then texts in alphabetical order.

    >>> smallest(["b", "10", "9"], [0, 1, 2])
    2
    """

    def rank(node: int) -> tuple[bool, int, str]:
        name = ids[node]
        number = name.isascii() and name.isdigit() and len(name) < 19
        return (not number, int(name) if number else 0, name)

    return min(places, key=rank)


STATED = "stated"
"""The explicitness of an arc that a document states in so many words."""
