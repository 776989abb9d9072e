"""The names of things: what each is called, and which things a name may mean.

`Names` narrows a search; which of the candidates is meant is for
`stakhgraph.debate.search.name_search` to say, by one rule for all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias, runtime_checkable

from stakhgraph.rdf.answers import Queryable


@dataclass(frozen=True)
class Thing:
    """A thing that a reader can name: its IRI, its narrowest class, its label and all its names."""

    iri: str
    kind: str
    label: str
    names: tuple[str, ...]

    @property
    def slug(self) -> str:
        """The part of its IRI behind the last slash."""
        return self.iri.rsplit("/", 1)[-1]


Field: TypeAlias = Literal["iri", "slug", "folded", "spelt"]
"""What a thing can be looked up by: its IRI, its slug, or one of its names, either in
`str.casefold` or as its `stakhgraph.spelling.key`."""


class Names(Protocol):
    """The things that have names.

    Each method returns things by IRI: all that fit, and maybe others.
    """

    def every(self) -> Sequence[Thing]:
        """Return all things."""

    def having(self, field: Field, value: str) -> Sequence[Thing]:
        """Return the things for which a field has this value."""

    def with_words(self, words: Sequence[str]) -> Sequence[Thing]:
        """Return the things whose names have all these words, in `str.casefold`."""

    def with_sounds(self, words: Sequence[str]) -> Sequence[Thing]:
        """Return the things whose names, spelt as their keys, have all these words.

        Each of the words may be the beginning of one.
        """

    def beginning(self, start: str) -> Sequence[Thing]:
        """Return the things whose IRIs begin so."""

    def of_class(self, kind: str) -> Sequence[Thing]:
        """Return the things of this narrowest class."""


@runtime_checkable
class NamedStore(Queryable, Protocol):
    """What answers queries, and has the names of its things at hand."""

    @property
    def names(self) -> Names:
        """The names of its things."""


@dataclass(frozen=True)
class ListedNames:
    """Names that nothing narrows: a search looks at all of them."""

    things: Sequence[Thing]

    def every(self) -> Sequence[Thing]:
        """Return all things."""
        return self.things

    def having(self, _field: Field, _value: str) -> Sequence[Thing]:
        """Return all things."""
        return self.things

    def with_words(self, _words: Sequence[str]) -> Sequence[Thing]:
        """Return all things."""
        return self.things

    def with_sounds(self, _words: Sequence[str]) -> Sequence[Thing]:
        """Return all things."""
        return self.things

    def beginning(self, start: str) -> Sequence[Thing]:
        """Return the things whose IRIs begin so."""
        return tuple(thing for thing in self.things if thing.iri.startswith(start))

    def of_class(self, kind: str) -> Sequence[Thing]:
        """Return the things of this narrowest class."""
        return tuple(thing for thing in self.things if thing.kind == kind)
