"""Read a file of a network in whatever format it has.

The format is recognised by the first characters of the file, or by its suffix where these decide
nothing. Each format has a module of its own. Every fault is an error with file and line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from stakhgraph.errors import ParseError, UnreadableFile, UsageError
from stakhgraph.files import is_standard_input, read_bytes, read_standard_input, refuse_wide
from stakhgraph.network.readers import (
    adjacency,
    arc_lists,
    gexf,
    graphml,
    json_documents,
    networkx_formats,
    openalex,
    other_files,
    year_files,
)
from stakhgraph.network.readers.builder import NetworkBuilder
from stakhgraph.network.readers.pajek import network as pajek
from stakhgraph.network.readers.parsed_network import ParsedNetwork

__all__ = ["FORMATS", "read"]

FORMATS: Mapping[str, Callable[[NetworkBuilder, bytes], None]] = {
    "pajek": pajek.read,
    "graphml": graphml.read,
    "gexf": gexf.read,
    "gml": networkx_formats.read_gml,
    "node-link": networkx_formats.read_node_link,
    "table": arc_lists.read,
    "adjacency": adjacency.read,
    "openalex": openalex.read,
}
"""The readers by the names of their formats."""


def read(
    path: Path, *, years: str | None = None, form: str | None = None, relation: str | None = None
) -> ParsedNetwork:
    """Read a network; ``form`` is one of `FORMATS`, or None if it is to be recognised.

    ``years`` names the partition or vector of a Pajek file that holds years, or a file of years
    (see `year_files`); ``relation`` names the one relation of a Pajek file that is read.

    A path ``-`` is standard input. Raises UnreadableFile for a file that is not text, ParseError
    with the line for one that is malformed or no network, and UsageError for ``years`` or a
    ``relation`` that do not exist.
    """
    data = _read_bytes(path)
    builder = NetworkBuilder(str(path))
    form = form or _detect_format(data, path)
    file = Path(years) if years is not None and year_files.is_file(years) else None
    if form == "pajek":
        pajek.read(builder, data, None if file else years, relation)
    else:
        _refuse_pajek_options(path, None if file else years, relation)
        FORMATS[form](builder, data)
    if file:
        year_files.read(builder, file, _read_bytes(file), numbered=form == "pajek")
    return builder.build()


def _refuse_pajek_options(path: Path, years: str | None, relation: str | None) -> None:
    if years is not None:
        raise UsageError(
            f"there is no file {years!r}, and only Pajek files have partitions and vectors that "
            "hold years",
            where=str(path),
            remedy="Name a file of years, or leave --years out.",
        )
    if relation is not None:
        raise UsageError(
            "only Pajek files have relations", where=str(path), remedy="Leave --relation out."
        )


_PACKED = (b"\x1f\x8b", b"PK\x03\x04", b"BZh", b"\x28\xb5\x2f\xfd", b"%PDF")


_CONTROLS = frozenset(range(1, 9))


def _read_bytes(path: Path) -> bytes:
    data = read_standard_input() if is_standard_input(path) else read_bytes(path)
    refuse_wide(data, str(path))
    if data.startswith(b"PK\x03\x04") and b"[Content_Types].xml" in data:
        raise UnreadableFile(
            "is a workbook, binary and not text", where=str(path), remedy="Save its sheet as CSV."
        )
    if b"\0" in data or data.startswith(_PACKED) or not _CONTROLS.isdisjoint(data[:4096]):
        raise UnreadableFile(
            "is binary, not text", where=str(path), remedy="Unpack it, or name a text file."
        )
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise UnreadableFile("is empty", where=str(path), remedy="Name a file with a network.")
    return data


def _detect_format(data: bytes, path: Path) -> str:
    """Return the format of a file; ParseError if it is of a kind that is not read."""
    suffix = path.suffix.lower()
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    text = head.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    other_files.refuse_text(text, str(path))
    if head.startswith(b"<"):
        return "gexf" if b"<gexf" in head or suffix == ".gexf" else "graphml"
    if head.startswith((b"{", b"[")) and (form := _json_format(data, suffix, str(path))):
        return form
    if suffix in (".clu", ".vec", ".per", ".cls", ".hie"):
        raise ParseError(
            "is a partition, vector or another list of Pajek, and no network",
            where=str(path),
            remedy="Name the network, and this file by --years if it has years.",
        )
    if head.startswith(b"*") or suffix in (".net", ".paj"):
        return "pajek"
    if networkx_formats.is_gml(text):
        return "gml"
    if suffix in (".graphml", ".gexf", ".gml"):
        return suffix[1:]
    return "openalex" if suffix in _JSON else "table"


_JSON = (".json", ".jsonl", ".ndjson")


def _json_format(data: bytes, suffix: str, where: str) -> str:
    """Return the format of JSON; empty for a text that only begins like an array."""
    document = json_documents.whole(data)
    if networkx_formats.is_node_link(document):
        return "node-link"
    if kind := other_files.json_kind(document):
        raise ParseError(
            f"is {kind}, of which no network is read",
            where=where,
            remedy="Give works of OpenAlex, or nodes and links; or save it as GraphML or Pajek.",
        )
    is_array = data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[")
    return "" if is_array and document is None and suffix not in _JSON else "openalex"
