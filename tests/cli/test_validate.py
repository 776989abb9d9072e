"""``stakhgraph validate``: the project, or any two files."""

import json

import pytest

from tests.cli.projects import project_with

SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix ex: <http://example.org/> .
ex:S a sh:NodeShape ; sh:targetClass ex:P ; sh:property [ sh:path ex:name ; sh:minCount 1 ] .
"""


def test_the_project_has_no_findings(run):
    code, out, _ = run("validate")
    assert (code, out.splitlines()[-1].split(" (")[0]) == (0, "0 findings")


def test_two_files_are_validated_with_shacl(run, tmp_path):
    (tmp_path / "shapes.ttl").write_text(SHAPES)
    (tmp_path / "bad.ttl").write_text("<http://example.org/a> a <http://example.org/P> .")
    (tmp_path / "good.ttl").write_text("<http://example.org/a> a <http://example.org/Q> .")
    code, out, _ = run(
        "validate", "--shapes", "shapes.ttl", "--data", "bad.ttl", "--format", "turtle"
    )
    assert code == 1
    assert "sh:conforms false" in out
    code, out, _ = run("validate", "--shapes", "shapes.ttl", "--data", "good.ttl")
    assert code == 0


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (
            'event:a a stakh:Event ; rdfs:label "A"@en ; dcterms:description "One."@en ; stakh:date "soon"^^edtf:edtf .',
            "date",
        ),
        (
            """step:a a stakh:LineageStep ; stakh:earlier stance:a ; stakh:later stance:b .
step:b a stakh:LineageStep ; stakh:earlier stance:b ; stakh:later stance:a .""",
            "checks/lineage-loop",
        ),
        (
            """edition:a frbr:realizationOf work:a ; dcterms:issued "1950"^^edtf:edtf .
edition:b frbr:realizationOf work:b ; dcterms:issued "1960"^^edtf:edtf .
citation:a a cito:Citation ;
    cito:hasCitingEntity edition:a ; cito:hasCitedEntity edition:b .""",
            "checks/cites-the-future",
        ),
    ],
)
def test_an_impossible_graph_has_findings(run, tmp_path, text, rule):
    code, out, _ = run("validate", "--project", project_with(tmp_path, text))
    assert code == 1
    assert rule in out
    assert "graph/one.ttl:" in out


def test_a_report_is_written_to_a_file_and_what_is_not_meant_is_noticed(run, tmp_path):
    (tmp_path / "shapes.ttl").write_text(SHAPES)
    (tmp_path / "data.ttl").write_text("<http://example.org/a> a <http://example.org/Q> .")
    arguments = ["--shapes", "shapes.ttl", "--data", "data.ttl", "--format", "text"]
    code, out, err = run("validate", *arguments, "--out", "report.txt")
    assert (code, out) == (0, "")
    assert (tmp_path / "report.txt").read_text() == "conforms\n"
    assert "notice: nothing in the data belongs to ex:S" in err


def test_the_report_as_json(run, tmp_path):
    (tmp_path / "shapes.ttl").write_text(SHAPES)
    (tmp_path / "data.ttl").write_text("<http://example.org/a> a <http://example.org/P> .")
    code, out, _ = run("validate", "--shapes", "shapes.ttl", "--data", "data.ttl", "--json")
    (result,) = json.loads(out)["results"]
    assert code == 1
    assert (result["focus"], result["path"], result["messages"]) == (
        "ex:a",
        "ex:name",
        ["a value is missing"],
    )
