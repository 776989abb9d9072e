"""Which works are so many links away from a work, and which lie on a path between two works.

Citations and steps of arguments are followed apart, and a step leads from stance to stance, so that
no argument runs on into another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from stakhgraph.web.lineage.data import CITATIONS, STEPS, LineageData, Link

__all__ = ["around", "between"]

Neighbours = dict[str, set[str]]
"""The points that are one link away from each point. A point is the end of a link."""


def around(data: LineageData, links: Iterable[Link], focus: str, depth: str) -> set[str]:
    """Return a work with the works that it takes from and those that take from it.

    ``depth`` is how many links away they may be: a number, or ``all``.
    """
    found = {focus}
    steps = None if depth == "all" else int(depth)
    for same in _by_relation(links):
        works_at = _works_at(same)
        for neighbours in _neighbours(same):
            reached = _reach(neighbours, _points_of(works_at, focus), steps)
            found |= {work for point in reached for work in works_at[point]}
    return found & data.works.keys()


def between(data: LineageData, links: Iterable[Link], first: str, last: str) -> set[str]:
    """Return the works on all paths from an earlier work to a later one; none without a path."""
    if first == last:
        return {first}
    found: set[str] = set()
    for same in _by_relation(links):
        works_at = _works_at(same)
        backward, forward = _neighbours(same)
        after = _reach(forward, _points_of(works_at, first), None)
        before = _reach(backward, _points_of(works_at, last), None)
        found |= {work for point in after & before for work in works_at[point]}
    return found & data.works.keys()


def _by_relation(links: Iterable[Link]) -> Iterator[list[Link]]:
    every = list(links)
    for relation in (CITATIONS, STEPS):
        yield [link for link in every if link.relation == relation]


def _works_at(links: Iterable[Link]) -> dict[str, set[str]]:
    """Return the works of each point."""
    found: dict[str, set[str]] = {}
    for link in links:
        found.setdefault(link.earlier, set()).add(link.source)
        found.setdefault(link.later, set()).add(link.target)
    return found


def _points_of(works_at: Mapping[str, set[str]], work: str) -> set[str]:
    return {point for point, works in works_at.items() if work in works}


def _neighbours(links: Iterable[Link]) -> tuple[Neighbours, Neighbours]:
    """Return the points before each point, and those after it."""
    backward: Neighbours = {}
    forward: Neighbours = {}
    for link in links:
        backward.setdefault(link.later, set()).add(link.earlier)
        forward.setdefault(link.earlier, set()).add(link.later)
    return backward, forward


def _reach(neighbours: Neighbours, start: set[str], steps: int | None) -> set[str]:
    """Return the points that are at most so many steps away; any number of steps with None."""
    found, edge, left = set(start), set(start), steps
    while edge and left != 0:
        edge = {far for near in edge for far in neighbours.get(near, ())} - found
        found |= edge
        left = None if left is None else left - 1
    return found
