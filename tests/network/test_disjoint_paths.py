"""As many independent routes as nodes that must be cut, and no route crosses another."""

from hypothesis import given

from stakhgraph.network.disjoint_paths import disjoint_routes, minimum_cut
from stakhgraph.network.graph import Network
from tests.networks import MANY_EXAMPLES, between, dags, net, steps


@given(dags(9))
@MANY_EXAMPLES
def test_as_many_routes_as_must_be_cut(network: Network):
    for start, end in ((0, len(network) - 1), (len(network) - 1, 0)):
        if start == end:
            continue
        routes = disjoint_routes(network, start, end)
        cut = minimum_cut(network, start, end)
        inner = [v for route in routes for v in route[1:-1]]
        assert len(inner) == len(set(inner))
        assert all({route[0], route[-1]} == {start, end} for route in routes)
        arcs = set(network.pairs())
        assert all(set(steps(tuple(route))) <= arcs for route in routes)
        # Menger: no smaller cut could be, for each route needs one node of its own.
        assert len(routes) == len(cut)
        left = [p for p in between(network, start, end) if not set(p[1:-1]) & set(cut.nodes)]
        assert all(len(path) == 2 and cut.direct for path in left)


def test_the_privileged_caste():
    # Trotsky, Pasquier, Deutscher, Filtzer: the series, and the direct step besides.
    both = net([(0, 1), (1, 2), (2, 3), (0, 3)])
    assert disjoint_routes(both, 0, 3) == [[0, 1, 2, 3], [0, 3]]
    cut = minimum_cut(both, 0, 3)
    assert (len(cut), cut.direct) == (2, True)
