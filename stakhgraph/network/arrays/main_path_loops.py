"""Compiled loops over counted paths: the best sources, and the arcs of greatest sums."""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace
from typing import Any

from stakhgraph.network.arrays.compiling import compiled
from stakhgraph.network.arrays.scaled_numbers import arithmetic

__all__ = ["main_path_loops"]


@cache
def main_path_loops() -> SimpleNamespace:  # noqa: C901 # loops, see above
    """Compile the loops that read the tables of counts.

    A result is unsure if rounded numbers do not decide and exact ones are needed.
    """
    import numpy as np

    math = arithmetic()
    add, times, less, near = math.add, math.times, math.less, math.near

    def top(before: Any, after: Any) -> Any:
        """Find the source with the greatest sum; -1 if no arc leaves any source."""
        best = -1
        for u in range(len(after)):
            if before[u].entered or after[u].sum_m == 0.0:
                continue
            own_m, own_e = after[u].sum_m, after[u].sum_e
            if best < 0 or less(own_m, own_e, after[best].sum_m, after[best].sum_e) > 0.0:
                best = u
        return best

    def begun(before: Any, after: Any, best: Any, room: Any) -> Any:
        """Find the sources whose sum may be the greatest, and whether that is unsure.

        Only at sources: a node that an arc enters has a greater sum at the other end of the arc.
        """
        found, unsure = np.zeros(len(after), np.bool_), False
        bm, be = after[best].sum_m, after[best].sum_e
        for u in range(len(after)):
            if not before[u].entered and after[u].sum_m > 0.0:
                how = near(after[u].sum_m, after[u].sum_e, bm, be, room)
                found[u] = how > 0
                unsure |= how == 2 and u != best
        return found, unsure

    def onward(starts: Any, heads: Any, before: Any, after: Any, begins: Any, room: Any) -> Any:
        """Find the arcs that may continue by the greatest sum, and whether that is unsure."""
        on, unsure = begins.copy(), False
        arcs = [0 for _ in range(0)]
        for u in range(len(starts) - 1):
            if not on[u]:
                continue
            count = 0
            for i in range(starts[u], starts[u + 1]):
                v = heads[i]
                m, e = times(before[u].m, before[u].e, after[v].m, after[v].e)
                m, e = add(m, e, after[v].sum_m, after[v].sum_e)
                how = near(m, e, after[u].sum_m, after[u].sum_e, room)
                if how:
                    arcs.append(i)
                    on[v] = True
                    count += 1
                    unsure |= how == 2 and count > 1
        return np.array(arcs, np.int64), unsure

    def backward(starts: Any, heads: Any, before: Any, after: Any, ends: Any, room: Any) -> Any:
        """Find the arcs that may lead here by the greatest sum, and whether that is unsure."""
        n = len(starts) - 1
        sums, exps = np.zeros(n), np.zeros(n, np.int64)
        for u in range(n):
            for i in range(starts[u], starts[u + 1]):
                v = heads[i]
                m, e = times(before[u].m, before[u].e, after[v].m, after[v].e)
                m, e = add(m, e, sums[u], exps[u])
                if less(m, e, sums[v], exps[v]) > 0.0:
                    sums[v], exps[v] = m, e
        on, unsure, count = ends.copy(), False, np.zeros(n, np.int32)
        arcs = [0 for _ in range(0)]
        for u in range(n - 1, -1, -1):
            for i in range(starts[u + 1] - 1, starts[u] - 1, -1):
                v = heads[i]
                if not on[v]:
                    continue
                m, e = times(before[u].m, before[u].e, after[v].m, after[v].e)
                m, e = add(m, e, sums[u], exps[u])
                how = near(m, e, sums[v], exps[v], room)
                if how:
                    arcs.append(i)
                    on[u] = True
                    count[v] += 1
                    unsure |= how == 2 and count[v] > 1
        return np.array(arcs, np.int64)[::-1], unsure

    def ranked(starts: Any, heads: Any, before: Any, after: Any, k: Any, room: Any) -> Any:
        """Find the arcs heavier than the k-th, those about as heavy, and whether that is unsure."""
        tops, exps = np.zeros(k), np.zeros(k, np.int64)
        for u in range(len(starts) - 1):
            for i in range(starts[u], starts[u + 1]):
                v = heads[i]
                m, e = times(before[u].m, before[u].e, after[v].m, after[v].e)
                # The lightest of the k is at the end.
                if less(m, e, tops[k - 1], exps[k - 1]) > 0.0:
                    at = k - 1
                    while at > 0 and less(m, e, tops[at - 1], exps[at - 1]) > 0.0:
                        tops[at], exps[at] = tops[at - 1], exps[at - 1]
                        at -= 1
                    tops[at], exps[at] = m, e
        clear, close = [0 for _ in range(0)], [0 for _ in range(0)]
        unsure = False
        for u in range(len(starts) - 1):
            for i in range(starts[u], starts[u + 1]):
                v = heads[i]
                m, e = times(before[u].m, before[u].e, after[v].m, after[v].e)
                how = near(m, e, tops[k - 1], exps[k - 1], room)
                if how:
                    close.append(i)
                    unsure |= how == 2
                elif less(m, e, tops[k - 1], exps[k - 1]) > 0.0:
                    clear.append(i)
        unsure &= len(close) + len(clear) > k
        return np.array(clear, np.int64), np.array(close, np.int64), unsure

    return compiled(top, begun, onward, backward, ranked)
