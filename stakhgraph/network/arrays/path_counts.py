"""Path counts and weights of millions of arcs, rounded, with a known bound of the error.

The counts are those of `stakhgraph.network.path_counts`, as scaled numbers. Each addition rounds
once, and the arcs that enter the sum of a path are distinct: so a sum is off by no more than
(arcs + nodes + 2) · 2^-53 of itself. The greatest sum of weights from each node to a sink is found
in the same pass as the counts backward, since both read the same memory. O(n + m) time and memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from types import SimpleNamespace
from typing import Any

from stakhgraph.errors import UsageError
from stakhgraph.network.arrays.array_type import Array
from stakhgraph.network.arrays.compiling import PREFETCH_DISTANCE, compiled, prefetcher
from stakhgraph.network.arrays.scaled_numbers import BLOCK_BITS, ScaledNumber, arithmetic

__all__ = ["WEIGHTS", "PathCounts", "count_paths"]

WEIGHTS = ("spc", "splc", "spnp")
"""The weights that can be counted here; nppc needs all ancestors and descendants."""


@dataclass(frozen=True, eq=False)
class PathCounts:
    """The rounded path counts of a network, and the greatest sums of weights.

    ``before`` and ``after`` are the paths to and from each node, ``onward`` is the greatest sum of
    weights from it to a sink, ``weights`` are those of arcs if they were kept: each is an array of
    mantissas and one of exponents of 2^400. ``flow`` is the number of paths from a source to a sink
    that have an arc, whatever the weight. ``tables`` are the tables that the compiled loops read.
    """

    starts: Array
    heads: Array
    weight: str
    before: tuple[Array, Array]
    after: tuple[Array, Array]
    onward: tuple[Array, Array]
    weights: tuple[Array, Array] | None
    flow: ScaledNumber
    tables: tuple[Array, Array]

    def tails(self, arcs: Sequence[int] | Array) -> Array:
        """Return the earlier ends of some arcs."""
        import numpy as np

        return np.searchsorted(self.starts, np.asarray(arcs), side="right") - 1


def count_paths(
    starts: Array, heads: Array, weight: str = "spc", *, keep_weights: bool = False
) -> PathCounts:
    """Count the paths of a network given by compressed rows, and find the greatest sums.

    ``heads[starts[u]:starts[u + 1]]`` are the later ends of the arcs of u, each greater than u;
    parallel arcs each count. With ``keep_weights`` the weights of all arcs are kept (12 bytes an
    arc); the rest takes 40 bytes a node. Raises UsageError for any other weight, for rows that are
    malformed or not in topological order, and without the extra ``large``.

    >>> import numpy as np
    >>> diamond = count_paths(np.array([0, 2, 3, 4, 4]), np.array([1, 2, 3, 3]), keep_weights=True)
    >>> diamond.flow, diamond.weights[0].tolist()
    (ScaledNumber(mantissa=2.0, exponent=0), [1.0, 1.0, 1.0, 1.0])
    """
    if weight not in WEIGHTS:
        raise UsageError(f"no weight is called {weight!r}", remedy=f"Take {', '.join(WEIGHTS)}.")
    run = _loops()
    import numpy as np

    starts, heads = _integers(starts, np.int64), _integers(heads, np.int32)
    if len(starts) < 1 or not run.ordered(starts, heads):
        raise UsageError("the nodes are not in topological order", remedy="Sort them first.")
    n, kept = len(starts) - 1, len(heads) if keep_weights else 0
    before = np.zeros(n, [("m", "f8"), ("e", "i4"), ("entered", "i4")])
    after = np.zeros(n, [("m", "f8"), ("sum_m", "f8"), ("e", "i4"), ("sum_e", "i4")])
    weights = np.empty(kept, np.float64), np.empty(kept, np.int32)
    flow = run.forward(starts, heads, False, before)
    if weight != "spc":
        run.forward(starts, heads, True, before)
    run.backward(starts, heads, weight == "spnp", before, after, *weights)
    return PathCounts(
        starts,
        heads,
        weight,
        (before["m"], before["e"]),
        (after["m"], after["e"]),
        (after["sum_m"], after["sum_e"]),
        weights if keep_weights else None,
        ScaledNumber(flow[0], int(flow[1]) * BLOCK_BITS),
        (before, after),
    )


def _integers(numbers: Array, kind: Any) -> Array:
    """Return the numbers in a type that the loops accept; negative indices are not checked."""
    import numpy as np

    found = np.asarray(numbers)
    if found.dtype.kind not in "iu" and found.size:
        raise UsageError(f"rows are whole numbers, not {found.dtype}", remedy="Give integers.")
    return found if found.dtype == kind else found.astype(np.int64)


@cache
def _loops() -> SimpleNamespace:  # noqa: C901 # see compiling
    """Compile the two passes over all arcs, which prefetch what they read at random."""
    math, ask = arithmetic(), prefetcher()
    add, times, less = math.add, math.times, math.less
    ahead = PREFETCH_DISTANCE

    def ordered(starts: Any, heads: Any) -> Any:
        n = len(starts) - 1
        if starts[0] != 0 or starts[n] != len(heads):
            return False
        for u in range(n):
            if starts[u + 1] < starts[u] or starts[u + 1] > len(heads):
                return False
            for i in range(starts[u], starts[u + 1]):
                if heads[i] <= u or heads[i] >= n:
                    return False
        return True

    def forward(starts: Any, heads: Any, anywhere: Any, table: Any) -> Any:
        """Count the paths to each node; return the paths to sinks that an arc enters."""
        n, last = len(starts) - 1, len(heads) - ahead
        flow_m, flow_e = 0.0, 0
        for u in range(n):
            table[u].m, table[u].e = (1.0, 0) if anywhere else (0.0, 0)
        for u in range(n):
            m, e = table[u].m, table[u].e
            if m == 0.0:
                table[u].m = m = 1.0
            elif starts[u] == starts[u + 1]:
                flow_m, flow_e = add(flow_m, flow_e, m, e)
            for i in range(starts[u], starts[u + 1]):
                if i < last:
                    ask(table, heads[i + ahead])
                v = heads[i]
                table[v].m, table[v].e = add(table[v].m, table[v].e, m, e)
                table[v].entered = 1
        return flow_m, flow_e

    def backward(
        starts: Any,
        heads: Any,
        anywhere: Any,
        before: Any,
        table: Any,
        weights: Any,
        exponents: Any,
    ) -> None:
        """Count the paths from each node, weigh its arcs, and find the greatest sum from it."""
        keep = len(weights) > 0
        for u in range(len(starts) - 2, -1, -1):
            fm, fe = before[u].m, before[u].e
            m, e = (1.0, 0) if anywhere or starts[u] == starts[u + 1] else (0.0, 0)
            best_m, best_e = 0.0, 0
            for i in range(starts[u + 1] - 1, starts[u] - 1, -1):
                if i >= ahead:
                    ask(table, heads[i - ahead])
                v = heads[i]
                m2, e2 = table[v].m, table[v].e
                m, e = add(m, e, m2, e2)
                wm, we = times(fm, fe, m2, e2)
                if keep:
                    weights[i], exponents[i] = wm, we
                wm, we = add(wm, we, table[v].sum_m, table[v].sum_e)
                if we == best_e:
                    # Without a jump: which is greater no processor foresees.
                    best_m = max(best_m, wm)
                elif less(wm, we, best_m, best_e) > 0.0:
                    best_m, best_e = wm, we
            table[u].m, table[u].e = m, e
            table[u].sum_m, table[u].sum_e = best_m, best_e

    return compiled(ordered, forward, backward)
