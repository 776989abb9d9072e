"""Pairs of works that belong together: co-citation and bibliographic coupling.

Two works are co-cited if later works cite both (Small 1973, doi 10.1002/asi.4630240406); they are
coupled if they share sources (Kessler 1963, doi 10.1002/asi.5090140103). Each pair is returned with
the number of works that join it and three measures that normalise this number. O(Σ r²) over works
with r references, limited to `MOST_PAIRS`.

>>> pairs = bibliographic_coupling(Network.of("abc", [0, 0], [1, 2]))
>>> [(p.one, p.other, p.together) for p in pairs]
[(1, 2, 1)]
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import sqrt

from stakhgraph.errors import UsageError
from stakhgraph.network.graph import Network

__all__ = ["MOST_PAIRS", "Pair", "bibliographic_coupling", "cocitation"]

MOST_PAIRS = 50_000_000
"""The most pairs that are compared; a work with r references joins r(r-1)/2 of them."""


@dataclass(frozen=True)
class Pair:
    """Two works, the number of works that join them, and the number of joins each has in all.

    >>> pair = Pair(0, 1, together=2, first=4, second=2)
    >>> pair.jaccard, pair.association, round(pair.cosine, 3)
    (Fraction(1, 2), Fraction(1, 4), 0.707)
    """

    one: int
    other: int
    together: int
    first: int
    second: int

    @property
    def cosine(self) -> float:
        """Salton's cosine: the number shared over the geometric mean of the two totals."""
        return self.together / sqrt(self.first * self.second)

    @property
    def jaccard(self) -> Fraction:
        """The Jaccard index: the number shared over the number that either has."""
        return Fraction(self.together, self.first + self.second - self.together)

    @property
    def association(self) -> Fraction:
        """Association strength: the number shared over the product of the two totals.

        Van Eck & Waltman 2009 (doi 10.1002/asi.21075), without their constant factor.
        """
        return Fraction(self.together, self.first * self.second)


def cocitation(network: Network, *, least: int = 1) -> tuple[Pair, ...]:
    """Return the pairs that at least ``least`` later works cite together, strongest first.

    Each work that cites both counts once. Raises UsageError if more than `MOST_PAIRS` pairs would
    have to be compared.
    """
    return bibliographic_coupling(network.reversed(), least=least)


def bibliographic_coupling(network: Network, *, least: int = 1) -> tuple[Pair, ...]:
    """Return the pairs that share at least ``least`` sources, strongest first.

    A source that both cite counts once. Raises UsageError as `cocitation` does.

    >>> pairs = bibliographic_coupling(Network.of("abc", [0, 0], [1, 2]))
    >>> [(p.one, p.other, p.together) for p in pairs]
    [(1, 2, 1)]
    """
    net = network.merged().without_loops()
    needed = sum(len(row) * (len(row) - 1) // 2 for row in net.rows)
    if needed > MOST_PAIRS:
        raise UsageError(
            f"there are {needed:,} pairs to look at, and {MOST_PAIRS:,} is the limit",
            remedy="Take a part of the network.",
        )
    together: Counter[tuple[int, int]] = Counter()
    has: Counter[int] = Counter()
    for row in net.rows:
        has.update(row)
        together.update(combinations(row, 2))
    pairs = (
        Pair(one, other, count, has[one], has[other])
        for (one, other), count in together.items()
        if count >= least
    )
    return tuple(sorted(pairs, key=lambda p: (-p.together, p.one, p.other)))
