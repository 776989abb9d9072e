"""Where everything stands in a drawing of positions in time, one band for each question.

``layout`` takes bands, each with a heading and with positions, and gives a ``Scene`` as ``scene``
does: x is the exact year; the height says what is answered, so no colour is needed for it. Nothing
is linked, so a label that has no room at the right of its marker stands at the left, and time has
the whole width. In a narrow drawing headings stand above their bands instead of beside them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from stakhgraph.drawing import font_metrics
from stakhgraph.drawing.labels import (
    MARGIN,
    Label,
    Node,
    Scale,
    check_nodes,
    check_width,
    draw_pill,
    label_of,
    names,
    slug,
    ticks,
)
from stakhgraph.drawing.lanes import MARK
from stakhgraph.drawing.legend import Occurring
from stakhgraph.drawing.primitives import SIZE, Box, Group, Item, Line, text_at
from stakhgraph.drawing.scene import WIDTH, Scene, stacked
from stakhgraph.drawing.symbols import Legend, Signs, assign, worded
from stakhgraph.errors import UsageError

__all__ = ["Band", "layout"]

_ROW = 20.0  # the height of a lane: closer than where links run between
_GAP = 9.0  # the least distance of two pills in one lane
_LEAD = 14.0  # from line to line of a heading
_LEAST = 60.0  # pixels for the text of a label
_NARROW = 700.0
_SHORTEST = 150.0  # pixels for all the years together, at least


@dataclass(frozen=True)
class Band:
    """A question, and the positions that answer it."""

    heading: str
    nodes: tuple[Node, ...]


@dataclass(frozen=True)
class _Place:
    """Where a pill stands in its band: x of the marker, lane, and side of the label."""

    label: Label
    x: float
    lane: int
    flipped: bool


@dataclass(frozen=True)
class _Row:
    """A band with its heading in lines and its pills in lanes."""

    heading: tuple[str, ...]
    places: tuple[_Place, ...]
    lanes: int


@dataclass(frozen=True)
class _Frame:
    """What all parts of a drawing need to know.

    Time has the room from ``left`` to ``right``; ``column`` is the x of markers without a date.
    """

    name: str
    width: float
    signs: Signs
    scale: Scale
    left: float
    right: float
    column: float | None

    @property
    def narrow(self) -> bool:
        """Return whether headings stand above their bands."""
        return self.width < _NARROW


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
    """Place positions in time, band by band in the order in which they are handed over.

    Names and limits are those of ``scene.layout``; ids of positions differ in the whole drawing.
    Raises UsageError for two positions of one id, a year of more than four digits, and a width
    that leaves labels or years no room.

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
    signs = _signs(nodes, words)
    rooms = {True: min(label_width, width * 0.2), False: min(label_width, width * 0.32)}
    labels = {node.id: label_of(node, signs, rooms[node.year is None]) for node in nodes}
    frame = _frame(slug(name), width, signs, list(labels.values()))
    rows = [
        _row(frame, band, [_cut(frame, labels[node.id]) for node in band.nodes]) for band in kept
    ]
    return stacked(
        frame.name,
        width,
        (title, subtitle, caption),
        legend=(words, signs, _occurring(nodes)),
        plot=partial(_drawn, frame, rows),
        scale=frame.scale,
        description=_describe(kept, words),
    )


def _signs(nodes: Sequence[Node], legend: Legend) -> Signs:
    return assign(
        shapes=(node.shape for node in nodes),
        colours=(node.colour for node in nodes),
        kinds=(),
        explicitness=(),
        legend=legend,
        voices=(node.voice for node in nodes),
    )


def _occurring(nodes: Sequence[Node]) -> Occurring:
    return Occurring(
        uncertain=any(node.year is not None and not node.year_certain for node in nodes),
        until=any(node.other is not None for node in nodes),
        inferred=any(node.inferred for node in nodes),
    )


# ----------------------------------------------------------------------------------------- places


