"""Which prefixes and terms a JSON-LD document can use without being misread.

JSON-LD has rules for names that Turtle has not (https://www.w3.org/TR/json-ld11/#terms): none may
be empty or look like a keyword, and whatever stands before the first colon of an IRI is taken for
a prefix if the context has one of that name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from stakhgraph.rdf.prefixes import Prefixes
from stakhgraph.rdf.terms import Iri, Literal, Triple

# Neither empty nor like a keyword; without a colon or slash, which would make it an IRI.
_NAME = re.compile(r"(?!_$)(?!@[A-Za-z]+$)[^:/]+")

# In JSON-LD 1.1 a namespace with another ending has a prefix only if its definition says so.
_PREFIX_ENDS = tuple(":/?#[]@")

_KNOWN = {"@id", "@type", "@container", "@protected"}
"""The parts of a definition whose meaning is known here; a term with others is not used."""

_CONTAINERS = (None, "@set", "@language")
_ALIASED = ("@id", "@type")


@dataclass(frozen=True)
class JsonLdNames:
    """The prefixes and terms that can be used; the definitions of terms have full IRIs.

    ``written`` has the definitions as their author wrote them.
    """

    prefixes: Prefixes
    terms: Mapping[str, Mapping[str, Any]]
    written: Mapping[str, Any]

    @classmethod
    def of(
        cls, prefixes: Prefixes, terms: Mapping[str, Any], triples: Iterable[Triple]
    ) -> JsonLdNames:
        """Return those of the prefixes and terms that these triples leave unambiguous."""
        full = {name: _expanded(term, prefixes) for name, term in terms.items()}
        iris = [*_iris(triples), *prefixes.namespaces.values(), *(t["@id"] for t in full.values())]
        schemes = {scheme for iri in iris if (scheme := _scheme(iri))}

        def can_be_used(name: str) -> bool:
            return _NAME.fullmatch(name) is not None and name not in schemes

        spaces = {n: space for n, space in prefixes.namespaces.items() if can_be_used(n)}
        known = {
            name: term
            for name, term in full.items()
            if can_be_used(name) and name not in spaces and _is_known(term)
        }
        return cls(Prefixes(MappingProxyType(spaces)), known, terms)

    def definitions(self, used: Collection[str]) -> dict[str, Any]:
        """Return the part of a context that defines these prefixes and terms."""
        terms = {name: self._definition(name) for name in self.terms if name in used}
        named = set(used)
        for term in terms.values():
            parts = [term] if isinstance(term, str) else [term["@id"], term.get("@type", "")]
            named |= {part.partition(":")[0] for part in parts}
        namespaces = {
            name: space if space[-1:] in _PREFIX_ENDS else {"@id": space, "@prefix": True}
            for name, space in self.prefixes.namespaces.items()
            if name in named
        }
        return {**namespaces, **terms}

    def _definition(self, name: str) -> Any:
        """Return a definition as it was written, or with full IRIs if its prefixes are not used."""
        written, full = self.written[name], self.terms[name]
        if _expanded(written, self.prefixes) == full:
            return written
        return full["@id"] if isinstance(written, str) else dict(full)


def _expanded(term: Any, prefixes: Prefixes) -> dict[str, Any]:
    """Return a definition as an object with full IRIs."""
    whole = {"@id": term} if isinstance(term, str) else dict(term)
    for key in ("@id", "@type"):
        if isinstance(whole.get(key), str):
            prefix, colon, local = whole[key].partition(":")
            space = prefixes.namespaces.get(prefix)
            if colon and space is not None:
                whole[key] = space + local
    return whole


def _is_known(term: Mapping[str, Any]) -> bool:
    """Return whether a definition gives a value no more than a type or a language."""
    name = term["@id"]
    plain = ":" in name or name in _ALIASED
    return plain and term.keys() <= _KNOWN and term.get("@container") in _CONTAINERS


def _iris(triples: Iterable[Triple]) -> Iterator[str]:
    for triple in triples:
        for term in triple:
            if isinstance(term, Iri):
                yield term.value
            elif isinstance(term, Literal) and term.datatype:
                yield term.datatype


def _scheme(iri: str) -> str:
    """Return what JSON-LD could take for the prefix of an IRI; it takes none before ``//``."""
    scheme, _, rest = iri.partition(":")
    return "" if rest.startswith("//") else scheme
