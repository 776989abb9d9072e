"""A finished drawing: title, plot, legend and caption, stacked.

The page, the exported SVG and the printed figure draw the same scene, so they agree. The same input
gives the same scene on every machine, in whatever order works and links are given.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from stakhgraph.drawing import font_metrics
from stakhgraph.drawing.legend import OccurringSymbols, draw_legend
from stakhgraph.drawing.legend_words import Legend
from stakhgraph.drawing.primitives import Group, Text, text_at, to_plain
from stakhgraph.drawing.sizes import MARGIN, TEXT_SIZE
from stakhgraph.drawing.symbol_assignment import Symbols
from stakhgraph.drawing.time_axis import Scale

__all__ = ["Scene", "stack", "wrapped_lines"]


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
        """Return plain dicts, lists, strings and numbers, as in ``scene.json``."""
        found: dict[str, Any] = to_plain(self)
        return found


def stack(
    name: str,
    width: float,
    texts: tuple[str, str, Sequence[str]],
    *,
    legend: tuple[Legend, Symbols, OccurringSymbols],
    plot: Callable[[float], tuple[Group, Group, Group, float]],
    scale: Scale,
    description: str,
) -> Scene:
    """Stack heading, plot, legend and caption.

    ``texts`` are title, subtitle and the lines of the caption; ``plot`` draws axis, links and works
    below a height, and returns them with the y of its lower edge.
    """
    title, subtitle, caption = texts
    room = width - 2 * MARGIN
    first, y = wrapped_lines(name, "title", [title], MARGIN - 6, room=room, size=16.0, bold=True)
    second, y = wrapped_lines(name, "subtitle", [subtitle], y + 2, room=room, size=12.0)
    axis, links, works, y = plot(y + 32)
    key, y = draw_legend(name, *legend, top=y + 26, left=MARGIN, right=width - MARGIN)
    footer, y = wrapped_lines(name, "caption", caption, y - 3, room=room)
    groups = (
        *(axis, links, works),
        Group(f"{name}-heading", "heading", (*first, *second)),
        key,
        Group(f"{name}-footer", "caption", footer),
    )
    height = round(y + MARGIN - 6, 2)
    return Scene(name, width, height, font_metrics.clean(title), description, scale, groups)


def wrapped_lines(
    base: str,
    role: str,
    texts: Sequence[str],
    y: float,
    *,
    room: float,
    size: float = TEXT_SIZE,
    bold: bool = False,
) -> tuple[tuple[Text, ...], float]:
    """Set wrapped texts below y; return them and the y of the last baseline."""
    items: list[Text] = []
    for text in texts:
        for line in font_metrics.wrap(text, size, room, bold=bold):
            y += round(size * 1.4, 1)
            at = (MARGIN, y)
            items.append(
                text_at(f"{base}-{role}-{len(items) + 1}", role, at, line, size=size, bold=bold)
            )
    return tuple(items), y
