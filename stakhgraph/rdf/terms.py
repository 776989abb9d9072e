"""RDF terms that belong to no engine, triples of them, and the minting of IRIs."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from stakhgraph.errors import UsageError

NS = "https://w3id.org/stakhgraph/ns#"
"""Namespace of the project's own vocabulary, prefix ``stakh:``."""

ID = "https://w3id.org/stakhgraph/id/"
"""The IRI of everything that the graph describes begins so: ``ID + kind + "/" + slug``."""

XSD = "http://www.w3.org/2001/XMLSchema#"
"""Namespace of the XML Schema datatypes."""

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
"""Namespace of RDF itself."""

RDF_TYPE = f"{RDF}type"
"""The property that Turtle abbreviates as ``a``."""

RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
"""The property whose value names a thing for a reader."""

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_KIND = re.compile(r"[a-z][a-z0-9]*")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\\x7f-\x9f\ud800-\udfff]*")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
# Characters that must be escaped, or that a terminal might obey. A backslash before u is one of
# them: rdflib resolves character escapes before it parses, and would take "\\u0022" for one. It
# takes eight digits where it finds them, so that only the long form is safe from what follows it.
_SPECIAL = re.compile(r"\\[uU]|[\"\\\x00-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, order=True)
class Iri:
    """An absolute IRI, byte for byte as it was written."""

    value: str

    def ntriples(self) -> str:
        """Return ``<iri>``, the same in N-Triples, Turtle and SPARQL.

        Raises UsageError when a character (a space, ``<``, ``}`` ...) is not allowed in an IRI.
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
        """Return the quoted form, the same in N-Triples, Turtle and SPARQL, on one line.

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
    """A node without an IRI; its label means nothing outside the document or answer it is in."""

    value: str

    def ntriples(self) -> str:
        """Return ``_:label``."""
        return f"_:{self.value}"


Term = Iri | Literal | Blank
Triple = tuple[Iri | Blank, Iri, Term]


def mint(kind: str, slug: str) -> Iri:
    """Return the IRI of the thing of this kind and slug; no other code makes IRIs of things.

    Raises UsageError unless the kind is a lower-case ASCII word and the slug one or more of them,
    joined by single hyphens.

    >>> mint("person", "filtzer-donald").value
    'https://w3id.org/stakhgraph/id/person/filtzer-donald'
    """
    if not _KIND.fullmatch(kind) or not _SLUG.fullmatch(slug):
        raise UsageError(
            f"cannot make an IRI from {kind!r} and {slug!r}",
            remedy="Use lower-case letters, digits and single hyphens, such as person/moshe-lewin.",
        )
    return Iri(f"{ID}{kind}/{slug}")


def is_slug(text: str) -> bool:
    """Return whether the text could be the last part of a minted IRI."""
    return _SLUG.fullmatch(text) is not None


def is_iri(text: str) -> bool:
    """Return whether the text is an absolute IRI that ``<...>`` can contain."""
    return _IRI.fullmatch(text) is not None


def is_language(text: str) -> bool:
    """Return whether the text has the form of a language tag, such as ``ru-Latn``."""
    return _LANGUAGE.fullmatch(text) is not None


@lru_cache(maxsize=1024)
def cased_language(tag: str) -> str:
    """Return a language tag in the case of RFC 5646, section 2.1.1; tags differ in nothing else.

    >>> cased_language("RU-latn"), cased_language("en-gb")
    ('ru-Latn', 'en-GB')
    """
    first, *rest = tag.lower().split("-")
    after_singleton = len(first) == 1
    parts = [first]
    for part in rest:
        cased = {2: str.upper, 4: str.title}.get(len(part), str)
        parts.append(part if after_singleton else cased(part))
        after_singleton = after_singleton or len(part) == 1
    return "-".join(parts)


def sorted_triples(triples: Iterable[Triple]) -> list[Triple]:
    """Return each triple once, sorted by the text of subject, predicate and object."""
    return sorted(set(triples), key=lambda triple: tuple(term.ntriples() for term in triple))


def _escaped(match: re.Match[str]) -> str:
    found = match[0]
    if found in _ESCAPES:
        return _ESCAPES[found]
    if "\ud800" <= found <= "\udfff":
        raise UsageError(f"a lone surrogate (U+{ord(found):04X}) is not text")
    return "".join(_ESCAPES.get(char, f"\\U{ord(char):08X}") for char in found)
