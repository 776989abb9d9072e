"""Networks in formats that NetworkX reads: GML, and JSON with lists of nodes and links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from stakhgraph.network.readers import json_documents
from stakhgraph.network.readers.builder import NetworkBuilder
from stakhgraph.network.readers.text import split_lines

if TYPE_CHECKING:
    from networkx import MultiDiGraph

__all__ = ["is_gml", "is_node_link", "read_gml", "read_node_link"]


def is_gml(head: str) -> bool:
    """Return whether the beginning of a file is GML; comments and its creator may come first."""
    return bool(
        re.match(r"(?i)(?:(?:#|creator\b|version\b|comment\b)[^\n]*\n\s*)*graph\s*\[", head)
    )


def read_gml(builder: NetworkBuilder, data: bytes) -> None:
    """Read GML (Graph Modelling Language, Himsolt 1997); ParseError if NetworkX refuses it."""
    import networkx as nx

    text = "\n".join(split_lines(data, builder))
    if not re.search(r"(?m)^[ \t]*multigraph[ \t]+[01]", text):  # so that repeated arcs are kept
        text = re.sub(r"(?m)^([ \t]*graph\s*\[)", r"\1 multigraph 1\n", text, count=1)
    try:
        graph = nx.parse_gml(text, label="id")
    except Exception as exc:  # NetworkX raises whatever a wrong value makes it stumble over
        raise builder.error(0, f"is no GML: {_reason(exc)}", "Save it anew as GML.") from exc
    _fill(builder, graph)


def is_node_link(document: object) -> bool:
    """Return whether a JSON document has a list of nodes and one of links or edges."""
    if not isinstance(document, dict):
        return False
    links = document.get("links", document.get("edges"))
    return isinstance(document.get("nodes"), list) and isinstance(links, list)


def read_node_link(builder: NetworkBuilder, data: bytes) -> None:
    """Read a JSON object with nodes and links, or edges, as NetworkX and d3 write it."""
    import networkx as nx

    document = json_documents.whole(data)
    links = "links" if "links" in document else "edges"
    try:
        graph = nx.node_link_graph({"multigraph": True, **document}, edges=links)
    except Exception as exc:  # as above
        what = f"is no network of nodes and {links}: {_reason(exc)}"
        raise builder.error(
            0, what, "Give each node an id, and each link a source and a target."
        ) from exc
    if len(graph) != len(document["nodes"]):  # NetworkX merges the ones, and adds the others
        what = "two nodes have one id" if len(graph) < len(document["nodes"]) else _STRAY
        raise builder.error(0, what, "Give each node its own id, and each end of a link a node.")
    _fill(builder, graph)


_STRAY = "a link leads to what is no node"


def _fill(builder: NetworkBuilder, graph: MultiDiGraph[Any]) -> None:
    """Add the nodes and arcs of a NetworkX graph; an edge without direction counts both ways."""
    place: dict[Any, int] = {}
    for name, attributes in graph.nodes(data=True):
        place[name] = builder.add_node(str(name), 0)
        for key, value in attributes.items():
            if isinstance(value, str | int | float):
                builder.describe(place[name], key, str(value), 0)
    for source, target, attributes in graph.edges(data=True):
        ends = place[source], place[target]
        both = not graph.is_directed()
        builder.both_ways += both
        for one, other in (ends, ends[::-1])[: 1 + both]:
            builder.tails.append(one)
            builder.heads.append(other)
            builder.kinds.append(str(attributes.get("kind", "")))
            builder.explicitness.append(str(attributes.get("explicitness", "")))


def _reason(exc: Exception) -> str:
    return " ".join(str(exc).split())[:200] or type(exc).__name__
