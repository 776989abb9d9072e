"""The W3C SHACL test suite, run through `rdf.shacl.files.validate`; the suite itself is not kept here.

    python -m tests.suites.shacl_w3c FOLDER      (or set STAKHGRAPH_SHACL_SUITE)

FOLDER holds the suite's top manifest.ttl (data-shapes-test-suite/tests of w3c/data-shapes). Reports
are compared as graphs after what the suite leaves to implementations is taken out: messages, unless
the expected report has one, and details.
"""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from rdflib import RDF, BNode, Graph, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.term import Node

from stakhgraph.errors import ShapesError
from stakhgraph.files import read_text
from stakhgraph.rdf.rdflib_parse import parse_turtle
from stakhgraph.rdf.rdflib_terms import keep_spelling
from stakhgraph.rdf.shacl.files import validate
from stakhgraph.rdf.shacl.validation import ENGINES

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")
SH = Namespace("http://www.w3.org/ns/shacl#")
BARE = {SH.sourceShape, SH.sourceConstraint, SH.value, SH.focusNode}


@dataclass(frozen=True)
class Case:
    """One test: two files, and the report or failure that is to come of them."""

    name: str
    shapes: Path
    data: Path
    manifest: Graph
    expected: Node

    @property
    def approved(self) -> bool:
        return (URIRef(self.name), MF.status, SHT.approved) in self.manifest

    def passes(self, engine: str) -> bool:
        try:
            conforms, text = validate(self.shapes, self.data, engine=engine)
        except ShapesError:
            return self.expected == SHT.Failure
        if self.expected == SHT.Failure:
            return False
        with keep_spelling():
            report = Graph().parse(data=text, format="turtle")
        start = next(report.subjects(RDF.type, SH.ValidationReport))
        told = str(self.manifest.value(self.expected, SH.conforms)) == "true"
        expected = _stripped(self.manifest, self.expected)
        messages = (None, SH.resultMessage, None) in expected
        return told == conforms and isomorphic(
            _stripped(report, start, messages=messages), expected
        )


def cases(folder: Path) -> Iterator[Case]:
    """Give the suite's cases in the order of its manifests."""
    yield from _cases(folder / "manifest.ttl")


def main(arguments: list[str]) -> int:
    folder = arguments[0] if arguments else os.environ.get("STAKHGRAPH_SHACL_SUITE", "")
    found = list(cases(Path(folder)))
    failed = [(engine, case) for engine in ENGINES for case in found if not case.passes(engine)]
    for engine, case in failed:
        status = "approved" if case.approved else "proposed"
        print(f"failed with {engine}: {case.name} ({status})")
    print(f"{len(found)} cases, {len(ENGINES)} engines, {len(failed)} failed")
    return 1 if failed else 0


def _cases(manifest: Path) -> Iterator[Case]:
    graph = parse_turtle(read_text(manifest), where=str(manifest), base=manifest.resolve().as_uri())
    for entries in graph.objects(predicate=MF.entries):
        for entry in graph.items(entries):
            action = graph.value(entry, MF.action)
            shapes = _path(graph.value(action, SHT.shapesGraph))
            data = _path(graph.value(action, SHT.dataGraph))
            yield Case(str(entry), shapes, data, graph, graph.value(entry, MF.result))
    for included in sorted(graph.objects(predicate=MF.include)):
        yield from _cases(_path(included))


def _path(iri: Node | None) -> Path:
    return Path(url2pathname(urlsplit(str(iri)).path))


def _stripped(graph: Graph, start: Node, *, messages: bool = True) -> Graph:
    kept = Graph()
    todo = [start]
    for node in todo:
        for _, verb, value in graph.triples((node, None, None)):
            if verb == SH.detail or (verb == SH.resultMessage and not messages):
                continue
            kept.add((node, verb, value))
            if isinstance(value, BNode) and verb not in BARE and value not in todo:
                todo.append(value)
    return kept


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
