"""Where everything stands in a drawing of works and links in time.

``layout`` takes works and links and gives a ``Scene``, a tree of primitives with final coordinates.
The page, the static export and the printed figure draw the same scene, so they agree. x is the
exact year and y a lane; a work is a pill: a marker at its year and, to its right, its label on an
opaque box above the links. Links to a work that very many touch (a hub) are drawn in short, as a
stub with the letter of the hub. The same input gives the same scene on every machine, in whatever
order works and links are handed over.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from stakhgraph.drawing import font_metrics
from stakhgraph.drawing.curves import LANE, Point
from stakhgraph.drawing.labels import (
    MARGIN,
    Label,
    Node,
    Scale,
    check_nodes,
    check_width,
    draw_pill,
    label_of,
    lines,
    names,
    numbered,
    safe_link,
    slug,
    ticks,
)
from stakhgraph.drawing.lanes import MARK, Lanes, Link, Pill, arrange, routes
from stakhgraph.drawing.legend import STUB, Occurring, explain
from stakhgraph.drawing.primitives import (
    Group,
    Head,
    Item,
    Line,
    Path,
    head_of,
    plain,
    text_at,
)
from stakhgraph.drawing.symbols import Legend, Signs, assign, pen, worded
from stakhgraph.errors import UsageError
from stakhgraph.wording import counted

__all__ = ["WIDTH", "Edge", "Legend", "Node", "Scale", "Scene", "layout", "safe_link", "stacked"]

WIDTH = 900.0
"""The usual width in pixels: printed 180 mm wide, the smallest text is then 6.2 points."""

_HUB = 15  # so many links make a work a hub, if they are also a third of all
_EDGE = -2.0  # the least x of a control point; the course itself stays right of it
_NEAREST = 60.0  # pixels from one year to the next, at most
_SHORTEST = 48.0  # pixels for all the years together, at least


@dataclass(frozen=True)
class Edge:
    """``target``, the later work, takes from ``source``, the earlier one.

    ``kind`` (cites, goesBackTo …) is drawn as sign and weight, ``explicitness`` (stated,
    impliedByOrder …) as dashes. ``weight``, from 0 to 1, makes its own width instead of the kind's:
    then a link that is ``lit`` is dark and wide, lies above the others and is never drawn in short.
    """

    source: str
    target: str
    kind: str = "cites"
    explicitness: str = "stated"
    title: str = ""
    weight: float | None = None
    lit: bool = False


@dataclass(frozen=True)
class Scene:
    """A finished drawing, in pixels, in the order in which it is painted.

    Its groups are ``axis``, ``links``, ``works``, ``heading``, ``legend`` and ``caption``; inside
    ``links`` and ``works`` each link and each work has a group of its own.
    """

    name: str
    width: float
    height: float
    title: str
    description: str
    scale: Scale
    items: tuple[Group, ...]

    def group(self, role: str) -> Group:
        """Return one of the six groups. Raises KeyError for any other."""
        return {group.role: group for group in self.items}[role]

    def to_dict(self) -> dict[str, Any]:
        """Return plain dicts, lists, strings and numbers, as ``scene.json`` holds them."""
        found: dict[str, Any] = plain(self)
        return found


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
    that several drawings can share a page. Labels longer than ``label_width`` are cut; the title of
    their group has the full text. Links lead from the earlier work to the later. One whose source
    is dated after its target is refused unless ``backward`` lets it point left, as may happen when
    works stand at the year of the edition cited. ``description`` says what is to be seen, in place
    of the words that are made here.

    Raises UsageError for two works of one id, a link from or to no work of the drawing or from a
    work to itself, a link against time, a year of more than four digits, and a width that leaves
    labels or years no room.

    >>> scene = layout(
    ...     [Node("a", "Trotsky 1937", 1937), Node("b", "Filtzer 1986", 1986)],
    ...     [Edge("a", "b", "goesBackTo")],
    ...     title="One step",
    ... )
    >>> [group.role for group in scene.items]
    ['axis', 'links', 'works', 'heading', 'legend', 'caption']
    """
    works = sorted(nodes, key=lambda node: (node.year is None, node.year or 0, node.id))
    steps = sorted(edges, key=_place)
    _check(works, steps, backward=backward, width=width)
    words = legend or Legend()
    plot = _plot(works, steps, words, width, label_width)
    place = {node.id: i for i, node in enumerate(works)}
    long = [edge for edge in steps if not plot.short(edge)]
    long.sort(key=lambda edge: edge.lit)  # what is painted last lies above
    links = [Link(place[edge.source], place[edge.target]) for edge in long]
    lanes = arrange(plot.pills, links, seed=seed)
    return _compose(
        _Frame(slug(name), width, words, plot, lanes, steps, long, description),
        title,
        subtitle,
        caption,
    )


