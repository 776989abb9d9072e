"""The list of the questions of fact, those with rival values first."""

from __future__ import annotations

from typing import Any

from stakhgraph.web.rendering import cut_list
from stakhgraph.web.rendering.page import Page
from stakhgraph.web.site import Site

__all__ = ["facts"]


_ASKED = """PREFIX stakh: <https://w3id.org/stakhgraph/ns#>
SELECT DISTINCT ?question WHERE { ?claim a stakh:FactualClaim ; stakh:answers ?question }"""


def facts(site: Site, page: str | None = None) -> Page:
    """Return a page of the list of the questions of fact, or the whole list with all values.

    Raises UsageError for a page that the list has not.
    """
    asked = {row["question"] for row in site.on.select(_ASKED).records()}
    listed = [thing for thing in site.of_kind("question") if thing.iri in asked]
    part = cut_list.cut(listed, page, "/fact/")
    variables = {"part": part, "canonical": part.address(part.number)}
    if part.pages == 1:
        variables["listed"] = _with_values(site)
    return Page("facts", "What the sources say of plain facts", variables)


def _with_values(site: Site) -> list[dict[str, Any]]:
    """Return all questions of fact with their values, those with rival values first."""
    values: dict[str, dict[str, None]] = {}
    rival: set[str] = set()
    for row in site.rows("facts/rival-values"):
        if row["claimed"]:
            values.setdefault(row["question"], {})[row["claimed"]] = None
            if row["relation"] == "rival":
                rival.add(row["question"])
    by_label = {thing.label: thing for thing in site.of_kind("question")}
    return [
        {"thing": by_label[label], "values": list(values[label]), "rival": label in rival}
        for label in sorted(values, key=lambda label: (label not in rival, label))
        if label in by_label
    ]
