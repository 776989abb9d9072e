"""The catalogue of stored queries, by topic, or those about something, best first."""

from __future__ import annotations

from stakhgraph.queries import query_file
from stakhgraph.web.rendering.links import query_address
from stakhgraph.web.rendering.page import Page
from stakhgraph.web.site import Site

__all__ = ["catalogue"]


def catalogue(site: Site, about: str = "", reader: str = "") -> Page:
    """Return the page of stored queries, or only of those on a subject or for some readers."""
    hits, thing = site.workbench.search(about, reader=reader)
    topics: dict[str, list[tuple[str, str, str]]] = {}
    for hit in hits:
        topic = "best first" if about else hit.query.topic
        address = query_address(hit.query.name, hit.values)
        topics.setdefault(topic, []).append(
            (hit.words or hit.query.summary, hit.query.name, address)
        )
    return Page(
        "catalogue",
        "Questions that can be asked",
        {
            "topics": list(topics.items()),
            "about": about,
            "reader": reader,
            "readers": query_file.READERS,
            "thing": thing,
            "near": site.workbench.near(about) if about and not hits else (),
        },
    )
