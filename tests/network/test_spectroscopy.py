"""From which years the cited works date."""

from fractions import Fraction

import pytest

from stakhgraph.errors import UsageError
from stakhgraph.network.spectroscopy import spectroscopy
from tests.networks import net


def test_spectroscopy_finds_the_year_that_stands_out():
    years = [(1935,), (1936,), (1937,), (1937,), (1939,), (1986,)]
    found = spectroscopy(net([(0, 5), (1, 5), (2, 5), (3, 5), (3, 5), (4, 5)], years=years))
    assert [(y.year, y.citations, y.deviation) for y in found] == [
        (1935, 1, 0),
        (1936, 1, Fraction(0)),
        (1937, 3, 2),
        (1938, 0, -1),
        (1939, 1, 0),
    ]
    assert spectroscopy(net([(0, 1)])) == ()
    with pytest.raises(UsageError, match="has no middle"):
        spectroscopy(net([(0, 1)]), window=4)


def test_a_citation_of_itself_does_not_count():
    years = [(1937,), (1938,)]
    found = spectroscopy(net([(0, 1), (0, 0), (1, 1)], years=years))
    assert [(y.year, y.citations) for y in found] == [(1937, 1)]
    assert spectroscopy(net([(0, 0)], years=years[:1])) == ()
