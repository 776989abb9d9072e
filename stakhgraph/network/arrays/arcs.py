"""Arcs as arrays: sorted, merged, selected, contracted, and the components that they make.

These are the operations of `network.graph` and `network.structure.components`, on millions of arcs
at a time and with the same results.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from stakhgraph.network.arrays.array_type import Array
from stakhgraph.network.arrays.graph_loops import graph_loops, topological_order
from stakhgraph.network.graph import Network

__all__ = ["Arcs", "groups_of"]


@dataclass(frozen=True, eq=False)
class Arcs:
    """Arcs sorted by their earlier, then their later end, and how often each was given."""

    nodes: int
    tails: Array
    heads: Array
    times: Array

    @classmethod
    def of(cls, nodes: int, tails: Sequence[int], heads: Sequence[int]) -> Arcs:
        """Sort arcs; repeated ones are kept."""
        import numpy as np

        key = np.array(tails, np.int64) * nodes + np.array(heads, np.int64)
        key.sort()
        return cls._of_key(nodes, key, np.ones(len(key), np.int32))

    @classmethod
    def of_network(cls, network: Network) -> Arcs:
        """Return the arcs of a network without copying; of their attributes only times are kept."""
        import numpy as np

        # numpy refuses an empty buffer.
        heads = np.frombuffer(network.heads, np.int32) if network.size else np.zeros(0, np.int32)
        starts: Array = np.frombuffer(network.starts, np.int64)
        tails = np.repeat(np.arange(len(network), dtype=np.int32), starts[1:] - starts[:-1])
        return cls(len(network), tails, heads, np.frombuffer(network.multiplicities(), np.int32))

    @classmethod
    def _of_key(cls, nodes: int, key: Array, times: Array) -> Arcs:
        import numpy as np

        tails = key // max(nodes, 1)
        heads = (key - tails * nodes).astype(np.int32)
        return cls(nodes, tails.astype(np.int32), heads, times)

    def __len__(self) -> int:
        """Return the number of arcs."""
        return len(self.heads)

    @cached_property
    def starts(self) -> Array:
        """The number of the first arc of each node, and at the end the number of arcs."""
        import numpy as np

        counts = np.bincount(self.tails, minlength=self.nodes)
        return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)

    def merged(self) -> Arcs:
        """Return the arcs with parallel ones merged and their times added."""
        import numpy as np

        new = (self.heads[1:] != self.heads[:-1]) | (self.tails[1:] != self.tails[:-1])
        if bool(new.all()):
            return self
        first = np.flatnonzero(np.concatenate([[True], new]))
        times = np.add.reduceat(self.times, first).astype(np.int32)
        return Arcs(self.nodes, self.tails[first], self.heads[first], times)

    def where(self, kept: Array) -> Arcs:
        """Return the selected arcs."""
        return Arcs(self.nodes, self.tails[kept], self.heads[kept], self.times[kept])

    def moved(self, place: Array, nodes: int) -> Arcs:
        """Return the arcs between the new places of their ends, without loops, merged."""
        import numpy as np

        tails, heads = place[self.tails], place[self.heads]
        kept = tails != heads
        key = tails[kept] * np.int64(nodes) + heads[kept]
        order = np.argsort(key, kind="stable")
        return Arcs._of_key(nodes, key[order], self.times[kept][order]).merged()

    def network(self, ids: Sequence[str], **known: Any) -> Network:
        """Return the network of these arcs, with nodes that have these ids."""
        import numpy as np

        starts, heads = array("q"), array("i")
        starts.frombytes(self.starts.tobytes())
        heads.frombytes(self.heads.astype(np.int32).tobytes())
        multiplicities = np.flatnonzero(self.times > 1)
        times = dict(zip(multiplicities.tolist(), self.times[multiplicities].tolist(), strict=True))
        return Network.of_arrays(ids, starts, heads, times=times, **known)

    def order(self) -> Array:
        """Return the nodes that lie before every cycle, in topological order."""
        return topological_order(self.starts, self.heads)

    def strong_components(self) -> list[list[int]]:
        """Return the groups of two or more nodes that reach each other, in order of the first."""
        if len(self.order()) == self.nodes:
            return []
        return groups_of(graph_loops().strong(self.starts, self.heads))

    def components(self) -> Array:
        """Return for each node the first node of its weak component."""
        found: Array = graph_loops().weak(self.starts, self.heads)
        return found

    def levels(self) -> Array:
        """Return the number of arcs on the longest path to each node; there must be no cycle."""
        found: Array = graph_loops().levels(self.starts, self.heads, self.order())
        return found


def groups_of(label: Array) -> list[list[int]]:
    """Return the groups of places that share a label, in order of the first place of each."""
    import numpy as np

    sizes = np.bincount(label)
    among = np.flatnonzero(sizes[label] > 1)
    among = among[np.argsort(label[among], kind="stable")]
    cuts = np.flatnonzero(np.diff(label[among])) + 1
    return sorted(part.tolist() for part in np.split(among, cuts) if len(part))
