"""SHACL validation of any two files: the standard report, and one clear error for bad input."""

import warnings
from pathlib import Path

import pytest
import rdflib
from rdflib.compare import isomorphic

from stakhgraph.errors import ParseError, ShapesError, UnreadableFile, UsageError
from stakhgraph.rdf import rdf_files
from stakhgraph.rdf.rdflib_terms import keep_spelling
from stakhgraph.rdf.shacl.files import validate, validate_files
from stakhgraph.rdf.terms import RDF
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
    "sh:property [ sh:path ex:p ; sh:minCount 'one' ] .": "sh:minCount of <http://example.org/S>, "
    r"within the property shape for <http://example.org/p>: .* \(one\)",
    "sh:property [ sh:minCount 1 ] .": "sh:path of <http://example.org/S>: is missing",
    "sh:property [ sh:path 'p' ; sh:minCount 1 ] .": "shape",
    "sh:nodeKind ex:Foo .": "http://example.org/S",
    "sh:in ex:a .": "sh:in of <http://example.org/S>",
    "sh:deactivated 'yes' ; sh:minLength 5 .": "http://example.org/S",
    "sh:pattern '(' .": "cannot be applied",
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
    with pytest.raises(UsageError, match="no report format 'pdf'"):
        validate(*files(tmp_path, CLASS_SHAPE + "sh:class ex:C .", ""), format="pdf")


def test_settings_of_the_whole_process_are_restored(tmp_path: Path):
    from pyshacl import helper

    before = (
        rdflib.NORMALIZE_LITERALS,
        vars(helper).get("SPARQLQueryHelperCls"),
        warnings.filters[:],
    )
    shape = CLASS_SHAPE + "sh:class ex:C ."
    validate(*files(tmp_path, shape, "ex:a a ex:C ."), engine="pyshacl")
    with pytest.raises(ShapesError, match="[Rr]ecursive"):
        validate(
            *files(tmp_path, CLASS_SHAPE + "sh:node ex:S .", "ex:a a ex:C ."), engine="pyshacl"
        )
    after = rdflib.NORMALIZE_LITERALS, vars(helper).get("SPARQLQueryHelperCls"), warnings.filters[:]
    assert after == before


# Files of any format, several, and reports in any format


def test_shapes_and_data_may_be_in_several_files_of_any_format(tmp_path: Path):
    shapes, one = files(
        tmp_path,
        CLASS_SHAPE + "sh:property [ sh:path ex:p ; sh:minCount 2 ] .",
        "ex:a a ex:C ; ex:p 1 .",
    )
    (tmp_path / "more.jsonld").write_text(
        '{"@id": "http://example.org/a", "http://example.org/p": 2}', encoding="utf-8"
    )
    assert not validate(shapes, one)[0]
    assert validate(shapes, [one, tmp_path / "more.jsonld"])[0]


def test_named_graphs_are_looked_at_too(tmp_path: Path):
    shapes, _ = files(tmp_path, CLASS_SHAPE + "sh:class ex:D .", "")
    (tmp_path / "data.trig").write_text("@prefix ex: <http://example.org/> . ex:g { ex:a a ex:C }")
    assert not validate(shapes, tmp_path / "data.trig")[0]


@pytest.mark.parametrize(
    ("form", "media_type"),
    [
        ("turtle", "text/turtle"),
        ("ntriples", "application/n-triples"),
        ("xml", "application/rdf+xml"),
        ("trig", "application/trig"),
        ("nquads", "application/n-quads"),
        ("jsonld", "application/ld+json"),
    ],
)
def test_the_report_is_the_same_graph_in_every_format(tmp_path: Path, form: str, media_type: str):
    shape = CLASS_SHAPE + "sh:property [ sh:path [ sh:inversePath ex:p ] ; sh:minCount 1 ] ."
    given = files(tmp_path, shape, "ex:a a ex:C . ex:b a ex:C .")
    expected = rdflib.Graph().parse(data=validate(*given)[1], format="turtle")
    text = validate(*given, format=form)[1]
    read = rdf_files.Source("the report", text, media_type).parse()
    found = rdflib.Graph().parse(data=read.ntriples, format="nt")
    assert len(expected) > 10
    assert isomorphic(found, expected)


def test_for_a_reader_a_result_is_a_line(tmp_path: Path):
    shape = CLASS_SHAPE + "sh:property [ sh:path ex:p ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ."
    _, text = validate(*files(tmp_path, shape, "ex:a a ex:C ; ex:p 1 , 2 ."), format="text")
    assert (
        text
        == """\
ex:a ex:p: Violation: is not of the kind sh:IRI (value: 1) [ex:S]
ex:a ex:p: Violation: is not of the kind sh:IRI (value: 2) [ex:S]
ex:a ex:p: Violation: there is more than one value [ex:S]
3 results
"""
    )


def test_a_file_without_a_shape_is_an_error(tmp_path: Path):
    shapes, data = files(tmp_path, CLASS_SHAPE + "sh:class ex:C .", "ex:a a ex:C .")
    with pytest.raises(ShapesError, match="no shape in it.*--shapes"):
        validate(data, shapes)


def test_a_long_path_and_a_long_list_are_written_as_lists(tmp_path: Path):
    path, letters = " ex:p" * 300, " ".join(f'"{n}"' for n in range(30_000))
    shape = (
        CLASS_SHAPE + f"sh:property [ sh:path ({path} ) ; sh:minCount 1 ] ; sh:in ( {letters} ) ."
    )
    conforms, report = validate(*files(tmp_path, shape, "ex:a a ex:C ."))
    assert not conforms
    assert f"sh:resultPath ({path} )" in report


@pytest.mark.parametrize(
    "nested",
    [
        "sh:property [ sh:path " + "[ sh:inversePath " * 6000 + "ex:p" + " ]" * 6001 + " .",
        "sh:property [ sh:path (" + " ex:p" * 6000 + " ) ] .",
        "sh:not [ " * 3000 + "sh:class ex:D" + " ]" * 3000 + " .",
        "sh:sparql [ sh:select 'SELECT $this " + "{" * 3000 + "}" * 3000 + "' ] .",
        f"sh:and _:l . _:l <{RDF}first> ex:T ; <{RDF}rest> _:l .",
    ],
    ids=["path", "sequence", "shapes", "query", "circle"],
)
def test_what_is_nested_without_end_is_one_line(tmp_path: Path, nested: str):
    with pytest.raises(ShapesError, match=r"shapes\.ttl"):
        validate(*files(tmp_path, CLASS_SHAPE + nested, "ex:a a ex:C ."))


@pytest.mark.parametrize("data", ["", "ex:a a ex:Other ."])
def test_shapes_that_had_nothing_to_look_at_are_named(tmp_path: Path, data: str):
    shapes, facts = files(tmp_path, CLASS_SHAPE + "sh:class ex:D .", data)
    outcome, _ = validate_files([shapes], [facts])
    assert outcome.conforms
    assert outcome.notices == ("nothing in the data belongs to ex:S",)
