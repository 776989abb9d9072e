"""The debate as of a year: which questions were open, and which positions had been taken.

Positions without a year are counted and listed apart: nobody knows whether they stood by then.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from stakhgraph.debate.what_if import INFERRED
from stakhgraph.drawing.symbols import NOT_AFTER
from stakhgraph.errors import UsageError
from stakhgraph.web.rendering.page import Page
from stakhgraph.web.site import Site

__all__ = ["as_of"]


def as_of(site: Site, year: str) -> Page:
    """Return the debate as of a year, or as of the last year of any position without one.

    Raises UsageError if the text is not a year of four digits.
    """
    known = site.rows("positions/on-question")
    rows = [row for row in known if _number(row.get("year", ""))]
    undated = _by_question(
        row
        for row in known
        if not _number(row.get("year", "")) and not row["attestation"].startswith(INFERRED)
    )
    years = sorted({_number(row["year"]) for row in rows})
    chosen = _chosen_year(year, years)
    open_questions = site.rows("support/open-questions", asOf=str(chosen))
    by_then = _by_question(row for row in rows if _number(row["year"]) <= chosen)
    names = {row["question"] for row in open_questions}
    return Page(
        "as_of",
        f"The debate as of {chosen}",
        {
            "year": chosen,
            "years": years,
            "open": [(row, by_then.get(row["question"], [])) for row in open_questions],
            "others": [(q, held) for q, held in sorted(by_then.items()) if q not in names],
            "undated": sorted(undated.items()),
            "canonical": f"/debate?as-of={chosen}",
        },
    )


def _by_question(rows: Iterable[dict[str, str]]) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        found.setdefault(row["question"], []).append(row)
    return found


def _chosen_year(text: str, years: Sequence[int]) -> int:
    if not text:
        return years[-1] if years else 0
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise UsageError(f"{text[:20]!r} is no year", remedy="Write one such as 1966.")
    return int(text)


def _number(text: str) -> int:
    """Return the year in a text such as ``≤ 1966``, or 0 if it has none."""
    digits = text.removeprefix(NOT_AFTER).strip()[:4]
    return int(digits) if digits.isdigit() else 0
