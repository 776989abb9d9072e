"""RDF documents as triples, their literals spelt as the authors spelt them."""

from collections.abc import Iterator
from pathlib import Path

from stakhgraph.errors import ParseError
from stakhgraph.files import decode, read_text
from stakhgraph.rdf.rdf_files import Source, canonical
from stakhgraph.rdf.terms import Triple, sorted_triples

_ONE_GRAPH = ("text/turtle", "application/n-triples", "application/rdf+xml")
"""The formats that hold one graph; the others may hold several, which no document here does."""


def parse_file(file: Path, *, where: str | None = None) -> Iterator[Triple]:
    """Yield the triples of a Turtle file in the order of the file.

    Raises ParseError with ``where:line:column`` (by default the file's path) and UnreadableFile.
    """
    return Source(where or str(file), read_text(file, empty=True), "text/turtle").triples()


def parse_document(data: bytes, media_type: str, *, where: str) -> list[Triple]:
    """Return the triples of a document of this media type, each once, sorted by their text.

    Raises ParseError, with ``where``, for a media type that is not RDF, for one that may hold
    several graphs, and for a document that does not parse; UnreadableFile for one that is not
    UTF-8.
    """
    form = canonical(media_type)
    if form not in _ONE_GRAPH:
        name = media_type or "a document without media type"
        raise ParseError(f"{name} cannot be read as one graph", where=where)
    text = decode(data, where=where, empty=True, nul=True)
    return sorted_triples(Source(where, text, form).triples())
