"""W3C's tests of Turtle, TriG, N-Triples, N-Quads and RDF/XML, read as --data and serve read files.

The suites are not kept here; their folder is named in the environment.
"""

from dataclasses import dataclass
from pathlib import Path

import pytest

from stakhgraph.errors import StakhError
from stakhgraph.rdf.workers.inputs import Input, of_file
from stakhgraph.rdf.workers.snapshot import snapshot_of
from tests.suites.w3c import FOLDER, MF, MISSING, entries, path_of, quads_of, result_of, same

BASES = {
    "turtle": "http://www.w3.org/2013/TurtleTests/",
    "trig": "http://www.w3.org/2013/TriGTests/",
    "ntriples": "http://www.w3.org/2013/N-TriplesTests/",
    "nquads": "http://www.w3.org/2013/N-QuadsTests/",
    "rdf-xml": "http://www.w3.org/2013/RDFXMLTests/",
}
COUNTS = {"turtle": 290, "trig": 330, "ntriples": 65, "nquads": 80, "rdf-xml": 160}


@dataclass(frozen=True)
class Case:
    """One test: a file, its IRI, and the file of the same triples in a simpler format."""

    name: str
    kind: str
    file: Path
    base: str
    result: Path | None

    def is_refused(self) -> bool:
        try:
            quads_of(self.file, base=self.base)
        except StakhError:
            return True
        return False


def cases(suite: str) -> list[Case]:
    folder = Path(FOLDER) / suite
    found = []
    for graph, entry, kind in entries(folder / "manifest.ttl"):
        file = path_of(graph.value(entry, MF.action))
        result = graph.value(entry, MF.result)
        name = str(entry).rpartition("#")[2]
        base = f"{BASES[suite]}{file.resolve().relative_to(folder.resolve()).as_posix()}"
        found.append(Case(name, kind, file, base, path_of(result) if result else None))
    return found


pytestmark = pytest.mark.skipif(not FOLDER, reason=MISSING)

# Cases that are read in another way, each with the reason; these must not pass.
OTHERWISE = {"xml-canon-test001": "Oxigraph keeps an XML literal as it is written"}


@pytest.mark.parametrize("suite", BASES)
def test_what_is_valid_is_read_as_the_suite_says(suite: str):
    every = cases(suite)
    assert len(every) >= COUNTS[suite]
    valid = [case for case in every if "Negative" not in case.kind]
    refused = {case.name for case in valid if case.is_refused()}
    results = [case for case in valid if case.result and case.name not in refused]
    other = {
        case.name
        for case in results
        if case.result and not same(quads_of(case.file, base=case.base), result_of(case.result))
    }
    names = {case.name for case in every}
    assert refused == set()
    assert other == OTHERWISE.keys() & names


@pytest.mark.parametrize("suite", BASES)
def test_what_is_not_valid_is_refused(suite: str):
    every = [case for case in cases(suite) if "Negative" in case.kind]
    assert [case.name for case in every if not case.is_refused()] == []


def test_a_refusal_reaches_the_command_with_file_line_and_column():
    bad = next(case for case in cases("turtle") if case.name == "turtle-syntax-bad-struct-04")
    source = of_file(bad.file)
    with pytest.raises(StakhError, match=rf"{bad.file.name}:\d+:\d+"):
        snapshot_of([Input(source.path, source.name, source.media_type, bad.base)])
