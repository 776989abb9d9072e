"""Whether shapes are well formed, and whether all that they say can be applied.

An engine alone notices only some of the faults: it leaves out what it does not know, so that data
would conform to shapes that nobody applied.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from stakhgraph.errors import QuerySyntaxError, ShapesError, UsageError
from stakhgraph.files import position
from stakhgraph.rdf import rdf_files
from stakhgraph.rdf.rdf_files import NTRIPLES, Source
from stakhgraph.rdf.shacl import rust_engine
from stakhgraph.rdf.shacl.outcome import Outcome, RawReport, Result
from stakhgraph.rdf.shacl.shapes_graph import ShapesGraph
from stakhgraph.rdf.shacl.vocabulary import DATATYPES, KNOWN, REFUSED, RULE, SH, STANDARD
from stakhgraph.rdf.sparql.guard import guard
from stakhgraph.rdf.sparql.subqueries import subqueries
from stakhgraph.rdf.terms import XSD, Blank, Iri, Literal, Term
from stakhgraph.rdf.triple_index import key, to_term

INFERENCE = ("none", "rdfs", "rules")
"""What may be inferred from the data before it is validated; the first is the default."""

MOST_NODES = 5_000
"""The most blank nodes of paths that a graph of shapes may have."""

_RDFS_ENTAILMENT = "http://www.w3.org/ns/entailment/RDFS"
# The shapes for shapes also refuse a node that is both a node and a property shape, without saying
# so, and some paths that the test suite of the specification has; the engines check paths.
_UNSPECIFIC = f"{SH}XoneConstraintComponent"


def require_applicable(
    shapes: ShapesGraph, report: Callable[..., RawReport], *, inference: str | None
) -> None:
    """Raise ShapesError unless all that the shapes say can be applied; see `notices` for the rest.

    ``report`` is the engine that applies the specification's own shapes to these; ``inference`` is
    one of `INFERENCE`, or None if nobody chose.
    """
    _require_supported(shapes, inference)
    _require_short_paths(shapes)
    _require_queries(shapes)
    _require_well_formed(shapes, report)


def notices(shapes: ShapesGraph) -> Iterator[str]:
    """Yield sentences about what is probably not meant: unknown terms, shapes without a target."""
    for name in shapes.unknown_terms:
        near = difflib.get_close_matches(name, KNOWN, n=1)
        guess = f"; did you mean sh:{near[0]}?" if near else ""
        yield f"sh:{name} is not a term of SHACL and has no effect{guess}"
    for name in shapes.undescribed:
        yield f"{_name(to_term(name))} is named as a shape, but nothing describes it"
    for iri in sorted(shapes.datatypes):
        if iri.startswith(XSD) and iri.removeprefix(XSD) not in DATATYPES:
            near = difflib.get_close_matches(iri.removeprefix(XSD), DATATYPES, n=1)
            guess = f"; did you mean xsd:{near[0]}?" if near else ""
            yield f"xsd:{iri.removeprefix(XSD)} is not a datatype of XML Schema{guess}"
    if not shapes.with_target:
        yield "no shape has a target: nothing was validated"


def _require_supported(shapes: ShapesGraph, inference: str | None) -> None:
    for name, subject in shapes.used_terms.items():
        if name in REFUSED:
            raise _refusal(shapes, subject, f"sh:{name}: {REFUSED[name]} are not applied here")
        if name == RULE and inference is None:
            raise ShapesError(
                f"{_name(to_term(subject))} has rules (sh:rule), which infer triples",
                where=shapes.where,
                remedy="Choose --inference rules to apply them first, or none to leave them out.",
            )
        if name == "entailment":
            _require_entailment(shapes, inference)


def _require_short_paths(shapes: ShapesGraph) -> None:
    """Raise ShapesError for a path that no data has, and that engines would follow for hours."""
    if len(shapes.path_nodes) > MOST_NODES:
        raise ShapesError(
            f"paths of more than {MOST_NODES:,} parts",
            where=shapes.where,
            remedy="Divide the shapes among several files.",
        )


def _require_entailment(shapes: ShapesGraph, inference: str | None) -> None:
    """Raise ShapesError for a regime that is not applied, as SHACL asks in section 1.5."""
    for about in shapes.index.statements.values():
        for value in about.get(f"{SH}entailment", ()):
            if not isinstance(value, Iri) or value.value != _RDFS_ENTAILMENT:
                raise ShapesError(
                    f"the shapes ask for the entailment regime {_name(value)}",
                    where=shapes.where,
                    remedy="Only that of RDFS is known here.",
                )
            if inference != "rdfs":
                raise ShapesError(
                    "the shapes ask for the entailments of RDFS",
                    where=shapes.where,
                    remedy="Choose --inference rdfs.",
                )


def _require_queries(shapes: ShapesGraph) -> None:
    for name, bound in (("select", "this"), ("ask", "value"), ("construct", "this")):
        for subject, text in shapes.literals(name):
            try:
                guard(text.value, prefixes=False)
                _require_returned(text.value, bound)
            except QuerySyntaxError as exc:
                raise ShapesError(
                    f"the query of {_name(to_term(subject))}: {exc.message}",
                    where=shapes.where,
                    remedy=exc.remedy,
                ) from exc


def _require_returned(text: str, bound: str) -> None:
    """Raise QuerySyntaxError for a subquery that does not return the variable that is bound.

    See https://www.w3.org/TR/shacl/#pre-binding.
    """
    for token, names in subqueries(text):
        if names is not None and bound not in names:
            raise QuerySyntaxError(
                f"a subquery does not return ${bound}",
                where=position(text, token.start),
                remedy=f"Add ${bound} to its SELECT.",
            )


def _require_well_formed(shapes: ShapesGraph, report: Callable[..., RawReport]) -> None:
    """Raise ShapesError unless the shapes conform to the specification's own shapes for shapes.

    See https://www.w3.org/TR/shacl/#shacl-shacl.
    """
    rules = _shapes_for_shapes()
    named = rust_engine.with_names(shapes).decode()
    raw = report(rules, Source(shapes.where, named, NTRIPLES))
    found = Outcome(raw.triples, raw.node, rules)
    faults = [result for result in found.results() if result.component != _UNSPECIFIC]
    sentences = sorted(_sentence(fault, shapes) for fault in faults)
    if sentences:
        raise ShapesError(
            f"ill-formed shapes: {sentences[0]}", where=shapes.where, remedy="Correct the shapes."
        )


@cache
def _shapes_for_shapes() -> ShapesGraph:
    """Return W3C's shapes for shapes, which pySHACL carries."""
    found = find_spec("pyshacl")
    assert found is not None and found.origin is not None
    file = Path(found.origin).parent / "assets" / "shacl-shacl.ttl"
    return ShapesGraph(rdf_files.read(file))


