"""Triples in memory, found by subject and property, without a store or a query.

Things are named by the text of their IRI, blank nodes by ``_:label``. Values keep the order and the
spelling in which they came.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from stakhgraph.rdf.terms import NS, RDF_TYPE, RDFS_LABEL, Blank, Iri, Literal, Term, Triple

_LABELS = (
    RDFS_LABEL,
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    "http://xmlns.com/foaf/0.1/name",
    "http://purl.org/dc/terms/title",
)


@dataclass(frozen=True)
class Index:
    """Values by subject and property: ``statements[subject][property]``.

    >>> stance = Iri("https://w3id.org/stakhgraph/id/stance/a")
    >>> index = Index.of([(stance, Iri(RDFS_LABEL), Literal("Nove affirms", language="en"))])
    >>> index.label(stance.value), index.values(stance.value, "stakh:holder")
    ('Nove affirms', ())
    """

    statements: Mapping[str, Mapping[str, tuple[Term, ...]]]

    @classmethod
    def of(cls, triples: Iterable[Triple]) -> Index:
        """Return the index of some triples; repetitions count once."""
        lists: dict[str, dict[str, list[Term]]] = {}
        for subject, predicate, value in dict.fromkeys(triples):
            about = lists.setdefault(key(subject), {})
            about.setdefault(predicate.value, []).append(value)
        return cls(
            {
                subject: {name: tuple(values) for name, values in about.items()}
                for subject, about in lists.items()
            }
        )

    def values(self, subject: str, *properties: str) -> tuple[Term, ...]:
        """Return the values of these properties, in the order of the properties, then as they came.

        A property is a full IRI, or ``stakh:name`` for one of the project's own.
        """
        about = self.statements.get(subject, {})
        return tuple(value for name in properties for value in about.get(_full(name), ()))

    def links(self, subject: str, *properties: str) -> tuple[str, ...]:
        """Return the things among the values, each once."""
        found = self.values(subject, *properties)
        return tuple(dict.fromkeys(key(term) for term in found if not isinstance(term, Literal)))

    def texts(self, subject: str, *properties: str) -> tuple[str, ...]:
        """Return the texts of the literals among the values."""
        found = self.values(subject, *properties)
        return tuple(term.value for term in found if isinstance(term, Literal))

    def text(self, subject: str, *properties: str) -> str:
        """Return the texts joined by semicolons; empty if there are none."""
        return "; ".join(self.texts(subject, *properties))

    def label(self, thing: str) -> str:
        """Return the name of a thing, preferably an English one, or else the end of its IRI."""
        for naming in _LABELS:
            named = [term for term in self.values(thing, naming) if isinstance(term, Literal)]
            if named:
                return min(named, key=lambda t: ((t.language or "en") != "en", t.value)).value
        return thing.rstrip("/").rpartition("#")[2].rpartition("/")[2] or thing

    def labels(self, subject: str, *properties: str) -> str:
        """Return the names of the things among the values, sorted, joined by semicolons."""
        return "; ".join(sorted(map(self.label, self.links(subject, *properties))))

    def of_class(self, name: str) -> tuple[str, ...]:
        """Return the things of a class, sorted."""
        return tuple(sorted(self._by_class.get(_full(name), ())))

    def linking(self, name: str, thing: str) -> tuple[str, ...]:
        """Return the things whose property of this name has a thing as its value, sorted."""
        return tuple(sorted(self._by_value.get((_full(name), thing), ())))

    def classes(self, thing: str) -> tuple[str, ...]:
        """Return the classes that the triples state for a thing."""
        return self.links(thing, RDF_TYPE)

    def counted(self) -> tuple[tuple[str, int], ...]:
        """Return the number of things of each class, the largest class first."""
        counts = Counter({name: len(things) for name, things in self._by_class.items()})
        return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))

    @cached_property
    def _by_class(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for thing, about in self.statements.items():
            for value in about.get(RDF_TYPE, ()):
                if not isinstance(value, Literal):
                    found.setdefault(key(value), []).append(thing)
        return found

    @cached_property
    def _by_value(self) -> dict[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = {}
        for thing, about in self.statements.items():
            for name, values in about.items():
                for value in values:
                    if not isinstance(value, Literal):
                        found.setdefault((name, key(value)), []).append(thing)
        return found


def key(term: Term) -> str:
    """Return the name of a thing in an index, or the text of a literal."""
    return term.ntriples() if isinstance(term, Blank) else term.value


def _full(name: str) -> str:
    return NS + name.removeprefix("stakh:") if name.startswith("stakh:") else name


def to_term(name: str) -> Iri | Blank:
    """Return the term that `key` made this name of."""
    return Blank(name[2:]) if name.startswith("_:") else Iri(name)
