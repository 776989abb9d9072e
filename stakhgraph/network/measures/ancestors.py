"""The measures ancestors and descendants: what part of a work comes from whom, or goes where."""

from __future__ import annotations

from collections.abc import Callable

from stakhgraph.network import ancestry
from stakhgraph.network.graph import Network
from stakhgraph.network.measures.answers import Answer, Request, WorkCell, first_names
from stakhgraph.network.number_text import short_fraction

__all__ = ["ancestors", "descendants"]


def ancestors(request: Request) -> Answer:
    """Answer what part of a work comes from whom, if all take equal parts from their sources."""
    return _answer(request, ancestry.ancestors, back=True)


def descendants(request: Request) -> Answer:
    """Answer where what a work gives goes, if all who take from a work take equal parts."""
    return _answer(request, ancestry.descendants, back=False)


def _answer(
    request: Request, measure: Callable[[Network, int], ancestry.Shares], *, back: bool
) -> Answer:
    assert request.of is not None
    net, of = request.net, request.of
    found = measure(net, of)
    order = sorted(found.passing, key=lambda v: (-found.passing[v], v))
    last = "root" if back else "end"
    rows = tuple(
        (WorkCell(v), request.years(v), found.passing[v], "yes" if v in found.roots else "no")
        for v in order
    )
    on = {of, *found.passing}
    arcs = tuple(i for i, (u, v) in enumerate(net.pairs()) if u in on and v in on)
    columns = ("work", "year", "share", last)
    if not order:
        sentence = f"{request.names[of]} {'takes from nobody' if back else 'gives to nobody'} here."
        return Answer(sentence, columns, ())
    ends = sorted(found.roots, key=lambda v: (-found.roots[v], v))
    parts = first_names([f"{request.names[v]} {short_fraction(found.roots[v])}" for v in ends])
    if back:
        sentence = (
            f"If all take equal parts from their sources, {request.names[of]} has from: {parts}."
        )
    else:
        sentence = (
            f"If equal parts go to all who take, what {request.names[of]} gives ends in: {parts}."
        )
    return Answer(sentence, columns, rows, arcs)
