"""The page of a search: things that have these words in their names."""

from __future__ import annotations

from stakhgraph.web.rendering.page import Page
from stakhgraph.web.site import Site

__all__ = ["search"]

_MOST = 100
"""So many things are listed."""


def search(site: Site, words: str) -> Page:
    """Return the things that have these words in their names, in any spelling or alphabet."""
    things = site.search(words)
    return Page(
        "search",
        f"Search: {words}" if words else "Search",
        {"words": words, "things": things[:_MOST], "count": len(things)},
    )
