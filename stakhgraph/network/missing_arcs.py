"""Missing arcs: works that a later work does not cite, although several of its sources do.

An arc from u to v is missing if at least ``least`` works take from u and give to v while no arc
leads from u to v; it shows an opportunity, not a debt. O(Σ in(v) · out(v)), limited to
`MOST_PAIRS`.

>>> missing_arcs(Network.of("abcd", [0, 0, 1, 2], [1, 2, 3, 3]))
(MissingArc(earlier=0, later=3, bridges=(1, 2)),)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stakhgraph.errors import UsageError
from stakhgraph.network.coupling import MOST_PAIRS
from stakhgraph.network.graph import Network

__all__ = ["MissingArc", "missing_arcs"]


@dataclass(frozen=True)
class MissingArc:
    """An earlier work that a later one does not cite, and the works that link the two."""

    earlier: int
    later: int
    bridges: tuple[int, ...]


def missing_arcs(network: Network, *, least: int = 2) -> tuple[MissingArc, ...]:
    """Return the arcs that are missing, those with the most bridges first.

    A pair is left out if the earlier work is later in all its years. Raises UsageError if more than
    `MOST_PAIRS` pairs would have to be compared.

    >>> missing_arcs(Network.of("abcd", [0, 0, 1, 2], [1, 2, 3, 3]))
    (MissingArc(earlier=0, later=3, bridges=(1, 2)),)
    """
    net = network.merged().without_loops()
    needed = sum(len(net.rows[v]) for row in net.rows for v in row)
    if needed > MOST_PAIRS:
        raise UsageError(
            f"there are {needed:,} pairs to look at, and {MOST_PAIRS:,} is the limit",
            remedy="Take a part of the network.",
        )
    found = (one for u in range(len(net)) for one in _missing_from(net, u, least))
    return tuple(sorted(found, key=lambda m: (-len(m.bridges), m.later, m.earlier)))


def _missing_from(net: Network, u: int, least: int) -> Iterator[MissingArc]:
    known = {u, *net.rows[u]}
    bridges: dict[int, list[int]] = {}
    for between in net.rows[u]:
        for v in net.rows[between]:
            if v not in known:
                bridges.setdefault(v, []).append(between)
    for v, over in bridges.items():
        if len(over) >= least and not _is_later(net, u, v):
            yield MissingArc(u, v, tuple(over))


def _is_later(net: Network, u: int, v: int) -> bool:
    """Return whether the first node is later than the second in all their years."""
    return bool(net.years and net.years[u] and net.years[v]) and min(net.years[u]) > max(
        net.years[v]
    )
