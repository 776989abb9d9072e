"""Works as pills on a time axis: a marker at the exact year, and a label on a box beside it.

Every drawing in time is made of them; where they stand above each other is up to the drawing.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stakhgraph.drawing import font_metrics
from stakhgraph.drawing.curves import PILL
from stakhgraph.drawing.lanes import MARK
from stakhgraph.drawing.legend import TAB, cell, inner, span, tab
from stakhgraph.drawing.primitives import SIZE, Box, Group, Item, Line, Marker, Text, text_at
from stakhgraph.drawing.symbols import Signs
from stakhgraph.errors import UsageError

__all__ = [
    "MARGIN",
    "Label",
    "Node",
    "Scale",
    "check_nodes",
    "check_width",
    "draw_pill",
    "label_of",
    "lines",
    "names",
    "numbered",
    "safe_link",
    "slug",
    "ticks",
]

MARGIN = 18.0
"""What is left free around a drawing."""

_PAD = 5.0  # between marker, label and the end of the box
_WIDTHS = (400.0, 20_000.0)


@dataclass(frozen=True)
class Node:
    """A work, or a position taken in one. ``year`` None puts it into a column "no date".

    ``year_to`` draws a bar to another year, later or earlier (that of the edition cited, of the
    first edition, the end of an interval). With ``year_certain`` False the year is a "not after":
    hollow marker, "≤" in the label. ``shape``, ``colour`` and ``voice`` are keys of categories (a
    stance, a topic, who says so; see ``signs``), not names of shapes and colours. ``inferred``
    draws the box dashed. ``lit`` makes box and label bold, ``marked`` the box double. ``title`` is
    the long text for pointers and screen readers.
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
    voice: str = ""
    inferred: bool = False
    lit: bool = False
    marked: bool = False

    @property
    def other(self) -> int | None:
        """The other year, if there is one."""
        return None if self.year is None or self.year_to == self.year else self.year_to

    @property
    def years(self) -> tuple[int, ...]:
        """The year and the other year, as far as they are known."""
        return tuple(year for year in (self.year, self.other) if year is not None)


@dataclass(frozen=True)
class Scale:
    """The time axis: ``year`` stands at ``x``, each later year ``step`` pixels further right."""

    year: int
    x: float
    step: float

    def __call__(self, year: int) -> float:
        """Return the x of a year."""
        return self.x + (year - self.year) * self.step


@dataclass(frozen=True)
class Label:
    """What is written on a pill: the text, cut to fit, and the letters in cells at its end.

    ``letters`` are (letter, colour) with an empty colour for a cell that has none.
    """

    node: Node
    text: str
    letters: tuple[tuple[str, str], ...] = ()
    bold: bool = False

    @property
    def long(self) -> float:
        """The width of the text alone."""
        return font_metrics.width(self.text, SIZE, bold=self.bold)

    @property
    def width(self) -> float:
        """From the middle of the marker to the end of the box."""
        return round(MARK + _PAD + self.long + _PAD + TAB * len(self.letters), 2)

    @property
    def full(self) -> str:
        """The full text of the work: its title, and the label where that was cut."""
        title, full = font_metrics.clean(self.node.title), " ".join(_parted(self.node)).strip()
        cut = font_metrics.ELLIPSIS in self.text and full not in title
        return f"{full}: {title}" if title and cut else title or full


