"""Small networks, and all their paths listed one by one, to compare counts with."""

import random
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st

from stakhgraph.network.graph import Network

HERE = Path(__file__).parent
Arc = tuple[int, int]
MANY_EXAMPLES = settings(max_examples=500, deadline=None)


def net(arcs: list[Arc], nodes: int | None = None, **known) -> Network:
    """Return a network of nodes called 0, 1, 2 … with these arcs."""
    count = nodes or max((end for arc in arcs for end in arc), default=-1) + 1
    ends = [u for u, _ in arcs], [v for _, v in arcs]
    return Network.of(map(str, range(count)), *ends, **known)


@st.composite
def dags(draw, most: int = 12) -> Network:
    """Draw a network without cycles or parallel arcs, its nodes in any order."""
    n = draw(st.integers(1, most))
    possible = [(u, v) for u in range(n) for v in range(u + 1, n)]
    # One number for the arcs and one for the order are drawn far faster than lists.
    kept = draw(st.integers(0, 2 ** len(possible) - 1))
    named = sorted(range(n), key=random.Random(draw(st.integers(0, 999))).sample(range(n), n).index)
    arcs = [(named[u], named[v]) for at, (u, v) in enumerate(possible) if kept >> at & 1]
    return net(arcs, n)


@st.composite
def digraphs(draw, most: int = 8) -> Network:
    """Draw any network: cycles, loops and repeated arcs too."""
    n = draw(st.integers(1, most))
    end = st.integers(0, n - 1)
    return net(draw(st.lists(st.tuples(end, end), max_size=3 * n)), n)


def walks(network: Network) -> Iterator[tuple[int, ...]]:
    """Yield every path, from anywhere to anywhere, as its nodes; paths of one node too."""
    waiting = [(node,) for node in range(len(network))]
    while waiting:
        path = waiting.pop()
        yield path
        waiting.extend((*path, after) for after in network.rows[path[-1]])


def sources(network: Network) -> set[int]:
    return set(range(len(network))) - {v for row in network.rows for v in row}


def sinks(network: Network) -> set[int]:
    return {u for u, row in enumerate(network.rows) if not row}


def whole(network: Network) -> list[tuple[int, ...]]:
    """Return every path from a source to a sink that has an arc."""
    begin, end = sources(network), sinks(network)
    return [p for p in walks(network) if len(p) > 1 and p[0] in begin and p[-1] in end]


def between(network: Network, start: int, end: int) -> list[tuple[int, ...]]:
    """Return every path from one node to another."""
    return [path for path in walks(network) if path[0] == start and path[-1] == end]


def steps(path: tuple[int, ...]) -> list[Arc]:
    return list(pairwise(path))
