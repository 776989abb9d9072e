"""How many nodes each shape applies to, counted by a query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from stakhgraph.rdf.answers import Queryable
from stakhgraph.rdf.shacl.shapes_graph import ShapesGraph
from stakhgraph.rdf.terms import Iri, Literal

# The place of a shape in the list stands for it, because a shape may be a blank node.
_COUNT = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?shape (COUNT(DISTINCT ?node) AS ?count) WHERE {
%s
} GROUP BY ?shape"""
_PARTS = {
    "targetClass": "  { VALUES (?shape ?target) { %s } ?class rdfs:subClassOf* ?target . "
    "?node a ?class }",
    "targetSubjectsOf": "  { VALUES (?shape ?target) { %s } ?node ?target ?value }",
    "targetObjectsOf": "  { VALUES (?shape ?target) { %s } ?subject ?target ?node }",
    "targetNode": "  { VALUES (?shape ?node) { %s } }",
}


def count(shapes: ShapesGraph, on: Queryable) -> Mapping[str, int]:
    """Return the number of focus nodes of each shape that has a target, by `triple_index.key`.

    Targets that SPARQL states (sh:target) are not counted.
    """
    rows: dict[str, list[str]] = defaultdict(list)
    for place, shape in enumerate(shapes.with_target):
        for name, value in shapes.targets(shape):
            if name in _PARTS and isinstance(value, Iri | Literal):
                rows[name].append(f"({place} {value.ntriples()})")
    counts = dict.fromkeys(shapes.with_target, 0)
    if rows:
        parts = [_PARTS[name] % " ".join(values) for name, values in rows.items()]
        for row in on.select(_COUNT % "\n  UNION\n".join(parts)).records():
            if row["shape"]:  # rdflib groups nothing into a row without a shape
                counts[shapes.with_target[int(row["shape"])]] = int(row["count"])
    return counts
