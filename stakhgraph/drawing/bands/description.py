"""What a drawing of bands shows, in words, for readers who cannot see it."""

from collections.abc import Sequence

from stakhgraph.drawing import font_metrics
from stakhgraph.drawing.legend_words import Legend, words_for
from stakhgraph.drawing.symbols import NOT_AFTER
from stakhgraph.drawing.time_axis import span_in_words
from stakhgraph.drawing.works import Band, Node
from stakhgraph.wording import year_name

__all__ = ["describe"]


def describe(bands: Sequence[Band], legend: Legend) -> str:
    """Return a description in words, for readers who cannot see the drawing."""
    nodes = [node for band in bands for node in band.nodes]
    count = f"{len(nodes)} position{'' if len(nodes) == 1 else 's'}"
    first = f"{count}{span_in_words([node.year for node in nodes])}."
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
    return f"{text.removesuffix(year_name(node.year)).rstrip()} {NOT_AFTER}{year_name(node.year)}"
