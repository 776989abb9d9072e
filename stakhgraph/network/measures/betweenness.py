"""The measure betweenness: who is on most of the paths from source to sink."""

from __future__ import annotations

from stakhgraph.network.betweenness import betweenness as shares_of_paths
from stakhgraph.network.measures.answers import Answer, Request, WorkCell
from stakhgraph.network.number_text import short_fraction

__all__ = ["betweenness"]


def betweenness(request: Request) -> Answer:
    """Answer who brokers: the share of all paths from source to sink through each work."""
    net = request.net
    shares = shares_of_paths(net, parallel=request.parallel)
    enters = set(net.heads)
    joined = enters | {u for u, row in enumerate(net.rows) if row}
    stands = {
        v: "between" if v in enters and net.rows[v] else "sink" if v in enters else "source"
        for v in joined
    }
    order = sorted(joined, key=lambda v: (stands[v] != "between", -shares[v], v))
    rows = tuple((WorkCell(v), request.years(v), shares[v], stands[v]) for v in order)
    brokers = [v for v in order if stands[v] == "between"]
    columns = ("work", "year", "share", "stands")
    if not brokers:
        sentence = (
            f"Nobody brokers: no {request.noun} both takes and gives here; each path is one arc."
        )
        return Answer(sentence, columns, rows)
    best = [v for v in brokers if shares[v] == shares[brokers[0]]]
    verb = "is" if len(best) == 1 else "are each"
    sentence = (
        f"{request.listed(best)} {verb} on {short_fraction(shares[best[0]])} of all paths from a "
        "source to a sink, more than any other in between."
    )
    arcs = tuple(i for i, ends in enumerate(net.pairs()) if set(best) & set(ends))
    return Answer(sentence, columns, rows, arcs)
