"""The page of the lineage explorer."""

from __future__ import annotations

from collections.abc import Mapping

from stakhgraph.web.lineage.view import view
from stakhgraph.web.rendering.page import Page
from stakhgraph.web.site import Site

__all__ = ["lineage"]


def lineage(site: Site, parameters: Mapping[str, str]) -> Page:
    """Return the lineage explorer with the settings of its address."""
    return Page("lineage", "The lineage of interpretations", view(site.lineage_data, parameters))
