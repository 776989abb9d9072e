"""The measure basket: the works on the longest chains."""

from __future__ import annotations

from stakhgraph.network.measures.answers import Answer, Request, WorkCell, chain
from stakhgraph.network.structure import longest_paths
from stakhgraph.network.structure.longest_paths import levels
from stakhgraph.wording import counted

__all__ = ["basket"]


def basket(request: Request) -> Answer:
    """Answer which works are on the longest chains, and how far the others fall short."""
    net = request.net
    order = request.resolved.order if request.resolved else range(len(net))
    level, short_of = levels(net, list(order)), longest_paths.criticality(net)
    joined = {end for pair in net.pairs() for end in pair}
    # Works of the same chain are ordered along it.
    ranked = sorted(joined, key=lambda v: (short_of[v], level[v], v))
    rows = tuple((WorkCell(v), request.years(v), short_of[v]) for v in ranked)
    columns = ("work", "year", "criticality")
    if not ranked:
        return Answer("There is no arc, and so no chain.", columns, ())
    inside = [v for v in ranked if not short_of[v]]
    arcs = tuple(
        i
        for i, (u, v) in enumerate(net.pairs())
        if not short_of[u] and not short_of[v] and level[v] == level[u] + 1
    )
    longest = max(level)
    sentence = f"The longest chains have {counted(longest, 'arc')}"
    if len(inside) == longest + 1:
        path = chain(request, inside)
        sentence = f"The longest chain has {counted(longest, 'arc')}: {path}."
    elif len(inside) == len(joined):
        every = counted(len(inside), request.noun)
        sentence += f", and all {every} stand on one: the basket singles out nobody."
        arcs = ()
    else:
        sentence += (
            f"; on them stand {counted(len(inside), request.noun)}: {request.listed(inside)}."
        )
    return Answer(sentence, columns, rows, arcs)
