"""All symbols of drawings: marker shapes, signs on links, colours, dashes, and what they mean.

Each symbol is defined here and nowhere else: the renderer draws it from these tables, and the
legend makes its rows from them. `stakhgraph.drawing.symbol_assignment` gives every category its
symbol.
"""

from collections.abc import Mapping
from typing import NamedTuple

from stakhgraph.drawing.curves import Point

__all__ = [
    "COLOURS",
    "COLOUR_OF",
    "DASHES",
    "DASH_OF",
    "HEADS",
    "NOT_AFTER",
    "NO_COLOUR",
    "SHAPES",
    "SHAPE_OF",
    "STROKE_OF",
    "TINT_OF",
    "USUAL_WIDTH",
    "HeadShape",
    "MarkerShape",
    "Pen",
    "Stroke",
    "pen_for",
]

# The palette of Okabe and Ito; yellow and black last, since they are the weakest on paper.
COLOURS = (
    *("#0072B2", "#D55E00", "#009E73", "#E69F00"),
    *("#CC79A7", "#56B4E9", "#F0E442", "#000000"),
)
"""Colours that people with any colour vision can tell apart."""

NO_COLOUR = "#8C8C8C"
"""The colour of works without a topic, and of samples in which colour does not matter."""

NOT_AFTER = "≤"
"""The sign before a year that is only the latest possible one."""


class MarkerShape(NamedTuple):
    """The outline of a marker of half width 1: its corners, or a circle if there are none.

    ``tint`` is its colour in drawings without topics; ``scale`` is its size relative to the others.
    """

    corners: tuple[Point, ...]
    tint: str
    scale: float = 1.0


_HEXAGON = ((-1.1, 0), (-0.55, -0.95), (0.55, -0.95), (1.1, 0), (0.55, 0.95), (-0.55, 0.95))
_PLUS = (
    *((-0.4, -1.15), (0.4, -1.15), (0.4, -0.4), (1.15, -0.4), (1.15, 0.4), (0.4, 0.4)),
    *((0.4, 1.15), (-0.4, 1.15), (-0.4, 0.4), (-1.15, 0.4), (-1.15, -0.4), (-0.4, -0.4)),
)
_STAR = (
    *((0, -1.3), (0.34, -0.46), (1.24, -0.4), (0.54, 0.18), (0.76, 1.05)),
    *((0, 0.56), (-0.76, 1.05), (-0.54, 0.18), (-1.24, -0.4), (-0.34, -0.46)),
)

# Blue for and vermilion against, in any wording. A dot must not be taken for a circle.
SHAPES: Mapping[str, MarkerShape] = {
    "circle": MarkerShape((), COLOURS[0]),
    "square": MarkerShape(((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)), COLOURS[1]),
    "triangle": MarkerShape(((0, -1.15), (1.1, 0.85), (-1.1, 0.85)), COLOURS[3]),
    "diamond": MarkerShape(((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)), COLOURS[2]),
    "hexagon": MarkerShape(_HEXAGON, COLOURS[4]),
    "down": MarkerShape(((0, 1.15), (1.1, -0.85), (-1.1, -0.85)), COLOURS[1]),
    "plus": MarkerShape(_PLUS, COLOURS[5]),
    "star": MarkerShape(_STAR, COLOURS[6]),
    "dot": MarkerShape((), NO_COLOUR, scale=0.7),
}
"""The shapes of markers by name; ``down`` is a triangle on its point, ``dot`` a small circle."""


class HeadShape(NamedTuple):
    """A sign on a link: polylines of points (pixels behind the tip, pixels to the side).

    ``fill`` is "ink", "paper" or "none"; ``dot`` adds a small circle; a ``pointed`` sign has a tip
    that is narrower than a wide line.
    """

    lines: tuple[tuple[Point, ...], ...] = ()
    fill: str = "none"
    dot: bool = False
    pointed: bool = False


_CHEVRON = ((5, 3.2), (0, 0), (5, -3.2))
_ARROW = ((0, 0), (6.5, 2.7), (6.5, -2.7), (0, 0))
_DIAMOND = ((0, 0), (4, 3), (8, 0), (4, -3), (0, 0))

