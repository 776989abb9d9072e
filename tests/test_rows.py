"""Imports only go down, and each heavy library has its rooms: read from the sources, not run."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import stakhgraph

ROWS = (
    {"errors"},
    {"tables", "answers", "notation", "dates", "anchors", "terms", "project", "sparql", "metrics"}
    | {"curves", "primitives", "index", "network", "addresses", "service", "plainrows"},
    {"store", "rdfmemory", "workers", "pool", "protocol", "remote", "shapes", "cycles", "counts"}
    | {"kernels", "arrays", "netmaking", "netfiles", "pajek", "netxml", "arclists", "openalex"},
    {"queries", "validation", "tidy", "mainpaths", "large", "dominance", "ancestry", "coupling"},
    {"naming", "portrait", "lineage", "debate", "evidence", "changes", "stances", "editions"}
    | {"positions", "catalogue", "robustness", "descent", "curated", "whatif"}
    | {"scene", "bands", "signs", "lanes", "pills", "legend"},
    {"drawings", "figures", "press", "exports", "networks", "bibliography", "building", "reports"}
    | {"historiograph", "measures", "pairings", "cautions", "schemaorg", "atlas", "choice"}
    | {"citing"},
    {"workbench", "doctor", "site", "pages", "explorer", "server", "offline"}
    | {"delivery", "desk", "endpoint", "rooms"},
    {"cli", "asking", "making", "checking", "analysing", "measuring", "given"}
    | {"options", "terminal", "serving", "hearing"},
)
ROW = {module: row for row, modules in enumerate(ROWS) for module in modules}

# Heavy library → the modules that may import it, and only inside functions unless starred.
COMMANDS = {f"{name}*" for name in ("cli", "asking", "making", "checking", "analysing")}
COMMANDS |= {"measuring*", "given*"}
COMMANDS |= {"options*", "terminal*", "serving*"}
ROOMS = {
    "pyoxigraph": {"store*"},
    "oxrdflib": {"store"},
    "rdflib": {"store", "rdfmemory", "shapes", "validation", "terms", "tables", "answers"},
    "pyshacl": {"shapes"},
    "SPARQLWrapper": {"remote"},
    "networkx": {"lineage", "tables", "answers", "network"},
    "pandas": {"tables"},
    "numpy": {"kernels", "plainrows", "arrays", "large"},
    "numba": {"kernels"},
    "llvmlite": {"kernels"},
    "anyascii": {"naming"},
    "edtf": {"dates"},
    "rich": {"tables"},
    "vl_convert": {"press"},
    "fontTools": {"press"},
    "fontpkg": {"press"},
    "starlette": {"server*", "delivery*", "desk*", "endpoint*", "rooms*"},
    "anyio": {"delivery*", "desk*", "endpoint*"},
    "uvicorn": {"serving", "hearing*"},
    "jinja2": {"pages"},
    "markupsafe": {"pages"},
    "werkzeug": {"protocol"},
    "click": COMMANDS,
}

SOURCES = {
    path.stem: ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(Path(stakhgraph.__file__).parent.glob("*.py"))
    if path.stem not in ("__init__", "__main__")
}


def _names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module == "stakhgraph":
        return [f"stakhgraph.{alias.name}" for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


def _imports(tree: ast.AST, *, at_import: bool) -> Iterator[str]:
    """Give what is imported; with ``at_import`` only what is imported as soon as the module is."""
    for node in ast.iter_child_nodes(tree):
        lazy = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        typing = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        yield from _names(node)
        if not (at_import and (lazy or typing)):
            yield from _imports(node, at_import=at_import)


def _own(module: str) -> set[str]:
    names = (name.split(".") for name in _imports(SOURCES[module], at_import=False))
    found = {parts[1] for parts in names if parts[0] == "stakhgraph" and len(parts) > 1}
    return found - {"__version__"}


def test_every_module_stands_in_a_row():
    assert len(SOURCES) >= 10
    assert set(SOURCES) <= set(ROW)


@pytest.mark.parametrize("module", SOURCES)
def test_imports_only_go_down(module: str):
    assert [name for name in sorted(_own(module)) if ROW[name] > ROW[module]] == []


def test_no_import_comes_back_to_where_it_started():
    left = {module: _own(module) for module in SOURCES}
    while free := [module for module, names in left.items() if not names & left.keys()]:
        for module in free:
            del left[module]
    assert left == {}


@pytest.mark.parametrize("module", SOURCES)
def test_a_heavy_library_stays_in_its_room(module: str):
    at_import = {name.split(".")[0] for name in _imports(SOURCES[module], at_import=True)}
    anywhere = {name.split(".")[0] for name in _imports(SOURCES[module], at_import=False)}
    for library, rooms in ROOMS.items():
        assert library not in anywhere or {module, f"{module}*"} & rooms, library
        assert library not in at_import or f"{module}*" in rooms, library


def test_importing_everything_but_the_store_loads_no_heavy_library():
    commands = {name.rstrip("*") for name in COMMANDS}
    free = sorted(set(SOURCES) - {"store", "hearing", "delivery"} - commands - _above_the_store())
    code = "import sys\n" + "".join(f"import stakhgraph.{module}\n" for module in free)
    code += f"sys.exit(', '.join(sorted({set(ROOMS)!r} & sys.modules.keys())))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.stderr.strip() == ""


def _above_the_store() -> set[str]:
    found = {"store"}
    while more := {module for module in SOURCES if _own(module) & found} - found:
        found |= more
    return found
