"""The measure missing: which works a later one does not cite although its sources do."""

from __future__ import annotations

from stakhgraph.network import missing_arcs
from stakhgraph.network.measures.answers import Answer, Request, WorkCell, first_names
from stakhgraph.wording import counted

__all__ = ["missing"]


def missing(request: Request) -> Answer:
    """Answer which works a later one does not cite, although its sources cite them."""
    least = request.least or 2
    net = request.net
    found = [
        m
        for m in missing_arcs.missing_arcs(net, least=least)
        if request.of in (None, m.earlier, m.later)
    ]
    rows = tuple(
        (
            WorkCell(m.earlier),
            WorkCell(m.later),
            len(m.bridges),
            first_names([request.names[v] for v in m.bridges]),
        )
        for m in found
    )
    columns = ("earlier", "later", "bridges", "by")
    if not found:
        sentence = (
            f"Nothing is missing: nobody passes over what {least} or more own sources take from."
        )
        return Answer(sentence, columns, ())
    best = [m for m in found if len(m.bridges) == len(found[0].bridges)]
    one = best[0]
    sentence = (
        f"{request.names[one.later]} does not take from {request.names[one.earlier]}, though "
        f"{len(one.bridges)} of its sources do: {request.listed(one.bridges)}."
    )
    if len(found) > 1:
        sentence = f"{sentence[:-1]}; {counted(len(found), 'such pair')} in all."
    ends = {(one.earlier, v) for v in one.bridges} | {(v, one.later) for v in one.bridges}
    arcs = tuple(i for i, pair in enumerate(net.pairs()) if pair in ends)
    return Answer(sentence, columns, rows, arcs)
