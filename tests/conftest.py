"""What several tests need: a project folder from literal texts, and the source documents."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from stakhgraph.project import Project

PREFIXES = """\
@prefix ex: <http://example.org/> .
@prefix person: <https://w3id.org/stakhgraph/id/person/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix stakh: <https://w3id.org/stakhgraph/ns#> .
"""

os.environ["STAKHGRAPH_CACHE"] = "off"  # but where a test names a folder of its own

EMPTY = {
    "ontology/prefixes.ttl": PREFIXES,
    "ontology/shapes.ttl": """\
@prefix ex: <http://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .

ex:NothingShape a sh:NodeShape ;
    sh:targetClass ex:Nothing .
""",
    "queries/checks/nothing.rq": """\
#+ problem: Nothing is wrong.
#+ level: violation
#+ solution: None.
#+ column subject: the offender
SELECT ?subject WHERE { ?subject a <http://example.org/Nothing> }
ORDER BY ?subject
""",
}
"""The parts that every project has, without a rule that anything breaks."""

MakeProject = Callable[[dict[str, str]], Project]


@pytest.fixture
def make_project(tmp_path: Path) -> MakeProject:
    """Give a function that writes files into an otherwise empty project; Turtle gets prefixes."""

    def make(files: dict[str, str]) -> Project:
        for room in ("ontology", "graph", "queries"):
            (tmp_path / room).mkdir(exist_ok=True)
        for name, text in {**EMPTY, **files}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            head = PREFIXES if name.endswith(".ttl") and text != EMPTY.get(name) else ""
            path.write_text(head + text, encoding="utf-8", newline="\n")
        return Project.find(tmp_path)

    return make


@pytest.fixture(scope="session")
def sources() -> Path:
    """Give the folder of the source documents, which are not shipped; skip without it."""
    beside = Path(__file__).parents[2] / "shared" / "seeds"
    folder = Path(os.environ.get("STAKHGRAPH_SOURCES") or beside)
    if not folder.is_dir():
        pytest.skip("the source documents are not here: set STAKHGRAPH_SOURCES to their folder")
    return folder
