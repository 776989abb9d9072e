"""Text files of unknown encoding and line ends, as lines."""

from __future__ import annotations

from stakhgraph.network.readers.builder import NetworkBuilder

__all__ = ["detect_encoding", "normalise_line_ends", "split_lines"]


def split_lines(data: bytes, builder: NetworkBuilder) -> list[str]:
    """Return the lines of a text; one that is not UTF-8 is read as Latin-1, with a notice."""
    data = normalise_line_ends(data)
    # Not splitlines(), which would also split at characters inside labels.
    return data.decode(detect_encoding(data, builder)).removesuffix("\n").split("\n")


def normalise_line_ends(data: bytes) -> bytes:
    """Return a text without byte order mark, with all lines ended by a line feed."""
    return data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def detect_encoding(data: bytes, builder: NetworkBuilder) -> str:
    """Return the encoding of a text: UTF-8, or else Latin-1, with a notice."""
    try:
        data.isascii() or data.decode()
    except UnicodeDecodeError:
        builder.notices.append("the file is not UTF-8, and has been read as Latin-1")
        return "latin-1"
    return "utf-8"
