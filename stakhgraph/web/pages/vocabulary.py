"""The list of the terms of the ontology, with their definitions."""

from __future__ import annotations

from stakhgraph.web.rendering.page import Page
from stakhgraph.web.site import Site

__all__ = ["vocabulary"]

_TERMS = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
SELECT DISTINCT ?group ?term (STR(?name) AS ?label) (STR(?text) AS ?definition) WHERE {
  VALUES (?kind ?group) {
    (owl:Class "Classes") (owl:ObjectProperty "Properties") (owl:DatatypeProperty "Properties")
    (skos:Concept "Coded values")
  }
  ?term a ?kind ; rdfs:label ?name .
  OPTIONAL { ?term skos:definition ?text }
  FILTER(STRSTARTS(STR(?term), "https://w3id.org/stakhgraph/ns#"))
}
ORDER BY ?group LCASE(STR(?name)) ?term"""


def vocabulary(site: Site) -> Page:
    """Return the list of the terms of the ontology: classes, properties, coded values."""
    groups: dict[str, list[dict[str, str]]] = {}
    for row in site.on.select(_TERMS).records():
        groups.setdefault(row["group"], []).append({**row, "path": site.page(row["term"]) or ""})
    return Page("vocabulary", "The vocabulary", {"groups": list(groups.items())})
