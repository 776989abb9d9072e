"""Counting on arrays says what counting in integers says, however long the numbers are."""

import sys
from collections.abc import Sequence
from fractions import Fraction
from math import ldexp

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stakhgraph.errors import Failure, UsageError
from stakhgraph.network.arrays import kernels
from stakhgraph.network.arrays.kernels import (
    WEIGHTS,
    Measured,
    global_path,
    heaviest,
    measure,
    rows,
)
from stakhgraph.network.graph import Network
from stakhgraph.network.main_paths import find
from stakhgraph.network.path_counts import weigh
from tests.networks import dags, net, sources, steps, whole

np = pytest.importorskip("numpy", reason="the extra large is not installed")
pytest.importorskip("numba", reason="the extra large is not installed")

TRIES = settings(max_examples=500, deadline=None)
NAMES = st.sampled_from(WEIGHTS)
Arc = tuple[int, int]


def measured(network: Network, weight: str = "spc", **how) -> Measured:
    found = rows(network)
    return measure(found.starts, found.heads, weight, **how)


def whole_number(mantissa: float, exponent: int) -> int:
    return int(Fraction(float(mantissa)) * 2 ** (400 * int(exponent)))


def diamonds(count: int, more: Sequence[Arc] = ()) -> Network:
    """Give a chain of diamonds, which has 2 to the power of ``count`` paths."""
    return net(
        [
            arc
            for at in range(0, 3 * count, 3)
            for arc in ((at, at + 1), (at, at + 2), (at + 1, at + 3), (at + 2, at + 3))
        ]
        + list(more)
    )


@given(dags(), NAMES)
@TRIES
def test_counts_flow_and_weights_are_those_in_integers(network: Network, weight: str):
    known = rows(network)
    found = measure(known.starts, known.heads, weight, keep_weights=True)
    exact = weigh(network, weight)
    assert found.flow == kernels.Scaled(float(exact.flow), 0)
    assert [int(w) for w in found.weights[0]] == [exact.values[i] for i in known.arcs]
    assert not found.weights[1].any()
    assert found.exact(range(len(known.arcs))) == [exact.values[i] for i in known.arcs]


@given(dags(), NAMES)
@TRIES
def test_the_global_main_path_is_every_path_of_the_greatest_sum(network: Network, weight: str):
    known = rows(network)
    arcs, total = global_path(measure(known.starts, known.heads, weight))
    told = dict(zip(network.pairs(), weigh(network, weight).values, strict=True))
    sums = {path: sum(told[arc] for arc in steps(path)) for path in whole(network)}
    best = max(sums.values(), default=0)
    pairs = list(network.pairs())
    assert {pairs[known.arcs[i]] for i in arcs} == {
        arc for path, value in sums.items() if value == best for arc in steps(path)
    }
    assert total.mantissa == best


@given(dags(), NAMES, st.integers(1, 6))
@TRIES
def test_the_heaviest_arcs_come_with_all_that_tie(network: Network, weight: str, k: int):
    known = rows(network)
    values = [weigh(network, weight).values[i] for i in known.arcs]
    least = sorted(values)[-min(k, len(values)) :][:1]
    wanted = [i for i, value in enumerate(values) if value >= least[0]]
    assert heaviest(measure(known.starts, known.heads, weight), k).tolist() == wanted


@given(dags(), NAMES, st.integers(1, 400))
@TRIES
def test_scaled_and_exact_paths_agree_when_numbers_are_rounded(
    network: Network, weight: str, before: int
):
    # The diamonds in front make all numbers so long that none is held exactly.
    shift, end = 3 * before + 1, 3 * before
    arcs = [(u + shift, v + shift) for u, v in network.pairs()]
    joined = diamonds(before, arcs + [(end, v + shift) for v in sources(network)])
    exact = weigh(joined, weight)
    known = rows(joined)
    found = measure(known.starts, known.heads, weight, keep_weights=True)
    for i, arc in enumerate(known.arcs):
        value = whole_number(found.weights[0][i], found.weights[1][i])
        assert abs(value - exact.values[arc]) <= exact.values[arc] >> 40
    arcs, total = global_path(found)
    assert sorted(known.arcs[arcs]) == list(find(exact, "global").arcs)
    assert sorted(known.arcs[heaviest(found, 3)]) == sorted(
        i for i, w in enumerate(exact.values) if w >= sorted(exact.values)[-3:][0]
    )
    assert total.bits in range(before, 3 * before + 20)


def test_numbers_of_many_thousand_bits():
    count = 20_000
    found = measured(diamonds(count))
    assert found.flow.bits == count + 1
    assert found.exact([0]) == [2 ** (count - 1)]


