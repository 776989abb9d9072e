"""What a network is like in numbers: nodes, arcs, loops, components, depth, degrees. O(n + m).

The counts are those that V. Batagelj, "Efficient algorithms for citation network analysis" (2003,
arXiv cs/0309023), reports for the networks of Garfield's collection.

>>> facts(Network.of(["a", "b", "c"], [0, 1, 0], [1, 0, 0])).strong_components
{2: 1}
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from stakhgraph.network.graph import Network
from stakhgraph.network.structure.components import components, strong_components
from stakhgraph.network.structure.longest_paths import levels
from stakhgraph.network.structure.topological_order import acyclic_order

__all__ = ["Facts", "facts"]


@dataclass(frozen=True)
class Facts:
    """Counts that describe a network; loops and repeated arcs are included in arcs and degrees.

    ``isolates`` have no arc to another node; ``weak_components`` are those of two or more nodes;
    ``depth`` is the number of levels, which is the number of nodes on a longest path when each
    strong component is one node; ``strong_components`` maps a size to the number of components of
    that size.
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
    """Count what a network is like, whichever way its arcs run.

    ``parallel`` is "merge" if parallel arcs count as one, or "count" if each counts.

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
