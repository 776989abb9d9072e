"""Main paths: the arcs along which most of the descent runs, with all ties.

Three kinds, on weights of arcs (Liu & Lu 2012, doi 10.1002/asi.21692):

- ``local`` starts with the heaviest arcs that leave a source, and continues by the heaviest arcs
  from each node; backward it starts with the heaviest arcs that enter a sink. It is the priority
  first search of Hummon & Doreian 1989 (doi 10.1016/0378-8733(89)90017-8).
- ``global`` is the path, or paths, with the greatest sum of weights: the critical path.
- ``key-route`` takes the k heaviest arcs, with those that tie at rank k, and continues from each to
  sinks and back to sources: by the greatest sum or, with ``extend="local"``, by the heaviest arcs.

A tolerance t admits near ties: for ``local``, arcs of at least (1 - t) times the heaviest at each
step; for ``global``, paths of at least (1 - t) times the greatest sum. Each takes O(n + m)
operations on integers of any length.

>>> from stakhgraph.network.graph import Network
>>> from stakhgraph.network.path_counts import weigh
>>> weighed = weigh(Network.of("abcde", [0, 0, 1, 2, 1], [1, 2, 3, 3, 4]))
>>> find(weighed, "key-route").pairs()
[('a', 'b'), ('b', 'd'), ('b', 'e')]
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import nlargest
from operator import add

from stakhgraph.errors import UsageError
from stakhgraph.network.path_counts import Weighed
from stakhgraph.network.structure.components import components

__all__ = ["EXTENSIONS", "PATHS", "MainPath", "find", "global_path", "key_routes", "local_path"]

PATHS = ("local", "global", "key-route")
EXTENSIONS = ("global", "local")


@dataclass(frozen=True, eq=False)
class MainPath:
    """The numbers of the arcs of a main path, in the order of the arcs of its network."""

    weighed: Weighed
    arcs: tuple[int, ...]

    def pairs(self) -> list[tuple[str, str]]:
        """Return the arcs by the ids of their ends, earlier first."""
        net = self.weighed.network
        return [(net.ids[u], net.ids[v]) for u, v in net.ends(self.arcs)]

    def nodes(self) -> list[str]:
        """Return the ids of the nodes on the path, in the order of the network."""
        net = self.weighed.network
        on = {end for ends in net.ends(self.arcs) for end in ends}
        return [net.ids[node] for node in sorted(on)]


def find(
    weighed: Weighed,
    path: str = "global",
    *,
    k: int = 1,
    backward: bool = False,
    extend: str = "global",
    tolerance: Fraction | float | str = 0,
    per_component: bool = False,
) -> MainPath:
    """Find a main path by name; with ``per_component`` one in each weak component.

    Raises UsageError for an unknown name, k below 1, a tolerance outside 0 … 1, and options that
    exclude each other.
    """
    if path not in PATHS or extend not in EXTENSIONS:
        raise UsageError(
            f"no main path is called {path!r} and extended {extend!r}",
            remedy=f"Take {', '.join(PATHS)}; extend by {' or '.join(EXTENSIONS)}.",
        )
    if backward and path != "local":
        raise UsageError("only a local main path runs backward", remedy="Add --path local.")
    if path == "local":
        return local_path(
            weighed, backward=backward, tolerance=tolerance, per_component=per_component
        )
    if path == "global":
        return global_path(weighed, tolerance=tolerance, per_component=per_component)
    return key_routes(weighed, k, extend=extend, tolerance=tolerance, per_component=per_component)


def local_path(
    weighed: Weighed,
    *,
    backward: bool = False,
    tolerance: Fraction | float | str = 0,
    per_component: bool = False,
) -> MainPath:
    """Follow the heaviest arcs forward from the sources, or backward from the sinks.

    >>> from stakhgraph.network.graph import Network
    >>> from stakhgraph.network.path_counts import weigh
    >>> net = Network.of("abcde", [0, 0, 1, 2, 1], [1, 2, 3, 3, 4])
    >>> local_path(weigh(net)).pairs()
    [('a', 'b'), ('b', 'd'), ('b', 'e')]
    """
    share = _least_share(tolerance)
    net = weighed.network
    ends = [_is_source(weighed), _is_sink(weighed)][backward]
    near = net.heads if backward else net.tails()
    begins = [i for i in range(net.size) if ends[near[i]]]
    chosen = _heaviest_arcs(weighed, begins, share, _component_of(weighed, per_component))
    walk = _heaviest_backward if backward else _heaviest_forward
    return _main_path(weighed, walk(weighed, chosen, share))


def global_path(
    weighed: Weighed, *, tolerance: Fraction | float | str = 0, per_component: bool = False
) -> MainPath:
    """Return the arcs of all paths from source to sink with the greatest sum of weights."""
    net, values, share = weighed.network, weighed.values, _least_share(tolerance)
    onward, groups = _sums_forward(weighed), _component_of(weighed, per_component)
    best = {} if per_component else {0: max(onward, default=0)}
    for node, total in enumerate(onward if per_component else ()):
        best[groups[node]] = max(best.get(groups[node], 0), total)
    if share == 1:
        # Weights are positive, so the greatest sum begins at a source.
        begin = {node for node, total in enumerate(onward) if total == best[groups[node]]}
        return _main_path(weighed, _best_forward(weighed, begin, onward))
    behind = _sums_backward(weighed)
    arcs = (
        i
        for i, (u, v) in enumerate(net.pairs())
        if _is_close(behind[u] + values[i] + onward[v], best[groups[u]], share)
    )
    return _main_path(weighed, arcs)


def key_routes(
    weighed: Weighed,
    k: int = 1,
    *,
    extend: str = "global",
    tolerance: Fraction | float | str = 0,
    per_component: bool = False,
) -> MainPath:
    """Return the k heaviest arcs, all that tie with the last of them, and their continuations.

    Raises UsageError for k below 1, and for a tolerance with ``extend="global"``.
    """
    share = _least_share(tolerance)
    if k < 1:
        raise UsageError(f"there are no {k} key routes", remedy="Take a k of 1 or more.")
    if extend == "global" and share < 1:
        raise UsageError(
            "key routes that go on by the greatest sum have no tolerance",
            remedy="Add --extend local, or take --path global.",
        )
    keys = _key_arcs(weighed, k, _component_of(weighed, per_component))
    if extend == "local":
        return _main_path(
            weighed,
            _heaviest_forward(weighed, keys, share) | _heaviest_backward(weighed, keys, share),
        )
    ends = {weighed.network.heads[i] for i in keys}
    onward = _best_forward(weighed, ends, _sums_forward(weighed))
    return _main_path(weighed, keys | onward | _best_backward(weighed, keys))


def _least_share(tolerance: Fraction | float | str) -> Fraction:
    """Return the part of the best value that is still good enough."""
    try:
        exact = Fraction(tolerance if isinstance(tolerance, str) else str(tolerance))
    except (ValueError, ZeroDivisionError) as exc:
        raise UsageError(f"not a number: {tolerance!r}", remedy="Write 0.1, say.") from exc
    if not 0 <= exact <= 1:
        raise UsageError(f"a tolerance of {exact}", remedy="Take a number from 0 to 1.")
    return 1 - exact


def _is_close(value: int, best: int, share: Fraction) -> bool:
    return value * share.denominator >= best * share.numerator


def _is_source(weighed: Weighed) -> bytearray:
    found = bytearray(b"\1") * len(weighed.network)
    for head in weighed.network.heads:
        found[head] = 0
    return found


def _is_sink(weighed: Weighed) -> bytearray:
    starts = weighed.network.starts
    return bytearray(starts[u] == starts[u + 1] for u in range(len(weighed.network)))


def _component_of(weighed: Weighed, per_component: bool) -> Sequence[int]:
    """Return for each node the component that has a main path of its own; 0 if all share one."""
    net = weighed.network
    return components(net) if per_component else [0] * len(net)


def _heaviest_arcs(
    weighed: Weighed, arcs: Sequence[int], share: Fraction, groups: Sequence[int]
) -> set[int]:
    heads, values = weighed.network.heads, weighed.values
    best: dict[int, int] = {}
    for i in arcs:
        group = groups[heads[i]]
        best[group] = max(best.get(group, 0), values[i])
    return {i for i in arcs if _is_close(values[i], best[groups[heads[i]]], share)}


def _key_arcs(weighed: Weighed, k: int, groups: Sequence[int]) -> set[int]:
    heads, values = weighed.network.heads, weighed.values
    arcs: dict[int, list[int]] = {}
    for i, head in enumerate(heads):
        arcs.setdefault(groups[head], []).append(i)
    keys: set[int] = set()
    for own in arcs.values():
        last = nlargest(k, (values[i] for i in own))[-1]
        keys.update(i for i in own if values[i] >= last)
    return keys


def _heaviest_forward(weighed: Weighed, chosen: Iterable[int], share: Fraction) -> set[int]:
    """Follow the heaviest arcs forward from the later ends of the chosen arcs."""
    starts, heads, values = weighed.network.starts, weighed.network.heads, weighed.values
    found = set(chosen)
    reached = {heads[i] for i in found}
    for u in weighed.order:
        if u not in reached or starts[u] == starts[u + 1]:
            continue
        out = range(starts[u], starts[u + 1])
        best = max(values[i] for i in out)
        taken = [i for i in out if _is_close(values[i], best, share)]
        found.update(taken)
        reached.update(heads[i] for i in taken)
    return found


def _heaviest_backward(weighed: Weighed, chosen: Iterable[int], share: Fraction) -> set[int]:
    """Follow the heaviest arcs backward from the earlier ends of the chosen arcs."""
    net, values = weighed.network, weighed.values
    tails, best = net.tails(), [0] * len(net)
    for i, v in enumerate(net.heads):
        best[v] = max(best[v], values[i])
    found = set(chosen)
    reached = {tails[i] for i in found}
    for u in reversed(weighed.order):
        for i in range(net.starts[u], net.starts[u + 1]):
            v = net.heads[i]
            if v in reached and _is_close(values[i], best[v], share):
                found.add(i)
                reached.add(u)
    return found


def _sums_forward(weighed: Weighed) -> list[int]:
    """Return the greatest sum of weights of a path from each node."""
    starts, values = weighed.network.starts, weighed.values
    rows, sums = weighed.network.rows, [0] * len(weighed.network)
    get = sums.__getitem__
    for u in reversed(weighed.order):
        if rows[u]:
            # Without a line of Python for each arc this takes a third of the time.
            sums[u] = max(map(add, values[starts[u] : starts[u + 1]], map(get, rows[u])))
    return sums


def _sums_backward(weighed: Weighed) -> list[int]:
    """Return the greatest sum of weights of a path to each node."""
    starts, values = weighed.network.starts, weighed.values
    rows, sums = weighed.network.rows, [0] * len(weighed.network)
    for u in weighed.order:
        sofar = sums[u]
        for w, v in zip(values[starts[u] : starts[u + 1]], rows[u], strict=True):
            if sofar + w > sums[v]:
                sums[v] = sofar + w
    return sums


def _best_forward(weighed: Weighed, begin: Iterable[int], sums: Sequence[int]) -> set[int]:
    """Follow the paths of greatest sums forward from some nodes."""
    net, values = weighed.network, weighed.values
    found, reached = set(), set(begin)
    for u in weighed.order:
        if u not in reached:
            continue
        for i, v in enumerate(net.rows[u], net.starts[u]):
            if values[i] + sums[v] == sums[u]:
                found.add(i)
                reached.add(v)
    return found


def _best_backward(weighed: Weighed, chosen: Iterable[int]) -> set[int]:
    """Follow the paths of greatest sums backward from the earlier ends of the chosen arcs."""
    net, values, sums = weighed.network, weighed.values, _sums_backward(weighed)
    tails, found = net.tails(), set(chosen)
    reached = {tails[i] for i in found}
    for u in reversed(weighed.order):
        for i in range(net.starts[u], net.starts[u + 1]):
            if net.heads[i] in reached and sums[u] + values[i] == sums[net.heads[i]]:
                found.add(i)
                reached.add(u)
    return found


def _main_path(weighed: Weighed, arcs: Iterable[int]) -> MainPath:
    return MainPath(weighed, tuple(sorted(arcs)))
