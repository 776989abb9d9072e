"""How many paths run through each arc: four weights, as exact integers.

With f(v) the number of paths from a source to v, b(v) from v to a sink, F(v) and B(v) the number of
paths that end or begin at v anywhere (v alone is one):

====  =====================  ============================================================
spc   f(u) · b(v)            Batagelj 2003, arXiv cs/0309023
splc  F(u) · b(v)            Hummon & Doreian 1989, doi 10.1016/0378-8733(89)90017-8
spnp  F(u) · B(v)            Hummon & Doreian 1989
nppc  pairs joined through   Hummon & Doreian 1989: ancestors of u, with u, times descendants
      the arc                of v, with v
====  =====================  ============================================================

The first three take one pass over the arcs in each direction, O(n + m) additions. nppc keeps a row
of bits for each node, O(n · m / 64), and is refused above `MOST_NODES` nodes. Numbers are Python
integers, which never overflow. Only spc is a flow: what enters a node leaves it.

>>> weigh(Network.of("abcd", [0, 0, 1, 2], [1, 2, 3, 3]), "splc").values
[1, 1, 2, 2]
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import mul

from stakhgraph.errors import UsageError
from stakhgraph.network.graph import Network
from stakhgraph.network.structure.topological_order import acyclic_order

__all__ = [
    "MOST_NODES",
    "WEIGHTS",
    "Weighed",
    "ancestor_bits",
    "backward",
    "forward",
    "require_few_nodes",
    "weigh",
]

MOST_NODES = 50_000
"""The most nodes for which all ancestors and descendants are kept as rows of bits."""


WEIGHTS: Mapping[str, str] = {
    "spc": "paths from a source to a sink that take the arc",
    "splc": "paths from anywhere to a sink that take the arc",
    "spnp": "paths from anywhere to anywhere that take the arc",
    "nppc": "pairs of nodes that a path through the arc joins",
}
"""The weights by name, with what each counts."""


@dataclass(frozen=True, eq=False)
class Weighed:
    """A network without cycles, and the weight of each of its arcs by the number of the arc.

    ``flow`` is the number of paths from a source to a sink that have an arc, whatever the weight.
    If parallel arcs count, a weight is the weight of one of them.
    """

    network: Network
    order: Sequence[int]
    weight: str
    values: Sequence[int]
    flow: int
    parallel: str = "merge"


def weigh(
    network: Network,
    weight: str = "spc",
    *,
    order: Sequence[int] | None = None,
    parallel: str = "merge",
) -> Weighed:
    """Weigh the arcs of a network without cycles.

    ``order`` is a topological order if one is known. With ``parallel="count"`` an arc that was
    given several times counts as several arcs. Raises UsageError for a cycle, for an unknown
    weight, and for nppc above `MOST_NODES` nodes.

    >>> diamond = Network.of("abcd", [0, 0, 1, 2], [1, 2, 3, 3])
    >>> weigh(diamond, "splc").values
    [1, 1, 2, 2]
    """
    if weight not in WEIGHTS:
        known = ", ".join(WEIGHTS)
        raise UsageError(f"no weight is called {weight!r}", remedy=f"Take one of {known}.")
    net = network.merged()
    order = acyclic_order(net) if order is None else order
    multiplicities = net.multiplicities() if parallel == "count" and net.times else None
    ends = backward(net, order, multiplicities=multiplicities)
    before, sources = _forward(net, order, 1 if weight in ("splc", "spnp") else 0, multiplicities)
    flow = sum(ends[u] for u in sources if net.rows[u])
    after: Sequence[int] = ends
    if weight == "spnp":
        after = backward(net, order, anywhere=True, multiplicities=multiplicities)
    elif weight == "nppc":
        before = [bits.bit_count() + 1 for bits in ancestor_bits(net, order)]
        after = _count_descendants(net, order)
    return Weighed(net, order, weight, _products(net, before, after), flow, parallel)


def forward(
    network: Network,
    order: Sequence[int],
    *,
    anywhere: bool = False,
    multiplicities: Sequence[int] | None = None,
) -> list[int]:
    """Return the number of paths to each node from sources, or with ``anywhere`` from any node.

    ``multiplicities`` says how many arcs each arc counts as; one if it is not given.
    """
    return _forward(network, order, 1 if anywhere else 0, multiplicities)[0]


def _forward(
    network: Network, order: Sequence[int], alone: int, multiplicities: Sequence[int] | None
) -> tuple[list[int], list[int]]:
    """Return the paths to each node, and the sources: nodes with no paths when visited."""
    rows, counts = network.rows, [alone] * len(network)
    starts = network.starts if multiplicities is not None else ()
    sources: list[int] = []
    for u in order:
        count = counts[u]
        if count == alone:
            sources.append(u)
            counts[u] = count = 1
        if multiplicities is None:
            for v in rows[u]:
                counts[v] += count
        else:
            for v, times in zip(rows[u], multiplicities[starts[u] : starts[u + 1]], strict=True):
                counts[v] += count * times
    return counts, sources


def backward(
    network: Network,
    order: Sequence[int],
    *,
    anywhere: bool = False,
    multiplicities: Sequence[int] | None = None,
) -> list[int]:
    """Return the number of paths from each node to sinks, or with ``anywhere`` to any node."""
    rows = network.rows
    starts = network.starts if multiplicities is not None else ()
    alone = 1 if anywhere else 0
    counts = [1] * len(rows)
    get = counts.__getitem__
    for u in reversed(order):
        row = rows[u]
        if row and multiplicities is None:
            counts[u] = sum(map(get, row), alone)
        elif row and multiplicities is not None:
            counts[u] = sum(
                map(mul, map(get, row), multiplicities[starts[u] : starts[u + 1]]), alone
            )
    return counts


def _products(net: Network, before: Sequence[int], after: Sequence[int]) -> list[int]:
    return [count * after[v] for count, row in zip(before, net.rows, strict=True) for v in row]


def require_few_nodes(network: Network, *, remedy: str = "Take a part of the network.") -> None:
    """Raise UsageError above `MOST_NODES` nodes, for which bits of ancestors would fill memory."""
    if len(network) > MOST_NODES:
        raise UsageError(
            f"the ancestors of each node are kept for up to {MOST_NODES} nodes, not {len(network)}",
            remedy=remedy,
        )


def ancestor_bits(network: Network, order: Sequence[int]) -> list[int]:
    """Return the ancestors of each node as bits, by their positions in ``order``.

    Raises UsageError above `MOST_NODES` nodes, since the bits would fill memory.
    """
    require_few_nodes(
        network, remedy="Take a part of the network, or the weight spc, splc or spnp."
    )
    rows, bits = network.rows, [0] * len(network)
    for place, u in enumerate(order):
        own = bits[u] | 1 << place
        for v in rows[u]:
            bits[v] |= own
    return bits


def _count_descendants(network: Network, order: Sequence[int]) -> list[int]:
    """Count the descendants of each node, the node itself included."""
    rows, bits = network.rows, [0] * len(network)
    for place, u in enumerate(reversed(order)):
        found = 1 << place
        for v in rows[u]:
            found |= bits[v]
        bits[u] = found
    return [found.bit_count() for found in bits]
