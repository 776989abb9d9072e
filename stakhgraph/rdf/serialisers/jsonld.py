"""Triples as JSON-LD 1.1: https://www.w3.org/TR/json-ld11/."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from stakhgraph.rdf.prefixes import Prefixes
from stakhgraph.rdf.serialisers.jsonld_names import JsonLdNames
from stakhgraph.rdf.serialisers.literals import is_abbreviated, language_tag
from stakhgraph.rdf.terms import (
    RDF_TYPE,
    RDFS_LABEL,
    Blank,
    Iri,
    Literal,
    Term,
    Triple,
    sorted_triples,
)

_TYPE = Iri(RDF_TYPE)
_LABEL = Iri(RDFS_LABEL)


def serialise(
    triples: Iterable[Triple], prefixes: Prefixes, terms: Mapping[str, Any] | None = None
) -> str:
    """Return a JSON-LD document with one node a subject and a context of its own.

    ``terms`` are the terms of a context by name, as in ontology/context.jsonld. The document's
    context contains those of the terms and prefixes that are used, so that a reader fetches
    nothing. Where the type of a term would change a value, the prefixed name of the property is
    used instead, and full IRIs where JSON-LD would misread a prefixed name.
    """
    ordered = sorted(sorted_triples(triples), key=_type_and_label_first)
    vocabulary = _Vocabulary(JsonLdNames.of(prefixes, terms or {}, ordered))
    nodes: dict[Iri | Blank, dict[str, Any]] = {}
    for subject, predicate, value in ordered:
        node = nodes.setdefault(subject, {vocabulary.id: vocabulary.node_name(subject)})
        vocabulary.add(node, predicate, value)
    document = {"@context": vocabulary.context(), "@graph": list(nodes.values())}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _type_and_label_first(triple: Triple) -> tuple[str, bool, bool]:
    subject, predicate, _ = triple
    return subject.ntriples(), predicate != _TYPE, predicate != _LABEL


class _Vocabulary:
    """The keys of a JSON-LD document; it records which terms and prefixes were used."""

    def __init__(self, names: JsonLdNames) -> None:
        self._names = names
        self._terms = names.terms
        self._used: set[str] = set()
        self._by_iri: dict[str, str] = {}
        for name, term in self._terms.items():
            self._by_iri.setdefault(term["@id"], name)
        self.id, self._type = self._keyword("@id"), self._keyword("@type")

    def _keyword(self, keyword: str) -> str:
        name = self._by_iri.get(keyword, keyword)
        self._used.add(name)
        return name

    def context(self) -> dict[str, Any]:
        """Return the context: version, the prefixes in use, the terms in use."""
        return {"@version": 1.1, **self._names.definitions(self._used)}

    def add(self, node: dict[str, Any], predicate: Iri, value: Term) -> None:
        """Add a value to a node, under a key that keeps the value as it is."""
        if predicate == _TYPE and not isinstance(value, Literal):
            node.setdefault(self._type, []).append(self._coded(value))
            return
        key = self._by_iri.get(predicate.value)
        if key and self._add_as_term(node, key, value):
            self._used.add(key)
            return
        node.setdefault(self._name(predicate), []).append(self._full_value(value))

    def _add_as_term(self, node: dict[str, Any], key: str, value: Term) -> bool:
        """Add a value under a term of the context; return False if the term would change it."""
        term = self._terms[key]
        shown = self._coerced(term, value)
        if shown is None:
            return False
        if term.get("@container") == "@language":
            assert isinstance(value, Literal)
            _push(node.setdefault(key, {}), language_tag(value), shown)
        elif term.get("@container") == "@set":
            node.setdefault(key, []).append(shown)
        else:
            _push(node, key, shown)
        return True

    def _coerced(self, term: Mapping[str, Any], value: Term) -> str | int | bool | None:
        kind = term.get("@type")
        if not isinstance(value, Literal):
            if kind not in ("@id", "@vocab"):
                return None
            return self._coded(value) if kind == "@vocab" else self.node_name(value)
        if value.language is not None:
            fits = term.get("@container") == "@language" and kind is None
        elif value.datatype is None:
            fits = kind is None and term.get("@container") != "@language"
        else:
            fits = kind == value.datatype
        return _native(value) if fits else None

    def _full_value(self, value: Term) -> dict[str, Any]:
        if not isinstance(value, Literal):
            return {"@id": self.node_name(value)}
        value.ntriples()
        if value.language is not None:
            return {"@value": value.value, "@language": language_tag(value)}
        if value.datatype is not None:
            return {"@value": value.value, "@type": self._name(Iri(value.datatype))}
        return {"@value": value.value}

    def node_name(self, term: Iri | Blank) -> str:
        """Return the prefixed name of a node, or its full IRI."""
        return term.ntriples() if isinstance(term, Blank) else self._name(term)

    def _coded(self, term: Iri | Blank) -> str:
        """Return a class or a coded value by the term that the context has for it."""
        key = self._by_iri.get(term.value)
        if isinstance(term, Iri) and key:
            self._used.add(key)
            return key
        return self.node_name(term)

    def _name(self, iri: Iri) -> str:
        iri.ntriples()  # raises for what is not an IRI
        short = self._names.prefixes.shorten(iri)
        if short.startswith("<"):
            return iri.value
        self._used.add(short.partition(":")[0])
        return short


def _native(value: Literal) -> str | int | bool:
    """Return the literal as a number or truth value if JSON keeps its spelling, else as text."""
    value.ntriples()
    if is_abbreviated(value):
        if value.value in ("true", "false"):
            return value.value == "true"
        if len(value.value) <= 15:  # JSON parsers may round longer ones
            return int(value.value)
    return value.value


def _push(node: dict[str, Any], key: str, shown: Any) -> None:
    """Add a value under a key: the first alone, several in a list."""
    if key not in node:
        node[key] = shown
    elif isinstance(node[key], list):
        node[key].append(shown)
    else:
        node[key] = [node[key], shown]
