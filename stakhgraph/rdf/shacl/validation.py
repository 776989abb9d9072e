"""Shapes applied to data: the one way to both engines.

``shacl`` is the default engine; ``pyshacl`` is the independent second. What both leave open is
settled here: what cannot be applied is refused by name, and every result says something.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec

from stakhgraph.rdf.prefixes import Prefixes
from stakhgraph.rdf.rdf_files import Source
from stakhgraph.rdf.shacl import limited, messages, well_formed
from stakhgraph.rdf.shacl.details import with_details
from stakhgraph.rdf.shacl.outcome import Outcome
from stakhgraph.rdf.shacl.shapes_graph import ShapesGraph
from stakhgraph.rdf.shacl.vocabulary import SH, STANDARD
from stakhgraph.rdf.terms import Blank, Iri, Literal, Term, Triple
from stakhgraph.rdf.triple_index import Index, key, to_term
from stakhgraph.rdf.workers.worker_store import TIMEOUT

__all__ = ["ENGINES", "apply", "default_engine"]

ENGINES = tuple(limited.REPORTS)
"""The engines by name; the first is the default where it can be installed."""


def default_engine() -> str:
    """Return the default engine: pySHACL on a platform for which there is no other."""
    return ENGINES[0] if find_spec(ENGINES[0]) else ENGINES[1]


def apply(
    shapes: ShapesGraph,
    data: Source,
    *,
    engine: str | None = None,
    inference: str | None = None,
    prefixes: Prefixes = STANDARD,
    timeout: float = TIMEOUT,
) -> Outcome:
    """Validate data against shapes.

    ``inference`` is ``none``, ``rdfs`` or ``rules``: what is inferred from the data before it is
    validated; without it, shapes that have rules are refused. ``engine`` is one of `ENGINES`, by
    default that of `default_engine`; ``prefixes`` are those of its messages.
    ``timeout`` is in seconds, 0 for no limit; it holds for shapes with queries or patterns.

    Raises ParseError for the data; ShapesError for shapes that are ill-formed or cannot be applied,
    for queries in them that are refused, and for a failure of validation as SHACL defines it;
    UsageError for an engine or an inference that is not known; LimitError for a query or a pattern
    in them that exceeds the limits of `limited.report`.
    """
    well_formed.require_known(engine or ENGINES[0], ENGINES, "SHACL engine")
    well_formed.require_known(inference or "none", well_formed.INFERENCE, "inference")
    meta = partial(limited.report, engine=default_engine())
    well_formed.require_applicable(shapes, meta, inference=inference)
    chosen = engine or default_engine()
    report = partial(limited.report, engine=chosen, inference=inference or "none", timeout=timeout)
    raw = with_details(report(shapes, data), shapes, data, report)
    spoken = _Speaker(shapes, prefixes).with_messages(raw.triples)
    return Outcome(spoken, raw.node, shapes, tuple(well_formed.notices(shapes)))


@dataclass(frozen=True)
class _Speaker:
    """Adds a message to each result whose shape has none."""

    shapes: ShapesGraph
    prefixes: Prefixes

    def with_messages(self, triples: Sequence[Triple]) -> tuple[Triple, ...]:
        """Return the triples of a report with own messages in place of an engine's."""
        index = Index.of(triples)
        results = index.of_class(f"{SH}ValidationResult")
        own = [triple for result in results for triple in self._of_result(result, index)]
        replaced = {(subject, verb) for subject, verb, _ in own}
        kept = [triple for triple in triples if (triple[0], triple[1]) not in replaced]
        return (*kept, *own)

    def _of_result(self, result: str, report: Index) -> list[Triple]:
        (shape,) = report.values(result, f"{SH}sourceShape") or (None,)
        if shape is None or self.shapes.index.values(key(shape), f"{SH}message"):
            return []
        components = report.values(result, f"{SH}sourceConstraintComponent")
        (value,) = report.values(result, f"{SH}value") or (None,)
        component = components[0].value if components else ""
        text = messages.sentence(component, value, self.shapes.index, key(shape), self._name)
        node = to_term(result)
        return [(node, Iri(f"{SH}resultMessage"), Literal(text, language="en"))] if text else []

    def _name(self, term: Term) -> str:
        match term:
            case Iri():
                return self.prefixes.shorten(term)
            case Literal():
                return term.value
            case Blank():
                return "that stands there"
