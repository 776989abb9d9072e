"""The measures co-citation and coupling: which pairs of works belong together."""

from __future__ import annotations

from collections.abc import Callable

from stakhgraph.network import coupling
from stakhgraph.network.coupling import Pair
from stakhgraph.network.graph import Network
from stakhgraph.network.measures.answers import Answer, Request, WorkCell, first_names
from stakhgraph.wording import counted

__all__ = ["bibliographic_coupling", "cocitation"]


def cocitation(request: Request) -> Answer:
    """Answer which works are cited together."""
    return _answer(request, coupling.cocitation, back=False)


def bibliographic_coupling(request: Request) -> Answer:
    """Answer which works share sources."""
    return _answer(request, coupling.bibliographic_coupling, back=True)


def _answer(request: Request, measure: Callable[..., tuple[Pair, ...]], *, back: bool) -> Answer:
    least = request.least or 1
    found = [p for p in measure(request.net, least=least) if request.of in (None, p.one, p.other)]
    rows = tuple(
        (
            *(WorkCell(p.one), WorkCell(p.other), p.together),
            *(f"{p.cosine:.4f}", f"{float(p.jaccard):.4f}", f"{float(p.association):.4f}"),
        )
        for p in found
    )
    columns = ("one", "other", "together", "cosine", "jaccard", "association")
    if not found:
        who = f" with {request.names[request.of]}" if request.of is not None else ""
        times = f" {counted(least, 'time')} or more" if least > 1 else ""
        what = "share a source" if back else "are cited together"
        return Answer(f"No two {request.noun}s{who} {what}{times}.", columns, ())
    sentence = _strongest_pairs(request, found, back)
    alike = len(found) > 1 and found[0].together == found[-1].together
    arcs = () if alike else _joining_arcs(request.net, found[0], back)
    cautions = (_JOINED_ONCE,) if found[0].together == 1 else ()
    return Answer(sentence, columns, rows, arcs, cautions)


_JOINED_ONCE = (
    "One work alone joins these pairs: that may be chance, and no measure of them says more."
)


def _strongest_pairs(request: Request, found: list[Pair], back: bool) -> str:
    best = [p for p in found if p.together == found[0].together]
    works = counted(best[0].together, "source" if back else request.noun)
    if len(best) == len(found) > 1:
        what = "shares" if back else "is cited together by"
        return f"Each of the {len(found):,} pairs {what} {works}: none stands out."
    names = first_names([f"{request.names[p.one]} with {request.names[p.other]}" for p in best])
    return f"{'Sharing most' if back else 'Cited together most'}, {works}: {names}."


def _joining_arcs(net: Network, pair: Pair, back: bool) -> tuple[int, ...]:
    """Return the arcs between a pair of works and the works that join it."""
    ends = {pair.one, pair.other}
    arcs = [(i, u, v) if back else (i, v, u) for i, (u, v) in enumerate(net.pairs())]
    joins: dict[int, set[int]] = {}
    for _, other, end in arcs:
        if end in ends:
            joins.setdefault(other, set()).add(end)
    return tuple(i for i, other, end in arcs if end in ends and joins[other] == ends)