def _place(edge: Edge) -> tuple[object, ...]:
    """Return by what links are put in order, however they come."""
    said = (edge.source, edge.target, edge.kind, edge.explicitness, edge.title)
    return (*said, edge.lit, edge.weight or 0.0)


# ---------------------------------------------------------------------------------------- checking


def _check(works: Sequence[Node], steps: Sequence[Edge], *, backward: bool, width: float) -> None:
    check_width(width)
    check_nodes(works)
    years = {node.id: node.year for node in works}
    for edge in steps:
        _check_edge(edge, years, backward=backward)


def _check_edge(edge: Edge, years: Mapping[str, int | None], *, backward: bool) -> None:
    for end in (edge.source, edge.target):
        if end not in years:
            raise UsageError("a link to a work that is not in the drawing", where=end)
    if edge.source == edge.target:
        raise UsageError("a link from a work to itself", where=edge.source)
    earlier, later = years[edge.source], years[edge.target]
    if not backward and earlier is not None and later is not None and earlier > later:
        raise UsageError(
            f"a work of {later} would take from one of {earlier}",
            where=f"{edge.target} from {edge.source}",
            remedy="Mend the dates, or allow links that point left.",
        )


# --------------------------------------------------------------------------- pills on the time axis


@dataclass(frozen=True)
class _Plot:
    """The time axis and what stands on it; ``labels[i]`` belongs to ``pills[i]``.

    ``hubs`` are the works with very many links; ``columns`` are the x of the markers of works
    without a date.
    """

    scale: Scale
    labels: tuple[Label, ...]
    pills: tuple[Pill, ...]
    signs: Signs
    hubs: frozenset[str]
    columns: tuple[float, ...]

    def short(self, edge: Edge) -> bool:
        """Return whether a link is drawn in short."""
        return _in_short(edge, self.hubs)


def _in_short(edge: Edge, hubs: frozenset[str]) -> bool:
    """Return whether a link is drawn in short: one of its ends is a hub, and the other is not."""
    return not edge.lit and (edge.source in hubs) != (edge.target in hubs)


def _plot(
    works: Sequence[Node], steps: Sequence[Edge], legend: Legend, width: float, label_width: float
) -> _Plot:
    """Measure the labels, and stretch time as far as the last of them allows."""
    hubs = _hubs(works, steps)
    signs = _signs(works, steps, legend, hubs)
    sides = _sides(works, steps, hubs)
    # Room for a pill in each column, for the pill of the last year, and for some time.
    columns = len(set(sides.values()))
    room = min(label_width, (width - 126 - 80 * columns) / (columns + 1))
    labels = tuple(
        label_of(
            *(node, signs, room),
            hub=signs.hubs.get(node.id, ""),
            bold=node.lit or node.id in hubs,
        )
        for node in works
    )
    longs = [label.width + _stubs(label.node.id, steps, hubs) for label in labels]
    early, late = (
        max(
            (long for node, long in zip(works, longs, strict=True) if sides.get(node.id) is side),
            default=0.0,
        )
        for side in (False, True)
    )
    left, right = MARGIN + MARK, width - MARGIN
    scale = _scale(
        labels, longs, left + (early + 42 if early else 0), right - (late + 42 if late else 0)
    )
    undated = {key: round(right - late if side else left, 2) for key, side in sides.items()}
    pills = tuple(
        _pill(label, long, scale, undated) for label, long in zip(labels, longs, strict=True)
    )
    return _Plot(scale, labels, pills, signs, hubs, tuple(sorted(set(undated.values()))))


def _signs(
    works: Sequence[Node], steps: Sequence[Edge], legend: Legend, hubs: frozenset[str]
) -> Signs:
    return assign(
        shapes=(node.shape for node in works),
        colours=(node.colour for node in works),
        kinds=(edge.kind for edge in steps),
        explicitness=(edge.explicitness for edge in steps),
        legend=legend,
        voices=(node.voice for node in works),
        hubs={node.id: node.label for node in works if node.id in hubs},
        weighed=any(edge.weight is not None for edge in steps),
    )


