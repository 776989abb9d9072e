"""The legend of a drawing: every symbol that occurs in it, with its words."""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import NamedTuple, Self

from stakhgraph.drawing import font_metrics
from stakhgraph.drawing.legend_samples import (
    SAMPLE_WIDTH,
    bar_sample,
    colour_cell,
    inferred_sample,
    letter_cell,
    line_sample,
    lit_sample,
    marked_sample,
    marker_sample,
    stub_sample,
)
from stakhgraph.drawing.legend_words import Legend, words_for
from stakhgraph.drawing.primitives import Group, Item, text_at
from stakhgraph.drawing.sizes import CELL_WIDTH, MARKER_RADIUS, STUB_LENGTH, TEXT_SIZE
from stakhgraph.drawing.symbol_assignment import Symbols
from stakhgraph.drawing.symbols import NO_COLOUR, NOT_AFTER, USUAL_WIDTH, Stroke, pen_for
from stakhgraph.drawing.works import Node

__all__ = ["OccurringSymbols", "draw_legend"]

_WITHOUT_HEAD = Stroke("none", USUAL_WIDTH)
_FOR_DASHES = Stroke("none", 1.5)  # wide enough for the dashes to be seen


class OccurringSymbols(NamedTuple):
    """Which symbols occur that belong to no category; ``hubs`` are words by id."""

    uncertain: bool
    until: bool
    backward: bool = False
    inferred: bool = False
    hubs: tuple[tuple[str, str], ...] = ()
    lit: bool = False
    marked: bool = False

    @classmethod
    def among(cls, nodes: Collection[Node]) -> Self:
        """Return which symbols of dates and boxes occur among some works."""
        return cls(
            uncertain=any(node.year is not None and not node.year_certain for node in nodes),
            until=any(node.other is not None for node in nodes),
            inferred=any(node.inferred for node in nodes),
            lit=any(node.lit for node in nodes),
            marked=any(node.marked for node in nodes),
        )


class _Entry(NamedTuple):
    """A sample with its words; ``draw(name, x, y)`` returns the sample, ``room`` pixels wide."""

    words: str
    room: float
    draw: Callable[[str, float, float], tuple[Item, ...]]


def draw_legend(
    name: str,
    legend: Legend,
    symbols: Symbols,
    occurring: OccurringSymbols,
    *,
    top: float,
    left: float,
    right: float,
) -> tuple[Group, float]:
    """Draw the legend row by row below ``top``; return it and the y of its lower edge."""
    rows = {
        legend.shapes_name: _shape_entries(legend, symbols),
        legend.colours_name: _colour_entries(legend, symbols),
        legend.voices_name: _voice_entries(legend, symbols),
        legend.weights_name: _weight_entries(legend),
        legend.kinds_name: _kind_entries(legend, symbols),
        legend.hubs_name: _hub_entries(symbols, occurring),
        legend.explicitness_name: _dash_entries(legend, symbols),
        legend.dates_name: _date_entries(legend, occurring),
        legend.boxes_name: _box_entries(legend, occurring),
    }
    rows = {head: entries for head, entries in rows.items() if entries}
    indent = (
        left
        + 14
        + max((font_metrics.width(head, TEXT_SIZE, bold=True) for head in rows), default=0)
    )
    items: list[Item] = []
    y = top
    for number, (head, entries) in enumerate(rows.items()):
        base = f"{name}-legend-{number + 1}"
        items.append(
            text_at(base, "legend-head", (left, y + 4), font_metrics.clean(head), bold=True)
        )
        row, y = _set_entries(base, entries, (indent, y), right)
        items.extend(row)
        y += 20
    return Group(f"{name}-legend", "legend", tuple(items)), y


def _set_entries(
    base: str, entries: Sequence[_Entry], at: tuple[float, float], right: float
) -> tuple[list[Item], float]:
    """Set entries side by side, breaking lines; return them and the y of the last line."""
    items: list[Item] = []
    x, y = at
    for number, entry in enumerate(entries):
        room = entry.room + 6
        text = font_metrics.shorten(entry.words, TEXT_SIZE, right - at[0] - room)
        long = room + font_metrics.width(text, TEXT_SIZE)
        if x > at[0] and x + long > right:
            x, y = at[0], y + 20
        name = f"{base}-{number + 1}"
        items.extend(entry.draw(name, round(x, 2), round(y, 2)))
        items.append(text_at(f"{name}-words", "legend", (x + room, y + 4), text))
        x += long + 18
    return items, y


