"""What comes of applying shapes: the report as triples, and its results one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from stakhgraph.rdf.shacl.shapes_graph import ShapesGraph
from stakhgraph.rdf.shacl.vocabulary import SH
from stakhgraph.rdf.terms import Iri, Literal, Term, Triple
from stakhgraph.rdf.triple_index import Index, key, to_term


@dataclass(frozen=True)
class RawReport:
    """The triples of a report as an engine gives them, and the node of the report in them.

    Blank nodes of the shapes have the labels that they have in the graph of the shapes.
    """

    triples: Sequence[Triple]
    node: Term


@dataclass(frozen=True)
class Result:
    """One result of a validation (https://www.w3.org/TR/shacl/#results-validation-result)."""

    focus: Term
    path: Term | None
    value: Term | None
    shape: Term | None
    component: str
    severity: str
    messages: tuple[Literal, ...]
    details: tuple[Result, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """A report, its shapes, and remarks on what these say that has no effect."""

    triples: Sequence[Triple]
    node: Term
    shapes: ShapesGraph
    notices: tuple[str, ...] = ()

    @cached_property
    def index(self) -> Index:
        """The triples of the report by subject and property."""
        return Index.of(self.triples)

    @property
    def conforms(self) -> bool:
        """Whether there is no result, whatever its severity."""
        return self.index.text(key(self.node), f"{SH}conforms") == "true"

    def results(self) -> Iterator[Result]:
        """Yield the results in any order."""
        for node in self.index.links(key(self.node), f"{SH}result"):
            yield self._result(node)

    def rule(self, result: Result) -> Term:
        """Return the shape of a result, or the nearest shape with an IRI that contains it."""
        return self.shapes.named(result.shape or result.focus)

    def _result(self, node: str) -> Result:
        def one(name: str) -> Term | None:
            return next(iter(self.index.values(node, SH + name)), None)

        focus = one("focusNode")
        messages = self.index.values(node, f"{SH}resultMessage")
        return Result(
            to_term(node) if focus is None else focus,
            one("resultPath"),
            one("value"),
            one("sourceShape"),
            _iri(one("sourceConstraintComponent")),
            _iri(one("resultSeverity")),
            tuple(m for m in messages if isinstance(m, Literal)),
            tuple(map(self._result, self.index.links(node, f"{SH}detail"))),
        )


def _iri(term: Term | None) -> str:
    return term.value if isinstance(term, Iri) else ""
