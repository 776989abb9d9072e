"""The compiled form of a large project: made once for each state of its files, then only opened.

It is an entry of the user's cache, named by a digest of the files, of the program and of the
engine: another state of the files has another name. Small projects are parsed as fast as they are
opened, and have no compiled form.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache as memoised
from importlib.metadata import version
from pathlib import Path
from typing import Any

from stakhgraph.cache import Cache, digest
from stakhgraph.debate.compiled.names_file import NamesFile, write
from stakhgraph.debate.search import name_search
from stakhgraph.debate.search.names import Names
from stakhgraph.errors import DamagedStore, UnknownName, WriteError
from stakhgraph.files import NamedFile
from stakhgraph.project import Place, Project
from stakhgraph.queries import own_questions
from stakhgraph.rdf.oxigraph.store import KEPT_CHECKED, KEPT_DIGEST
from stakhgraph.rdf.workers.pool import Pool
from stakhgraph.rdf.workers.worker_store import MEMORY, TIMEOUT, WorkerStore

LEAST = 4_000_000
"""Bytes of Turtle from which a project has a compiled form."""

_MEMORY = 16
"""Bytes that a query may take for each byte of Turtle, beside what it may take in any case."""

_FORMAT = "2"
"""To be raised whenever the compiled form of the same files is another one."""

_STORE, _NAMES = "store", "names.sqlite"


@dataclass(frozen=True)
class Compiled:
    """The compiled form of a project in a folder.

    ``names`` are those of its things; ``size`` is the number of bytes of its files.
    """

    project: Project
    folder: Path
    names: NamesFile
    size: int

    @property
    def digest(self) -> str:
        """The digest of the graph, as `stakhgraph.rdf.oxigraph.store.digest_of` makes it."""
        return (self.folder / KEPT_DIGEST).read_text(encoding="ascii")

    def store(self, **options: Any) -> CompiledStore:
        """Return a store with these options of a `WorkerStore`.

        By default a query may take memory in proportion to the debate, as a list of all of it does.
        """
        return CompiledStore(self, **{"memory": MEMORY + _MEMORY * self.size, **options})


class CompiledStore(WorkerStore):
    """The store of a project from its compiled form, with the names and places of its things."""

    def __init__(self, form: Compiled, **options: Any) -> None:
        super().__init__(_Files(form.project), kept=form.folder / _STORE, **options)
        self._form = form

    @property
    def names(self) -> Names:
        """The names of all things."""
        return self._form.names

    def place(self, iri: str) -> Place | None:
        """Return where the block of a thing begins; None if it has none."""
        return self._form.names.place(self._form.project.root, iri)


class CompiledPool(Pool):
    """Workers that read one compiled form, with the names of its things."""

    def __init__(self, form: Compiled, make: Callable[[], WorkerStore], **options: Any) -> None:
        super().__init__(make, **options)
        self.names: Names = form.names


def open_store(
    project: Project,
    *,
    engine: str = "oxigraph",
    timeout: float = TIMEOUT,
    tell: Callable[[str], None] = lambda _: None,
) -> WorkerStore:
    """Return a store of a project, compiled if it is large; raises as `compiled` does."""
    form = compiled(project, tell=tell) if engine == "oxigraph" else None
    if form is not None:
        return form.store(timeout=timeout)
    return WorkerStore(_Files(project), engine=engine, timeout=timeout)


def compiled(project: Project, *, tell: Callable[[str], None] = lambda _: None) -> Compiled | None:
    """Return the compiled form of a large project, made now if it is not there.

    ``tell`` is told so before that. Returns None for a small project, and where it cannot be kept.
    Raises as `WorkerStore` does when the files do not parse.
    """
    cache = Cache.users()
    try:
        files = _files(project)
        size = _size(files)
        if cache is None or size < LEAST:
            return None
        key = _key(project, files)
    except (OSError, UnknownName):  # whoever reads what is missing says so
        return None
    folder = cache.entry(key)
    if folder is None:
        tell("compiling the debate, once for this state of its files …")
        folder = _compiled(project, cache, key)
    if folder is not None:
        with suppress(DamagedStore):  # damaged or deleted since it was looked at
            return Compiled(project, folder, NamesFile(folder / _NAMES), size)
    tell(f"the compiled debate cannot be kept in {cache.folder}: see stakhgraph doctor")
    return None


@dataclass(frozen=True)
class _Files:
    """The Turtle files of a project, listed only when they are wanted: there may be thousands."""

    project: Project

    def __iter__(self) -> Iterator[NamedFile]:
        return iter(self.project.turtle_files())


def _files(project: Project) -> list[os.DirEntry[str]]:
    """Return all files that a compiled form is made of, without a path for each, which is slow."""
    found: list[os.DirEntry[str]] = []
    for folder in ("ontology", "graph"):
        with os.scandir(project.root / folder) as entries:
            turtle = [entry for entry in entries if fnmatch(entry.name, "*.ttl")]
        found += sorted(turtle, key=lambda entry: entry.name)
    return [entry for entry in found if entry.path != str(project.shapes)]


def _size(files: Iterable[os.DirEntry[str]]) -> int:
    """Return the number of bytes of all files; OSError for what is no file."""
    size = 0
    for file in files:
        if not file.is_file():
            raise OSError(f"{file.path} is no file")
        size += file.stat().st_size
    return size


def _key(project: Project, files: Iterable[os.DirEntry[str]]) -> str:
    """Return the digest of all that the compiled form depends on; OSError for an unread file."""

    def parts() -> Iterator[bytes]:
        for text in (_FORMAT, *map(version, ("stakhgraph", "pyoxigraph", "anyascii"))):
            yield text.encode()
        for name in (name_search.NAMES, name_search.LABELS):
            yield own_questions.find(project, name).text.encode()
        for file in files:
            yield os.path.relpath(file.path, project.root).encode("utf-8", "surrogateescape")
            with io.FileIO(file.path) as opened:
                yield opened.read()

    return digest(parts())


def _compiled(project: Project, cache: Cache, key: str) -> Path | None:
    """Return the folder of the compiled form, made now; None if it cannot be kept."""

    def fill(folder: Path) -> None:
        name = memoised(project.name)  # thousands of places are in one file
        places = ((iri, name(place.file), place.line) for iri, place in project.sources.first())
        kept, files = folder / _STORE, _Files(project)
        with WorkerStore(files, keep=kept, memory=8 * MEMORY, timeout=0) as store:
            write(folder / _NAMES, name_search.asked_names(project, store), places)
        if _key(project, _files(project)) != key:
            raise OSError("the files have changed meanwhile")

    try:
        return cache.make(key, str(project.root), fill, checked=KEPT_CHECKED)
    except WriteError:
        return None
