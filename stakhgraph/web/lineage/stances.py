"""The stances of a debate with the works in which they stand, and a reference for each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from stakhgraph.debate.stances import Stance
from stakhgraph.rdf.tables import grouped, values
from stakhgraph.web.lineage.data import Assumption, WorkStance
from stakhgraph.web.urls import slug_of

__all__ = ["in_reading_order", "stances_and_works"]


def stances_and_works(
    rows: Iterable[dict[str, str]],
    known: Iterable[Stance],
    assumptions: Iterable[Assumption],
) -> tuple[dict[str, WorkStance], dict[str, set[str]]]:
    """Return every stance by its IRI, and the slugs of the works in which it stands.

    ``rows`` answer the query ``explorer/stances``.
    """
    stance_of = {one.stance: one for one in known}
    whole = {one.slug: one.whole for one in assumptions}
    stances: dict[str, WorkStance] = {}
    works_of: dict[str, set[str]] = {}
    for iri, same in grouped("stance", rows).items():
        if iri not in stance_of:
            continue
        first, view = same[0], slug_of(same[0]["view"])
        works_of[iri] = {slug_of(row["work"]) for row in same if row["work"]}
        stances[iri] = WorkStance(
            slug_of(iri),
            view,
            first["label"],
            first["attitude"],
            first["code"],
            first["known"],
            tuple(filter(None, (view, whole[view]))) if view in whole else (),
            values(same, "question"),
            _reference(stance_of[iri], values(same, "family"), values(same, "teller")),
            stance_of[iri],
        )
    return stances, works_of


def _reference(stance: Stance, families: Sequence[str], reporters: Sequence[str]) -> str:
    """Return holder and page, then who reports the stance and on which page.

    The holder's page is one of the edition cited, the reporter's page one of the document.
    """
    names = families if len(families) == len(stance.who) else stance.who
    holders = ", ".join(names) if stance.certain else ", or ".join(names)
    places = "; ".join(p.removeprefix("p. ").removeprefix("pp. ") for p in stance.places)
    if stance.inferred:
        return f"{holders}: inferred by the editors from {'; '.join(stance.places)}"
    if stance.attestation == "at first hand":
        return f"{holders} {places}"
    own = " ".join([holders, "; ".join(stance.cited)]).strip()
    return f"{own}, as reported in {', '.join(reporters or stance.reporters)} {places}"


def in_reading_order(one: WorkStance) -> tuple[object, ...]:
    """Return a key that sorts the stances of a work.

    Stances on assumptions come first and inferred ones last, each in the order of the pages.
    """
    place = one.stance.places[0] if one.stance.places else ""
    digits = "".join(c if c.isdigit() else " " for c in place).split()
    page = int(digits[0]) if digits else 0
    documents = one.stance.documents
    return one.inferred, not one.assumptions, documents, page, place, one.slug