def safe_link(href: str | None) -> str | None:
    """Return an address back if it is http, https or relative, else None: never a script.

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


def check_width(width: float) -> None:
    """Raise UsageError for a width that no drawing can have."""
    low, high = _WIDTHS
    if not low <= width <= high:
        raise UsageError(f"cannot draw {width:g} pixels wide", remedy=f"Use {low:g} to {high:g}.")


def check_nodes(works: Sequence[Node]) -> None:
    """Raise UsageError for two works of one id, and for a year of more than four digits."""
    twice = [name for name, count in Counter(node.id for node in works).items() if count > 1]
    if twice:
        raise UsageError("two works have the same id", where=min(twice))
    for node in works:
        if any(not -9999 <= year <= 9999 for year in (node.year or 0, node.year_to or 0)):
            raise UsageError("a year of more than four digits", where=node.id)


# ------------------------------------------------------------------------------------------ labels

_YEAR_AT_END = re.compile(r"(.*\D)(\d{4}[a-z]?)", re.DOTALL)


def label_of(node: Node, signs: Signs, room: float, *, hub: str = "", bold: bool = False) -> Label:
    """Cut a long label, but keep its year at its end; put "≤" before one that is a "not after".

    ``hub`` is the letter by which links in short name this work.
    """
    head, year = _parted(node)
    text = font_metrics.shorten(head, SIZE, room, keep=f" {year}" if year else "", bold=bold)
    topic = signs.letters.get(node.colour, "")
    voice = signs.voices.get(node.voice, "")
    cells = ((topic, signs.colours.get(node.colour, "")), (voice, ""), (hub, ""))
    return Label(node, text, tuple(cell for cell in cells if cell[0]), bold)


def _parted(node: Node) -> tuple[str, str]:
    """Part a label from the year at its end, which a mere limit gives the sign of one."""
    text = font_metrics.clean(node.label) or font_metrics.clean(node.id) or "?"
    match = _YEAR_AT_END.fullmatch(text)
    same = match is not None and match[2][:4] == str(node.year)
    head, year = (match[1].rstrip(), match[2]) if match and same else (text, "")
    if not node.year_certain and node.year is not None and not head.endswith("≤"):
        year = f"≤{year or node.year}"
    return head, year


def numbered(prefix: str, texts: Iterable[str]) -> list[str]:
    """Return each text an id of its own, in letters that XML, CSS and addresses leave alone."""
    used: Counter[str] = Counter()
    found = []
    for word in map(slug, texts):
        used[word] += 1
        found.append(f"{prefix}-{word}" if used[word] == 1 else f"{prefix}-{word}--{used[word]}")
    return found


def names(prefix: str, labels: Iterable[Label]) -> list[str]:
    """Return each work an id for its group."""
    return numbered(f"{prefix}-work", (label.node.id for label in labels))


def slug(text: str) -> str:
    """Turn any text into letters, digits and hyphens.

    >>> slug("The privileged-caste argument")
    'The-privileged-caste-argument'
    """
    return re.sub(r"[^A-Za-z0-9]+", "-", text).strip("-") or "x"


# ----------------------------------------------------------------------------------------- drawing


def draw_pill(
    name: str,
    label: Label,
    signs: Signs,
    scale: Scale,
    at: tuple[float, float],
    lane: int,
    *,
    flipped: bool = False,
) -> Group:
    """Draw a work at (x of its marker, y of its middle); flipped, its box is left of its marker."""
    (x, y), node, long = at, label.node, label.width
    role = "inferred" if node.inferred else "hub" if label.bold else "pill"
    left = round(x - long if flipped else x, 2)
    items: list[Item] = list(_bar(name, node, scale, at))
    items.append(Box(f"{name}-box", role, left, round(y - PILL / 2, 2), round(long, 2), PILL, 3.0))
    if node.marked:
        edge = left + (0 if flipped else MARK)
        items.append(inner(name, edge, y, long - MARK - TAB * len(label.letters)))
    end = left + long - (MARK + 1 if flipped else 0)
    start = left + (_PAD if flipped else MARK + _PAD)
    for place, (letter, colour) in enumerate(reversed(label.letters)):
        part = f"{name}-{len(label.letters) - place}"
        edge = round(end - TAB * (place + 1), 2)
        draw = (
            tab(part, edge, y, colour=colour, letter=letter)
            if colour
            else cell(part, edge, y, letter=letter)
        )
        items.extend(draw)
    shape, colour = signs.shapes[node.shape], signs.fill(node.shape, node.colour)
    items.append(Marker(f"{name}-mark", "mark", x, y, MARK, shape, colour, not node.year_certain))
    items.append(text_at(f"{name}-label", "label", (start, y + 4), label.text, bold=label.bold))
    keys = ("id", "year", "year_to", "year_certain", "shape", "colour", "voice", "inferred")
    shown = tuple((key, True) for key in ("lit", "marked") if getattr(node, key))
    data = (*((key, getattr(node, key)) for key in keys), *shown, ("lane", lane))
    return Group(name, "work", tuple(items), label.full, safe_link(node.href), data)


def _bar(name: str, node: Node, scale: Scale, at: tuple[float, float]) -> tuple[Item, ...]:
    """Draw the bar to the other year, below the box."""
    if node.other is None:
        return ()
    return span(name, at[0], round(scale(node.other), 2), round(at[1] + PILL / 2, 2))


def lines(
    base: str,
    role: str,
    texts: Sequence[str],
    y: float,
    *,
    room: float,
    size: float = SIZE,
    bold: bool = False,
) -> tuple[tuple[Text, ...], float]:
    """Set wrapped texts below y; give them and the y of the last baseline."""
    items: list[Text] = []
    for text in texts:
        for line in font_metrics.wrap(text, size, room, bold=bold):
            y += round(size * 1.4, 1)
            at = (MARGIN, y)
            items.append(
                text_at(f"{base}-{role}-{len(items) + 1}", role, at, line, size=size, bold=bold)
            )
    return tuple(items), y


def ticks(
    base: str, scale: Scale, years: Iterable[int], extent: tuple[float, float], *, below: bool
) -> tuple[Item, ...]:
    """Draw the round years above and, with ``below``, under what stands between two heights."""
    top, bottom = extent
    items: list[Item] = []
    for year in _round_years(scale, sorted(years)):
        x = round(scale(year), 2)
        items.append(Line(f"{base}-{year}", "grid", x, round(top - 4, 2), x, round(bottom + 4, 2)))
        for side, y in (("top", top - 9), ("bottom", bottom + 16))[: 1 + below]:
            name = f"{base}-{year}-{side}"
            items.append(text_at(name, "tick", (x, y), str(year), anchor="middle"))
    return tuple(items)


def _round_years(scale: Scale, years: Sequence[int]) -> range:
    """Return round years, far enough apart for their numbers."""
    if not years:
        return range(0)
    steps = [base * 10**power for power in range(5) for base in (1, 2, 5)]
    step = next((step for step in steps if step * scale.step >= 48), steps[-1])
    start = -(-scale.year // step) * step
    if start > years[-1]:
        return range(scale.year, scale.year + 1)
    return range(start, years[-1] + 1, step)