def _hubs(works: Sequence[Node], steps: Sequence[Edge]) -> frozenset[str]:
    """Return the works that most links touch."""
    count: Counter[str] = Counter()
    for edge in steps:
        count.update((edge.source, edge.target))
    return frozenset(node.id for node in works if count[node.id] >= max(_HUB, len(steps) / 3))


def _sides(works: Sequence[Node], steps: Sequence[Edge], hubs: frozenset[str]) -> dict[str, bool]:
    """Tell which works without a date stand at the right: who rather take than give.

    Works that no long link touches join the others.
    """
    long = [edge for edge in steps if not _in_short(edge, hubs)]
    balance = Counter(edge.target for edge in long)
    balance.subtract(edge.source for edge in long)
    undated = [node.id for node in works if node.year is None]
    right = any(balance[name] > 0 for name in undated)
    return {name: balance[name] > 0 or (right and not balance[name]) for name in undated}


def _stubs(work: str, steps: Sequence[Edge], hubs: frozenset[str]) -> float:
    """Return the width of the links in short beside a label."""
    if work in hubs:
        return 0.0
    return sum(
        _STUB for edge in steps if work in (edge.source, edge.target) and _in_short(edge, hubs)
    )


_STUB = STUB + 17.0


def _scale(labels: Sequence[Label], longs: Sequence[float], left: float, right: float) -> Scale:
    """Return the widest scale at which every box and every bar ends before ``right``."""
    years = sorted(year for label in labels for year in label.node.years)
    first = years[0] if years else 0
    steps = [_NEAREST]
    for label, long in zip(labels, longs, strict=True):
        if label.node.year is not None:
            steps.append((right - left - long) / max(label.node.year - first, 1))
            steps.append((right - left - 3) / max(max(label.node.years) - first, 1))
    # Rounded down: a short decimal in scene.json, and nothing beyond the edge.
    step = int(min(steps) * 10_000) / 10_000
    if years and (years[-1] - first) * step < min(_SHORTEST, (years[-1] - first) * _NEAREST):
        raise UsageError(
            "the years have no room beside the labels", remedy="Draw it wider: 180 mm is a page."
        )
    return Scale(first, round(left, 2), step)


def _pill(label: Label, long: float, scale: Scale, undated: Mapping[str, float]) -> Pill:
    node = label.node
    x = undated[node.id] if node.year is None else round(scale(node.year), 2)
    right = round(x + long, 2)
    others = [round(scale(year), 2) for year in (node.years if node.other is not None else ())]
    return Pill(x, right, max([right, *(other + 3 for other in others)]), min([x, *others]))


# -------------------------------------------------------------------------------------- composition


@dataclass(frozen=True)
class _Frame:
    """What all parts of a drawing need to know; ``long`` are the links that take a lane's room."""

    name: str
    width: float
    words: Legend
    plot: _Plot
    lanes: Lanes
    steps: Sequence[Edge]
    long: Sequence[Edge]
    description: str


def stacked(
    name: str,
    width: float,
    said: tuple[str, str, Sequence[str]],
    *,
    legend: tuple[Legend, Signs, Occurring],
    plot: Callable[[float], tuple[Group, Group, Group, float]],
    scale: Scale,
    description: str,
) -> Scene:
    """Stack heading, plot, legend and caption.

    ``said`` is (title, subtitle, caption); ``plot`` gives axis, links and works from a height on,
    and the y of its lower edge.
    """
    title, subtitle, caption = said
    room = width - 2 * MARGIN
    first, y = lines(name, "title", [title], MARGIN - 6, room=room, size=16.0, bold=True)
    second, y = lines(name, "subtitle", [subtitle], y + 2, room=room, size=12.0)
    axis, links, works, y = plot(y + 32)
    key, y = explain(name, *legend, top=y + 26, left=MARGIN, right=width - MARGIN)
    footer, y = lines(name, "caption", caption, y - 3, room=room)
    groups = (
        *(axis, links, works),
        Group(f"{name}-heading", "heading", (*first, *second)),
        key,
        Group(f"{name}-footer", "caption", footer),
    )
    height = round(y + MARGIN - 6, 2)
    return Scene(name, width, height, font_metrics.clean(title), description, scale, groups)


