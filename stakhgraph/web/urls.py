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

__all__ = ["DOCUMENTS", "iri_of", "iris_of", "page_of", "slug_of", "uri_of"]

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
_LETTERS = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")
"""Matches the escapes of characters outside ASCII."""
_ASCII = "".join(map(chr, range(0x21, 0x7F)))


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
    """Return the IRI of the thing whose page is ``/kind/slug``, without escapes of the address.

    >>> iri_of("assumption", "assumption-3-stratum")
    'https://w3id.org/stakhgraph/id/prop/assumption-3-stratum'
    """
    return f"{ID}{PROPOSITION if kind == ASSUMPTION else kind}/{slug}"


def iris_of(kind: str, slug: str) -> tuple[str, ...]:
    """Return the IRIs that may be meant by a kind and a slug as they stand in an address.

    The escape in ``a%20b`` belongs to the IRI if that IRI itself was taken for an address, and to
    the address if a program escaped it. Letters outside ASCII are always escaped in an address
    (RFC 3987, section 3.2).

    >>> iris_of("person", "a%2520b")[0]
    'https://w3id.org/stakhgraph/id/person/a%20b'
    """
    readings = (unquote(slug), _LETTERS.sub(lambda found: unquote(found[0]), slug))
    return tuple(dict.fromkeys(iri_of(kind, reading) for reading in readings))


def uri_of(iri: str) -> str:
    """Return an IRI as a URI for a header, which holds ASCII only (RFC 3987, section 3.1).

    >>> uri_of("http://e/ж%20")
    'http://e/%D0%B6%20'
    """
    return quote(iri, safe=_ASCII)


def slug_of(iri: str) -> str:
    """Return the last part of an IRI.

    >>> slug_of("https://w3id.org/stakhgraph/id/person/nove-alec")
    'nove-alec'
    """
    return iri.rsplit("/", 1)[-1]
