"""The whole debate as one network: works, people, claims and stances, and how they hang together.

A node is a thing of the graph. An edge is a link that the graph states between two of them, named
by the property, in the direction in which it is stated. A relation that is a thing of its own (a
citation, a step of a lineage, a presupposition ...) becomes an edge between what it relates, with
who asserts it and on which page; citations run from work to work. If something is said about such
a relation, it is a node besides. Every edge is drawn with a direction, since readers take no
mixture; where it means none, `directed` is false.

Passages are no nodes: their name and place stand with what they document. Nothing here lays the
network out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from stakhgraph.debate import stances
from stakhgraph.library.editions import NOT_AFTER, REALIZES, Dated, dated, work_of
from stakhgraph.rdf.serialize import xml_text
from stakhgraph.rdf.terms import NS, RDF_TYPE, Blank, Prefixes
from stakhgraph.rdf.triple_index import LABEL, Index, told

CITO = "http://purl.org/spar/cito/"
OA = "http://www.w3.org/ns/oa#"
SKOS = "http://www.w3.org/2004/02/skos/core#"

Value = str | int | bool

_INSIDE = {f"{OA}SpecificResource", f"{OA}TextPositionSelector", f"{OA}TextQuoteSelector"}
"""Classes whose things are no nodes: passages and what they are made of."""


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
    Relation("stakh:Presupposition", ("stakh:interpretation",), ("stakh:assumption",), "rests on"),
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
    "Work Edition Document PrimarySource Person Historian Collective Organisation Question "
    "Proposition Interpretation Assumption FactualClaim Definition Quantity Stance Event Place "
    "Concept Method EvidenceUse Absence Lineage Addition Witness Citation LineageStep SeriesMember "
    "Presupposition Comparison Disagreement Influence TermChoice ValueRelation".split()
)
"""The classes that a network carries."""

NODE_COLUMNS: Mapping[str, type] = {
    "label": str,
    "kind": str,
    "classes": str,
    "iri": str,
    "text": str,
    "year": int,
    "year_basis": str,
    "date": str,
    "holder": str,
    "holder_uncertain": bool,
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
"""What a node may say, and its type; what the graph does not say is left out."""

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
"""What an edge may say, and its type."""


@dataclass(frozen=True)
class Node:
    """A thing: its id (the prefixed name), and what it says by column."""

    id: str
    said: Mapping[str, Value]


@dataclass(frozen=True)
class Edge:
    """A link between two things: its id, both ends, and what it says by column."""

    id: str
    source: str
    target: str
    said: Mapping[str, Value]


@dataclass(frozen=True)
class Network:
    """Nodes and edges, each sorted by id; no two have the same."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def build(graph: Index, words: Index, prefixes: Prefixes) -> Network:
    """Give the network of a graph; `words` holds the graph and the names that the ontology gives.

    Ids are prefixed names, or made from the IRI where there is none; both are names as XML and
    Graphviz know them, and the same in every export.
    """
    plan = _Plan(graph, words, prefixes)
    nodes = tuple(sorted((_node(plan, thing) for thing in plan.things), key=lambda node: node.id))
    edges = sorted([*_links(plan), *_relations(plan)], key=lambda edge: edge.id)
    return Network(nodes, tuple(edges))