def _compose(frame: _Frame, title: str, subtitle: str, caption: Sequence[str]) -> Scene:
    return stacked(
        frame.name,
        frame.width,
        (title, subtitle, caption),
        legend=(frame.words, frame.plot.signs, _occurring(frame)),
        plot=partial(_drawn, frame),
        scale=frame.plot.scale,
        description=font_metrics.clean(frame.description) or _describe(frame),
    )


def _drawn(frame: _Frame, top: float) -> tuple[Group, Group, Group, float]:
    """Draw axis, links and works below ``top``; give the y of the lower edge as well."""
    axis, y = _axis(frame, top)
    links = (*_stubbed(frame, top), *_links(frame, top))
    return (
        axis,
        Group(f"{frame.name}-links", "links", links),
        Group(f"{frame.name}-works", "works", _works(frame, top)),
        y,
    )


def _axis(frame: _Frame, top: float) -> tuple[Group, float]:
    """Draw the years above and, if the plot is tall, below it; give the y of its lower edge."""
    rows = len(frame.lanes.rows)
    bottom, tall = top + rows * LANE, rows > 14
    base = f"{frame.name}-axis"
    years = [year for label in frame.plot.labels for year in label.node.years]
    items = list(ticks(base, frame.plot.scale, years, (top, bottom), below=tall))
    for number, x in enumerate(frame.plot.columns):
        items.extend(_column(frame, f"{base}-undated-{number + 1}", x, top, bottom))
    return Group(base, "axis", tuple(items)), bottom + (16 if tall else 0)


def _column(frame: _Frame, name: str, x: float, top: float, bottom: float) -> tuple[Item, ...]:
    """Head the works without a date, and part them from the time axis."""
    labels = zip(frame.plot.labels, frame.plot.pills, strict=True)
    ends = [pill.right for label, pill in labels if label.node.year is None and pill.x == x]
    edge = round(x - 21 if x > frame.plot.scale.x else max(ends) + 21, 2)
    return (
        Line(name, "side", edge, round(top - 20, 2), edge, round(bottom, 2)),
        text_at(f"{name}-head", "tick", (x - MARK, top - 9), "no date"),
    )


def _data(edge: Edge) -> tuple[tuple[str, str], ...]:
    return tuple((key, getattr(edge, key)) for key in ("source", "target", "kind", "explicitness"))


def _link_names(frame: _Frame, edges: Sequence[Edge], part: str) -> list[str]:
    texts = [f"{edge.source} {edge.target} {edge.kind}" for edge in edges]
    return numbered(f"{frame.name}-{part}", texts)


def _stubbed(frame: _Frame, top: float) -> tuple[Group, ...]:
    """Draw the links to hubs in short: a stub at the label of the work that is no hub."""
    short = [edge for edge in frame.steps if frame.plot.short(edge)]
    place = {label.node.id: i for i, label in enumerate(frame.plot.labels)}
    taken: Counter[int] = Counter()
    groups = []
    for edge, name in zip(short, _link_names(frame, short, "stub"), strict=True):
        out = edge.target in frame.plot.hubs
        i = place[edge.source if out else edge.target]
        x = frame.plot.pills[i].x + frame.plot.labels[i].width + taken[i] * _STUB
        taken[i] += 1
        y = round(top + LANE / 2 + frame.lanes.lane[i] * LANE, 2)
        groups.append(_stub(frame, edge, name, (round(x + 2, 2), y), out=out))
    return tuple(groups)


def _stub(frame: _Frame, edge: Edge, name: str, at: Point, *, out: bool) -> Group:
    (x, y), signs = at, frame.plot.signs
    stroke, dash = signs.strokes[edge.kind], signs.dashes[edge.explicitness]
    look = pen(stroke, edge.weight, lit=edge.lit)
    letter = signs.hubs[edge.target if out else edge.source]
    points = tuple((round(x + share * STUB / 3, 2), y) for share in range(4))
    path = Path(f"{name}-path", "stub", points if out else points[::-1], *look, dash)
    text = text_at(f"{name}-hub", "hub-letter", (x + STUB + 3, y + 4), letter, bold=True)
    items: tuple[Item, ...] = (path, *head_of(path, stroke.head), text)
    return Group(name, "link", items, font_metrics.clean(edge.title), None, _data(edge))


