"""The legend of a drawing: every sign that occurs in it, with its words."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from stakhgraph.drawing import font_metrics
from stakhgraph.drawing.curves import PILL
from stakhgraph.drawing.lanes import MARK
from stakhgraph.drawing.primitives import (
    SIZE,
    Box,
    Group,
    Item,
    Line,
    Marker,
    Path,
    head_of,
    text_at,
)
from stakhgraph.drawing.symbols import NO_COLOUR, Legend, Signs, Stroke, pen, worded

__all__ = ["STUB", "TAB", "Occurring", "cell", "explain", "inner", "span", "tab"]

TAB = 15.0
"""The width of a cell that holds a letter."""

STUB = 22.0
"""The length of a link in short."""

_SAMPLE = 30.0  # the length of a line that shows what lines mean


class Occurring(NamedTuple):
    """Which signs occur that no category key tells of; ``hubs`` are words by id."""

    uncertain: bool
    until: bool
    backward: bool = False
    inferred: bool = False
    hubs: tuple[tuple[str, str], ...] = ()
    lit: bool = False
    marked: bool = False


class _Entry(NamedTuple):
    """One sample with its words; ``draw(name, x, y)`` gives the sample, ``room`` pixels wide."""

    words: str
    room: float
    draw: Callable[[str, float, float], tuple[Item, ...]]


def explain(
    name: str,
    legend: Legend,
    signs: Signs,
    found: Occurring,
    *,
    top: float,
    left: float,
    right: float,
) -> tuple[Group, float]:
    """Set the legend row by row from ``top`` on; give it and the y of its lower edge."""
    rows = {
        legend.shapes_name: _shape_entries(legend, signs),
        legend.colours_name: _colour_entries(legend, signs),
        legend.voices_name: _voice_entries(legend, signs),
        legend.weights_name: _weight_entries(legend),
        legend.kinds_name: _kind_entries(legend, signs),
        legend.hubs_name: _hub_entries(signs, found),
        legend.explicitness_name: _dash_entries(legend, signs),
        legend.dates_name: _date_entries(legend, found),
        legend.boxes_name: _box_entries(legend, found),
    }
    rows = {head: entries for head, entries in rows.items() if entries}
    indent = (
        left + 14 + max((font_metrics.width(head, SIZE, bold=True) for head in rows), default=0)
    )
    items: list[Item] = []
    y = top
    for number, (head, entries) in enumerate(rows.items()):
        base = f"{name}-legend-{number + 1}"
        items.append(
            text_at(base, "legend-head", (left, y + 4), font_metrics.clean(head), bold=True)
        )
        row, y = _flow(base, entries, (indent, y), right)
        items.extend(row)
        y += 20
    return Group(f"{name}-legend", "legend", tuple(items)), y


def _flow(
    base: str, entries: Sequence[_Entry], at: tuple[float, float], right: float
) -> tuple[list[Item], float]:
    """Set entries side by side, breaking lines; give them and the y of the last line."""
    items: list[Item] = []
    x, y = at
    for number, entry in enumerate(entries):
        room = entry.room + 6
        text = font_metrics.shorten(entry.words, SIZE, right - at[0] - room)
        long = room + font_metrics.width(text, SIZE)
        if x > at[0] and x + long > right:
            x, y = at[0], y + 20
        name = f"{base}-{number + 1}"
        items.extend(entry.draw(name, round(x, 2), round(y, 2)))
        items.append(text_at(f"{name}-words", "legend", (x + room, y + 4), text))
        x += long + 18
    return items, y


def _shape_entries(legend: Legend, signs: Signs) -> list[_Entry]:
    if len(signs.shapes) < 2 and not set(signs.shapes) & set(legend.shapes):
        return []
    tinted = not set(signs.colours) - {""}
    return [
        _Entry(
            worded(key, legend.shapes),
            2 * MARK,
            partial(_mark, shape=shape, colour=signs.fill(key, "") if tinted else NO_COLOUR),
        )
        for key, shape in signs.shapes.items()
    ]


def _colour_entries(legend: Legend, signs: Signs) -> list[_Entry]:
    if len(signs.colours) < 2 and not set(signs.colours) & set(legend.colours):
        return []
    return [
        _Entry(
            worded(key, legend.colours),
            TAB,
            partial(tab, colour=colour, letter=signs.letters.get(key, "")),
        )
        for key, colour in signs.colours.items()
    ]


def _voice_entries(legend: Legend, signs: Signs) -> list[_Entry]:
    return [
        _Entry(font_metrics.clean(legend.voices.get(key, key)), TAB, partial(cell, letter=letter))
        for key, letter in signs.voices.items()
    ]


def _weight_entries(legend: Legend) -> list[_Entry]:
    return [
        _Entry(
            font_metrics.clean(words),
            _SAMPLE,
            partial(_line, look=(*pen(Stroke("none", 1.1), weight, lit=lit), ()), head="none"),
        )
        for words, weight, lit in legend.weights
    ]


def _kind_entries(legend: Legend, signs: Signs) -> list[_Entry]:
    return [
        _Entry(
            worded(kind, legend.kinds),
            _SAMPLE,
            partial(_line, look=(stroke.width, 0.85, ()), head=stroke.head),
        )
        for kind, stroke in signs.strokes.items()
    ]


def _hub_entries(signs: Signs, found: Occurring) -> list[_Entry]:
    return [
        _Entry(words, STUB + TAB, partial(_stub_sample, letter=signs.hubs[work]))
        for work, words in found.hubs
    ]


def _dash_entries(legend: Legend, signs: Signs) -> list[_Entry]:
    if legend.weights and set(signs.dashes) <= {""}:
        return []
    return [
        _Entry(
            worded(key, legend.explicitness),
            _SAMPLE,
            partial(_line, look=(1.5, 0.85, dash), head="none"),
        )
        for key, dash in signs.dashes.items()
    ]


def _date_entries(legend: Legend, found: Occurring) -> list[_Entry]:
    hollow = partial(_mark, shape="circle", colour=NO_COLOUR, hollow=True)
    left = partial(_line, look=(1.1, 0.85, ()), head="arrow", leftward=True)
    entries = {
        _Entry(f"≤ {legend.uncertain}", 2 * MARK, hollow): found.uncertain,
        _Entry(legend.until, _SAMPLE, _span_sample): found.until,
        _Entry(legend.backward, _SAMPLE, left): found.backward,
    }
    return [entry for entry, occurs in entries.items() if occurs]


def _box_entries(legend: Legend, found: Occurring) -> list[_Entry]:
    entries = {
        _Entry(legend.inferred, _SAMPLE, _inferred_sample): found.inferred,
        _Entry(legend.lit, _SAMPLE, _lit_sample): found.lit,
        _Entry(legend.marked, _SAMPLE, _marked_sample): found.marked,
    }
    return [entry for entry, occurs in entries.items() if occurs]


# ---------------------------------------------------------------------------------------- samples


def cell(name: str, x: float, y: float, *, letter: str) -> tuple[Item, ...]:
    """Return a cell without colour that holds a letter, its left edge at x and its middle at y."""
    box = Box(f"{name}-cell", "cell", round(x, 2), round(y - PILL / 2, 2), TAB, PILL, 3.0)
    return (box, text_at(f"{name}-letter", "letter", (x + TAB / 2, y + 4), letter, anchor="middle"))


def tab(name: str, x: float, y: float, *, colour: str, letter: str) -> tuple[Item, ...]:
    """Return the cell of a topic, its left edge at x and its middle at y."""
    box = Box(f"{name}-tab", "tab", round(x, 2), round(y - PILL / 2, 2), TAB, PILL, 3.0, colour)
    if not letter:
        return (box,)
    return (box, text_at(f"{name}-letter", "letter", (x + TAB / 2, y + 4), letter, anchor="middle"))


def inner(name: str, x: float, y: float, width: float) -> Box:
    """Return the second line of a double box whose first begins at x and is so wide."""
    height = PILL - 4
    return Box(
        f"{name}-inner",
        "inner",
        *(round(x + 2, 2), round(y - height / 2, 2), round(width - 4, 2)),
        *(height, 1.5),
    )


def span(name: str, x: float, end: float, y: float) -> tuple[Item, ...]:
    """Return the bar that reaches from one year to a later one."""
    return (
        Line(f"{name}-span", "span", x, y, end, y),
        Line(f"{name}-span-end", "span-end", end, round(y - 5, 2), end, round(y + 2, 2)),
    )


def _stub_sample(name: str, x: float, y: float, *, letter: str) -> tuple[Item, ...]:
    end = round(x + STUB, 2)
    line = Line(f"{name}-line", "stub", x, y, end, y)
    return (line, text_at(f"{name}-letter", "hub-letter", (end + 3, y + 4), letter, bold=True))


def _inferred_sample(name: str, x: float, y: float) -> tuple[Item, ...]:
    return (Box(f"{name}-box", "inferred", x, round(y - 6, 2), _SAMPLE, 12.0, 3.0),)


def _lit_sample(name: str, x: float, y: float) -> tuple[Item, ...]:
    return (Box(f"{name}-box", "hub", x, round(y - PILL / 2, 2), _SAMPLE, PILL, 3.0),)


def _marked_sample(name: str, x: float, y: float) -> tuple[Item, ...]:
    box = Box(f"{name}-box", "pill", x, round(y - PILL / 2, 2), _SAMPLE, PILL, 3.0)
    return (box, inner(name, x, y, _SAMPLE))


def _span_sample(name: str, x: float, y: float) -> tuple[Item, ...]:
    return span(name, x, round(x + _SAMPLE, 2), round(y + 2, 2))


def _mark(
    name: str, x: float, y: float, *, shape: str, colour: str, hollow: bool = False
) -> tuple[Item, ...]:
    return (Marker(f"{name}-mark", "mark", round(x + MARK, 2), y, MARK, shape, colour, hollow),)


def _line(
    name: str,
    x: float,
    y: float,
    *,
    look: tuple[float, float, tuple[float, ...]],
    head: str,
    leftward: bool = False,
) -> tuple[Item, ...]:
    points = tuple((round(x + share * _SAMPLE / 3, 2), y) for share in range(4))
    path = Path(f"{name}-line", "link", points[::-1] if leftward else points, *look)
    return (path, *head_of(path, head))
