"""Dates and names, as they are typed on the command line or stand in a graph."""

from pathlib import Path

from stakhgraph.debate.search import name_search
from stakhgraph.rdf import edtf, store
from stakhgraph.spelling import key
from tests.fuzz.verdict import Reader, Wrong
from tests.mini import mini_project


def date(_: Path) -> Reader:
    """Return the reader of dates in EDTF: the first day is not after the last one."""

    def read(data: bytes) -> None:
        first, last = edtf.bounds(data.decode("utf-8", "surrogateescape"))
        if first and last and first > last:
            raise Wrong(f"{first} is after {last}")

    return read


def name(folder: Path) -> Reader:
    """Return the reader of a name, which is looked up in the tiny project."""
    project = mini_project(folder / "mini")
    loaded = store.load(project.turtle_files())

    def read(data: bytes) -> None:
        text = data.decode("utf-8", "surrogateescape")
        key(text)
        name_search.find(project, loaded, text)

    return read
