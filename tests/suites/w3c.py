"""What the tests of W3C's suites share: manifests, and data as our own loading reads it.

STAKHGRAPH_W3C_SUITE names the folder of the suites (``sparql11``, ``turtle`` …), which the source
distribution of rdflib carries. They are not kept here.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pyoxigraph as ox
from rdflib import RDF, Graph, Namespace
from rdflib.term import Node

from stakhgraph.files import read_text
from stakhgraph.rdf.oxigraph.loading import Loading
from stakhgraph.rdf.rdf_files import Source
from stakhgraph.rdf.rdflib_parse import parse_turtle
from stakhgraph.rdf.workers import inputs

FOLDER = os.environ.get("STAKHGRAPH_W3C_SUITE", "")
MISSING = "STAKHGRAPH_W3C_SUITE names no folder of W3C's test suites"

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")


def path_of(iri: Node | str | None) -> Path:
    return Path(url2pathname(urlsplit(str(iri)).path))


def entries(manifest: Path) -> Iterator[tuple[Graph, Node, str]]:
    """Give the entries of a manifest: its graph, the entry, and the kind of test."""
    graph = parse_turtle(read_text(manifest), where=str(manifest), base=manifest.resolve().as_uri())
    for each in graph.objects(None, MF.entries):
        for entry in graph.items(each):
            kind = str(graph.value(entry, RDF.type)).rpartition("#")[2]
            yield graph, entry, kind


def quads_of(path: Path, *, base: str = "", graph: str = "") -> list[ox.Quad]:
    """Give the quads of a file as our loading reads it; a graph for those of the default graph."""
    file = inputs.of_file(path)
    text = read_text(path, empty=True, nul=True)
    loading = Loading(spelling=True)
    loading.add(Source(file.name, text, file.media_type, base or file.base))
    loading.finish()
    name = ox.NamedNode(graph) if graph else None
    found = ox.parse(loading.nquads(), format=ox.RdfFormat.N_QUADS, lenient=True)
    return [ox.Quad(q.subject, q.predicate, q.object, name or q.graph_name) for q in found]


def result_of(path: Path) -> list[ox.Quad]:
    """Give the quads of a result, in which some IRIs have characters that only names may have."""
    return list(ox.parse(path=path, lenient=True))  # type: ignore[arg-type]


def same(one: list[ox.Quad], other: list[ox.Quad]) -> bool:
    """Return whether two lists of quads are one dataset, up to the names of blank nodes."""
    left, right = ox.Dataset(one), ox.Dataset(other)
    for dataset in (left, right):
        dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return set(left) == set(right)
