"""Triples as text: Turtle, TriG, N-Triples, N-Quads, RDF/XML and JSON-LD, the same bytes each time.

Every writer takes any triples, of a file or of an answer, in any order and with repetitions. A
literal keeps its spelling; a language tag is written in the case that RFC 5646 advises, since RDF
compares tags without regard to it and parsers do not keep it. What a notation cannot hold is
refused by name, so that nothing ill-formed is ever written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from stakhgraph.errors import Failure
from stakhgraph.rdf.terms import (
    RDF_TYPE,
    XSD,
    Blank,
    Iri,
    Literal,
    Prefixes,
    Term,
    Triple,
    in_order,
)

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
"""Namespace of RDF itself."""

LABEL = Iri("http://www.w3.org/2000/01/rdf-schema#label")
"""The property that names a thing for a reader."""

Graphs = Mapping[Iri, Iterable[Triple]]
"""Triples by the graph that holds them."""

_TYPE = Iri(RDF_TYPE)
_WIDTH = 100
_NEVER = re.compile(r"(?!)")
_ABBREVIATED = {
    f"{XSD}integer": re.compile(r"0|-?[1-9][0-9]{0,17}"),
    f"{XSD}boolean": re.compile(r"true|false"),
}
# What no XML 1.0 document can hold, not even as a reference.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAME_START = (
    r"A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    r"\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME_REST = rf"{_NAME_START}.0-9\u00b7\u0300-\u036f\u203f\u2040-"
_XML_NAME = re.compile(rf"[{_NAME_START}][{_NAME_REST}]*$")
# A namespace that ends otherwise has no prefix in JSON-LD 1.1, unless it is said to have one.
_PREFIX_ENDS = tuple(":/?#[]@")
# Names that the grammar of RDF/XML keeps for itself, or reads as another property.
_NO_PROPERTY = frozenset(
    "Description RDF ID about parseType resource nodeID datatype li "
    "bagID aboutEach aboutEachPrefix".split()
)


def turtle(found: Iterable[Triple], prefixes: Prefixes) -> str:
    """Give Turtle (https://www.w3.org/TR/turtle/) for a person to read.

    One block a subject, its class first, then its label; values of one property stand together.
    Subjects come in sections, one for each prefix, in the order of the prefixes; only the prefixes
    in use are declared.

    >>> ex = Prefixes({"ex": "http://example.org/"})
    >>> print(turtle([(Iri("http://example.org/a"), _TYPE, Iri("http://example.org/B"))], ex))
    @prefix ex: <http://example.org/> .
    <BLANKLINE>
    ex:a a ex:B .
    <BLANKLINE>
    """
    names = _Names(prefixes)
    body = "\n".join(_sections(found, names))
    return _joined(names.head(), body)


def trig(graphs: Graphs, prefixes: Prefixes) -> str:
    """Give TriG (https://www.w3.org/TR/trig/): what `turtle` gives, in one block a graph."""
    names = _Names(prefixes)
    blocks = []
    for name, found in sorted(graphs.items()):
        inside = "\n".join(_sections(found, names))
        blocks.append(f"{names.of(name)} {{\n\n{inside}\n}}\n" if inside else "")
    return _joined(names.head(), "\n".join(filter(None, blocks)))


def _joined(*parts: str) -> str:
    return "\n".join(filter(None, parts))


def _sections(found: Iterable[Triple], names: _Names) -> Iterator[str]:
    """Yield the blocks of the subjects, with a comment before each kind where there are several."""
    order = {name: at for at, name in enumerate(names.prefixes.namespaces)}
    blocks: dict[Iri | Blank, dict[Term, list[Term]]] = {}
    for subject, predicate, value in in_order(found):
        blocks.setdefault(subject, {}).setdefault(predicate, []).append(value)

    def kind(subject: Iri | Blank) -> str:
        short = names.short(subject)
        return "" if short.startswith(("<", "_:")) else short.partition(":")[0]

    ordered = sorted(blocks, key=lambda s: (order.get(kind(s), len(order)), isinstance(s, Blank)))
    parts = [(name, list(group)) for name, group in groupby(ordered, kind)]
    for name, group in parts:
        if len(parts) > 1:
            yield f"# {name or 'other'}: {len(group)}\n"
        yield from (_block(subject, blocks[subject], names) for subject in group)


def _block(subject: Term, stated: Mapping[Term, Sequence[Term]], names: _Names) -> str:
    lines = (_line(verb, stated[verb], names) for verb in sorted(stated, key=names.rank))
    stated_lines = " ;\n    ".join(lines)
    return f"{names.of(subject)} {stated_lines} .\n"


def _line(verb: Term, values: Iterable[Term], names: _Names) -> str:
    said = "a" if verb == _TYPE else names.of(verb)
    shown = [names.of(value) for value in values]
    one = f"{said} {', '.join(shown)}"
    if len(shown) == 1 or len(one) < _WIDTH:
        return one
    return f"{said}\n        " + ",\n        ".join(shown)


class _Names:
    """Terms as Turtle writes them, remembering which prefixes that took."""

    def __init__(self, prefixes: Prefixes) -> None:
        self.prefixes = prefixes
        self._short: dict[Term, str] = {}
        self._used: set[str] = set()

    def head(self) -> str:
        """Give the lines that declare the prefixes in use, in the project's order."""
        spaces = self.prefixes.namespaces.items()
        return "".join(f"@prefix {p}: <{space}> .\n" for p, space in spaces if p in self._used)

    def short(self, term: Iri | Blank) -> str:
        """Give the shortest name, without counting it as used."""
        if term not in self._short:
            self._short[term] = (
                self.prefixes.shorten(term) if isinstance(term, Iri) else term.ntriples()
            )
        return self._short[term]

    def rank(self, verb: Term) -> tuple[bool, bool, str]:
        """Give the place of a property in a block."""
        assert isinstance(verb, Iri)
        return verb != _TYPE, verb != LABEL, self.short(verb)

    def of(self, term: Term) -> str:
        """Give one term; whole numbers and truth values as Turtle abbreviates them."""
        if isinstance(term, Literal):
            return self._literal(term)
        short = self.short(term)
        if short.startswith("<"):
            return term.ntriples()
        if isinstance(term, Iri):
            self._used.add(short.partition(":")[0])
        return short

    def _literal(self, term: Literal) -> str:
        if term.language is not None:
            return f"{_quoted(term.value)}@{_tag(term)}"
        if term.datatype is None:
            return _quoted(term.value)
        if _ABBREVIATED.get(term.datatype, _NEVER).fullmatch(term.value):
            return term.value
        return f"{_quoted(term.value)}^^{self.of(Iri(term.datatype))}"


def _quoted(text: str) -> str:
    """Give a text in quotation marks; one of several lines keeps them."""
    lines = [Literal(line).ntriples()[1:-1] for line in text.split("\n")]
    return f'"{lines[0]}"' if len(lines) == 1 else f'"""{chr(10).join(lines)}"""'


def _tag(term: Literal) -> str:
    """Give the language tag in the case of RFC 5646, section 2.1.1: ru-Latn, en-GB."""
    Literal("", language=term.language).ntriples()
    first, *rest = (term.language or "").lower().split("-")
    single = False
    parts = [first]
    for part in rest:
        cased = {2: str.upper, 4: str.title}.get(len(part), str)
        parts.append(part if single else cased(part))
        single = single or len(part) == 1
    return "-".join(parts)


def _plain(term: Term) -> str:
    if isinstance(term, Literal) and term.language is not None:
        return Literal(term.value, language=_tag(term)).ntriples()
    return term.ntriples()


def ntriples(found: Iterable[Triple], _prefixes: Prefixes | None = None) -> str:
    """Give N-Triples (https://www.w3.org/TR/n-triples/): one triple a line, sorted by their text.

    It has no prefixes; that it takes them lets every notation be called alike.

    >>> print(ntriples([(Iri("ex:a"), Iri("ex:b"), Literal("c", language="EN-gb"))]), end="")
    <ex:a> <ex:b> "c"@en-GB .
    """
    return "".join(sorted({f"{' '.join(map(_plain, triple))} .\n" for triple in found}))


def nquads(graphs: Graphs, _prefixes: Prefixes | None = None) -> str:
    """Give N-Quads (https://www.w3.org/TR/n-quads/): one triple and its graph a line, sorted."""
    return "".join(
        sorted(
            {
                f"{' '.join(map(_plain, triple))} {name.ntriples()} .\n"
                for name, found in graphs.items()
                for triple in found
            }
        )
    )


def rdfxml(found: Iterable[Triple], prefixes: Prefixes) -> str:
    """Give RDF/XML (https://www.w3.org/TR/rdf-syntax-grammar/), one description a subject.

    Raises Failure, with the IRI, for a property that has no XML name, and for a value with a
    character that XML 1.0 cannot hold.
    """
    spaces = _Spaces(prefixes)
    body = []
    for subject, group in groupby(in_order(found), lambda triple: triple[0]):
        lines = [_element(triple, spaces) for triple in group]
        about = _attribute(subject, "about", subject)
        body.append(f"  <rdf:Description {about}>\n{''.join(lines)}  </rdf:Description>\n")
    head = "".join(f"\n  xmlns:{name}={_in_quotes(space)}" for name, space in spaces.used())
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{head}>\n{"".join(body)}</rdf:RDF>\n'


def _element(triple: Triple, spaces: _Spaces) -> str:
    subject, predicate, value = triple
    name = spaces.name(predicate)
    if not isinstance(value, Literal):
        return f"    <{name} {_attribute(subject, 'resource', value)}/>\n"
    value.ntriples()  # refuses a lone surrogate and an ill-formed language tag
    from xml.sax.saxutils import escape

    text = escape(xml_text(value.value, where=subject.value), {"\r": "&#13;"})
    typed = ""
    if value.language is not None:
        typed = f' xml:lang="{_tag(value)}"'
    elif value.datatype is not None:
        typed = f" rdf:datatype={_in_quotes(xml_text(value.datatype, where=subject.value))}"
    return f"    <{name}{typed}>{text}</{name}>\n"


def _attribute(subject: Iri | Blank, name: str, term: Iri | Blank) -> str:
    if isinstance(term, Blank):
        return f'rdf:nodeID="{_node_id(term)}"'
    term.ntriples()  # refuses what is no IRI
    return f"rdf:{name}={_in_quotes(xml_text(term.value, where=subject.value))}"


def _node_id(term: Blank) -> str:
    # An XML name may not begin with a digit; one letter for all keeps different labels different.
    return f"b{term.value}"


def _in_quotes(text: str) -> str:
    """Give the value of an attribute with its quotes."""
    # Imported here: it brings the whole of urllib along, which answers to questions do without.
    from xml.sax.saxutils import quoteattr

    return quoteattr(text)


def xml_text(text: str, *, where: str) -> str:
    """Give the text back if XML 1.0 can hold it; else raise Failure with the character and IRI."""
    found = _NOT_XML.search(text)
    if found:
        raise Failure(
            f"XML cannot hold the character U+{ord(found[0]):04X} of {text[:60]!r}",
            where=where,
            remedy="Export Turtle or N-Triples, or take the character out.",
        )
    return text


class _Spaces:
    """Names of properties as XML elements, remembering which namespaces that took."""

    def __init__(self, prefixes: Prefixes) -> None:
        self._known = {space: name for name, space in prefixes.namespaces.items()}
        self._known[RDF] = "rdf"
        self._used = {RDF: "rdf"}

    def used(self) -> list[tuple[str, str]]:
        """Give prefix and namespace of each in use."""
        return sorted((name, space) for space, name in self._used.items())

    def name(self, predicate: Iri) -> str:
        """Give the element of a property."""
        predicate.ntriples()
        text = xml_text(predicate.value, where=predicate.value)
        local = _XML_NAME.search(text)
        space = text[: local.start()] if local else ""
        if local is None or not space or (space == RDF and local[0] in _NO_PROPERTY):
            raise Failure(
                "the property has no name that RDF/XML can write",
                where=predicate.value,
                remedy="Export Turtle or N-Triples.",
            )
        if space not in self._used:
            self._used[space] = self._known.get(space) or self._fresh()
        return f"{self._used[space]}:{local[0]}"

    def _fresh(self) -> str:
        taken = {*self._known.values(), *self._used.values()}
        return next(name for n in range(1, len(taken) + 2) if (name := f"ns{n}") not in taken)


def jsonld(
    found: Iterable[Triple], prefixes: Prefixes, terms: Mapping[str, Any] | None = None
) -> str:
    """Give JSON-LD 1.1 (https://www.w3.org/TR/json-ld11/), one node a subject, in one document.

    ``terms`` are the terms of a context by name, as in ontology/context.jsonld. Of these and of the
    prefixes the document's own context holds what it uses, so that a reader fetches nothing.
    A value that a term's type would change stands under the prefixed name of its property instead.
    Raises Failure for an IRI that JSON-LD would take for a prefixed name.
    """
    words = _Words(prefixes, terms or {})
    nodes: dict[Iri | Blank, dict[str, Any]] = {}
    for subject, predicate, value in sorted(in_order(found), key=_type_and_label_first):
        node = nodes.setdefault(subject, {words.id_: words.thing(subject)})
        words.add(node, predicate, value)
    document = {"@context": words.context(), "@graph": list(nodes.values())}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _type_and_label_first(triple: Triple) -> tuple[str, bool, bool]:
    subject, predicate, _ = triple
    return subject.ntriples(), predicate != _TYPE, predicate != LABEL


class _Words:
    """The words of a JSON-LD document, remembering which of the context it uses."""

    def __init__(self, prefixes: Prefixes, terms: Mapping[str, Any]) -> None:
        self._prefixes = prefixes
        self._terms = {name: _definition(term) for name, term in terms.items()}
        self._raw = terms
        self._used: set[str] = set()
        self._by_iri: dict[str, str] = {}
        for name, term in self._terms.items():
            self._by_iri.setdefault(self._full(term["@id"]), name)
        self.id_, self._type = self._keyword("@id"), self._keyword("@type")

    def _keyword(self, keyword: str) -> str:
        name = self._by_iri.get(keyword, keyword)
        self._used.add(name)
        return name

    def context(self) -> dict[str, Any]:
        """Give the context: version, the prefixes in use, the terms in use."""
        used = {name: self._raw[name] for name in self._terms if name in self._used}
        for term in used.values():
            for part in (_definition(term)["@id"], _definition(term).get("@type", "")):
                self._used.add(part.partition(":")[0])
        spaces = {
            name: space if space[-1:] in _PREFIX_ENDS else {"@id": space, "@prefix": True}
            for name, space in self._prefixes.namespaces.items()
            if name in self._used
        }
        return {"@version": 1.1, **spaces, **used}

    def add(self, node: dict[str, Any], predicate: Iri, value: Term) -> None:
        """Add one value to a node, under the word that keeps it as it is."""
        if predicate == _TYPE and not isinstance(value, Literal):
            node.setdefault(self._type, []).append(self._class(value))
            return
        word = self._by_iri.get(predicate.value)
        if word and self._fitted(node, word, value):
            self._used.add(word)
            return
        node.setdefault(self._name(predicate), []).append(self._full_value(value))

    def _fitted(self, node: dict[str, Any], word: str, value: Term) -> bool:
        """Add a value under a term of the context; False if the term would make it another."""
        term = self._terms[word]
        shown = self._coerced(term, value)
        if shown is None:
            return False
        if term.get("@container") == "@language":
            assert isinstance(value, Literal)
            _push(node.setdefault(word, {}), _tag(value), shown)
        elif term.get("@container") == "@set":
            node.setdefault(word, []).append(shown)
        else:
            _push(node, word, shown)
        return True

    def _coerced(self, term: Mapping[str, Any], value: Term) -> str | int | bool | None:
        kind = term.get("@type")
        if not isinstance(value, Literal):
            if kind not in ("@id", "@vocab"):
                return None
            return self._coded(value) if kind == "@vocab" else self.thing(value)
        if value.language is not None:
            fits = term.get("@container") == "@language" and kind is None
        elif value.datatype is None:
            fits = kind is None and term.get("@container") != "@language"
        else:
            fits = bool(kind) and self._full(str(kind)) == value.datatype
        return _native(value) if fits else None

    def _full_value(self, value: Term) -> dict[str, Any]:
        if not isinstance(value, Literal):
            return {"@id": self.thing(value)}
        value.ntriples()
        if value.language is not None:
            return {"@value": value.value, "@language": _tag(value)}
        if value.datatype is not None:
            return {"@value": value.value, "@type": self._name(Iri(value.datatype))}
        return {"@value": value.value}

    def thing(self, term: Iri | Blank) -> str:
        """Give the name of a thing: prefixed, or in full."""
        return term.ntriples() if isinstance(term, Blank) else self._name(term)

    def _class(self, term: Iri | Blank) -> str:
        return self._coded(term)

    def _coded(self, term: Iri | Blank) -> str:
        """Give a class or a coded value by the word that the context has for it."""
        word = self._by_iri.get(term.value)
        if isinstance(term, Iri) and word:
            self._used.add(word)
            return word
        return self.thing(term)

    def _name(self, iri: Iri) -> str:
        short = self._prefixes.shorten(iri)
        if not short.startswith("<"):
            self._used.add(short.partition(":")[0])
            return short
        iri.ntriples()
        scheme, _, rest = iri.value.partition(":")
        if not rest.startswith("//") and (scheme in self._prefixes.namespaces or scheme == "_"):
            raise Failure(
                f"JSON-LD would read this IRI by the prefix {scheme!r}",
                where=iri.value,
                remedy="Export Turtle or N-Triples.",
            )
        return iri.value

    def _full(self, name: str) -> str:
        prefix, colon, local = name.partition(":")
        space = self._prefixes.namespaces.get(prefix)
        return space + local if colon and space is not None else name


def _definition(term: Any) -> dict[str, Any]:
    return {"@id": term} if isinstance(term, str) else dict(term)


def _native(value: Literal) -> str | int | bool:
    """Give a JSON value that comes back as the very same text: only what is written canonically."""
    value.ntriples()
    if value.datatype and _ABBREVIATED.get(value.datatype, _NEVER).fullmatch(value.value):
        if value.value in ("true", "false"):
            return value.value == "true"
        if len(value.value) <= 15:  # more digits than that, JSON may round
            return int(value.value)
    return value.value


def _push(node: dict[str, Any], word: str, shown: Any) -> None:
    """Put a value under a word: the first alone, more of them in a list."""
    if word not in node:
        node[word] = shown
    elif isinstance(node[word], list):
        node[word].append(shown)
    else:
        node[word] = [node[word], shown]
