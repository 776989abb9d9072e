"""The page about the project: the documents, how to cite, licences."""

from __future__ import annotations

from stakhgraph.web import front_end
from stakhgraph.web.rendering.cut_list import LENGTH
from stakhgraph.web.rendering.page import Page
from stakhgraph.web.site import Site

__all__ = ["about"]


def about(site: Site) -> Page:
    """Return the page about the project."""
    documents = site.of_kind("doc")
    variables = {
        "documents": documents[:LENGTH],
        "more": len(documents) - LENGTH,
        "licence": site.front["licence"],
        "licences": front_end.licences(),
    }
    return Page("about", "About", variables)
