"""Main paths on arrays are those in integers, with all ties and no false ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stakhgraph.network.arrays.main_paths import global_path, heaviest_arcs
from stakhgraph.network.arrays.ordered_network import order_network
from stakhgraph.network.arrays.path_counts import WEIGHTS, count_paths
from stakhgraph.network.graph import Network
from stakhgraph.network.main_paths import find
from stakhgraph.network.path_counts import weigh
from tests.network.arrays.counting import NAMES, counted, diamonds, np, whole_number
from tests.networks import MANY_EXAMPLES, dags, net, sources, steps, whole


@given(dags(), NAMES)
@MANY_EXAMPLES
def test_the_global_main_path_is_every_path_of_the_greatest_sum(network: Network, weight: str):
    known = order_network(network)
    arcs, total = global_path(count_paths(known.starts, known.heads, weight))
    weights = dict(zip(network.pairs(), weigh(network, weight).values, strict=True))
    sums = {path: sum(weights[arc] for arc in steps(path)) for path in whole(network)}
    best = max(sums.values(), default=0)
    pairs = list(network.pairs())
    assert {pairs[known.arcs[i]] for i in arcs} == {
        arc for path, value in sums.items() if value == best for arc in steps(path)
    }
    assert total.mantissa == best


@given(dags(), NAMES, st.integers(1, 6))
@MANY_EXAMPLES
def test_the_heaviest_arcs_come_with_all_that_tie(network: Network, weight: str, k: int):
    known = order_network(network)
    values = [weigh(network, weight).values[i] for i in known.arcs]
    least = sorted(values)[-min(k, len(values)) :][:1]
    wanted = [i for i, value in enumerate(values) if value >= least[0]]
    assert heaviest_arcs(count_paths(known.starts, known.heads, weight), k).tolist() == wanted


@given(dags(), NAMES, st.integers(1, 400))
@MANY_EXAMPLES
def test_scaled_and_exact_paths_agree_when_numbers_are_rounded(
    network: Network, weight: str, before: int
):
    # The diamonds in front make all numbers so long that none is held exactly.
    shift, end = 3 * before + 1, 3 * before
    arcs = [(u + shift, v + shift) for u, v in network.pairs()]
    joined = diamonds(before, arcs + [(end, v + shift) for v in sources(network)])
    exact = weigh(joined, weight)
    known = order_network(joined)
    found = count_paths(known.starts, known.heads, weight, keep_weights=True)
    for i, arc in enumerate(known.arcs):
        value = whole_number(found.weights[0][i], found.weights[1][i])
        assert abs(value - exact.values[arc]) <= exact.values[arc] >> 40
    arcs, total = global_path(found)
    assert sorted(known.arcs[arcs]) == list(find(exact, "global").arcs)
    assert sorted(known.arcs[heaviest_arcs(found, 3)]) == sorted(
        i for i, w in enumerate(exact.values) if w >= sorted(exact.values)[-3:][0]
    )
    assert total.bits in range(before, 3 * before + 20)


@pytest.mark.parametrize("weight", WEIGHTS)
def test_sums_of_300_bits_that_differ_by_one_do_not_tie(weight: str):
    # Two equal branches behind one source; the second has one more sink at its very end.
    one = list(diamonds(300).pairs())
    size = 901
    arcs = [(u + 1, v + 1) for u, v in one] + [(u + 1 + size, v + 1 + size) for u, v in one]
    arcs += [(0, 1), (0, 1 + size)]
    tied = net(arcs)
    last = 2 * size
    nearly = net([*arcs, (last, last + 1), (last - 1, last + 2)])
    for network in (tied, nearly):
        found, _ = global_path(counted(network, weight))
        assert sorted(found.tolist()) == list(find(weigh(network, weight)).arcs)
    assert len(global_path(counted(tied, weight))[0]) == tied.size
    assert len(global_path(counted(nearly, weight))[0]) < nearly.size // 2 + 5


def test_a_path_of_a_million_arcs():
    n = 1_000_001
    starts = np.minimum(np.arange(n + 1), n - 1)
    found = count_paths(starts, np.arange(1, n, dtype=np.int32), "splc")
    arcs, total = global_path(found)
    assert (len(arcs), found.flow.mantissa) == (n - 1, 1.0)
    assert total.mantissa == n * (n - 1) / 2


def test_no_node_one_node_no_arc():
    for nodes in (0, 1, 3):
        found = counted(Network.of(map(str, range(nodes)), [], []))
        arcs, total = global_path(found)
        assert (arcs.tolist(), total.mantissa, found.flow.mantissa) == ([], 0.0, 0.0)
        assert heaviest_arcs(found).tolist() == []
