"""The project folder: where the ontology, the graph and the queries of a debate are.

A project is data: ``ontology/*.ttl``, ``graph/*.ttl`` and ``queries/<topic>/<answer>.rq``.
Files are always listed in the order of their names, so that nothing depends on the file system.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from stakhgraph.errors import UsageError
from stakhgraph.files import NamedFile, read_text
from stakhgraph.rdf.grammar import QUOTED
from stakhgraph.rdf.prefixes import Prefixes

FOLDERS = ("ontology", "graph", "queries")
"""The folders that a project must have."""

# One alternative a token, so that a name at the start of a line inside a string is not a subject.
_TURTLE = re.compile(
    rf"{QUOTED}"
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
    """The file and line where the block of each subject begins."""

    places: dict[str, tuple[Place, ...]]

    @classmethod
    def of(cls, files: Iterable[Path]) -> "SourceIndex":
        """Return the index of Turtle files, searched for subjects in column 0 but not parsed."""
        places: dict[str, tuple[Place, ...]] = {}
        for file in files:
            for iri, line in _subjects(read_text(file)):
                places[iri] = (*places.get(iri, ()), Place(file, line))
        return cls(places)

    def first(self) -> Iterator[tuple[str, Place]]:
        """Yield each subject with the place of its first block."""
        return ((iri, places[0]) for iri, places in self.places.items())

    def find(self, iri: str) -> Place | None:
        """Return the place of the first block of this subject, or None if it has none."""
        places = self.places.get(iri)
        return places[0] if places else None


@dataclass(frozen=True)
class Project:
    """A project folder.

    >>> Project.find().root.joinpath("ontology").is_dir()
    True
    """

    root: Path

    @classmethod
    def find(cls, path: Path | None = None) -> "Project":
        """Return the project in ``path``; by default that around this folder, else the shipped one.

        Raises UsageError when the folder is missing or lacks ontology/, graph/ or queries/; also
        when this folder, or one above it, is only part of a project, since an answer from the
        shipped debate would pass for one from the reader's own.
        """
        if path is not None:
            return cls(_require_project(path))
        here = Path.cwd()
        for folder in (here, *here.parents):
            if not _missing(folder):
                return cls(folder)
            if _is_part(folder):
                return cls(_require_project(folder))
        return cls.shipped()

    @classmethod
    def shipped(cls) -> "Project":
        """Return the debate that comes with the program."""
        package = Path(__file__).resolve().parent
        data = package / "data"
        return cls(_require_project(data if data.is_dir() else package.parent))

    @property
    def prefix_file(self) -> Path:
        """The file that lists all prefixes."""
        return self.root / "ontology" / "prefixes.ttl"

    @property
    def shapes(self) -> Path:
        """The SHACL shapes."""
        return self.root / "ontology" / "shapes.ttl"

    @property
    def ontology(self) -> tuple[Path, ...]:
        """The Turtle files of ontology/ except the shapes, which are rules and not statements."""
        return tuple(file for file in self._list("ontology", "*.ttl") if file != self.shapes)

    @property
    def graph(self) -> tuple[Path, ...]:
        """The Turtle files of graph/, without that of the withdrawn records."""
        return tuple(file for file in self._list("graph", "*.ttl") if file != self.withdrawn)

    @property
    def withdrawn(self) -> Path:
        """The file of the withdrawn records, which need not exist."""
        return self.root / "graph" / "withdrawn.ttl"

    @property
    def withdrawn_files(self) -> tuple[Path, ...]:
        """The file of the withdrawn records, if there is one."""
        return (self.withdrawn,) if self.withdrawn.is_file() else ()

    @cached_property
    def queries(self) -> tuple[Path, ...]:
        """The queries that answer a question: every one outside checks/ and derive/."""
        others = {self.root / "queries" / name for name in ("checks", "derive")}
        return tuple(file for file in self._list("queries", "*/*.rq") if file.parent not in others)

    @property
    def checks(self) -> tuple[Path, ...]:
        """The queries that find what breaks a rule of the whole graph."""
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
        return SourceIndex.of((*self.ontology, *self.graph, *self.withdrawn_files))

    def name(self, file: Path) -> str:
        """Return a file's path relative to the project, with forward slashes on every system."""
        inside = file.is_relative_to(self.root)
        return (file.relative_to(self.root) if inside else file).as_posix()

    def turtle_files(self, extra: Iterable[Path] = ()) -> tuple[NamedFile, ...]:
        """Return the files that make up the graph: ontology (without shapes), graph, ``extra``."""
        return tuple(self.named(file) for file in (*self.ontology, *self.graph, *extra))

    def layout_files(self) -> tuple[NamedFile, ...]:
        """Return the files that have the one layout: all Turtle files but the list of prefixes."""
        every = sorted({*self.graph, *self.withdrawn_files, *self.ontology, self.shapes})
        return tuple(self.named(f) for f in every if f != self.prefix_file and f.exists())

    def named(self, file: Path) -> NamedFile:
        """Return a file with its name in messages."""
        return NamedFile(file, self.name(file))

    def _list(self, folder: str, pattern: str) -> tuple[Path, ...]:
        return tuple(sorted((self.root / folder).glob(pattern), key=lambda file: file.as_posix()))


def _require_project(path: Path) -> Path:
    remedy = "Name a folder that holds ontology/, graph/ and queries/."
    if not path.exists():
        raise UsageError("no such project folder", where=str(path), remedy=remedy)
    if not path.is_dir():
        raise UsageError("a project is a folder, not a file", where=str(path), remedy=remedy)
    missing = _missing(path)
    if missing:
        names = ", ".join(f"{name}/" for name in missing)
        raise UsageError(f"not a project: it lacks {names}", where=str(path), remedy=remedy)
    return path.resolve()


def _is_part(path: Path) -> bool:
    """Return whether a folder holds some of the files of a project."""
    return any(next((path / name).glob("*.ttl"), None) for name in ("ontology", "graph"))


def _missing(path: Path) -> list[str]:
    return [name for name in FOLDERS if not (path / name).is_dir()]


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
