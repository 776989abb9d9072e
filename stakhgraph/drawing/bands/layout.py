"""Lay out positions in time, with a band for each question.

x is the exact year; the height says which question is answered, so that needs no colour. Nothing is
linked, so a label without room to the right of its marker is put to the left, and time has the
whole width. In a narrow drawing headings are above their bands instead of beside them.
"""

from collections.abc import Iterable, Sequence
from functools import partial

from stakhgraph.drawing.bands.description import describe
from stakhgraph.drawing.bands.drawing import draw_bands
from stakhgraph.drawing.bands.packing import NARROW, BandPlan, cut_to_fit, pack_band
from stakhgraph.drawing.checks import check_nodes, check_width
from stakhgraph.drawing.ids import slug
from stakhgraph.drawing.labels import Label, make_label
from stakhgraph.drawing.legend import OccurringSymbols
from stakhgraph.drawing.legend_words import Legend
from stakhgraph.drawing.scene import Scene, stack
from stakhgraph.drawing.sizes import MARGIN, MARKER_RADIUS, WIDTH
from stakhgraph.drawing.symbol_assignment import Symbols, assign_symbols
from stakhgraph.drawing.time_axis import Scale
from stakhgraph.drawing.works import Band, Node
from stakhgraph.errors import UsageError

__all__ = ["layout"]


def _assign_symbols(nodes: Sequence[Node], legend: Legend) -> Symbols:
    return assign_symbols(
        shapes=(node.shape for node in nodes),
        colours=(node.colour for node in nodes),
        kinds=(),
        explicitness=(),
        legend=legend,
        voices=(node.voice for node in nodes),
    )


def _make_plan(name: str, width: float, symbols: Symbols, labels: Sequence[Label]) -> BandPlan:
    """Return a plan in which time has the width that headings and undated works leave."""
    head = 0.0 if width < NARROW else width * 0.19
    undated = max((label.width for label in labels if label.node.year is None), default=0.0)
    left = round(MARGIN + MARKER_RADIUS + head, 2)
    right = round(width - MARGIN - (undated + 30 if undated else 0), 2)
    years = sorted(year for label in labels for year in label.node.years)
    first, last = (years[0], years[-1]) if years else (0, 0)
    if years and right - left < _SHORTEST_AXIS:
        raise UsageError(
            "the years have no room beside the labels", remedy="Draw it wider: 180 mm is a page."
        )
    step = int((right - left - MARKER_RADIUS - 3) / max(last - first, 1) * 10_000) / 10_000
    column = round(width - MARGIN - undated, 2) if undated else None
    return BandPlan(name, width, symbols, Scale(first, left, step), left, right, column)


def layout(
    bands: Iterable[Band],
    *,
    title: str,
    subtitle: str = "",
    caption: Sequence[str] = (),
    legend: Legend | None = None,
    name: str = "bands",
    width: float = WIDTH,
    label_width: float = 300.0,
) -> Scene:
    """Place positions in time, band by band in the given order.

    Parameters and limits are those of the layout of a timeline; ids of positions must be unique in
    the whole drawing. Raises UsageError for two positions with one id, a year of more than four
    digits, and a width that leaves labels or years no room.

    >>> trotsky = Node("t", "Trotsky 1937", 1937, shape="affirms")
    >>> scene = layout([Band("Were they a labour aristocracy?", (trotsky,))], title="One question")
    >>> [item.text for item in scene.group("axis").items if hasattr(item, "text")]
    ['1937', 'Were they a labour', 'aristocracy?']
    """
    kept = tuple(band for band in bands if band.nodes)
    nodes = [node for band in kept for node in band.nodes]
    check_width(width)
    check_nodes(nodes)
    words = legend or Legend()
    symbols = _assign_symbols(nodes, words)
    rooms = {True: min(label_width, width * 0.2), False: min(label_width, width * 0.32)}
    labels = {node.id: make_label(node, symbols, rooms[node.year is None]) for node in nodes}
    plan = _make_plan(slug(name), width, symbols, list(labels.values()))
    rows = [
        pack_band(plan, band, [cut_to_fit(plan, labels[node.id]) for node in band.nodes])
        for band in kept
    ]
    return stack(
        plan.name,
        width,
        (title, subtitle, caption),
        legend=(words, symbols, OccurringSymbols.among(nodes)),
        plot=partial(draw_bands, plan, rows),
        scale=plan.scale,
        description=describe(kept, words),
    )


_SHORTEST_AXIS = 150.0  # the fewest pixels for all years together
