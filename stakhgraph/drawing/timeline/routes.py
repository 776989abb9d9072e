"""The route of each link between the lanes, led round labels where that is possible."""

from collections.abc import Iterator, Sequence
from functools import partial

from stakhgraph.drawing.curves import Point, drop, sample, swing
from stakhgraph.drawing.sizes import LABEL_HEIGHT, LANE_HEIGHT
from stakhgraph.drawing.timeline.courses import LEAST_RUN, TIP_DISTANCE, Extent, usual_course
from stakhgraph.drawing.timeline.lanes import Lanes

__all__ = ["route_links"]


def route_links(lanes: Lanes) -> list[tuple[Point, ...]]:
    """Return the course of each link as cubic curves; lane 0 is at height 0.

    A link leaves the right edge of the earlier label and arrives level at the later marker. If the
    label extends beyond that marker, the link leaves the earlier marker upward or downward; between
    works of one year it goes round their left. Of several courses the one that fewest labels hide
    is taken.
    """
    leave, arrive = _ports(lanes)
    found = []
    for number in range(len(lanes.links)):
        a, ya, b, yb = lanes.ends(number)
        if b.x >= a.x:
            yb += arrive.get(number, 0.0)
        courses = _courses(lanes, number, (a, ya, b, yb), leave.get(number, 0.0))
        found.append(min(courses, key=partial(_count_hidden, lanes, number)))
    return found


def _courses(
    lanes: Lanes, number: int, ends: tuple[Extent, float, Extent, float], out: float
) -> Iterator[tuple[Point, ...]]:
    """Yield the usual course and, if it passes behind labels, alternatives."""
    usual = usual_course(*ends, out)
    yield usual
    if not _count_hidden(lanes, number, usual):
        return
    a, ya, b, yb = ends
    tip = (b.x - TIP_DISTANCE, yb)
    if tip[0] >= a.x and abs(ya - yb) >= LANE_HEIGHT / 2:
        yield drop((a.x, ya + (TIP_DISTANCE if yb > ya else -TIP_DISTANCE)), tip)
    if tip[0] - a.right >= LEAST_RUN:
        start = (a.right, ya + out)
        for early, late in ((0.2, 0.7), (0.7, 0.2), (0.3, 0.3), (0.75, 0.75)):
            yield swing(start, tip, early, late)
        yield from _channels(start, tip)


def _channels(start: Point, end: Point) -> Iterator[tuple[Point, ...]]:
    """Yield courses that run level between two lanes for a part of the way."""
    low, high = sorted((round(start[1] / LANE_HEIGHT), round(end[1] / LANE_HEIGHT)))
    for between in range(low - 1, high + 1):
        level = between * LANE_HEIGHT + LANE_HEIGHT / 2
        into, out = _ramp(level - start[1]), _ramp(end[1] - level)
        spare = end[0] - start[0] - into - out
        for first in (0.0, 0.3, 0.6):
            for last in (0.0, 0.3, 0.6):
                left = (start[0] + into + first * spare, level)
                right = (end[0] - out - last * spare, level)
                if spare > 0 and left < right:
                    run = swing(left, right)
                    yield (*swing(start, left), *run[1:], *swing(right, end)[1:])


def _ramp(climb: float) -> float:
    """Return the run that a course needs to change its height."""
    return max(14.0, abs(climb) * 0.5)


def _count_hidden(lanes: Lanes, number: int, course: Sequence[Point]) -> int:
    """Count the labels behind which a course passes, and the bars that it runs along."""
    found = set()
    for x, y in sample(course, 24):
        row = int((y + LANE_HEIGHT / 2) // LANE_HEIGHT)
        off = y - row * LANE_HEIGHT
        for i in lanes.rows[row] if 0 <= row < len(lanes.rows) else ():
            extent = lanes.extents[i]
            label = abs(off) < LABEL_HEIGHT / 2 and extent.x + 1 < x < extent.right
            span = (
                off > LABEL_HEIGHT / 2 - 1
                and extent.x < x < extent.end
                and extent.end > extent.right
            )
            if label or span:
                found.add(i)
    return len(found - set(lanes.links[number]))


def _ports(lanes: Lanes) -> tuple[dict[int, float], dict[int, float]]:
    """Set the links of each work apart: link → how far below the middle it leaves, and arrives."""
    leave: dict[int, float] = {}
    arrive: dict[int, float] = {}
    for i, numbers in enumerate(lanes.at):
        out = [number for number in numbers if lanes.links[number].source == i]
        into = [number for number in numbers if lanes.links[number].target == i]
        leave |= _spread(sorted(out, key=lambda n: (_slope(lanes, n), n)), 5.0, 13.0)
        arrive |= _spread(sorted(into, key=lambda n: (-_slope(lanes, n), n)), 5.0, 8.0)
    return leave, arrive


def _spread(numbers: Sequence[int], step: float, room: float) -> dict[int, float]:
    """Set numbers in a row around 0, ``step`` apart if there is room."""
    apart = min(step, room / max(len(numbers) - 1, 1))
    return {n: apart * (place - (len(numbers) - 1) / 2) for place, n in enumerate(numbers)}


def _slope(lanes: Lanes, number: int) -> float:
    a, ya, b, yb = lanes.ends(number)
    return (yb - ya) / max(abs(b.x - a.x), 1.0)
