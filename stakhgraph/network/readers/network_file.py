"""Read a file of a network in whatever format it has.

The format is recognised by the first characters of the file, or by its suffix where these decide
nothing. Each format has a module of its own. Every fault is an error with file and line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from stakhgraph.errors import UnreadableFile, UsageError
from stakhgraph.network.readers import arc_lists, gexf, graphml, openalex, pajek
from stakhgraph.network.readers.builder import NetworkBuilder
from stakhgraph.network.readers.parsed_network import ParsedNetwork

__all__ = ["FORMATS", "read"]

FORMATS: Mapping[str, Callable[[NetworkBuilder, bytes], None]] = {
    "pajek": pajek.read,
    "graphml": graphml.read,
    "gexf": gexf.read,
    "table": arc_lists.read,
    "openalex": openalex.read,
}
"""The readers by the names of their formats."""


def read(path: Path, *, years: str | None = None) -> ParsedNetwork:
    """Read a network; ``years`` names the partition or vector of a Pajek file that holds years.

    Raises UnreadableFile for a file that is not text, ParseError with the line for one that is
    malformed, and UsageError for ``years`` that do not exist.
    """
    data = _read_bytes(path)
    builder = NetworkBuilder(str(path))
    form = _detect_format(data, path.suffix.lower())
    if years is not None and form != "pajek":
        raise UsageError(
            "only Pajek files have partitions and vectors that hold years",
            where=str(path),
            remedy="Leave --years out.",
        )
    if form == "pajek":
        pajek.read(builder, data, years)
    else:
        FORMATS[form](builder, data)
    return builder.build()


_PACKED = (b"\x1f\x8b", b"PK\x03\x04", b"BZh", b"\x28\xb5\x2f\xfd", b"%PDF")


_CONTROLS = frozenset(range(1, 9))


def _read_bytes(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except FileNotFoundError as exc:
        raise UnreadableFile("there is no such file", where=str(path)) from exc
    except OSError as exc:
        raise UnreadableFile(f"cannot be read: {exc.strerror}", where=str(path)) from exc
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableFile("is UTF-16", where=str(path), remedy="Save it as UTF-8.")
    if b"\0" in data or data.startswith(_PACKED) or not _CONTROLS.isdisjoint(data[:4096]):
        raise UnreadableFile(
            "is binary, not text", where=str(path), remedy="Unpack it, or name a text file."
        )
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise UnreadableFile("is empty", where=str(path), remedy="Name a file with a network.")
    return data


def _detect_format(data: bytes, suffix: str) -> str:
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"<"):
        return "gexf" if b"<gexf" in head or suffix == ".gexf" else "graphml"
    if head.startswith(b"{"):
        return "openalex"
    if head.startswith(b"*") or suffix in (".net", ".paj"):
        return "pajek"
    if suffix in (".graphml", ".gexf"):
        return suffix[1:]
    return "openalex" if suffix in (".json", ".jsonl", ".ndjson") else "table"
