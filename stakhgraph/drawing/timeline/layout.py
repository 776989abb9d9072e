"""Lay out works and links in time.

x is the exact year and y a lane; a work is a label: a marker at its year and, to its right, its
text on an opaque box above the links. Links to a work that very many touch (a hub) are drawn as
short stubs with the letter of the hub.
"""

from collections.abc import Iterable, Sequence
from functools import partial

from stakhgraph.drawing import font_metrics
from stakhgraph.drawing.checks import check_works_and_links
from stakhgraph.drawing.ids import slug
from stakhgraph.drawing.labels import draw_label, work_ids
from stakhgraph.drawing.legend_words import Legend
from stakhgraph.drawing.primitives import Group, Item, Line, text_at
from stakhgraph.drawing.scene import Scene, stack
from stakhgraph.drawing.sizes import LANE_HEIGHT, MARKER_RADIUS, WIDTH
from stakhgraph.drawing.time_axis import draw_years
from stakhgraph.drawing.timeline.courses import Link
from stakhgraph.drawing.timeline.description import describe, occurring_symbols
from stakhgraph.drawing.timeline.lanes import arrange
from stakhgraph.drawing.timeline.links import draw_links, draw_stubs
from stakhgraph.drawing.timeline.plot import Timeline, make_plot
from stakhgraph.drawing.works import Edge, Node

__all__ = ["layout"]


def layout(
    nodes: Iterable[Node],
    edges: Iterable[Edge],
    *,
    title: str,
    subtitle: str = "",
    caption: Sequence[str] = (),
    legend: Legend | None = None,
    name: str = "lineage",
    width: float = WIDTH,
    label_width: float = 180.0,
    backward: bool = False,
    seed: int = 1935,
    description: str = "",
) -> Scene:
    """Place works and links in time.

    ``caption`` holds lines (source, date, query), wrapped as needed. ``name`` begins every id, so
    that several drawings can share a page. Labels longer than ``label_width`` are shortened; the
    title of their group has the full text. Links lead from the earlier work to the later; one
    against time is refused unless ``backward`` lets it point left, as may happen when works are at
    the year of the edition cited. ``description`` replaces the description that is made from works
    and links.

    Raises UsageError for two works with one id, a link to or from a work that is not in the
    drawing, a link from a work to itself, a link against time, a year of more than four digits, and
    a width that leaves labels or years no room.

    >>> scene = layout(
    ...     [Node("a", "Trotsky 1937", 1937), Node("b", "Filtzer 1986", 1986)],
    ...     [Edge("a", "b", "goesBackTo")],
    ...     title="One step",
    ... )
    >>> [group.role for group in scene.items]
    ['axis', 'links', 'works', 'heading', 'legend', 'caption']
    """
    works = sorted(nodes, key=lambda node: (node.year is None, node.year or 0, node.id))
    steps = sorted(edges, key=_sort_key)
    check_works_and_links(works, steps, backward=backward, width=width)
    words = legend or Legend()
    plot = make_plot(works, steps, words, width, label_width)
    place = {node.id: i for i, node in enumerate(works)}
    long = [edge for edge in steps if not plot.short(edge)]
    long.sort(key=lambda edge: edge.lit)  # what is painted last is on top
    links = [Link(place[edge.source], place[edge.target]) for edge in long]
    lanes = arrange(plot.extents, links, seed=seed)
    return _compose(
        Timeline(slug(name), width, words, plot, lanes, steps, long, description),
        title,
        subtitle,
        caption,
    )


def _sort_key(edge: Edge) -> tuple[object, ...]:
    """Return a key that orders links in the same way however they are given."""
    key = (edge.source, edge.target, edge.kind, edge.explicitness, edge.title)
    return (*key, edge.lit, edge.weight or 0.0)


def _compose(timeline: Timeline, title: str, subtitle: str, caption: Sequence[str]) -> Scene:
    return stack(
        timeline.name,
        timeline.width,
        (title, subtitle, caption),
        legend=(timeline.words, timeline.plot.symbols, occurring_symbols(timeline)),
        plot=partial(_draw, timeline),
        scale=timeline.plot.scale,
        description=font_metrics.clean(timeline.description) or describe(timeline),
    )


def _draw(timeline: Timeline, top: float) -> tuple[Group, Group, Group, float]:
    """Draw axis, links and works below ``top``; return them and the y of the lower edge."""
    axis, y = _draw_axis(timeline, top)
    links = (*draw_stubs(timeline, top), *draw_links(timeline, top))
    return (
        axis,
        Group(f"{timeline.name}-links", "links", links),
        Group(f"{timeline.name}-works", "works", _draw_works(timeline, top)),
        y,
    )


def _draw_works(timeline: Timeline, top: float) -> tuple[Group, ...]:
    plot, lane = timeline.plot, timeline.lanes.lane
    return tuple(
        draw_label(
            name,
            label,
            plot.symbols,
            plot.scale,
            (extent.x, round(top + LANE_HEIGHT / 2 + lane[i] * LANE_HEIGHT, 2)),
            lane[i],
        )
        for i, (name, label, extent) in enumerate(
            zip(work_ids(timeline.name, plot.labels), plot.labels, plot.extents, strict=True)
        )
    )


def _draw_axis(timeline: Timeline, top: float) -> tuple[Group, float]:
    """Draw the years above and, if the plot is tall, below it; return it and its lower edge."""
    rows = len(timeline.lanes.rows)
    bottom, tall = top + rows * LANE_HEIGHT, rows > 14
    base = f"{timeline.name}-axis"
    years = [year for label in timeline.plot.labels for year in label.node.years]
    items = list(draw_years(base, timeline.plot.scale, years, (top, bottom), below=tall))
    for number, x in enumerate(timeline.plot.columns):
        items.extend(_draw_undated_column(timeline, f"{base}-undated-{number + 1}", x, top, bottom))
    return Group(base, "axis", tuple(items)), bottom + (16 if tall else 0)


def _draw_undated_column(
    timeline: Timeline, name: str, x: float, top: float, bottom: float
) -> tuple[Item, ...]:
    """Draw the heading of works without a date, and a line beside them."""
    labels = zip(timeline.plot.labels, timeline.plot.extents, strict=True)
    ends = [extent.right for label, extent in labels if label.node.year is None and extent.x == x]
    edge = round(x - 21 if x > timeline.plot.scale.x else max(ends) + 21, 2)
    return (
        Line(name, "side", edge, round(top - 20, 2), edge, round(bottom, 2)),
        text_at(f"{name}-head", "tick", (x - MARKER_RADIUS, top - 9), "no date"),
    )
