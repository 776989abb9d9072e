"""What each peer does: build a graph, count the paths, weigh the arcs, find the global main path.

The counting is the same everywhere: one pass each way in topological order, products for weights,
the greatest sum back from the sinks, then the arcs of the path. A peer that has no such counts gets
them in plain Python on its own graph, read in the way that is fastest there.
"""

from array import array
from collections.abc import Callable
from typing import Any

import numpy as np

from tests.bench.generated import Rows


def _tails(starts: np.ndarray) -> np.ndarray:
    return np.repeat(np.arange(len(starts) - 1), np.diff(starts))


def _pairs(rows: Rows) -> list[tuple[int, int]]:
    starts, heads = rows
    return list(zip(_tails(starts).tolist(), heads.tolist(), strict=True))


def _counted(order: list[int], after: Callable[[int], list[int]]) -> tuple[int, int]:
    """Count in plain Python; give the bits of the number of paths, and the arcs of one path."""
    n = len(order)
    onward, back, sums, best = [0] * n, [0] * n, [0] * n, [-1] * n
    for u in order:
        count = onward[u] = onward[u] or 1
        for v in after(u):
            onward[v] += count
    weights = {}
    flow = 0
    for u in reversed(order):
        row = after(u)
        count, back[u] = onward[u], sum([back[v] for v in row]) if row else 1
        flow += 0 if row else count
        for v in row:
            weights[u, v] = weight = count * back[v]
            if weight + sums[v] > sums[u]:
                sums[u], best[u] = weight + sums[v], v
    node = max(range(n), key=sums.__getitem__)
    length = 0
    while best[node] >= 0:
        node, length = best[node], length + 1
    return flow.bit_length(), length


class NetworkX:
    """nx.DiGraph by its own functions: weights as attributes of arcs, and dag_longest_path."""

    package = "networkx"

    def build(self, rows: Rows) -> Any:
        import networkx as nx

        graph: Any = nx.DiGraph()
        graph.add_nodes_from(range(len(rows[0]) - 1))
        graph.add_edges_from(_pairs(rows))
        return graph

    def count(self, graph: Any) -> tuple[int, int]:
        import networkx as nx

        order = list(nx.topological_sort(graph))
        onward, back = dict.fromkeys(order, 0), dict.fromkeys(order, 1)
        for u in order:
            count = onward[u] = onward[u] or 1
            for v in graph.successors(u):
                onward[v] += count
        for u in reversed(order):
            if graph.out_degree(u):
                back[u] = sum(back[v] for v in graph.successors(u))
        for u, v, attributes in graph.edges(data=True):
            attributes["weight"] = onward[u] * back[v]
        flow = sum(onward[u] for u in order if graph.in_degree(u) and not graph.out_degree(u))
        path = nx.dag_longest_path(graph, topo_order=order)
        return flow.bit_length(), len(path) - 1

    def reduce(self, graph: Any) -> int:
        import networkx as nx

        return nx.transitive_reduction(graph).number_of_edges()


class NetworkXLists(NetworkX):
    """nx.DiGraph as a holder of arcs, and all numbers in lists beside it."""

    def count(self, graph: Any) -> tuple[int, int]:
        import networkx as nx

        succ = graph._adj
        return _counted(list(nx.topological_sort(graph)), lambda u: succ[u])

    reduce: Any = None


class RustworkX:
    """rx.PyDiGraph."""

    package = "rustworkx"

    def build(self, rows: Rows) -> Any:
        import rustworkx as rx

        graph = rx.PyDiGraph(multigraph=True)
        graph.add_nodes_from(range(len(rows[0]) - 1))
        graph.add_edges_from_no_data(_pairs(rows))
        return graph

    def count(self, graph: Any) -> tuple[int, int]:
        import rustworkx as rx

        return _counted(list(rx.topological_sort(graph)), graph.successor_indices)

    def reduce(self, graph: Any) -> int:
        import rustworkx as rx

        return rx.transitive_reduction(graph)[0].num_edges()


class Igraph:
    """igraph.Graph."""

    package = "igraph"

    def build(self, rows: Rows) -> Any:
        import igraph

        arcs = np.stack([_tails(rows[0]), rows[1]], axis=1)
        return igraph.Graph(n=len(rows[0]) - 1, edges=arcs, directed=True)

    def count(self, graph: Any) -> tuple[int, int]:
        # All rows at once: a call for each node costs more than the counting.
        return _counted(graph.topological_sorting(), graph.get_adjlist("out").__getitem__)


class Exact:
    """stakhgraph with integers of any length."""

    package = "stakhgraph"

    def build(self, rows: Rows) -> Any:
        from stakhgraph.network.graph import Network

        starts, heads = array("q", rows[0].tobytes()), array("i", rows[1].tobytes())
        network = Network.of_arrays(map(str, range(len(starts) - 1)), starts, heads)
        assert network.rows  # lists are part of building
        return network

    def count(self, network: Any) -> tuple[int, int]:
        from stakhgraph.network.main_paths import find
        from stakhgraph.network.path_counts import weigh

        weighed = weigh(network)
        return weighed.flow.bit_length(), len(find(weighed, "global").arcs)

    def reduce(self, network: Any) -> int:
        from stakhgraph.network.structure.transitive_reduction import transitive_reduction

        return len(transitive_reduction(network))


class Arrays:
    """stakhgraph on arrays."""

    package = "numba"

    def build(self, rows: Rows) -> Any:
        return rows

    def count(self, rows: Any) -> tuple[int, int]:
        from stakhgraph.network.arrays.main_paths import global_path
        from stakhgraph.network.arrays.path_counts import count_paths

        counts = count_paths(*rows, keep_weights=True)
        arcs, _ = global_path(counts)
        return counts.flow.bits, len(arcs)

    def warm(self) -> None:
        """Compile every loop, also those for exact comparison of near ties."""
        from stakhgraph.network.arrays.main_paths import global_path
        from stakhgraph.network.arrays.path_counts import count_paths

        size = 60
        starts = [4 * (at // 3) + (0, 2, 3)[at % 3] for at in range(3 * size + 1)] + [4 * size]
        ends = [at + step for at in range(0, 3 * size, 3) for step in (1, 2, 3, 3)]
        global_path(count_paths(np.array(starts), np.array(ends, np.int32), keep_weights=True))


PEERS: dict[str, Any] = {
    "NetworkX": NetworkX(),
    "NetworkX, lists": NetworkXLists(),
    "rustworkx": RustworkX(),
    "igraph": Igraph(),
    "stakhgraph, exact": Exact(),
    "stakhgraph, arrays": Arrays(),
}
