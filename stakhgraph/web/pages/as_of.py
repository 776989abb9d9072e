"""The debate as of a year: which questions were open, and which positions had been taken.

Positions without a year are counted and listed apart: nobody knows whether they stood by then.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from stakhgraph.debate.what_if import INFERRED
from stakhgraph.errors import UsageError
from stakhgraph.rdf import edtf
from stakhgraph.web.rendering.cut_list import LENGTH
from stakhgraph.web.rendering.page import Page
from stakhgraph.web.site import Site
from stakhgraph.wording import year_name

__all__ = ["as_of"]

_YEAR = re.compile(r"-?[0-9]{1,4}")


def as_of(site: Site, year: str) -> Page:
    """Return the debate as of a year, or as of the last year of any position without one.

    Raises UsageError if the text is not a year, such as 1966 or, for 44 BCE, -43.
    """
    count = len(site.of_kind("question"))
    if count > LENGTH:
        return _too_many(year, count)
    known = site.rows("positions/on-question")
    dated = [(row, _year(row)) for row in known]
    rows = [(row, when) for row, when in dated if when is not None]
    undated = _by_question(
        row for row, when in dated if when is None and not row["attestation"].startswith(INFERRED)
    )
    years = sorted({when for _, when in rows})
    chosen = _chosen_year(year, years)
    open_questions = site.rows("support/open-questions", asOf=str(chosen))
    by_then = _by_question(row for row, when in rows if when <= chosen)
    names = {row["question"] for row in open_questions}
    return Page(
        "as_of",
        f"The debate as of {year_name(chosen)}",
        {
            "year": chosen,
            "years": years,
            "dated": _dated,
            "year_name": lambda text: year_name(int(text)),
            "open": [(row, by_then.get(row["question"], [])) for row in open_questions],
            "others": [(q, held) for q, held in sorted(by_then.items()) if q not in names],
            "undated": sorted(undated.items()),
            "canonical": f"/debate?as-of={chosen}",
        },
    )


def _too_many(year: str, count: int) -> Page:
    """Return the page for more questions than stand on one: it says where to ask for each."""
    chosen = str(_chosen_year(year, ()) or "")
    title = f"The debate as of {year_name(int(chosen))}" if chosen else "The debate as of a year"
    variables = {"year": chosen, "count": count}
    return Page("as_of_many", title, {**variables, "canonical": f"/debate?as-of={chosen}"})


def _dated(row: Mapping[str, str]) -> str:
    """Return the year of a position as a reader writes it, with what is to be known of it."""
    named = edtf.year(row.get("year", ""))
    if named is None:
        return ""
    basis, _, added = row["yearBasis"].partition(" (")
    sign = {"not after": "≤ ", "not before": "≥ "}.get(basis, "")
    return f"{sign}{year_name(named)}{f' ({added}' if added else ''}"


def _by_question(rows: Iterable[dict[str, str]]) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        found.setdefault(row["question"], []).append(row)
    return found


def _chosen_year(text: str, years: Sequence[int]) -> int:
    if not text:
        return years[-1] if years else 0
    if not _YEAR.fullmatch(text):
        raise UsageError(
            f"{text[:20]!r} is no year",
            remedy="Write one such as 1966; before Christ, year 0 is 1 BCE, and -43 is 44 BCE.",
        )
    return int(text)


def _year(row: Mapping[str, str]) -> int | None:
    """Return the year by which a position is known to have stood, if there is one.

    “Not before” says of no year that the position stood by then.
    """
    before = row.get("yearBasis", "").startswith("not before")
    return None if before else edtf.year(row.get("year", ""))
