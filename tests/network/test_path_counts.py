"""Weights are the numbers of paths, listed one by one, and those that others have published."""

from collections import Counter

import pytest
from hypothesis import given, settings

from stakhgraph.errors import UsageError
from stakhgraph.network.graph import Network
from stakhgraph.network.main_paths import local_path
from stakhgraph.network.number_text import decimal_digits
from stakhgraph.network.path_counts import MOST_NODES, WEIGHTS, weigh
from stakhgraph.network.readers import network_file
from tests.networks import HERE, MANY_EXAMPLES, dags, net, sinks, sources, steps, walks, whole

TRIES = settings(max_examples=1_000, deadline=None)


def by_hand(network: Network, weight: str) -> dict[tuple[int, int], int]:
    """Count for each arc the paths that take it, or for nppc the pairs of ends of such paths."""
    begin = sources(network) if weight == "spc" else set(range(len(network)))
    end = sinks(network) if weight in ("spc", "splc") else set(range(len(network)))
    found: dict[tuple[int, int], list[tuple[int, int]]] = {arc: [] for arc in network.pairs()}
    for path in walks(network):
        if path[0] in begin and path[-1] in end:
            for arc in steps(path):
                found[arc].append((path[0], path[-1]))
    return {a: len(set(ends) if weight == "nppc" else ends) for a, ends in found.items()}


def of_arcs(network: Network, weight: str, **how) -> dict[tuple[int, int], int]:
    return dict(zip(network.pairs(), weigh(network, weight, **how).values, strict=True))


@pytest.mark.parametrize("weight", WEIGHTS)
def test_a_weight_is_the_number_of_paths(weight: str):
    @given(dags())
    @MANY_EXAMPLES
    def law(network: Network):
        assert of_arcs(network, weight) == by_hand(network, weight)

    law()


@given(dags())
@MANY_EXAMPLES
def test_flow_is_conserved_for_spc_and_is_the_number_of_whole_paths(network: Network):
    weighed = weigh(network)
    into, out = Counter(), Counter()
    for (u, v), value in zip(network.pairs(), weighed.values, strict=True):
        out[u] += value
        into[v] += value
    inner = set(range(len(network))) - sources(network) - sinks(network)
    assert all(into[v] == out[v] for v in inner)
    assert sum(out[u] for u in sources(network)) == weighed.flow == len(whole(network))


@given(dags())
@MANY_EXAMPLES
def test_more_paths_are_counted_from_weight_to_weight(network: Network):
    spc, splc, spnp = (weigh(network, name).values for name in ("spc", "splc", "spnp"))
    assert all(a <= b <= c for a, b, c in zip(spc, splc, spnp, strict=True))


@given(dags())
@MANY_EXAMPLES
def test_spc_spnp_and_nppc_are_the_same_in_the_reversed_network(network: Network):
    for weight in ("spc", "spnp", "nppc"):
        turned = of_arcs(network.reversed(), weight)
        assert {(v, u): value for (u, v), value in turned.items()} == of_arcs(network, weight)


def test_parallel_arcs_count_each_if_requested():
    network = net([(0, 1), (0, 1), (1, 2), (0, 2)])
    assert of_arcs(network.merged(), "spc") == {(0, 1): 1, (0, 2): 1, (1, 2): 1}
    counted = weigh(network, parallel="count")
    assert (counted.values, counted.flow) == ([1, 1, 2], 3)
    assert weigh(network, "spnp", parallel="count").values == [2, 1, 3]


def test_the_seven_works_of_hummon_and_doreian():
    # Batagelj's test networks to arXiv cs/0309023: splc is spc once a new source leads to every
    # vertex, and spnp once every vertex leads to a new sink besides.
    seven = network_file.read(HERE / "hummon-doreian.net").network("cited-citing")
    arcs = list(seven.pairs())
    assert weigh(seven).values == [3, 1, 3, 2, 1, 1, 1, 1, 2]
    assert weigh(seven).flow == 4
    fed = net([*arcs, *((7, v) for v in range(7))])
    drained = net([*arcs, *((7, v) for v in range(7)), *((v, 8) for v in range(7))])
    for weight, widened in (("splc", fed), ("spnp", drained)):
        spc = of_arcs(widened, "spc")
        assert of_arcs(seven, weight) == {arc: spc[arc] for arc in arcs}


def test_the_eleven_works_of_another_program():
    # Figures from the tests of CitationNetworks.jl (github.com/jfb-h).
    pairs = "1-3 2-3 2-4 3-5 3-7 4-6 4-10 4-11 5-8 5-9 6-9 6-10"
    eleven = net([(int(u) - 1, int(v) - 1) for u, v in (pair.split("-") for pair in pairs.split())])
    weighed = weigh(eleven)
    assert weighed.values == [3, 3, 4, 4, 2, 2, 1, 1, 2, 2, 1, 1]
    assert local_path(weighed).nodes() == ["1", "3", "5", "8", "9"]


def test_the_sample_network_of_the_encyclopaedia():
    # Wikipedia, Main path analysis (after J. S. Liu): what descends from B by way of D. Five paths
    # take the arc B-D, six the arc D-F that begin at B or D.
    pairs = "BD DF DI FH FI HK IL IM MN"
    names = sorted(set(pairs) - {" "})
    arcs = {pair: (names.index(pair[0]), names.index(pair[1])) for pair in pairs.split()}
    sample = net(list(arcs.values()))
    assert of_arcs(sample, "spc")[arcs["BD"]] == 5
    assert of_arcs(sample, "splc")[arcs["DF"]] == 6
    tied = {of_arcs(sample, "spc")[arcs[pair]] for pair in ("IL", "IM")}
    assert len(tied) == 1


def test_numbers_do_not_overflow():
    # A chain of diamonds doubles the paths at each: 2 to the power of 20,000.
    diamonds = 20_000
    arcs = [
        arc
        for at in range(0, 3 * diamonds, 3)
        for arc in ((at, at + 1), (at, at + 2), (at + 1, at + 3), (at + 2, at + 3))
    ]
    flow = weigh(net(arcs)).flow
    assert flow == 2**diamonds
    assert len(decimal_digits(flow)) == 6021


def test_a_path_of_a_million_arcs():
    n = 1_000_001
    weighed = weigh(Network.of(map(str, range(n)), range(n - 1), range(1, n)), "splc")
    assert (weighed.flow, weighed.values[0], weighed.values[-1]) == (1, 1, n - 1)


def test_nppc_is_refused_beyond_a_stated_size():
    with pytest.raises(UsageError, match="50000 nodes, not 50001"):
        weigh(net([(0, 1)], MOST_NODES + 1), "nppc")


def test_a_cycle_and_an_unknown_weight_are_refused():
    with pytest.raises(UsageError, match="0 → 1 → 0"):
        weigh(net([(0, 1), (1, 0)]))
    with pytest.raises(UsageError, match="Take one of spc, splc, spnp, nppc"):
        weigh(net([(0, 1)]), "spx")
