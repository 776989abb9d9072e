"""Works as labels on a time axis: a marker at the exact year, and a box of text beside it.

Every drawing in time consists of them; the layout decides in which lane each is.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from stakhgraph.drawing import font_metrics
from stakhgraph.drawing.ids import unique_ids
from stakhgraph.drawing.legend_samples import colour_cell, inner_border, letter_cell, year_bar
from stakhgraph.drawing.primitives import Box, Group, Item, Marker, text_at
from stakhgraph.drawing.safe_links import safe_link
from stakhgraph.drawing.sizes import CELL_WIDTH, LABEL_HEIGHT, MARKER_RADIUS, TEXT_SIZE
from stakhgraph.drawing.symbol_assignment import Symbols
from stakhgraph.drawing.symbols import NOT_AFTER
from stakhgraph.drawing.time_axis import Scale
from stakhgraph.drawing.works import Node
from stakhgraph.wording import year_name

__all__ = ["Label", "draw_label", "make_label", "work_ids"]

_PADDING = 5.0  # between marker, label and the end of the box


@dataclass(frozen=True)
class Label:
    """The text on a label, shortened to fit, and the letters in cells at its end.

    ``letters`` are (letter, colour) with an empty colour for a cell that has none.
    """

    node: Node
    text: str
    letters: tuple[tuple[str, str], ...] = ()
    bold: bool = False

    @property
    def long(self) -> float:
        """The width of the text alone."""
        return font_metrics.width(self.text, TEXT_SIZE, bold=self.bold)

    @property
    def width(self) -> float:
        """The distance from the middle of the marker to the end of the box."""
        return round(
            MARKER_RADIUS + _PADDING + self.long + _PADDING + CELL_WIDTH * len(self.letters), 2
        )

    @property
    def full(self) -> str:
        """The full text of the work: its title, and the label if that was shortened."""
        title, full = font_metrics.clean(self.node.title), " ".join(_split_year(self.node)).strip()
        cut = font_metrics.ELLIPSIS in self.text and full not in title
        return f"{full}: {title}" if title and cut else title or full


_YEAR_AT_END = re.compile(r"(.*\D)(\d{4}[a-z]?)", re.DOTALL)


def make_label(
    node: Node, symbols: Symbols, room: float, *, hub: str = "", bold: bool = False
) -> Label:
    """Shorten a long label but keep the year at its end, marked if it is a latest possible one.

    ``hub`` is the letter by which stubs name this work.
    """
    head, year = _split_year(node)
    text = font_metrics.shorten(head, TEXT_SIZE, room, keep=f" {year}" if year else "", bold=bold)
    topic = symbols.letters.get(node.colour, "")
    voice = symbols.voices.get(node.voice, "")
    cells = ((topic, symbols.colours.get(node.colour, "")), (voice, ""), (hub, ""))
    return Label(node, text, tuple(cell for cell in cells if cell[0]), bold)


def _split_year(node: Node) -> tuple[str, str]:
    """Split a label from the year at its end, marked if it is a latest possible one."""
    text = font_metrics.clean(node.label) or font_metrics.clean(node.id) or "?"
    match = _YEAR_AT_END.fullmatch(text)
    same = match is not None and match[2][:4] == str(node.year)
    head, year = (match[1].rstrip(), match[2]) if match and same else (text, "")
    if not node.year_certain and node.year is not None and not head.endswith(NOT_AFTER):
        year = f"{NOT_AFTER}{year or year_name(node.year)}"
    return head, year


def work_ids(prefix: str, labels: Iterable[Label]) -> list[str]:
    """Return a unique id for the group of each work."""
    return unique_ids(f"{prefix}-work", (label.node.id for label in labels))


def draw_label(
    name: str,
    label: Label,
    symbols: Symbols,
    scale: Scale,
    at: tuple[float, float],
    lane: int,
    *,
    flipped: bool = False,
) -> Group:
    """Draw a work at (x of its marker, y of its middle).

    If it is flipped, the box is to the left of the marker.
    """
    (x, y), node, long = at, label.node, label.width
    role = "inferred" if node.inferred else "hub" if label.bold else "pill"
    left = round(x - long if flipped else x, 2)
    items: list[Item] = list(_bar(name, node, scale, at))
    items.append(
        Box(
            f"{name}-box",
            role,
            left,
            round(y - LABEL_HEIGHT / 2, 2),
            round(long, 2),
            LABEL_HEIGHT,
            3.0,
        )
    )
    if node.marked:
        edge = left + (0 if flipped else MARKER_RADIUS)
        items.append(
            inner_border(name, edge, y, long - MARKER_RADIUS - CELL_WIDTH * len(label.letters))
        )
    end = left + long - (MARKER_RADIUS + 1 if flipped else 0)
    start = left + (_PADDING if flipped else MARKER_RADIUS + _PADDING)
    for place, (letter, colour) in enumerate(reversed(label.letters)):
        part = f"{name}-{len(label.letters) - place}"
        edge = round(end - CELL_WIDTH * (place + 1), 2)
        draw = (
            colour_cell(part, edge, y, colour=colour, letter=letter)
            if colour
            else letter_cell(part, edge, y, letter=letter)
        )
        items.extend(draw)
    shape, colour = symbols.shapes[node.shape], symbols.fill(node.shape, node.colour)
    items.append(
        Marker(f"{name}-mark", "mark", x, y, MARKER_RADIUS, shape, colour, not node.year_certain)
    )
    items.append(text_at(f"{name}-label", "label", (start, y + 4), label.text, bold=label.bold))
    keys = ("id", "year", "year_to", "year_certain", "shape", "colour", "voice", "inferred")
    shown = tuple((key, True) for key in ("lit", "marked") if getattr(node, key))
    data = (*((key, getattr(node, key)) for key in keys), *shown, ("lane", lane))
    return Group(name, "work", tuple(items), label.full, safe_link(node.href), data)


def _bar(name: str, node: Node, scale: Scale, at: tuple[float, float]) -> tuple[Item, ...]:
    """Draw the bar to the other year, below the box."""
    if node.other is None:
        return ()
    return year_bar(name, at[0], round(scale(node.other), 2), round(at[1] + LABEL_HEIGHT / 2, 2))
