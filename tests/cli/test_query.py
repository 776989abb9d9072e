"""``stakhgraph query``: answers, formats, and where the query comes from."""

import io
import json
import sys

import pytest


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


def test_explain_prints_a_query_that_can_be_run_again(run, tmp_path):
    _, text, _ = run("query", "people/positions", "who=Nove", "--explain", "--out", "own.rq")
    assert text == ""
    own = (tmp_path / "own.rq").read_text(encoding="utf-8")
    assert "VALUES ?who { <https://w3id.org/stakhgraph/id/person/nove-alec> }" in own
    assert run("query", "own.rq")[1] == run("query", "people/positions", "who=nove-alec")[1]
