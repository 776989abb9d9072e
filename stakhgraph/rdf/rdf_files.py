"""RDF documents of any format, parsed strictly, their literals spelt as the authors spelt them.

Every document is read by the grammar of its format; what is not well-formed is an error with a line
and a column. Nothing is fetched, no remote JSON-LD context either.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from stakhgraph.errors import ParseError
from stakhgraph.files import (
    STANDARD_INPUT,
    decode,
    is_standard_input,
    position,
    read_standard_input,
    read_text,
)
from stakhgraph.rdf.document_guard import require_safe
from stakhgraph.rdf.media_types import by_ending, detected
from stakhgraph.rdf.oxigraph.terms import FOREIGN, parse_error, triple_from_oxigraph
from stakhgraph.rdf.prefixes import declared_prefixes
from stakhgraph.rdf.terms import Triple

_RDF_1_2 = re.compile(
    r"<<|@[A-Za-z][A-Za-z0-9-]*--(?:ltr|rtl)|its:dir|@direction|parseType=.Triple"
)


@dataclass(frozen=True)
class Document:
    """A parsed RDF document, or several merged.

    ``ntriples`` holds its triples as N-Triples, those of named graphs too; ``graphs`` counts the
    named graphs that were merged, and ``prefixes`` are those that it declares.
    """

    where: str
    ntriples: bytes
    prefixes: Mapping[str, str]
    graphs: int = 0

    def triples(self) -> Iterator[Triple]:
        """Return its triples in the order of the document."""
        return _parsed(self.ntriples)


@dataclass(frozen=True)
class Source:
    """The text of a document that is not parsed yet, with its format and the base of its IRIs."""

    where: str
    text: str
    media_type: str
    base: str | None = None

    def declared_prefixes(self) -> tuple[tuple[str, str], ...]:
        """Return the pairs of prefix and namespace of the lines that declare them."""
        return () if self.media_type == NTRIPLES else declared_prefixes(self.text)

    @cached_property
    def is_plain(self) -> bool:
        """Whether it holds one graph in Turtle or N-Triples, and surely nothing of RDF 1.2.

        Such a text is read alike by every engine. Turtle needs a base for that, since engines make
        one up.
        """
        plain = self.media_type == NTRIPLES or (self.media_type == _TURTLE and self.base)
        return bool(plain) and self._is_rdf_1_1

    @cached_property
    def _is_rdf_1_1(self) -> bool:
        """Whether nothing in the text of Turtle or N-Triples looks like RDF 1.2."""
        return not any(mark in self.text for mark in ("<<", "--ltr", "--rtl"))

    def parse(self, *, rename_blank: bool = False) -> Document:
        """Return the document; ParseError with ``where:line:column``.

        With ``rename_blank``, blank nodes get labels that no other document has.
        """
        graphs: set[object] = set()
        try:
            parser = self.parser(rename_blank=rename_blank)
            surely = self._is_rdf_1_1 and self.media_type in (_TURTLE, NTRIPLES)
            statements = parser if surely else _triples(parser, graphs, self)
            data = ox.serialize(statements, format=ox.RdfFormat.N_TRIPLES)
        except FOREIGN as exc:
            raise parse_error(exc, self.where) from exc
        return Document(self.where, data or b"", dict(parser.prefixes), len(graphs))

    def triples(self) -> Iterator[Triple]:
        """Yield the triples in the order of the document; ParseError as `parse` raises it."""
        try:
            for quad in self.parser():
                if is_rdf_1_2(quad):
                    raise self.not_rdf_1_1()
                yield triple_from_oxigraph(quad)
        except FOREIGN as exc:
            raise parse_error(exc, self.where) from exc

    def parser(self, *, rename_blank: bool = False) -> ox.QuadParser:
        """Return what yields the quads of the document, with the names of its graphs.

        RDF 1.2 is left to whoever reads them. Raises ParseError for a media type that is not RDF,
        and as `require_safe` does.
        """
        return self._parser(self.text.encode(), rename_blank=rename_blank)

    def _parser(self, data: bytes | io.RawIOBase, *, rename_blank: bool = False) -> ox.QuadParser:
        form = ox.RdfFormat.from_media_type(self.media_type)
        if form is None:
            raise ParseError(f"{self.media_type} is not an RDF format", where=self.where)
        require_safe(self.text, form.media_type, where=self.where)
        flat = form in (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS)
        base = None if flat else self.base
        return ox.parse(data, format=form, base_iri=base, rename_blank_nodes=rename_blank)  # type: ignore[arg-type]

    def not_rdf_1_1(self) -> ParseError:
        """Return the error for a document that is RDF 1.2, with the place of what is."""
        lines = _Lines(self.text.encode())
        for quad in self._parser(lines):
            if is_rdf_1_2(quad):
                break
        # What is found in a comment or a text before that line is not what is meant.
        until = "\n".join(self.text.split("\n")[: lines.number])
        found = list(_RDF_1_2.finditer(until))
        spot = position(until, found[-1].start()) if found else str(lines.number)
        return ParseError(
            "a triple term or a text with a direction: that is RDF 1.2, and RDF 1.1 is read here",
            where=f"{self.where}:{spot}",
            remedy="State it in RDF 1.1, for example with a node of its own.",
        )


class _Lines(io.RawIOBase):
    """Bytes that are read line by line; ``number`` is that of the last line that was read."""

    def __init__(self, data: bytes) -> None:
        self._rest = io.BytesIO(data)
        self._at_start = True
        self.number = 0

    def readable(self) -> bool:
        """Return True."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Return the next line, or as much of it as was asked for: more would break the parser."""
        part = self._rest.readline(size)
        self.number += bool(part) and self._at_start
        self._at_start = part.endswith(b"\n")
        return part


