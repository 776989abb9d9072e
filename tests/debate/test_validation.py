import shutil
from pathlib import Path

import pytest

from stakhgraph.debate.findings import Finding
from stakhgraph.debate.validation import check
from stakhgraph.project import Project
from stakhgraph.rdf import store
from stakhgraph.rdf.store import ENGINES
from tests.conftest import MakeProject
from tests.mini import mini_project

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
    assert check(make_project({"graph/a.ttl": ""}), engine=engine).findings == ()


def test_a_graph_that_is_loaded_is_not_loaded_again(
    make_project: MakeProject, monkeypatch: pytest.MonkeyPatch
):
    project = make_project(FILES)
    loaded = store.load(project.turtle_files())
    monkeypatch.setattr("stakhgraph.debate.validation.WorkerStore", None)
    assert len(check(project, on=loaded).findings) == 3


PARTS = ["ontology/shapes.ttl", "ontology/schemes.ttl", "ontology/foreign.ttl", "queries/checks/"]


@pytest.mark.parametrize(
    "part", [*PARTS, "queries/checks/orphan.rq", "queries/portrait/stances.rq"]
)
def test_a_part_that_is_missing_is_a_violation(tmp_path: Path, part: str):
    project = mini_project(tmp_path)
    shutil.rmtree(tmp_path / part) if part.endswith("/") else (tmp_path / part).unlink()
    report = check(Project(project.root))
    assert not report.conforms
    assert [finding.file for finding in report.of_rule("files/missing-part")] == [part]


@pytest.mark.parametrize("text", ["", "ex:Idle a sh:NodeShape ."])
def test_shapes_that_look_at_nothing_are_a_violation(make_project: MakeProject, text: str):
    report = check(make_project({"ontology/shapes.ttl": text}))
    assert [finding.rule for finding in report.findings] == ["files/missing-part"]


def test_a_project_in_another_vocabulary_needs_no_file_of_the_program(make_project: MakeProject):
    assert check(make_project({"graph/a.ttl": "ex:a ex:p ex:b ."})).findings == ()


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
        "Swap its two ends.",
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
