"""Works and their editions: the year of a work, and the edition in which it is cited.

The year of a work is the year of its first publication where a source gives it. Where none does,
the year of the known edition means only "not after". The two are never confused.
"""

from __future__ import annotations

from dataclasses import dataclass

from stakhgraph.rdf.edtf import years
from stakhgraph.rdf.triple_index import Index

DCTERMS = "http://purl.org/dc/terms/"
BIBO = "http://purl.org/ontology/bibo/"
REALIZES = "http://purl.org/vocab/frbr/core#realizationOf"
TYPE = f"{DCTERMS}type"
FABIO = "http://purl.org/spar/fabio/"

FIRST, WRITTEN, ISSUE, NOT_AFTER = "first published", "written", "issue", "not after"
"""The kinds of year."""


@dataclass(frozen=True)
class Dated:
    """A year, and what kind of year it is; ``year`` is None if no source gives one."""

    year: int | None = None
    basis: str = "no date"


def dated(graph: Index, work: str, edition: str | None = None) -> Dated:
    """Return the year of a work, as stated of the work or as implied by an edition.

    An issue of a newspaper has its own date. For a reprint, the year of the original counts.
    """
    for name, basis in (("stakh:firstPublished", FIRST), (f"{DCTERMS}created", WRITTEN)):
        found = _years(graph, work, name)
        if found:
            return Dated(found[0], basis)
    if edition is None:
        return Dated()
    earlier = graph.links(edition, "stakh:reprints")
    years = [y for one in (*earlier, edition) for y in _years(graph, one, f"{DCTERMS}issued")]
    if not years:
        return Dated()
    paper = f"{FABIO}Newspaper" in graph.links(work, TYPE)
    return Dated(years[0], ISSUE if paper else NOT_AFTER)


def _years(graph: Index, thing: str, name: str) -> list[int]:
    """Return the last year of each date, which is all that a range of years makes certain."""
    found = (years(text)[1] for text in sorted(graph.texts(thing, name)))
    return [one for one in found if one is not None]


def work_of(graph: Index, thing: str) -> str | None:
    """Return the work of an edition, or of the edition in which a source is printed."""
    works = graph.links(thing, REALIZES)
    if works:
        return works[0]
    wholes = graph.links(thing, f"{DCTERMS}isPartOf")
    return next((work for whole in wholes for work in graph.links(whole, REALIZES)), None)


def edition_of(graph: Index, thing: str) -> str | None:
    """Return the edition itself, or the edition in which a source is printed."""
    if graph.links(thing, REALIZES):
        return thing
    wholes = graph.links(thing, f"{DCTERMS}isPartOf")
    return next((whole for whole in wholes if graph.links(whole, REALIZES)), None)
