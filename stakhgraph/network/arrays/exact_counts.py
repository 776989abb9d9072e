"""Exact path counts of the few nodes for which rounded ones do not decide.

The counts are made again some digits at a time: each pass adds up one stretch of the digits of all
counts and keeps the carry for the next. So all ties are found, and nothing that only looks like
one. Nothing is ever guessed: where a result would fill memory (`MOST_ARCS`, `MOST_BITS`) it is
refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from types import SimpleNamespace
from typing import Any

from stakhgraph.errors import Failure
from stakhgraph.network.arrays.array_type import Array
from stakhgraph.network.arrays.compiling import PREFETCH_DISTANCE, compiled, prefetcher
from stakhgraph.network.arrays.path_counts import PathCounts
from stakhgraph.network.arrays.scaled_numbers import BLOCK_BITS

__all__ = ["MOST_ARCS", "MOST_BITS", "counts_at_ends"]

MOST_ARCS = 10**9
"""The most arcs that passes for exact integers visit each way; one pass yields 224 bits."""


MOST_BITS = 4 * 10**9
"""The most bits that the exact integers may have together."""


# Bits of a digit, and digits of a pass: with the carry, a row fills a line of the cache.
_DIGIT_BITS, _DIGITS = 32, 7


def exact_weights(counts: PathCounts, arcs: Sequence[int] | Array) -> list[int]:
    """Return the weights of some arcs as exact integers, however long.

    Raises Failure if that would exceed `MOST_ARCS` or `MOST_BITS`.
    """
    import numpy as np

    first, second = counts_at_ends(counts, np.asarray(arcs, np.int64))
    return [one * two for one, two in zip(first, second, strict=True)]


def exact_flow(counts: PathCounts) -> int:
    """Return the exact number of paths from a source to a sink that have an arc.

    Raises Failure if that would exceed `MOST_ARCS`.
    """
    import numpy as np

    passes = _passes_needed(counts.flow.bits + 1, len(counts.heads))
    sources = counts.tables[0]["entered"] == 0
    ends = np.flatnonzero(~sources & (counts.starts[1:] == counts.starts[:-1]))
    flow = 0
    for at, digits in enumerate(_digit_stretches(_loops().forward, counts, sources, ends, passes)):
        for place, total in enumerate(digits.sum(axis=0, dtype=np.uint64).tolist()):
            flow += total << _DIGIT_BITS * (at * _DIGITS + place)
    return flow


def counts_at_ends(counts: PathCounts, arcs: Array) -> tuple[list[int], list[int]]:
    """Return the paths to the earlier end, and from the later end, of some arcs as integers.

    Raises Failure if that would exceed `MOST_ARCS` or `MOST_BITS`.
    """
    import numpy as np

    starts, heads, weight = counts.starts, counts.heads, counts.weight
    before, at_tail = np.unique(counts.tails(arcs), return_inverse=True)
    after, at_head = np.unique(heads[arcs], return_inverse=True)
    bits = max(_bits_needed(counts.before, before), _bits_needed(counts.after, after))
    passes = _passes_needed(bits, len(heads), (len(before) + len(after)) * bits)
    sources, sinks = counts.tables[0]["entered"] == 0, starts[1:] == starts[:-1]
    first = sources if weight == "spc" else np.ones_like(sources)
    second = np.ones_like(sinks) if weight == "spnp" else sinks
    with ThreadPoolExecutor(2) as both:  # compiled loops run side by side
        there = both.submit(_exact_integers, _loops().forward, counts, first, before, passes)
        back = _exact_integers(_loops().backward, counts, second, after, passes)
    onward = there.result()
    return [onward[i] for i in at_tail], [back[i] for i in at_head]


def _bits_needed(counts: tuple[Array, Array], nodes: Array) -> int:
    """Return an upper bound of the bits of the count of any of these nodes."""
    import numpy as np

    mantissas, exponents = counts
    own = np.frexp(mantissas[nodes])[1] + BLOCK_BITS * exponents[nodes].astype(np.int64)
    return int(own.max(initial=0)) + 1


def _passes_needed(bits: int, arcs: int, all_bits: int = 0) -> int:
    """Return the number of passes for so many bits; Failure if that is too much."""
    passes = bits // (_DIGIT_BITS * _DIGITS) + 1
    if passes * arcs > MOST_ARCS or all_bits > MOST_BITS:
        raise Failure(
            f"numbers of up to {bits:,} bits are too long to be computed exactly",
            remedy="Take a part of the network.",
        )
    return passes


def _digit_stretches(
    count: Any, counts: PathCounts, ones: Array, nodes: Array, passes: int
) -> Iterator[Array]:
    """Count paths, one row of digits in each pass, and yield the digits of some nodes."""
    import numpy as np

    # The last place of a row is for what is carried over to the next pass.
    table = np.zeros((len(ones), _DIGITS + 1), np.uint64)
    for _ in range(passes):
        count(counts.starts, counts.heads, ones.astype(np.uint64), table)
        yield table[nodes, :_DIGITS]
        table[:, :_DIGITS] = 0
        ones = np.zeros_like(ones)


def _exact_integers(
    count: Any, counts: PathCounts, ones: Array, nodes: Array, passes: int
) -> list[int]:
    """Count paths, and join the digits of some nodes to integers."""
    import numpy as np

    found = np.empty((len(nodes), passes, _DIGITS), "<u4")
    for at, digits in enumerate(_digit_stretches(count, counts, ones, nodes, passes)):
        found[:, at] = digits
    return [int.from_bytes(row.tobytes(), "little") for row in found]


@cache
def _loops() -> SimpleNamespace:  # noqa: C901 # see compiling
    """Compile the passes that compute the next digits of each count from the carry."""
    import numpy as np

    ask, ahead, digits = prefetcher(), PREFETCH_DISTANCE, _DIGITS
    low, bits = np.uint64(2**_DIGIT_BITS - 1), np.uint64(_DIGIT_BITS)

    def forward(starts: Any, heads: Any, ones: Any, table: Any) -> None:
        last, own = len(heads) - ahead, np.empty(digits, np.uint64)
        for u in range(len(starts) - 1):
            carry = table[u, digits] + ones[u]
            for j in range(digits):
                carry += table[u, j]
                own[j] = carry & low
                table[u, j] = own[j]
                carry >>= bits
            table[u, digits] = carry
            for i in range(starts[u], starts[u + 1]):
                if i < last:
                    ask(table, heads[i + ahead])
                row = table[heads[i]]
                for j in range(digits):
                    row[j] += own[j]

    def backward(starts: Any, heads: Any, ones: Any, table: Any) -> None:
        own = np.empty(digits, np.uint64)
        for u in range(len(starts) - 2, -1, -1):
            own[:] = 0
            for i in range(starts[u + 1] - 1, starts[u] - 1, -1):
                if i >= ahead:
                    ask(table, heads[i - ahead])
                row = table[heads[i]]
                for j in range(digits):
                    own[j] += row[j]
            carry = table[u, digits] + ones[u]
            for j in range(digits):
                carry += own[j]
                table[u, j] = carry & low
                carry >>= bits
            table[u, digits] = carry

    return compiled(forward, backward)
