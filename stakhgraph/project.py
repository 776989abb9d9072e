"""The folder with an ontology, a graph and queries: where its files are, and reading them.

A project is data: ``ontology/*.ttl``, ``graph/*.ttl`` and ``queries/<topic>/<answer>.rq``.
Files are always listed in the order of their names, so that nothing depends on the file system.
"""

import os
import re
import secrets
import stat
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from stakhgraph.errors import UnreadableFile, UsageError, WriteError
from stakhgraph.terms import Prefixes

ROOMS = ("ontology", "graph", "queries")
"""The folders that make a folder a project."""

# One alternative a token, so that a name at the start of a line inside a string is no subject.
_TURTLE = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r"|#[^\n\r]*"
    r"|(?P<subject>^(?:<[^<>\s]*>|(?:[A-Za-z][\w-]*)?:(?:[\w%-][\w.:%-]*)?))(?=\s)"
    r"|<[^<>\s]*>",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, order=True)
class Place:
    """A line of a file."""

    file: Path
    line: int


@dataclass(frozen=True)
class SourceIndex:
    """In which file, at which line, each subject's block begins."""

    places: dict[str, tuple[Place, ...]]

    @classmethod
    def of(cls, files: Iterable[Path]) -> "SourceIndex":
        """Scan Turtle files for the subjects that stand in column 0, without parsing them."""
        places: dict[str, tuple[Place, ...]] = {}
        for file in files:
            for iri, line in _subjects(read_text(file)):
                places[iri] = (*places.get(iri, ()), Place(file, line))
        return cls(places)

    def find(self, iri: str) -> Place | None:
        """Give the place of the first block of this subject, or None if it has none."""
        found = self.places.get(iri)
        return found[0] if found else None


@dataclass(frozen=True)
class Project:
    """A project folder.

    >>> Project.find().root.joinpath("ontology").is_dir()
    True
    """

    root: Path

    @classmethod
    def find(cls, path: Path | None = None) -> "Project":
        """Give the project in ``path``; by default the one in this folder, else the shipped one.

        Raises UsageError when the folder is missing or lacks ontology/, graph/ or queries/.
        """
        if path is not None:
            return cls(_checked(path))
        here = Path.cwd()
        if not _missing(here):
            return cls(here)
        package = Path(__file__).resolve().parent
        shipped = package / "data"
        return cls(_checked(shipped if shipped.is_dir() else package.parent))

    @property
    def prefix_file(self) -> Path:
        """The one list of prefixes."""
        return self.root / "ontology" / "prefixes.ttl"

    @property
    def shapes(self) -> Path:
        """The SHACL shapes."""
        return self.root / "ontology" / "shapes.ttl"

    @property
    def ontology(self) -> tuple[Path, ...]:
        """The Turtle files of ontology/ but for the shapes, which say nothing about the world."""
        return tuple(file for file in self._list("ontology", "*.ttl") if file != self.shapes)

    @property
    def graph(self) -> tuple[Path, ...]:
        """The Turtle files of graph/."""
        return self._list("graph", "*.ttl")

    @cached_property
    def queries(self) -> tuple[Path, ...]:
        """The queries that answer a question: every one outside checks/ and derive/."""
        rooms = {self.root / "queries" / name for name in ("checks", "derive")}
        return tuple(file for file in self._list("queries", "*/*.rq") if file.parent not in rooms)

    @property
    def checks(self) -> tuple[Path, ...]:
        """The queries that return what breaks a rule of the whole graph."""
        return self._list("queries/checks", "*.rq")

    @property
    def derivations(self) -> tuple[Path, ...]:
        """The CONSTRUCT queries whose results are derived, not stated."""
        return self._list("queries/derive", "*.rq")

    @cached_property
    def prefixes(self) -> Prefixes:
        """The prefixes of ontology/prefixes.ttl."""
        return Prefixes.parse(read_text(self.prefix_file), where=self.name(self.prefix_file))

    @cached_property
    def sources(self) -> SourceIndex:
        """Where each subject of ontology/ and graph/ is declared."""
        return SourceIndex.of((*self.ontology, *self.graph))

    def name(self, file: Path) -> str:
        """Give a file's path as seen from the project, with forward slashes on every system."""
        inside = file.is_relative_to(self.root)
        return (file.relative_to(self.root) if inside else file).as_posix()

    def _list(self, room: str, pattern: str) -> tuple[Path, ...]:
        return tuple(sorted((self.root / room).glob(pattern), key=lambda file: file.as_posix()))


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


def _checked(path: Path) -> Path:
    remedy = "Name a folder that holds ontology/, graph/ and queries/."
    if not path.exists():
        raise UsageError("no such project folder", where=str(path), remedy=remedy)
    if not path.is_dir():
        raise UsageError("a project is a folder, not a file", where=str(path), remedy=remedy)
    missing = _missing(path)
    if missing:
        rooms = ", ".join(f"{room}/" for room in missing)
        raise UsageError(f"not a project: it lacks {rooms}", where=str(path), remedy=remedy)
    return path.resolve()


def _missing(path: Path) -> list[str]:
    return [room for room in ROOMS if not (path / room).is_dir()]


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


def _subjects(text: str) -> Iterable[tuple[str, int]]:
    prefixes = Prefixes.parse(text).namespaces
    line, at = 1, 0
    for match in _TURTLE.finditer(text):
        subject = match["subject"]
        if subject is None:
            continue
        line, at = line + text.count("\n", at, match.start()), match.start()
        if subject.startswith("<"):
            yield subject[1:-1], line
        else:
            prefix, _, local = subject.partition(":")
            if prefix in prefixes:
                yield prefixes[prefix] + local, line
