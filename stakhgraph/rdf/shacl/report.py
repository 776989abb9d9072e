"""The standard SHACL validation report, the same text for the same results."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from stakhgraph.errors import UsageError
from stakhgraph.rdf.prefixes import Prefixes
from stakhgraph.rdf.serialisers import jsonld, ntriples, rdfxml
from stakhgraph.rdf.shacl.outcome import Outcome, Result
from stakhgraph.rdf.shacl.vocabulary import SH, STANDARD
from stakhgraph.rdf.terms import RDF, RDF_TYPE, XSD, Blank, Iri, Literal, Term, Triple
from stakhgraph.rdf.triple_index import Index, key, to_term

_Writer = Callable[[Outcome, Prefixes], str]

_FIRST, _REST, _NIL = f"{RDF}first", f"{RDF}rest", f"{RDF}nil"
# The values of these properties are copies from the shapes or the data, not part of a report.
_BARE = frozenset(f"{SH}{end}" for end in ("sourceShape", "sourceConstraint", "value", "focusNode"))


def write(outcome: Outcome, form: str, *, prefixes: Prefixes = STANDARD) -> str:
    """Return the report in one of `FORMATS`; UsageError for another.

    As the specification asks (https://www.w3.org/TR/shacl/#validation-report), it refers to the
    shapes and the data by names and paths only: a shape without an IRI is a blank node in it.
    """
    writer = _WRITERS.get(form)
    if writer is None:
        raise UsageError(
            f"no report format {form!r}", remedy=f"Choose one of {', '.join(FORMATS)}."
        )
    return writer(outcome, prefixes)


def to_values(outcome: Outcome, *, prefixes: Prefixes = STANDARD) -> dict[str, Any]:
    """Return the report as plain values, ready for JSON.

    ``results`` are sorted by their text, and an absent value is None; ``shape`` is the nearest one
    with an IRI. Terms are written as in Turtle, blank nodes as ``[]``.
    """
    names = _Plain(outcome, prefixes)
    results = sorted(map(names.values, outcome.results()), key=_sort_key)
    return {"conforms": outcome.conforms, "results": results}


def _sort_key(values: Mapping[str, Any]) -> list[str]:
    return list(map(str, values.values()))


def _turtle(outcome: Outcome, prefixes: Prefixes) -> str:
    head = [f"@prefix {name}: <{space}> .\n" for name, space in prefixes.namespaces.items()]
    body = _Body(outcome.index, prefixes).text(key(outcome.node))
    return f"{''.join(head)}\n[]\n{body} .\n"


def _text(outcome: Outcome, prefixes: Prefixes) -> str:
    """Return a line for each result, and one that counts them."""
    found = to_values(outcome, prefixes=prefixes)["results"]
    lines = [line for result in found for line in _lines(result)]
    count = "conforms" if outcome.conforms else f"{len(found)} result{'s' * (len(found) != 1)}"
    return "".join([*lines, f"{count}\n"])


def _lines(result: Mapping[str, Any], indent: str = "") -> Iterator[str]:
    where = f"{result['focus']}{' ' + result['path'] if result['path'] else ''}"
    value = f" (value: {result['value']})" if result["value"] is not None else ""
    said = " ".join(result["messages"]) or result["component"]
    shape = "unnamed shape" if result["shape"] == "[]" else result["shape"]
    yield f"{indent}{where}: {result['severity']}: {said}{value} [{shape}]\n"
    for detail in result["details"]:
        yield from _lines(detail, f"{indent}    ")


def _of_triples(serialise: Callable[[Any, Prefixes], str]) -> _Writer:
    def written(outcome: Outcome, prefixes: Prefixes) -> str:
        body = _Body(outcome.index, prefixes)
        return serialise(list(body.triples(key(outcome.node))), prefixes)

    return written


_WRITERS: Mapping[str, _Writer] = {
    "turtle": _turtle,
    "ntriples": _of_triples(ntriples.serialise),
    "jsonld": _of_triples(jsonld.serialise),
    "xml": _of_triples(rdfxml.serialise),
    "nquads": _of_triples(ntriples.serialise),  # a report is one graph, so that these are the same
    "trig": _turtle,
    "text": _text,
}
FORMATS = tuple(_WRITERS)
"""The formats of a report; ``text`` is for a reader."""


class _Body:
    """The text of a report; its order and its labels do not depend on the labels of the input."""

    def __init__(self, report: Index, prefixes: Prefixes) -> None:
        self._report = report
        self._prefixes = prefixes
        self._keys: dict[str, str] = {}
        self._labels: dict[Term, Blank] = {}

    def text(self, node: str, *, depth: int = 1) -> str:
        """Return the properties and values of a node, one a line, blank nodes nested."""
        indent = "    " * depth
        lines = (
            f"{indent}{self._verb(verb)} {self._value(verb, value, depth)}"
            for verb, value in self._stated(node)
        )
        return " ;\n".join(lines)

    def triples(self, node: str) -> Iterator[Triple]:
        """Yield the triples of the report, its blank nodes labelled in the order of its text."""
        todo = [node]
        while todo:
            subject = todo.pop()
            inner = []
            for verb, value in self._stated(subject):
                known = value in self._labels
                term = self._label(value) if isinstance(value, Blank) else value
                yield self._label(to_term(subject)), Iri(verb), term
                if isinstance(value, Blank) and verb not in _BARE and not known:
                    inner.append(key(value))
            todo.extend(reversed(inner))

    def path(self, node: Term) -> str:
        """Return a path in Turtle, on one line."""
        return " ".join(self._value(f"{SH}resultPath", node, 0).split())

    def _label(self, node: Term) -> Blank:
        return self._labels.setdefault(node, Blank(f"n{len(self._labels) + 1}"))

    def _value(self, verb: str, value: Term, depth: int) -> str:
        if not isinstance(value, Blank):
            return name(value, self._prefixes)
        if verb in _BARE:
            return self._label(value).ntriples()
        members = self._members(value)
        if members:
            return f"( {' '.join(self._value(verb, member, depth) for member in members)} )"
        return f"[\n{self.text(key(value), depth=depth + 1)}\n{'    ' * depth}]"

    def _members(self, node: Term) -> list[Term]:
        """Return the members of a list; none for a node that does not begin a well-formed one."""
        members: list[Term] = []
        while key(node) != _NIL:
            about = self._report.statements.get(key(node), {})
            if about.keys() != {_FIRST, _REST} or any(len(v) > 1 for v in about.values()):
                return []
            members.append(about[_FIRST][0])
            node = about[_REST][0]
        return members

    def _stated(self, node: str) -> list[tuple[str, Term]]:
        about = self._report.statements.get(node, {})
        pairs = [(verb, value) for verb, values in about.items() for value in values]
        return sorted(pairs, key=self._pair_key)

    def _pair_key(self, pair: tuple[str, Term]) -> tuple[str, str]:
        verb, value = pair
        return ("" if verb == RDF_TYPE else verb), self._key(value)

    def _key(self, term: Term) -> str:
        """Return a text that sorts a term, for a blank node all that is said of it."""
        if not isinstance(term, Blank):
            return term.ntriples()
        node = key(term)
        if node not in self._keys:
            self._keys[node] = "[]"  # for a description that refers to itself
            members = self._members(term)
            parts = map(self._key, members) if members else self._described(node)
            self._keys[node] = f"[{' '.join(parts)}]"
        return self._keys[node]

    def _described(self, node: str) -> Iterator[str]:
        for pair in self._stated(node):
            yield from self._pair_key(pair)

    def _verb(self, verb: str) -> str:
        return "a" if verb == RDF_TYPE else name(Iri(verb), self._prefixes)


class _Plain:
    """The terms of a report as text for a reader."""

    def __init__(self, outcome: Outcome, prefixes: Prefixes) -> None:
        self._body = _Body(outcome.index, prefixes)
        self._outcome = outcome
        self._prefixes = prefixes

    def values(self, result: Result) -> dict[str, Any]:
        return {
            "focus": self._term(result.focus),
            "path": self._path(result.path),
            "value": self._term(result.value),
            "shape": self._term(self._outcome.rule(result)),
            "component": result.component.removeprefix(SH),
            "severity": result.severity.removeprefix(SH),
            "messages": sorted(message.value for message in result.messages),
            "details": sorted(map(self.values, result.details), key=_sort_key),
        }

    def _term(self, term: Term | None) -> str | None:
        match term:
            case None:
                return None
            case Blank():
                return "[]"
            case Literal(value, datatype) if datatype == f"{XSD}integer":
                return value
        return name(term, self._prefixes)

    def _path(self, path: Term | None) -> str | None:
        return self._body.path(path) if isinstance(path, Blank) else self._term(path)


def name(term: Term, prefixes: Prefixes) -> str:
    """Return a term in Turtle, with a prefix where there is one."""
    match term:
        case Iri():
            return prefixes.shorten(term)
        case Literal(("true" | "false") as value, datatype) if datatype == f"{XSD}boolean":
            return value
        case Literal(value, str(datatype)):
            return f"{Literal(value).ntriples()}^^{prefixes.shorten(Iri(datatype))}"
    return term.ntriples()
