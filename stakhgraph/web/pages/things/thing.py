"""The page of a thing with a name: facts, positions, citations, and where else to look."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import quote

from stakhgraph.debate.profiles import OWN_ROLES, ROLES, Profile
from stakhgraph.debate.search.names import Thing
from stakhgraph.errors import UnknownName
from stakhgraph.exports import schema_org
from stakhgraph.library import meta_tags
from stakhgraph.queries import binding
from stakhgraph.web.pages.things.nameless import nameless
from stakhgraph.web.pages.things.withdrawn import withdrawn
from stakhgraph.web.rendering.links import query_address
from stakhgraph.web.rendering.page import Page
from stakhgraph.web.site import Site
from stakhgraph.web.urls import slug_of

__all__ = ["thing"]


def thing(site: Site, iri: str) -> Page:
    """Return the page of one thing, with or without a name, or of a withdrawn record.

    Raises UnknownName if the graph has no statement about the IRI.
    """
    if not site.known(iri):
        raise UnknownName("the graph says nothing of this", where=iri)
    if iri in site.withdrawn:
        return withdrawn(site, site.withdrawn[iri])
    named = site.things.get(iri)
    if named is None:
        return nameless(site, iri)
    profile = site.profiles.of(named)
    entries = site.references(iri)
    return Page(
        "things/thing",
        profile.thing.label,
        {
            "profile": profile,
            "iri": iri,
            "canonical": site.page(iri),
            "also": [name for name in profile.thing.names if name != profile.thing.label],
            "facts": _facts(profile),
            "roles": [
                (role, ROLES[role], profile.divided(role, held), role in OWN_ROLES)
                for role, held in profile.positions
            ],
            "counts": _counts(profile),
            "asked": query_address("answers/to-question", {"asked": site.short(iri)}),
            "queries": _queries_about(site, iri),
            "more": _related_pages(site, profile.thing, dict(profile.positions)),
            "entries": entries,
            "meta": meta_tags.meta(entries[0]) if len(entries) == 1 else [],
            "linked": schema_org.described(profile.thing, entries, iri),
        },
    )


def _facts(profile: Profile) -> list[tuple[str, list[str]]]:
    """Return the values of each property, without the names, which the page shows elsewhere."""
    facts: dict[str, list[str]] = {}
    for name, value in profile.facts:
        if value not in profile.thing.names:
            facts.setdefault(name, []).append(value)
    return list(facts.items())


def _counts(profile: Profile) -> list[tuple[str, int]]:
    """Return how many positions there are in each role, and citations in each direction."""
    counts = [(role, len(held)) for role, held in profile.positions]
    for direction in ("cites", "is cited by"):
        number = sum(one.direction == direction for one in profile.citations)
        if number:
            counts.append((direction, number))
    return counts


def _queries_about(site: Site, iri: str) -> list[tuple[str, str]]:
    """Return summary and address of each stored query that this thing alone is enough for."""
    short = site.short(iri)
    found = []
    for query in site.catalogue:
        parameter = binding.takes(query, short.partition(":")[0])
        others = [p for p in query.parameters if p.required and p is not parameter]
        if parameter and not others:
            found.append((query.summary, query_address(query.name, {parameter.name: short})))
    return found


def _related_pages(site: Site, thing: Thing, roles: Collection[str]) -> list[tuple[str, str]]:
    """Return the words and addresses of other views of a thing."""
    slug = slug_of(thing.iri)
    what_if = f"/what-if?aside={quote(site.short(thing.iri), safe=':')}"
    match thing.kind:
        case "work":
            return [("See it in the lineage", f"/lineage?focus={quote(slug)}")]
        case "assumption":
            return [
                ("See who holds it, in time", f"/lineage?assumption={quote(slug)}"),
                ("Draw it", f"/figure/assumption-{quote(slug)}.svg"),
                ("Set it aside: what loses its support?", what_if),
            ]
        case "lineage":
            return [("Draw it", f"/figure/lineage-{quote(slug)}.svg")]
        case "question" if _has_values(site, thing.iri):
            return [("See the values side by side", f"/fact/{quote(slug)}")]
        case "primary source":
            return [("Set it aside: what loses its support?", what_if)]
        case "person" | "historian" | "organisation" if "reports" in roles:
            return [("Set the reporter aside: what loses its support?", what_if)]
    return []


def _has_values(site: Site, question: str) -> bool:
    return any(row["claimed"] for row in site.rows("facts/rival-values", question=question))
