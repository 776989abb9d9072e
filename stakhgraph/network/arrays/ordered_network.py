"""A network as arrays in topological order, the form in which paths are counted."""

from __future__ import annotations

from dataclasses import dataclass

from stakhgraph.network.arrays.array_type import Array
from stakhgraph.network.arrays.compiling import require_numba
from stakhgraph.network.arrays.graph_loops import topological_order
from stakhgraph.network.graph import Network
from stakhgraph.network.structure.topological_order import acyclic_order

__all__ = ["OrderedNetwork", "order_network"]


@dataclass(frozen=True, eq=False)
class OrderedNetwork:
    """A network in topological order: the arcs of place u are ``starts[u] … starts[u + 1] - 1``.

    ``nodes`` says which node of ``network`` is at each place, and ``arcs`` which arc each arc is.
    """

    network: Network
    starts: Array
    heads: Array
    nodes: Array
    arcs: Array


def order_network(network: Network) -> OrderedNetwork:
    """Return a network in topological order: as it is, else by first years, else any order.

    Parallel arcs are merged. Nothing is copied if the nodes are in order already. Raises UsageError
    for a cycle, which is named, and without the extra ``large``.

    >>> found = order_network(Network.of("abc", [2, 1], [1, 0]))
    >>> found.nodes.tolist(), found.starts.tolist(), found.heads.tolist()
    ([2, 1, 0], [0, 1, 2, 2], [1, 2])
    """
    require_numba()
    import numpy as np

    starts, heads = _arrays_of(network)
    tails = np.repeat(np.arange(len(network), dtype=np.int32), np.diff(starts))
    if bool(np.any((heads[1:] == heads[:-1]) & (tails[1:] == tails[:-1]))):
        return order_network(network.merged())
    if bool(np.all(heads > tails)):
        every = np.arange(len(network)), np.arange(len(heads))
        return OrderedNetwork(network, starts, heads, *every)
    order = _topological_order(network, starts, heads, tails)
    place = np.empty(len(network), np.int32)
    place[order] = np.arange(len(network), dtype=np.int32)
    # The arcs of each node stay together in their order, so they need not be sorted.
    sizes = (starts[1:] - starts[:-1])[order]
    begins = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    arcs = np.arange(len(heads)) + np.repeat(starts[order] - begins[:-1], sizes)
    return OrderedNetwork(network, begins, place[heads[arcs]], order, arcs)


def _arrays_of(network: Network) -> tuple[Array, Array]:
    """Return the arrays of a network without copying them."""
    import numpy as np

    # numpy refuses an empty buffer.
    heads = np.frombuffer(network.heads, np.int32) if network.size else np.zeros(0, np.int32)
    return np.frombuffer(network.starts, np.int64), heads


def _topological_order(network: Network, starts: Array, heads: Array, tails: Array) -> Array:
    import numpy as np

    if network.years and all(network.years):
        by_date = np.argsort([min(years) for years in network.years], kind="stable")
        place = np.empty(len(network), np.int32)
        place[by_date] = np.arange(len(network), dtype=np.int32)
        if bool(np.all(place[heads] > place[tails])):
            return by_date
    order = topological_order(starts, heads)
    if len(order) < len(network):
        acyclic_order(network)  # raises UsageError, which names the cycle
    return order
