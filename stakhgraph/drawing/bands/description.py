"""What a drawing of bands shows, in words: for the legend, and for who cannot see it."""

from collections.abc import Sequence

from stakhgraph.drawing import font_metrics
from stakhgraph.drawing.legend import OccurringSymbols
from stakhgraph.drawing.legend_words import Legend, words_for
from stakhgraph.drawing.symbols import NOT_AFTER
from stakhgraph.drawing.works import Band, Node

__all__ = ["describe", "occurring_symbols"]


def occurring_symbols(nodes: Sequence[Node]) -> OccurringSymbols:
    """Return which symbols of dates and boxes occur."""
    return OccurringSymbols(
        uncertain=any(node.year is not None and not node.year_certain for node in nodes),
        until=any(node.other is not None for node in nodes),
        inferred=any(node.inferred for node in nodes),
    )


def describe(bands: Sequence[Band], legend: Legend) -> str:
    """Return a description in words, for readers who cannot see the drawing."""
    nodes = [node for band in bands for node in band.nodes]
    years = [node.year for node in nodes if node.year is not None]
    span = f" from {min(years)} to {max(years)}" if years else ""
    undated = len(nodes) - len(years)
    count = f"{len(nodes)} position{'' if len(nodes) == 1 else 's'}"
    first = f"{count}{span}" + (f", {undated} without a date." if undated else ".")
    return " ".join([first, *(_describe_band(band, legend) for band in bands)])


def _describe_band(band: Band, legend: Legend) -> str:
    ordered = sorted(band.nodes, key=lambda node: (node.year is None, node.year or 0, node.label))
    each = (_label_in_words(node) + _stance_in_words(node, legend) for node in ordered)
    return f"{font_metrics.clean(band.heading)}: {'; '.join(each)}."


def _stance_in_words(node: Node, legend: Legend) -> str:
    how = [words_for(node.shape, legend.shapes)] if node.shape else []
    how += ["inferred"] if node.inferred else []
    return f" ({', '.join(how)})" if how else ""


def _label_in_words(node: Node) -> str:
    """Return the whole label, with the sign for a latest possible year where it is one."""
    text = font_metrics.clean(node.label)
    if node.year_certain or node.year is None:
        return text
    return f"{text.removesuffix(str(node.year)).rstrip()} {NOT_AFTER}{node.year}"
