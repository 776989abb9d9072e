"""The home page: a lineage, the assumptions, questions to begin with, the kinds of things."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from stakhgraph.debate.argument import ANSWERS, main_questions
from stakhgraph.debate.attitudes import holds
from stakhgraph.debate.lineage import STATED, Lineage
from stakhgraph.debate.search.names import Thing
from stakhgraph.web.rendering.links import query_address
from stakhgraph.web.rendering.page import Page
from stakhgraph.web.site import Site
from stakhgraph.web.urls import slug_of

__all__ = ["home"]

_EXAMPLES = (
    "positions/first-held?view=concept:labour-aristocracy",
    "facts/rival-values?question=question:record-when",
    "assumptions/who-holds?",
    "lineage/series?asked=lineage:privileged-caste",
    "positions/single-reporter?",
    "productivity/verdicts?",
    "motives/imputed?",
    "responses/soviet-and-western?",
)
"""Stored queries that the page offers: name and values."""

_MANY, _FEW = 50, 12
"""Of more than ``_MANY`` questions, assumptions or lineages, ``_FEW`` are shown with a link."""

_MAIN = """PREFIX stakh: <https://w3id.org/stakhgraph/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?asked (STR(?name) AS ?label) ?rank WHERE {
  ?given stakh:answerTo ?asked . ?asked rdfs:label ?name . OPTIONAL { ?asked stakh:rank ?rank }
} ORDER BY ?rank ?label ?asked"""
"""The main questions, in the order of the editors."""

_COUNTED = {
    "stance": "stances",
    "work": "works",
    "person": "people",
    "citation": "citations",
    "absence": "absences",
}
"""Classes whose members the page counts, with the noun for each."""


def home(site: Site) -> Page:
    """Return the home page."""
    examples = [_example(site, text) for text in _EXAMPLES]
    return Page(
        "home",
        site.front["title"],
        {
            "front": site.front,
            **_disputes(site),
            **_first_assumptions(site),
            **_descent(site),
            "examples": [example for example in examples if example],
            "counts": _counts(site),
            "documents": site.of_kind("doc"),
        },
    )


def _disputes(site: Site) -> dict[str, Any]:
    """Return the main questions with their answers; of very many, the first by their names."""
    ranked = list(site.on.select(_MAIN).records())
    if len(ranked) <= _MANY:
        return {"questions": main_questions(site.rows(ANSWERS)), "first_questions": ()}
    first = [(row["label"], site.page(row["asked"])) for row in ranked[:_FEW]]
    return {"questions": (), "first_questions": first, "question_count": len(ranked)}


def _first_assumptions(site: Site) -> dict[str, Any]:
    """Return the assumptions; of very many, the first by their names, without their holders."""
    whole = len(site.wholes)
    shown = _assumptions(site) if whole <= _MANY else _bare_assumptions(site, site.wholes[:_FEW])
    return {"assumptions": shown, "assumption_count": whole}


def _descent(site: Site) -> dict[str, Any]:
    """Return the lineages, the longest first; of very many, the first by their names."""
    every = site.of_kind("lineage")
    if len(every) <= _MANY:
        return {"lineages": _lineages(site), "first_lineages": ()}
    return {"lineages": (), "first_lineages": every[:_FEW], "lineage_count": len(every)}


def _bare_assumptions(site: Site, wholes: Iterable[Thing]) -> list[dict[str, Any]]:
    """Return assumptions with their clauses, for a reader who opens the page of one for more."""
    return [
        {
            "thing": whole,
            "statement": _property(site, whole.iri, "statement"),
            "clauses": _clauses(site, whole),
            "attitudes": [],
            "inferred": 0,
        }
        for whole in wholes
    ]


def _lineages(site: Site) -> list[dict[str, Any]]:
    """Return the lineages, the longest first: it shows best what a lineage is."""
    return [
        {
            "thing": thing,
            "slug": slug_of(thing.iri),
            "lineage": lineage,
            "stated": _how_stated(lineage),
            "untold": _untold(site, thing),
        }
        for lineage in sorted(site.lineages.values(), key=lambda one: -len(one.members))
        for thing in site.of_kind("lineage")
        if thing.label == lineage.label
    ]


def _untold(site: Site, thing: Thing) -> list[str]:
    """Return what the graph says is not told of a thing."""
    if site.query_named("absences/of-thing") is None:
        return []
    return [row["absence"] for row in site.rows("absences/of-thing", asked=thing.iri)]


def _how_stated(lineage: Lineage) -> str:
    """Return how many steps of a lineage are stated, in a sentence; without steps, nothing."""
    steps, stated = len(lineage.steps), sum(s.explicitness == STATED for s in lineage.steps)
    if not steps:
        return ""
    if stated == steps:
        return "Every step in it is stated."
    if not stated:
        return "No step in it is stated; the order of the series implies them."
    verb = "is" if stated == 1 else "are"
    return f"{stated} of its {steps} steps {verb} stated; the others are implied by the order."


def _example(site: Site, text: str) -> tuple[str, str] | None:
    """Return summary and address of an example; None if this project has no such query."""
    name, _, parameters = text.partition("?")
    query = site.query_named(name)
    if query is None:
        return None
    values = dict(pair.split("=", 1) for pair in parameters.split("&") if pair)
    return query.summary, query_address(name, values)


def _counts(site: Site) -> list[tuple[str, int]]:
    members = {row["class"]: int(row["things"]) for row in site.rows("overview/classes")}
    return [(noun, members[name]) for name, noun in _COUNTED.items() if name in members]


def _assumptions(site: Site) -> list[dict[str, Any]]:
    """Return the assumptions with their clauses and the attitudes that are held to them."""
    rows = site.rows("assumptions/who-holds")
    inferred = site.rows("assumptions/inferred-holders")
    cards = []
    for whole in site.wholes:
        clauses = _clauses(site, whole)
        labels = {whole.label, *(clause.label for clause in clauses)}
        own = [row for row in rows if row["assumption"] in labels]
        cards.append(
            {
                "thing": whole,
                "statement": _property(site, whole.iri, "statement"),
                "clauses": clauses,
                "attitudes": _attitudes(own),
                "inferred": len(_inferred_holders(inferred, labels)),
            }
        )
    return cards


def _inferred_holders(rows: Iterable[Mapping[str, str]], labels: Collection[str]) -> set[str]:
    """Return who would affirm or qualify an assumption or one of its clauses."""
    return {row["who"] for row in rows if row["assumption"] in labels and holds(row["attitude"])}


def _clauses(site: Site, whole: Thing) -> list[Thing]:
    rows = site.rows("overview/statements", thing=whole.iri)
    clauses = [row["value"] for row in rows if row["property"] == "has clause"]
    return [thing for iri in clauses if (thing := site.things.get(iri))]


def _attitudes(rows: Iterable[Mapping[str, str]]) -> list[tuple[str, list[str]]]:
    """Return each attitude with those who take it, each of them once."""
    takers: dict[str, dict[str, None]] = {}
    for row in rows:
        takers.setdefault(row["attitude"], {})[row["who"]] = None
    return [(attitude, list(names)) for attitude, names in sorted(takers.items())]


def _property(site: Site, iri: str, name: str) -> str:
    """Return the first value that a thing has for a property, or an empty text."""
    rows = site.rows("overview/statements", thing=iri)
    return next((r["valueLabel"] or r["value"] for r in rows if r["property"] == name), "")
