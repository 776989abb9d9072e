"""How many paths run through each arc: four weights, in exact integers.

With f(v) the number of paths to v from a source, b(v) from v to a sink, F(v) and B(v) the number
of paths that end or begin at v anywhere (v alone is one):

====  =====================  ============================================================
spc   f(u) · b(v)            Batagelj 2003, arXiv cs/0309023
splc  F(u) · b(v)            Hummon & Doreian 1989, doi 10.1016/0378-8733(89)90017-8
spnp  F(u) · B(v)            Hummon & Doreian 1989
nppc  pairs joined through   Hummon & Doreian 1989: ancestors of u, with u, times descendants
      the arc                of v, with v
====  =====================  ============================================================

The first three take one pass each way over the arcs, O(n + m) additions; nppc holds a row of bits a
node and is refused above `REACH` nodes. Numbers are Python integers, which never overflow. Only spc
is a flow: what enters a node leaves it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import mul

from stakhgraph.errors import UsageError
from stakhgraph.network.graph import Network, acyclic_order

__all__ = ["REACH", "WEIGHTS", "Weighed", "backward", "digits", "forward", "reaching", "weigh"]

REACH = 50_000
"""The most nodes of which all ancestors and descendants are told; bits for more fill memory."""

WEIGHTS: Mapping[str, str] = {
    "spc": "paths from a source to a sink that take the arc",
    "splc": "paths from anywhere to a sink that take the arc",
    "spnp": "paths from anywhere to anywhere that take the arc",
    "nppc": "pairs of nodes that a path through the arc joins",
}
"""Names of the weights, and what each counts."""


@dataclass(frozen=True, eq=False)
class Weighed:
    """A network without cycles, and the weight of each of its arcs, at the arc's place.

    ``flow`` is the number of paths from a source to a sink that have an arc, whatever the weight.
    Where parallel arcs count, the weight is that of one of them.
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

    ``order`` is its topological order, where that is known already. With ``parallel="count"`` an
    arc that stands several times is as many arcs. Raises UsageError for a cycle, for an unknown
    weight, and for nppc above `REACH` nodes.

    >>> diamond = Network.of("abcd", [0, 0, 1, 2], [1, 2, 3, 3])
    >>> weigh(diamond, "splc").values
    [1, 1, 2, 2]
    """
    if weight not in WEIGHTS:
        known = ", ".join(WEIGHTS)
        raise UsageError(f"no weight is called {weight!r}", remedy=f"Take one of {known}.")
    net = network.merged()
    order = acyclic_order(net) if order is None else order
    often = net.often() if parallel == "count" and net.times else None
    ends = backward(net, order, often=often)
    before, sources = _forward(net, order, 1 if weight in ("splc", "spnp") else 0, often)
    flow = sum(ends[u] for u in sources if net.rows[u])
    after: Sequence[int] = ends
    if weight == "spnp":
        after = backward(net, order, anywhere=True, often=often)
    elif weight == "nppc":
        before = [bits.bit_count() + 1 for bits in reaching(net, order)]
        after = _descendants(net, order)
    return Weighed(net, order, weight, _products(net, before, after), flow, parallel)


def forward(
    network: Network,
    order: Sequence[int],
    *,
    anywhere: bool = False,
    often: Sequence[int] | None = None,
) -> list[int]:
    """Give the number of paths to each node from sources, or from anywhere with ``anywhere``.

    ``often`` says how many arcs each arc is; without it, one.
    """
    return _forward(network, order, 1 if anywhere else 0, often)[0]


def _forward(
    network: Network, order: Sequence[int], alone: int, often: Sequence[int] | None
) -> tuple[list[int], list[int]]:
    """Give the paths to each node, and the sources: what nothing was added to when it is met."""
    rows, counts = network.rows, [alone] * len(network)
    starts = network.starts if often is not None else ()
    sources: list[int] = []
    for u in order:
        count = counts[u]
        if count == alone:
            sources.append(u)
            counts[u] = count = 1
        if often is None:
            for v in rows[u]:
                counts[v] += count
        else:
            for v, times in zip(rows[u], often[starts[u] : starts[u + 1]], strict=True):
                counts[v] += count * times
    return counts, sources


def backward(
    network: Network,
    order: Sequence[int],
    *,
    anywhere: bool = False,
    often: Sequence[int] | None = None,
) -> list[int]:
    """Give the number of paths from each node to sinks, or to anywhere with ``anywhere``."""
    rows = network.rows
    starts = network.starts if often is not None else ()
    alone = 1 if anywhere else 0
    counts = [1] * len(rows)
    get = counts.__getitem__
    for u in reversed(order):
        row = rows[u]
        if row and often is None:
            counts[u] = sum(map(get, row), alone)
        elif row and often is not None:
            counts[u] = sum(map(mul, map(get, row), often[starts[u] : starts[u + 1]]), alone)
    return counts


def _products(net: Network, before: Sequence[int], after: Sequence[int]) -> list[int]:
    return [count * after[v] for count, row in zip(before, net.rows, strict=True) for v in row]


def reaching(network: Network, order: Sequence[int]) -> list[int]:
    """Give for each node the nodes from which a path leads to it, as bits at places in ``order``.

    Raises UsageError above `REACH` nodes, of which the bits would fill memory.
    """
    if len(network) > REACH:
        raise UsageError(
            f"who descends from whom is told for up to {REACH} nodes, and here are {len(network)}",
            remedy="Take a part of the network, or the weight spc, splc or spnp.",
        )
    rows, bits = network.rows, [0] * len(network)
    for place, u in enumerate(order):
        own = bits[u] | 1 << place
        for v in rows[u]:
            bits[v] |= own
    return bits


def _descendants(network: Network, order: Sequence[int]) -> list[int]:
    """Count the nodes to which a path leads from each, with itself."""
    rows, bits = network.rows, [0] * len(network)
    for place, u in enumerate(reversed(order)):
        found = 1 << place
        for v in rows[u]:
            found |= bits[v]
        bits[u] = found
    return [found.bit_count() for found in bits]


def digits(value: int) -> str:
    """Write an integer of any length in decimal digits; plain ``str`` refuses beyond 4,300.

    >>> len(digits(10**5000))
    5001
    """
    # 640 digits are the lowest limit to which Python can be set.
    return str(value) if value.bit_length() < 2_000 else _long_digits(value)


@lru_cache(maxsize=1024)
def _long_digits(value: int) -> str:
    """Write a long integer; tied arcs have the same one, which is written once."""
    from decimal import Decimal

    return str(Decimal(value))
