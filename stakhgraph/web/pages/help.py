"""The help page, which is the same for every debate."""

from __future__ import annotations

from stakhgraph.web.rendering.page import Page
from stakhgraph.web.site import Site

__all__ = ["help_page"]


def help_page(_: Site) -> Page:
    """Return the help page."""
    return Page("help", "Help")
