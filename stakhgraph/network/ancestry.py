"""Ancestral shares: what part of a work comes from whom, and what part of it goes where.

A work takes an equal part from each of the works that it takes from, and they do the same:
c(u) = Σ c(v) / d(v) over the works v that take from u, where d(v) is the number of works that v
takes from, and c of the work itself is 1. So c(u) is the probability of visiting u on a random walk
back from the work. One pass over the ancestors, O(n + m) operations on exact fractions.

>>> ancestors(Network.of("abcd", [0, 0, 1, 2], [1, 2, 3, 3]), 3).passing
{0: Fraction(1, 1), 1: Fraction(1, 2), 2: Fraction(1, 2)}
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from stakhgraph.errors import UsageError
from stakhgraph.network.graph import Network
from stakhgraph.network.structure.topological_order import acyclic_order

__all__ = ["MOST_ANCESTORS", "Shares", "ancestors", "descendants"]

MOST_ANCESTORS = 2_000
"""The most ancestors whose exact shares are returned; each makes denominators longer."""


@dataclass(frozen=True)
class Shares:
    """What part of a work comes from where, or goes where: exact fractions by node.

    ``roots`` are the nodes with nothing before them (or, for descendants, after them); their shares
    add up to 1. ``passing`` has every ancestor, roots too, with the part of the work that comes
    from it or through it.
    """

    node: int
    roots: dict[int, Fraction]
    passing: dict[int, Fraction]


def ancestors(network: Network, node: int) -> Shares:
    """Return what part of a work comes from each of its ancestors.

    Raises UsageError for a cycle and for more than `MOST_ANCESTORS` ancestors.

    >>> ancestors(Network.of("abcd", [0, 0, 1, 2], [1, 2, 3, 3]), 3).roots
    {0: Fraction(1, 1)}
    """
    return descendants(network.reversed(), node)


def descendants(network: Network, node: int) -> Shares:
    """Return what part of what a work gives goes to each of its descendants; as `ancestors`."""
    net = network.merged()
    share: dict[int, Fraction] = {node: Fraction(1)}
    ends: dict[int, Fraction] = {}
    for u in acyclic_order(net):
        if u not in share:
            continue
        row = net.rows[u]
        if len(share) > MOST_ANCESTORS:
            raise UsageError(
                f"{net.ids[node]!r} has more than {MOST_ANCESTORS} ancestors or descendants",
                remedy="Take a smaller part of the network.",
            )
        if not row:
            ends[u] = share[u]
            continue
        part = share[u] / len(row)
        for v in row:
            share[v] = share.get(v, Fraction(0)) + part
    del share[node]
    return Shares(node, dict(sorted(ends.items())), dict(sorted(share.items())))
