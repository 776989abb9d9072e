"""The page for an address that leads nowhere, with things of a similar name."""

from __future__ import annotations

from stakhgraph.web.pages.search import search
from stakhgraph.web.rendering.page import Page
from stakhgraph.web.site import Site

__all__ = ["missing"]


def missing(site: Site, words: str) -> Page:
    """Return the page for what is not there; ``words`` are the last part of the address."""
    similar = search(site, words.replace("-", " ").replace("/", " "))
    return Page("missing", "There is no such page", similar.variables, 404)
