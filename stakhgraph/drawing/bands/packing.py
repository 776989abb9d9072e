"""Pack the labels of a band into lanes, each to the right or left of its marker."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from stakhgraph.drawing import font_metrics
from stakhgraph.drawing.labels import Label, make_label
from stakhgraph.drawing.sizes import MARGIN, MARKER_RADIUS, TEXT_SIZE
from stakhgraph.drawing.symbol_assignment import Symbols
from stakhgraph.drawing.time_axis import Scale
from stakhgraph.drawing.works import Band
from stakhgraph.errors import UsageError

__all__ = ["NARROW", "ROW_HEIGHT", "BandPlan", "BandRow", "PlacedLabel", "cut_to_fit", "pack_band"]

ROW_HEIGHT = 20.0  # the height of a lane; no links need room between lanes


_GAP = 9.0  # the least distance of two labels in one lane


_LEAST_TEXT = 60.0  # the fewest pixels for the text of a label


NARROW = 700.0


@dataclass(frozen=True)
class PlacedLabel:
    """The place of a label in its band: x of the marker, lane, and side of the text."""

    label: Label
    x: float
    lane: int
    flipped: bool


@dataclass(frozen=True)
class BandRow:
    """A band with its heading in lines and its labels in lanes."""

    heading: tuple[str, ...]
    places: tuple[PlacedLabel, ...]
    lanes: int


@dataclass(frozen=True)
class BandPlan:
    """What all parts of a drawing of bands need to know.

    Time extends from ``left`` to ``right``; ``column`` is the x of markers without a date, if any.
    """

    name: str
    width: float
    symbols: Symbols
    scale: Scale
    left: float
    right: float
    column: float | None

    @property
    def narrow(self) -> bool:
        """Whether headings are above their bands."""
        return self.width < NARROW


def pack_band(plan: BandPlan, band: Band, labels: Sequence[Label]) -> BandRow:
    """Pack the labels of a band, each into the first lane that has room on either side of it."""
    room = plan.width - 2 * MARGIN if plan.narrow else plan.left - MARGIN - MARKER_RADIUS - 12
    taken: list[list[tuple[float, float]]] = []
    places = []
    for label in sorted(labels, key=partial(_order, plan)):
        x = _marker_x(plan, label)
        sides = [side for side in (False, True) if _fits(plan, label, x, flipped=side)]
        free = (
            (lane, side)
            for side in sides
            for lane, ends in enumerate(taken)
            if _is_free(ends, *_extent(plan, label, x, flipped=side))
        )
        lane, side = next(free, (len(taken), sides[0]))
        taken.extend([[]] if lane == len(taken) else [])
        taken[lane].append(_extent(plan, label, x, flipped=side))
        places.append(PlacedLabel(label, x, lane, side))
    heading = font_metrics.wrap(band.heading, TEXT_SIZE, room, bold=True)
    return BandRow(heading, tuple(places), len(taken))


def cut_to_fit(plan: BandPlan, label: Label) -> Label:
    """Shorten a label to the longer side of its marker, if it has room on neither."""
    x = _marker_x(plan, label)
    if any(_fits(plan, label, x, flipped=side) for side in (False, True)):
        return label
    room = max(plan.right - x, x - plan.left + MARKER_RADIUS) - (label.width - label.long) - 1
    if room < _LEAST_TEXT:
        raise UsageError(
            "a label has no room on either side of its year",
            where=label.text,
            remedy="Draw it wider: 180 mm is a page.",
        )
    return make_label(label.node, plan.symbols, room)


def _order(plan: BandPlan, label: Label) -> tuple[float, str, str]:
    year = label.node.year
    return (plan.scale(year) if year is not None else plan.width, label.text, label.node.id)


def _marker_x(plan: BandPlan, label: Label) -> float:
    """Return the x of a marker."""
    year = label.node.year
    return (plan.column or 0.0) if year is None else round(plan.scale(year), 2)


def _fits(plan: BandPlan, label: Label, x: float, *, flipped: bool) -> bool:
    """Return whether a label has room on this side of its marker; on the right if undated."""
    if label.node.year is None:
        return not flipped
    if flipped:
        return x - label.width >= plan.left - MARKER_RADIUS
    return x + label.width <= plan.right


def _extent(plan: BandPlan, label: Label, x: float, *, flipped: bool) -> tuple[float, float]:
    """Return the ends of everything that a label occupies in its lane."""
    other = label.node.other
    bar = x if other is None else plan.scale(other)
    box = (x - label.width, x + MARKER_RADIUS) if flipped else (x - MARKER_RADIUS, x + label.width)
    return min(box[0], bar - 2), max(box[1], bar + 2)


def _is_free(taken: Sequence[tuple[float, float]], left: float, right: float) -> bool:
    return all(right + _GAP <= start or end + _GAP <= left for start, end in taken)
