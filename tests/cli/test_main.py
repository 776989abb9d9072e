"""The command line: what it prints, its exit codes, and one clear line for each bad input."""

import errno
import io
import json
import os
import shutil
import subprocess
import sys

import pytest

from stakhgraph import project
from stakhgraph.cli import asking, main, making
from stakhgraph.cli.shared.options import ENGINE
from stakhgraph.drawing import print_formats
from stakhgraph.exports import formats
from stakhgraph.figures.catalogue import FIGURES
from stakhgraph.rdf import answers, store
from stakhgraph.web.single_file import document as single_file
from tests import ROOT

SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix ex: <http://example.org/> .
ex:S a sh:NodeShape ; sh:targetClass ex:P ; sh:property [ sh:path ex:name ; sh:minCount 1 ] .
"""


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    """Give a function that runs a command: (exit code, standard output, standard error)."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("STAKHGRAPH_SOURCES", raising=False)

    def command(*arguments):
        with pytest.raises(SystemExit) as ended:
            main.main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return ended.value.code, printed.out, printed.err

    return command


def test_a_question_is_answered_in_plain_aligned_lines(run):
    code, out, _ = run("query", "terms/choices")
    lines = out.splitlines()
    assert code == 0
    assert lines[0].split() == ["chooser", "prefers", "over", "ground", "place", "document"]
    assert len(lines) == 3


def test_json_is_the_sparql_results_format(run):
    _, out, _ = run("query", "terms/choices", "--json")
    assert json.loads(out)["head"]["vars"][0] == "chooser"