def _frame(name: str, width: float, signs: Signs, labels: Sequence[Label]) -> _Frame:
    """Give time what headings and the column of the undated leave of the width."""
    head = 0.0 if width < _NARROW else width * 0.19
    undated = max((label.width for label in labels if label.node.year is None), default=0.0)
    left = round(MARGIN + MARK + head, 2)
    right = round(width - MARGIN - (undated + 30 if undated else 0), 2)
    years = sorted(year for label in labels for year in label.node.years)
    first, last = (years[0], years[-1]) if years else (0, 0)
    if years and right - left < _SHORTEST:
        raise UsageError(
            "the years have no room beside the labels", remedy="Draw it wider: 180 mm is a page."
        )
    step = int((right - left - MARK - 3) / max(last - first, 1) * 10_000) / 10_000
    column = round(width - MARGIN - undated, 2) if undated else None
    return _Frame(name, width, signs, Scale(first, left, step), left, right, column)


def _row(frame: _Frame, band: Band, labels: Sequence[Label]) -> _Row:
    """Pack the pills of a band, each into the first lane that has room on either side of it."""
    room = frame.width - 2 * MARGIN if frame.narrow else frame.left - MARGIN - MARK - 12
    taken: list[list[tuple[float, float]]] = []
    places = []
    for label in sorted(labels, key=partial(_order, frame)):
        x = _stand(frame, label)
        sides = [side for side in (False, True) if _fits(frame, label, x, flipped=side)]
        free = (
            (lane, side)
            for side in sides
            for lane, ends in enumerate(taken)
            if _free(ends, *_extent(frame, label, x, flipped=side))
        )
        lane, side = next(free, (len(taken), sides[0]))
        taken.extend([[]] if lane == len(taken) else [])
        taken[lane].append(_extent(frame, label, x, flipped=side))
        places.append(_Place(label, x, lane, side))
    heading = font_metrics.wrap(band.heading, SIZE, room, bold=True)
    return _Row(heading, tuple(places), len(taken))


def _cut(frame: _Frame, label: Label) -> Label:
    """Cut a label to the longer side of its marker, if it has room on neither."""
    x = _stand(frame, label)
    if any(_fits(frame, label, x, flipped=side) for side in (False, True)):
        return label
    room = max(frame.right - x, x - frame.left + MARK) - (label.width - label.long) - 1
    if room < _LEAST:
        raise UsageError(
            "a label has no room on either side of its year",
            where=label.text,
            remedy="Draw it wider: 180 mm is a page.",
        )
    return label_of(label.node, frame.signs, room)


def _order(frame: _Frame, label: Label) -> tuple[float, str, str]:
    year = label.node.year
    return (frame.scale(year) if year is not None else frame.width, label.text, label.node.id)


def _stand(frame: _Frame, label: Label) -> float:
    """Return the x of a marker."""
    year = label.node.year
    return (frame.column or 0.0) if year is None else round(frame.scale(year), 2)


def _fits(frame: _Frame, label: Label, x: float, *, flipped: bool) -> bool:
    """Return whether a label has room on this side of its marker, the right one if undated."""
    if label.node.year is None:
        return not flipped
    if flipped:
        return x - label.width >= frame.left - MARK
    return x + label.width <= frame.right


def _extent(frame: _Frame, label: Label, x: float, *, flipped: bool) -> tuple[float, float]:
    """Return the ends of all that a pill keeps free in its lane."""
    other = label.node.other
    bar = x if other is None else frame.scale(other)
    box = (x - label.width, x + MARK) if flipped else (x - MARK, x + label.width)
    return min(box[0], bar - 2), max(box[1], bar + 2)


def _free(taken: Sequence[tuple[float, float]], left: float, right: float) -> bool:
    return all(right + _GAP <= start or end + _GAP <= left for start, end in taken)


# ---------------------------------------------------------------------------------------- drawing


