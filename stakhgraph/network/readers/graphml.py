"""Networks in GraphML (graphml.graphdrawing.org)."""

from __future__ import annotations

from collections.abc import Mapping

from stakhgraph.network.readers.builder import NetworkBuilder
from stakhgraph.network.readers.xml_parsing import parse_xml
from stakhgraph.wording import counted

__all__ = ["GraphMlReader", "read"]


class GraphMlReader:
    """A reader of the nodes and edges of GraphML, with the data of both."""

    def __init__(self, builder: NetworkBuilder) -> None:
        self.builder = builder
        self.names: dict[str, str] = {}
        self.default = "directed"
        self.root = ""
        self.node = -1
        self.line = 0
        self.hyperedges = 0
        self.edges: list[tuple[str, str, int, bool]] = []
        self.edge_data: list[dict[str, str]] = []
        self.key = ""
        self.words: list[str] = []
        self.label: list[str] | None = None
        self.depth = 0

    def start(self, tag: str, attributes: Mapping[str, str], line: int) -> None:
        """Begin an element."""
        self.line = line
        self.words = []
        self.depth += self.label is not None
        if not self.root:
            self.root = tag
        if self.root not in ("graphml", "gexf"):
            raise self.builder.error(
                line, f"<{tag}> is neither GraphML nor GEXF", "Name a network."
            )
        if tag == "key":
            self.names[attributes.get("id", "")] = attributes.get(
                "attr.name", attributes.get("id", "")
            )
        elif tag == "graph":
            self.default = attributes.get(
                "edgedefault", attributes.get("defaultedgetype", self.default)
            )
        elif tag == "node":
            self.node = self.builder.add_node(self.require(attributes, "id"), line)
            self.store("label", attributes.get("label", ""))
        elif tag == "edge":
            self.node = -1
            self.edge(attributes, line)
        elif tag == "hyperedge":
            self.node = -1
            self.hyperedges += 1
        elif tag == "data":
            self.key = attributes.get("key", "")
        elif tag == "NodeLabel":  # of yEd, inside the data of a node; its text comes first
            self.label, self.depth = [], 0

    def edge(self, attributes: Mapping[str, str], line: int) -> None:
        """Store an edge until all nodes are known."""
        direction = attributes.get("directed", attributes.get("type", self.default)).lower()
        ends = self.require(attributes, "source"), self.require(attributes, "target")
        self.edges.append((*ends, line, direction in ("false", "undirected", "mutual")))
        self.edge_data.append({"kind": attributes.get("kind", "")})

    def require(self, attributes: Mapping[str, str], name: str) -> str:
        """Return an attribute; ParseError if it is missing."""
        if not attributes.get(name):
            raise self.builder.error(self.line, f"an element has no {name}", "Give it one.")
        return attributes[name]

    def text(self, words: str) -> None:
        """Collect text."""
        self.words.append(words)
        if self.label is not None and not self.depth:
            self.label.append(words)

    def end(self, tag: str) -> None:
        """End an element."""
        if tag == "NodeLabel" and self.label is not None:
            self.store("label", " ".join("".join(self.label).split()))
            self.label = None
        self.depth -= self.label is not None
        if tag == "data":
            self.store(self.names.get(self.key, self.key), "".join(self.words).strip())

    def store(self, name: str, value: str) -> None:
        """Store a property of the current node or edge."""
        if self.node >= 0:
            self.builder.describe(self.node, name, value, self.line)
        elif self.edge_data and name.casefold() in ("kind", "explicitness"):
            self.edge_data[-1][name.casefold()] = value

    def finish(self) -> None:
        """Add the arcs when all nodes are known."""
        builder = self.builder
        for (source, target, line, undirected), data in zip(
            self.edges, self.edge_data, strict=True
        ):
            ends = builder.find_node(source, line), builder.find_node(target, line)
            builder.both_ways += undirected
            for one, other in (ends, ends[::-1])[: 1 + undirected]:
                builder.tails.append(one)
                builder.heads.append(other)
                builder.kinds.append(data.get("kind", ""))
                builder.explicitness.append(data.get("explicitness", ""))
        if self.hyperedges:
            builder.notices.append(f"{counted(self.hyperedges, 'hyperedge')} left out")


def read(builder: NetworkBuilder, data: bytes) -> None:
    """Read GraphML; ParseError if it is malformed."""
    parse_xml(builder, data, GraphMlReader(builder))
