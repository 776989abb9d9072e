"""The page of a search: things that have these words in their names."""

from __future__ import annotations

from stakhgraph.web.rendering import cut_list
from stakhgraph.web.rendering.page import Page
from stakhgraph.web.site import Site

__all__ = ["search"]


def search(site: Site, words: str, page: str = "") -> Page:
    """Return a page of the things with these words in their names, in any spelling or alphabet.

    Raises UsageError for a page that the list has not.
    """
    part = cut_list.cut(site.search(words), page, "/search", {"q": words})
    return Page(
        "search",
        f"Search: {words}" if words else "Search",
        {"words": words, "things": part.entries, "part": part},
    )
