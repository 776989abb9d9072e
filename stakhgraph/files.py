"""Reading files that somebody else wrote, and writing files whole or not at all."""

import os
import secrets
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from stakhgraph.errors import UnreadableFile, WriteError


@dataclass(frozen=True)
class NamedFile:
    """A file, and the name by which messages speak of it."""

    path: Path
    name: str


def read_text(path: Path, *, empty: bool = False) -> str:
    """Give the text of a UTF-8 file, line ends as they are, without a byte order mark.

    Raises UnreadableFile when it is missing, no regular file, not permitted, binary, not UTF-8, or
    holds nothing but white space and ``empty`` was not allowed.
    """
    return decoded(_read_bytes(path), where=str(path), empty=empty)


def decoded(data: bytes, *, where: str, empty: bool = False) -> str:
    """Give the text of UTF-8 bytes, as `read_text` does for a file; ``where`` is for errors."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableFile("is UTF-16", where=where, remedy="Save it as UTF-8.")
    if b"\0" in data:
        raise UnreadableFile("is binary, not text", where=where, remedy="Name a text file.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        line = data.count(b"\n", 0, exc.start) + 1
        column = exc.start - (data.rfind(b"\n", 0, exc.start) + 1) + 1
        raise UnreadableFile(
            "is not UTF-8", where=f"{where}:{line}:{column}", remedy="Save it as UTF-8."
        ) from exc
    if not empty and not text.strip():
        raise UnreadableFile("is empty", where=where, remedy="Name a file with content.")
    return text


def write_aside(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all: first beside it, then in its place; makes its folder.

    Text is written as UTF-8 with the line ends that it has. Raises WriteError when that fails, and
    then the old file, or its absence, is as before.
    """
    target = path.resolve()
    if target.exists() and not target.is_file():
        raise WriteError("is not a file that can be replaced", where=str(path))
    aside = target.with_name(f".{target.name}.{secrets.token_hex(8)}.tmp")
    try:
        data = content if isinstance(content, bytes) else content.encode()
        target.parent.mkdir(parents=True, exist_ok=True)
        _write_synced(aside, data)
        aside.replace(target)
    except UnicodeEncodeError as exc:
        raise WriteError("the text holds a lone surrogate", where=str(path)) from exc
    except OSError as exc:
        raise WriteError(
            f"cannot be written: {_reason(exc)}",
            where=str(path),
            remedy="Free some space, or write elsewhere.",
        ) from exc
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)


def _read_bytes(path: Path) -> bytes:
    try:
        # Asked before opening: to open a pipe or a terminal would wait for somebody to write.
        if not stat.S_ISREG(path.stat().st_mode):
            what = "a folder, not a file" if path.is_dir() else "not a regular file"
            raise UnreadableFile(f"is {what}", where=str(path), remedy="Name a file.")
        return path.read_bytes()
    except (OSError, ValueError) as exc:  # ValueError: a NUL in the path
        raise UnreadableFile(
            f"cannot be read: {_reason(exc)}",
            where=str(path),
            remedy="Check the path and its permissions.",
        ) from exc


def _write_synced(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _reason(exc: OSError | ValueError) -> str:
    text = exc.strerror if isinstance(exc, OSError) else None
    return (text or str(exc) or type(exc).__name__).lower()
