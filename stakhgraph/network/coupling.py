"""Who was cited together, who shares sources, from when the sources date, who is not cited.

Arcs run from the cited work to the citing one. Pairs are told with the number of works that join
them, strongest first, and with three measures that set it against how much each of the two has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import sqrt
from statistics import median

from stakhgraph.errors import UsageError
from stakhgraph.network.graph import Network

__all__ = [
    "PAIRS",
    "Missing",
    "Pair",
    "Year",
    "bibliographic_coupling",
    "cocitation",
    "missing_arcs",
    "spectroscopy",
]

PAIRS = 50_000_000
"""The most pairs that are looked at; a work with r references joins r(r-1)/2 of them."""


@dataclass(frozen=True)
class Pair:
    """Two works, how many works join them, and how many each has to be joined by.

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
        """Salton's cosine: what they share over the geometric mean of what each has."""
        return self.together / sqrt(self.first * self.second)

    @property
    def jaccard(self) -> Fraction:
        """What they share over what either has."""
        return Fraction(self.together, self.first + self.second - self.together)

    @property
    def association(self) -> Fraction:
        """Association strength: what they share over the product of what each has.

        Van Eck & Waltman 2009 (doi 10.1002/asi.21075), without their constant factor.
        """
        return Fraction(self.together, self.first * self.second)


def cocitation(network: Network, *, least: int = 1) -> tuple[Pair, ...]:
    """Give the works that later works cite together, at least so often (Small 1973).

    doi 10.1002/asi.4630240406. Each work that cites both counts once. Raises UsageError if there
    are more than `PAIRS` pairs to look at.
    """
    return bibliographic_coupling(network.reversed(), least=least)


def bibliographic_coupling(network: Network, *, least: int = 1) -> tuple[Pair, ...]:
    """Give the works that share sources, at least so many (Kessler 1963).

    doi 10.1002/asi.5090140103. A source that both cite counts once.

    >>> pairs = bibliographic_coupling(Network.of("abc", [0, 0], [1, 2]))
    >>> [(p.one, p.other, p.together) for p in pairs]
    [(1, 2, 1)]
    """
    net = network.merged().without_loops()
    needed = sum(len(row) * (len(row) - 1) // 2 for row in net.rows)
    if needed > PAIRS:
        raise UsageError(
            f"there are {needed:,} pairs to look at, and {PAIRS:,} is the limit",
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


@dataclass(frozen=True)
class Year:
    """How many citations go to works of a year, and how far that is from the median around it."""

    year: int
    citations: int
    deviation: Fraction


def spectroscopy(network: Network, *, window: int = 5) -> tuple[Year, ...]:
    """Give for each year the citations of works from it, and the deviation from a median.

    Reference publication year spectroscopy (Marx, Bornmann, Barth & Leydesdorff 2014, doi
    10.1002/asi.23089): the median is that of ``window`` years around the year, with those within
    the span of the cited works; years without citations are 0. A work counts at its first year.
    Citations of works without a year are left out. Raises UsageError for an even window.
    """
    if window < 1 or window % 2 == 0:
        raise UsageError(f"a window of {window} years has no middle", remedy="Take 5, say.")
    counts: Counter[int] = Counter()
    for (cited, _), times in zip(network.pairs(), network.often(), strict=True):
        if network.years and network.years[cited]:
            counts[min(network.years[cited])] += times
    if not counts:
        return ()
    first, last, reach = min(counts), max(counts), window // 2
    found = []
    for year in range(first, last + 1):
        around = range(max(first, year - reach), min(last, year + reach) + 1)
        middle = median([Fraction(counts[y]) for y in around])
        found.append(Year(year, counts[year], counts[year] - middle))
    return tuple(found)


@dataclass(frozen=True)
class Missing:
    """An earlier work that a later one does not cite, and the works between them that do both."""

    earlier: int
    later: int
    bridges: tuple[int, ...]


def missing_arcs(network: Network, *, least: int = 2) -> tuple[Missing, ...]:
    """Give the works that one should have met: those that many of a work's sources cite.

    A pair is told if at least ``least`` works take from the earlier and give to the later, and no
    arc joins the two, most bridges first; not if by all their years the earlier is the later one.
    What this shows is an opportunity, not a debt. Raises UsageError above `PAIRS` pairs.

    >>> missing_arcs(Network.of("abcd", [0, 0, 1, 2], [1, 2, 3, 3]))
    (Missing(earlier=0, later=3, bridges=(1, 2)),)
    """
    net = network.merged().without_loops()
    needed = sum(len(net.rows[v]) for row in net.rows for v in row)
    if needed > PAIRS:
        raise UsageError(
            f"there are {needed:,} pairs to look at, and {PAIRS:,} is the limit",
            remedy="Take a part of the network.",
        )
    found = (one for u in range(len(net)) for one in _missing(net, u, least))
    return tuple(sorted(found, key=lambda m: (-len(m.bridges), m.later, m.earlier)))


def _missing(net: Network, u: int, least: int) -> Iterator[Missing]:
    known = {u, *net.rows[u]}
    bridges: dict[int, list[int]] = {}
    for between in net.rows[u]:
        for v in net.rows[between]:
            if v not in known:
                bridges.setdefault(v, []).append(between)
    for v, over in bridges.items():
        if len(over) >= least and not _after(net, u, v):
            yield Missing(u, v, tuple(over))


def _after(net: Network, u: int, v: int) -> bool:
    """Tell whether by all their years the first comes after the second."""
    return bool(net.years and net.years[u] and net.years[v]) and min(net.years[u]) > max(
        net.years[v]
    )