def _links(frame: _Frame, top: float) -> tuple[Group, ...]:
    """Draw the links that lead from one work to another."""
    lift = top + LANE / 2
    groups = []
    drawn = zip(
        frame.long, _link_names(frame, frame.long, "link"), routes(frame.lanes), strict=True
    )
    for edge, name, course in drawn:
        # Links between works of the first year go round their left, but not out of the drawing.
        edge_at = _EDGE + (3.0 if edge.lit else 0.0)
        points = tuple((round(max(x, edge_at), 2), round(y + lift, 2)) for x, y in course)
        groups.append(_link(frame, edge, name, points))
    return tuple(groups)


def _link(frame: _Frame, edge: Edge, name: str, points: tuple[Point, ...]) -> Group:
    stroke = frame.plot.signs.strokes[edge.kind]
    look = pen(stroke, edge.weight, lit=edge.lit)
    # On a wide line, dashes and head must grow to be seen, and its blunt end must stay in the head.
    wide = max(1.0, look.width / 2.2) if edge.lit else 1.0
    dash = tuple(round(part * wide, 2) for part in frame.plot.signs.dashes[edge.explicitness])
    path = Path(f"{name}-path", "link", points, *look, dash)
    heads = tuple(replace(head, size=round(wide, 2)) for head in head_of(path, stroke.head))
    if edge.lit and stroke.head in _POINTED:
        path = replace(path, points=_shorter(points, heads[0]))
    items: tuple[Item, ...] = (path, *heads)
    return Group(name, "link", items, font_metrics.clean(edge.title), None, _data(edge))


_POINTED = {"arrow", "open", "double"}
"""Signs whose tip is narrower than a wide line."""


def _shorter(points: tuple[Point, ...], head: Head) -> tuple[Point, ...]:
    """Let a course end inside its head, in the same direction."""
    back = 5.0 * head.size
    moved = ((round(x - back * head.dx, 2), round(y - back * head.dy, 2)) for x, y in points[-2:])
    return (*points[:-2], *moved)


def _works(frame: _Frame, top: float) -> tuple[Group, ...]:
    plot, lane = frame.plot, frame.lanes.lane
    return tuple(
        draw_pill(
            name,
            label,
            plot.signs,
            plot.scale,
            (pill.x, round(top + LANE / 2 + lane[i] * LANE, 2)),
            lane[i],
        )
        for i, (name, label, pill) in enumerate(
            zip(names(frame.name, plot.labels), plot.labels, plot.pills, strict=True)
        )
    )


# ------------------------------------------------------------------------------------------- words


def _occurring(frame: _Frame) -> Occurring:
    nodes = {label.node.id: label.node for label in frame.plot.labels}
    return Occurring(
        uncertain=any(node.year is not None and not node.year_certain for node in nodes.values()),
        until=any(node.other is not None for node in nodes.values()),
        backward=any(_against_time(nodes[edge.source], nodes[edge.target]) for edge in frame.long),
        inferred=any(node.inferred for node in nodes.values()),
        hubs=tuple(_hub_words(frame)),
        lit=any(node.lit for node in nodes.values()),
        marked=any(node.marked for node in nodes.values()),
    )


def _hub_words(frame: _Frame) -> Iterator[tuple[str, str]]:
    for label in frame.plot.labels:
        work = label.node.id
        ends = [work in (edge.source, edge.target) for edge in frame.steps]
        if work in frame.plot.hubs:
            yield work, f"to or from {label.text}, which has {counted(sum(ends), 'link')}"


def _against_time(earlier: Node, later: Node) -> bool:
    return earlier.year is not None and later.year is not None and earlier.year > later.year


def _describe(frame: _Frame) -> str:
    """Say in words what the drawing shows, for who cannot see it."""
    labels, steps = frame.plot.labels, frame.steps
    years = [label.node.year for label in labels if label.node.year is not None]
    span = f" from {min(years)} to {max(years)}" if years else ""
    undated = len(labels) - len(years)
    parts = [
        f"{counted(len(labels), 'work')}{span}"
        + (f", {undated} without a date." if undated else ".")
    ]
    parts.append(f"{counted(len(steps), 'link')}, from the earlier work to the later.")
    said = {label.node.id: label.text for label in labels}
    if len(frame.long) <= 12:
        parts.extend(_spoken(edge, said) for edge in frame.long)
    parts.extend(f"{words[0].upper()}{words[1:]}." for _, words in _hub_words(frame))
    return " ".join(parts)


def _spoken(edge: Edge, said: Mapping[str, str]) -> str:
    kind, basis = worded(edge.kind, {}), worded(edge.explicitness, {})
    return f"{said[edge.source]} to {said[edge.target]}: {kind} ({basis})."
