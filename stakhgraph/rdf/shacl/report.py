"""The standard SHACL validation report as Turtle, the same text for the same results."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stakhgraph.rdf.prefixes import Prefixes
from stakhgraph.rdf.rdflib_terms import from_rdflib
from stakhgraph.rdf.shacl.validation import SH, STANDARD, Outcome
from stakhgraph.rdf.terms import RDF_TYPE, XSD, Blank, Iri, Literal

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node


def to_turtle(outcome: Outcome, *, prefixes: Prefixes = STANDARD) -> str:
    """Return the validation report in Turtle.

    As the specification asks (https://www.w3.org/TR/shacl/#validation-report), it refers to the
    shapes and the data by names and paths only: a shape without an IRI is a blank node in it.
    """
    head = [f"@prefix {name}: <{space}> .\n" for name, space in prefixes.namespaces.items()]
    body = _Body(outcome.report, prefixes).text(outcome.node)
    return f"{''.join(head)}\n[]\n{body} .\n"


class _Body:
    """The text of a report; its order and its labels do not depend on the labels of the input."""

    # The values of these properties are copies from the shapes or the data, not part of a report.
    _BARE = frozenset(
        f"{SH}{end}" for end in ("sourceShape", "sourceConstraint", "value", "focusNode")
    )

    def __init__(self, report: Graph, prefixes: Prefixes) -> None:
        self._report = report
        self._prefixes = prefixes
        self._keys: dict[Node, str] = {}
        self._labels: dict[Node, str] = {}

    def text(self, node: Node, *, depth: int = 1) -> str:
        """Return the properties and values of a node, one a line, blank nodes nested."""
        indent = "    " * depth
        lines = (
            f"{indent}{self._verb(verb)} {self._value(verb, value, depth)}"
            for verb, value in self._stated(node)
        )
        return " ;\n".join(lines)

    def _value(self, verb: Node, value: Node, depth: int) -> str:
        if not isinstance(from_rdflib(value), Blank):
            return self._name(value)
        if str(verb) in self._BARE:
            return self._labels.setdefault(value, f"_:n{len(self._labels) + 1}")
        return f"[\n{self.text(value, depth=depth + 1)}\n{'    ' * depth}]"

    def _stated(self, node: Node) -> list[tuple[Node, Node]]:
        return sorted(self._report.predicate_objects(node), key=self._pair_key)

    def _pair_key(self, pair: tuple[Node, Node]) -> tuple[str, str]:
        verb, value = pair
        return ("" if str(verb) == RDF_TYPE else str(verb)), self._key(value)

    def _key(self, node: Node) -> str:
        term = from_rdflib(node)
        if not isinstance(term, Blank):
            return term.ntriples()
        if node not in self._keys:
            self._keys[node] = "[]"  # for a description that refers to itself
            self._keys[node] = str([self._pair_key(pair) for pair in self._stated(node)])
        return self._keys[node]

    def _verb(self, node: Node) -> str:
        return "a" if str(node) == RDF_TYPE else self._name(node)

    def _name(self, node: Node) -> str:
        match from_rdflib(node):
            case Iri() as iri:
                return self._prefixes.shorten(iri)
            case Literal(("true" | "false") as value, datatype) if datatype == f"{XSD}boolean":
                return value
            case Literal(value, str(datatype)):
                return f"{Literal(value).ntriples()}^^{self._prefixes.shorten(Iri(datatype))}"
            case other:
                return other.ntriples()
