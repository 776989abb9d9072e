"""The ends of a link, two works on the time axis, and the usual course between them."""

from math import inf
from typing import NamedTuple

from stakhgraph.drawing.curves import Point, bow, drop, swing
from stakhgraph.drawing.sizes import MARKER_RADIUS

__all__ = ["LEAST_RUN", "TIP_DISTANCE", "Extent", "Link", "usual_course"]


class Extent(NamedTuple):
    """The place of a work on the time axis.

    ``x`` is the middle of the marker and ``right`` the end of the label; the work occupies its lane
    from ``start``, if that is left of the marker, to ``end``.
    """

    x: float
    right: float
    end: float
    start: float = inf

    @property
    def left(self) -> float:
        """The left end of everything that the work occupies."""
        return min(self.x, self.start) - MARKER_RADIUS


class Link(NamedTuple):
    """A link between two works, given by their numbers: ``target`` takes from ``source``."""

    source: int
    target: int


TIP_DISTANCE = MARKER_RADIUS + 1.5  # from the middle of a marker to the end of a link


LEAST_RUN = 8.0  # the least distance from a label to a marker for a level link


def usual_course(a: Extent, ya: float, b: Extent, yb: float, out: float = 0.0) -> tuple[Point, ...]:
    """Return the usual course from a at height ya to b at yb, leaving ``out`` pixels lower."""
    tip = (b.x - TIP_DISTANCE, yb)
    if tip[0] - a.right >= LEAST_RUN:
        return swing((a.right, ya + out), tip)
    if a.x - MARKER_RADIUS - b.right >= LEAST_RUN:
        # The link points left, to the right edge of the label, beside the links that leave there.
        return swing((a.x - TIP_DISTANCE, ya), (b.right + 1, yb + (5 if ya > yb else -5)))
    if tip[0] >= a.x:
        return drop((a.x, ya + (TIP_DISTANCE if yb > ya else -TIP_DISTANCE)), tip)
    return bow((a.x - TIP_DISTANCE, ya), tip)
