"""``stakhgraph query``: answers, formats, and where the query comes from."""

import io
import json
import sys

import pytest

from tests.mini import mini_project


def test_a_question_is_answered_in_plain_aligned_lines(run):
    code, out, _ = run("query", "terms/choices")
    lines = out.splitlines()
    assert code == 0
    assert lines[0].split() == ["chooser", "prefers", "over", "ground", "place", "document"]
    assert len(lines) == 3


def test_json_is_the_sparql_results_format(run):
    _, out, _ = run("query", "terms/choices", "--json")
    assert json.loads(out)["head"]["vars"][0] == "chooser"


def test_a_query_of_your_own_is_answered_from_a_file(run, tmp_path):
    (tmp_path / "own.rq").write_text("ASK {}")
    (tmp_path / "count.rq").write_text("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
    assert run("query", "count.rq", "--format", "csv")[1].startswith("n\r\n")


def test_an_answer_without_rows_has_a_notice(run):
    code, out, err = run("query", "citations/of-note", "--param", "note=999")
    assert code == 0
    assert err == "notice: no rows.\nnotice: Nothing is recorded here for note=999.\n"
    assert len(out.splitlines()) == 1


def test_a_query_comes_from_a_file_a_text_or_a_pipe(run, tmp_path, monkeypatch):
    text = "SELECT (COUNT(?s) AS ?n) { ?s a stakh:Lineage }"
    (tmp_path / "own.rq").write_text(text)
    piped = io.TextIOWrapper(io.BytesIO(text.encode()))
    monkeypatch.setattr(sys, "stdin", piped)
    every = [run("query", *how) for how in (["own.rq"], ["-e", text], [])]
    assert every == [(0, "n\n1\n", "")] * 3


@pytest.mark.parametrize(
    ("text", "form", "beginning"),
    [
        ("ASK { person:nove-alec a stakh:Historian }", "table", "true\n"),
        ("DESCRIBE person:nove-alec", "turtle", "@prefix stakh:"),
        ("CONSTRUCT WHERE { person:nove-alec ?p ?o }", "ntriples", "<https://w3id.org/"),
        ("CONSTRUCT WHERE { person:nove-alec ?p ?o }", "jsonld", '{\n "@context"'),
        ("SELECT * { ?s a stakh:Lineage } ORDER BY ?s", "tsv", "?s\n<https://w3id.org/"),
        ("SELECT * { ?s a stakh:Lineage } ORDER BY ?s", "xml", '<?xml version="1.0"?>'),
    ],
)
def test_each_form_of_query_has_its_formats(run, text, form, beginning):
    code, out, err = run("query", "-e", text, "--format", form)
    assert (code, err) == (0, "")
    assert out.startswith(beginning)


@pytest.mark.parametrize(
    ("asked", "name", "beginning"),
    [
        ("SELECT * { ?s a stakh:Lineage } ORDER BY ?s", "x.csv", "s\n"),
        ("SELECT * { ?s a stakh:Lineage } ORDER BY ?s", "x.TSV", "?s\n"),
        ("SELECT * { ?s a stakh:Lineage } ORDER BY ?s", "x.json", "{"),
        ("SELECT * { ?s a stakh:Lineage } ORDER BY ?s", "x.srx", "<?xml"),
        ("SELECT * { ?s a stakh:Lineage } ORDER BY ?s", "x.md", "| s |"),
        ("DESCRIBE person:nove-alec", "x.json", '{\n "@context"'),
        ("DESCRIBE person:nove-alec", "x.nt", "<https://w3id.org/"),
        ("DESCRIBE person:nove-alec", "x", "@prefix"),
    ],
)
def test_a_file_holds_what_its_name_says(run, tmp_path, asked, name, beginning):
    assert run("query", "-e", asked, "--out", name)[0] == 0
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(beginning)


def test_the_option_is_stronger_than_the_name_of_the_file(run, tmp_path):
    run("query", "terms/choices", "--format", "csv", "--out", "choices.docx")
    assert "," in (tmp_path / "choices.docx").read_text(encoding="utf-8").splitlines()[0]


def test_inside_a_folder_of_a_project_that_project_is_asked_and_named(run, tmp_path, monkeypatch):
    mini_project(tmp_path)
    monkeypatch.chdir(tmp_path / "graph")
    code, out, err = run("query", "-e", "SELECT ?n { event:opening-of-the-bridge rdfs:label ?n }")
    assert (code, "bridge" in out) == (0, True)
    assert err == f"notice: the project is {tmp_path}.\n"


def test_in_part_of_a_project_nothing_is_answered_from_another_debate(run, tmp_path):
    (tmp_path / "graph").mkdir()
    (tmp_path / "graph" / "mine.ttl").write_text("")
    code, out, err = run("query", "terms/choices")
    assert (code, out) == (2, "")
    assert "lacks ontology/, queries/" in err


def test_explain_prints_a_query_that_can_be_run_again(run, tmp_path):
    _, text, _ = run("query", "people/positions", "who=Nove", "--explain", "--out", "own.rq")
    assert text == ""
    own = (tmp_path / "own.rq").read_text(encoding="utf-8")
    assert "VALUES ?who { <https://w3id.org/stakhgraph/id/person/nove-alec> }" in own
    assert run("query", "own.rq")[1] == run("query", "people/positions", "who=nove-alec")[1]
