"""The parts of labels and links that a legend shows as samples."""

from stakhgraph.drawing.primitives import Box, Item, Line, Marker, Path, head_at_end, text_at
from stakhgraph.drawing.sizes import CELL_WIDTH, LABEL_HEIGHT, MARKER_RADIUS, STUB_LENGTH
from stakhgraph.drawing.symbols import Pen

__all__ = [
    "SAMPLE_WIDTH",
    "bar_sample",
    "colour_cell",
    "inferred_sample",
    "inner_border",
    "letter_cell",
    "line_sample",
    "lit_sample",
    "marked_sample",
    "marker_sample",
    "stub_sample",
    "year_bar",
]

SAMPLE_WIDTH = 30.0  # the length of sample lines


def letter_cell(name: str, x: float, y: float, *, letter: str) -> tuple[Item, ...]:
    """Return a cell without colour that holds a letter; x is its left edge, y its middle."""
    return (_cell(name, "cell", x, y), _letter(name, x, y, letter))


def colour_cell(name: str, x: float, y: float, *, colour: str, letter: str) -> tuple[Item, ...]:
    """Return the cell of a topic; x is its left edge, y its middle."""
    cell = _cell(name, "tab", x, y, colour)
    return (cell, _letter(name, x, y, letter)) if letter else (cell,)


def _cell(name: str, role: str, x: float, y: float, colour: str = "") -> Box:
    corner = round(x, 2), round(y - LABEL_HEIGHT / 2, 2)
    return Box(f"{name}-{role}", role, *corner, CELL_WIDTH, LABEL_HEIGHT, 3.0, colour)


def _letter(name: str, x: float, y: float, letter: str) -> Item:
    at = (x + CELL_WIDTH / 2, y + 4)
    return text_at(f"{name}-letter", "letter", at, letter, anchor="middle")


def inner_border(name: str, x: float, y: float, width: float) -> Box:
    """Return the inner border of a double box whose outer border starts at x."""
    height = LABEL_HEIGHT - 4
    return Box(
        f"{name}-inner",
        "inner",
        *(round(x + 2, 2), round(y - height / 2, 2), round(width - 4, 2)),
        *(height, 1.5),
    )


def year_bar(name: str, x: float, end: float, y: float) -> tuple[Item, ...]:
    """Return the bar that extends from one year to another."""
    return (
        Line(f"{name}-span", "span", x, y, end, y),
        Line(f"{name}-span-end", "span-end", end, round(y - 5, 2), end, round(y + 2, 2)),
    )


def stub_sample(name: str, x: float, y: float, *, letter: str) -> tuple[Item, ...]:
    """Return a stub with the letter of a hub."""
    end = round(x + STUB_LENGTH, 2)
    line = Line(f"{name}-line", "stub", x, y, end, y)
    return (line, text_at(f"{name}-letter", "hub-letter", (end + 3, y + 4), letter, bold=True))


def inferred_sample(name: str, x: float, y: float) -> tuple[Item, ...]:
    """Return the box of a work that is inferred."""
    return (Box(f"{name}-box", "inferred", x, round(y - 6, 2), SAMPLE_WIDTH, 12.0, 3.0),)


def lit_sample(name: str, x: float, y: float) -> tuple[Item, ...]:
    """Return the box of a work that is lit."""
    return (
        Box(
            f"{name}-box", "hub", x, round(y - LABEL_HEIGHT / 2, 2), SAMPLE_WIDTH, LABEL_HEIGHT, 3.0
        ),
    )


def marked_sample(name: str, x: float, y: float) -> tuple[Item, ...]:
    """Return the double box of a work that is marked."""
    box = Box(
        f"{name}-box", "pill", x, round(y - LABEL_HEIGHT / 2, 2), SAMPLE_WIDTH, LABEL_HEIGHT, 3.0
    )
    return (box, inner_border(name, x, y, SAMPLE_WIDTH))


def bar_sample(name: str, x: float, y: float) -> tuple[Item, ...]:
    """Return the bar to another year."""
    return year_bar(name, x, round(x + SAMPLE_WIDTH, 2), round(y + 2, 2))


def marker_sample(
    name: str, x: float, y: float, *, shape: str, colour: str, hollow: bool = False
) -> tuple[Item, ...]:
    """Return a marker."""
    return (
        Marker(
            f"{name}-mark",
            "mark",
            round(x + MARKER_RADIUS, 2),
            y,
            MARKER_RADIUS,
            shape,
            colour,
            hollow,
        ),
    )


def line_sample(
    name: str,
    x: float,
    y: float,
    *,
    pen: Pen,
    dash: tuple[float, ...] = (),
    head: str = "none",
    leftward: bool = False,
) -> tuple[Item, ...]:
    """Return a link of this pen, with its dashes and head."""
    points = tuple((round(x + share * SAMPLE_WIDTH / 3, 2), y) for share in range(4))
    path = Path(f"{name}-line", "link", points[::-1] if leftward else points, *pen, dash)
    return (path, *head_at_end(path, head))
