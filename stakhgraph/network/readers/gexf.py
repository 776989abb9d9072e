"""Networks in GEXF (gexf.net), and the times of its nodes.

A node begins where its attribute ``start``, its spells or its intervals begin, or at its
timestamps: these are the years of the work. Where a node ends is no year of the work.
"""

from __future__ import annotations

import re
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
            if tag in ("node", "spell") and self.node >= 0:
                self.begin_times(attributes, line)

    def begin_times(self, attributes: Mapping[str, str], line: int) -> None:
        """Add the years in which a node or one of its spells begins."""
        for name in ("start", "startopen", "timestamp"):
            self.builder.add_years(self.node, attributes.get(name, ""), line)
        stamps = re.split(r"[<>\[\],;\s]+", attributes.get("timestamps", ""))
        begins = re.findall(r"[\[(]\s*([^,\s\])]+)", attributes.get("intervals", ""))
        for time in (*stamps, *begins):
            self.builder.add_years(self.node, time, line)


def read(builder: NetworkBuilder, data: bytes) -> None:
    """Read GEXF; ParseError if it is malformed."""
    parse_xml(builder, data, _GexfReader(builder))
