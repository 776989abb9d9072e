import warnings
from pathlib import Path

import pytest
import rdflib

from stakhgraph.debate.validation import Finding, check, shacl
from stakhgraph.errors import ParseError, ShapesError, UnreadableFile, UsageError
from stakhgraph.rdf import store
from stakhgraph.rdf.rdflib_store import spelling_kept
from stakhgraph.rdf.store import ENGINES
from tests.conftest import PREFIXES, MakeProject

SHAPES = """
ex:StanceShape a sh:NodeShape ; sh:targetClass stakh:Stance ;
    sh:property ex:Holder ; sh:sparql ex:SelfReport .
ex:Holder a sh:PropertyShape ; sh:path stakh:holder ; sh:minCount 1 ; sh:severity sh:Warning ;
    sh:message "A stance has a holder." ; sh:description "Say who holds it." .
ex:SelfReport a sh:SPARQLConstraint ; sh:message "Reported by the holder." ;
    sh:select "SELECT $this WHERE { $this <https://w3id.org/stakhgraph/ns#holder> ?who ; <https://w3id.org/stakhgraph/ns#attestedBy> ?who }" .
ex:Idle a sh:NodeShape ; sh:targetClass ex:Nothing ; sh:property [ sh:path ex:p ; sh:minCount 1 ] .
"""
CHECK = """\
#+ problem: Nobody answers the question.
#+ level: warning
#+ solution: Add a proposition.
#+ column subject: the question
#+ column label: its label
PREFIX ex: <http://example.org/>
SELECT ?subject ?label WHERE { ?subject a ex:Question ; ex:label ?label MINUS { ?x ex:answers ?subject } }
ORDER BY ?subject
"""
GRAPH = """
ex:good a stakh:Stance ; stakh:holder ex:nove ; stakh:attestedBy ex:siegelbaum .
ex:nobody a stakh:Stance ; stakh:attestedBy ex:siegelbaum .
ex:self a stakh:Stance ; stakh:holder ex:nove , ex:schwarz ; stakh:attestedBy ex:nove .
ex:why a ex:Question ; ex:label "why?" .
ex:when a ex:Question ; ex:label "when?" .
ex:then ex:answers ex:when .
"""
FILES = {"ontology/shapes.ttl": SHAPES, "queries/checks/open.rq": CHECK, "graph/a.ttl": GRAPH}


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_a_report_names_file_line_rule_and_remedy(make_project: MakeProject, engine: str):
    report = check(make_project(FILES), engine=engine)
    assert report.findings == (
        Finding(
            "graph/a.ttl",
            7,
            "ex:nobody",
            "ex:Holder",
            "warning",
            "A stance has a holder.",
            "Say who holds it.",
        ),
        Finding(
            "graph/a.ttl", 8, "ex:self", "ex:StanceShape", "violation", "Reported by the holder."
        ),
        Finding(
            "graph/a.ttl",
            9,
            "ex:why",
            "checks/open",
            "warning",
            "Nobody answers the question. (label why?)",
            "Add a proposition.",
        ),
    )
    assert report.focus_counts == {"ex:Idle": 0, "ex:StanceShape": 3}
    assert not report.conforms
    assert [finding.where for finding in report.of_rule("checks/open")] == ["graph/a.ttl:9"]


def test_a_graph_with_nothing_wrong_conforms(make_project: MakeProject, engine: str):
    good = GRAPH.splitlines()[1] + "\nex:nobody2 a stakh:Stance .\n"
    report = check(make_project({**FILES, "graph/a.ttl": good}), engine=engine)
    assert report.conforms
    assert [finding.level for finding in report.findings] == ["warning"]
    assert (
        check(make_project({"ontology/shapes.ttl": "", "graph/a.ttl": ""}), engine=engine).findings
        == ()
    )


def test_a_graph_that_is_loaded_is_not_loaded_again(
    make_project: MakeProject, monkeypatch: pytest.MonkeyPatch
):
    project = make_project(FILES)
    loaded = store.load(project.turtle_files())
    monkeypatch.setattr("stakhgraph.debate.validation.load", None)
    assert len(check(project, on=loaded).findings) == 3


RULES = {
    "files/no-blank-nodes": {"graph/a.ttl": "ex:a ex:p [ ex:q 1 ] ."},
    "files/no-triple-twice": {
        "graph/a.ttl": "ex:a ex:p 1 .",
        "graph/b.ttl": "ex:b ex:p 1 .\n  ex:a ex:p 1 .",
    },
    "files/one-subject-one-file": {
        "graph/a.ttl": "ex:a ex:p 1 .",
        "ontology/b.ttl": "ex:a ex:p 2 .",
    },
    "files/one-prefix-one-namespace": {
        "graph/a.ttl": "@prefix new: <http://new/> .\nnew:a ex:p 1 ."
    },
    "files/date": {"graph/a.ttl": "ex:a ex:p '1935-13'^^<http://id.loc.gov/datatypes/edtf> ."},
}


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_for_files_has_its_offender(make_project: MakeProject, rule: str):
    report = check(make_project(RULES[rule]))
    assert {finding.rule for finding in report.findings} == {rule}
    assert all(finding.file and finding.message and finding.remedy for finding in report.findings)