def is_rdf_1_2(quad: ox.Quad) -> bool:
    """Return whether a quad has a triple term or a text with a direction."""
    value = quad.object
    if isinstance(value, ox.Literal):
        return value.direction is not None
    return isinstance(value, ox.Triple)


NTRIPLES = "application/n-triples"
"""The media type of the format into which every document is brought."""

_TURTLE = "text/turtle"


def canonical(media_type: str) -> str:
    """Return the registered name of an RDF format that has several; empty for no RDF format."""
    form = ox.RdfFormat.from_media_type(media_type)
    return form.media_type if form else ""


def source(file: Path) -> Source:
    """Return the text of a file; the ending of its name tells the format.

    ``-`` is standard input, whose format is told from its beginning. Relative IRIs resolve
    against the IRI of the file. Raises UnreadableFile, and UnknownName for an ending that no RDF
    format has.
    """
    if is_standard_input(file):
        text = decode(read_standard_input(), where=STANDARD_INPUT, empty=True)
        return Source(STANDARD_INPUT, text, detected(text))
    text = read_text(file, empty=True)
    return Source(str(file), text, by_ending(file), file.resolve().as_uri())


def read(file: Path) -> Document:
    """Return the document in a file; raises as `source` and `Source.parse` do."""
    return source(file).parse()


def parse(text: str, *, where: str, rename_blank: bool = False) -> Document:
    """Return the document that a Turtle text is; ParseError with ``where:line:column``."""
    return Source(where, text, _TURTLE).parse(rename_blank=rename_blank)


def parse_lines(lines: Iterable[bytes]) -> Iterator[Triple]:
    """Yield the triples of lines of N-Triples that came from here."""
    return _parsed(b"\n".join(lines))


def _parsed(ntriples: bytes) -> Iterator[Triple]:
    return map(triple_from_oxigraph, ox.parse(ntriples, format=ox.RdfFormat.N_TRIPLES))


def merged(documents: Iterable[Document]) -> Document:
    """Return several documents as one; of two prefixes of one name the first counts."""
    every = tuple(documents)
    prefixes = {name: iri for one in reversed(every) for name, iri in one.prefixes.items()}
    data = b"".join(one.ntriples for one in every)
    where = " and ".join(one.where for one in every)
    return Document(where, data, prefixes, sum(one.graphs for one in every))


def _triples(quads: Iterable[ox.Quad], graphs: set[object], source: Source) -> Iterator[ox.Triple]:
    default = ox.DefaultGraph()
    for quad in quads:
        if quad.graph_name != default:
            graphs.add(quad.graph_name)
        if is_rdf_1_2(quad):
            raise source.not_rdf_1_1()
        yield quad.triple
