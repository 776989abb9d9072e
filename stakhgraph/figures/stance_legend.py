"""The legend of figures that show stances: assumption and decades."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from stakhgraph.drawing.legend_words import Legend
from stakhgraph.figures.marks import RESTS, Mark
from stakhgraph.figures.options import BAR_WORDS

__all__ = ["stance_legend"]


def stance_legend(
    basis: str, found: Iterable[Mark], short: Mapping[str, str], *, viewed: bool = False
) -> Legend:
    """Return the legend; ``viewed`` if views are written beside their holders."""
    return Legend(
        shapes={
            "affirms": "affirmed" if viewed else "affirms",
            "qualifies": "qualified" if viewed else "qualifies",
            "rejects": "rejected" if viewed else "rejects",
            "leaves open": "left open" if viewed else "leaves open",
            RESTS: "a view that rests on it",
        },
        shapes_name="The view named" if viewed else "Stance",
        voices={short.get(p.reporter, p.reporter): p.reporter for p in found},
        until=BAR_WORDS[basis],
    )
