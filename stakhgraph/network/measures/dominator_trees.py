"""The measure unavoidable without two works: who is unavoidable for all others."""

from __future__ import annotations

from collections.abc import Sequence

from stakhgraph.network import dominators
from stakhgraph.network.measures.answers import Answer, Request, WorkCell
from stakhgraph.wording import counted

__all__ = ["dominator_trees"]


def dominator_trees(request: Request) -> Answer:
    """Answer for each work where all paths to it last meet, and where all paths from it do."""
    net = request.net
    before, after = dominators.dominators(net), dominators.post_dominators(net)
    sizes = _count_dominated(before, request), _count_dominated(after, request, back=True)
    joined = [v for v in range(len(net)) if before[v] >= 0 or after[v] >= 0 or sizes[0][v]]
    order = sorted(joined, key=lambda v: (-sizes[0][v] - sizes[1][v], v))
    rows = tuple(
        (
            *(WorkCell(v), request.years(v)),
            *map(_work_cell, (before[v], after[v])),
            sizes[0][v],
            sizes[1][v],
        )
        for v in order
    )
    columns = ("work", "year", "dominator", "postDominator", "dominates", "postDominates")
    words = ("Every path to", "Every path on from")
    sentence = [_sentence(request, size, way) for size, way in zip(sizes, words, strict=True)]
    top = {max(range(len(net)), key=lambda v: (one[v], -v)) for one in sizes if any(one)}
    arcs = tuple(i for i, ends in enumerate(net.pairs()) if top & set(ends))
    return Answer(" ".join(filter(None, sentence)) or _NOBODY, columns, rows, arcs)


_NOBODY = "Nobody is unavoidable for more than one other."


def _sentence(request: Request, sizes: Sequence[int], words: str) -> str:
    most = max(sizes, default=0)
    # A single dominated work may be just the other end of its only arc.
    if most < 2:
        return ""
    who = [v for v, size in enumerate(sizes) if size == most]
    of = counted(most, request.noun)
    if len(who) == 1:
        return f"{words} {of} runs through {request.listed(who)}."
    return f"{words} {of} each runs through one of these: {request.listed(who)}."


def _count_dominated(above: Sequence[int], request: Request, *, back: bool = False) -> list[int]:
    """Count for each node the nodes that it dominates, directly or not."""
    net = request.net
    order = request.resolved.order if request.resolved else range(len(net))
    size = [0] * len(above)
    for v in order if back else reversed(order):
        if above[v] >= 0:
            size[above[v]] += size[v] + 1
    return size


def _work_cell(node: int) -> WorkCell | None:
    return WorkCell(node) if node >= 0 else None
