"""Triples as Turtle for a person to read: https://www.w3.org/TR/turtle/."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from stakhgraph.rdf.prefixes import Prefixes
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

_WIDTH = 100


def serialise(triples: Iterable[Triple], prefixes: Prefixes) -> str:
    """Return Turtle with one block a subject: its class, its label, then its other properties.

    The values of a property are on one line if they fit. Subjects come in sections, one for each
    prefix, in the order of the prefixes; only the prefixes in use are declared.

    >>> ex = Prefixes({"ex": "http://example.org/"})
    >>> print(serialise([(Iri("http://example.org/a"), _TYPE, Iri("http://example.org/B"))], ex))
    @prefix ex: <http://example.org/> .
    <BLANKLINE>
    ex:a a ex:B .
    <BLANKLINE>
    """
    names = TurtleNames(prefixes)
    body = "\n".join(sections(triples, names))
    return join_parts(names.head(), body)


def join_parts(*parts: str) -> str:
    """Return the parts that are not empty, a blank line between them."""
    return "\n".join(filter(None, parts))


def sections(triples: Iterable[Triple], names: TurtleNames) -> Iterator[str]:
    """Yield the blocks of the subjects, with a comment before each kind if there are several."""
    order = {name: at for at, name in enumerate(names.prefixes.namespaces)}
    blocks: dict[Iri | Blank, dict[Term, list[Term]]] = {}
    for subject, predicate, value in sorted_triples(triples):
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


def _block(subject: Term, stated: Mapping[Term, Sequence[Term]], names: TurtleNames) -> str:
    lines = (_line(verb, stated[verb], names) for verb in sorted(stated, key=names.sort_key))
    stated_lines = " ;\n    ".join(lines)
    return f"{names.of(subject)} {stated_lines} .\n"


def _line(verb: Term, values: Iterable[Term], names: TurtleNames) -> str:
    name = "a" if verb == _TYPE else names.of(verb)
    shown = [names.of(value) for value in values]
    line = f"{name} {', '.join(shown)}"
    if len(shown) == 1 or len(line) < _WIDTH:
        return line
    return f"{name}\n        " + ",\n        ".join(shown)


class TurtleNames:
    """Terms as Turtle writes them; it records which prefixes were used."""

    def __init__(self, prefixes: Prefixes) -> None:
        self.prefixes = prefixes
        self._short: dict[Term, str] = {}
        self._used: set[str] = set()

    def head(self) -> str:
        """Return the lines that declare the used prefixes, in the order of the list of prefixes."""
        spaces = self.prefixes.namespaces.items()
        return "".join(f"@prefix {p}: <{space}> .\n" for p, space in spaces if p in self._used)

    def short(self, term: Iri | Blank) -> str:
        """Return the shortest name, without recording its prefix as used."""
        if term not in self._short:
            self._short[term] = (
                self.prefixes.shorten(term) if isinstance(term, Iri) else term.ntriples()
            )
        return self._short[term]

    def sort_key(self, verb: Term) -> tuple[bool, bool, str]:
        """Return the key that sorts properties in a block."""
        assert isinstance(verb, Iri)
        return verb != _TYPE, verb != _LABEL, self.short(verb)

    def of(self, term: Term) -> str:
        """Return one term; whole numbers and truth values are abbreviated."""
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
            return f"{_quoted(term.value)}@{language_tag(term)}"
        if term.datatype is None:
            return _quoted(term.value)
        if is_abbreviated(term):
            return term.value
        return f"{_quoted(term.value)}^^{self.of(Iri(term.datatype))}"


def _quoted(text: str) -> str:
    """Return a text in quotation marks, three of them if it has several lines."""
    lines = [Literal(line).ntriples()[1:-1] for line in text.split("\n")]
    return f'"{lines[0]}"' if len(lines) == 1 else f'"""{chr(10).join(lines)}"""'
