"""Reference publication year spectroscopy: from which years the cited works date.

W. Marx, L. Bornmann, A. Barth & L. Leydesdorff, "Detecting the historical roots of research fields
by reference publication year spectroscopy", JASIST 65 (2014), doi 10.1002/asi.23089. O(m + years).

>>> net = Network.of("abc", [0, 0], [1, 2], years=[(1937,), (), ()])
>>> [(one.year, one.citations) for one in spectroscopy(net)]
[(1937, 2)]
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

from stakhgraph.errors import UsageError
from stakhgraph.network.graph import Network

__all__ = ["CitedYear", "spectroscopy"]


@dataclass(frozen=True)
class CitedYear:
    """The number of citations of works of a year, and its deviation from the median around it."""

    year: int
    citations: int
    deviation: Fraction


def spectroscopy(network: Network, *, window: int = 5) -> tuple[CitedYear, ...]:
    """Return the citations of works of each year, and their deviation from a moving median.

    The median is that of ``window`` years around the year, within the span of the cited works;
    years without citations count as 0. A work counts in its first year; citations of works without
    a year are left out, and so are those of a work by itself. Raises UsageError for an even window.
    """
    if window < 1 or window % 2 == 0:
        raise UsageError(f"a window of {window} years has no middle", remedy="Take 5, say.")
    counts: Counter[int] = Counter()
    for (cited, by), times in zip(network.pairs(), network.multiplicities(), strict=True):
        if cited != by and network.years and network.years[cited]:
            counts[min(network.years[cited])] += times
    if not counts:
        return ()
    first, last, reach = min(counts), max(counts), window // 2
    found = []
    for year in range(first, last + 1):
        around = range(max(first, year - reach), min(last, year + reach) + 1)
        middle = median([Fraction(counts[y]) for y in around])
        found.append(CitedYear(year, counts[year], counts[year] - middle))
    return tuple(found)
