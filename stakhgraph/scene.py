"""Where everything stands in a drawing of works in time: the one layout that all drawings share.

``layout`` takes works and links and gives a ``Scene``, a tree of primitives with final coordinates.
The page, the static export and the printed figure draw the same scene, so they agree. x is the
exact year and y a lane; a work is a pill: a marker at its year and, to its right, its label on an
opaque box above the links. The same input gives the same scene on every machine, in whatever order
works and links are handed over.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from stakhgraph import metrics
from stakhgraph.curves import LANE, PILL, Point
from stakhgraph.errors import UsageError
from stakhgraph.lanes import MARK, Lanes, Link, Pill, arrange, routes
from stakhgraph.legend import LIGHT, TAB, Occurring, explain, span, tab
from stakhgraph.primitives import (
    SIZE,
    Box,
    Group,
    Item,
    Line,
    Marker,
    Path,
    Text,
    head_of,
    plain,
    text_at,
)
from stakhgraph.signs import Legend, Signs, assign, worded

__all__ = ["WIDTH", "Edge", "Legend", "Node", "Scale", "Scene", "layout", "safe_link"]

WIDTH = 900.0
"""The usual width in pixels: printed 180 mm wide, the smallest text is then 6.2 points."""

_MARGIN = 18.0
_PAD = 5.0  # between marker, label and the end of the box
_HUB = 15  # so many links make a work a hub, if they are also a third of all
_NEAREST = 60.0  # pixels from one year to the next, at most


@dataclass(frozen=True)
class Node:
    """A work. ``year`` None puts it into a column "no date" at the side.

    ``year_to`` draws a bar to a later year (that of the edition cited, the end of an interval).
    With ``year_certain`` False the year is a "not after": hollow marker, "≤" in the label.
    ``shape`` and ``colour`` are keys of categories (a stance, a topic; see ``signs``), not names of
    shapes and colours. ``title`` is the long text for pointers and screen readers.
    """

    id: str
    label: str
    year: int | None
    year_to: int | None = None
    year_certain: bool = True
    shape: str = ""
    colour: str = ""
    title: str = ""
    href: str | None = None

    @property
    def until(self) -> int | None:
        """The later year, if there is one."""
        later = self.year is not None and self.year_to is not None and self.year_to > self.year
        return self.year_to if later else None


@dataclass(frozen=True)
class Edge:
    """``target``, the later work, takes from ``source``, the earlier one.

    ``kind`` (cites, goesBackTo …) is drawn as sign and weight, ``explicitness`` (stated,
    impliedByOrder …) as dashes.
    """

    source: str
    target: str
    kind: str = "cites"
    explicitness: str = "stated"
    title: str = ""


@dataclass(frozen=True)
class Scale:
    """The time axis: ``year`` stands at ``x``, each later year ``step`` pixels further right."""

    year: int
    x: float
    step: float

    def __call__(self, year: int) -> float:
        """Give the x of a year."""
        return self.x + (year - self.year) * self.step


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
        """Give one of the six groups. Raises KeyError for any other."""
        return {group.role: group for group in self.items}[role]

    def to_dict(self) -> dict[str, Any]:
        """Give plain dicts, lists, strings and numbers, as ``scene.json`` holds them."""
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
) -> Scene:
    """Place works and links in time.

    ``caption`` holds lines (source, date, query), wrapped as needed. ``name`` begins every id, so
    that several drawings can share a page. Labels longer than ``label_width`` are cut; the title of
    their group has the full text. Links lead from the earlier work to the later. One whose source
    is dated after its target is refused unless ``backward`` lets it point left, as may happen when
    works stand at the year of the edition cited.

    Raises UsageError for two works of one id, a link from or to no work of the drawing or from a
    work to itself, a link against time, a year of more than four digits, and a width that leaves
    labels no room.

    >>> scene = layout(
    ...     [Node("a", "Trotsky 1937", 1937), Node("b", "Filtzer 1986", 1986)],
    ...     [Edge("a", "b", "goesBackTo")],
    ...     title="One step",
    ... )
    >>> [group.role for group in scene.items]
    ['axis', 'links', 'works', 'heading', 'legend', 'caption']
    """
    works = sorted(nodes, key=lambda node: (node.year is None, node.year or 0, node.id))
    steps = sorted(edges, key=lambda e: (e.source, e.target, e.kind, e.explicitness, e.title))
    _check(works, steps, backward=backward, width=width)
    words = legend or Legend()
    plot = _plot(works, steps, words, width, label_width)
    place = {node.id: i for i, node in enumerate(works)}
    links = [Link(place[edge.source], place[edge.target]) for edge in steps]
    lanes = arrange(plot.pills, links, seed=seed)
    return _compose(_Frame(_slug(name), width, words, plot, lanes, steps), title, subtitle, caption)


def safe_link(href: str | None) -> str | None:
    """Give an address back if it is http, https or relative, else None: never a script.

    >>> safe_link("work/trotsky-1937"), safe_link("javascript:alert(1)")
    ('work/trotsky-1937', None)
    """
    if not href or re.search(r"[\x00-\x20\x7f-\x9f\\\ud800-\udfff]", href):
        return None
    if re.match(r"https?://[^/]", href):
        return href
    scheme = ":" in re.split(r"[/?#]", href, maxsplit=1)[0]
    return None if scheme or href.startswith("//") else href


# ---------------------------------------------------------------------------------------- checking


def _check(works: Sequence[Node], steps: Sequence[Edge], *, backward: bool, width: float) -> None:
    if not 480 <= width <= 20_000:
        raise UsageError(f"cannot draw {width:g} pixels wide", remedy="Use 480 to 20000.")
    years = {node.id: node.year for node in works}
    if len(years) < len(works):
        twice = Counter(node.id for node in works).most_common(1)[0][0]
        raise UsageError("two works have the same id", where=twice)
    for node in works:
        if any(not -9999 <= year <= 9999 for year in (node.year or 0, node.year_to or 0)):
            raise UsageError("a year of more than four digits", where=node.id)
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
class _Label:
    """What is written on a pill: the text, cut to fit, and the letter of the topic."""

    node: Node
    text: str
    letter: str
    bold: bool

    @property
    def width(self) -> float:
        """From the middle of the marker to the end of the box."""
        text = metrics.width(self.text, SIZE, bold=self.bold)
        return MARK + _PAD + text + _PAD + (TAB if self.letter else 0)


@dataclass(frozen=True)
class _Plot:
    """The time axis and what stands on it; ``labels[i]`` belongs to ``pills[i]``.

    ``hubs`` gives each work with very many links the kind of most of them; ``columns`` are the x
    of the markers of works without a date.
    """

    scale: Scale
    labels: tuple[_Label, ...]
    pills: tuple[Pill, ...]
    signs: Signs
    hubs: Mapping[str, str]
    columns: tuple[float, ...]


def _plot(
    works: Sequence[Node], steps: Sequence[Edge], legend: Legend, width: float, label_width: float
) -> _Plot:
    """Measure the labels, and stretch time as far as the last of them allows."""
    signs = _signs(works, steps, legend)
    hubs, sides = _hubs(works, steps), _sides(works, steps)
    # Room for a pill in each column, for the pill of the last year, and for some time.
    columns = len(set(sides.values()))
    room = min(label_width, (width - 126 - 80 * columns) / (columns + 1))
    labels = tuple(_label(node, signs, room, bold=node.id in hubs) for node in works)
    early, late = (
        max((label.width for label in labels if sides.get(label.node.id) is side), default=0.0)
        for side in (False, True)
    )
    left, right = _MARGIN + MARK, width - _MARGIN
    scale = _scale(labels, left + (early + 42 if early else 0), right - (late + 42 if late else 0))
    undated = {key: round(right - late if side else left, 2) for key, side in sides.items()}
    pills = tuple(_pill(label, scale, undated) for label in labels)
    return _Plot(scale, labels, pills, signs, hubs, tuple(sorted(set(undated.values()))))


def _signs(works: Sequence[Node], steps: Sequence[Edge], legend: Legend) -> Signs:
    return assign(
        shapes=(node.shape for node in works),
        colours=(node.colour for node in works),
        kinds=(edge.kind for edge in steps),
        explicitness=(edge.explicitness for edge in steps),
        legend=legend,
    )


def _hubs(works: Sequence[Node], steps: Sequence[Edge]) -> dict[str, str]:
    """Give the works that most links touch, each with the kind that most of its links have."""
    kinds: dict[str, Counter[str]] = {node.id: Counter() for node in works}
    for edge in steps:
        kinds[edge.source][edge.kind] += 1
        kinds[edge.target][edge.kind] += 1
    return {
        work: min(count, key=lambda kind: (-count[kind], kind))
        for work, count in kinds.items()
        if count.total() >= max(_HUB, len(steps) / 3)
    }


def _sides(works: Sequence[Node], steps: Sequence[Edge]) -> dict[str, bool]:
    """Tell which works without a date rather take than give: those stand at the right."""
    balance = Counter(edge.target for edge in steps)
    balance.subtract(edge.source for edge in steps)
    return {node.id: balance[node.id] > 0 for node in works if node.year is None}


_YEAR_AT_END = re.compile(r"(.*\D)(\d{4}[a-z]?)", re.DOTALL)


def _label(node: Node, signs: Signs, room: float, *, bold: bool) -> _Label:
    """Cut a long label, but keep a year at its end; put "≤" before one that is a "not after"."""
    text = metrics.clean(node.label) or metrics.clean(node.id) or "?"
    match = _YEAR_AT_END.fullmatch(text)
    head, year = (match[1].rstrip(), match[2]) if match else (text, "")
    if not node.year_certain and node.year is not None and not head.endswith("≤"):
        same = year[:4] == str(node.year)
        head, year = (head if same else text), f"≤{year if same else node.year}"
    text = metrics.shorten(head, SIZE, room, keep=f" {year}" if year else "", bold=bold)
    return _Label(node, text, signs.letters.get(node.colour, ""), bold)


def _scale(labels: Sequence[_Label], left: float, right: float) -> Scale:
    """Give the widest scale at which every box and every bar ends before ``right``."""
    dated = [(label.node.year, label) for label in labels if label.node.year is not None]
    first = min((year for year, _ in dated), default=0)
    steps = [_NEAREST]
    for year, label in dated:
        steps.append((right - left - label.width) / max(year - first, 1))
        if label.node.until is not None:
            steps.append((right - left - 3) / (label.node.until - first))
    # Rounded down: a short decimal in scene.json, and nothing beyond the edge.
    return Scale(first, left, int(min(steps) * 10_000) / 10_000)


def _pill(label: _Label, scale: Scale, undated: Mapping[str, float]) -> Pill:
    node = label.node
    x = undated[node.id] if node.year is None else round(scale(node.year), 2)
    right = round(x + label.width, 2)
    end = right if node.until is None else max(right, round(scale(node.until), 2) + 3)
    return Pill(x, right, end, label.bold)


# -------------------------------------------------------------------------------------- composition


@dataclass(frozen=True)
class _Frame:
    """What all parts of a drawing need to know."""

    name: str
    width: float
    words: Legend
    plot: _Plot
    lanes: Lanes
    steps: Sequence[Edge]


def _compose(frame: _Frame, title: str, subtitle: str, caption: Sequence[str]) -> Scene:
    """Stack heading, plot, legend and caption."""
    name = frame.name
    first, y = _lines(frame, "title", [title], _MARGIN - 6, size=16.0, bold=True)
    second, y = _lines(frame, "subtitle", [subtitle], y + 2, size=12.0)
    top = y + 32
    axis, y = _axis(frame, top)
    legend, y = explain(
        name,
        frame.words,
        frame.plot.signs,
        _occurring(frame),
        top=y + 26,
        left=_MARGIN,
        right=frame.width - _MARGIN,
    )
    footer, y = _lines(frame, "caption", caption, y - 3, size=SIZE)
    groups = (
        axis,
        Group(f"{name}-links", "links", _links(frame, top)),
        Group(f"{name}-works", "works", _works(frame, top)),
        Group(f"{name}-heading", "heading", (*first, *second)),
        legend,
        Group(f"{name}-footer", "caption", footer),
    )
    height = round(y + _MARGIN - 6, 2)
    said = metrics.clean(title)
    return Scene(name, frame.width, height, said, _describe(frame), frame.plot.scale, groups)


def _lines(
    frame: _Frame, role: str, texts: Sequence[str], y: float, *, size: float, bold: bool = False
) -> tuple[tuple[Text, ...], float]:
    """Set wrapped texts below y; give them and the y of the last baseline."""
    items: list[Text] = []
    for text in texts:
        for line in metrics.wrap(text, size, frame.width - 2 * _MARGIN, bold=bold):
            y += round(size * 1.4, 1)
            name = f"{frame.name}-{role}-{len(items) + 1}"
            items.append(text_at(name, role, (_MARGIN, y), line, size=size, bold=bold))
    return tuple(items), y


def _axis(frame: _Frame, top: float) -> tuple[Group, float]:
    """Draw the years above and, if the plot is tall, below it; give the y of its lower edge."""
    rows = len(frame.lanes.rows)
    bottom, tall = top + rows * LANE, rows > 14
    base = f"{frame.name}-axis"
    items: list[Item] = []
    for year in _ticks(frame):
        x = round(frame.plot.scale(year), 2)
        items.append(Line(f"{base}-{year}", "grid", x, round(top - 4, 2), x, round(bottom + 4, 2)))
        for side, y in (("top", top - 9), ("bottom", bottom + 16))[: 1 + tall]:
            items.append(
                text_at(f"{base}-{year}-{side}", "tick", (x, y), str(year), anchor="middle")
            )
    for number, x in enumerate(frame.plot.columns):
        items.extend(_column(frame, f"{base}-undated-{number + 1}", x, top, bottom))
    return Group(base, "axis", tuple(items)), bottom + (16 if tall else 0)


def _ticks(frame: _Frame) -> range:
    """Give round years, far enough apart for their numbers."""
    scale = frame.plot.scale
    nodes = [label.node for label in frame.plot.labels if label.node.year is not None]
    if not nodes:
        return range(0)
    last = max(node.until or node.year or 0 for node in nodes)
    steps = [base * 10**power for power in range(5) for base in (1, 2, 5)]
    step = next((step for step in steps if step * scale.step >= 48), steps[-1])
    start = -(-scale.year // step) * step
    return range(start, last + 1, step) if start <= last else range(scale.year, scale.year + 1)


def _column(frame: _Frame, name: str, x: float, top: float, bottom: float) -> tuple[Item, ...]:
    """Head the works without a date, and part them from the time axis."""
    labels = zip(frame.plot.labels, frame.plot.pills, strict=True)
    ends = [pill.right for label, pill in labels if label.node.year is None and pill.x == x]
    edge = round(x - 21 if x > frame.plot.scale.x else max(ends) + 21, 2)
    return (
        Line(name, "side", edge, round(top - 20, 2), edge, round(bottom, 2)),
        text_at(f"{name}-head", "tick", (x - MARK, top - 9), "no date"),
    )


def _light(frame: _Frame, edge: Edge) -> bool:
    """Tell whether a link is one of the many like ones of a hub."""
    return edge.kind in (frame.plot.hubs.get(edge.source), frame.plot.hubs.get(edge.target))


def _links(frame: _Frame, top: float) -> tuple[Group, ...]:
    """Draw the links, the light ones first."""
    texts = [f"{edge.source} {edge.target} {edge.kind}" for edge in frame.steps]
    names = _names(f"{frame.name}-link", texts)
    lift = top + LANE / 2
    groups: dict[bool, list[Group]] = {True: [], False: []}
    for edge, name, course in zip(frame.steps, names, routes(frame.lanes), strict=True):
        points = tuple((round(x, 2), round(y + lift, 2)) for x, y in course)
        groups[_light(frame, edge)].append(_link(frame, edge, name, points))
    return (*groups[True], *groups[False])


def _link(frame: _Frame, edge: Edge, name: str, points: tuple[Point, ...]) -> Group:
    stroke, light = frame.plot.signs.strokes[edge.kind], _light(frame, edge)
    # All links to a hub end in one point, where signs could not be told apart.
    early = edge.target in frame.plot.hubs and not light
    look = LIGHT if light else (stroke.width, 0.6 if early else 0.85)
    dash = frame.plot.signs.dashes[edge.explicitness]
    path = Path(f"{name}-path", "link-light" if light else "link", points, *look, dash)
    items: tuple[Item, ...] = (path, *head_of(path, stroke.head, after=8.0 if early else 0.0))
    data = tuple((key, getattr(edge, key)) for key in ("source", "target", "kind", "explicitness"))
    return Group(name, "link", items, metrics.clean(edge.title), None, data)


def _works(frame: _Frame, top: float) -> tuple[Group, ...]:
    names = _names(f"{frame.name}-work", (label.node.id for label in frame.plot.labels))
    return tuple(
        _work(frame, i, name, round(top + LANE / 2 + frame.lanes.lane[i] * LANE, 2))
        for i, name in enumerate(names)
    )


def _work(frame: _Frame, i: int, name: str, y: float) -> Group:
    """Draw a pill, its middle at y."""
    label, pill, signs = frame.plot.labels[i], frame.plot.pills[i], frame.plot.signs
    node, role = label.node, "hub" if label.bold else "pill"
    upper, long = round(y - PILL / 2, 2), round(pill.right - pill.x, 2)
    shape, colour = signs.shapes[node.shape], signs.colours[node.colour]
    items: list[Item] = []
    if node.until is not None:
        end = round(frame.plot.scale(node.until), 2)
        items.extend(span(name, pill.x, end, round(y + PILL / 2, 2)))
    items.append(Box(f"{name}-box", role, pill.x, upper, long, PILL, 3.0))
    if label.letter:
        items.extend(tab(name, pill.right - TAB, y, colour=colour, letter=label.letter))
    mark = Marker(f"{name}-mark", "mark", pill.x, y, MARK, shape, colour, not node.year_certain)
    start = (pill.x + MARK + _PAD, y + 4)
    items.extend((mark, text_at(f"{name}-label", "label", start, label.text, bold=label.bold)))
    keys = ("id", "year", "year_to", "year_certain", "shape", "colour")
    data = (*((key, getattr(node, key)) for key in keys), ("lane", frame.lanes.lane[i]))
    return Group(name, "work", tuple(items), _long(label), safe_link(node.href), data)


def _long(label: _Label) -> str:
    """Give the full text of a work: its title, and the label where that was cut."""
    title, full = metrics.clean(label.node.title), metrics.clean(label.node.label)
    cut = metrics.ELLIPSIS in label.text and full not in title
    return f"{full}: {title}" if title and cut else title or full


def _names(prefix: str, texts: Iterable[str]) -> list[str]:
    """Give each text an id of its own, in letters that XML, CSS and addresses leave alone."""
    used: Counter[str] = Counter()
    names = []
    for slug in map(_slug, texts):
        used[slug] += 1
        names.append(f"{prefix}-{slug}" if used[slug] == 1 else f"{prefix}-{slug}--{used[slug]}")
    return names


def _slug(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", text).strip("-") or "x"


# ------------------------------------------------------------------------------------------- words


def _occurring(frame: _Frame) -> Occurring:
    nodes = {label.node.id: label.node for label in frame.plot.labels}
    return Occurring(
        tuple(sorted({edge.kind for edge in frame.steps if _light(frame, edge)})),
        any(node.year is not None and not node.year_certain for node in nodes.values()),
        any(node.until is not None for node in nodes.values()),
        any(_against_time(nodes[edge.source], nodes[edge.target]) for edge in frame.steps),
    )


def _against_time(earlier: Node, later: Node) -> bool:
    return earlier.year is not None and later.year is not None and earlier.year > later.year


def _describe(frame: _Frame) -> str:
    """Say in words what the drawing shows, for who cannot see it."""
    labels, steps = frame.plot.labels, frame.steps
    years = [label.node.year for label in labels if label.node.year is not None]
    span = f" from {min(years)} to {max(years)}" if years else ""
    undated = len(labels) - len(years)
    parts = [
        f"{_count(len(labels), 'work')}{span}"
        + (f", {undated} without a date." if undated else ".")
    ]
    parts.append(f"{_count(len(steps), 'link')}, from the earlier work to the later.")
    said = {label.node.id: label.text for label in labels}
    if len(steps) <= 12:
        parts.extend(_spoken(edge, said) for edge in steps)
    parts.extend(
        f"{_count(len(frame.lanes.at[i]), 'link')} at {label.text}."
        for i, label in enumerate(labels)
        if label.bold
    )
    return " ".join(parts)


def _spoken(edge: Edge, said: Mapping[str, str]) -> str:
    kind, basis = worded(edge.kind, {}), worded(edge.explicitness, {})
    return f"{said[edge.source]} to {said[edge.target]}: {kind} ({basis})."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
