"""The whole debate as one network: works, people, claims and stances, and the links between them.

A node is a thing of the graph. An edge is a stated link between two things; it is named after the
property and has its direction. A relation that is itself a thing (a citation, a step of a lineage,
a comparison ...) becomes an edge between the things that it relates, with its asserter and its
page; citations run from work to work. If something is stated about such a relation, it is also a
node. Programs that read networks do not accept a mixture of directed and undirected edges, so all
are written as directed; `directed` is false where the direction means nothing.

Passages are not nodes: a thing carries the name and place of the passage that documents it. This
module does not lay the network out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from stakhgraph.debate.stances import from_triples, work_and_year
from stakhgraph.library.editions import NOT_AFTER, REALIZES, Dated, dated, work_of
from stakhgraph.rdf.edtf import year
from stakhgraph.rdf.prefixes import Prefixes
from stakhgraph.rdf.terms import NS, RDF_TYPE, RDFS_LABEL, Blank
from stakhgraph.rdf.triple_index import Index, to_term
from stakhgraph.wording import page_range

CITO = "http://purl.org/spar/cito/"
OA = "http://www.w3.org/ns/oa#"
SKOS = "http://www.w3.org/2004/02/skos/core#"

Value = str | int | bool

_INSIDE = {f"{OA}SpecificResource", f"{OA}TextPositionSelector", f"{OA}TextQuoteSelector"}
"""Classes whose things are not nodes: passages and their parts."""


@dataclass(frozen=True)
class Relation:
    """A class whose things become edges: the properties of both ends, and what names the edge."""

    name: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    kind: str
    named_by: str = ""


RELATIONS: tuple[Relation, ...] = (
    Relation(f"{CITO}Citation", (f"{CITO}hasCitingEntity",), (f"{CITO}hasCitedEntity",), "cites"),
    Relation(
        "stakh:LineageStep",
        ("stakh:earlier",),
        ("stakh:later",),
        "lineage step",
        "stakh:lineageKind",
    ),
    Relation("stakh:SeriesMember", ("stakh:lineage",), ("stakh:member",), "has member"),
    Relation(
        "stakh:Comparison",
        ("stakh:compares",),
        ("stakh:comparedWith",),
        "compared with",
        "stakh:comparisonRelation",
    ),
    Relation("stakh:Disagreement", ("stakh:party",), ("stakh:opposes",), "stands against"),
    Relation("stakh:Influence", ("stakh:debtor",), ("stakh:creditor",), "owes to"),
    Relation("stakh:TermChoice", ("stakh:prefers",), ("stakh:over",), "preferred to"),
    Relation(
        "stakh:ValueRelation",
        ("stakh:claim",),
        ("stakh:claim",),
        "related value",
        "stakh:valueRelation",
    ),
)
"""The relations that become edges."""

CARRIES = tuple(
    "Work Edition Document PrimarySource Person Historian JointHolder Membership Collective "
    "Organisation Question Proposition Interpretation Assumption FactualClaim Definition Quantity "
    "Stance Event Place "
    "Concept Method EvidenceUse Absence Lineage Addition Witness Citation LineageStep SeriesMember "
    "Comparison Disagreement Influence TermChoice ValueRelation UncertainPassage".split()
)
"""The classes of things that a network contains."""

NODE_COLUMNS: Mapping[str, type] = {
    "label": str,
    "kind": str,
    "classes": str,
    "iri": str,
    "text": str,
    "year": int,
    "year_basis": str,
    "date": str,
    "who": str,
    "who_uncertain": bool,
    "attitude": str,
    "position": str,
    "attestation": str,
    "reporter": str,
    "report_mode": str,
    "page_cited": str,
    "place": str,
    "document": str,
    "confidence": str,
    "hedge": str,
    "hedge_owner": str,
    "anchor": str,
}
"""The columns of a node and their types. A node leaves out what the graph does not state."""

EDGE_COLUMNS: Mapping[str, type] = {
    "kind": str,
    "label": str,
    "iri": str,
    "relation": str,
    "explicitness": str,
    "asserter": str,
    "attestation": str,
    "lineage": str,
    "position": int,
    "respect": str,
    "reason": str,
    "edition_citing": str,
    "edition_cited": str,
    "year_cited": int,
    "note_number": int,
    "pages_cited": str,
    "place": str,
    "document": str,
    "confidence": str,
    "anchor": str,
    "directed": bool,
}
"""The columns of an edge and their types."""


@dataclass(frozen=True)
class Node:
    """A thing: its id (the prefixed name), and its values by column."""

    id: str
    values: Mapping[str, Value]


@dataclass(frozen=True)
class Edge:
    """A link between two things: its id, both ends, and its values by column."""

    id: str
    source: str
    target: str
    values: Mapping[str, Value]


@dataclass(frozen=True)
class Network:
    """Nodes and edges, each sorted by id; all ids differ."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def build(graph: Index, words: Index, prefixes: Prefixes) -> Network:
    """Return the network of a graph; `words` is the graph together with the ontology's labels.

    Ids are prefixed names, or made from the IRI where there is none. They are valid names in XML
    and Graphviz, and the same in every export.
    """
    plan = _Plan(graph, words, prefixes)
    nodes = tuple(sorted((_node(plan, thing) for thing in plan.things), key=lambda node: node.id))
    edges = sorted([*_links(plan), *_relations(plan)], key=lambda edge: edge.id)
    return Network(nodes, tuple(edges))


