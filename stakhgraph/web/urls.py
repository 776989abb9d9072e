"""The addresses of the site: IRIs of things and terms, and the paths of their pages and documents.

A thing ``https://w3id.org/stakhgraph/id/KIND/slug`` has the page ``/KIND/slug`` and beside it a
document for each ending of `DOCUMENTS`. Assumptions are propositions whose pages are below
``/assumption/``. A term ``https://w3id.org/stakhgraph/ns#Term`` has the page ``/vocab/Term``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from urllib.parse import quote, unquote

from stakhgraph.rdf.terms import ID, NS

__all__ = ["DOCUMENTS", "iri_of", "page_of", "slug_of"]

DOCUMENTS: Mapping[str, str] = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "trig": "application/trig",
    "nq": "application/n-quads",
    "json": "application/json",
}
"""Documents about a thing: ending and media type."""

ASSUMPTION, PROPOSITION = "assumption", "prop"
_SAFE = "!$&'()*+,;=:@-._~"
_KIND = re.compile(r"[a-z]+")


def page_of(iri: str, assumptions: Collection[str] = ()) -> str | None:
    """Return the path of the page of a thing or term; None for an IRI outside the project.

    >>> page_of("https://w3id.org/stakhgraph/id/person/nove-alec")
    '/person/nove-alec'
    """
    if iri.startswith(NS) and len(iri) > len(NS):
        return f"/vocab/{quote(iri[len(NS) :], safe=_SAFE)}"
    kind, _, slug = iri.removeprefix(ID).partition("/")
    if not iri.startswith(ID) or not slug or _KIND.fullmatch(kind) is None:
        return None
    return f"/{ASSUMPTION if iri in assumptions else kind}/{quote(slug, safe=_SAFE)}"


def iri_of(kind: str, slug: str) -> str:
    """Return the IRI of the thing whose page is ``/kind/slug``.

    >>> iri_of("assumption", "assumption-3-stratum")
    'https://w3id.org/stakhgraph/id/prop/assumption-3-stratum'
    """
    return f"{ID}{PROPOSITION if kind == ASSUMPTION else kind}/{unquote(slug)}"


def slug_of(iri: str) -> str:
    """Return the last part of an IRI.

    >>> slug_of("https://w3id.org/stakhgraph/id/person/nove-alec")
    'nove-alec'
    """
    return iri.rsplit("/", 1)[-1]
