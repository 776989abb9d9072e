"""Triples as RDF/XML: https://www.w3.org/TR/rdf-syntax-grammar/."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from stakhgraph.errors import FormatLimit
from stakhgraph.rdf.prefixes import Prefixes
from stakhgraph.rdf.serialisers.literals import language_tag
from stakhgraph.rdf.terms import RDF, Blank, Iri, Literal, Triple, sorted_triples
from stakhgraph.rdf.xml_characters import require_xml

_NAME_START = (
    r"A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    r"\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME_REST = rf"{_NAME_START}.0-9\u00b7\u0300-\u036f\u203f\u2040-"
_XML_NAME = re.compile(rf"[{_NAME_START}][{_NAME_REST}]*$")
# Names that the grammar of RDF/XML reserves, or reads as another property.
_NO_PROPERTY = frozenset(
    "Description RDF ID about parseType resource nodeID datatype li "
    "bagID aboutEach aboutEachPrefix".split()
)


def serialise(triples: Iterable[Triple], prefixes: Prefixes) -> str:
    """Return RDF/XML with one description a subject.

    Raises FormatLimit, with the IRI, for a property that cannot be written as an XML name, and for
    a value with a character that XML 1.0 cannot hold.
    """
    names = _ElementNames(prefixes)
    body = []
    for subject, group in groupby(sorted_triples(triples), lambda triple: triple[0]):
        lines = [_element(triple, names) for triple in group]
        about = _attribute(subject, "about", subject)
        body.append(f"  <rdf:Description {about}>\n{''.join(lines)}  </rdf:Description>\n")
    head = "".join(f"\n  xmlns:{name}={_in_quotes(space)}" for name, space in names.used())
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{head}>\n{"".join(body)}</rdf:RDF>\n'


def _element(triple: Triple, names: _ElementNames) -> str:
    subject, predicate, value = triple
    name = names.of(predicate)
    if not isinstance(value, Literal):
        return f"    <{name} {_attribute(subject, 'resource', value)}/>\n"
    value.ntriples()  # raises for a lone surrogate and an ill-formed language tag
    from xml.sax.saxutils import escape

    text = escape(require_xml(value.value, where=subject.value), {"\r": "&#13;"})
    typed = ""
    if value.language is not None:
        typed = f' xml:lang="{language_tag(value)}"'
    elif value.datatype is not None:
        typed = f" rdf:datatype={_in_quotes(require_xml(value.datatype, where=subject.value))}"
    return f"    <{name}{typed}>{text}</{name}>\n"


def _attribute(subject: Iri | Blank, name: str, term: Iri | Blank) -> str:
    if isinstance(term, Blank):
        return f'rdf:nodeID="{_node_id(term)}"'
    term.ntriples()  # raises for what is not an IRI
    return f"rdf:{name}={_in_quotes(require_xml(term.value, where=subject.value))}"


def _node_id(term: Blank) -> str:
    # An XML name must not begin with a digit; the same letter before every label keeps them unique.
    return f"b{term.value}"


def _in_quotes(text: str) -> str:
    """Return the value of an attribute with its quotes."""
    # Imported here: it loads the whole of urllib, which answers to queries do not need.
    from xml.sax.saxutils import quoteattr

    return quoteattr(text)


class _ElementNames:
    """Properties as names of XML elements; it records which namespaces were used."""

    def __init__(self, prefixes: Prefixes) -> None:
        # An element needs a prefix, and those that begin with xml are reserved.
        self._known = {
            space: name
            for name, space in prefixes.namespaces.items()
            if name not in ("", "rdf") and not name.lower().startswith("xml")
        }
        self._known[RDF] = "rdf"
        self._used = {RDF: "rdf"}

    def used(self) -> list[tuple[str, str]]:
        """Return the prefix and namespace of each namespace in use, sorted."""
        return sorted((name, space) for space, name in self._used.items())

    def of(self, predicate: Iri) -> str:
        """Return the name of the element for a property."""
        predicate.ntriples()
        text = require_xml(predicate.value, where=predicate.value)
        local = _XML_NAME.search(text)
        space = text[: local.start()] if local else ""
        if local is None or not space or (space == RDF and local[0] in _NO_PROPERTY):
            raise FormatLimit(
                "RDF/XML cannot write the name of this property",
                where=predicate.value,
                remedy="Choose Turtle or N-Triples.",
            )
        if space not in self._used:
            self._used[space] = self._known.get(space) or self._fresh()
        return f"{self._used[space]}:{local[0]}"

    def _fresh(self) -> str:
        taken = {*self._known.values(), *self._used.values()}
        return next(name for n in range(1, len(taken) + 2) if (name := f"ns{n}") not in taken)
