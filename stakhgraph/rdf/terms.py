"""RDF terms that belong to no engine, the minting of IRIs, and prefixes."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from stakhgraph.errors import ParseError, UsageError

if TYPE_CHECKING:
    from rdflib.term import Identifier

NS = "https://w3id.org/stakhgraph/ns#"
"""Namespace of the project's own vocabulary, prefix ``stakh:``."""

ID = "https://w3id.org/stakhgraph/id/"
"""Under this stands every thing that the graph speaks of: ``ID + kind + "/" + slug``."""

XSD = "http://www.w3.org/2001/XMLSchema#"
"""Namespace of the XML Schema datatypes."""

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
"""What ``a`` abbreviates."""

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_KIND = re.compile(r"[a-z][a-z0-9]*")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\\x7f-\x9f\ud800-\udfff]*")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
# Narrower than the Turtle grammar on purpose: what is written this way needs no escape anywhere.
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_CURIE = re.compile(rf"(?P<prefix>[A-Za-z][A-Za-z0-9_-]*)?:(?P<local>{_LOCAL.pattern})?")
_PREFIX_LINE = re.compile(
    r"^[ \t]*(?:@prefix|(?i:PREFIX))[ \t]+([A-Za-z][A-Za-z0-9_-]*)?:[ \t]*<([^<>\"{}|^`\\\s]*)>",
    re.MULTILINE,
)
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
# What must be escaped, or else might be obeyed by a terminal. A backslash before u is among it, as
# rdflib resolves escapes of characters before it reads, and then takes "\\u0022" for one; it takes
# eight digits where it can get them, so that only the long form is safe from what follows.
_SPECIAL = re.compile(r"\\[uU]|[\"\\\x00-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, order=True)
class Iri:
    """A name: an absolute IRI, byte for byte as it was written."""

    value: str

    def ntriples(self) -> str:
        """Give ``<iri>``, the same in N-Triples, Turtle and SPARQL.

        Raises UsageError when a character (a space, ``<``, ``}`` ...) cannot stand in an IRI.
        """
        if not _IRI.fullmatch(self.value):
            raise UsageError(f"not an absolute IRI: {self.value!r}")
        return f"<{self.value}>"


@dataclass(frozen=True)
class Literal:
    """A value: its text as the author wrote it, with a datatype IRI or a language tag.

    ``datatype`` is None for plain strings and for language-tagged ones.
    """

    value: str
    datatype: str | None = None
    language: str | None = None

    def ntriples(self) -> str:
        """Give the quoted form, the same in N-Triples, Turtle and SPARQL, on one line.

        Raises UsageError when the text holds a lone surrogate, or the language tag is ill-formed.
        """
        quoted = f'"{_SPECIAL.sub(_escaped, self.value)}"'
        if self.language is not None:
            if not _LANGUAGE.fullmatch(self.language):
                raise UsageError(f"not a language tag: {self.language!r}")
            return f"{quoted}@{self.language}"
        return quoted if self.datatype is None else f"{quoted}^^{Iri(self.datatype).ntriples()}"


@dataclass(frozen=True, order=True)
class Blank:
    """A node without a name; the label means nothing outside the answer that holds it."""

    value: str

    def ntriples(self) -> str:
        """Give ``_:label``."""
        return f"_:{self.value}"


Term = Iri | Literal | Blank
Triple = tuple[Iri | Blank, Iri, Term]


def mint(kind: str, slug: str) -> Iri:
    """Give the IRI of the thing of this kind and slug; no other code makes one up.

    Raises UsageError unless both are lower-case ASCII words, the slug's joined by hyphens.

    >>> mint("person", "filtzer-donald").value
    'https://w3id.org/stakhgraph/id/person/filtzer-donald'
    """
    if not _KIND.fullmatch(kind) or not _SLUG.fullmatch(slug):
        raise UsageError(
            f"cannot make a name out of {kind!r} and {slug!r}",
            remedy="Use lower-case letters, digits and single hyphens, such as person/moshe-lewin.",
        )
    return Iri(f"{ID}{kind}/{slug}")


def is_slug(text: str) -> bool:
    """Tell whether the text could be the last part of a minted IRI."""
    return _SLUG.fullmatch(text) is not None


def is_iri(text: str) -> bool:
    """Tell whether the text is an absolute IRI that may stand between angle brackets."""
    return _IRI.fullmatch(text) is not None


def is_language(text: str) -> bool:
    """Tell whether the text has the form of a language tag, such as ``ru-Latn``."""
    return _LANGUAGE.fullmatch(text) is not None


def declared_prefixes(text: str) -> tuple[tuple[str, str], ...]:
    """Give the (prefix, namespace) pairs of the lines that declare them in a Turtle text."""
    return tuple(_PREFIX_LINE.findall(text))


def in_order(found: Iterable[Triple]) -> list[Triple]:
    """Give triples each once, sorted by the text of subject, predicate and object."""
    return sorted(set(found), key=lambda triple: tuple(term.ntriples() for term in triple))


def node_of(term: Term) -> "Identifier":
    """Give the rdflib node for a term, spelt as the term is while rdflib keeps spellings."""
    import rdflib

    match term:
        case Iri():
            return rdflib.URIRef(term.value)
        case Blank():
            return rdflib.BNode(term.value)
        case Literal() if term.language is not None:
            return rdflib.Literal(term.value, lang=term.language)
        case Literal():
            datatype = None if term.datatype is None else rdflib.URIRef(term.datatype)
            return rdflib.Literal(term.value, datatype=datatype)


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
    def of(cls, pairs: Iterable[tuple[str, str]], *, where: str | None = None) -> "Prefixes":
        """Build from (prefix, namespace) pairs; ParseError if one prefix names two namespaces."""
        found: dict[str, str] = {}
        for prefix, namespace in pairs:
            if found.setdefault(prefix, namespace) != namespace:
                raise ParseError(
                    f"prefix {prefix}: is bound to two namespaces",
                    where=where,
                    remedy="One prefix means one namespace in every file.",
                )
        return cls(MappingProxyType(found))

    @classmethod
    def parse(cls, text: str, *, where: str | None = None) -> "Prefixes":
        """Read the ``@prefix`` lines of a Turtle text, and nothing else of it."""
        return cls.of(declared_prefixes(text), where=where)

    def expand(self, curie: str) -> Iri:
        """Give the IRI of ``prefix:local``; UsageError if there is none."""
        match = _CURIE.fullmatch(curie)
        namespace = self.namespaces.get(match["prefix"] or "") if match else None
        if match is None or namespace is None:
            raise UsageError(
                f"not a known prefixed name: {curie!r}",
                remedy="Write prefix:name with a prefix of ontology/prefixes.ttl.",
            )
        return Iri(namespace + (match["local"] or ""))

    def shorten(self, iri: Iri) -> str:
        """Give ``prefix:local`` by the longest fitting namespace, else ``<iri>``."""
        fitting = [
            (len(namespace), prefix)
            for prefix, namespace in self.namespaces.items()
            if namespace
            and iri.value.startswith(namespace)
            and _LOCAL.fullmatch(iri.value[len(namespace) :])
        ]
        if not fitting:
            return f"<{iri.value}>"
        length, prefix = max(fitting)
        return f"{prefix}:{iri.value[length:]}"


def _escaped(match: re.Match[str]) -> str:
    found = match[0]
    if found in _ESCAPES:
        return _ESCAPES[found]
    if "\ud800" <= found <= "\udfff":
        raise UsageError(f"a lone surrogate (U+{ord(found):04X}) is no text")
    return "".join(_ESCAPES.get(char, f"\\U{ord(char):08X}") for char in found)
