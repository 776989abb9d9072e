"""Draw bands: their grounds, headings, years and labels."""

from collections.abc import Sequence

from stakhgraph.drawing.bands.packing import ROW_HEIGHT, BandPlan, BandRow, PlacedLabel
from stakhgraph.drawing.labels import draw_label, work_ids
from stakhgraph.drawing.primitives import Box, Group, Item, Line, text_at
from stakhgraph.drawing.sizes import MARGIN, MARKER_RADIUS, TEXT_SIZE
from stakhgraph.drawing.time_axis import draw_years

__all__ = ["draw_bands"]

_LINE_HEIGHT = 14.0  # between the lines of a heading


def draw_bands(
    plan: BandPlan, rows: Sequence[BandRow], top: float
) -> tuple[Group, Group, Group, float]:
    """Draw the bands below ``top``; return axis, links (none), works and the lower edge."""
    base = f"{plan.name}-axis"
    heads: list[Item] = []
    works: list[Group] = []
    ids = work_ids(plan.name, (place.label for row in rows for place in row.places))
    y = top
    for number, row in enumerate(rows):
        part = f"{base}-band-{number + 1}"
        over = _LINE_HEIGHT * len(row.heading) + 4 if plan.narrow else 0
        tall = (
            over
            + max(row.lanes * ROW_HEIGHT, 0 if plan.narrow else _LINE_HEIGHT * len(row.heading))
            + 5
        )
        heads.extend(_draw_heading(plan, part, row, y, tall, shaded=number % 2 == 0))
        for place in row.places:
            middle = round(y + 2.5 + over + place.lane * ROW_HEIGHT + ROW_HEIGHT / 2, 2)
            works.append(_draw_label(plan, ids[len(works)], place, middle))
        y += tall
    # Grounds are below the lines of the years, and these below the headings.
    grounds = [item for item in heads if isinstance(item, Box)]
    texts = [item for item in heads if not isinstance(item, Box)]
    items = (*grounds, *_draw_axis(plan, base, rows, (top, y)), *texts)
    return (
        Group(base, "axis", items),
        Group(f"{plan.name}-links", "links", ()),
        Group(f"{plan.name}-works", "works", tuple(works)),
        y + (16 if y - top > 14 * ROW_HEIGHT else 0),
    )


def _draw_heading(
    plan: BandPlan, part: str, row: BandRow, y: float, tall: float, *, shaded: bool
) -> list[Item]:
    """Draw the heading of a band, and a ground if it is shaded."""
    items: list[Item] = []
    if shaded:
        box = (MARGIN - 6, round(y, 2), plan.width - 2 * MARGIN + 12, round(tall, 2))
        items.append(Box(f"{part}-ground", "band", *box, 0.0))
    for number, line in enumerate(row.heading):
        at = (
            MARGIN,
            y
            + 4
            + _LINE_HEIGHT * number
            + (ROW_HEIGHT + TEXT_SIZE) / 2
            - 2
            - (4 if plan.narrow else 0),
        )
        items.append(text_at(f"{part}-{number + 1}", "band-head", at, line, bold=True))
    return items


def _draw_axis(
    plan: BandPlan, base: str, rows: Sequence[BandRow], extent: tuple[float, float]
) -> tuple[Item, ...]:
    """Draw the years, and the line that separates works without a date from them."""
    top, bottom = extent
    nodes = [place.label.node for row in rows for place in row.places]
    years = [year for node in nodes for year in node.years]
    drawn = draw_years(base, plan.scale, years, extent, below=bottom - top > 14 * ROW_HEIGHT)
    if plan.column is None:
        return drawn
    edge, name = round(plan.column - 18, 2), f"{base}-undated"
    return (
        *drawn,
        Line(name, "side", edge, round(top - 20, 2), edge, round(bottom, 2)),
        text_at(f"{name}-head", "tick", (plan.column - MARKER_RADIUS, top - 9), "no date"),
    )


def _draw_label(plan: BandPlan, name: str, place: PlacedLabel, y: float) -> Group:
    return draw_label(
        name,
        place.label,
        plan.symbols,
        plan.scale,
        (place.x, y),
        place.lane,
        flipped=place.flipped,
    )
