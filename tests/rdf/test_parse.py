"""Parsed triples have the spelling of their authors."""

from stakhgraph.rdf.parse import parse_file
from stakhgraph.rdf.terms import XSD, Literal
from tests.conftest import MakeProject


def test_literals_keep_the_spelling_of_the_file(make_project: MakeProject):
    project = make_project({"graph/a.ttl": "ex:a ex:p 01 , 1.50 , 'x'^^<http://example.org/t> ."})
    assert [value for _, _, value in parse_file(project.graph[0])] == [
        Literal("01", f"{XSD}integer"),
        Literal("1.50", f"{XSD}decimal"),
        Literal("x", "http://example.org/t"),
    ]