TYPES = """\
@prefix edtf: <http://id.loc.gov/datatypes/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
DAYS = {
    "stakh:date '1935-08'^^edtf:edtf ; stakh:earliest '1935-08-01'^^xsd:date": (
        "stakh:latest is missing, by the date 1935-08 it is 1935-08-31",
        'Write stakh:latest "1935-08-31"^^xsd:date.',
    ),
    "stakh:date '../1936'^^edtf:edtf ; stakh:latest '1936-12-30'^^xsd:date": (
        "stakh:latest is 1936-12-30, by the date ../1936 it is 1936-12-31",
        'Write stakh:latest "1936-12-31"^^xsd:date.',
    ),
    "stakh:date '1936/..'^^edtf:edtf ; stakh:earliest '1936-01-01'^^xsd:date ; stakh:latest '1936-12-31'^^xsd:date": (
        "stakh:latest is 1936-12-31, by the date 1936/.. it is open",
        "Take stakh:latest out.",
    ),
    "stakh:earliest '1936-01-01'^^xsd:date": (
        "stakh:earliest is 1936-01-01, there is no date",
        "Take stakh:earliest out.",
    ),
    "stakh:date '1936/1935'^^edtf:edtf ; stakh:earliest '1936-01-01'^^xsd:date": (
        "“1936/1935” ends before it begins",
        "Turn its ends round.",
    ),
}


@pytest.mark.parametrize("days", DAYS)
def test_the_days_of_a_claim_are_those_that_its_date_allows(make_project: MakeProject, days: str):
    claim = f"{TYPES}ex:a stakh:date '1935'^^edtf:edtf ; stakh:earliest '1935-01-01'^^xsd:date ; stakh:latest '1935-12-31'^^xsd:date .\n\nex:b {days} .\n"
    files = {"ontology/prefixes.ttl": TYPES, "graph/a.ttl": claim}
    (finding,) = check(make_project(files)).findings
    assert (finding.where, finding.subject, finding.rule) == ("graph/a.ttl:9", "ex:b", "files/date")
    assert (finding.message, finding.remedy) == DAYS[days]


def test_a_vocabulary_may_speak_of_a_term_in_two_files(make_project: MakeProject):
    files = {"ontology/a.ttl": "ex:a ex:p 1 .", "ontology/b.ttl": "ex:a ex:q 2 ."}
    assert check(make_project(files)).findings == ()


# A validator for any two files

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
    conforms, report = shacl(
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
        shacl(shapes, shapes)
    shapes.write_text(
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n" + shapes.read_text()
    )
    assert shacl(shapes, shapes)[0]


@pytest.mark.parametrize(
    "value", ["'01'^^xsd:integer", "'none'^^xsd:boolean", "'1.50'^^xsd:decimal"]
)
def test_literals_keep_their_spelling(tmp_path: Path, value: str):
    xsd = "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
    shape = CLASS_SHAPE + "sh:property [ sh:path ex:p ; sh:maxLength 0 ] ."
    _, report = shacl(*files(tmp_path, shape, f"{xsd}ex:a a ex:C ; ex:p {value} ."))
    with spelling_kept():
        graph = rdflib.Graph().parse(data=report, format="turtle")
    (found,) = graph.objects(predicate=rdflib.SH.value)
    assert f"'{found}'" == value.partition("^^")[0]


def test_relative_names_are_names_beside_the_file(tmp_path: Path):
    shape = CLASS_SHAPE + "sh:nodeKind sh:BlankNode ."
    shapes, data = files(tmp_path, shape, "<a> a ex:C .")
    assert f"sh:focusNode <{data.parent.as_uri()}/a>" in shacl(shapes, data)[1]


def test_a_query_may_speak_of_the_graph_of_shapes_which_is_no_part_of_the_data(tmp_path: Path):
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
    _, report = shacl(*files(tmp_path, shape, "ex:a a ex:C ; ex:p 2 , 3 ."))
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
def test_ill_formed_shapes_are_a_failure_and_no_report(tmp_path: Path, rest: str):
    with pytest.raises(ShapesError, match=ILL_FORMED[rest]) as caught:
        shacl(*files(tmp_path, CLASS_SHAPE + rest, "ex:a a ex:C ; ex:p 'x' ."))
    assert "shapes.ttl" in str(caught.value)


def test_nothing_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def offline(*address: object, **options: object) -> None:
        raise AssertionError(f"connects to {address}")

    monkeypatch.setattr("socket.socket.connect", offline)
    monkeypatch.setattr("urllib.request.urlopen", offline)
    imports = "<> <http://www.w3.org/2002/07/owl#imports> <http://127.0.0.1:9/x> .\n"
    assert shacl(*files(tmp_path, imports + CLASS_SHAPE + "sh:class ex:C .", imports))[0]


def test_what_is_no_file_to_validate_is_an_error(tmp_path: Path):
    shapes, data = files(tmp_path, CLASS_SHAPE + "sh:class ex:C .", "ex:a a")
    with pytest.raises(ParseError, match=r"data.ttl:5:\d+"):
        shacl(shapes, data)
    with pytest.raises(UnreadableFile, match="a folder"):
        shacl(tmp_path, data)
    with pytest.raises(UsageError, match="no report format 'xml'"):
        shacl(shapes, data, format="xml")


def test_what_is_set_for_the_whole_process_is_set_back(tmp_path: Path):
    from pyshacl import helper

    before = (
        rdflib.NORMALIZE_LITERALS,
        vars(helper).get("SPARQLQueryHelperCls"),
        warnings.filters[:],
    )
    shacl(*files(tmp_path, CLASS_SHAPE + "sh:class ex:C .", "ex:a a ex:C ."))
    with pytest.raises(ShapesError):
        shacl(*files(tmp_path, CLASS_SHAPE + "sh:node ex:S .", "ex:a a ex:C ."))
    after = rdflib.NORMALIZE_LITERALS, vars(helper).get("SPARQLQueryHelperCls"), warnings.filters[:]
    assert after == before
