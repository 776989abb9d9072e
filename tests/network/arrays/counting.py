"""Networks and functions for the tests of path counts on arrays."""

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import strategies as st

from stakhgraph.network.arrays.ordered_network import order_network
from stakhgraph.network.arrays.path_counts import WEIGHTS, PathCounts, count_paths
from stakhgraph.network.graph import Network
from tests.networks import net

np = pytest.importorskip("numpy", reason="the extra large is not installed")
pytest.importorskip("numba", reason="the extra large is not installed")


NAMES = st.sampled_from(WEIGHTS)


Arc = tuple[int, int]


def counted(network: Network, weight: str = "spc", **how) -> PathCounts:
    found = order_network(network)
    return count_paths(found.starts, found.heads, weight, **how)


def whole_number(mantissa: float, exponent: int) -> int:
    return int(Fraction(float(mantissa)) * 2 ** (400 * int(exponent)))


def diamonds(count: int, more: Sequence[Arc] = ()) -> Network:
    """Return a chain of diamonds, which has 2 to the power of ``count`` paths."""
    return net(
        [
            arc
            for at in range(0, 3 * count, 3)
            for arc in ((at, at + 1), (at, at + 2), (at + 1, at + 3), (at + 2, at + 3))
        ]
        + list(more)
    )
