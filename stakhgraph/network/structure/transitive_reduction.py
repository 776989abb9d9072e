"""The transitive reduction: the arcs that no longer path replaces.

They are the fewest arcs from which everybody has the same descendants as before; the other arcs may
be decoration. A. V. Aho, M. R. Garey & J. D. Ullman, "The transitive reduction of a directed
graph", SIAM Journal on Computing 1 (1972), doi 10.1137/0201008. The descendants of each node are a
row of bits, so time and memory are O(m · n / 64).

>>> transitive_reduction(Network.of("abc", [0, 0, 1], [1, 2, 2]))
(0, 2)
"""

from __future__ import annotations

from collections.abc import Sequence

from stakhgraph.errors import UsageError
from stakhgraph.network.graph import Network
from stakhgraph.network.path_counts import require_few_nodes
from stakhgraph.network.structure.topological_order import acyclic_order

__all__ = ["transitive_reduction"]


def transitive_reduction(
    network: Network, *, order: Sequence[int] | None = None
) -> tuple[int, ...]:
    """Return the numbers of the arcs that no longer path replaces; there must be no cycle.

    ``order`` is a topological order if one is known. Raises UsageError for a cycle, for parallel
    arcs, and above `MOST_NODES` nodes.
    """
    if network.merged() is not network:
        raise UsageError("the network has parallel arcs", remedy="Merge them first.")
    order = acyclic_order(network) if order is None else order
    require_few_nodes(network)
    # Counted from the end, so that a node has no more bits than nodes after it.
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
