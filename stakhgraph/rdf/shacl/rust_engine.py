"""SHACL through the package ``shacl``, an engine in Rust: fast, and by the letter of RDF 1.1.

The engine numbers blank nodes anew. The blank nodes of the shapes that are not parts of paths,
expressions or lists are therefore named for it, and the names are taken back in its report.
"""

from __future__ import annotations

from collections.abc import Iterator

from stakhgraph.errors import ShapesError
from stakhgraph.rdf.parse import parse_document
from stakhgraph.rdf.serialisers import ntriples
from stakhgraph.rdf.shacl.outcome import RawReport
from stakhgraph.rdf.shacl.patterns import to_rust
from stakhgraph.rdf.shacl.shapes_graph import ShapesGraph
from stakhgraph.rdf.shacl.vocabulary import SH
from stakhgraph.rdf.terms import RDF_TYPE, Blank, Iri, Literal, Triple
from stakhgraph.rdf.triple_index import key

_NAMES = "urn:x-shacl:blank:"
_PATTERN = Iri(f"{SH}pattern")


def report(shapes: ShapesGraph, data: bytes, *, inference: str = "none") -> RawReport:
    """Return the report on some N-Triples; ``inference`` is ``none``, ``rdfs`` or ``rules``.

    Raises ShapesError for what the engine refuses.
    """
    import shacl

    try:
        written = ntriples.serialise(_prepared(shapes))
        compiled = shacl.Shapes.from_text(written, format="ntriples")
        found = compiled.validate_text(data.decode(), format="ntriples", inference=inference)
        text = found.serialize("ntriples")
    except ValueError as exc:  # the one class that the engine raises
        reason = " ".join(str(exc).removeprefix("invalid shapes graph: ").split())
        raise ShapesError(
            f"the shapes cannot be applied: {reason}",
            where=shapes.where,
            remedy="Correct the shapes.",
        ) from exc
    triples: list[Triple] = [
        (_unnamed(s), p, o if isinstance(o, Literal) else _unnamed(o))
        for s, p, o in parse_document(text.encode(), "application/n-triples", where="the report")
    ]
    node = next(s for s, p, o in triples if p.value == RDF_TYPE and o == _REPORT)
    return RawReport(triples, node)


_REPORT = Iri(f"{SH}ValidationReport")


def _prepared(shapes: ShapesGraph) -> Iterator[Triple]:
    """Yield the shapes with names for blank nodes, and patterns in the syntax of the engine."""
    blank = shapes.structural_nodes

    def named(term: Iri | Blank) -> Iri | Blank:
        if isinstance(term, Blank) and key(term) not in blank:
            return Iri(_NAMES + term.value)
        return term

    for subject, verb, value in shapes.triples:
        if verb == _PATTERN and isinstance(value, Literal):
            yield named(subject), verb, Literal(to_rust(value.value), value.datatype)
        else:
            yield named(subject), verb, value if isinstance(value, Literal) else named(value)


def _unnamed(term: Iri | Blank) -> Iri | Blank:
    if isinstance(term, Iri) and term.value.startswith(_NAMES):
        return Blank(term.value.removeprefix(_NAMES))
    return term
