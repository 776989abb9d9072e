"""Short names of namespaces: reading their declarations, expanding and shortening IRIs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from stakhgraph.errors import ParseError, UsageError
from stakhgraph.rdf.terms import Iri

# Narrower than the Turtle grammar on purpose: such a name needs no escapes in any format.
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_CURIE = re.compile(rf"(?P<prefix>[A-Za-z][A-Za-z0-9_-]*)?:(?P<local>{_LOCAL.pattern})?")
_PREFIX_LINE = re.compile(
    r"^[ \t]*(?:@prefix|(?i:PREFIX))[ \t]+([A-Za-z][A-Za-z0-9_-]*)?:[ \t]*<([^<>\"{}|^`\\\s]*)>",
    re.MULTILINE,
)


def declared_prefixes(text: str) -> tuple[tuple[str, str], ...]:
    """Return the (prefix, namespace) pairs that a Turtle text declares on lines of their own."""
    return tuple(_PREFIX_LINE.findall(text))


@dataclass(frozen=True)
class Prefixes:
    """Short names of namespaces, both ways.

    >>> names = Prefixes.parse("@prefix person: <https://w3id.org/stakhgraph/id/person/> .")
    >>> names.expand("person:berliner-joseph").value
    'https://w3id.org/stakhgraph/id/person/berliner-joseph'
    >>> names.shorten(Iri("https://w3id.org/stakhgraph/id/person/berliner-joseph"))
    'person:berliner-joseph'
    """

    namespaces: Mapping[str, str]

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]], *, where: str | None = None) -> Prefixes:
        """Return prefixes from (prefix, namespace) pairs; ParseError if one has two namespaces."""
        namespaces: dict[str, str] = {}
        for prefix, namespace in pairs:
            if namespaces.setdefault(prefix, namespace) != namespace:
                raise ParseError(
                    f"prefix {prefix}: is bound to two namespaces",
                    where=where,
                    remedy="One prefix means one namespace in every file.",
                )
        return cls(MappingProxyType(namespaces))

    @classmethod
    def parse(cls, text: str, *, where: str | None = None) -> Prefixes:
        """Return the prefixes of the ``@prefix`` lines of a Turtle text; nothing else is parsed."""
        return cls.of(declared_prefixes(text), where=where)

    def expand(self, curie: str) -> Iri:
        """Return the IRI of ``prefix:local``; UsageError for an unknown prefix or another form."""
        match = _CURIE.fullmatch(curie)
        namespace = self.namespaces.get(match["prefix"] or "") if match else None
        if match is None or namespace is None:
            raise UsageError(
                f"not a known prefixed name: {curie!r}",
                remedy="Write prefix:name with a prefix of ontology/prefixes.ttl.",
            )
        return Iri(namespace + (match["local"] or ""))

    def shorten(self, iri: Iri) -> str:
        """Return ``prefix:local`` with the longest namespace that fits, else ``<iri>``."""
        for namespace, prefix in self._longest_first:
            if iri.value.startswith(namespace) and _LOCAL.fullmatch(iri.value, len(namespace)):
                return f"{prefix}:{iri.value[len(namespace) :]}"
        return f"<{iri.value}>"

    @cached_property
    def _longest_first(self) -> tuple[tuple[str, str], ...]:
        pairs = [(namespace, prefix) for prefix, namespace in self.namespaces.items() if namespace]
        return tuple(sorted(pairs, key=lambda pair: (len(pair[0]), pair[1]), reverse=True))
