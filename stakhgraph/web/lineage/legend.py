"""The legend of the page, and the markers with which its script shows other stances."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from stakhgraph.drawing import svg
from stakhgraph.drawing.primitives import Box, Group, Item, Line, Marker, Path, Text
from stakhgraph.drawing.scene import Scene
from stakhgraph.drawing.sizes import MARKER_RADIUS
from stakhgraph.drawing.symbol_assignment import assign_symbols
from stakhgraph.drawing.symbols import NO_COLOUR
from stakhgraph.web.lineage.data import LineageData
from stakhgraph.web.lineage.scene import NO_STANCE, SEVERAL, legend_words

__all__ = ["legend", "markers"]


def legend(data: LineageData, scene: Scene) -> list[dict[str, Any]]:
    """Return the rows of the legend: a heading, and samples with their words.

    The first row shows every attitude, since a script may come to show any of them. Without works
    there is no legend.
    """
    rows = list(_rows(scene.group("legend")))
    if not rows:
        return []
    shapes = [mark for mark in markers(data, "key") if not mark["hollow"]]
    entries = [{**mark, "box": "-8 -9 16 18", "width": 16} for mark in shapes]
    return [{"head": rows[0]["head"], "entries": entries}, *rows[1:]]


def _rows(group: Group) -> Iterator[dict[str, Any]]:
    """Take the legend of a scene apart into samples with their words, which a page sets anew."""
    row: dict[str, Any] = {}
    samples: list[Item] = []
    for item in group.items:
        if isinstance(item, Text) and item.role == "legend-head":
            if row:
                yield row
            row = {"head": item.text, "entries": []}
        elif isinstance(item, Text) and item.role == "legend":
            left, right = min(map(_left_edge, samples)) - 2, item.x - 4
            box = f"{left:g} {item.y - 13:g} {right - left:g} 18"
            sample = {"box": box, "width": right - left, "inside": svg.sample(samples)}
            row["entries"].append({**sample, "words": item.text})
            samples = []
        else:
            samples.append(item)
    if row:
        yield row


def _left_edge(item: Item) -> float:
    match item:
        case Marker():
            return item.x - item.size
        case Path():
            return min(x for x, _ in item.points)
        case Line():
            return min(item.x1, item.x2)
        case Text() | Box():
            return item.x - (item.width / 2 if isinstance(item, Text) and item.anchor else 0)
        case _:
            return float("inf")


def markers(data: LineageData, prefix: str) -> list[dict[str, str]]:
    """Return the marker of each attitude at the origin, full and hollow.

    The script of the page puts them in the place of others when another assumption is chosen. The
    ids of the elements begin with ``prefix``.
    """
    words = legend_words("first", {})
    keys = [*data.attitudes, SEVERAL, NO_STANCE]
    symbols = assign_symbols(shapes=keys, colours=(), kinds=(), explicitness=(), legend=words)
    found = []
    for key, shape in symbols.shapes.items():
        for hollow in (False, True):
            name = f"{prefix}-{key.replace(' ', '-')}{'-hollow' if hollow else ''}"
            marker = Marker(name, "mark", 0, 0, MARKER_RADIUS, shape, NO_COLOUR, hollow)
            found.append(
                {
                    "key": key,
                    "hollow": "1" if hollow else "",
                    "words": words.shapes.get(key, key),
                    "inside": svg.sample([marker]),
                }
            )
    return found
