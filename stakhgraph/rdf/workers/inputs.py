"""Where RDF is read from: a file, or standard input; and in which format it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from stakhgraph.errors import UnreadableFile
from stakhgraph.files import STANDARD_INPUT
from stakhgraph.rdf.media_types import by_ending, detected


@dataclass(frozen=True)
class Input:
    """A file of RDF: its path, its name in messages, its media type, and its own IRI.

    Relative IRIs in it are relative to that IRI (RFC 3986, section 5.1.3).
    """

    path: Path
    name: str
    media_type: str
    base: str


def of_file(path: Path, media_type: str = "") -> Input:
    """Return a file as an input; without a media type, the ending of its name tells which.

    Raises UnreadableFile if there is none, UnknownName for an ending that no RDF format has.
    """
    if not path.exists():
        raise UnreadableFile("there is no such file", where=str(path))
    return Input(path, str(path), media_type or by_ending(path), path.resolve().as_uri())


def of_text(text: str, folder: Path, media_type: str = "") -> Input:
    """Return what was read from standard input as an input, kept in a file in this folder.

    Relative IRIs in it are relative to the working directory.
    """
    path = folder / "input"
    path.write_text(text, encoding="utf-8", newline="")
    return Input(path, STANDARD_INPUT, media_type or detected(text), here())


def here() -> str:
    """Return the IRI of the working directory, which ends in a slash."""
    return f"{Path.cwd().as_uri().rstrip('/')}/"
