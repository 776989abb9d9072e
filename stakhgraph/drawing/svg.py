"""Serialise a scene as a standalone SVG: the same bytes on every run, and always well-formed.

Nothing is placed here. Colours are chosen for white paper; every difference that is shown by colour
is also shown by a shape, a letter, a dash or an arrowhead.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import TypeAlias

from stakhgraph.drawing.curves import Point
from stakhgraph.drawing.font_metrics import FAMILY, clean, runs, width
from stakhgraph.drawing.primitives import Box, Group, Head, Item, Line, Marker, Path, Text
from stakhgraph.drawing.safe_links import safe_link
from stakhgraph.drawing.scene import Scene
from stakhgraph.drawing.sizes import TEXT_SIZE
from stakhgraph.drawing.symbols import HEADS, SHAPES
from stakhgraph.errors import UsageError

__all__ = ["INK", "MUTED", "PAPER", "SMALLEST", "GroupAttributes", "draw", "inside", "sample"]

GroupAttributes: TypeAlias = Callable[[Group], Mapping[str, str]]
"""A function that returns the attributes that a page adds to the tag of a group."""


SMALLEST = 6.0
"""The least size of text in print, in points."""


INK = "#1a1a1a"


MUTED = "#4d4d4d"


PAPER = "#ffffff"


_LINES = {
    "grid": 'stroke="#d9d9d9" stroke-width="0.8"',
    "side": 'stroke="#8c8c8c" stroke-width="0.8" stroke-dasharray="2 3"',
    "span": 'stroke="#c2c2c2" stroke-width="4"',
    "stub": f'stroke="{INK}" stroke-opacity="0.85" stroke-width="1.1"',
    "span-end": f'stroke="{INK}" stroke-width="1.6"',
}


_BOXES = {
    "pill": f'fill="{PAPER}" stroke="#a6a6a6" stroke-width="0.8"',
    "inferred": f'fill="{PAPER}" stroke="{MUTED}" stroke-width="0.9" stroke-dasharray="3 2"',
    "cell": f'fill="{PAPER}" stroke="#a6a6a6" stroke-width="0.8"',
    "band": 'fill="#f4f4f4"',
    "hub": f'fill="{PAPER}" stroke="{INK}" stroke-width="1.4"',
    "inner": f'fill="none" stroke="{INK}" stroke-width="0.7"',
}


_MUTED = {"tick", "subtitle", "caption"}


def draw(scene: Scene, *, width_mm: float | None = None, links: bool = False) -> str:
    """Return the scene as SVG text, with a white ground, title and description.

    ``width_mm`` sets the printed width (180 for a page of a journal; the height follows), else the
    size is in pixels. ``links`` makes works with an address clickable; only ``http``, ``https`` and
    relative addresses are ever written. Raises UsageError for a width at which the text would be
    too small to read: a scene is laid out for its width.

    >>> from stakhgraph.drawing.timeline.layout import layout
    >>> from stakhgraph.drawing.works import Node
    >>> draw(layout([Node("a", "Trotsky 1937", 1937)], [], title="One work"))[:38]
    '<svg xmlns="http://www.w3.org/2000/svg'
    """
    points = TEXT_SIZE * (width_mm or scene.width) / scene.width * 72 / 25.4
    if width_mm is not None and points < SMALLEST:
        raise UsageError(
            f"at {width_mm:g} mm the smallest text would be {points:.1f} points",
            remedy="Lay the scene out for this width.",
        )
    lines = [
        _opening(scene, width_mm, links),
        f'<title id="{scene.name}-t">{_escaped(scene.title)}</title>',
        f'<desc id="{scene.name}-d">{_escaped(scene.description)}</desc>',
        f'<rect class="ground" width="100%" height="100%" fill="{PAPER}"/>',
    ]
    for group in scene.items:
        lines.extend(_group(group, links, _nothing))
    return "\n".join([*lines, "</svg>", ""])


def inside(groups: Iterable[Group], *, attributes: GroupAttributes) -> str:
    """Return groups without the picture around them, for a page that has its own.

    ``attributes`` returns attributes for the tag of each group; works with an address are links,
    named by their title.
    """
    return "\n".join(
        line for group in groups for line in _group(group, links=True, attributes=attributes)
    )


def sample(items: Sequence[Item]) -> str:
    """Return loose primitives, such as the samples of a legend."""
    return "".join(line for item in items for line in _item(item, links=False, attributes=_nothing))


def _nothing(_group: Group) -> Mapping[str, str]:
    return {}


def _opening(scene: Scene, width_mm: float | None, links: bool) -> str:
    factor, unit = (width_mm / scene.width, "mm") if width_mm else (1.0, "")
    # An image hides what is inside it from assistive technology, which links must not be.
    role = "group" if links else "img"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_n(scene.width * factor)}{unit}"'
        f' height="{_n(scene.height * factor)}{unit}"'
        f' viewBox="0 0 {_n(scene.width)} {_n(scene.height)}" role="{role}"'
        f' aria-labelledby="{scene.name}-t {scene.name}-d" font-family="{FAMILY}">'
    )


def _group(group: Group, links: bool, attributes: GroupAttributes) -> Iterator[str]:
    """Yield the lines of a group and of everything in it."""
    href = safe_link(group.href) if links else None
    more = "".join(f' {name}="{escape(value)}"' for name, value in attributes(group).items())
    yield f'<g id="{group.id}" class="{group.role}"{more}>'
    if group.title:
        yield f"<title>{_escaped(group.title)}</title>"
    if href:
        yield f'<a href="{escape(href)}" aria-label="{_escaped(group.title)}">'
    # Letters of categories stay outside the link, or its accessible name would start with them.
    letters = [item for item in group.items if href and _is_letter(item)]
    for item in group.items:
        if item not in letters:
            yield from _item(item, links, attributes)
    if href:
        yield "</a>"
    for item in letters:
        yield from _item(item, links, attributes)
    yield "</g>"


def _is_letter(item: Item) -> bool:
    return isinstance(item, Text) and item.role == "letter"


def _item(item: Item, links: bool, attributes: GroupAttributes) -> Iterator[str]:
    match item:
        case Group():
            yield from _group(item, links, attributes)
        case Line():
            yield _line(item)
        case Box():
            yield _box(item)
        case Marker():
            yield from _marker(item)
        case Text():
            yield _text(item)
        case Path():
            yield _path(item)
        case Head():
            yield from _head(item)


def _line(line: Line) -> str:
    return (
        f'<line {_named(line)} x1="{_n(line.x1)}" y1="{_n(line.y1)}" x2="{_n(line.x2)}"'
        f' y2="{_n(line.y2)}" {_LINES[line.role]}/>'
    )


def _box(box: Box) -> str:
    # The tint is pale enough for black letters on every colour.
    tint = f'fill="{box.colour}" fill-opacity="0.28" stroke="{MUTED}" stroke-width="0.6"'
    return (
        f'<rect {_named(box)} x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.width)}"'
        f' height="{_n(box.height)}" rx="{_n(box.radius)}" {_BOXES.get(box.role, tint)}/>'
    )


def _text(text: Text) -> str:
    anchor = f' text-anchor="{text.anchor}"' if text.anchor != "start" else ""
    weight = ' font-weight="700"' if text.bold else ""
    return (
        f'<text {_named(text)} x="{_n(text.x)}" y="{_n(text.y)}" font-size="{_n(text.size)}"'
        f'{weight}{anchor} fill="{MUTED if text.role in _MUTED else INK}"{_set(text)}</text>'
    )


def _set(text: Text) -> str:
    """Return the end of the tag of a text, with the measured length, and the text.

    The length keeps the text inside its box whatever font is used. Characters that the pinned font
    lacks are placed separately, so that another font is used for them alone.
    """
    pieces = runs(text.text) if text.anchor == "start" else (text.text,)
    if len(pieces) < 2:
        return f"{_length(text.width)}>{_escaped(text.text)}"
    spans, x = [], text.x
    for piece in pieces:
        long = width(piece, text.size, bold=text.bold)
        spans.append(f'<tspan x="{_n(x)}"{_length(long)}>{escape(piece)}</tspan>')
        x += long
    return ">" + "".join(spans)


def _length(long: float) -> str:
    return f' textLength="{_n(long)}" lengthAdjust="spacingAndGlyphs"'


def _marker(mark: Marker) -> Iterator[str]:
    """Draw a filled marker with a dark outline; a hollow one has a white centre."""
    look = f'fill="{mark.colour}" stroke="{INK}" stroke-width="0.8"'
    size = mark.size * SHAPES[mark.shape].scale
    yield _outline(mark, size, f"{_named(mark)} {look}")
    if mark.hollow:
        yield _outline(mark, size * 0.55, f'class="heart" fill="{PAPER}"')


def _outline(mark: Marker, size: float, look: str) -> str:
    shape = SHAPES[mark.shape]
    if not shape.corners:
        return f'<circle cx="{_n(mark.x)}" cy="{_n(mark.y)}" r="{_n(size)}" {look}/>'
    corners = ((mark.x + x * size, mark.y + y * size) for x, y in shape.corners)
    return f'<polygon points="{_points(corners)}" {look}/>'


def _path(path: Path) -> str:
    start, *rest = path.points
    curves = " ".join("C" + _points(rest[i : i + 3]) for i in range(0, len(rest), 3))
    dash = f' stroke-dasharray="{" ".join(map(_n, path.dash))}"' if path.dash else ""
    ink = f'stroke="{INK}" stroke-opacity="{_n(path.opacity)}" stroke-width="{_n(path.stroke)}"'
    return f'<path {_named(path)} d="M{_points([start])} {curves}" fill="none" {ink}{dash}/>'


def _head(head: Head) -> Iterator[str]:
    """Draw the sign on a link."""
    pen = f'class="head" stroke="{INK}" stroke-opacity="{_n(head.opacity)}" stroke-width="1.2"'
    dx, dy = head.dx * head.size, head.dy * head.size
    shape = HEADS[head.shape]
    if shape.dot:
        centre = f'cx="{_n(head.x - 2 * dx)}" cy="{_n(head.y - 2 * dy)}"'
        yield f'<circle {centre} r="{_n(2.4 * head.size)}" fill="{PAPER}" {pen}/>'
    fill = {"ink": INK, "paper": PAPER}.get(shape.fill, shape.fill)
    for line in shape.lines:
        at = (
            (head.x - back * dx - side * dy, head.y - back * dy + side * dx) for back, side in line
        )
        yield f'<polyline points="{_points(at)}" fill="{fill}" {pen}/>'


def _named(item: Line | Box | Marker | Text | Path) -> str:
    return f'id="{item.id}" class="{item.role}"'


def _points(points: Iterable[Point]) -> str:
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in points)


def _n(number: float) -> str:
    """Format a number with at most two decimals, and no minus zero."""
    return f"{round(number, 2) + 0.0:.2f}".rstrip("0").rstrip(".")


def _escaped(text: str) -> str:
    return escape(clean(text), quote=True)
