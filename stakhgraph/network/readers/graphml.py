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

    def start(self, tag: str, attributes: Mapping[str, str], line: int) -> None:
        """Begin an element."""
        self.line = line
        self.words = []
        if not self.root:
            self.root = tag
        if self.root not in ("graphml", "gexf"):
            raise self.builder.error(line, "is neither GraphML nor GEXF", "Name a network.")
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

    def end(self, tag: str) -> None:
        """End an element."""
        if tag == "data":
            self.store(self.names.get(self.key, self.key), "".join(self.words).strip())

    def store(self, name: str, value: str) -> None:
        """Store a property of the current node or edge."""
        name = name.casefold()
        if self.node < 0:
            if self.edge_data and name in ("kind", "explicitness"):
                self.edge_data[-1][name] = value
        elif name in _LABEL_NAMES and value:
            self.builder.labels.setdefault(self.node, value)
        elif name in _YEAR_NAMES and value:
            self.builder.add_years(self.node, value, self.line)

    def finish(self) -> None:
        """Add the arcs when all nodes are known."""
        builder, both = self.builder, 0
        for (source, target, line, undirected), data in zip(
            self.edges, self.edge_data, strict=True
        ):
            ends = builder.find_node(source, line), builder.find_node(target, line)
            both += undirected
            for one, other in (ends, ends[::-1])[: 1 + undirected]:
                builder.tails.append(one)
                builder.heads.append(other)
                builder.kinds.append(data.get("kind", ""))
                builder.explicitness.append(data.get("explicitness", ""))
        if self.hyperedges:
            builder.notices.append(f"{counted(self.hyperedges, 'hyperedge')} left out")
        if both:
            builder.notices.append(f"{both} edges have no direction, and count as arcs both ways")


_LABEL_NAMES = ("label", "name", "title")


_YEAR_NAMES = ("year", "years", "date", "publication_year", "pubyear", "py", "start")


def read(builder: NetworkBuilder, data: bytes) -> None:
    """Read GraphML; ParseError if it is malformed."""
    parse_xml(builder, data, GraphMlReader(builder))