@pytest.mark.parametrize("weight", WEIGHTS)
def test_what_differs_by_one_in_a_number_of_300_bits_is_no_tie(weight: str):
    # Two equal branches behind one source; the second has one more sink at its very end.
    one = list(diamonds(300).pairs())
    size = 901
    arcs = [(u + 1, v + 1) for u, v in one] + [(u + 1 + size, v + 1 + size) for u, v in one]
    arcs += [(0, 1), (0, 1 + size)]
    tied = net(arcs)
    last = 2 * size
    nearly = net([*arcs, (last, last + 1), (last - 1, last + 2)])
    for network in (tied, nearly):
        found, _ = global_path(measured(network, weight))
        assert sorted(found.tolist()) == list(find(weigh(network, weight)).arcs)
    assert len(global_path(measured(tied, weight))[0]) == tied.size
    assert len(global_path(measured(nearly, weight))[0]) < nearly.size // 2 + 5


def test_what_is_too_long_to_be_settled_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(kernels, "BITS", 1000)
    with pytest.raises(Failure, match="too long to be told exactly"):
        global_path(measured(diamonds(100)))
    # Nothing nearly ties on a path.
    assert len(global_path(measured(net([(0, 1), (1, 2)])))[0]) == 2


def test_a_path_of_a_million_arcs():
    n = 1_000_001
    starts = np.minimum(np.arange(n + 1), n - 1)
    found = measure(starts, np.arange(1, n, dtype=np.int32), "splc")
    arcs, total = global_path(found)
    assert (len(arcs), found.flow.mantissa) == (n - 1, 1.0)
    assert total.mantissa == n * (n - 1) / 2


def test_parallel_arcs_count_each():
    found = measure(np.array([0, 2, 3, 3]), np.array([1, 1, 2]), keep_weights=True)
    assert (found.flow.mantissa, found.weights[0].tolist()) == (2.0, [1.0, 1.0, 2.0])


def test_no_node_one_node_no_arc():
    for nodes in (0, 1, 3):
        found = measured(Network.of(map(str, range(nodes)), [], []))
        arcs, total = global_path(found)
        assert (arcs.tolist(), total.mantissa, found.flow.mantissa) == ([], 0.0, 0.0)
        assert heaviest(found).tolist() == []


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
def test_what_is_not_in_order_is_refused(starts: list[int], heads: list[int]):
    with pytest.raises(UsageError, match="not in topological order"):
        measure(np.array(starts, np.int64), np.array(heads, np.int32))


def test_what_does_not_go_is_refused(monkeypatch: pytest.MonkeyPatch):
    one = np.array([0, 1, 1]), np.array([1])
    with pytest.raises(UsageError, match="Take spc, splc, spnp"):
        measure(*one, "nppc")
    with pytest.raises(UsageError, match="there are no 0 arcs"):
        heaviest(measure(*one), 0)
    monkeypatch.setitem(sys.modules, "numba", None)
    with pytest.raises(UsageError, match=r"pip install '.\[large\]'"):
        rows(net([(0, 1)]))


def test_a_network_is_brought_into_order():
    ordered = net([(0, 2), (1, 2)])
    assert rows(ordered).nodes.tolist() == [0, 1, 2]
    dated = net([(2, 0), (2, 1)], years=[(1966, 1950), (1937,), (1936,)])
    found = rows(dated)
    assert found.nodes.tolist() == [2, 1, 0]
    assert (found.starts.tolist(), found.heads.tolist()) == ([0, 2, 2, 2], [2, 1])
    # A year that goes against an arc is not an order; parallel arcs become one.
    wrong = net([(2, 0), (2, 0), (0, 1)], years=[(1950,), (1937,), (1936,)])
    assert rows(wrong).nodes.tolist() == [2, 0, 1]
    assert rows(wrong).network.size == len(rows(wrong).arcs) == 2
    with pytest.raises(UsageError, match="the network has a cycle: 0 → 1 → 0"):
        rows(net([(0, 1), (1, 0)]))


@given(dags())
@TRIES
def test_each_arc_is_found_again_where_it_was(network: Network):
    found, pairs = rows(network), list(network.pairs())
    assert sorted(found.arcs) == list(range(network.size))
    for u, (begin, end) in enumerate(zip(found.starts, found.starts[1:], strict=False)):
        for i in range(begin, end):
            assert pairs[found.arcs[i]] == (found.nodes[u], found.nodes[found.heads[i]])
            assert found.heads[i] > u


def test_a_rounded_number_says_so():
    flow = measured(diamonds(1100)).flow
    assert flow.to_dict() == {"approximate": True, "mantissa": 2.0**300, "exponent": 800}
    assert flow.bits == 1101
    assert ldexp(flow.mantissa, -300) == 1.0


def test_rows_of_any_whole_numbers_will_do():
    for kind in (np.int16, np.uint32, np.uint64):
        found = measure(np.array([0, 1, 2, 2], kind), np.array([1, 2], kind), "splc")
        assert global_path(found)[0].tolist() == [0, 1]
    with pytest.raises(UsageError, match="whole numbers, not float64"):
        measure(np.array([0.0, 1.0, 1.0]), np.array([1]))