HEADS: Mapping[str, HeadShape] = {
    "arrow": HeadShape((_ARROW,), fill="ink", pointed=True),
    "open": HeadShape((_CHEVRON,), pointed=True),
    "bar": HeadShape((((1, 4), (1, -4)),)),
    "dot": HeadShape(dot=True),
    "double": HeadShape((_CHEVRON, ((9, 3.2), (4, 0), (9, -3.2))), pointed=True),
    "diamond": HeadShape((_DIAMOND,), fill="paper"),
    "cross": HeadShape((((1, 3), (7, -3)), ((1, -3), (7, 3)))),
    "none": HeadShape(),
}
"""The signs on links by name."""

DASHES: tuple[tuple[float, ...], ...] = (
    (),
    (6.0, 3.0),
    (1.5, 2.5),
    (9.0, 2.5, 1.5, 2.5),
    (3.0, 6.0),
)
"""Lengths of strokes and gaps; the first is an unbroken line."""


USUAL_WIDTH = 1.1
"""The width of links that have no width of their own, in pixels."""


class Stroke(NamedTuple):
    """How a kind of link is drawn: the sign on it, and its width in pixels."""

    head: str
    width: float


class Pen(NamedTuple):
    """How one link is drawn: its width in pixels, and its opacity, 1 being black."""

    width: float
    opacity: float


def pen_for(stroke: Stroke, weight: float | None, *, lit: bool) -> Pen:
    """Return the pen of a link: by its weight, from 0 to 1, or by its kind if it has none.

    Every link that is lit is wider than all that are not, since grey alone is no difference.

    >>> usual = Stroke("arrow", 1.1)
    >>> pen_for(usual, None, lit=False), pen_for(usual, 1.0, lit=True)
    (Pen(width=1.1, opacity=0.85), Pen(width=4.0, opacity=0.9))
    """
    if weight is None:
        return Pen(stroke.width, 0.85)
    if lit:
        return Pen(round(2.2 + 1.8 * weight, 2), 0.9)
    return Pen(round(0.7 + 0.6 * weight, 2), 0.42)


SHAPE_OF: Mapping[str, str] = {
    "affirms": "circle",
    "rejects": "square",
    "qualifies": "triangle",
    "leaves open": "diamond",
    "agnostic": "diamond",
    "positive": "triangle",
    "negative": "down",
    "undetermined": "square",
    "no effect": "diamond",
    "none": "circle",
    "rests": "hexagon",
    "several": "hexagon",
    "not told": "dot",
}
"""The shapes of stances and verdicts."""

COLOUR_OF: Mapping[str, str] = {"": NO_COLOUR}
"""The colours of topics."""

TINT_OF: Mapping[str, str] = {
    "positive": COLOURS[0],
    "undetermined": COLOURS[3],
    "none": NO_COLOUR,
    "": NO_COLOUR,
}
"""The colours of verdicts in drawings without topics, if not those of their shapes."""

STROKE_OF: Mapping[str, Stroke] = {
    "cites": Stroke("arrow", 1.1),
    "goesBackTo": Stroke("arrow", 2.0),
    "takesFrom": Stroke("open", 1.5),
    "extends": Stroke("double", 1.5),
    "laterInSeries": Stroke("none", 1.2),
    "goes back to": Stroke("arrow", 2.0),
    "takes from": Stroke("open", 1.5),
    "later in the series": Stroke("open", 1.2),
    "quotes": Stroke("open", 1.1),
    "disputes": Stroke("bar", 1.1),
    "comparison": Stroke("dot", 1.1),
}
"""The strokes of kinds of links."""

DASH_OF: Mapping[str, tuple[float, ...]] = {
    "stated": DASHES[0],
    "implied": DASHES[1],
    "impliedByOrder": DASHES[1],
    "inferred": DASHES[2],
    "reported": DASHES[3],
}
"""The dashes of degrees of explicitness."""
