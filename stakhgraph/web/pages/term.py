"""The page of one term of the ontology."""

from __future__ import annotations

from urllib.parse import quote

from stakhgraph.web.rendering.answer_table import cell
from stakhgraph.web.rendering.page import Page
from stakhgraph.web.site import Site

__all__ = ["term"]

_SHOWN_ABOVE = ("skos:definition", "skos:example", "stakh:counterExample", "rdfs:label")
"""Properties that have a place of their own on the page."""

_MOST_THINGS = 12
"""So many things of a class are listed."""


def term(site: Site, name: str) -> Page:
    """Return the page of a term; UnknownName if the ontology has none of this name."""
    triples = site.term(name)
    values: dict[str, list[tuple[str, str]]] = {}
    for _, predicate, value in triples:
        values.setdefault(site.short(predicate.value), []).append(cell(site, value))
    first = {key: cells[0][0] for key, cells in values.items()}
    things = site.things.of_class(first.get("rdfs:label", ""))
    return Page(
        "term",
        first.get("rdfs:label", name),
        {
            "name_of": name,
            "iri": triples[0][0].value,
            "definition": first.get("skos:definition", ""),
            "example": first.get("skos:example", ""),
            "counter": first.get("stakh:counterExample", ""),
            "rest": [(key, cells) for key, cells in values.items() if key not in _SHOWN_ABOVE],
            "things": things[:_MOST_THINGS],
            "count": len(things),
            "canonical": f"/vocab/{quote(name)}",
        },
    )
