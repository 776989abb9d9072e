"""Documents of RDF that would overflow the stack or the memory of a parser, refused before it.

A parser that recurses ends the whole process when a document is nested deeply enough, and entities
of XML can make a gigabyte of a kilobyte. What is refused is far beyond what anybody writes: each
limit is on nesting alone, or on what entities add, never on the length of a document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from stakhgraph.errors import ParseError
from stakhgraph.files import position
from stakhgraph.rdf.grammar import QUOTED

MAX_TRIPLE_TERMS = 100
"""The most triple terms (``<<``) that may be nested; Oxigraph breaks at some 10,000."""

MAX_JSON = 500
"""The most objects and arrays of JSON that may be nested; Oxigraph breaks at some 3,000."""

MAX_XML = 2000
"""The most elements of XML that may be nested; Oxigraph takes time by the square of them."""

MAX_ADDED = 1_000_000
"""The most characters that entities of XML may add, unless the document itself is as long."""

_XML_TYPE, _JSON_TYPE = "application/rdf+xml", "application/ld+json"

_TURTLE = re.compile(
    rf"{QUOTED}"
    r"|#[^\n\r]*"
    r'|<[^<>"{}|^`\\\s]*>'
    r"|(?P<opened><<)|(?P<closed>>>)",
    re.DOTALL,
)
_JSON = re.compile(r'"(?:[^"\\]|\\.)*"|(?P<opened>[\[{])|(?P<closed>[\]}])', re.DOTALL)
_REFERENCE = re.compile(r"&([^#;&\s][^;&\s]*);")


def require_safe(text: str, media_type: str, *, where: str) -> None:
    """Raise ParseError, with ``where:line:column``, for a document that a parser would break on.

    XML that is not well-formed is refused too, since the parser of RDF does not notice a cut.
    """
    if media_type == _XML_TYPE:
        _require_safe_xml(text, where)
    elif media_type == _JSON_TYPE:
        if text.count("{") + text.count("[") > MAX_JSON:
            _require_shallow(text, _JSON, MAX_JSON, "objects and arrays", where)
    elif text.count("<<") > MAX_TRIPLE_TERMS:
        _require_shallow(text, _TURTLE, MAX_TRIPLE_TERMS, "triple terms", where)


def _require_shallow(text: str, tokens: re.Pattern[str], most: int, what: str, where: str) -> None:
    depth = 0
    for match in tokens.finditer(text):
        if match.lastgroup == "opened":
            depth += 1
            if depth > most:
                spot = f"{where}:{position(text, match.start())}"
                raise _too_deep(f"more than {most} {what} are nested", spot)
        elif match.lastgroup == "closed":
            depth = max(depth - 1, 0)


def _too_deep(message: str, where: str) -> ParseError:
    return ParseError(message, where=where, remedy="Give the inner ones names of their own.")


class _Xml:
    """Counts what a document of XML holds, while expat reads it."""

    def __init__(self, text: str, where: str) -> None:
        from xml.parsers import expat

        self._where, self._most = where, max(MAX_ADDED, len(text))
        self._depth = self._read = 0
        self._added: dict[str, int] = {}
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        if "<!ENTITY" in text:
            self.parser.EntityDeclHandler = self._declare
            self.parser.CharacterDataHandler = lambda words: self._count([words])

    @property
    def place(self) -> str:
        """Where the parser is, as ``where:line:column``."""
        at = self.parser
        return f"{self._where}:{at.CurrentLineNumber}:{at.CurrentColumnNumber + 1}"

    def _start(self, _: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_XML:
            raise _too_deep(f"more than {MAX_XML:,} elements are nested", self.place)
        if self._added:
            self._count(attributes.values())

    def _end(self, _: str) -> None:
        self._depth -= 1

    def _declare(self, name: str, _parameter: bool, value: str | None, *_: object) -> None:
        inner = (self._added.get(match[1], 0) for match in _REFERENCE.finditer(value or ""))
        self._added[name] = len(value or "") + sum(inner)
        self._require_small(self._added[name])

    def _count(self, texts: Iterable[str]) -> None:
        self._read += sum(map(len, texts))
        self._require_small(self._read - self._most)

    def _require_small(self, size: int) -> None:
        if size > self._most:
            raise ParseError(
                "entities make the document too long",
                where=self.place,
                remedy="Write the text itself in their place.",
            )


def _require_safe_xml(text: str, where: str) -> None:
    from xml.parsers import expat

    xml = _Xml(text, where)
    try:
        xml.parser.Parse(text.encode("utf-8", "surrogatepass"), True)
    except expat.ExpatError as exc:
        raise ParseError(
            f"not well-formed XML: {expat.ErrorString(exc.code)}",
            where=f"{where}:{exc.lineno}:{exc.offset + 1}",
            remedy="Correct the document there.",
        ) from exc
