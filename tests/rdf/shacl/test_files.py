"""SHACL validation of any two files: the standard report, and one clear error for bad input."""

import warnings
from pathlib import Path

import pytest
import rdflib

from stakhgraph.errors import ParseError, ShapesError, UnreadableFile, UsageError
from stakhgraph.rdf.rdflib_terms import keep_spelling
from stakhgraph.rdf.shacl.files import validate
from tests.conftest import PREFIXES

CLASS_SHAPE = "ex:S a sh:NodeShape ; sh:targetClass ex:C ; "


def files(tmp_path: Path, shapes: str, data: str) -> tuple[Path, Path]:
    for name, text in (("shapes.ttl", shapes), ("data.ttl", data)):
        (tmp_path / name).write_text(PREFIXES + text, encoding="utf-8")
    return tmp_path / "shapes.ttl", tmp_path / "data.ttl"


def test_two_files_give_the_standard_report(tmp_path: Path):
    shape = (
        CLASS_SHAPE
        + "sh:property [ sh:path [ sh:inversePath ex:p ] ; sh:minCount 1 ; sh:message 'M' ] ."
    )
    conforms, report = validate(
        *files(tmp_path, shape, "ex:a a ex:C . ex:b a ex:C . ex:x ex:p ex:b .")
    )
    assert not conforms
    assert (
        report.split("\n\n")[1]
        == """\
[]
    a sh:ValidationReport ;
    sh:conforms false ;
    sh:result [
        a sh:ValidationResult ;
        sh:focusNode ex:a ;
        sh:resultMessage "M" ;
        sh:resultPath [
            sh:inversePath ex:p
        ] ;
        sh:resultSeverity sh:Violation ;
        sh:sourceConstraintComponent sh:MinCountConstraintComponent ;
        sh:sourceShape _:n1
    ] .
"""
    )


def test_a_file_may_hold_its_own_shapes(tmp_path: Path):
    shapes, _ = files(
        tmp_path, "ex:C a sh:NodeShape , rdfs:Class ; sh:class ex:C . ex:a a ex:C .", ""
    )
    shapes.write_text(
        shapes.read_text() + "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> ."
    )
    with pytest.raises(ParseError, match=r"rdfs.*shapes.ttl:5:"):
        validate(shapes, shapes)
    shapes.write_text(
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n" + shapes.read_text()
    )
    assert validate(shapes, shapes)[0]


@pytest.mark.parametrize(
    "value", ["'01'^^xsd:integer", "'none'^^xsd:boolean", "'1.50'^^xsd:decimal"]
)
def test_literals_keep_their_spelling(tmp_path: Path, value: str):
    xsd = "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
    shape = CLASS_SHAPE + "sh:property [ sh:path ex:p ; sh:maxLength 0 ] ."
    _, report = validate(*files(tmp_path, shape, f"{xsd}ex:a a ex:C ; ex:p {value} ."))
    with keep_spelling():
        graph = rdflib.Graph().parse(data=report, format="turtle")
    (found,) = graph.objects(predicate=rdflib.SH.value)
    assert f"'{found}'" == value.partition("^^")[0]


def test_relative_iris_resolve_against_the_file(tmp_path: Path):
    shape = CLASS_SHAPE + "sh:nodeKind sh:BlankNode ."
    shapes, data = files(tmp_path, shape, "<a> a ex:C .")
    assert f"sh:focusNode <{data.parent.as_uri()}/a>" in validate(shapes, data)[1]


def test_a_query_may_use_the_shapes_graph_which_is_not_part_of_the_data(tmp_path: Path):
    shape = (
        CLASS_SHAPE
        + """ex:limit 2 ; sh:sparql [ sh:message "above the limit" ; sh:select '''
        PREFIX ex: <http://example.org/>
        SELECT $this ?value WHERE {
          $this ex:p ?value .
          GRAPH $shapesGraph { $currentShape ex:limit ?limit }
          FILTER(?value > ?limit)
          FILTER NOT EXISTS { ?any ex:limit ?limit }
        }''' ] ."""
    )
    _, report = validate(*files(tmp_path, shape, "ex:a a ex:C ; ex:p 2 , 3 ."))
    assert report.count("sh:result [") == 1
    assert 'sh:value "3"^^xsd:integer' in report


ILL_FORMED = {
    "sh:property [ sh:path ex:p ; sh:minCount 'one' ] .": "sh:minCount of a shape",
    "sh:property [ sh:minCount 1 ] .": "sh:path of a shape",
    "sh:property [ sh:path 'p' ; sh:minCount 1 ] .": "shape",
    "sh:nodeKind ex:Foo .": "http://example.org/S",
    "sh:in ex:a .": "http://example.org/a",
    "sh:deactivated 'yes' ; sh:minLength 5 .": "http://example.org/S",
    "sh:pattern '(' .": "cannot be applied",
    "sh:node ex:S .": "[Rr]ecursive",
    "sh:sparql [ sh:message 'x' ] .": "sh:select",
    "sh:sparql [ sh:select 'SELECT $this WHERE { ?s ?p' ] .": "a { that is not closed",
    "sh:sparql [ sh:select 'SELECT $this { SERVICE <http://x/> { $this ?p ?o } }' ] .": "SERVICE",
    "sh:sparql [ sh:select 'SELECT $this FROM <file:///x> { $this ?p ?o }' ] .": "FROM",
    "sh:sparql [ sh:select 'DELETE WHERE { ?s ?p ?o }' ] .": r"update \(DELETE\)",
}


@pytest.mark.parametrize("rest", ILL_FORMED)
def test_ill_formed_shapes_are_an_error(tmp_path: Path, rest: str):
    with pytest.raises(ShapesError, match=ILL_FORMED[rest]) as caught:
        validate(*files(tmp_path, CLASS_SHAPE + rest, "ex:a a ex:C ; ex:p 'x' ."))
    assert "shapes.ttl" in str(caught.value)


def test_nothing_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def offline(*address: object, **options: object) -> None:
        raise AssertionError(f"connects to {address}")

    monkeypatch.setattr("socket.socket.connect", offline)
    monkeypatch.setattr("urllib.request.urlopen", offline)
    imports = "<> <http://www.w3.org/2002/07/owl#imports> <http://127.0.0.1:9/x> .\n"
    assert validate(*files(tmp_path, imports + CLASS_SHAPE + "sh:class ex:C .", imports))[0]


def test_a_missing_file_a_folder_and_another_format_are_errors(tmp_path: Path):
    shapes, data = files(tmp_path, CLASS_SHAPE + "sh:class ex:C .", "ex:a a")
    with pytest.raises(ParseError, match=r"data.ttl:5:\d+"):
        validate(shapes, data)
    with pytest.raises(UnreadableFile, match="a folder"):
        validate(tmp_path, data)
    with pytest.raises(UsageError, match="no report format 'xml'"):
        validate(shapes, data, format="xml")


def test_settings_of_the_whole_process_are_restored(tmp_path: Path):
    from pyshacl import helper

    before = (
        rdflib.NORMALIZE_LITERALS,
        vars(helper).get("SPARQLQueryHelperCls"),
        warnings.filters[:],
    )
    validate(*files(tmp_path, CLASS_SHAPE + "sh:class ex:C .", "ex:a a ex:C ."))
    with pytest.raises(ShapesError):
        validate(*files(tmp_path, CLASS_SHAPE + "sh:node ex:S .", "ex:a a ex:C ."))
    after = rdflib.NORMALIZE_LITERALS, vars(helper).get("SPARQLQueryHelperCls"), warnings.filters[:]
    assert after == before
