"""The page of the exports and drawings."""

from __future__ import annotations

from stakhgraph.exports import formats
from stakhgraph.web.rendering import cut_list
from stakhgraph.web.rendering.page import Page
from stakhgraph.web.site import Site
from stakhgraph.web.urls import slug_of

__all__ = ["download"]


def download(site: Site, page: str | None = None) -> Page:
    """Return the page of the exports, with a page of the list of drawings or the whole list.

    Raises UsageError for a page that the list has not.
    """
    exports = [(name, one.suffix, one.about) for name, one in formats.FORMATS.items()]
    figures = [
        ("works", "Every work and what leads to what"),
        ("citations", "Who cites whom, in time"),
        ("decades", "The positions in time"),
    ]
    figures += [(f"lineage-{slug_of(t.iri)}", t.label) for t in site.of_kind("lineage")]
    figures += [(f"assumption-{slug_of(t.iri)}", t.label) for t in site.wholes]
    part = cut_list.cut(figures, page, "/download")
    variables = {"formats": exports, "figures": part.entries, "part": part}
    return Page("download", "Take it away", {**variables, "canonical": part.address(part.number)})