def _drawn(frame: _Frame, rows: Sequence[_Row], top: float) -> tuple[Group, Group, Group, float]:
    """Draw the bands below ``top``; give axis, links (there are none), works and the lower edge."""
    base = f"{frame.name}-axis"
    heads: list[Item] = []
    works: list[Group] = []
    ids = names(frame.name, (place.label for row in rows for place in row.places))
    y = top
    for number, row in enumerate(rows):
        part = f"{base}-band-{number + 1}"
        over = _LEAD * len(row.heading) + 4 if frame.narrow else 0
        tall = over + max(row.lanes * _ROW, 0 if frame.narrow else _LEAD * len(row.heading)) + 5
        heads.extend(_heading(frame, part, row, y, tall, shaded=number % 2 == 0))
        for place in row.places:
            middle = round(y + 2.5 + over + place.lane * _ROW + _ROW / 2, 2)
            works.append(_pill(frame, ids[len(works)], place, middle))
        y += tall
    # The shading lies below the lines of the years, and these below the headings.
    grounds = [item for item in heads if isinstance(item, Box)]
    texts = [item for item in heads if not isinstance(item, Box)]
    items = (*grounds, *_years(frame, base, rows, (top, y)), *texts)
    return (
        Group(base, "axis", items),
        Group(f"{frame.name}-links", "links", ()),
        Group(f"{frame.name}-works", "works", tuple(works)),
        y + (16 if y - top > 14 * _ROW else 0),
    )


def _heading(
    frame: _Frame, part: str, row: _Row, y: float, tall: float, *, shaded: bool
) -> list[Item]:
    """Draw the ground of every other band, and the heading of each."""
    items: list[Item] = []
    if shaded:
        box = (MARGIN - 6, round(y, 2), frame.width - 2 * MARGIN + 12, round(tall, 2))
        items.append(Box(f"{part}-ground", "band", *box, 0.0))
    for number, line in enumerate(row.heading):
        at = (MARGIN, y + 4 + _LEAD * number + (_ROW + SIZE) / 2 - 2 - (4 if frame.narrow else 0))
        items.append(text_at(f"{part}-{number + 1}", "band-head", at, line, bold=True))
    return items


def _years(
    frame: _Frame, base: str, rows: Sequence[_Row], extent: tuple[float, float]
) -> tuple[Item, ...]:
    """Draw the years, and the line that parts the works without a date from them."""
    top, bottom = extent
    nodes = [place.label.node for row in rows for place in row.places]
    years = [year for node in nodes for year in node.years]
    drawn = ticks(base, frame.scale, years, extent, below=bottom - top > 14 * _ROW)
    if frame.column is None:
        return drawn
    edge, name = round(frame.column - 18, 2), f"{base}-undated"
    return (
        *drawn,
        Line(name, "side", edge, round(top - 20, 2), edge, round(bottom, 2)),
        text_at(f"{name}-head", "tick", (frame.column - MARK, top - 9), "no date"),
    )


def _pill(frame: _Frame, name: str, place: _Place, y: float) -> Group:
    return draw_pill(
        name,
        place.label,
        frame.signs,
        frame.scale,
        (place.x, y),
        place.lane,
        flipped=place.flipped,
    )


# ------------------------------------------------------------------------------------------ words


def _describe(bands: Sequence[Band], legend: Legend) -> str:
    """Say in words what the drawing shows, for who cannot see it."""
    nodes = [node for band in bands for node in band.nodes]
    years = [node.year for node in nodes if node.year is not None]
    span = f" from {min(years)} to {max(years)}" if years else ""
    undated = len(nodes) - len(years)
    count = f"{len(nodes)} position{'' if len(nodes) == 1 else 's'}"
    first = f"{count}{span}" + (f", {undated} without a date." if undated else ".")
    return " ".join([first, *(_told(band, legend) for band in bands)])


def _told(band: Band, legend: Legend) -> str:
    ordered = sorted(band.nodes, key=lambda node: (node.year is None, node.year or 0, node.label))
    each = (_said(node) + _how(node, legend) for node in ordered)
    return f"{font_metrics.clean(band.heading)}: {'; '.join(each)}."


def _how(node: Node, legend: Legend) -> str:
    how = [worded(node.shape, legend.shapes)] if node.shape else []
    how += ["inferred"] if node.inferred else []
    return f" ({', '.join(how)})" if how else ""


def _said(node: Node) -> str:
    """Return the whole label, with "≤" before a year that is a "not after"."""
    text = font_metrics.clean(node.label)
    if node.year_certain or node.year is None:
        return text
    return f"{text.removesuffix(str(node.year)).rstrip()} ≤{node.year}"
