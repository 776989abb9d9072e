"""Reading and writing files: text is checked, and a file is written whole or not at all."""

import os
import re
import secrets
import stat
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from stakhgraph.errors import UnreadableFile, WriteError

STANDARD_INPUT = "standard input"
"""What messages call it."""


@dataclass(frozen=True)
class NamedFile:
    """A file, and its name in messages."""

    path: Path
    name: str


def read_text(path: Path, *, empty: bool = False, nul: bool = False) -> str:
    """Return the text of a UTF-8 file without a byte order mark; line ends stay as they are.

    Raises UnreadableFile for a file that is missing, not a regular file, not permitted, binary or
    not UTF-8, and for one of only white space unless ``empty`` allows it. A file with a NUL is
    binary unless ``nul`` allows it.
    """
    return decode(read_bytes(path), where=str(path), empty=empty, nul=nul)


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a regular file; UnreadableFile for anything else.

    A pipe or a device is not opened: it may have no end, or wait for somebody to write.
    """
    try:
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


def is_standard_input(path: Path) -> bool:
    """Return whether a path stands for standard input: ``-``, or the name that a system has."""
    return str(path) in ("-", "/dev/stdin", "/dev/fd/0")


def read_standard_input() -> bytes:
    """Return all bytes of standard input; UnreadableFile if it is closed."""
    try:
        return sys.stdin.buffer.read()
    except (AttributeError, OSError, ValueError) as exc:  # AttributeError: there is none
        raise UnreadableFile(
            "cannot be read: it is closed", where=STANDARD_INPUT, remedy="Name a file."
        ) from exc


def decode(data: bytes, *, where: str, empty: bool = False, nul: bool = False) -> str:
    """Return the text of UTF-8 bytes as `read_text` does; ``where`` names them in errors."""
    refuse_wide(data, where)
    if b"\0" in data and not nul:
        raise UnreadableFile("is binary, not text", where=where, remedy="Name a text file.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        before = exc.object[: exc.start].decode()
        spot = f"{where}:{position(before, len(before))}"
        raise UnreadableFile("is not UTF-8", where=spot, remedy="Save it as UTF-8.") from exc
    if not empty and not text.strip():
        raise UnreadableFile("is empty", where=where, remedy="Name a file with content.")
    return text


def refuse_wide(data: bytes, where: str) -> None:
    """Raise UnreadableFile for bytes that begin as UTF-16 or UTF-32 does."""
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        raise UnreadableFile("is UTF-32", where=where, remedy="Save it as UTF-8.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableFile("is UTF-16", where=where, remedy="Save it as UTF-8.")


def position(text: str, offset: int) -> str:
    """Return ``line:column`` of an offset in a text, both counted from 1."""
    return f"{text.count(chr(10), 0, offset) + 1}:{offset - text.rfind(chr(10), 0, offset)}"


def is_standard_output(path: Path) -> bool:
    """Return whether a path stands for standard output: ``-``, or the name that a system has."""
    return str(path) in ("-", "/dev/stdout", "/dev/fd/1")


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all: to a temporary file beside it, which then replaces it.

    Its folder is made if need be. Text is written as UTF-8, with its line ends as they are. A
    symbolic link is followed, and a file that is replaced leaves its mode to the new one. A
    temporary file of a process that was killed while it wrote the same file is removed. Raises
    WriteError when writing fails, and for a file that is read-only or has another name (a hard
    link), which would go on to have the old content; what was there before is then unchanged.
    """
    target = _target(path)
    try:
        mode = _mode_to_keep(target, path)
        data = content if isinstance(content, bytes) else content.encode()
        target.parent.mkdir(parents=True, exist_ok=True)
        _remove_leftovers(target)
        _replace(target, data, mode)
    except UnicodeEncodeError as exc:
        raise WriteError("the text holds a lone surrogate", where=str(path)) from exc
    except (OSError, ValueError) as exc:  # ValueError: a NUL in the path
        raise WriteError(
            f"cannot be written: {_reason(exc)}",
            where=str(path),
            remedy="Free some space, or write elsewhere.",
        ) from exc


def _target(path: Path) -> Path:
    """Return the path behind symbolic links; WriteError for links that lead in a circle."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError) as exc:  # RuntimeError: a circle
        raise WriteError(
            "cannot be written: its links lead in a circle, or it is no path",
            where=str(path),
            remedy="Name another file.",
        ) from exc


def _mode_to_keep(target: Path, path: Path) -> int | None:
    """Return the mode of the file that is replaced, None if there is none; WriteError if unfit."""
    if not target.exists():
        if target.is_symlink():  # on systems where a circle is not an error
            raise WriteError("cannot be written: its links lead in a circle", where=str(path))
        return None
    found = target.stat()
    if not stat.S_ISREG(found.st_mode):
        raise WriteError(
            "is not a file that can be replaced",
            where=str(path),
            remedy="Name a file, or - for standard output.",
        )
    if not found.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise WriteError(
            "is read-only", where=str(path), remedy="Allow writing to it, or write elsewhere."
        )
    if found.st_nlink > 1:
        raise WriteError(
            "has another name as well (a hard link), which would keep the old content",
            where=str(path),
            remedy="Remove the file first, or write elsewhere.",
        )
    return stat.S_IMODE(found.st_mode)


def _replace(target: Path, data: bytes, mode: int | None) -> None:
    """Write a temporary file beside the target, and let it take the target's place."""
    temporary, file = _temporary(target)
    try:
        with file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            if mode is not None:
                temporary.chmod(mode)
            if os.name == "posix":  # while it is locked; elsewhere an open file keeps its name
                temporary.replace(target)
        if os.name != "posix":
            temporary.replace(target)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _temporary(target: Path) -> tuple[Path, BinaryIO]:
    """Return a new file beside the target, and its path; it is locked as long as it is open."""
    while True:
        path = target.with_name(f".{target.name[:100]}.{secrets.token_hex(8)}.tmp")
        file = path.open("xb")
        with suppress(ImportError, OSError):  # a system or a drive without locks
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX)
        if os.fstat(file.fileno()).st_nlink:
            return path, file
        file.close()  # another writer has removed it before it was locked


def _remove_leftovers(target: Path) -> None:
    """Remove the temporary files of a target whose writers have ended, however they ended."""
    name = re.compile(rf"\.{re.escape(target.name[:100])}\.[0-9a-f]{{16}}\.tmp")
    files: list[os.DirEntry[str]] = []
    with suppress(OSError), os.scandir(target.parent) as found:  # unless it cannot be listed
        files = [one for one in found if name.fullmatch(one.name)]
    for file in files:
        if file.is_file(follow_symlinks=False):
            with suppress(OSError):  # it is being written, or gone
                _remove_unless_locked(Path(file.path))


def _remove_unless_locked(path: Path) -> None:
    try:
        import fcntl
    except ImportError:  # where nobody can remove a file that is open
        path.unlink()
        return
    with path.open("rb") as file:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.unlink()


def _reason(exc: OSError | ValueError) -> str:
    text = exc.strerror if isinstance(exc, OSError) else None
    return (text or str(exc) or type(exc).__name__).lower()
