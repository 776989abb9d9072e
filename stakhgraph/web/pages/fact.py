"""The page of one question of fact: rival values side by side, none marked as right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from stakhgraph.errors import UnknownName
from stakhgraph.web.rendering.page import Page
from stakhgraph.web.site import Site

__all__ = ["fact"]


def fact(site: Site, slug: str) -> Page:
    """Return the page of the question with this slug; UnknownName if there is no such question."""
    iri = f"{site.project.prefixes.namespaces['question']}{slug}"
    if site.things.get(iri) is None:
        raise UnknownName(f"there is no question {slug!r}")
    rows = site.rows("facts/rival-values", question=iri)
    claims: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        if row["claimed"]:
            claims.setdefault(row["claimed"], []).append(row)
    relations = site.relations_of_values(claims)
    return Page(
        "fact",
        site.label(iri),
        {
            "iri": iri,
            "claims": [(label, _claim(rows)) for label, rows in claims.items()],
            "untold": [row for row in rows if row["notSaid"]],
            "relations": [row for row in relations if row["relation"] != "different question"],
            "unlike": [row for row in relations if row["relation"] == "different question"],
            "canonical": f"/fact/{quote(slug)}",
            "page": site.page(iri),
        },
    )


def _claim(rows: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    """Return one value with its rivals and everybody who holds it.

    The query has a row for each rival; rows that differ in nothing else are one statement.
    """
    rivals = dict.fromkeys(row["rival"] for row in rows if row["rival"])
    statements = {tuple((k, v) for k, v in row.items() if k != "rival"): row for row in rows}
    return {
        "answer": rows[0]["answer"],
        "relation": rows[0]["relation"],
        "rivals": list(rivals),
        "statements": list(statements.values()),
    }