def _shape_entries(legend: Legend, symbols: Symbols) -> list[_Entry]:
    if len(symbols.shapes) < 2 and not set(symbols.shapes) & set(legend.shapes):
        return []
    tinted = not set(symbols.colours) - {""}
    return [
        _Entry(
            words_for(key, legend.shapes),
            2 * MARKER_RADIUS,
            partial(
                marker_sample, shape=shape, colour=symbols.fill(key, "") if tinted else NO_COLOUR
            ),
        )
        for key, shape in symbols.shapes.items()
    ]


def _colour_entries(legend: Legend, symbols: Symbols) -> list[_Entry]:
    if len(symbols.colours) < 2 and not set(symbols.colours) & set(legend.colours):
        return []
    return [
        _Entry(
            words_for(key, legend.colours),
            CELL_WIDTH,
            partial(colour_cell, colour=colour, letter=symbols.letters.get(key, "")),
        )
        for key, colour in symbols.colours.items()
    ]


def _voice_entries(legend: Legend, symbols: Symbols) -> list[_Entry]:
    return [
        _Entry(
            font_metrics.clean(legend.voices.get(key, key)),
            CELL_WIDTH,
            partial(letter_cell, letter=letter),
        )
        for key, letter in symbols.voices.items()
    ]


def _weight_entries(legend: Legend) -> list[_Entry]:
    return [
        _Entry(
            font_metrics.clean(words),
            SAMPLE_WIDTH,
            partial(line_sample, pen=pen_for(_WITHOUT_HEAD, weight, lit=lit)),
        )
        for words, weight, lit in legend.weights
    ]


def _kind_entries(legend: Legend, symbols: Symbols) -> list[_Entry]:
    return [
        _Entry(
            words_for(kind, legend.kinds),
            SAMPLE_WIDTH,
            partial(line_sample, pen=pen_for(stroke, None, lit=False), head=stroke.head),
        )
        for kind, stroke in symbols.strokes.items()
    ]


def _hub_entries(symbols: Symbols, occurring: OccurringSymbols) -> list[_Entry]:
    return [
        _Entry(words, STUB_LENGTH + CELL_WIDTH, partial(stub_sample, letter=symbols.hubs[work]))
        for work, words in occurring.hubs
    ]


def _dash_entries(legend: Legend, symbols: Symbols) -> list[_Entry]:
    if legend.weights and set(symbols.dashes) <= {""}:
        return []
    return [
        _Entry(
            words_for(key, legend.explicitness),
            SAMPLE_WIDTH,
            partial(line_sample, pen=pen_for(_FOR_DASHES, None, lit=False), dash=dash),
        )
        for key, dash in symbols.dashes.items()
    ]


def _date_entries(legend: Legend, occurring: OccurringSymbols) -> list[_Entry]:
    hollow = partial(marker_sample, shape="circle", colour=NO_COLOUR, hollow=True)
    usual = Stroke("arrow", USUAL_WIDTH)
    left = partial(line_sample, pen=pen_for(usual, None, lit=False), head=usual.head, leftward=True)
    entries = {
        _Entry(f"{NOT_AFTER} {legend.uncertain}", 2 * MARKER_RADIUS, hollow): occurring.uncertain,
        _Entry(legend.until, SAMPLE_WIDTH, bar_sample): occurring.until,
        _Entry(legend.backward, SAMPLE_WIDTH, left): occurring.backward,
    }
    return [entry for entry, occurs in entries.items() if occurs]


def _box_entries(legend: Legend, occurring: OccurringSymbols) -> list[_Entry]:
    entries = {
        _Entry(legend.inferred, SAMPLE_WIDTH, inferred_sample): occurring.inferred,
        _Entry(legend.lit, SAMPLE_WIDTH, lit_sample): occurring.lit,
        _Entry(legend.marked, SAMPLE_WIDTH, marked_sample): occurring.marked,
    }
    return [entry for entry, occurs in entries.items() if occurs]
