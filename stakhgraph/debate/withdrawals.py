"""Withdrawn records: what had an address once, why it was withdrawn, and what took its place.

They are in ``graph/withdrawn.ttl``, which no answer, count, drawing or export includes. Their
addresses still lead to a page, because somebody may have cited them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from stakhgraph.debate.findings import LEVELS, Finding, about, short
from stakhgraph.project import Project
from stakhgraph.rdf.parse import parse_file
from stakhgraph.rdf.terms import RDFS_LABEL, Iri, Triple

REASON = "http://www.w3.org/2004/02/skos/core#changeNote"
"""The property for why a record was withdrawn."""

DAY = "http://purl.org/dc/terms/modified"
"""The property for the day on which a record was withdrawn, as YYYY-MM-DD."""

SUCCESSOR = "http://purl.org/dc/terms/isReplacedBy"
"""The property for what took the place of a record."""

DEPRECATED = "http://www.w3.org/2002/07/owl#deprecated"
"""The property that marks a withdrawn record; its value is true."""

_REQUIRED = {
    RDFS_LABEL: "Add rdfs:label with the label that it had.",
    REASON: "Add skos:changeNote with the reason.",
    DAY: "Add dcterms:modified with the day.",
    DEPRECATED: "Add owl:deprecated true.",
}


@dataclass(frozen=True)
class Withdrawal:
    """A withdrawn record: its label when it was withdrawn, the day, the reason, its successors."""

    iri: str
    label: str
    day: str
    reason: str
    successors: tuple[str, ...]
    triples: tuple[Triple, ...]


def read(project: Project) -> Mapping[str, Withdrawal]:
    """Return the withdrawn records of a project by IRI; ParseError for a file that is not Turtle.

    An entry that lacks a property has an empty text in its place; `check` reports it.
    """
    return {iri: _withdrawal(iri, triples) for iri, triples in _blocks(project).items()}


def notice(project: Project, withdrawal: Withdrawal) -> str:
    """Return one sentence about a withdrawn record for a person who looks for it."""
    name = short(project, Iri(withdrawal.iri))
    label = f" (“{withdrawal.label}”)" if withdrawal.label else ""
    day = f" on {withdrawal.day}" if withdrawal.day else ""
    return f"{name}{label} was withdrawn{day}: {withdrawal.reason or 'no reason is given.'}"


def check(project: Project) -> Iterator[Finding]:
    """Yield withdrawn records without label, day or reason, and successors that do not exist."""
    for iri, withdrawal in read(project).items():
        stated = {verb.value for _, verb, _ in withdrawal.triples}
        for verb, remedy in _REQUIRED.items():
            if verb not in stated:
                name = short(project, Iri(verb))
                yield _finding(project, iri, f"a withdrawn record lacks {name}", remedy)
        for successor in withdrawal.successors:
            place = project.sources.find(successor)
            if place is None or place.file == project.withdrawn:
                name = short(project, Iri(successor))
                remedy = "Name a record that the graph contains."
                yield _finding(project, iri, f"its successor {name} is not in the graph", remedy)


def _blocks(project: Project) -> Mapping[str, list[Triple]]:
    blocks: dict[str, list[Triple]] = defaultdict(list)
    if project.withdrawn.is_file():
        where = project.name(project.withdrawn)
        for triple in parse_file(project.withdrawn, where=where):
            blocks[triple[0].value].append(triple)
    return blocks


def _withdrawal(iri: str, triples: list[Triple]) -> Withdrawal:
    def stated(verb: str) -> list[str]:
        return [value.value for _, property_, value in triples if property_.value == verb]

    label, day, reason = ("".join(stated(verb)[:1]) for verb in (RDFS_LABEL, DAY, REASON))
    return Withdrawal(iri, label, day, reason, tuple(stated(SUCCESSOR)), tuple(triples))


def _finding(project: Project, iri: str, message: str, remedy: str) -> Finding:
    return about(
        project,
        Iri(iri),
        rule="files/withdrawn",
        level=LEVELS[0],
        message=message,
        remedy=remedy,
    )
