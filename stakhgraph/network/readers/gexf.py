"""Networks in GEXF (gexf.net)."""

from __future__ import annotations

from collections.abc import Mapping

from stakhgraph.network.readers.builder import NetworkBuilder
from stakhgraph.network.readers.graphml import GraphMlReader
from stakhgraph.network.readers.xml_parsing import parse_xml

__all__ = ["read"]


class _GexfReader(GraphMlReader):
    """A reader of GEXF, in which edges have no direction unless the file says so."""

    def __init__(self, builder: NetworkBuilder) -> None:
        super().__init__(builder)
        self.default = "undirected"
        self.about = "node"

    def start(self, tag: str, attributes: Mapping[str, str], line: int) -> None:
        """Begin an element; in GEXF values are attributes."""
        if tag == "attributes":
            self.about = attributes.get("class", "node")
        elif tag == "attribute":
            self.names[f"{self.about} {attributes.get('id', '')}"] = attributes.get("title", "")
        elif tag == "attvalue":
            about = "edge" if self.node < 0 else "node"
            name = self.names.get(f"{about} {attributes.get('for', '')}", "")
            self.line = line
            self.store(name, attributes.get("value", ""))
        else:
            super().start(tag, attributes, line)


def read(builder: NetworkBuilder, data: bytes) -> None:
    """Read GEXF; ParseError if it is malformed."""
    parse_xml(builder, data, _GexfReader(builder))
