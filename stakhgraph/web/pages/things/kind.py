"""The list of the things of one kind, such as all people."""

from __future__ import annotations

from typing import Any

from stakhgraph.debate.argument import ANSWERS, main_questions
from stakhgraph.errors import UnknownName
from stakhgraph.web.lineage.words import year_words
from stakhgraph.web.rendering.page import Page
from stakhgraph.web.site import KINDS, Site
from stakhgraph.web.urls import slug_of

__all__ = ["kind"]


def kind(site: Site, name: str) -> Page:
    """Return the list of the things of one kind.

    Raises UnknownName for a kind that has no list.
    """
    if name not in KINDS:
        raise UnknownName(f"there is no list of {name!r}")
    title, about = KINDS[name]
    if name == "question":
        outline = _outline(site)
        alone = [one["question"] for one in outline if not (one["answers"] or one["finer"])]
        divided = [one for one in outline if one["question"] not in alone]
        return Page("things/questions", title, {"about": about, "outline": divided, "alone": alone})
    return Page(
        "things/kind",
        title,
        {"kind": name, "about": about, "things": _listed(site, name)},
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


def _listed(site: Site, name: str) -> list[dict[str, Any]]:
    """Return the things of a kind; works with their years, in words and as a key to sort by."""
    works = site.lineage_data.works if name == "work" else {}
    listed = []
    for thing in site.of_kind(name):
        work = works.get(slug_of(thing.iri))
        years = work.years("first") if work else (None, None, True)
        listed.append({"thing": thing, "year": year_words(years), "sorted": years[0] or ""})
    return listed
