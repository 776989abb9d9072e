"""The page of the SPARQL editor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from stakhgraph.web.rendering.page import Page
from stakhgraph.web.site import Site

__all__ = ["examples", "sparql"]

_EXAMPLES = ("lineage/series", "assumptions/who-holds", "facts/rival-values")


def sparql(
    query: str,
    *,
    limits: str,
    examples: Sequence[tuple[str, str]],
    answer: Mapping[str, Any] | None = None,
    status: int = 200,
) -> Page:
    """Return the editor with a query and, if it was run, its answer.

    ``limits`` is a sentence on what a query may take, ``examples`` are words and texts of queries.
    ``answer`` replaces some of the variables ``table``, ``truth``, ``text``, ``error``, ``capped``.
    """
    variables = {
        "query": query,
        "table": None,
        "truth": None,
        "text": "",
        "error": None,
        "capped": 0,
        "examples": examples,
        "limits": limits,
        **(answer or {}),
    }
    return Page("sparql", "SPARQL", variables, status)


def examples(site: Site) -> list[tuple[str, str]]:
    """Return queries to begin with: the summary and the text of each."""
    found = []
    for name in _EXAMPLES:
        query = site.query_named(name)
        if query is not None:
            lines = [line for line in query.text.splitlines() if not line.startswith("#+")]
            text = "\n".join(lines).strip()
            found.append((query.summary, f"{text}\n"))
    return found
