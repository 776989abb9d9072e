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
            "questions": main_questions(site.rows(ANSWERS)),
            "assumptions": _assumptions(site),
            "examples": [example for example in examples if example],
            "lineages": _lineages(site),
            "counts": _counts(site),
            "documents": site.of_kind("doc"),
        },
    )


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
    labels = [row["valueLabel"] for row in rows if row["property"] == "has clause"]
    assumptions = site.of_kind("assumption")
    return [thing for label in labels for thing in assumptions if thing.label == label]


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
