"""What a timeline shows, in words: for the legend and for readers who cannot see it."""

from collections.abc import Iterator, Mapping

from stakhgraph.drawing.legend import OccurringSymbols
from stakhgraph.drawing.legend_words import words_for
from stakhgraph.drawing.time_axis import span_in_words
from stakhgraph.drawing.timeline.plot import Timeline
from stakhgraph.drawing.works import Edge, Node
from stakhgraph.wording import counted

__all__ = ["describe", "occurring_symbols"]


def occurring_symbols(timeline: Timeline) -> OccurringSymbols:
    """Return which symbols of dates, boxes and hubs occur."""
    nodes = {label.node.id: label.node for label in timeline.plot.labels}
    ends = ((nodes[edge.source], nodes[edge.target]) for edge in timeline.long)
    return OccurringSymbols.among(nodes.values())._replace(
        backward=any(_against_time(earlier, later) for earlier, later in ends),
        hubs=tuple(_hub_words(timeline)),
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
    span = span_in_words([label.node.year for label in labels])
    parts = [f"{counted(len(labels), 'work')}{span}."]
    parts.append(f"{counted(len(steps), 'link')}, from the earlier work to the later.")
    texts = {label.node.id: label.text for label in labels}
    if len(timeline.long) <= 12:
        parts.extend(_describe_link(edge, texts) for edge in timeline.long)
    parts.extend(f"{words[0].upper()}{words[1:]}." for _, words in _hub_words(timeline))
    return " ".join(parts)


def _describe_link(edge: Edge, texts: Mapping[str, str]) -> str:
    kind, basis = words_for(edge.kind, {}), words_for(edge.explicitness, {})
    return f"{texts[edge.source]} to {texts[edge.target]}: {kind} ({basis})."
