"""The graph in other hands: Turtle, N-Triples and JSON-LD, the same bytes on every run.

Exports are made from the parsed files and not from the store, so that a literal comes out as its
author wrote it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from stakhgraph.errors import UnknownName
from stakhgraph.project import Project
from stakhgraph.store import triples
from stakhgraph.terms import RDF_TYPE, XSD, Iri, Literal, Prefixes, Term, Triple, in_order

if TYPE_CHECKING:
    from typing import Any

_TYPE = Iri(RDF_TYPE)
_NEVER = re.compile(r"(?!)")
_ABBREVIATED = {
    f"{XSD}integer": re.compile(r"-?(?:0|[1-9][0-9]*)"),
    f"{XSD}boolean": re.compile(r"true|false"),
}


def write(project: Project, format: str) -> str:  # noqa: A002
    """Return the graph (without the ontology) in `turtle`, `ntriples` or `jsonld`.

    Raises UnknownName for another format, ParseError and UnreadableFile for files.
    """
    if format not in FORMATS:
        raise UnknownName(f"no format {format!r}", remedy=f"Choose one of {', '.join(FORMATS)}")
    found = in_order({t for file in project.graph for t in triples(file, where=project.name(file))})
    return FORMATS[format](found, project.prefixes)


def _turtle(found: Iterable[Triple], prefixes: Prefixes) -> str:
    """Return Turtle: one block a subject, its class first, values of one property together."""
    names = _Names(prefixes)
    blocks: dict[Term, dict[Term, list[str]]] = {}
    for subject, predicate, value in found:
        blocks.setdefault(subject, {}).setdefault(predicate, []).append(names.of(value))
    body = [_block(subject, stated, names) for subject, stated in blocks.items()]
    return names.head() + "\n" + "\n".join(body)


def _block(subject: Term, stated: dict[Term, list[str]], names: _Names) -> str:
    verbs = sorted(stated, key=lambda verb: (verb != _TYPE, names.of(verb)))
    lines = (
        f"{'a' if verb == _TYPE else names.of(verb)} {', '.join(stated[verb])}" for verb in verbs
    )
    stated_lines = " ;\n    ".join(lines)
    return f"{names.of(subject)} {stated_lines} .\n"


class _Names:
    """Terms as Turtle writes them, remembering which prefixes that took."""

    def __init__(self, prefixes: Prefixes) -> None:
        self._prefixes = prefixes
        self._used: set[str] = set()

    def head(self) -> str:
        """Return the lines that declare the prefixes in use, in the project's order."""
        spaces = self._prefixes.namespaces.items()
        return "".join(f"@prefix {p}: <{space}> .\n" for p, space in spaces if p in self._used)

    def of(self, term: Term) -> str:
        """Return one term; whole numbers and truth values as Turtle abbreviates them."""
        if isinstance(term, Iri):
            short = self._prefixes.shorten(term)
            if not short.startswith("<"):
                self._used.add(short.partition(":")[0])
            return short
        if isinstance(term, Literal) and term.datatype:
            if _ABBREVIATED.get(term.datatype, _NEVER).fullmatch(term.value):
                return term.value
            return f"{Literal(term.value).ntriples()}^^{self.of(Iri(term.datatype))}"
        return term.ntriples()


def _ntriples(found: Iterable[Triple], _prefixes: Prefixes) -> str:
    return "".join(sorted(f"{s.ntriples()} {p.ntriples()} {o.ntriples()} .\n" for s, p, o in found))


def _jsonld(found: Iterable[Triple], prefixes: Prefixes) -> str:
    """Return JSON-LD 1.1: a context of the project's prefixes, and one node a subject."""
    nodes: dict[Term, dict[str, Any]] = {}
    for subject, predicate, value in found:
        node = nodes.setdefault(subject, {"@id": _name(subject, prefixes)})
        if predicate == _TYPE:
            node.setdefault("@type", []).append(_name(value, prefixes))
        else:
            node.setdefault(_name(predicate, prefixes), []).append(_node(value, prefixes))
    context = {"@version": 1.1, **dict(prefixes.namespaces)}
    document = {"@context": context, "@graph": list(nodes.values())}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _node(term: Term, prefixes: Prefixes) -> dict[str, str]:
    if not isinstance(term, Literal):
        return {"@id": _name(term, prefixes)}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    if term.datatype:
        return {"@value": term.value, "@type": _name(Iri(term.datatype), prefixes)}
    return {"@value": term.value}


def _name(term: Term, prefixes: Prefixes) -> str:
    if not isinstance(term, Iri):
        return term.ntriples()
    short = prefixes.shorten(term)
    return term.value if short.startswith("<") else short


FORMATS: dict[str, Callable[[Iterable[Triple], Prefixes], str]] = {
    "turtle": _turtle,
    "ntriples": _ntriples,
    "jsonld": _jsonld,
}
"""The formats by name: one function each."""
