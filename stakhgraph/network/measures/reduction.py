"""The measure reduction: arcs of inheritance, and arcs that repeat a longer path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from stakhgraph.network.graph import STATED, Network
from stakhgraph.network.measures.answers import Answer, Cell, Request, WorkCell, chain, first_names
from stakhgraph.network.structure import transitive_reduction
from stakhgraph.wording import counted

__all__ = ["DETOURS_SHOWN", "reduction"]

DETOURS_SHOWN = 200
"""For this many arcs that are not needed, the longer path is shown."""


def reduction(request: Request) -> Answer:
    """Answer which arcs are needed to keep who descends from whom, and which are not."""
    net = request.net
    kept = set(transitive_reduction.transitive_reduction(net))
    fewer = net.with_arcs(sorted(kept))
    pairs = list(net.pairs())
    spare = [i for i in range(net.size) if i not in kept]
    detours = {i: _shortest_path(fewer, *pairs[i]) for i in spare[:DETOURS_SHOWN]}
    rows: list[tuple[Cell, ...]] = [
        (*map(WorkCell, pairs[i]), "no", chain(request, detours.get(i, ()))) for i in spare
    ]
    rows += [(*map(WorkCell, pairs[i]), "yes", None) for i in sorted(kept)]
    if not spare:
        sentence = f"Every arc is needed ({net.size:,}): no other path stands for any."
    else:
        sentence = (
            f"{counted(len(kept), 'arc')} of {net.size:,} keep who descends from whom; "
            f"{len(spare):,} {'repeats' if len(spare) == 1 else 'repeat'} a longer path: "
            f"{first_names([chain(request, pairs[i]) for i in spare])}."
        )
    on = {pair for route in detours.values() for pair in pairwise(route)} | {
        pairs[i] for i in spare
    }
    arcs = tuple(i for i, pair in enumerate(pairs) if pair in on)
    columns = ("from", "to", "needed", "otherwise")
    return Answer(
        sentence, columns, tuple(rows), arcs, tuple(_warn_of_weaker_paths(request, pairs, detours))
    )


def _warn_of_weaker_paths(
    request: Request, pairs: Sequence[tuple[int, int]], detours: Mapping[int, Sequence[int]]
) -> Iterator[str]:
    """Warn where a path that is not stated would replace a stated arc."""
    explicitness = request.net.explicitness
    weak = {
        pair for pair, how in zip(pairs, explicitness, strict=False) if how and STATED not in how
    }
    worse = [
        chain(request, pairs[i])
        for i, route in detours.items()
        if weak and STATED in explicitness[i] and weak & set(pairwise(route))
    ]
    if worse:
        arcs = first_names(worse)
        yield f"Stated, and so no decoration, while the longer path shown is not: {arcs}."


def _shortest_path(net: Network, start: int, end: int) -> list[int]:
    """Return a shortest path from ``start`` to ``end``."""
    came = {start: start}
    queue = [start]
    for u in queue:
        for v in net.rows[u]:
            if v not in came:
                came[v] = u
                queue.append(v)
        if end in came:
            break
    path = [end]
    while path[-1] != start:
        path.append(came[path[-1]])
    return path[::-1]
