"""All commands: help, choices, and one clear line for each bad input."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from stakhgraph.cli import draw, export, main, query, validate
from stakhgraph.cli.shared import figures
from stakhgraph.cli.shared.options import ENGINE
from stakhgraph.drawing import print_formats
from stakhgraph.exports import formats
from stakhgraph.figures.catalogue import FIGURES
from stakhgraph.rdf import store
from stakhgraph.rdf.answer_formats import FORMATS
from stakhgraph.rdf.shacl import report, validation, well_formed
from stakhgraph.web.single_file import document as single_file
from tests import ROOT

# Bad input: (what is asked for, exit code, a part of the one line).
MISUSE = [
    (["query", "no/such-question"], 2, "no query"),
    (["query", "support/set-aside"], 2, "needs"),
    (["query", "support/open-questions", "--param", "asOf=soon"], 2, "asOf"),
    (["query", "terms/choices", "--param", "unknown=1"], 2, "no parameter"),
    (["query", "terms/choices", "--param", "term"], 2, "NAME=VALUE"),
    (["query", "terms/choices", "--param", 'term="} INSERT DATA {'], 2, "term"),
    (["query", "missing.rq"], 3, "missing.rq"),
    (["query", "broken.rq"], 2, "broken.rq:1"),
    (["query", "update.rq"], 2, "update"),
    (["query", "folder.rq"], 3, "folder"),
    (["query", "empty.rq"], 3, "empty"),
    (["query", "binary.rq"], 3, "binary.rq"),
    (["validate", "--shapes", "broken.ttl", "--data", "good.ttl"], 3, "broken.ttl:2:"),
    (["validate", "--shapes", "shape.ttl", "--data", "broken.ttl"], 3, "broken.ttl:2:"),
    (["validate", "--shapes", "good.ttl"], 2, "--data"),
    (["validate", "--project", "nowhere"], 2, "nowhere"),
    (["show", "Nobody At All"], 2, "nothing is called"),
    (["query", "people/positions", "who=Nobody"], 2, "no person or org or collective is called"),
    (["query", "people/positions", "who=person:trotzky"], 2, "Did you mean Leon Trotsky"),
    (["query", "-e", "SELECT ?s { ?s none:y ?o }"], 2, "query:1:16"),
    (["query", "-e", "SELECT ?s { ?s stakh:holder }"], 2, "query:1:29"),
    (["query", "-e", "SELECT ?s {\n ?s a }"], 2, "query:2:8"),
    (["query", "-e", "INSERT DATA { <a:a> <a:a> <a:a> }"], 2, "an update"),
    (["query", "-e", "ASK {}", "--format", "turtle"], 2, "no format 'turtle'"),
    (["query", "-e", "DESCRIBE person:nove-alec", "--format", "json"], 2, "Choose jsonld"),
    (["query", "terms/choices", "--format", "csv", "--json"], 2, "Use one of them"),
    (["queries", "--for", "king"], 2, "'king' is not one of"),
    (["lineage", "Trotsky"], 2, "between two holders"),
    (["draw", "citations", "--out", "x.bmp"], 2, ".svg, .pdf or .png"),
    (["query", "terms/choices", "--endpoint", "ftp://example.org/"], 2, "begins with http://"),
    (["lineage", "Trotsky", "Nove"], 2, "no lineage"),
    (["lineage", "Trotsky", "Trotsky"], 2, "two different"),
    (["lineage", "Filtzer", "Trotsky"], 2, "other way round"),
    (["export", "--format", "cuneiform"], 2, "cuneiform"),
    (["export", "--format", "csv", "--out", "folder.rq"], 3, "folder.rq"),
    (["query", "terms/choices", "--out", "x.docx"], 2, "no answers in files that end in .docx"),
    (["query", "terms/choices", "--out", "x.ttl"], 2, "no format 'turtle'"),
    (["export", "--out", "x.docx"], 2, "no format has files that end in .docx"),
    (["verify"], 2, "STAKHGRAPH_SOURCES"),
    (["verify", "--source", "nowhere"], 2, "nowhere"),
    (["verify", "--source", "folder.rq"], 2, "none of the source documents"),
    (["build", "--out", "taken"], 2, "taken"),
    (["no-such-command"], 2, "no-such-command"),
]


@pytest.fixture
def bad_inputs(tmp_path):
    (tmp_path / "broken.rq").write_text("SELECT WHERE {")
    (tmp_path / "update.rq").write_text("DELETE WHERE { ?s ?p ?o }")
    (tmp_path / "folder.rq").mkdir()
    (tmp_path / "empty.rq").write_text("")
    (tmp_path / "binary.rq").write_bytes(bytes(range(256)))
    (tmp_path / "broken.ttl").write_text("@prefix ex: <http://example.org/> .\nex:a ex:b .\n")
    (tmp_path / "good.ttl").write_text("<http://example.org/a> a <http://example.org/P> .")
    (tmp_path / "shape.ttl").write_text("[] <http://www.w3.org/ns/shacl#targetNode> <urn:a> .")
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "thesis.txt").write_text("ten years of work")


@pytest.mark.usefixtures("bad_inputs")
@pytest.mark.parametrize(("arguments", "code", "part"), [case for case in MISUSE if case[1]])
def test_bad_input_gets_one_clear_line(run, tmp_path, arguments, code, part):
    before = sorted(tmp_path.rglob("*"))
    ended, out, err = run(*arguments)
    assert (ended, out) == (code, "")
    assert err.startswith("error: ")
    assert err.count("\n") == 1
    assert part in err
    assert sorted(tmp_path.rglob("*")) == before


def test_help_has_examples_for_every_command(run):
    for name in main.stakhgraph.commands:
        code, out, _ = run(name, "--help")
        assert code == 0
        assert "Examples:" in out


def test_help_loads_no_heavy_library():
    watch = "import sys; sys.argv = ['stakhgraph', '--help']; import stakhgraph.cli.main as c\n"
    watch += "try: c.main()\nexcept SystemExit: print(sorted(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", watch], capture_output=True, text=True, check=True
    )
    for heavy in ("rdflib", "pyoxigraph", "networkx", "pyshacl", "rich", "edtf"):
        assert f"'{heavy}'" not in loaded.stdout


def test_without_a_command_the_help_is_shown(run):
    code, out, err = run()
    assert (code, err) == (0, "")
    assert out.startswith("Usage: stakhgraph")


def test_the_choices_of_options_are_those_of_the_program():
    # Written out in the commands, so that help loads nothing.
    assert tuple(query.FORMATS) == FORMATS
    assert [*formats.FORMATS, single_file.FORM] == export.FORMATS
    assert list(FIGURES) == draw.FIGURES
    assert tuple(figures.FORMATS) == print_formats.FORMATS
    assert ENGINE.choices == store.ENGINES
    assert tuple(validate.ENGINES) == validation.ENGINES
    assert tuple(validate.INFERENCE) == well_formed.INFERENCE
    assert sorted(validate.FORMATS) == sorted(report.FORMATS)


@pytest.mark.parametrize("command", [
    ("draw", "citations", "--out", "{folder}/a.svg"),
    ("query", "--engine", "rdflib", "-e", "ASK {{}}"),
    ("validate", "--shacl-engine", "pyshacl", "--data", "{folder}/a.ttl", "--shapes", "{folder}/a.ttl"),
    ("measure", "betweenness", "{folder}/arcs.csv"),
    ("export", "--format", "jsonld", "--out", "{folder}/a.json"),
])  # fmt: skip
def test_warnings_of_libraries_are_never_errors(tmp_path: Path, command: tuple[str, ...]):
    """Some are given as soon as a library is imported, which happens once in a process."""
    (tmp_path / "a.ttl").write_text("<http://e/a> <http://e/b> 1 .")
    (tmp_path / "arcs.csv").write_text("citing,cited\nb,a\n")
    run = subprocess.run(
        [sys.executable, "-m", "stakhgraph", *(word.format(folder=tmp_path) for word in command)],
        cwd=ROOT, env={**os.environ, "PYTHONWARNINGS": "error"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Warning" not in run.stderr and "unexpected" not in run.stderr
