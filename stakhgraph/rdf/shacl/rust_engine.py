"""SHACL through the package ``shacl``, an engine in Rust: fast, and by the letter of RDF 1.1.

The engine numbers blank nodes anew. The blank nodes of the shapes that are not parts of paths,
expressions or lists are therefore named for it, and the names are taken back in its report.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import pyoxigraph as ox

from stakhgraph.errors import ShapesError
from stakhgraph.rdf.parse import parse_document
from stakhgraph.rdf.rdf_files import NTRIPLES, Source
from stakhgraph.rdf.shacl import lexical_forms
from stakhgraph.rdf.shacl.outcome import RawReport
from stakhgraph.rdf.shacl.patterns import to_rust
from stakhgraph.rdf.shacl.shapes_graph import ShapesGraph
from stakhgraph.rdf.shacl.vocabulary import SH
from stakhgraph.rdf.sparql.deep_stack import with_deep_stack
from stakhgraph.rdf.sparql.guard import needs_deep_stack
from stakhgraph.rdf.terms import RDF_TYPE, XSD, Blank, Iri, Literal, Triple

_NAMES = "urn:x-shacl:blank:"
_PATTERN = ox.NamedNode(f"{SH}pattern")


def report(shapes: ShapesGraph, data: Source, *, inference: str = "none") -> RawReport:
    """Return the report on some data; ``inference`` is ``none``, ``rdfs`` or ``rules``.

    Data in Turtle or N-Triples is parsed by the engine itself. Raises ParseError for the data, and
    ShapesError for what the engine refuses.
    """
    queries = [text.value for name in ("select", "ask") for _, text in shapes.literals(name)]
    if any(map(needs_deep_stack, queries)):
        return with_deep_stack(lambda: _report(shapes, data, inference))
    return _report(shapes, data, inference)


def _report(shapes: ShapesGraph, data: Source, inference: str) -> RawReport:
    checked = shapes.datatypes & _UNCHECKED
    plain = data if data.is_plain and not checked else _ntriples(data, checked)
    try:
        found = _compiled(shapes).validate_text(
            plain.text,
            format="ntriples" if plain.media_type == NTRIPLES else "turtle",
            base=plain.base or _NAMES,
            inference=inference,
        )
        text = found.serialize("ntriples")
    except ValueError as exc:  # the one class that the engine raises
        data.parse()  # tells the place, if it is the data that is at fault
        reason = " ".join(str(exc).removeprefix("invalid shapes graph: ").split())
        raise ShapesError(
            f"the shapes cannot be applied: {reason}",
            where=shapes.where,
            remedy="Correct the shapes.",
        ) from exc
    triples: list[Triple] = [
        (without_name(s), p, lexical_forms.unmark(o) if isinstance(o, Literal) else without_name(o))
        for s, p, o in parse_document(text.encode(), "application/n-triples", where="the report")
    ]
    node = next(s for s, p, o in triples if p.value == RDF_TYPE and o == _REPORT)
    return RawReport(triples, node)


def _ntriples(data: Source, checked: frozenset[str]) -> Source:
    marked = lexical_forms.mark(data.parse().ntriples, checked)
    return Source(data.where, marked.decode(), NTRIPLES)


_UNCHECKED = frozenset(f"{XSD}{name}" for name in lexical_forms.PATTERNS)
_REPORT = Iri(f"{SH}ValidationReport")


@lru_cache(maxsize=4)
def _compiled(shapes: ShapesGraph) -> Any:
    """Return the shapes as the engine wants them."""
    import shacl

    return shacl.Shapes.from_text(with_names(shapes).decode(), format="ntriples")


def with_names(shapes: ShapesGraph) -> bytes:
    """Return the shapes with names for blank nodes, and patterns in the syntax of the engine.

    `without_name` takes a name back.
    """
    blank = shapes.structural_nodes

    def named(term: Any) -> Any:
        if isinstance(term, ox.BlankNode) and f"_:{term.value}" not in blank:
            return ox.NamedNode(_NAMES + term.value)
        return term

    def triples() -> Iterator[ox.Triple]:
        for quad in ox.parse(shapes.document.ntriples, format=ox.RdfFormat.N_TRIPLES):
            value = quad.object
            if quad.predicate == _PATTERN and isinstance(value, ox.Literal):
                value = ox.Literal(to_rust(value.value))
            yield ox.Triple(named(quad.subject), quad.predicate, named(value))

    written = ox.serialize(triples(), format=ox.RdfFormat.N_TRIPLES) or b""
    return lexical_forms.mark(written, shapes.datatypes)


def without_name(term: Iri | Blank) -> Iri | Blank:
    """Return the blank node of the shapes for which a name stands, and any other term as it is."""
    if isinstance(term, Iri) and term.value.startswith(_NAMES):
        return Blank(term.value.removeprefix(_NAMES))
    return term
