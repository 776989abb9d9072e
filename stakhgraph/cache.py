"""What is made from other files and kept in the user's cache, so that it need not be made again.

An entry is a folder, named by a digest of all that it was made from. It may be deleted at any time.
Nothing in it is taken unchecked: a list in the folder, written last, has the size of each file and
the digest of each that has no checksums of its own.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

VARIABLE = "STAKHGRAPH_CACHE"
"""The environment variable that names the folder of the cache, or is ``off``."""

_LIST = "contents.json"
_MAKING = ".making-"
_KEPT_PER_OWNER = 2
_DAYS = 60
_HOUR = 3600


@dataclass(frozen=True)
class Cache:
    """A folder of entries. What cannot be read or written is no error: it counts as not kept."""

    folder: Path

    @classmethod
    def users(cls) -> Cache | None:
        """Return the cache of this user, or None if it is switched off."""
        from platformdirs import user_cache_path

        named = os.environ.get(VARIABLE, "").strip()
        if named.casefold() in ("off", "0", "no"):
            return None
        return cls(Path(named).absolute() if named else user_cache_path("stakhgraph", False))

    def entry(self, key: str) -> Path | None:
        """Return the folder of an entry if it is complete and undamaged; a damaged one goes."""
        folder = self.folder / key
        if not folder.is_dir():
            return None
        if not _is_whole(folder):
            self.drop(key)
            return None
        with suppress(OSError):  # when it was used last
            os.utime(folder / _LIST)
        return folder

    def make(
        self, key: str, owner: str, write: Callable[[Path], None], *, checked: str = ""
    ) -> Path | None:
        """Return the folder of a new entry that ``write`` fills; None if it cannot be kept.

        ``owner`` names what the entry is for: older entries of the same are deleted. Files whose
        names end in ``checked`` have checksums of their own. Errors of ``write`` go to the caller,
        but for those of the file system.
        """
        made = self.folder / f"{_MAKING}{os.getpid()}-{key[:16]}"
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._tidy(owner)
            shutil.rmtree(made, ignore_errors=True)
            made.mkdir(mode=0o700)
            write(made)
            _write_list(made, owner, checked)
            made.rename(self.folder / key)
        except OSError:  # no permission, a full disk, or made by another process meanwhile
            return self.entry(key)
        finally:
            shutil.rmtree(made, ignore_errors=True)
        return self.folder / key

    def drop(self, key: str) -> None:
        """Delete an entry, its list first, so that nobody takes the rest for whole."""
        with suppress(OSError):
            (self.folder / key / _LIST).unlink(missing_ok=True)
        shutil.rmtree(self.folder / key, ignore_errors=True)

    @property
    def is_writable(self) -> bool:
        """Whether entries can be made."""
        nearest = next(folder for folder in (self.folder, *self.folder.parents) if folder.exists())
        return nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK)

    def size(self) -> int:
        """Return the number of bytes of all entries."""
        return sum(_size(file) for file in self.folder.rglob("*"))

    def _tidy(self, owner: str) -> None:
        """Delete what killed processes left, what is old, and what the same owner had before."""
        now = time.time()
        for left in self.folder.glob(f"{_MAKING}*"):
            if now - _used(left) > _HOUR:
                shutil.rmtree(left, ignore_errors=True)
        used = sorted(self._entries(), key=lambda pair: -pair[0])
        same = [entry for _, entry in used if _owner(entry) == owner][_KEPT_PER_OWNER - 1 :]
        old = [entry for last, entry in used if now - last > _DAYS * 24 * _HOUR]
        for entry in {*same, *old}:
            self.drop(entry.name)

    def _entries(self) -> Iterator[tuple[float, Path]]:
        """Yield when each entry was used last, and its folder."""
        for listed in self.folder.glob(f"*/{_LIST}"):
            yield _used(listed), listed.parent


def digest(parts: Iterator[bytes]) -> str:
    """Return the digest of a series of texts, each counted with its length."""
    found = hashlib.sha256()
    for part in parts:
        found.update(len(part).to_bytes(8, "big"))
        found.update(part)
    return found.hexdigest()


def _write_list(folder: Path, owner: str, checked: str) -> None:
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    listed = {
        file.relative_to(folder).as_posix(): [
            file.stat().st_size,
            "" if checked and file.name.endswith(checked) else _digest(file),
        ]
        for file in files
    }
    text = json.dumps({"owner": owner, "files": listed}, indent=1)
    (folder / _LIST).write_text(text, encoding="utf-8")


def _is_whole(folder: Path) -> bool:
    try:
        listed = json.loads((folder / _LIST).read_text(encoding="utf-8"))["files"]
        return all(
            (folder / name).stat().st_size == size
            and (not known or _digest(folder / name) == known)
            for name, (size, known) in listed.items()
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def _owner(folder: Path) -> str:
    try:
        return str(json.loads((folder / _LIST).read_text(encoding="utf-8"))["owner"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _used(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _size(file: Path) -> int:
    try:
        return file.stat().st_size if file.is_file() else 0
    except OSError:
        return 0
