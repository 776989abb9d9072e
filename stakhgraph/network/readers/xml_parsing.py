"""Parse XML without document types and entities, and hand its elements to a reader."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from stakhgraph.network.readers.builder import CUT_SHORT, NetworkBuilder

__all__ = ["ElementReader", "parse_xml"]


class ElementReader(Protocol):
    """What receives the elements of a file, by their names without namespace."""

    def start(self, tag: str, attributes: Mapping[str, str], line: int) -> None:
        """Begin an element."""

    def text(self, words: str) -> None:
        """Collect text."""

    def end(self, tag: str) -> None:
        """End an element."""

    def finish(self) -> None:
        """End the file."""


def parse_xml(builder: NetworkBuilder, data: bytes, reader: ElementReader) -> None:
    """Parse XML; document types are refused, so that no entity can be declared."""
    from xml.parsers import expat

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise builder.error(
            parser.CurrentLineNumber,
            "document types and entities are not read",
            "Take the <!DOCTYPE …> out of the file.",
        )

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = lambda name, attributes: reader.start(
        name.rpartition(" ")[2], attributes, parser.CurrentLineNumber
    )
    parser.CharacterDataHandler = reader.text
    parser.EndElementHandler = lambda name: reader.end(name.rpartition(" ")[2])
    try:
        parser.Parse(data, True)
    except (LookupError, ValueError) as exc:  # ValueError: an encoding of several bytes
        what = "names an encoding that is unknown, or not read"
        raise builder.error(1, what, "Save it as UTF-8, and say so in its first line.") from exc
    except expat.ExpatError as exc:
        what = f"is not well-formed XML: {expat.ErrorString(exc.code)}"
        raise builder.error(exc.lineno, what, CUT_SHORT) from exc
    reader.finish()
