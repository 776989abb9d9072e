"""The measure spectroscopy: from when the cited works date."""

from __future__ import annotations

from dataclasses import replace

from stakhgraph.network.measures.answers import Answer, Cell, Request, first_names
from stakhgraph.network.spectroscopy import spectroscopy as citations_by_year
from stakhgraph.wording import counted

__all__ = ["spectroscopy"]


def spectroscopy(request: Request) -> Answer:
    """Answer from when the cited works date, and which years stand out."""
    net = request.net
    # Repeated arcs count once, unless they are to be counted.
    counted_net = net if request.parallel == "count" else replace(net, times={}, by_rows=net.rows)
    found = citations_by_year(counted_net)
    rows: list[tuple[Cell, ...]] = [
        (str(y.year), y.citations, f"{float(y.deviation):g}")
        for y in sorted(found, key=lambda y: (-y.deviation, y.year))
        if y.citations or y.deviation
    ]
    columns = ("year", "citations", "deviation")
    pairs = list(net.pairs())
    undated = sum(1 for u, v in pairs if u != v and not (net.years and net.years[u]))
    cautions = []
    if undated and found:
        cautions.append(
            f"{counted(undated, 'arc')} of {net.size:,} left out: the work cited has no year."
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
    arcs = tuple(
        i
        for i, (u, v) in enumerate(pairs)
        if u != v and net.years[u] and min(net.years[u]) in years
    )
    works = first_names([request.names[u] for u in dict.fromkeys(pairs[i][0] for i in arcs)])
    each = " each" if len(peaks) > 1 else ""
    sentence = (
        f"What is cited dates above all from {first_names([str(y.year) for y in peaks])}: "
        f"{counted(peaks[0].citations, 'citation')}{each}, {float(best):g} more than the median "
        f"of the five years around ({works})."
    )
    return Answer(sentence, columns, tuple(rows), arcs, tuple(cautions))