class _Plan:
    """Which things are nodes, which are edges, and how each is called."""

    def __init__(self, graph: Index, words: Index, prefixes: Prefixes) -> None:
        self.words, self._prefixes = words, prefixes
        self.relations = {
            thing: relation for relation in RELATIONS for thing in graph.of_class(relation.name)
        }
        pointed = {
            value
            for thing, about in graph.said.items()
            for name in about
            for value in graph.links(thing, name)
        }
        self.things = {
            thing
            for thing in graph.said
            if not _INSIDE & set(graph.classes(thing))
            and (thing not in self.relations or thing in pointed or not all(self.ends(thing)))
        }

    def ends(self, thing: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Give what a relation relates; a citation relates the works of its editions."""
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
        """Give the name of a thing: what is no XML name in it is written by number."""
        term = told(thing)
        if isinstance(term, Blank):
            return f"_.{_coded(term.value)}"
        short = self._prefixes.shorten(term)
        return f"iri.{_coded(thing)}" if short.startswith("<") else short


def _coded(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9-]", lambda match: f"_{ord(match[0]):X}_", text)


def _said(columns: Iterable[str], values: Mapping[str, Value | None]) -> dict[str, Value]:
    """Give what is known, in the order of the columns."""
    return {name: value for name in columns if (value := values.get(name)) not in ("", None)}


def _node(plan: _Plan, thing: str) -> Node:
    words = plan.words
    classes = [words.label(name) for name in words.classes(thing)]
    date = _date(words, thing)
    said: dict[str, Value | None] = {
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
        said |= _stance(words, thing)
    return Node(plan.id(thing), _said(NODE_COLUMNS, said))


_TEXTS = (
    "stakh:statement",
    f"{SKOS}definition",
    "http://purl.org/dc/terms/description",
    "stakh:missing",
    "stakh:ground",
    "stakh:value",
)


def _kind(classes: Iterable[str]) -> str:
    """Give the narrower class where a thing has two (historian and person)."""
    narrow = sorted(set(classes) - {"person", "proposition"}) or sorted(classes)
    return narrow[0] if narrow else "thing"


def _date(words: Index, thing: str) -> Dated:
    """Give the first year of a work or of what an edition prints, and what that year is."""
    if words.links(thing, REALIZES):
        return dated(words, words.links(thing, REALIZES)[0], thing)
    if f"{NS}Work" not in words.classes(thing):
        return Dated()
    known = dated(words, thing)
    printed = [dated(words, thing, one) for one in words.of_class("stakh:Edition")
               if thing in words.links(one, REALIZES)]  # fmt: skip
    years = [date for date in printed if date.year is not None and date.basis == NOT_AFTER]
    return min(years, key=lambda date: date.year or 0, default=known) if not known.year else known


def _evidence(words: Index, thing: str) -> dict[str, Value | None]:
    anchors = words.links(thing, "stakh:anchor")
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
    stance = stances.tell(words, thing)
    return {
        "text": stance.position,
        "year": stance.dated.year,
        "year_basis": stance.dated.basis if stance.dated.year is not None else "",
        "holder": stance.holder,
        "holder_uncertain": stance.uncertain,
        "attitude": stance.attitude,
        "position": stance.position,
        "reporter": stance.reporter,
        "report_mode": stance.mode,
        "page_cited": stance.cited,
        "hedge": stance.hedge,
        "hedge_owner": stance.hedge_owner,
    }


def _links(plan: _Plan) -> Iterator[Edge]:
    """Yield an edge for each stated link between two nodes."""
    for thing in plan.things:
        for name in plan.words.said[thing]:
            if name == RDF_TYPE:
                continue
            for value in plan.words.links(thing, name):
                if value in plan.things:
                    label = plan.words.label(name)
                    said = _said(EDGE_COLUMNS, {"kind": label, "label": label, "directed": True})
                    yield _edge(plan, thing, value, name, said)


def _edge(plan: _Plan, source: str, target: str, by: str, said: Mapping[str, Value]) -> Edge:
    ends = plan.id(source), plan.id(target)
    return Edge(f"{ends[0]}--{plan.id(by)}--{ends[1]}", *ends, said)


def _relations(plan: _Plan) -> Iterator[Edge]:
    """Yield the edges of the relations: one for each pair of ends."""
    for thing, relation in plan.relations.items():
        sources, targets = plan.ends(thing)
        said = _said(EDGE_COLUMNS, _asserted(plan.words, thing, relation))
        both = relation.sources == relation.targets
        for at, source in enumerate(sorted(sources)):
            for target in sorted(sources)[at + 1 :] if both else sorted(targets):
                yield _edge(plan, source, target, thing, said)


def _asserted(words: Index, thing: str, relation: Relation) -> dict[str, Value | None]:
    """Give what a relation says of itself: its kind, who asserts it, and where."""
    citation = relation.kind == "cites"
    character = words.links(thing, f"{CITO}hasCitationCharacterization")
    editions = [words.links(thing, *names) for names in (relation.sources, relation.targets)]
    return {
        "kind": relation.kind,
        "label": words.text(thing, LABEL),
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
        "pages_cited": words.text(thing, "stakh:citedPages"),
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
    """Give the year of the edition that is cited, whatever the first year of its work."""
    issued = (words.text(one, "http://purl.org/dc/terms/issued")[:4] for one in editions)
    years = [int(text) for text in issued if text.isdecimal() and len(text) == 4]
    return min(years, default=None)


def graphml(network: Network) -> str:
    """Give GraphML (http://graphml.graphdrawing.org/specification.html) with typed attributes.

    Raises Failure, with the id, for a value with a character that XML 1.0 cannot hold.
    """
    types = {str: "string", int: "int", bool: "boolean"}
    keys = "".join(
        f'  <key id="{room}.{name}" for="{room}" attr.name="{name}" attr.type="{types[type_]}"/>\n'
        for room, columns in (("node", NODE_COLUMNS), ("edge", EDGE_COLUMNS))
        for name, type_ in columns.items()
    )
    nodes = "".join(
        f"    <node id={quoteattr(node.id)}>\n{_data('node', node.id, node.said)}    </node>\n"
        for node in network.nodes
    )
    edges = "".join(
        f"    <edge id={quoteattr(edge.id)} source={quoteattr(edge.source)} "
        f"target={quoteattr(edge.target)}>\n"
        f"{_data('edge', edge.id, edge.said)}    </edge>\n"
        for edge in network.edges
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"\n'
        '  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"\n'
        '  xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns '
        'http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
        f'{keys}  <graph id="debate" edgedefault="directed">\n{nodes}{edges}  </graph>\n'
        "</graphml>\n"
    )


def _data(room: str, where: str, said: Mapping[str, Value]) -> str:
    return "".join(
        f'      <data key="{room}.{name}">{_xml(_text(value), where)}</data>\n'
        for name, value in said.items()
    )


def _text(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _xml(text: str, where: str) -> str:
    return escape(xml_text(text, where=where), {"\r": "&#13;"})


def _quoted_xml(text: str, where: str) -> str:
    """Give an attribute of XML in which line ends and tabs stay what they are."""
    return quoteattr(xml_text(text, where=where), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def gexf(network: Network) -> str:
    """Give GEXF 1.3 (https://gexf.net) with typed attributes.

    Years are attributes and no time of existence: that a work is cited from an edition of 1965
    does not say that there was none before. Raises Failure as `graphml` does.
    """
    types = {str: "string", int: "integer", bool: "boolean"}
    heads = "".join(
        f'    <attributes class="{room}" mode="static">\n'
        + "".join(
            f'      <attribute id="{name}" title="{name}" type="{types[type_]}"/>\n'
            for name, type_ in columns.items()
        )
        + "    </attributes>\n"
        for room, columns in (("node", NODE_COLUMNS), ("edge", EDGE_COLUMNS))
    )
    nodes = "".join(
        f"      <node id={quoteattr(node.id)} "
        f"label={_quoted_xml(str(node.said.get('label', node.id)), node.id)}>\n"
        f"{_values(node.id, node.said)}      </node>\n"
        for node in network.nodes
    )
    edges = "".join(
        f"      <edge id={quoteattr(edge.id)} source={quoteattr(edge.source)} "
        f"target={quoteattr(edge.target)} kind={_quoted_xml(str(edge.said['kind']), edge.id)} "
        f"label={_quoted_xml(str(edge.said['kind']), edge.id)}>\n"
        f"{_values(edge.id, edge.said)}      </edge>\n"
        for edge in network.edges
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
        '  <graph defaultedgetype="directed" mode="static">\n'
        f"{heads}    <nodes>\n{nodes}    </nodes>\n    <edges>\n{edges}    </edges>\n"
        "  </graph>\n</gexf>\n"
    )


def _values(where: str, said: Mapping[str, Value]) -> str:
    rows = "".join(
        f'          <attvalue for="{name}" value={_quoted_xml(_text(value), where)}/>\n'
        for name, value in said.items()
    )
    return f"        <attvalues>\n{rows}        </attvalues>\n"


_SHAPES: Mapping[str, str] = {
    "stance": "box",
    "work": "note",
    "edition": "note",
    "person": "ellipse",
    "historian": "ellipse",
    "collective": "ellipse",
    "organisation": "ellipse",
    "question": "diamond",
}
"""Outlines of kinds in Graphviz; the others are plain text."""


def dot(network: Network) -> str:
    """Give Graphviz DOT (https://graphviz.org/doc/info/lang.html), with every attribute by name.

    The network is too large to be ranked in layers, so it asks for the force-directed layout.
    Raises Failure as `graphml` does: Graphviz would write what XML cannot hold into its SVG.
    """
    nodes = "".join(
        f"  {_dot(node.id)} [shape={_SHAPES.get(str(node.said['kind']), 'plaintext')}"
        f"{_pairs(node.id, node.said)}];\n"
        for node in network.nodes
    )
    edges = "".join(
        f"  {_dot(edge.source)} -> {_dot(edge.target)} [id={_dot(edge.id)}"
        f"{'' if edge.said['directed'] else ', dir=none'}{_pairs(edge.id, edge.said)}];\n"
        for edge in network.edges
    )
    return f"digraph debate {{\n  graph [layout=sfdp, overlap=true];\n{nodes}{edges}}}\n"


def _pairs(where: str, said: Mapping[str, Value]) -> str:
    return "".join(
        f", {name}={(_dot_label if name == 'label' else _dot)(xml_text(_text(value), where=where))}"
        for name, value in said.items()
    )


def _dot(text: str) -> str:
    """Give a quoted string: a quotation mark is escaped, and so that none is, a backslash too."""
    lines = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{lines}"'


def _dot_label(text: str) -> str:
    """Give a label as it is shown: Graphviz reads character references and backslashes in it."""
    shown = text.replace("&", "&amp;")
    return re.sub(r"\r\n?|\n", r"\\n", _dot(shown))


WRITERS: Mapping[str, Callable[[Network], str]] = {"graphml": graphml, "gexf": gexf, "dot": dot}
"""The forms of a network by name."""
