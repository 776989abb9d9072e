"""Search things by the words of their names, in any spelling or alphabet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from stakhgraph import spelling
from stakhgraph.debate.search.name_search import DEBATED_KINDS
from stakhgraph.debate.search.names import Thing

__all__ = ["NameIndex", "index", "search"]

NameIndex = tuple[tuple[Thing, tuple[list[str], ...]], ...]
"""Things, each with the words of each of its names, spelt alike."""


def index(things: Iterable[Thing]) -> NameIndex:
    """Return an index of things for many searches."""
    return tuple(
        (thing, tuple(spelling.key(name).split() for name in thing.names)) for thing in things
    )


def search(things: NameIndex, words: str) -> tuple[Thing, ...]:
    """Return the things whose names have all these words, or words that begin so.

    Exact names come first, then names with whole words, then those with beginnings of words; among
    these, what the debate is about comes before the records of it.
    """
    wanted = spelling.key(words).split()
    if not wanted:
        return ()
    ranked = [
        (rank, 0 if thing.kind in DEBATED_KINDS else 1, thing.label, thing)
        for thing, names in things
        if (rank := _rank(names, wanted)) is not None
    ]
    return tuple(thing for *_, thing in sorted(ranked, key=lambda one: one[:3]))


def _rank(names: Sequence[list[str]], wanted: Sequence[str]) -> int | None:
    """Return 0 for exactly this name, 1 for its words, 2 for their beginnings, None for none."""
    if wanted in names:
        return 0
    if any(all(word in name for word in wanted) for name in names):
        return 1
    if any(all(any(k.startswith(w) for k in name) for w in wanted) for name in names):
        return 2
    return None
