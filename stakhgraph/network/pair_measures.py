"""Measures that look at single arcs: cited together, sharing sources, dates of sources, missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from stakhgraph.network import coupling
from stakhgraph.network.coupling import Pair
from stakhgraph.network.graph import Network
from stakhgraph.network.measures import MEASURES, Answer, Case, Cell, Measure, Work, listed
from stakhgraph.wording import counted


def cocitation(case: Case) -> Answer:
    """Tell which works are cited together."""
    return _pairs(case, coupling.cocitation, back=False)


def bibliographic(case: Case) -> Answer:
    """Tell which works share sources."""
    return _pairs(case, coupling.bibliographic_coupling, back=True)


def _pairs(case: Case, measure: Callable[..., tuple[Pair, ...]], *, back: bool) -> Answer:
    least = case.least or 1
    found = [p for p in measure(case.net, least=least) if case.of in (None, p.one, p.other)]
    rows = tuple(
        (
            *(Work(p.one), Work(p.other), p.together),
            *(f"{p.cosine:.4f}", f"{float(p.jaccard):.4f}", f"{float(p.association):.4f}"),
        )
        for p in found
    )
    columns = ("one", "other", "together", "cosine", "jaccard", "association")
    if not found:
        who = f" with {case.names[case.of]}" if case.of is not None else ""
        times = f" {counted(least, 'time')} or more" if least > 1 else ""
        what = "share a source" if back else "are cited together"
        return Answer(f"No two {case.noun}s{who} {what}{times}.", columns, ())
    told = _most(case, found, back)
    alike = len(found) > 1 and found[0].together == found[-1].together
    arcs = () if alike else _joining(case.net, found[0], back)
    cautions = (_ONCE,) if found[0].together == 1 else ()
    return Answer(told, columns, rows, arcs, cautions)


_ONCE = "One work alone joins these pairs: that may be chance, and no measure of them says more."


def _most(case: Case, found: list[Pair], back: bool) -> str:
    best = [p for p in found if p.together == found[0].together]
    works = counted(best[0].together, "source" if back else case.noun)
    if len(best) == len(found) > 1:
        what = "shares" if back else "is cited together by"
        return f"Each of the {len(found):,} pairs {what} {works}: none stands out."
    names = listed([f"{case.names[p.one]} with {case.names[p.other]}" for p in best])
    return f"{'Sharing most' if back else 'Cited together most'}, {works}: {names}."


def _joining(net: Network, pair: Pair, back: bool) -> tuple[int, ...]:
    """Give the arcs between a pair and what joins the two."""
    ends = {pair.one, pair.other}
    arcs = [(i, u, v) if back else (i, v, u) for i, (u, v) in enumerate(net.pairs())]
    joins: dict[int, set[int]] = {}
    for _, other, end in arcs:
        if end in ends:
            joins.setdefault(other, set()).add(end)
    return tuple(i for i, other, end in arcs if end in ends and joins[other] == ends)


def spectroscopy(case: Case) -> Answer:
    """Tell from when the cited works date, and which years stand out."""
    net = case.net
    # What stands several times is one arc, unless it is to count.
    counted_net = net if case.parallel == "count" else replace(net, times={}, by_rows=net.rows)
    found = coupling.spectroscopy(counted_net)
    rows: list[tuple[Cell, ...]] = [
        (str(y.year), y.citations, f"{float(y.deviation):g}")
        for y in sorted(found, key=lambda y: (-y.deviation, y.year))
        if y.citations or y.deviation
    ]
    columns = ("year", "citations", "deviation")
    pairs = list(net.pairs())
    undated = sum(1 for u, _ in pairs if not (net.years and net.years[u]))
    cautions = []
    if undated and found:
        cautions.append(
            f"{counted(undated, 'arc')} of {net.size} left out: the work cited has no year."
        )
    if not found:
        return Answer("No cited work has a year.", columns, ())
    best = max(y.deviation for y in found)
    if best <= 0:
        return Answer(
            "No year stands out from those around it.", columns, tuple(rows), (), tuple(cautions)
        )
    peaks = [y for y in found if y.deviation == best]
    years = {y.year for y in peaks}
    arcs = tuple(i for i, (u, _) in enumerate(pairs) if net.years[u] and min(net.years[u]) in years)
    works = listed([case.names[u] for u in dict.fromkeys(pairs[i][0] for i in arcs)])
    each = " each" if len(peaks) > 1 else ""
    told = (
        f"What is cited dates above all from {listed([str(y.year) for y in peaks])}: "
        f"{counted(peaks[0].citations, 'citation')}{each}, {float(best):g} more than the median "
        f"of the five years around ({works})."
    )
    return Answer(told, columns, tuple(rows), arcs, tuple(cautions))


def missing(case: Case) -> Answer:
    """Tell who should have met: works that a later one does not cite, though its sources do."""
    least = case.least or 2
    net = case.net
    found = [
        m for m in coupling.missing_arcs(net, least=least) if case.of in (None, m.earlier, m.later)
    ]
    rows = tuple(
        (Work(m.earlier), Work(m.later), len(m.bridges), listed([case.names[v] for v in m.bridges]))
        for m in found
    )
    columns = ("earlier", "later", "bridges", "by")
    if not found:
        told = f"Nothing is missing: nobody passes over what {least} or more own sources take from."
        return Answer(told, columns, ())
    best = [m for m in found if len(m.bridges) == len(found[0].bridges)]
    one = best[0]
    told = (
        f"{case.names[one.later]} does not take from {case.names[one.earlier]}, though "
        f"{len(one.bridges)} of its sources do: {case.listed(one.bridges)}."
    )
    if len(found) > 1:
        told = f"{told[:-1]}; {counted(len(found), 'such pair')} in all."
    ends = {(one.earlier, v) for v in one.bridges} | {(v, one.later) for v in one.bridges}
    arcs = tuple(i for i, pair in enumerate(net.pairs()) if pair in ends)
    return Answer(told, columns, rows, arcs)


ALL: Mapping[str, Measure] = {
    **MEASURES,
    "co-citation": Measure(
        "Which works are cited together?", cocitation, takes=("of", "least"), cycles=False
    ),
    "coupling": Measure(
        "Which works share sources?", bibliographic, takes=("of", "least"), cycles=False
    ),
    "spectroscopy": Measure(
        "From when do the cited works date?", spectroscopy, cycles=False, parallel=True
    ),
    "missing": Measure(
        "Who should have met a work, and does not cite it?",
        missing,
        takes=("of", "least"),
        cycles=False,
    ),
}
"""All measures by name."""