class _Plan:
    """Which things are nodes, which are edges, and the id of each."""

    def __init__(self, graph: Index, words: Index, prefixes: Prefixes) -> None:
        self.words, self._prefixes = words, prefixes
        self.relations = {
            thing: relation for relation in RELATIONS for thing in graph.of_class(relation.name)
        }
        pointed = {
            value
            for thing, about in graph.statements.items()
            for name in about
            for value in graph.links(thing, name)
        }
        self.things = {
            thing
            for thing in graph.statements
            if not _INSIDE & set(graph.classes(thing))
            and (thing not in self.relations or thing in pointed or not all(self.ends(thing)))
        }

    def ends(self, thing: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the sources and the targets of a relation; for a citation, the works of both."""
        relation = self.relations[thing]
        sources, targets = (
            tuple(dict.fromkeys(self._work(end) for end in self.words.links(thing, *names)))
            if relation.kind == "cites"
            else self.words.links(thing, *names)
            for names in (relation.sources, relation.targets)
        )
        return sources, targets

    def _work(self, edition: str) -> str:
        return work_of(self.words, edition) or edition

    def id(self, thing: str) -> str:
        """Return the id of a thing; characters that XML names exclude are written by number."""
        term = to_term(thing)
        if isinstance(term, Blank):
            return f"_.{_coded(term.value)}"
        short = self._prefixes.shorten(term)
        return f"iri.{_coded(thing)}" if short.startswith("<") else short


def _coded(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9-]", lambda match: f"_{ord(match[0]):X}_", text)


def _known(columns: Iterable[str], values: Mapping[str, Value | None]) -> dict[str, Value]:
    """Return the known values, in the order of the columns."""
    return {name: value for name in columns if (value := values.get(name)) not in ("", None)}


def _node(plan: _Plan, thing: str) -> Node:
    words = plan.words
    classes = [words.label(name) for name in words.classes(thing)]
    date = _date(words, thing)
    values: dict[str, Value | None] = {
        "label": words.label(thing),
        "kind": _kind(classes),
        "classes": "; ".join(sorted(classes)),
        "iri": thing,
        "text": words.text(thing, *_TEXTS),
        "year": date.year,
        "year_basis": date.basis if date.year is not None else "",
        "date": words.text(thing, "stakh:date", "http://purl.org/dc/terms/issued"),
        **_evidence(words, thing),
    }
    if "stance" in classes:
        values |= _stance(words, thing)
    return Node(plan.id(thing), _known(NODE_COLUMNS, values))


_TEXTS = (
    "stakh:statement",
    f"{SKOS}definition",
    "http://purl.org/dc/terms/description",
    "stakh:missing",
    "stakh:ground",
    "stakh:value",
)


def _kind(classes: Iterable[str]) -> str:
    """Return the narrower class where a thing has two (historian and person)."""
    narrow = sorted(set(classes) - {"person", "proposition"}) or sorted(classes)
    return narrow[0] if narrow else "thing"


def _date(words: Index, thing: str) -> Dated:
    """Return the first year of a work, or of the work of an edition, and the kind of year."""
    if words.links(thing, REALIZES):
        return dated(words, words.links(thing, REALIZES)[0], thing)
    if f"{NS}Work" not in words.classes(thing):
        return Dated()
    known = dated(words, thing)
    editions = [
        one for one in words.linking(REALIZES, thing) if f"{NS}Edition" in words.classes(one)
    ]
    printed = [dated(words, thing, one) for one in editions]
    years = [date for date in printed if date.year is not None and date.basis == NOT_AFTER]
    if known.year is not None:
        return known
    return min(years, key=lambda date: date.year or 0, default=known)


def _evidence(words: Index, thing: str) -> dict[str, Value | None]:
    anchors = sorted(words.links(thing, "stakh:anchor"))
    places = [words.text(anchor, "stakh:locator") for anchor in anchors]
    sources = dict.fromkeys(words.labels(anchor, f"{OA}hasSource") for anchor in anchors)
    return {
        "place": "; ".join(filter(None, places)),
        "document": "; ".join(sources),
        "confidence": words.labels(thing, "stakh:confidence"),
        "attestation": words.labels(thing, "stakh:attestation"),
        "anchor": "; ".join(anchors),
    }


def _stance(words: Index, thing: str) -> dict[str, Value | None]:
    stance = from_triples(words, thing)
    _, date = work_and_year(words, thing)
    return {
        "text": stance.position,
        "year": date.year,
        "year_basis": date.basis if date.year is not None else "",
        "who": "; ".join(stance.who),
        "who_uncertain": not stance.certain,
        "attitude": stance.attitude,
        "position": stance.position,
        "reporter": "; ".join(stance.speakers),
        "report_mode": stance.mode,
        "page_cited": "; ".join(stance.cited),
        "hedge": "; ".join(stance.hedges),
        "hedge_owner": "; ".join(stance.hedgers),
    }


def _links(plan: _Plan) -> Iterator[Edge]:
    """Yield an edge for each stated link between two nodes."""
    for thing in plan.things:
        for name in plan.words.statements[thing]:
            if name == RDF_TYPE:
                continue
            for value in plan.words.links(thing, name):
                if value in plan.things:
                    label = plan.words.label(name)
                    values = _known(EDGE_COLUMNS, {"kind": label, "label": label, "directed": True})
                    yield _edge(plan, thing, value, name, values)


def _edge(plan: _Plan, source: str, target: str, by: str, values: Mapping[str, Value]) -> Edge:
    ends = plan.id(source), plan.id(target)
    return Edge(f"{ends[0]}--{plan.id(by)}--{ends[1]}", *ends, values)


def _relations(plan: _Plan) -> Iterator[Edge]:
    """Yield the edges of the relations: one for each pair of ends."""
    for thing, relation in plan.relations.items():
        sources, targets = plan.ends(thing)
        values = _known(EDGE_COLUMNS, _asserted(plan.words, thing, relation))
        both = relation.sources == relation.targets
        for at, source in enumerate(sorted(sources)):
            for target in sorted(sources)[at + 1 :] if both else sorted(targets):
                yield _edge(plan, source, target, thing, values)


def _asserted(words: Index, thing: str, relation: Relation) -> dict[str, Value | None]:
    """Return the values of a relation: its kind, who asserts it, and where."""
    citation = relation.kind == "cites"
    character = words.links(thing, f"{CITO}hasCitationCharacterization")
    editions = [words.links(thing, *names) for names in (relation.sources, relation.targets)]
    return {
        "kind": relation.kind,
        "label": words.text(thing, RDFS_LABEL),
        "iri": thing,
        "relation": words.labels(thing, relation.named_by)
        or "; ".join(sorted(words.label(one) for one in character)),
        "explicitness": words.labels(thing, "stakh:explicitness"),
        "asserter": words.labels(thing, *_ASSERTERS),
        "lineage": words.labels(thing, "stakh:lineage"),
        "position": _number(words, thing, "stakh:position"),
        "respect": words.text(thing, "stakh:respect"),
        "reason": words.text(thing, "stakh:reason", "stakh:ground"),
        "edition_citing": "; ".join(map(words.label, editions[0])) if citation else "",
        "edition_cited": "; ".join(map(words.label, editions[1])) if citation else "",
        "year_cited": _year_cited(words, editions[1]) if citation else None,
        "note_number": _number(words, thing, "stakh:noteNumber"),
        "pages_cited": page_range(words.text(thing, "stakh:citedPages")),
        "directed": relation.sources != relation.targets,
        **_evidence(words, thing),
    }


_ASSERTERS = tuple(
    f"stakh:{name}" for name in "assertedBy attestedBy declaredBy chooser typedBy".split()
)


def _number(words: Index, thing: str, name: str) -> int | None:
    text = words.text(thing, name)
    return int(text) if re.fullmatch(r"-?[0-9]{1,9}", text) else None


def _year_cited(words: Index, editions: Iterable[str]) -> int | None:
    """Return the year of the cited edition, not the first year of its work."""
    issued = (words.texts(one, "http://purl.org/dc/terms/issued") for one in editions)
    years = [year(text) for texts in issued for text in texts]
    return min((one for one in years if one is not None), default=None)