def test_a_query_of_ones_own_is_answered_from_a_file(run, tmp_path):
    (tmp_path / "own.rq").write_text("ASK {}")
    (tmp_path / "count.rq").write_text("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
    assert run("query", "count.rq", "--format", "csv")[1].startswith("n\r\n")


def test_the_catalogue_names_each_question(run):
    _, out, _ = run("queries", "--json")
    names = [entry["name"] for entry in json.loads(out)]
    assert "positions/single-reporter" in names
    assert len(names) >= 30


@pytest.mark.parametrize(
    "name", ["Conquest", "person:conquest-robert", "conquest-robert", "Robert Conquest"]
)
def test_a_thing_is_shown_by_any_of_its_names(run, name):
    code, out, _ = run("show", name)
    assert code == 0
    assert "keep solidarity of the working class" in out
    assert "p. 5 n. 19" in out


def test_a_lineage_is_told_reading_by_reading(run):
    code, out, _ = run("lineage", "Trotsky", "Filtzer")
    assert code == 0
    assert "Isaac Deutscher on 1 of 2" in out
    assert "No document states an arc through" in out


def test_validate_says_that_all_is_well(run):
    code, out, _ = run("validate")
    assert (code, out.splitlines()[-1].split(" (")[0]) == (0, "0 findings")


def test_any_two_files_are_validated_by_shacl(run, tmp_path):
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
    (["validate", "--shapes", "good.ttl", "--data", "broken.ttl"], 3, "broken.ttl:2:"),
    (["validate", "--shapes", "good.ttl"], 2, "--data"),
    (["validate", "--project", "nowhere"], 2, "nowhere"),
    (["show", "Nobody At All"], 2, "nothing is called"),
    (["query", "people/positions", "who=Nobody"], 2, "no person or org or collective is called"),
    (["query", "people/positions", "who=person:trotzky"], 2, "Did you mean Leon Trotsky"),
    (["query", "-e", "SELECT ?s { ?s none:y ?o }"], 2, "query:1:16"),
    (["query", "-e", "SELECT ?s { ?s stakh:holder }"], 2, "query:1:29"),
    (["query", "-e", "SELECT ?s {\n ?s a }"], 2, "query:2:8"),
    (["query", "-e", "INSERT DATA { <a:a> <a:a> <a:a> }"], 2, "an update"),
    (["query", "-e", "ASK {}", "--format", "turtle"], 2, "no form 'turtle'"),
    (["query", "-e", "DESCRIBE person:nove-alec", "--format", "json"], 2, "Take jsonld"),
    (["query", "terms/choices", "--format", "csv", "--json"], 2, "Take one of them"),
    (["queries", "--for", "king"], 2, "'king' is not one of"),
    (["lineage", "Trotsky"], 2, "between two holders"),
    (["draw", "citations", "--out", "x.bmp"], 2, "svg, pdf or png"),
    (["query", "terms/choices", "--endpoint", "ftp://example.org/"], 2, "begins with http://"),
    (["lineage", "Trotsky", "Nove"], 2, "no lineage"),
    (["lineage", "Trotsky", "Trotsky"], 2, "two different"),
    (["lineage", "Filtzer", "Trotsky"], 2, "other way round"),
    (["export", "--format", "cuneiform"], 2, "cuneiform"),
    (["export", "--format", "csv", "--out", "folder.rq"], 3, "folder.rq"),
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


def project_with(tmp_path, text):
    """Copy the project's ontology and queries beside a graph of one file."""
    for room in ("ontology", "queries"):
        (tmp_path / room).symlink_to(ROOT / room)
    (tmp_path / "graph").mkdir()
    (tmp_path / "graph" / "one.ttl").write_text((ROOT / "ontology/prefixes.ttl").read_text() + text)
    return tmp_path


def test_broken_turtle_in_a_project_is_told_with_line_and_column(run, tmp_path):
    place = project_with(tmp_path, "person:a stakh:role .\n")
    line = len((ROOT / "ontology/prefixes.ttl").read_text().splitlines()) + 1
    code, _, err = run("build", "--project", place)
    assert code == 3
    assert f"graph/one.ttl:{line}:" in err
    assert not (tmp_path / "build").exists()


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
def test_a_graph_that_cannot_be_right_has_findings(run, tmp_path, text, rule):
    code, out, _ = run("validate", "--project", project_with(tmp_path, text))
    assert code == 1
    assert rule in out
    assert "graph/one.ttl:" in out


def test_a_full_disk_leaves_nothing_half_written(run, tmp_path, monkeypatch):
    def full(_path, _data):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(project, "_write_synced", full)
    code, _, err = run("build", "--out", "build")
    assert code == 3
    assert "no space left" in err.lower()
    assert list(tmp_path.iterdir()) == []


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


def test_without_a_command_it_shows_its_help(run):
    code, out, err = run()
    assert (code, err) == (0, "")
    assert out.startswith("Usage: stakhgraph")


@pytest.mark.parametrize("name", ["Revolution Betrayed", "assumption 3", "the Great Leap Forward"])
def test_part_of_a_name_is_enough_where_one_thing_is_meant(run, name):
    assert run("show", name)[0] == 0


def test_an_answer_without_rows_says_so(run):
    code, out, err = run("query", "citations/of-note", "--param", "note=999")
    assert (code, err) == (0, "notice: no rows.\n")
    assert len(out.splitlines()) == 1


def test_a_closed_pipe_is_no_error():
    command = f"{sys.executable} -m stakhgraph export | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stderr == ""
    assert done.stdout.startswith("@prefix")


def test_what_can_be_chosen_is_what_there_is():
    # Written out in the commands, so that help loads nothing.
    assert tuple(asking.FORMATS) == answers.FORMATS
    assert [*formats.FORMATS, single_file.FORM] == making.EXPORTS
    assert list(FIGURES) == making.DRAWINGS
    assert tuple(making.PICTURES) == print_formats.FORMATS
    assert ENGINE.choices == store.ENGINES


def test_a_query_comes_from_a_file_a_text_or_a_pipe(run, tmp_path, monkeypatch):
    text = "SELECT (COUNT(?s) AS ?n) { ?s a stakh:Lineage }"
    (tmp_path / "own.rq").write_text(text)
    piped = io.TextIOWrapper(io.BytesIO(text.encode()))
    monkeypatch.setattr(sys, "stdin", piped)
    every = [run("query", *how) for how in (["own.rq"], ["-e", text], [])]
    assert every == [(0, "n\n2\n", "")] * 3


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
def test_each_form_of_query_has_its_forms_of_answer(run, text, form, beginning):
    code, out, err = run("query", "-e", text, "--format", form)
    assert (code, err) == (0, "")
    assert out.startswith(beginning)


def test_a_question_is_explained_and_then_asked_as_text(run, tmp_path):
    _, text, _ = run("query", "people/positions", "who=Nove", "--explain", "--out", "own.rq")
    assert text == ""
    own = (tmp_path / "own.rq").read_text(encoding="utf-8")
    assert "VALUES ?who { <https://w3id.org/stakhgraph/id/person/nove-alec> }" in own
    assert run("query", "own.rq")[1] == run("query", "people/positions", "who=nove-alec")[1]


def test_an_ambiguous_name_lists_the_candidates(run):
    code, out, err = run("show", "purges")
    assert (code, out) == (2, "")
    first, *candidates = err.splitlines()
    assert "may be one of" in first
    assert "  event:great-purges  Great Purges (event)" in candidates


def test_the_catalogue_is_searched_by_subject_thing_and_reader(run):
    _, out, _ = run("queries", "--about", "labour aristocracy")
    assert "stakhgraph query positions/first-held view=concept:labour-aristocracy" in out
    _, out, _ = run("queries", "--about", "filtzer", "--for", "student")
    assert "stakhgraph query people/positions who=person:filtzer-donald" in out
    code, out, err = run("queries", "--about", "cuneiform")
    assert (code, out) == (0, "")
    assert "Try another word" in err


def test_lineages_are_listed_without_names(run):
    _, out, _ = run("lineage")
    assert "stakhgraph lineage Trotsky Filtzer" in out


def test_an_export_says_what_it_does_not_carry(run, tmp_path):
    code, out, err = run("export", "--out", "debate.bib")
    assert (code, out) == (0, "")
    assert err.startswith("notice: bibtex does not carry: ")
    assert "stance (" in err
    assert (tmp_path / "debate.bib").read_text(encoding="utf-8").lstrip().startswith("@")


def test_a_picture_is_drawn_as_the_ending_says(run, tmp_path):
    assert run("draw", "lineage", "privileged-caste", "--out", "caste.svg")[0] == 0
    assert (tmp_path / "caste.svg").read_text(encoding="utf-8").startswith("<svg")
    code, out, _ = run("draw", "decades", "record-when")
    assert (code, out[:4]) == (0, "<svg")


def project_copy(tmp_path):
    for room in ("ontology", "graph", "queries"):
        shutil.copytree(ROOT / room, tmp_path / "copy" / room)
    return tmp_path / "copy"


def test_fmt_tidies_and_diff_tells_what_changed(run, tmp_path):
    copy = project_copy(tmp_path)
    people = copy / "graph" / "people.ttl"
    tidy = people.read_text(encoding="utf-8")
    people.write_text(tidy.replace(" ;\n    foaf:", "  ;  foaf:"), encoding="utf-8")
    assert run("fmt", "--check", "--project", copy)[:2] == (1, "graph/people.ttl: untidy\n")
    assert run("fmt", "--project", copy)[:2] == (0, "graph/people.ttl: tidied\n")
    assert people.read_text(encoding="utf-8") == tidy
    assert run("diff", copy, ROOT)[0] == 0
    people.write_text(tidy.replace('foaf:name "Alec Nove"', 'foaf:name "A. Nove"'))
    code, out, _ = run("diff", ROOT, copy)
    assert code == 1
    assert "Nove" in out


def test_doctor_tells_what_is_there_and_what_is_not(run, tmp_path):
    code, out, _ = run("doctor", "--json")
    found = {item["name"]: item for item in json.loads(out)}
    assert code == 0
    assert found["graph"]["state"] == "ok"
    assert found["source documents"]["state"] == "absent"
    for room in ("ontology", "graph", "queries"):
        (tmp_path / "bare" / room).mkdir(parents=True)
    (tmp_path / "bare" / "graph" / "a.ttl").write_text("broken")
    code, out, _ = run("doctor", "--project", tmp_path / "bare")
    assert code == 1
    assert "broken  graph" in out


@pytest.mark.parametrize("shell", main.SHELLS)
def test_a_shell_is_told_how_to_complete(run, shell):
    code, out, _ = run("completion", shell)
    assert code == 0
    assert "_STAKHGRAPH_COMPLETE" in out


def test_names_of_questions_are_completed():
    words = {"COMP_WORDS": "stakhgraph query people/", "COMP_CWORD": "2"}
    done = subprocess.run(
        [sys.executable, "-m", "stakhgraph"],
        env={**os.environ, **words, "_STAKHGRAPH_COMPLETE": "bash_complete"},
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert "plain,people/positions" in done.stdout
    assert "overview" not in done.stdout
