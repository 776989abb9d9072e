"""Main paths are those that one finds by listing all paths and walking by hand."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stakhgraph.errors import UsageError
from stakhgraph.network.graph import Network
from stakhgraph.network.main_paths import MainPath, find
from stakhgraph.network.path_counts import Weighed, weigh
from tests.networks import MANY_EXAMPLES, dags, net, sinks, sources, steps, whole

NAMES = st.sampled_from(["spc", "splc", "spnp", "nppc"])
Arc = tuple[int, int]


def on(found: MainPath) -> set[Arc]:
    pairs = list(found.weighed.network.pairs())
    return {pairs[i] for i in found.arcs}


def values(weighed: Weighed) -> dict[Arc, int]:
    return dict(zip(weighed.network.pairs(), weighed.values, strict=True))


def best(weights: dict[Arc, int], arcs: list[Arc], share: Fraction = Fraction(1)) -> set[Arc]:
    top = max((weights[arc] for arc in arcs), default=0)
    return {arc for arc in arcs if weights[arc] >= share * top}


def local(
    network: Network, weights: dict[Arc, int], chosen: set[Arc], side: int, share
) -> set[Arc]:
    """Walk on (side 1) or back (side 0) by the heaviest arcs until nothing is new."""
    found = set(chosen)
    while True:
        ends = {arc[side] for arc in found}
        new = [best(weights, [a for a in weights if a[1 - side] == end], share) for end in ends]
        more = found.union(*new)
        if more == found:
            return found
        found = more


@given(dags(), NAMES, st.sampled_from([0, 0.25, "1/2"]))
@MANY_EXAMPLES
def test_local(network: Network, weight: str, tolerance):
    weighed = weigh(network, weight)
    weights, share = values(weighed), 1 - Fraction(tolerance)
    begin = best(weights, [arc for arc in weights if arc[0] in sources(network)], share)
    forward = on(find(weighed, "local", tolerance=tolerance))
    assert forward == local(network, weights, begin, 1, share)
    begin = best(weights, [arc for arc in weights if arc[1] in sinks(network)], share)
    back = on(find(weighed, "local", backward=True, tolerance=tolerance))
    assert back == local(network, weights, begin, 0, share)


@given(dags(), NAMES, st.sampled_from([0, 0.1, 1]))
@MANY_EXAMPLES
def test_global_is_every_path_of_the_greatest_sum(network: Network, weight: str, tolerance):
    weighed = weigh(network, weight)
    weights = values(weighed)
    sums = {path: sum(weights[arc] for arc in steps(path)) for path in whole(network)}
    least = max(sums.values(), default=0) * (1 - Fraction(str(tolerance)))
    wanted = {arc for path, total in sums.items() if total >= least for arc in steps(path)}
    assert on(find(weighed, "global", tolerance=tolerance)) == wanted


@given(dags(), NAMES, st.integers(1, 5))
@MANY_EXAMPLES
def test_key_routes_go_on_by_the_greatest_sum(network: Network, weight: str, k: int):
    weighed = weigh(network, weight)
    weights = values(weighed)
    rank = sorted(weights.values(), reverse=True)
    keys = {arc for arc in weights if weights[arc] >= rank[min(k, len(rank)) - 1]}
    wanted = set()
    for key in keys:
        paths = [path for path in whole(network) if key in steps(path)]
        sums = [sum(weights[arc] for arc in steps(path)) for path in paths]
        tops = [path for path, total in zip(paths, sums, strict=True) if total == max(sums)]
        wanted |= {arc for path in tops for arc in steps(path)}
    assert on(find(weighed, "key-route", k=k)) == wanted
    near = local(network, weights, keys, 1, 1) | local(network, weights, keys, 0, 1)
    assert on(find(weighed, "key-route", k=k, extend="local")) == near


@given(dags())
@MANY_EXAMPLES
def test_the_backward_path_is_the_forward_path_of_the_reversed_network(network: Network):
    there = on(find(weigh(network), "local"))
    back = on(find(weigh(network.reversed()), "local", backward=True))
    assert {(v, u) for u, v in back} == there


def test_each_component_has_its_own_path_if_requested():
    two = weigh(net([(0, 1), (1, 2), (3, 4)]))
    assert find(two, "global").pairs() == [("0", "1"), ("1", "2")]
    assert find(two, "global", per_component=True).pairs() == [("0", "1"), ("1", "2"), ("3", "4")]
    assert find(two, "key-route", k=1, per_component=True).nodes() == ["0", "1", "2", "3", "4"]


def test_all_ties_are_there():
    diamond = weigh(net([(0, 1), (0, 2), (1, 3), (2, 3)]))
    assert all(len(find(diamond, path).arcs) == 4 for path in ("local", "global", "key-route"))


def test_no_arc_no_path():
    for path in ("local", "global", "key-route"):
        assert find(weigh(net([], 1)), path).arcs == ()
        assert find(weigh(Network.of([], [], [])), path).arcs == ()


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"path": "longest"}, "no main path is called 'longest'"),
        ({"path": "key-route", "k": 0}, "no 0 key routes"),
        ({"path": "key-route", "tolerance": 0.1}, "have no tolerance"),
        ({"tolerance": 2}, "a tolerance of 2"),
        ({"tolerance": "much"}, "not a number"),
        ({"backward": True}, "only a local main path"),
    ],
)
def test_options_that_exclude_each_other_are_refused(asked, why: str):
    with pytest.raises(UsageError, match=why):
        find(weigh(net([(0, 1)])), **asked)


def test_a_path_of_a_million_arcs_is_its_own_main_path():
    n = 1_000_001
    weighed = weigh(Network.of(map(str, range(n)), range(n - 1), range(1, n)))
    assert len(find(weighed, "global").arcs) == n - 1
