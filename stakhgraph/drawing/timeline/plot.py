"""The time axis of works and links: the width of labels, and the scale that leaves them room."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stakhgraph.drawing.labels import Label, make_label
from stakhgraph.drawing.legend_words import Legend
from stakhgraph.drawing.sizes import MARGIN, MARKER_RADIUS
from stakhgraph.drawing.symbol_assignment import Symbols, assign_symbols
from stakhgraph.drawing.time_axis import Scale
from stakhgraph.drawing.timeline.courses import Extent
from stakhgraph.drawing.timeline.hubs import find_hubs, is_stub, sides_of_undated, width_of_stubs
from stakhgraph.drawing.timeline.lanes import Lanes
from stakhgraph.drawing.works import Edge, Node
from stakhgraph.errors import UsageError

__all__ = ["TimePlot", "Timeline", "make_plot"]

_WIDEST_YEAR = 60.0  # the most pixels from one year to the next


_SHORTEST_AXIS = 48.0  # the fewest pixels for all years together


@dataclass(frozen=True)
class TimePlot:
    """The time axis and the works on it; ``labels[i]`` belongs to ``extents[i]``.

    ``hubs`` are the works with very many links; ``columns`` are the x of the markers of works
    without a date.
    """

    scale: Scale
    labels: tuple[Label, ...]
    extents: tuple[Extent, ...]
    symbols: Symbols
    hubs: frozenset[str]
    columns: tuple[float, ...]

    def short(self, edge: Edge) -> bool:
        """Return whether a link is drawn as a stub."""
        return is_stub(edge, self.hubs)


@dataclass(frozen=True)
class Timeline:
    """What all parts of a drawing need to know; ``long`` are the links that are not stubs."""

    name: str
    width: float
    words: Legend
    plot: TimePlot
    lanes: Lanes
    steps: Sequence[Edge]
    long: Sequence[Edge]
    description: str


def make_plot(
    works: Sequence[Node], steps: Sequence[Edge], legend: Legend, width: float, label_width: float
) -> TimePlot:
    """Measure the labels, and stretch time as far as the last of them allows."""
    hubs = find_hubs(works, steps)
    symbols = _assign_symbols(works, steps, legend, hubs)
    sides = sides_of_undated(works, steps, hubs)
    # Room for a label in each column, for the label of the last year, and for some time.
    columns = len(set(sides.values()))
    room = min(label_width, (width - 126 - 80 * columns) / (columns + 1))
    labels = tuple(
        make_label(
            *(node, symbols, room),
            hub=symbols.hubs.get(node.id, ""),
            bold=node.lit or node.id in hubs,
        )
        for node in works
    )
    longs = [label.width + width_of_stubs(label.node.id, steps, hubs) for label in labels]
    early, late = (
        max(
            (long for node, long in zip(works, longs, strict=True) if sides.get(node.id) is side),
            default=0.0,
        )
        for side in (False, True)
    )
    left, right = MARGIN + MARKER_RADIUS, width - MARGIN
    scale = _make_scale(
        labels, longs, left + (early + 42 if early else 0), right - (late + 42 if late else 0)
    )
    undated = {key: round(right - late if side else left, 2) for key, side in sides.items()}
    extents = tuple(
        _extent(label, long, scale, undated) for label, long in zip(labels, longs, strict=True)
    )
    return TimePlot(scale, labels, extents, symbols, hubs, tuple(sorted(set(undated.values()))))


def _assign_symbols(
    works: Sequence[Node], steps: Sequence[Edge], legend: Legend, hubs: frozenset[str]
) -> Symbols:
    return assign_symbols(
        shapes=(node.shape for node in works),
        colours=(node.colour for node in works),
        kinds=(edge.kind for edge in steps),
        explicitness=(edge.explicitness for edge in steps),
        legend=legend,
        voices=(node.voice for node in works),
        hubs={node.id: node.label for node in works if node.id in hubs},
        weighed=any(edge.weight is not None for edge in steps),
    )


def _make_scale(
    labels: Sequence[Label], longs: Sequence[float], left: float, right: float
) -> Scale:
    """Return the widest scale at which every box and every bar ends before ``right``."""
    years = sorted(year for label in labels for year in label.node.years)
    first = years[0] if years else 0
    steps = [_WIDEST_YEAR]
    for label, long in zip(labels, longs, strict=True):
        if label.node.year is not None:
            steps.append((right - left - long) / max(label.node.year - first, 1))
            steps.append((right - left - 3) / max(max(label.node.years) - first, 1))
    # Rounded down, for a short decimal in scene.json and nothing beyond the edge.
    step = int(min(steps) * 10_000) / 10_000
    if years and (years[-1] - first) * step < min(
        _SHORTEST_AXIS, (years[-1] - first) * _WIDEST_YEAR
    ):
        raise UsageError(
            "the years have no room beside the labels", remedy="Draw it wider: 180 mm is a page."
        )
    return Scale(first, round(left, 2), step)


def _extent(label: Label, long: float, scale: Scale, undated: Mapping[str, float]) -> Extent:
    node = label.node
    x = undated[node.id] if node.year is None else round(scale(node.year), 2)
    right = round(x + long, 2)
    others = [round(scale(year), 2) for year in (node.years if node.other is not None else ())]
    return Extent(x, right, max([right, *(other + 3 for other in others)]), min([x, *others]))
