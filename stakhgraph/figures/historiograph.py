"""The figure historiograph: the main path of a network in time, among other works and arcs.

A historiograph (Garfield's word for a citation network set out by years) is laid out as a timeline:
works are at the earliest of their years, arcs of the main path are dark and wide, the others light,
and the width of an arc shows its weight on one logarithmic scale. Works of the main path are bold,
those on a longest path (criticality 0) have a double box. The sign at the end of an arc shows its
kind, dashes how explicit it is.
"""

from __future__ import annotations

from collections.abc import Iterable

from stakhgraph.drawing.legend_words import Legend
from stakhgraph.drawing.scene import Scene
from stakhgraph.drawing.sizes import WIDTH
from stakhgraph.drawing.timeline.layout import layout
from stakhgraph.figures.historiograph_selection import ARCS, WORKS, Selection, core, short_number
from stakhgraph.figures.historiograph_text import caption, description, subtitle
from stakhgraph.network.cycles import Resolved
from stakhgraph.network.main_paths import MainPath

__all__ = ["FEW_WORKS", "draw"]

FEW_WORKS = 12
"""Up to this many works leave room for long labels."""


def draw(
    found: MainPath,
    *,
    resolved: Resolved | None = None,
    path: str = "",
    digest: str = "",
    file: str = "",
    title: str = "",
    width: float = WIDTH,
    works: int = WORKS,
    arcs: int = ARCS,
) -> Scene:
    """Draw a main path in its network, with all works of the network or its `core`.

    ``resolved`` says which policy undid the cycles, and which works were contracted. ``path``,
    ``digest`` and ``file`` are words for the caption: which main path it is, of which numbers and
    from where. If no work has a year, levels of the topological order replace years; an arc to a
    work of an earlier year points left. Raises UsageError as the layout of a timeline does.

    >>> from stakhgraph.network import main_paths, path_counts
    >>> from stakhgraph.network.graph import Network
    >>> net = Network.of(["Trotsky", "Nove", "Filtzer"], [0, 1], [1, 2],
    ...                  years=[(1937,), (1969,), (1986,)])
    >>> scene = draw(main_paths.find(path_counts.weigh(net)), title="Three")
    >>> scene.description.partition("later. ")[2]
    'Main path, in order: Trotsky 1937 → Nove 1969 → Filtzer 1986.'
    """
    selection = Selection(found, resolved, core(found, works), arcs)
    return layout(
        selection.nodes(),
        selection.edges(),
        title=title or (f"Main path of {file}" if file else "Main path"),
        subtitle=" ".join(subtitle(selection)),
        caption=tuple(caption(selection, path, digest, file)),
        legend=_legend(selection),
        name="historiograph",
        width=width,
        label_width=150.0 if len(selection.kept) > FEW_WORKS else 260.0,
        backward=True,
        description=" ".join(description(selection)),
    )


def _legend(selection: Selection) -> Legend:
    values = selection.found.weighed.values
    rows = (
        ("main path", selection.path, True),
        ("other arcs" if selection.path else "arcs", selection.others, False),
    )
    samples = [
        (f"{words}, {short_number(value)}", selection.weight(value), lit)
        for words, arcs, lit in rows
        for value in _extremes(values[i] for i, *_ in arcs)
    ]
    return Legend(
        kinds={"": "X → Y: Y takes from X"},
        weights=samples,
        weights_name=f"Weight {selection.found.weighed.weight.upper()}",
        boxes_name="Work",
        dates_name="Years",
        until="bar: to the latest year known of the work",
        marked="on a longest path (criticality 0)",
    )


def _extremes(values: Iterable[int]) -> list[int]:
    """Return the greatest and the least value, once if they are the same."""
    found = set(values)
    return sorted({max(found), min(found)}, reverse=True) if found else []
