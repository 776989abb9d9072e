"""The list of the things of one kind, such as all people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from stakhgraph.debate.argument import ANSWERS, main_questions
from stakhgraph.debate.search.names import Thing
from stakhgraph.errors import UnknownName
from stakhgraph.web.lineage.words import year_words
from stakhgraph.web.rendering import cut_list
from stakhgraph.web.rendering.page import Page
from stakhgraph.web.site import KINDS, Site

__all__ = ["kind"]


def kind(site: Site, name: str, page: str | None = None) -> Page:
    """Return one page of the list of the things of a kind, or the whole list.

    Raises UnknownName for a kind that has no list, and UsageError for a page that it has not.
    """
    if name not in KINDS:
        raise UnknownName(f"there is no list of {name!r}")
    title, about = KINDS[name]
    part = cut_list.cut(site.of_kind(name), page, f"/{name}/")
    if name == "question" and part.pages == 1:
        outline = _outline(site)
        alone = [one["question"] for one in outline if not (one["answers"] or one["finer"])]
        divided = [one for one in outline if one["question"] not in alone]
        return Page("things/questions", title, {"about": about, "outline": divided, "alone": alone})
    return Page(
        "things/kind",
        title,
        {
            "kind": name,
            "about": about,
            "things": _listed(site, part.entries, name),
            "part": part,
            "canonical": part.address(part.number),
        },
    )


def _outline(site: Site) -> list[dict[str, Any]]:
    """Return the questions under no other, each with its answers and its finer questions."""
    answers = {one.label: one.answers for one in main_questions(site.rows(ANSWERS))}
    outline: dict[str, list[str]] = {}
    for row in site.rows("answers/finer-questions"):
        finer = outline.setdefault(row["main"], [])
        if row["question"] != row["main"]:
            finer.append(row["question"])
    return [
        {"question": main, "answers": answers.get(main, ()), "finer": finer}
        for main, finer in outline.items()
    ]


def _listed(site: Site, things: Sequence[Thing], name: str) -> list[dict[str, Any]]:
    """Return things with the years of works, in words and as a key to sort by."""
    dated = site.years_of([thing.iri for thing in things]) if name == "work" else {}
    listed = []
    for thing in things:
        years = dated.get(thing.iri, (None, None, True))
        listed.append({"thing": thing, "year": year_words(years), "sorted": years[0] or ""})
    return listed
