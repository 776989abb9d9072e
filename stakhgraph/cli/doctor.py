"""``stakhgraph doctor``: shows what is installed, what is missing, and how to fix it."""

from __future__ import annotations

import importlib.util
import platform
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

import stakhgraph
from stakhgraph import __version__
from stakhgraph.cli.shared import options, terminal
from stakhgraph.cli.shared.options import help_text
from stakhgraph.errors import StakhError

STATES = ("ok", "absent", "broken")
"""All is well; something optional is missing; something that is needed does not work."""

_NEEDED = (
    *("pyoxigraph", "rdflib", "pyshacl", "elementpath", "networkx", "edtf", "click", "rich"),
    *(
        "SPARQLWrapper",
        "anyascii",
        "platformdirs",
        "starlette",
        "anyio",
        "uvicorn",
        "jinja2",
        "werkzeug",
    ),
)
_OPTIONAL = {
    "vl-convert-python": ("vl_convert", "pictures as PDF and PNG", "figures"),
    "fonttools": ("fontTools", "fonts inside pictures", "figures"),
    "pandas": ("pandas", "answers as data frames", "notebook"),
    "numba": ("numba", "main paths of millions of arcs", "large"),
}


@dataclass(frozen=True)
class Item:
    """One thing that was examined: ``state`` is one of `STATES`; ``remedy`` is empty if ok."""

    name: str
    state: str
    found: str
    remedy: str = ""


@click.command(
    short_help="Show what is installed, and what is missing.",
    help=help_text(
        "Show what is installed, what is missing, and how to install it.",
        "stakhgraph doctor",
        "stakhgraph doctor --json",
    ),
)
@options.as_json
@options.project
@options.sources
def doctor(project: Path | None, source: Path | None, as_json: bool) -> None:
    """Examine the installation."""
    with terminal.waiting("examining"):
        items = examine(project, source)
    if as_json:
        terminal.out_json([vars(item) for item in items])
    else:
        terminal.out(_to_text(items))
    terminal.end(not any(item.state == "broken" for item in items))


def examine(project: Path | None = None, sources: Path | None = None) -> tuple[Item, ...]:
    """Return what was found of Python, libraries, project, worker and source documents."""
    return (
        Item("stakhgraph", "ok", f"{__version__} in {Path(stakhgraph.__file__).resolve().parent}"),
        Item("Python", "ok", f"{platform.python_version()} on {platform.system()}"),
        *_libraries(),
        _shacl(),
        *_graph(project),
        _cache(),
        _scripts(),
        _documents(sources),
        _terminal(),
    )


def _to_text(items: tuple[Item, ...]) -> str:
    """Return a line for each item, and its remedy on the next line."""
    wide = max(len(item.name) for item in items)
    lines = []
    for item in items:
        lines.append(f"{item.state:7} {item.name:{wide}}  {item.found}")
        if item.remedy:
            lines.append(f"{'':7} {'':{wide}}  → {item.remedy}")
    return "\n".join(lines)


def _libraries() -> Iterator[Item]:
    for name in _NEEDED:
        version = _version(name)
        again = "Install stakhgraph anew: python -m pip install --force-reinstall stakhgraph"
        yield Item(name, "ok", version) if version else Item(name, "broken", "missing", again)
    for name, (module, use, extra) in _OPTIONAL.items():
        if importlib.util.find_spec(module):
            yield Item(name, "ok", f"{_version(name)} ({use})")
        else:
            get = f"pip install '.[{extra}]' in the folder that stakhgraph was installed from"
            yield Item(name, "absent", f"not installed: {use}", get)


def _cache() -> Item:
    """Look at what is kept of large debates, so that they open at once."""
    from stakhgraph.cache import VARIABLE, Cache

    cache = Cache.users()
    if cache is None:
        return Item("cache", "absent", f"switched off by {VARIABLE}")
    if not cache.is_writable:
        found = f"{cache.folder} cannot be written, so that each command reads a large debate anew"
        return Item("cache", "absent", found, f"Name another folder with {VARIABLE}")
    megabytes = cache.size() / 1_000_000
    return Item("cache", "ok", f"{cache.folder}: {megabytes:.0f} MB; may be deleted at any time")


def _shacl() -> Item:
    """Look for the engine of SHACL, which is not there for every platform."""
    version = _version("shacl")
    if version:
        return Item("shacl", "ok", version)
    here = f"{platform.system()} on {platform.machine()}"
    return Item("shacl", "absent", f"not for {here}: pySHACL validates, more slowly")


def _version(name: str) -> str:
    from importlib import metadata

    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _graph(path: Path | None) -> Iterator[Item]:
    """Look for the project, and load its graph in the process that answers queries."""
    from stakhgraph.rdf.workers.worker_store import WorkerStore

    try:
        project = options.find_project(path)
        yield Item("project", "ok", f"{project.root}: {len(project.queries)} queries")
        began = time.monotonic()
        with WorkerStore(project.turtle_files()) as store:
            size = store.size
        yield Item("graph", "ok", f"{size} triples, loaded in {time.monotonic() - began:.1f} s")
        yield _memory_limit()
    except StakhError as exc:
        yield Item("graph", "broken", str(exc).removeprefix("error: "), exc.remedy or "")


def _memory_limit() -> Item:
    name = "memory limit for queries"
    if importlib.util.find_spec("resource") and sys.platform != "darwin":
        return Item(name, "ok", "kept by the system")
    return Item(name, "absent", f"not kept on {platform.system()}", "Only the time limit holds.")


def _scripts() -> Item:
    """Look for the scripts of the pages, which are built when the package is installed."""
    from stakhgraph.web import front_end

    name = "scripts of the pages"
    if front_end.is_built():
        return Item(name, "ok", "built: keys, panels and the editor work; export --format html too")
    return Item(
        name,
        "absent",
        "not built: pages are plain, and there is no single file",
        "Install stakhgraph anew with a network, or python hatch_build.py in a checkout.",
    )


def _documents(sources: Path | None) -> Item:
    name = "source documents"
    if sources is None:
        return Item(
            name, "absent", "not named: anchors cannot be verified", "Set STAKHGRAPH_SOURCES."
        )
    if not sources.exists():
        return Item(name, "broken", f"there is no {sources}", "Set STAKHGRAPH_SOURCES anew.")
    return Item(name, "ok", str(sources))


def _terminal() -> Item:
    encoding = (getattr(sys.stdout, "encoding", None) or "unknown").lower()
    if encoding.replace("-", "") == "utf8":
        return Item("terminal", "ok", "UTF-8")
    return Item("terminal", "absent", f"{encoding}: some letters show as escapes", "Use UTF-8.")
