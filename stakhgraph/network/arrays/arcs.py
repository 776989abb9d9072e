"""Arcs as arrays: merged, chosen, contracted, and the components that they make.

What `network` and `cycles` do with lists is done here with millions of arcs at a time; what comes
out is the same. Needs the extra ``large``; loops are compiled when they are first called.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, TypeAlias

from stakhgraph.network.arrays.kernels import compiled, free
from stakhgraph.network.graph import Network

if TYPE_CHECKING:
    import numpy as np

    Array: TypeAlias = np.ndarray[Any, np.dtype[Any]]

__all__ = ["Arcs", "groups_of"]


@dataclass(frozen=True, eq=False)
class Arcs:
    """Arcs in order of their earlier, then later end, and how often each stands in the source."""

    nodes: int
    tails: Array
    heads: Array
    times: Array

    @classmethod
    def of(cls, nodes: int, tails: Sequence[int], heads: Sequence[int]) -> Arcs:
        """Put arcs in order; repeated ones are kept."""
        import numpy as np

        key = np.array(tails, np.int64) * nodes + np.array(heads, np.int64)
        key.sort()
        return cls._of_key(nodes, key, np.ones(len(key), np.int32))

    @classmethod
    def of_network(cls, network: Network) -> Arcs:
        """Look at the arcs of a network; what is said of them but their times is left behind."""
        import numpy as np

        # A buffer of no length is no buffer to numpy.
        heads = np.frombuffer(network.heads, np.int32) if network.size else np.zeros(0, np.int32)
        starts: Array = np.frombuffer(network.starts, np.int64)
        tails = np.repeat(np.arange(len(network), dtype=np.int32), starts[1:] - starts[:-1])
        return cls(len(network), tails, heads, np.frombuffer(network.often(), np.int32))

    @classmethod
    def _of_key(cls, nodes: int, key: Array, times: Array) -> Arcs:
        import numpy as np

        tails = key // max(nodes, 1)
        heads = (key - tails * nodes).astype(np.int32)
        return cls(nodes, tails.astype(np.int32), heads, times)

    def __len__(self) -> int:
        """Give the number of arcs."""
        return len(self.heads)

    @cached_property
    def starts(self) -> Array:
        """Where the arcs of each node begin, and at the end how many there are."""
        import numpy as np

        counts = np.bincount(self.tails, minlength=self.nodes)
        return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)

    def merged(self) -> Arcs:
        """Give the arcs with those of the same ends made one, their times put together."""
        import numpy as np

        new = (self.heads[1:] != self.heads[:-1]) | (self.tails[1:] != self.tails[:-1])
        if bool(new.all()):
            return self
        first = np.flatnonzero(np.concatenate([[True], new]))
        times = np.add.reduceat(self.times, first).astype(np.int32)
        return Arcs(self.nodes, self.tails[first], self.heads[first], times)

    def where(self, kept: Array) -> Arcs:
        """Give some of the arcs."""
        return Arcs(self.nodes, self.tails[kept], self.heads[kept], self.times[kept])

    def moved(self, place: Array, nodes: int) -> Arcs:
        """Give the arcs between new places of their ends, without those inside one, merged."""
        import numpy as np

        tails, heads = place[self.tails], place[self.heads]
        kept = tails != heads
        key = tails[kept] * np.int64(nodes) + heads[kept]
        order = np.argsort(key, kind="stable")
        return Arcs._of_key(nodes, key[order], self.times[kept][order]).merged()

    def network(self, ids: Sequence[str], **said: Any) -> Network:
        """Give the network of these arcs and of nodes that have these ids."""
        import numpy as np

        starts, heads = array("q"), array("i")
        starts.frombytes(self.starts.tobytes())
        heads.frombytes(self.heads.astype(np.int32).tobytes())
        often = np.flatnonzero(self.times > 1)
        times = dict(zip(often.tolist(), self.times[often].tolist(), strict=True))
        return Network.of_arrays(ids, starts, heads, times=times, **said)

    def order(self) -> Array:
        """Give the nodes that lie before every cycle, in topological order."""
        return free(self.starts, self.heads)

    def strong_components(self) -> list[list[int]]:
        """Give the groups of two or more nodes that reach each other, in order of the first."""
        if len(self.order()) == self.nodes:
            return []
        return groups_of(_loops().strong(self.starts, self.heads))

    def components(self) -> Array:
        """Give for each node the first node of its weak component."""
        found: Array = _loops().weak(self.starts, self.heads)
        return found

    def levels(self) -> Array:
        """Give for each node the arcs of the longest path to it; there must be no cycle."""
        found: Array = _loops().levels(self.starts, self.heads, self.order())
        return found


def groups_of(label: Array) -> list[list[int]]:
    """Give the places that have a label in common with others, in order of the first of each."""
    import numpy as np

    sizes = np.bincount(label)
    among = np.flatnonzero(sizes[label] > 1)
    among = among[np.argsort(label[among], kind="stable")]
    cuts = np.flatnonzero(np.diff(label[among])) + 1
    return sorted(part.tolist() for part in np.split(among, cuts) if len(part))


@cache
def _loops() -> SimpleNamespace:  # noqa: C901 # loops, see kernels
    """Compile the walks over nodes and arcs."""
    import numpy as np

    def strong(starts: Any, heads: Any) -> Any:  # noqa: C901
        """Give nodes that reach each other a number in common (doi 10.1137/0201010)."""
        n = len(starts) - 1
        number, low, label = np.full(n, -1, np.int64), np.zeros(n, np.int64), np.full(n, -1)
        at, work, stack = starts[:-1].copy(), np.empty(n, np.int64), np.empty(n, np.int64)
        count, held = 0, 0
        for root in range(n):
            if number[root] >= 0:
                continue
            deep = 1
            work[0] = root
            while deep:
                u = work[deep - 1]
                if number[u] < 0:
                    number[u] = low[u] = count
                    count += 1
                    stack[held] = u
                    held += 1
                if at[u] < starts[u + 1]:
                    v = heads[at[u]]
                    at[u] += 1
                    if number[v] < 0:
                        work[deep] = v
                        deep += 1
                    elif label[v] < 0:
                        low[u] = min(low[u], number[v])
                    continue
                deep -= 1
                if deep:
                    low[work[deep - 1]] = min(low[work[deep - 1]], low[u])
                if low[u] == number[u]:
                    while label[u] < 0:
                        held -= 1
                        label[stack[held]] = u
        return label

    def weak(starts: Any, heads: Any) -> Any:
        """Find for each node the first of those that it is joined with."""
        n = len(starts) - 1
        root = np.arange(n)
        for u in range(n):
            for i in range(starts[u], starts[u + 1]):
                a, b = u, heads[i] + 0
                while root[a] != a:
                    root[a] = root[root[a]]
                    a = root[a]
                while root[b] != b:
                    root[b] = root[root[b]]
                    b = root[b]
                if a < b:
                    root[b] = a
                else:
                    root[a] = b
        for u in range(n):
            root[u] = root[root[u]]
        return root

    def levels(starts: Any, heads: Any, order: Any) -> Any:
        level = np.zeros(len(starts) - 1, np.int64)
        for u in order:
            for i in range(starts[u], starts[u + 1]):
                level[heads[i]] = max(level[heads[i]], level[u] + 1)
        return level

    return compiled(strong, weak, levels)
