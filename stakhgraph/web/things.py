"""The things that have names, as pages look them up: all of them kept, or each one asked for.

Both give the same things. Of a small debate it takes no longer to keep all than to ask for some; of
a large one, a page asks only for what it shows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import Protocol

from stakhgraph import spelling
from stakhgraph.debate.search import name_search
from stakhgraph.debate.search.names import ListedNames, NamedStore, Names, Thing
from stakhgraph.project import Project
from stakhgraph.rdf.answers import Queryable
from stakhgraph.web.word_search import index, search

__all__ = ["AskedThings", "KeptThings", "Things", "things_of"]

_REMEMBERED = 4_096
"""So many look-ups are remembered: a page names the same things many times."""


_SHORT = 500
"""Letters of what is remembered: a client may ask for thousands of long addresses."""


class Things(Protocol):
    """The things that have names."""

    def get(self, iri: str) -> Thing | None:
        """Return the thing of this IRI, None if nothing of this IRI has a name."""

    def called(self, label: str) -> str | None:
        """Return the IRI of the only thing with this label, else None."""

    def beginning(self, start: str) -> Sequence[Thing]:
        """Return the things whose IRIs begin so, by IRI."""

    def of_class(self, kind: str) -> Sequence[Thing]:
        """Return the things of this narrowest class, by IRI."""

    def search(self, words: str) -> tuple[Thing, ...]:
        """Return the things that have these words in their names, the best matches first."""


def things_of(project: Project, on: Queryable) -> Things:
    """Return the things of a debate: those that the store has at hand, else all of them."""
    if isinstance(on, NamedStore):
        return AskedThings(on.names)
    return KeptThings(name_search.things(project, on))


class KeptThings:
    """Things that are all in memory."""

    def __init__(self, every: Sequence[Thing]) -> None:
        self._names = ListedNames(every)
        self._by_iri = {thing.iri: thing for thing in every}
        self.beginning = self._names.beginning
        self.of_class = self._names.of_class

    def get(self, iri: str) -> Thing | None:
        """Return the thing of this IRI, None if nothing of this IRI has a name."""
        return self._by_iri.get(iri)

    def called(self, label: str) -> str | None:
        """Return the IRI of the only thing with this label, else None."""
        return self._unique_labels.get(label)

    def search(self, words: str) -> tuple[Thing, ...]:
        """Return the things that have these words in their names, the best matches first."""
        return search(self._index, words)

    @cached_property
    def _unique_labels(self) -> dict[str, str]:
        times = Counter(thing.label for thing in self._by_iri.values())
        return {t.label: iri for iri, t in self._by_iri.items() if times[t.label] == 1}

    @cached_property
    def _index(self) -> tuple[tuple[Thing, tuple[list[str], ...]], ...]:
        return index(self._by_iri.values())


class AskedThings:
    """Things that are looked up when they are wanted."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._known_iris = lru_cache(_REMEMBERED)(self._of_iri)
        self._known_labels = lru_cache(_REMEMBERED)(self._called)
        self.beginning = names.beginning
        self.of_class = names.of_class

    def get(self, iri: str) -> Thing | None:
        """Return the thing of this IRI, None if nothing of this IRI has a name."""
        return self._known_iris(iri) if len(iri) <= _SHORT else self._of_iri(iri)

    def called(self, label: str) -> str | None:
        """Return the IRI of the only thing with this label, else None."""
        return self._known_labels(label) if len(label) <= _SHORT else self._called(label)

    def search(self, words: str) -> tuple[Thing, ...]:
        """Return the things that have these words in their names, the best matches first."""
        wanted = spelling.key(words).split()
        return search(index(self._names.with_sounds(wanted)), words) if wanted else ()

    def _of_iri(self, iri: str) -> Thing | None:
        found = self._names.having("iri", iri)
        return next((thing for thing in found if thing.iri == iri), None)

    def _called(self, label: str) -> str | None:
        named = self._names.having("folded", label.casefold())
        found = [thing.iri for thing in named if thing.label == label]
        return found[0] if len(found) == 1 else None
