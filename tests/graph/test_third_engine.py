"""What a third engine answers: Apache Jena ARQ, made by other people in another language.

Oxigraph (Rust) and rdflib (Python) agree by `test_answers`; here each question and check, with each
set of values that a test or a head knows, goes to Jena (Java) too, which reads the Turtle files
itself. Rows and their order are the same, without exception. Where they were not, the query was
mended: Jena drops every row when a FILTER asks only for a variable of ``VALUES ?it { UNDEF }``, so
that a filter has to ask for a variable that a pattern binds.
"""

import json
import os
import shutil
import subprocess
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from stakhgraph.queries import binding, catalogue
from stakhgraph.queries.query_file import Query
from stakhgraph.rdf.oxigraph.store import OxigraphStore
from stakhgraph.rdf.store import load
from stakhgraph.rdf.tables import Table
from stakhgraph.rdf.terms import Blank, Iri, Literal, Term

from .test_answers import EXPECTED, HERE, PROJECT

MISSING = "Apache Jena is not installed: Debian's libapache-jena-java has it"
DRIVER = HERE / "engines" / "Jena.java"
JARS = """
    jena-arq jena-base jena-core jena-iri jena-shacl jena-shex
    commons-cli commons-codec commons-compress commons-csv commons-io commons-lang3
    dexx.collection gson guava jackson-annotations jackson-core jackson-databind jakarta.json-api
    jsonld-java protobuf slf4j-api slf4j-nop thrift titanium-json-ld
"""
SHELF = Path("/usr/share/java")
EVERY = {query.name: query for query in catalogue.read_all(PROJECT).values()}
CHECKS = {f"checks/{query.path.stem}": query for query in catalogue.read_checks(PROJECT)}


@dataclass(frozen=True)
class Asked:
    """A question with values of its parameters."""

    name: str
    params: tuple[tuple[str, str], ...] = ()

    @property
    def query(self) -> Query:
        return (EVERY | CHECKS)[self.name]

    @property
    def text(self) -> str:
        return binding.bind(self.query, dict(self.params), prefixes=PROJECT.prefixes)


def asked() -> list[Asked]:
    """Give every question: about everything, by the examples of its head, by expected answers."""
    found = [Asked(one.question, tuple(one.params.items())) for one in EXPECTED]
    for name, query in (EVERY | CHECKS).items():
        needed = [(one.name, one.example) for one in query.parameters if one.required]
        found.append(Asked(name, tuple(needed)))
        found += [Asked(name, (*needed, (one.name, one.example))) for one in query.parameters]
        found.append(Asked(name, tuple((one.name, one.example) for one in query.parameters)))
    return sorted({Asked(one.name, tuple(sorted(set(one.params)))) for one in found}, key=str)


ASKED = asked()


def classpath(folder: Path) -> str:
    """Give Jena's class path, or skip."""
    if given := os.environ.get("STAKHGRAPH_JENA"):
        return given
    jars = [SHELF / f"{name}.jar" for name in JARS.split()]
    if not shutil.which("javac") or not all(jar.exists() for jar in jars):
        pytest.skip(MISSING)
    return os.pathsep.join(map(str, (messages(SHELF / "jena-core.jar", folder), *jars)))


def messages(core: Path, folder: Path) -> Path:
    """Give a folder with the texts of messages where the classes of Debian's Jena look for them.

    Debian moves the classes of the XML parser inside Jena to another package, and leaves their
    texts behind; without them Jena does not start.
    """
    with zipfile.ZipFile(core) as jar:
        for name in jar.namelist():
            if name.startswith("org/apache/jena/ext/xerces/") and name.endswith(".properties"):
                moved = folder / name.removeprefix("org/apache/jena/ext/")
                moved.parent.mkdir(parents=True, exist_ok=True)
                moved.write_bytes(jar.read(name))
    return folder


@pytest.fixture(scope="session")
def jena(tmp_path_factory: pytest.TempPathFactory) -> dict[Asked, Table]:
    """Give Jena's answer to every question, all from one run."""
    path = classpath(tmp_path_factory.mktemp("messages"))
    texts = [one.text for one in ASKED]
    files = (*PROJECT.ontology, *PROJECT.graph)
    answers = jena_answers(texts, files, folder=tmp_path_factory.mktemp("jena"), path=path)
    return dict(zip(ASKED, answers, strict=True))


def jena_answers(
    texts: Sequence[str], files: Iterable[Path], *, folder: Path, path: str
) -> list[Table]:
    """Give Jena's answers to queries about some Turtle files."""
    for number, text in enumerate(texts):
        (folder / f"{number:04}.rq").write_text(text, encoding="utf-8")
    command = ["java", "-Xmx512m", "-Dfile.encoding=UTF-8", "-cp", path, str(DRIVER), str(folder)]
    done = subprocess.run(
        [*command, *map(str, files)], check=False, capture_output=True, text=True, timeout=120
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert [file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.error"))] == []
    return [read(folder / f"{number:04}.json") for number in range(len(texts))]


@pytest.fixture(scope="session")
def oxigraph() -> OxigraphStore:
    store = load(PROJECT.turtle_files())
    assert isinstance(store, OxigraphStore)
    return store


def read(file: Path) -> Table:
    answer = json.loads(file.read_text(encoding="utf-8"))
    columns = tuple(answer["head"]["vars"])
    bindings = answer["results"]["bindings"]
    return Table(columns, tuple(tuple(term(row.get(name)) for name in columns) for row in bindings))


def term(cell: dict[str, str] | None) -> Term | None:
    match cell:
        case None:
            return None
        case {"type": "uri", "value": value}:
            return Iri(value)
        case {"type": "bnode", "value": value}:
            return Blank(value)
    return Literal(cell["value"], cell.get("datatype"), cell.get("xml:lang"))


def test_all_questions_and_checks_are_asked():
    assert {one.name for one in ASKED} == {*EVERY, *CHECKS}
    assert len(ASKED) > 260


@pytest.mark.parametrize("one", ASKED, ids=lambda one: f"{one.name}-{dict(one.params)}")
def test_the_third_engine_gives_the_same_rows_in_the_same_order(
    one: Asked, jena: dict[Asked, Table], oxigraph: OxigraphStore
):
    wanted = oxigraph.select(one.text)
    assert jena[one].columns == wanted.columns
    found, expected = jena[one].texts(PROJECT.prefixes), wanted.texts(PROJECT.prefixes)
    assert found == expected
