"""Why a value does not conform to another shape: the results behind a result.

The engines say only that a value does not conform to the shape that sh:node names. That shape is
therefore applied to the value once more, and its results become the details (sh:detail) of the
first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from stakhgraph.rdf.rdf_files import Source
from stakhgraph.rdf.shacl.outcome import RawReport
from stakhgraph.rdf.shacl.shapes_graph import CLASSES, ShapesGraph
from stakhgraph.rdf.shacl.vocabulary import SH, TARGETS
from stakhgraph.rdf.terms import RDF_TYPE, Blank, Iri, Literal, Triple
from stakhgraph.rdf.triple_index import Index, key, to_term

MOST, DEPTH = 1000, 3
"""How many values are looked into, and how many shapes deep."""

_NODE = Iri(f"{SH}NodeConstraintComponent")
_DETAIL = Iri(f"{SH}detail")

Report = Callable[..., RawReport]
Pairs = Mapping[tuple[str, str], list[str]]


def with_details(
    raw: RawReport, shapes: ShapesGraph, data: Source, report: Report, *, depth: int = DEPTH
) -> RawReport:
    """Return a report with details; blank nodes among the values have none, having no name."""
    pairs = _pairs(raw, shapes)
    named = [pair for pair in pairs if not pair[0].startswith("_:")]
    if not named or not depth:
        return raw
    again = _aimed(shapes, named)
    behind = with_details(report(again, data), shapes, data, report, depth=depth - 1)
    details = _details(_renamed(behind, f"d{depth}"), pairs, shapes)
    return RawReport([*raw.triples, *details], raw.node)


def _pairs(raw: RawReport, shapes: ShapesGraph) -> Pairs:
    """Return the results by value, as N-Triples, and shape to which it does not conform."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    index = Index.of(raw.triples)
    for result in index.of_class(f"{SH}ValidationResult"):
        if len(found) < MOST and _lacks_details(result, index):
            for shape in index.links(result, f"{SH}sourceShape"):
                for other in shapes.index.links(shape, f"{SH}node"):
                    for value in index.values(result, f"{SH}value"):
                        found[value.ntriples(), other].append(result)
    return found


def _lacks_details(result: str, index: Index) -> bool:
    components = index.values(result, f"{SH}sourceConstraintComponent")
    return _NODE in components and not index.values(result, _DETAIL.value)


def _aimed(shapes: ShapesGraph, pairs: list[tuple[str, str]]) -> ShapesGraph:
    """Return the shapes with these values as their only targets."""
    lines = shapes.document.ntriples.splitlines()
    aims = [
        f"{to_term(shape).ntriples()} <{SH}targetNode> {value} .".encode() for value, shape in pairs
    ]
    kept = [line for line in lines if not _is_target(line)]
    return ShapesGraph(replace(shapes.document, ntriples=b"\n".join([*kept, *aims, b""])))


def _is_target(line: bytes) -> bool:
    _, verb, value = line.split(b" ", 2)
    name = verb.decode().strip("<>")
    if name == RDF_TYPE:
        return value.decode().removesuffix(" .").strip("<>") in CLASSES
    return name.removeprefix(SH) in TARGETS


def _details(behind: RawReport, pairs: Pairs, shapes: ShapesGraph) -> Iterator[Triple]:
    """Yield the results behind those of the pairs, and what connects the two."""
    index = Index.of(behind.triples)
    for detail in index.links(key(behind.node), f"{SH}result"):
        (focus,) = index.values(detail, f"{SH}focusNode")
        (shape,) = index.values(detail, f"{SH}sourceShape")
        results = pairs.get((focus.ntriples(), _owner(key(shape), shapes)), ())
        yield from ((to_term(result), _DETAIL, to_term(detail)) for result in results)
        if results:
            yield from _about(detail, index)


def _about(node: str, index: Index) -> Iterator[Triple]:
    """Yield all that a report says of a node of its own, paths and details included."""
    for verb, values in index.statements.get(node, {}).items():
        for value in values:
            yield to_term(node), Iri(verb), value
            if isinstance(value, Blank):
                yield from _about(key(value), index)


def _owner(shape: str, shapes: ShapesGraph) -> str:
    """Return the node shape to which a property shape belongs, or the shape itself."""
    for subject, about in shapes.index.statements.items():
        if any(key(value) == shape for value in about.get(f"{SH}property", ())):
            return _owner(subject, shapes) if subject != shape else shape
    return shape


def _renamed(report: RawReport, prefix: str) -> RawReport:
    """Return a report whose own blank nodes differ from those of other reports."""
    own = {triple[0] for triple in report.triples}

    def named(term: Iri | Blank) -> Iri | Blank:
        return Blank(prefix + term.value) if isinstance(term, Blank) and term in own else term

    triples = [
        (named(subject), verb, value if isinstance(value, Literal) else named(value))
        for subject, verb, value in report.triples
    ]
    assert not isinstance(report.node, Literal)
    return RawReport(triples, named(report.node))
