"""The direction of arcs must be known, and is checked against the file and its years."""

import pytest

from stakhgraph.errors import UsageError
from stakhgraph.network.readers import network_file
from tests.networks import HERE


def test_the_direction_must_be_known(reading):
    found = reading("a.csv", "a,b\n")
    assert list(found.network("citing-cited").pairs()) == [(1, 0)]
    with pytest.raises(UsageError, match="the direction of the arcs is not known"):
        found.network()
    with pytest.raises(UsageError, match="no direction is called 'up'"):
        found.network("up")


def test_the_wrong_direction_is_detected(reading):
    found = reading("a.csv", "source,target,source_year,target_year\na,b,1966,1937\n")
    assert list(found.network().pairs()) == [(1, 0)]
    with pytest.raises(UsageError, match="years show, in 1 of 1 arcs, citing-cited"):
        found.network("cited-citing")
    with pytest.raises(UsageError, match="the file itself says citing-cited"):
        network_file.read(HERE / "works.jsonl").network("cited-citing")


def test_one_arc_in_four_against_date_is_no_wrong_direction(reading):
    rows = "a,b,1937,1966\nc,d,1937,1966\ne,f,1937,1966\ng,h,1966,1937\n"
    found = reading("a.csv", f"source,target,source_year,target_year\n{rows}")
    assert found.network("cited-citing").size == 4
    with pytest.raises(UsageError, match="is not known"):
        found.network()
