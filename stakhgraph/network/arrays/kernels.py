"""Path counts, weights and main paths of networks of millions of arcs, on arrays.

The counts are those of `counts`, and so large that no machine number holds them. A first pass each
way therefore takes each as a mantissa with an exponent of its own, m · 2^(400 e) with m from 1 to
2^400. Each addition rounds once, and the arcs that enter the sum of a path are distinct: so a sum
is off by no more than (arcs + nodes + 2) · 2^-53 of itself. On the way back the greatest sum from
each node to a sink comes with the counts, since both read the same places.

What rounding cannot tell apart is then settled in integers. The counts of the few nodes in question
are taken again, some digits a pass: each pass adds up one stretch of the digits of all counts, and
keeps what is carried over to the next. So all ties are there, and nothing that only looks like one.
Only where that would fill memory (`WORK`, `BITS`) is it refused; nothing is ever guessed.

Nodes stand in topological order: each arc leads to a later place. `rows` brings a network into this
form. Time and memory are O(n + m). Needs the extra ``large`` (numpy and numba); the first call in a
process compiles for some seconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from math import frexp
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, TypeAlias

from stakhgraph.errors import Failure, UsageError
from stakhgraph.network import graph as networks
from stakhgraph.network.graph import Network

if TYPE_CHECKING:
    import numpy as np

    Array: TypeAlias = np.ndarray[Any, np.dtype[Any]]

__all__ = [
    "WEIGHTS",
    "Measured",
    "Rows",
    "Scaled",
    "compiled",
    "free",
    "global_path",
    "heaviest",
    "key_routes",
    "measure",
    "rows",
]

WEIGHTS = ("spc", "splc", "spnp")
"""The weights that are counted here; nppc needs to know who descends from whom."""

WORK = 10**9
"""The most arcs that passes for exact integers go over, each way; a pass finds 224 bits."""
BITS = 4 * 10**9
"""The most bits that the exact integers in question may have together."""

_STEP = 400  # bits of a block: the product of two mantissas still fits into a double
_AHEAD = 24  # arcs between asking for a node's numbers and using them: memory is slow to answer
_DIGIT, _DIGITS = 32, 7  # bits of a digit, and digits of a pass: a row fills a line of a cache


@dataclass(frozen=True)
class Scaled:
    """A number that was rounded, and says so: about ``mantissa`` · 2^``exponent``."""

    mantissa: float
    exponent: int

    @property
    def bits(self) -> int:
        """How many bits the whole number has."""
        return self.exponent + frexp(self.mantissa)[1]

    def to_dict(self) -> dict[str, Any]:
        """Give plain values that say what kind of number it is."""
        return {"approximate": True, "mantissa": self.mantissa, "exponent": self.exponent}


@dataclass(frozen=True, eq=False)
class Rows:
    """A network in topological order: arcs of place u are at ``starts[u] … starts[u + 1] - 1``.

    ``nodes`` says which node of ``network`` stands at each place, ``arcs`` the same of arcs.
    """

    network: Network
    starts: Array
    heads: Array
    nodes: Array
    arcs: Array


@dataclass(frozen=True, eq=False)
class Measured:
    """A network whose paths are counted, rounded.

    ``before`` and ``after`` are the counts at each node, ``onward`` is the greatest sum of weights
    from it to a sink, ``weights`` are those of arcs, where they were asked for: each is mantissas
    and the exponents of 2^400. ``flow`` is the number of paths from a source to a sink that have an
    arc, whatever the weight.
    """

    starts: Array
    heads: Array
    weight: str
    before: tuple[Array, Array]
    after: tuple[Array, Array]
    onward: tuple[Array, Array]
    weights: tuple[Array, Array] | None
    flow: Scaled
    tables: tuple[Array, Array]

    def exact(self, arcs: Sequence[int] | Array) -> list[int]:
        """Give the weights of some arcs as exact integers, however long.

        Raises Failure where that would take more than `WORK` arcs or `BITS` bits.
        """
        import numpy as np

        first, second = _counts(self, np.asarray(arcs, np.int64))
        return [one * two for one, two in zip(first, second, strict=True)]

    def exact_flow(self) -> int:
        """Give the number of paths from a source to a sink, however long, as an exact integer.

        Raises Failure where that would take more than `WORK` arcs.
        """
        import numpy as np

        passes = _passes_for(self.flow.bits + 1, len(self.heads))
        sources = self.tables[0]["entered"] == 0
        ends = np.flatnonzero(~sources & (self.starts[1:] == self.starts[:-1]))
        flow = 0
        for at, digits in enumerate(_stretches(_long().forward, self, sources, ends, passes)):
            for place, total in enumerate(digits.sum(axis=0, dtype=np.uint64).tolist()):
                flow += total << _DIGIT * (at * _DIGITS + place)
        return flow

    def tails(self, arcs: Sequence[int] | Array) -> Array:
        """Give the earlier ends of some arcs."""
        import numpy as np

        return np.searchsorted(self.starts, np.asarray(arcs), side="right") - 1


def measure(
    starts: Array, heads: Array, weight: str = "spc", *, keep_weights: bool = False
) -> Measured:
    """Count the paths of a network given by compressed rows, and find the greatest sums.

    ``heads[starts[u]:starts[u + 1]]`` are the later ends of u's arcs, each greater than u; parallel
    arcs count each. The weights of all arcs are held with ``keep_weights`` (12 bytes an arc); the
    rest takes 40 bytes a node. Raises UsageError for another weight, for rows that are not such or
    not in that order, and without the extra ``large``.

    >>> import numpy as np
    >>> diamond = measure(np.array([0, 2, 3, 4, 4]), np.array([1, 2, 3, 3]), keep_weights=True)
    >>> diamond.flow, diamond.weights[0].tolist()
    (Scaled(mantissa=2.0, exponent=0), [1.0, 1.0, 1.0, 1.0])
    """
    if weight not in WEIGHTS:
        raise UsageError(f"no weight is called {weight!r}", remedy=f"Take {', '.join(WEIGHTS)}.")
    run = _passes()
    import numpy as np

    starts, heads = _whole(starts, np.int64), _whole(heads, np.int32)
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
    return Measured(
        starts,
        heads,
        weight,
        (before["m"], before["e"]),
        (after["m"], after["e"]),
        (after["sum_m"], after["sum_e"]),
        weights if keep_weights else None,
        Scaled(flow[0], int(flow[1]) * _STEP),
        (before, after),
    )


def _whole(numbers: Array, kind: Any) -> Array:
    """Give the numbers as the loops want them: these never ask whether a number is negative."""
    import numpy as np

    found = np.asarray(numbers)
    if found.dtype.kind not in "iu" and found.size:
        raise UsageError(f"rows are whole numbers, not {found.dtype}", remedy="Give integers.")
    return found if found.dtype == kind else found.astype(np.int64)


def _room(starts: Array, heads: Array) -> float:
    """Give how near, as a part of the greater one, two sums may be and yet be the other way."""
    return 4.0 * (len(starts) + len(heads) + 8) * 2.0**-53


def global_path(measured: Measured) -> tuple[Array, Scaled]:
    """Give the places of the arcs of the global main path, all ties among them, and its sum.

    Raises Failure where two sums are near, not equal, and too long to be told as integers.
    """
    import numpy as np

    starts, heads = measured.starts, measured.heads
    sums, exponents = measured.onward
    top = int(_walks().top(*measured.tables)) if len(sums) else -1
    if top < 0:
        return np.zeros(0, np.int64), Scaled(0.0, 0)
    total = Scaled(float(sums[top]), int(exponents[top]) * _STEP)
    room = _room(starts, heads)
    begins, unsure = _walks().begun(*measured.tables, top, room)
    arcs, doubtful = _walks().onward(starts, heads, *measured.tables, begins, room)
    if unsure or doubtful:
        arcs = _tight_on(measured, arcs, np.flatnonzero(begins), best=True)
    return arcs, total


def key_routes(measured: Measured, k: int = 1) -> Array:
    """Give the places of the `heaviest` arcs, and of those by which they go on and back.

    They do so by the greatest sum, with all ties, to sinks and to sources. Raises as `heaviest`.
    """
    import numpy as np

    if k < 1:
        raise UsageError(f"there are no {k} key routes", remedy="Take a k of 1 or more.")
    keys = heaviest(measured, k)
    starts, heads, room = measured.starts, measured.heads, _room(measured.starts, measured.heads)
    after, before = np.zeros(len(starts) - 1, np.bool_), np.zeros(len(starts) - 1, np.bool_)
    after[heads[keys]] = True
    before[measured.tails(keys)] = True
    ends = np.flatnonzero(after)
    onward, doubtful = _walks().onward(starts, heads, *measured.tables, after, room)
    if doubtful:
        onward = _tight_on(measured, onward, ends)
    back, doubtful = _walks().backward(starts, heads, *measured.tables, before, room)
    if doubtful:
        back = _tight_back(measured, back, measured.tails(keys).tolist())
    return np.unique(np.concatenate([keys, onward, back]))


def _tight_on(measured: Measured, arcs: Array, begins: Array, *, best: bool = False) -> Array:
    """Give those of the arcs that go on by the greatest sum, decided in integers.

    They go on from all places where they begin, or from the best of these alone.
    """
    import numpy as np

    first, second = _counts(measured, arcs)
    tails, heads = measured.tails(arcs).tolist(), measured.heads[arcs].tolist()
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


def _tight_back(measured: Measured, arcs: Array, ends: Sequence[int]) -> Array:
    """Give those of the arcs that go back from some places by the greatest sum, in integers."""
    import numpy as np

    first, second = _counts(measured, arcs)
    tails, heads = measured.tails(arcs).tolist(), measured.heads[arcs].tolist()
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


def heaviest(measured: Measured, k: int = 1) -> Array:
    """Give the places of the k heaviest arcs, and of all that tie with the last of them.

    Weights are made on the way and not held; O(m) and, for each arc that is among the heaviest so
    far, O(k). Raises UsageError for k below 1, Failure where two are
    near, not equal, and too long to be told as integers.
    """
    import numpy as np

    if k < 1:
        raise UsageError(f"there are no {k} arcs", remedy="Take a k of 1 or more.")
    starts, heads = measured.starts, measured.heads
    k = min(k, len(heads))
    if k == 0:
        return np.zeros(0, np.int64)
    clear, near, doubtful = _walks().ranked(
        starts, heads, *measured.tables, k, _room(starts, heads)
    )
    if not doubtful:
        return np.sort(np.concatenate([clear, near]))
    values = measured.exact(near)
    least = sorted(values, reverse=True)[k - len(clear) - 1]
    tied = [arc for arc, value in zip(near.tolist(), values, strict=True) if value >= least]
    return np.sort(np.concatenate([clear, np.array(tied, np.int64)]))


# ---- exact integers ----------------------------------------------------------------------------


def _counts(measured: Measured, arcs: Array) -> tuple[list[int], list[int]]:
    """Give the counts before and after each of some arcs as integers.

    Raises Failure where that takes more than `WORK` or `BITS`.
    """
    import numpy as np

    starts, heads, weight = measured.starts, measured.heads, measured.weight
    before, at_tail = np.unique(measured.tails(arcs), return_inverse=True)
    after, at_head = np.unique(heads[arcs], return_inverse=True)
    bits = max(_bits(measured.before, before), _bits(measured.after, after))
    passes = _passes_for(bits, len(heads), (len(before) + len(after)) * bits)
    sources, sinks = measured.tables[0]["entered"] == 0, starts[1:] == starts[:-1]
    first = sources if weight == "spc" else np.ones_like(sources)
    second = np.ones_like(sinks) if weight == "spnp" else sinks
    with ThreadPoolExecutor(2) as both:  # compiled loops run side by side
        there = both.submit(_digits, _long().forward, measured, first, before, passes)
        back = _digits(_long().backward, measured, second, after, passes)
    onward = there.result()
    return [onward[i] for i in at_tail], [back[i] for i in at_head]


def _bits(counts: tuple[Array, Array], nodes: Array) -> int:
    """Give how many bits the count of any of these nodes has at most."""
    import numpy as np

    mantissas, exponents = counts
    own = np.frexp(mantissas[nodes])[1] + _STEP * exponents[nodes].astype(np.int64)
    return int(own.max(initial=0)) + 1


def _passes_for(bits: int, arcs: int, all_bits: int = 0) -> int:
    """Give the number of passes that find so many bits; Failure if that is too much."""
    passes = bits // (_DIGIT * _DIGITS) + 1
    if passes * arcs > WORK or all_bits > BITS:
        raise Failure(
            f"numbers of up to {bits:,} bits are too long to be told exactly here",
            remedy="Take a part of the network.",
        )
    return passes


def _stretches(
    count: Any, measured: Measured, ones: Array, nodes: Array, passes: int
) -> Iterator[Array]:
    """Count paths, as many digits a pass as a row holds, and give those of some nodes."""
    import numpy as np

    # The last place of a row is for what is carried over to the next pass.
    table = np.zeros((len(ones), _DIGITS + 1), np.uint64)
    for _ in range(passes):
        count(measured.starts, measured.heads, ones.astype(np.uint64), table)
        yield table[nodes, :_DIGITS]
        table[:, :_DIGITS] = 0
        ones = np.zeros_like(ones)


def _digits(count: Any, measured: Measured, ones: Array, nodes: Array, passes: int) -> list[int]:
    """Count paths, and put the digits of some nodes together."""
    import numpy as np

    found = np.empty((len(nodes), passes, _DIGITS), "<u4")
    for at, digits in enumerate(_stretches(count, measured, ones, nodes, passes)):
        found[:, at] = digits
    return [int.from_bytes(row.tobytes(), "little") for row in found]


# ---- a network as arrays -----------------------------------------------------------------------


def rows(network: Network) -> Rows:
    """Give a network in topological order: as it stands, else by first years, else as they come.

    Parallel arcs are merged. Where the nodes are in order already nothing is copied. Raises
    UsageError for a cycle, which is named, and without the extra ``large``.

    >>> found = rows(Network.of("abc", [2, 1], [1, 0]))
    >>> found.nodes.tolist(), found.starts.tolist(), found.heads.tolist()
    ([2, 1, 0], [0, 1, 2, 2], [1, 2])
    """
    _large()
    import numpy as np

    starts, heads = _arrays(network)
    tails = np.repeat(np.arange(len(network), dtype=np.int32), np.diff(starts))
    if bool(np.any((heads[1:] == heads[:-1]) & (tails[1:] == tails[:-1]))):
        return rows(network.merged())
    if bool(np.all(heads > tails)):
        every = np.arange(len(network)), np.arange(len(heads))
        return Rows(network, starts, heads, *every)
    order = _order(network, starts, heads, tails)
    place = np.empty(len(network), np.int32)
    place[order] = np.arange(len(network), dtype=np.int32)
    # The arcs of a node stay together, as they were: no need to sort them.
    sizes = (starts[1:] - starts[:-1])[order]
    begins = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    arcs = np.arange(len(heads)) + np.repeat(starts[order] - begins[:-1], sizes)
    return Rows(network, begins, place[heads[arcs]], order, arcs)


def _arrays(network: Network) -> tuple[Array, Array]:
    """Look at the arrays of a network, which are not copied."""
    import numpy as np

    # A buffer of no length is no buffer to numpy.
    heads = np.frombuffer(network.heads, np.int32) if network.size else np.zeros(0, np.int32)
    return np.frombuffer(network.starts, np.int64), heads


def _order(network: Network, starts: Array, heads: Array, tails: Array) -> Array:
    import numpy as np

    if network.years and all(network.years):
        by_date = np.argsort([min(years) for years in network.years], kind="stable")
        place = np.empty(len(network), np.int32)
        place[by_date] = np.arange(len(network), dtype=np.int32)
        if bool(np.all(place[heads] > place[tails])):
            return by_date
    order = free(starts, heads)
    if len(order) < len(network):
        networks.acyclic_order(network)  # raises, and names the cycle
    return order


def free(starts: Array, heads: Array) -> Array:
    """Give the nodes that lie before every cycle, in topological order; all if there is none."""
    found: Array = _walks().sorted(starts, heads)
    return found


# ---- compiled loops ----------------------------------------------------------------------------
#
# numba is imported when it is needed, so its loops are functions inside functions, compiled once a
# process. They are longer than functions are elsewhere: what a pass does at an arc has to stay in
# the registers of the processor.


def _large() -> Any:
    """Give numba; UsageError if the extra is not installed."""
    try:
        import numba
    except ImportError as exc:
        raise UsageError(
            "the extra large is not installed",
            remedy="Where stakhgraph came from: pip install '.[large]'.",
        ) from exc
    return numba


@cache
def _jit() -> Any:
    return _large().njit(nogil=True)


def compiled(*functions: Any) -> SimpleNamespace:
    """Compile functions when they are called; UsageError if the extra is not installed."""
    return SimpleNamespace(**{one.__name__: _jit()(one) for one in functions})


@cache
def _arithmetic() -> SimpleNamespace:  # noqa: C901 # many short ones
    """Compile sums, products and differences of scaled numbers, to be inlined in the passes."""
    top, down = 2.0**_STEP, 2.0**-_STEP

    def add(m1: Any, e1: Any, m2: Any, e2: Any) -> Any:
        if e1 == e2:
            m1 += m2
        elif m1 == 0.0 or e2 > e1 + 1:
            return m2, e2
        elif m2 == 0.0 or e1 > e2 + 1:
            return m1, e1
        elif e1 > e2:
            m1 += m2 * down
        else:
            m1, e1 = m1 * down + m2, e2
        if m1 >= top:
            return m1 * down, e1 + 1
        return m1, e1

    def times(m1: Any, e1: Any, m2: Any, e2: Any) -> Any:
        m, e = m1 * m2, e1 + e2
        if m >= top:
            return m * down, e + 1
        return m, e

    def less(m1: Any, e1: Any, m2: Any, e2: Any) -> Any:
        """Take the second from the first, in the scale of the greater exponent."""
        if e1 == e2:
            return m1 - m2
        if e1 > e2:
            return m1 - m2 * down if e1 == e2 + 1 else m1
        return m1 * down - m2 if e2 == e1 + 1 else -m2

    def near(m1: Any, e1: Any, m2: Any, e2: Any, room: Any) -> Any:
        """Tell whether neither is greater for certain: 0 no, 1 they are equal, 2 they may be."""
        d = abs(less_(m1, e1, m2, e2))
        # Below 2^53 nothing was rounded.
        if e1 == 0 and e2 == 0 and m1 < 2.0**53 and m2 < 2.0**53:
            return 1 if d == 0.0 else 0
        if e1 == e2:
            return 2 if d <= room * max(m1, m2) else 0
        return 2 if d <= room * (m1 if e1 > e2 else m2) else 0

    less_ = _jit()(less)
    found = compiled(add, times, near)
    found.less = less_
    return found


@cache
def _passes() -> SimpleNamespace:  # noqa: C901 # loops, see above
    """Compile the two passes over all arcs; what they read at random they ask for ahead."""
    math, ask = _arithmetic(), _asking_ahead()
    add, times, less = math.add, math.times, math.less
    ahead = _AHEAD

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
        """Count the paths to each node; give the paths to sinks that an arc enters."""
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


@cache
def _asking_ahead() -> Any:
    """Give a function that asks memory for a row of a table and does not wait for it."""
    _large()
    from llvmlite import ir
    from numba.core import cgutils, types
    from numba.extending import intrinsic

    code: Any = cgutils  # it has no types

    @intrinsic  # type: ignore[untyped-decorator,unused-ignore]
    def ask(typing: Any, table: Any, place: Any) -> Any:
        def emit(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            array = context.make_array(signature.args[0])(context, builder, args[0])
            index = [context.cast(builder, args[1], signature.args[1], types.int64)]
            index += [context.get_constant(types.int64, 0)] * (signature.args[0].ndim - 1)
            spot = code.get_item_pointer(
                context, builder, signature.args[0], array, index, wraparound=False
            )
            word, byte = ir.IntType(32), ir.IntType(8).as_pointer()
            kind = ir.FunctionType(ir.VoidType(), [byte, word, word, word])
            prefetch = code.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0")
            # To be written, to be kept near, data.
            builder.call(prefetch, [builder.bitcast(spot, byte), word(1), word(3), word(1)])
            return context.get_dummy_value()

        return types.void(table, place), emit

    return ask


@cache
def _walks() -> SimpleNamespace:  # noqa: C901 # loops, see above
    """Compile what looks at the tables when they are filled."""
    import numpy as np

    math = _arithmetic()
    add, times, less, near = math.add, math.times, math.less, math.near

    def top(before: Any, after: Any) -> Any:
        """Find the source with the greatest sum, -1 if no arc leaves any."""
        best = -1
        for u in range(len(after)):
            if before[u].entered or after[u].sum_m == 0.0:
                continue
            own_m, own_e = after[u].sum_m, after[u].sum_e
            if best < 0 or less(own_m, own_e, after[best].sum_m, after[best].sum_e) > 0.0:
                best = u
        return best

    def begun(before: Any, after: Any, best: Any, room: Any) -> Any:
        """Find the sources whose greatest sum may be that of the best, and whether to look closer.

        At a source alone: what has an arc before it has a greater sum there.
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
        """Find the arcs that may go on by the greatest sum, and whether to look closer."""
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
        """Find the arcs that may go back by the greatest sum, and whether to look closer."""
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
        """Find the arcs heavier than the k-th, those about as heavy, whether to look closer."""
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

    def sorted(starts: Any, heads: Any) -> Any:  # noqa: A001
        """Sort the nodes before every cycle topologically (doi 10.1145/368996.369025)."""
        n = len(starts) - 1
        left = np.zeros(n, np.int32)
        for i in range(len(heads)):
            left[heads[i]] += 1
        order, count = np.empty(n, np.int64), 0
        for u in range(n):
            if left[u] == 0:
                order[count] = u
                count += 1
        done = 0
        while done < count:
            u = order[done]
            done += 1
            for i in range(starts[u], starts[u + 1]):
                left[heads[i]] -= 1
                if left[heads[i]] == 0:
                    order[count] = heads[i]
                    count += 1
        return order[:count]

    return compiled(top, begun, onward, backward, ranked, sorted)


@cache
def _long() -> SimpleNamespace:  # noqa: C901 # loops, see above
    """Compile the passes that count the next digits of each node, from what earlier ones carry."""
    import numpy as np

    ask, ahead, digits = _asking_ahead(), _AHEAD, _DIGITS
    low, bits = np.uint64(2**_DIGIT - 1), np.uint64(_DIGIT)

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
