"""Hubs: works that very many links touch, whose links are drawn as stubs."""

from collections import Counter
from collections.abc import Sequence

from stakhgraph.drawing.sizes import STUB_LENGTH
from stakhgraph.drawing.works import Edge, Node

__all__ = ["STUB_WIDTH", "find_hubs", "is_stub", "sides_of_undated", "width_of_stubs"]

_HUB_LINKS = 15  # a hub has at least this many links, and a third of all


def is_stub(edge: Edge, hubs: frozenset[str]) -> bool:
    """Return whether a link is drawn as a stub: if exactly one of its ends is a hub."""
    return not edge.lit and (edge.source in hubs) != (edge.target in hubs)


def find_hubs(works: Sequence[Node], steps: Sequence[Edge]) -> frozenset[str]:
    """Return the works that very many links touch."""
    count: Counter[str] = Counter()
    for edge in steps:
        count.update((edge.source, edge.target))
    return frozenset(node.id for node in works if count[node.id] >= max(_HUB_LINKS, len(steps) / 3))


def sides_of_undated(
    works: Sequence[Node], steps: Sequence[Edge], hubs: frozenset[str]
) -> dict[str, bool]:
    """Return which works without a date are on the right: those that rather take than give.

    Works that no long link touches join the others.
    """
    long = [edge for edge in steps if not is_stub(edge, hubs)]
    balance = Counter(edge.target for edge in long)
    balance.subtract(edge.source for edge in long)
    undated = [node.id for node in works if node.year is None]
    right = any(balance[name] > 0 for name in undated)
    return {name: balance[name] > 0 or (right and not balance[name]) for name in undated}


def width_of_stubs(work: str, steps: Sequence[Edge], hubs: frozenset[str]) -> float:
    """Return the width of the stubs beside a label."""
    if work in hubs:
        return 0.0
    return sum(
        STUB_WIDTH for edge in steps if work in (edge.source, edge.target) and is_stub(edge, hubs)
    )


STUB_WIDTH = STUB_LENGTH + 17.0
