"""Rounded path counts are those in integers, within the bound of the error."""

import sys

import pytest
from hypothesis import given

from stakhgraph.errors import UsageError
from stakhgraph.network.arrays.exact_counts import exact_weights
from stakhgraph.network.arrays.main_paths import global_path, heaviest_arcs
from stakhgraph.network.arrays.ordered_network import order_network
from stakhgraph.network.arrays.path_counts import count_paths
from stakhgraph.network.arrays.scaled_numbers import ScaledNumber
from stakhgraph.network.graph import Network
from stakhgraph.network.path_counts import weigh
from tests.network.arrays.counting import NAMES, np
from tests.networks import MANY_EXAMPLES, dags, net


@given(dags(), NAMES)
@MANY_EXAMPLES
def test_counts_flow_and_weights_are_those_in_integers(network: Network, weight: str):
    known = order_network(network)
    found = count_paths(known.starts, known.heads, weight, keep_weights=True)
    exact = weigh(network, weight)
    assert found.flow == ScaledNumber(float(exact.flow), 0)
    assert [int(w) for w in found.weights[0]] == [exact.values[i] for i in known.arcs]
    assert not found.weights[1].any()
    assert exact_weights(found, range(len(known.arcs))) == [exact.values[i] for i in known.arcs]


def test_parallel_arcs_count_each():
    found = count_paths(np.array([0, 2, 3, 3]), np.array([1, 1, 2]), keep_weights=True)
    assert (found.flow.mantissa, found.weights[0].tolist()) == (2.0, [1.0, 1.0, 2.0])


@pytest.mark.parametrize(
    ("starts", "heads"),
    [
        ([0, 0, 1], [0]),  # back
        ([0, 1, 1], [0]),  # a loop
        ([0, 1, 1], [2]),  # no such node
        ([0, 1, 1], [-1]),
        ([0, 2, 1], [1]),  # no rows
        ([0, 9, 1], [1]),
        ([1, 1, 1], [1]),
        ([], []),
    ],
)
def test_rows_out_of_topological_order_are_refused(starts: list[int], heads: list[int]):
    with pytest.raises(UsageError, match="not in topological order"):
        count_paths(np.array(starts, np.int64), np.array(heads, np.int32))


def test_rows_may_be_of_any_integer_type():
    for kind in (np.int16, np.uint32, np.uint64):
        found = count_paths(np.array([0, 1, 2, 2], kind), np.array([1, 2], kind), "splc")
        assert global_path(found)[0].tolist() == [0, 1]
    with pytest.raises(UsageError, match="whole numbers, not float64"):
        count_paths(np.array([0.0, 1.0, 1.0]), np.array([1]))


def test_unknown_weights_no_arcs_and_a_missing_extra_are_refused(monkeypatch: pytest.MonkeyPatch):
    one = np.array([0, 1, 1]), np.array([1])
    with pytest.raises(UsageError, match="Take spc, splc, spnp"):
        count_paths(*one, "nppc")
    with pytest.raises(UsageError, match="there are no 0 arcs"):
        heaviest_arcs(count_paths(*one), 0)
    monkeypatch.setitem(sys.modules, "numba", None)
    with pytest.raises(UsageError, match=r"pip install '.\[large\]'"):
        order_network(net([(0, 1)]))
