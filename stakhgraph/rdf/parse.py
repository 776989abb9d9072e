"""RDF documents as triples, their literals spelt as the authors spelt them."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from stakhgraph.errors import ParseError
from stakhgraph.files import read_text
from stakhgraph.rdf.oxigraph_terms import FOREIGN, parse_error, triple_from_oxigraph
from stakhgraph.rdf.terms import Triple, sorted_triples

# Formats that may hold several graphs: these are read by `OxigraphStore.load` only.
_SEVERAL_GRAPHS = (ox.RdfFormat.JSON_LD, ox.RdfFormat.N_QUADS, ox.RdfFormat.TRIG)


def parse_file(file: Path, *, where: str | None = None) -> Iterator[Triple]:
    """Yield the triples of a Turtle file in the order of the file.

    Raises ParseError with ``where:line:column`` (by default the file's path) and UnreadableFile.
    """
    text = read_text(file, empty=True)
    try:
        for quad in ox.parse(text.encode(), format=ox.RdfFormat.TURTLE):
            yield triple_from_oxigraph(quad)
    except FOREIGN as exc:
        raise parse_error(exc, where or str(file)) from exc


def parse_document(data: bytes, media_type: str, *, where: str) -> list[Triple]:
    """Return the triples of a document of this media type, each once, sorted by their text.

    Raises ParseError, with ``where``, for a media type that is not RDF, for one that may hold
    several graphs, and for a document that does not parse.
    """
    form = ox.RdfFormat.from_media_type(media_type)
    if form is None or form in _SEVERAL_GRAPHS:
        name = media_type or "a document without media type"
        raise ParseError(f"{name} cannot be read as one graph", where=where)
    try:
        return sorted_triples(triple_from_oxigraph(q) for q in ox.parse(data, format=form))
    except FOREIGN as exc:
        raise parse_error(exc, where) from exc
