"""Exact path counts, however long the numbers are."""

import pytest

from stakhgraph.errors import Failure
from stakhgraph.network.arrays import exact_counts
from stakhgraph.network.arrays.exact_counts import exact_weights
from stakhgraph.network.arrays.main_paths import global_path
from tests.network.arrays.counting import counted, diamonds
from tests.networks import net


def test_numbers_of_many_thousand_bits():
    count = 20_000
    found = counted(diamonds(count))
    assert found.flow.bits == count + 1
    assert exact_weights(found, [0]) == [2 ** (count - 1)]


def test_numbers_that_are_too_long_are_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(exact_counts, "MOST_BITS", 1000)
    with pytest.raises(Failure, match="too long to be computed exactly"):
        global_path(counted(diamonds(100)))
    # Nothing nearly ties on a path.
    assert len(global_path(counted(net([(0, 1), (1, 2)])))[0]) == 2
