"""Queries and patterns in shapes are held within limits of time and memory."""

import pytest

from stakhgraph.errors import LimitError, TimeLimit
from stakhgraph.rdf import rdf_files
from stakhgraph.rdf.rdf_files import Source
from stakhgraph.rdf.shacl import limited, validation
from stakhgraph.rdf.shacl.shapes_graph import ShapesGraph

HEAD = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <http://e/> .\n"
DATA = "".join(f'<http://e/{at}> <http://e/p> "abcdefgh{at}" .\n' for at in range(300))
SPARQL = HEAD + (
    'ex:S a sh:NodeShape ; sh:targetNode ex:1 ; sh:sparql [ sh:message "m" ; sh:select """%s""" ] .'
)
CROSS = "SELECT $this { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . FILTER(CONCAT(?c, ?f, ?i, ?l) = 'nothing') }"
JOINED = (
    "SELECT $this (GROUP_CONCAT(?f) AS ?value) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } GROUP BY $this"
)
EXPONENTIAL = HEAD + f'ex:S a sh:NodeShape ; sh:targetNode "{"a" * 60}!" ; sh:pattern "^(a+)+$" .'


def shapes(text: str) -> ShapesGraph:
    return ShapesGraph(rdf_files.parse(text, where="shapes.ttl"))


def facts() -> Source:
    return Source("data.nt", DATA, rdf_files.NTRIPLES)


BOMBS = {
    "a cross product": (SPARQL % CROSS, "shacl"),
    "a cross product in Python": (SPARQL % CROSS, "pyshacl"),
    "a text that grows": (SPARQL % JOINED, "shacl"),
    "a pattern that tries everything": (EXPONENTIAL, "pyshacl"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_what_has_no_bounds_is_stopped_and_its_file_is_named(name: str):
    text, engine = BOMBS[name]
    with pytest.raises(LimitError) as caught:
        limited.report(shapes(text), facts(), engine=engine, timeout=3)
    assert caught.value.where == "shapes.ttl"


def test_the_sentence_says_for_how_long():
    with pytest.raises(TimeLimit, match="the shapes were stopped after 0.5 seconds"):
        limited.report(shapes(EXPONENTIAL), facts(), engine="pyshacl", timeout=0.5)


@pytest.mark.parametrize("engine", validation.ENGINES)
def test_a_query_within_the_limits_gives_the_same_as_without(engine: str):
    text = SPARQL % "SELECT $this ?value { $this <http://e/p> ?value }"
    (result,) = validation.apply(shapes(text), facts(), engine=engine).results()
    assert result.value is not None and result.value.value == "abcdefgh1"
