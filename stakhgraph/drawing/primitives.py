"""The parts of a drawing: lines, paths, boxes, markers and texts with final coordinates.

Each has an ``id`` that is unique in the drawing, and a ``role`` that says what it is for and
decides the style that is not given here (a page may style roles differently from paper). Lengths
are in pixels; y grows downwards.
"""

from dataclasses import dataclass, fields
from math import hypot
from typing import Any, TypeAlias

from stakhgraph.drawing import font_metrics
from stakhgraph.drawing.curves import Point, sample
from stakhgraph.drawing.sizes import TEXT_SIZE

__all__ = [
    "Box",
    "Group",
    "Head",
    "Item",
    "Line",
    "Marker",
    "Path",
    "Text",
    "head_at_end",
    "text_at",
    "to_plain",
]


@dataclass(frozen=True)
class Line:
    """A straight line."""

    id: str
    role: str
    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class Path:
    """Cubic curves: a start, then two control points and an end for each.

    ``dash`` holds lengths of strokes and gaps, and is empty for an unbroken line.
    """

    id: str
    role: str
    points: tuple[Point, ...]
    stroke: float
    opacity: float
    dash: tuple[float, ...]


@dataclass(frozen=True)
class Head:
    """The sign of a kind of link: its tip at (x, y), pointing along the unit vector (dx, dy).

    ``shape`` is one of ``symbols.HEADS`` other than "none"; ``size`` is relative to the usual size.
    """

    id: str
    role: str
    x: float
    y: float
    dx: float
    dy: float
    shape: str
    opacity: float
    size: float = 1.0


@dataclass(frozen=True)
class Box:
    """A rectangle; ``colour`` is empty if it follows from ``role``."""

    id: str
    role: str
    x: float
    y: float
    width: float
    height: float
    radius: float
    colour: str = ""


@dataclass(frozen=True)
class Marker:
    """A marker centred on (x, y), of half width ``size``; ``shape`` is one of ``SHAPES``."""

    id: str
    role: str
    x: float
    y: float
    size: float
    shape: str
    colour: str
    hollow: bool


@dataclass(frozen=True)
class Text:
    """One line of text, ``width`` wide as measured.

    (x, y) is the start of the baseline, or its middle if ``anchor`` is "middle".
    """

    id: str
    role: str
    x: float
    y: float
    text: str
    width: float
    size: float
    bold: bool = False
    anchor: str = "start"


@dataclass(frozen=True)
class Group:
    """Primitives that belong together, such as those of one work, and what they represent."""

    id: str
    role: str
    items: tuple["Item", ...]
    title: str = ""
    href: str | None = None
    data: tuple[tuple[str, str | int | bool | None], ...] = ()


Item: TypeAlias = Line | Path | Head | Box | Marker | Text | Group


def text_at(
    name: str,
    role: str,
    at: Point,
    text: str,
    *,
    size: float = TEXT_SIZE,
    bold: bool = False,
    anchor: str = "start",
) -> Text:
    """Measure a line of text and put it at a point; ``name`` becomes its id."""
    long = font_metrics.width(text, size, bold=bold)
    return Text(name, role, round(at[0], 2), round(at[1], 2), text, long, size, bold, anchor)


def head_at_end(path: Path, shape: str, *, after: float = 0.0) -> tuple[Head, ...]:
    """Return the sign at the end of a path, or ``after`` pixels from its start; none for "none".

    >>> course = Path("a", "link", ((0, 0), (3, 0), (6, 0), (9, 0)), 1.0, 1.0, ())
    >>> [(head.x, head.dx) for head in head_at_end(course, "arrow")]
    [(9.0, 1.0)]
    """
    if shape == "none":
        return ()
    points = sample(path.points, 40)
    far = (
        i
        for i, at in enumerate(points)
        if hypot(at[0] - points[0][0], at[1] - points[0][1]) > after
    )
    end = next(far, len(points) - 1) if after else len(points) - 1
    (x0, y0), (x1, y1) = points[end - 1], points[end]
    run = hypot(x1 - x0, y1 - y0) or 1.0
    dx, dy = round((x1 - x0) / run, 3), round((y1 - y0) / run, 3)
    at = (round(x1, 2), round(y1, 2))
    return (Head(f"{path.id}-head", path.role, *at, dx, dy, shape, path.opacity),)


def to_plain(value: Any) -> Any:
    """Turn primitives, or a dataclass of them, into dicts, lists, strings and numbers.

    Each dict has its ``type``; ``data`` becomes a dict.
    """
    if isinstance(value, tuple):
        return [to_plain(part) for part in value]
    if not hasattr(value, "__dataclass_fields__"):
        return value
    found = {"type": type(value).__name__.lower()}
    found |= {part.name: to_plain(getattr(value, part.name)) for part in fields(value)}
    return found | {"data": dict(value.data)} if isinstance(value, Group) else found
