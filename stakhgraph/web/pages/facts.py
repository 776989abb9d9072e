"""The list of the questions of fact, those with rival values first."""

from __future__ import annotations

from stakhgraph.web.rendering.page import Page
from stakhgraph.web.site import Site

__all__ = ["facts"]


def facts(site: Site) -> Page:
    """Return the list of the questions of fact."""
    values: dict[str, dict[str, None]] = {}
    rival: set[str] = set()
    for row in site.rows("facts/rival-values"):
        if row["claimed"]:
            values.setdefault(row["question"], {})[row["claimed"]] = None
            if row["relation"] == "rival":
                rival.add(row["question"])
    by_label = {thing.label: thing for thing in site.of_kind("question")}
    listed = [
        {"thing": by_label[label], "values": list(values[label]), "rival": label in rival}
        for label in sorted(values, key=lambda label: (label not in rival, label))
        if label in by_label
    ]
    return Page("facts", "What the sources say of plain facts", {"listed": listed})
