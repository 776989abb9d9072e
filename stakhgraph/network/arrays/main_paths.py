"""Main paths on arrays: the global path, key routes, and the heaviest arcs, with all ties.

Rounded sums narrow the choice; what rounding cannot tell apart is decided by exact integers. The
result is that of `stakhgraph.network.main_paths` to the last digit.
"""

from __future__ import annotations

from collections.abc import Sequence

from stakhgraph.errors import UsageError
from stakhgraph.network.arrays.array_type import Array
from stakhgraph.network.arrays.exact_counts import counts_at_ends, exact_weights
from stakhgraph.network.arrays.main_path_loops import main_path_loops
from stakhgraph.network.arrays.path_counts import PathCounts
from stakhgraph.network.arrays.scaled_numbers import BLOCK_BITS, ScaledNumber

__all__ = ["global_path", "heaviest_arcs", "key_routes"]


def global_path(counts: PathCounts) -> tuple[Array, ScaledNumber]:
    """Return the numbers of the arcs of the global main path with all ties, and its sum.

    Raises Failure if two sums are close but not equal, and too long to be compared as integers.
    """
    import numpy as np

    starts, heads = counts.starts, counts.heads
    sums, exponents = counts.onward
    top = int(main_path_loops().top(*counts.tables)) if len(sums) else -1
    if top < 0:
        return np.zeros(0, np.int64), ScaledNumber(0.0, 0)
    total = ScaledNumber(float(sums[top]), int(exponents[top]) * BLOCK_BITS)
    room = _error_bound(starts, heads)
    begins, unsure = main_path_loops().begun(*counts.tables, top, room)
    arcs, doubtful = main_path_loops().onward(starts, heads, *counts.tables, begins, room)
    if unsure or doubtful:
        arcs = _exact_onward(counts, arcs, np.flatnonzero(begins), best=True)
    return arcs, total


def key_routes(counts: PathCounts, k: int = 1) -> Array:
    """Return the numbers of the `heaviest_arcs`, and of their continuations in both directions.

    These follow the greatest sums, with all ties, to sinks and to sources. Raises as
    `heaviest_arcs`.
    """
    import numpy as np

    if k < 1:
        raise UsageError(f"there are no {k} key routes", remedy="Take a k of 1 or more.")
    keys = heaviest_arcs(counts, k)
    starts, heads, room = (
        counts.starts,
        counts.heads,
        _error_bound(counts.starts, counts.heads),
    )
    after, before = np.zeros(len(starts) - 1, np.bool_), np.zeros(len(starts) - 1, np.bool_)
    after[heads[keys]] = True
    before[counts.tails(keys)] = True
    ends = np.flatnonzero(after)
    onward, doubtful = main_path_loops().onward(starts, heads, *counts.tables, after, room)
    if doubtful:
        onward = _exact_onward(counts, onward, ends)
    back, doubtful = main_path_loops().backward(starts, heads, *counts.tables, before, room)
    if doubtful:
        back = _exact_back(counts, back, counts.tails(keys).tolist())
    return np.unique(np.concatenate([keys, onward, back]))


def heaviest_arcs(counts: PathCounts, k: int = 1) -> Array:
    """Return the numbers of the k heaviest arcs, and of all that tie with the last of them.

    Weights are computed on the fly; O(m), and O(k) for each arc that is among the heaviest so far.
    Raises UsageError for k below 1, and Failure if two weights are close but not equal, and too
    long to be compared as integers.
    """
    import numpy as np

    if k < 1:
        raise UsageError(f"there are no {k} arcs", remedy="Take a k of 1 or more.")
    starts, heads = counts.starts, counts.heads
    k = min(k, len(heads))
    if k == 0:
        return np.zeros(0, np.int64)
    clear, near, doubtful = main_path_loops().ranked(
        starts, heads, *counts.tables, k, _error_bound(starts, heads)
    )
    if not doubtful:
        return np.sort(np.concatenate([clear, near]))
    values = exact_weights(counts, near)
    least = sorted(values, reverse=True)[k - len(clear) - 1]
    tied = [arc for arc, value in zip(near.tolist(), values, strict=True) if value >= least]
    return np.sort(np.concatenate([clear, np.array(tied, np.int64)]))


def _error_bound(starts: Array, heads: Array) -> float:
    """Return the relative distance within which the order of two sums is uncertain."""
    return 4.0 * (len(starts) + len(heads) + 8) * 2.0**-53


def _exact_onward(counts: PathCounts, arcs: Array, begins: Array, *, best: bool = False) -> Array:
    """Return the arcs that continue by the greatest sum, decided by integers.

    They start from all nodes in ``begins``, or with ``best`` from those of the greatest sum.
    """
    import numpy as np

    first, second = counts_at_ends(counts, arcs)
    tails, heads = counts.tails(arcs).tolist(), counts.heads[arcs].tolist()
    most: dict[int, int] = {}
    sums = [0] * len(arcs)
    for i in range(len(arcs) - 1, -1, -1):
        sums[i] = first[i] * second[i] + most.get(heads[i], 0)
        most[tails[i]] = max(most.get(tails[i], 0), sums[i])
    reached = set(begins.tolist())
    if best:
        top = max(most[node] for node in reached)
        reached = {node for node in reached if most[node] == top}
    found = []
    for i, arc in enumerate(arcs.tolist()):
        if tails[i] in reached and sums[i] == most[tails[i]]:
            found.append(arc)
            reached.add(heads[i])
    return np.array(found, np.int64)


def _exact_back(counts: PathCounts, arcs: Array, ends: Sequence[int]) -> Array:
    """Return the arcs that lead to some nodes by the greatest sum, decided by integers."""
    import numpy as np

    first, second = counts_at_ends(counts, arcs)
    tails, heads = counts.tails(arcs).tolist(), counts.heads[arcs].tolist()
    most: dict[int, int] = {}
    sums = [0] * len(arcs)
    for i in range(len(arcs)):
        sums[i] = first[i] * second[i] + most.get(tails[i], 0)
        most[heads[i]] = max(most.get(heads[i], 0), sums[i])
    reached, found = set(ends), []
    for i in range(len(arcs) - 1, -1, -1):
        if heads[i] in reached and sums[i] == most[heads[i]]:
            found.append(int(arcs[i]))
            reached.add(tails[i])
    return np.array(found[::-1], np.int64)
