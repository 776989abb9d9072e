"""The courses of links as cubic curves, and what is measured on them."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from stakhgraph.drawing.sizes import LABEL_HEIGHT, LANE_HEIGHT

__all__ = ["Point", "Trace", "bow", "crossings", "drop", "sample", "swing", "trace"]

Point: TypeAlias = tuple[float, float]


_COLUMN = 6.0


class Trace(NamedTuple):
    """What is measured on a course.

    ``heights`` are its y at columns six pixels apart, from column ``first`` to ``last``; ``bands``
    maps a lane to the range of x in which the course runs at the height of the labels of that lane;
    it stays between ``top`` and ``bottom``.
    """

    first: int
    last: int
    heights: list[float]
    bands: dict[int, Point]
    top: float
    bottom: float


def swing(start: Point, end: Point, early: float = 0.45, late: float = 0.45) -> tuple[Point, ...]:
    """Leave and arrive level; ``early`` and ``late`` say for what part of the way."""
    (x0, y0), (x1, y1) = start, end
    run = x1 - x0
    return (start, (x0 + run * early, y0), (x1 - run * late, y1), end)


def drop(start: Point, end: Point) -> tuple[Point, ...]:
    """Leave vertically and arrive level, close to a quarter of an ellipse."""
    (x0, y0), (x1, y1) = start, end
    return (start, (x0, y0 + (y1 - y0) * 0.6), (x1 - (x1 - x0) * 0.55, y1), end)


def bow(start: Point, end: Point) -> tuple[Point, ...]:
    """Go round the left, between two points one above the other, or nearly so."""
    out = min(start[0], end[0]) - 8 - min(24.0, abs(end[1] - start[1]) * 0.12)
    return (start, (out, start[1]), (out, end[1]), end)


def sample(points: Sequence[Point], pieces: int) -> list[Point]:
    """Return points along cubic curves, ``pieces`` steps for each, both ends included."""
    found = [points[0]]
    for i in range(0, len(points) - 1, 3):
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = points[i : i + 4]
        for step in range(1, pieces + 1):
            t = step / pieces
            u = 1 - t
            a, b, c, d = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
            found.append((a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3))
    return found


def trace(points: Sequence[Point]) -> Trace:
    """Measure a course whose lane 0 is at height 0."""
    samples = sample(points, 16)
    first = int(samples[0][0] // _COLUMN)
    heights: list[float] = []
    for (x0, y0), (x1, y1) in pairwise(samples):
        while (first + len(heights)) * _COLUMN <= x1:
            x = (first + len(heights)) * _COLUMN
            heights.append(y0 if x <= x0 or x1 <= x0 else y0 + (y1 - y0) * (x - x0) / (x1 - x0))
    heights.append(samples[-1][1])
    top, bottom = sorted((points[0][1], points[-1][1]))
    return Trace(first, first + len(heights) - 1, heights, _bands(samples), top, bottom)


def _bands(samples: Sequence[Point]) -> dict[int, Point]:
    half = LABEL_HEIGHT / 2 + 1
    bands: dict[int, Point] = {}
    for (x0, y0), (x1, y1) in pairwise(samples):
        top, bottom = (y0, y1) if y0 < y1 else (y1, y0)
        left, right = (x0, x1) if x0 < x1 else (x1, x0)
        lane = int((top - half) // LANE_HEIGHT) + 1
        while lane * LANE_HEIGHT - half <= bottom:
            low, high = bands.get(lane, (left, right))
            bands[lane] = (min(left, low), max(right, high))
            lane += 1
    return bands


def crossings(p: Trace, q: Trace) -> int:
    """Count how often two courses change sides, as far as three columns show it."""
    low, high = p.first, p.last  # this runs a million times, so no calls to min and max
    if q.first > low:
        low = q.first
    if q.last < high:
        high = q.last
    if low >= high:
        return 0
    found = 0
    side = 0.0
    for column in (low, (low + high) // 2, high):
        gap = p.heights[column - p.first] - q.heights[column - q.first]
        if -1 < gap < 1:
            continue
        if side * gap < 0:
            found += 1
        side = gap
    return found