def _sentence(fault: Result, shapes: ShapesGraph) -> str:
    """Return where a fault is, which value it is about, and what is wrong with it."""
    focus = fault.focus
    if not isinstance(focus, Literal):
        focus = rust_engine.without_name(focus)
    owner = _name(shapes.named(focus))
    paths = shapes.index.links(key(focus), f"{SH}path")
    within = f", within the property shape for {_name(to_term(paths[0]))}" if paths else ""
    where = owner if focus == shapes.named(focus) else f"{owner}{within}"
    what = f"{_name(fault.path)} of {where}" if isinstance(fault.path, Iri) else where
    messages = sorted(message.value for message in fault.messages)
    said = messages[0] if messages else _COMPONENTS.get(fault.component, "is not allowed there")
    value = fault.value
    return f"{what}: {said}" + (f" ({value.value})" if isinstance(value, Literal) else "")


_COMPONENTS = {
    f"{SH}{name}ConstraintComponent": text
    for name, text in {
        "MinCount": "is missing",
        "MaxCount": "may stand only once",
        "Datatype": "is not a value of the right datatype",
        "NodeKind": "is not a node of the right kind",
        "In": "is not one of the values allowed",
        "MinInclusive": "is too small",
        "Class": "is not of the right class",
        "Node": "is not well-formed",
        "Or": "is not well-formed",
        "Disjoint": "may not stand beside the other properties of the shape",
    }.items()
}


def _refusal(shapes: ShapesGraph, subject: str, message: str) -> ShapesError:
    return ShapesError(
        f"{message} (at {_name(to_term(subject))})",
        where=shapes.where,
        remedy="Take it out, or state it with the constraints of SHACL.",
    )


def _name(term: Term | None) -> str:
    """Return a term as an error shows it."""
    if term is None or isinstance(term, Blank):
        return "a shape"
    return STANDARD.shorten(term) if isinstance(term, Iri) else term.value


def require_known(value: str, known: tuple[str, ...], what: str) -> None:
    """Raise UsageError, with the known values, for another value of an option."""
    if value not in known:
        raise UsageError(f"no {what} {value!r}", remedy=f"Choose {' or '.join(known)}.")
