"""Networks in XML: GraphML and GEXF."""

from __future__ import annotations

from collections.abc import Mapping

from stakhgraph.network.readers.builder import Making
from stakhgraph.wording import counted

__all__ = ["gexf", "graphml"]


def _parse_xml(making: Making, data: bytes, reader: _GraphMl) -> None:
    """Read XML that has no document type, so that nothing in it can stand for anything else."""
    from xml.parsers import expat

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise making.fault(
            parser.CurrentLineNumber,
            "document types and entities are not read",
            "Take the <!DOCTYPE …> out of the file.",
        )

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = lambda name, said: reader.start(
        name.rpartition(" ")[2], said, parser.CurrentLineNumber
    )
    parser.CharacterDataHandler = reader.text
    parser.EndElementHandler = lambda name: reader.end(name.rpartition(" ")[2])
    try:
        parser.Parse(data, True)
    except LookupError as exc:
        raise making.fault(1, f"cannot be read: {exc}", "Save it as UTF-8.") from exc
    except expat.ExpatError as exc:
        what = f"is not well-formed XML: {expat.ErrorString(exc.code)}"
        raise making.fault(exc.lineno, what, "The file may be cut short.") from exc
    reader.finish()


class _GraphMl:
    """Reads GraphML (graphml.graphdrawing.org): nodes and edges, and the data of both."""

    def __init__(self, making: Making) -> None:
        self.making = making
        self.names: dict[str, str] = {}
        self.default = "directed"
        self.root = ""
        self.node = -1
        self.line = 0
        self.wide = 0
        self.edges: list[tuple[str, str, int, bool]] = []
        self.said: list[dict[str, str]] = []
        self.key = ""
        self.words: list[str] = []

    def start(self, tag: str, said: Mapping[str, str], line: int) -> None:
        """Begin an element."""
        self.line = line
        self.words = []
        if not self.root:
            self.root = tag
        if self.root not in ("graphml", "gexf"):
            raise self.making.fault(line, "is neither GraphML nor GEXF", "Name a network.")
        if tag == "key":
            self.names[said.get("id", "")] = said.get("attr.name", said.get("id", ""))
        elif tag == "graph":
            self.default = said.get("edgedefault", said.get("defaultedgetype", self.default))
        elif tag == "node":
            self.node = self.making.new(self.need(said, "id"), line)
            self.tell("label", said.get("label", ""))
        elif tag == "edge":
            self.node = -1
            self.edge(said, line)
        elif tag == "hyperedge":
            self.node = -1
            self.wide += 1
        elif tag == "data":
            self.key = said.get("key", "")

    def edge(self, said: Mapping[str, str], line: int) -> None:
        """Keep an edge until all nodes are known."""
        told = said.get("directed", said.get("type", self.default)).lower()
        ends = self.need(said, "source"), self.need(said, "target")
        self.edges.append((*ends, line, told in ("false", "undirected", "mutual")))
        self.said.append({"kind": said.get("kind", "")})

    def need(self, said: Mapping[str, str], name: str) -> str:
        """Give an attribute; ParseError without it."""
        if not said.get(name):
            raise self.making.fault(self.line, f"an element has no {name}", "Give it one.")
        return said[name]

    def text(self, words: str) -> None:
        """Keep text."""
        self.words.append(words)

    def end(self, tag: str) -> None:
        """End an element."""
        if tag == "data":
            self.tell(self.names.get(self.key, self.key), "".join(self.words).strip())

    def tell(self, name: str, value: str) -> None:
        """Take note of what is said of the node or edge at hand."""
        name = name.casefold()
        if self.node < 0:
            if self.said and name in ("kind", "explicitness"):
                self.said[-1][name] = value
        elif name in _LABELS and value:
            self.making.labels.setdefault(self.node, value)
        elif name in _YEARS and value:
            self.making.date(self.node, value, self.line)

    def finish(self) -> None:
        """Join the nodes."""
        making, both = self.making, 0
        for (source, target, line, undirected), said in zip(self.edges, self.said, strict=True):
            ends = making.known(source, line), making.known(target, line)
            both += undirected
            for one, other in (ends, ends[::-1])[: 1 + undirected]:
                making.tails.append(one)
                making.heads.append(other)
                making.kinds.append(said.get("kind", ""))
                making.explicitness.append(said.get("explicitness", ""))
        if self.wide:
            making.notices.append(f"{counted(self.wide, 'hyperedge')} left out")
        if both:
            making.notices.append(f"{both} edges have no direction, and count as arcs both ways")


class _Gexf(_GraphMl):
    """Reads GEXF (gexf.net), whose edges have no direction unless it is said."""

    def __init__(self, making: Making) -> None:
        super().__init__(making)
        self.default = "undirected"
        self.about = "node"

    def start(self, tag: str, said: Mapping[str, str], line: int) -> None:
        """Begin an element; values stand in attributes here."""
        if tag == "attributes":
            self.about = said.get("class", "node")
        elif tag == "attribute":
            self.names[f"{self.about} {said.get('id', '')}"] = said.get("title", "")
        elif tag == "attvalue":
            about = "edge" if self.node < 0 else "node"
            name = self.names.get(f"{about} {said.get('for', '')}", "")
            self.line = line
            self.tell(name, said.get("value", ""))
        else:
            super().start(tag, said, line)


_LABELS = ("label", "name", "title")
_YEARS = ("year", "years", "date", "publication_year", "pubyear", "py", "start")


def graphml(making: Making, data: bytes) -> None:
    """Read GraphML; ParseError for what is not in order."""
    _parse_xml(making, data, _GraphMl(making))


def gexf(making: Making, data: bytes) -> None:
    """Read GEXF; ParseError for what is not in order."""
    _parse_xml(making, data, _Gexf(making))
