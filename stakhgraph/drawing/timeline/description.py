"""What a timeline shows, in words: for the legend, and for who cannot see it."""

from collections.abc import Iterator, Mapping

from stakhgraph.drawing.legend import OccurringSymbols
from stakhgraph.drawing.legend_words import words_for
from stakhgraph.drawing.timeline.plot import Timeline
from stakhgraph.drawing.works import Edge, Node
from stakhgraph.wording import counted

__all__ = ["describe", "occurring_symbols"]


def occurring_symbols(timeline: Timeline) -> OccurringSymbols:
    """Return which symbols of dates, boxes and hubs occur."""
    nodes = {label.node.id: label.node for label in timeline.plot.labels}
    return OccurringSymbols(
        uncertain=any(node.year is not None and not node.year_certain for node in nodes.values()),
        until=any(node.other is not None for node in nodes.values()),
        backward=any(
            _against_time(nodes[edge.source], nodes[edge.target]) for edge in timeline.long
        ),
        inferred=any(node.inferred for node in nodes.values()),
        hubs=tuple(_hub_words(timeline)),
        lit=any(node.lit for node in nodes.values()),
        marked=any(node.marked for node in nodes.values()),
    )


def _hub_words(timeline: Timeline) -> Iterator[tuple[str, str]]:
    for label in timeline.plot.labels:
        work = label.node.id
        ends = [work in (edge.source, edge.target) for edge in timeline.steps]
        if work in timeline.plot.hubs:
            yield work, f"to or from {label.text}, which has {counted(sum(ends), 'link')}"


def _against_time(earlier: Node, later: Node) -> bool:
    return earlier.year is not None and later.year is not None and earlier.year > later.year


def describe(timeline: Timeline) -> str:
    """Return a description in words, for readers who cannot see the drawing."""
    labels, steps = timeline.plot.labels, timeline.steps
    years = [label.node.year for label in labels if label.node.year is not None]
    span = f" from {min(years)} to {max(years)}" if years else ""
    undated = len(labels) - len(years)
    parts = [
        f"{counted(len(labels), 'work')}{span}"
        + (f", {undated} without a date." if undated else ".")
    ]
    parts.append(f"{counted(len(steps), 'link')}, from the earlier work to the later.")
    texts = {label.node.id: label.text for label in labels}
    if len(timeline.long) <= 12:
        parts.extend(_describe_link(edge, texts) for edge in timeline.long)
    parts.extend(f"{words[0].upper()}{words[1:]}." for _, words in _hub_words(timeline))
    return " ".join(parts)


def _describe_link(edge: Edge, texts: Mapping[str, str]) -> str:
    kind, basis = words_for(edge.kind, {}), words_for(edge.explicitness, {})
    return f"{texts[edge.source]} to {texts[edge.target]}: {kind} ({basis})."
