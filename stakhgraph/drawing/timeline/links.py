"""Draw links: the long ones along their routes, those to hubs as stubs."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from stakhgraph.drawing import font_metrics
from stakhgraph.drawing.curves import Point
from stakhgraph.drawing.ids import unique_ids
from stakhgraph.drawing.primitives import Group, Head, Item, Path, head_at_end, text_at
from stakhgraph.drawing.sizes import LANE_HEIGHT, STUB_LENGTH
from stakhgraph.drawing.symbols import HEADS, pen_for
from stakhgraph.drawing.timeline.hubs import STUB_WIDTH
from stakhgraph.drawing.timeline.plot import Timeline
from stakhgraph.drawing.timeline.routes import route_links
from stakhgraph.drawing.works import Edge

__all__ = ["draw_links", "draw_stubs"]

_LEFT_EDGE = -2.0  # the least x of a control point; courses stay to the right of it


def _edge_data(edge: Edge) -> tuple[tuple[str, str], ...]:
    return tuple((key, getattr(edge, key)) for key in ("source", "target", "kind", "explicitness"))


def _link_ids(timeline: Timeline, edges: Sequence[Edge], part: str) -> list[str]:
    texts = [f"{edge.source} {edge.target} {edge.kind}" for edge in edges]
    return unique_ids(f"{timeline.name}-{part}", texts)


def draw_stubs(timeline: Timeline, top: float) -> tuple[Group, ...]:
    """Draw the links to hubs as stubs, each at the label of the work that is not a hub."""
    short = [edge for edge in timeline.steps if timeline.plot.short(edge)]
    place = {label.node.id: i for i, label in enumerate(timeline.plot.labels)}
    taken: Counter[int] = Counter()
    groups = []
    for edge, name in zip(short, _link_ids(timeline, short, "stub"), strict=True):
        out = edge.target in timeline.plot.hubs
        i = place[edge.source if out else edge.target]
        x = timeline.plot.extents[i].x + timeline.plot.labels[i].width + taken[i] * STUB_WIDTH
        taken[i] += 1
        y = round(top + LANE_HEIGHT / 2 + timeline.lanes.lane[i] * LANE_HEIGHT, 2)
        groups.append(_draw_stub(timeline, edge, name, (round(x + 2, 2), y), out=out))
    return tuple(groups)


def _draw_stub(timeline: Timeline, edge: Edge, name: str, at: Point, *, out: bool) -> Group:
    (x, y), symbols = at, timeline.plot.symbols
    stroke, dash = symbols.strokes[edge.kind], symbols.dashes[edge.explicitness]
    look = pen_for(stroke, edge.weight, lit=edge.lit)
    letter = symbols.hubs[edge.target if out else edge.source]
    points = tuple((round(x + share * STUB_LENGTH / 3, 2), y) for share in range(4))
    path = Path(f"{name}-path", "stub", points if out else points[::-1], *look, dash)
    text = text_at(f"{name}-hub", "hub-letter", (x + STUB_LENGTH + 3, y + 4), letter, bold=True)
    items: tuple[Item, ...] = (path, *head_at_end(path, stroke.head), text)
    return Group(name, "link", items, font_metrics.clean(edge.title), None, _edge_data(edge))


def draw_links(timeline: Timeline, top: float) -> tuple[Group, ...]:
    """Draw the links that lead from one work to another."""
    lift = top + LANE_HEIGHT / 2
    groups = []
    drawn = zip(
        timeline.long,
        _link_ids(timeline, timeline.long, "link"),
        route_links(timeline.lanes),
        strict=True,
    )
    for edge, name, course in drawn:
        # Links between works of the first year go round their left, but stay in the drawing.
        edge_at = _LEFT_EDGE + (3.0 if edge.lit else 0.0)
        points = tuple((round(max(x, edge_at), 2), round(y + lift, 2)) for x, y in course)
        groups.append(_draw_link(timeline, edge, name, points))
    return tuple(groups)


def _draw_link(timeline: Timeline, edge: Edge, name: str, points: tuple[Point, ...]) -> Group:
    stroke = timeline.plot.symbols.strokes[edge.kind]
    look = pen_for(stroke, edge.weight, lit=edge.lit)
    # On a wide line dashes and head must be larger, and its blunt end must stay in the head.
    wide = max(1.0, look.width / 2.2) if edge.lit else 1.0
    dash = tuple(round(part * wide, 2) for part in timeline.plot.symbols.dashes[edge.explicitness])
    path = Path(f"{name}-path", "link", points, *look, dash)
    heads = tuple(replace(head, size=round(wide, 2)) for head in head_at_end(path, stroke.head))
    if edge.lit and HEADS[stroke.head].pointed:
        path = replace(path, points=_shorten(points, heads[0]))
    items: tuple[Item, ...] = (path, *heads)
    return Group(name, "link", items, font_metrics.clean(edge.title), None, _edge_data(edge))


def _shorten(points: tuple[Point, ...], head: Head) -> tuple[Point, ...]:
    """Let a course end inside its head, in the same direction."""
    back = 5.0 * head.size
    moved = ((round(x - back * head.dx, 2), round(y - back * head.dy, 2)) for x, y in points[-2:])
    return (*points[:-2], *moved)
