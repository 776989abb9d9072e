"""Imports go one way, and each heavy library has its place: read from the sources, not run."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median

import pytest

import stakhgraph

ORDER = (
    ("errors",),
    ("files", "spelling", "wording"),
    ("rdf",),
    ("project",),
    ("queries", "network", "drawing"),
    ("library", "cache"),
    ("debate",),
    ("figures",),
    ("exports",),
    ("api", "build"),
    ("web",),
    ("cli",),
)
"""Packages and modules at the top: each may import only from itself and from what stands before."""

# Library → the modules that may import it, and only inside functions unless starred.
LIBRARIES = {
    "pyoxigraph": {
        *("rdf.oxigraph.store*", "rdf.oxigraph.terms*", "rdf.rdf_files*"),
        *("rdf.oxigraph.querying*", "rdf.oxigraph.loading*", "rdf.shacl.rust_engine*"),
    },
    "rdflib": {
        "rdf.store",
        "rdf.rdflib_algebra",
        "rdf.rdflib_store",
        "rdf.rdflib_parse",
        "rdf.rdflib_terms",
        "rdf.shacl.pyshacl_engine",
    }
    | {"rdf.tables", "rdf.answers"},
    "shacl": {"rdf.shacl.rust_engine"},
    "pyshacl": {"rdf.shacl.pyshacl_engine"},
    "elementpath": {"rdf.shacl.patterns"},
    "SPARQLWrapper": {"rdf.remote_endpoint.request"},
    "networkx": {"debate.lineage", "rdf.tables", "rdf.answers", "network.graph"}
    | {"network.readers.networkx_formats"},
    "pandas": {"rdf.tables"},
    "numpy": {"network.readers.integer_columns"}
    | {f"network.arrays.{name}" for name in ("arcs", "cycles", "facts", "large_networks")}
    | {f"network.arrays.{name}" for name in ("array_type", "ordered_network", "graph_loops")}
    | {f"network.arrays.{name}" for name in ("path_counts", "exact_counts")}
    | {f"network.arrays.{name}" for name in ("main_paths", "main_path_loops")},
    "numba": {"network.arrays.compiling"},
    "llvmlite": {"network.arrays.compiling"},
    "anyascii": {"spelling"},
    "edtf": {"rdf.edtf"},
    "rich": {"rdf.serialisers.terminal_tables"},
    "vl_convert": {"drawing.print_formats"},
    "fontTools": {"drawing.print_formats"},
    "fontpkg": {"drawing.print_formats"},
    "starlette": {"web.*"},
    "anyio": {"web.*"},
    "uvicorn": {"cli.serve", "web.connection_limits*"},
    "jinja2": {"web.rendering.environment"},
    "markupsafe": {"web.rendering.json_island", "web.rendering.links"},
    "h11": {"web.connection_limits*", "web.http.header_names*"},
    "werkzeug": {"web.http.content_negotiation", "web.http.conditional_requests"},
    "click": {"cli.*"},
    "platformdirs": {"cache"},
}
"""``package.*`` is every module of a package, also as soon as it is imported."""

HOME = Path(stakhgraph.__file__).parent


def _name(path: Path) -> str:
    parts = path.relative_to(HOME).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


SOURCES = {
    _name(path): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(HOME.rglob("*.py"))
    if "node_modules" not in path.parts and _name(path) not in ("", "__main__")
}
PLACE = {name: place for place, names in enumerate(ORDER) for name in names}


def _names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        assert not node.level, "imports are absolute"
        return [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
    return []


def _imports(tree: ast.AST, *, at_import: bool) -> Iterator[str]:
    """Give what is imported; with ``at_import`` only what is imported as soon as the module is."""
    for node in ast.iter_child_nodes(tree):
        lazy = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        typing = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        yield from _names(node)
        if not (at_import and (lazy or typing)):
            yield from _imports(node, at_import=at_import)


@cache
def imported(module: str) -> set[str]:
    """Give the modules of ours that a module imports anywhere; packages only by their modules."""
    names = (n.removeprefix("stakhgraph.") for n in _imports(SOURCES[module], at_import=False))
    return {name for name in names if name in SOURCES} - {module}


def _is_package(module: str) -> bool:
    return any(name.startswith(f"{module}.") for name in SOURCES)


def test_every_package_and_module_at_the_top_stands_in_the_order():
    assert {module.partition(".")[0] for module in SOURCES} == PLACE.keys()


@pytest.mark.parametrize("module", SOURCES)
def test_imports_of_packages_go_one_way(module: str):
    top = module.partition(".")[0]
    others = {name.partition(".")[0] for name in imported(module)} - {top}
    assert [name for name in sorted(others) if PLACE[name] >= PLACE[top]] == []


def test_imports_of_modules_go_one_way():
    left = {module: {n for n in imported(module) if not _is_package(n)} for module in SOURCES}
    while free := [module for module, names in left.items() if not names & left.keys()]:
        for module in free:
            del left[module]
    assert left == {}


@pytest.mark.parametrize("module", SOURCES)
def test_a_heavy_library_stays_in_its_place(module: str):
    at_import = {name.split(".")[0] for name in _imports(SOURCES[module], at_import=True)}
    anywhere = {name.split(".")[0] for name in _imports(SOURCES[module], at_import=False)}
    always = {f"{module}*", f"{module.partition('.')[0]}.*"}
    for library, places in LIBRARIES.items():
        assert library not in anywhere or {module, *always} & places, library
        assert library not in at_import or always & places, library


def test_importing_everything_below_the_store_and_the_web_loads_no_heavy_library():
    free = sorted(
        name
        for name in SOURCES
        if name.partition(".")[0] not in ("web", "cli") and not _needs_the_store(name)
    )
    assert "debate.lineage" in free
    code = "import sys\n" + "".join(f"import stakhgraph.{module}\n" for module in free)
    code += f"sys.exit(', '.join(sorted({set(LIBRARIES)!r} & sys.modules.keys())))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.stderr.strip() == ""


def _needs_the_store(module: str) -> bool:
    above = {"rdf.oxigraph.terms"}
    while more := {name for name in SOURCES if imported(name) & above} - above:
        above |= more
    return module in above


def test_modules_are_short_and_folders_hold_few():
    lines = {
        path: len(path.read_text(encoding="utf-8").splitlines())
        for path in HOME.rglob("*.py")
        if "node_modules" not in path.parts and path.name != "__init__.py"
    }
    assert {str(path): count for path, count in lines.items() if count > 600} == {}
    assert median(lines.values()) <= 200
    folders: dict[Path, int] = {}
    for path in lines:
        folders[path.parent] = folders.get(path.parent, 0) + 1
    assert {str(folder): count for folder, count in folders.items() if count > 20} == {}
