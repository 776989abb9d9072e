"""The page of a thing without a name, such as a passage or a citation."""

from __future__ import annotations

from stakhgraph.web.rendering.page import Page
from stakhgraph.web.site import Site

__all__ = ["nameless"]


def nameless(site: Site, iri: str) -> Page:
    """Return the page of a thing without a name: its statements, and where it is named."""
    facts: dict[str, list[tuple[str, str]]] = {}
    for row in site.rows("overview/statements", thing=iri):
        value = row["value"]
        facts.setdefault(row["property"] or "other", []).append((row["valueLabel"] or value, value))
    mentions: dict[str, list[tuple[str, str, str]]] = {}
    for row in site.rows("overview/mentions", thing=iri):
        mention = (row["fromLabel"], row["from"], row["place"])
        mentions.setdefault(row["relation"] or "other", []).append(mention)
    passages = site.rows("overview/passages", anchor=iri)
    title = next((words for words, _ in facts.get("label", ())), site.short(iri))
    if passages:
        title = f"Passage: {passages[0]['locator']} of {site.label(passages[0]['document'])}"
    return Page(
        "things/nameless",
        title,
        {
            "iri": iri,
            "canonical": site.page(iri),
            "kind": "passage" if passages else site.short(iri).partition(":")[0],
            "facts": list(facts.items()),
            "mentions": list(mentions.items()),
            "passages": passages,
        },
    )
