"""What a set of triples says, found by subject and property.

Things are named by their IRI as text, a node without a name by ``_:label``, so that a thing is
looked up by what stands in a file. Values keep the order and the spelling in which they came.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from stakhgraph.rdf.terms import NS, RDF_TYPE, Blank, Iri, Literal, Term, Triple

LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
"""The property that names a thing for a reader."""

_NAMING = (
    LABEL,
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    "http://xmlns.com/foaf/0.1/name",
    "http://purl.org/dc/terms/title",
)


@dataclass(frozen=True)
class Index:
    """Values by subject and property.

    >>> stance = Iri("https://w3id.org/stakhgraph/id/stance/a")
    >>> index = Index.of([(stance, Iri(LABEL), Literal("Nove affirms", language="en"))])
    >>> index.label(stance.value), index.values(stance.value, "stakh:holder")
    ('Nove affirms', ())
    """

    said: Mapping[str, Mapping[str, tuple[Term, ...]]]

    @classmethod
    def of(cls, triples: Iterable[Triple]) -> Index:
        """Index triples; one that comes twice counts once."""
        said: dict[str, dict[str, tuple[Term, ...]]] = {}
        for subject, predicate, value in dict.fromkeys(triples):
            about = said.setdefault(key(subject), {})
            about[predicate.value] = (*about.get(predicate.value, ()), value)
        return cls(said)

    def values(self, subject: str, *properties: str) -> tuple[Term, ...]:
        """Give the values of these properties, in the order of the properties, then as they came.

        A property is a full IRI, or ``stakh:name`` for one of the project's own.
        """
        about = self.said.get(subject, {})
        return tuple(value for name in properties for value in about.get(_full(name), ()))

    def links(self, subject: str, *properties: str) -> tuple[str, ...]:
        """Give the things among the values, each once."""
        found = self.values(subject, *properties)
        return tuple(dict.fromkeys(key(term) for term in found if not isinstance(term, Literal)))

    def texts(self, subject: str, *properties: str) -> tuple[str, ...]:
        """Give the texts of the literals among the values."""
        found = self.values(subject, *properties)
        return tuple(term.value for term in found if isinstance(term, Literal))

    def text(self, subject: str, *properties: str) -> str:
        """Give the texts joined by semicolons; nothing where there are none."""
        return "; ".join(self.texts(subject, *properties))

    def label(self, thing: str) -> str:
        """Give the name of a thing, an English one first; without one, the end of its IRI."""
        for naming in _NAMING:
            named = [term for term in self.values(thing, naming) if isinstance(term, Literal)]
            if named:
                return min(named, key=lambda t: ((t.language or "en") != "en", t.value)).value
        return thing.rstrip("/").rpartition("#")[2].rpartition("/")[2] or thing

    def labels(self, subject: str, *properties: str) -> str:
        """Give the names of the things among the values, sorted, joined by semicolons."""
        return "; ".join(sorted(map(self.label, self.links(subject, *properties))))

    def of_class(self, name: str) -> tuple[str, ...]:
        """Give the things of a class, sorted."""
        return tuple(sorted(self._by_class.get(_full(name), ())))

    def classes(self, thing: str) -> tuple[str, ...]:
        """Give the classes that are stated of a thing."""
        return self.links(thing, RDF_TYPE)

    def counted(self) -> tuple[tuple[str, int], ...]:
        """Give how many things each class has, most first."""
        counts = Counter({name: len(things) for name, things in self._by_class.items()})
        return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))

    @cached_property
    def _by_class(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for thing, about in self.said.items():
            for value in about.get(RDF_TYPE, ()):
                if not isinstance(value, Literal):
                    found.setdefault(key(value), []).append(thing)
        return found


def key(term: Term) -> str:
    """Give the name under which an index holds a thing; of a literal its text."""
    return term.ntriples() if isinstance(term, Blank) else term.value


def _full(name: str) -> str:
    return NS + name.removeprefix("stakh:") if name.startswith("stakh:") else name


def told(iri: str) -> Iri | Blank:
    """Give the term that `key` made a name of."""
    return Blank(iri[2:]) if iri.startswith("_:") else Iri(iri)
