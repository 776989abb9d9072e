"""``stakhgraph query --data``: a query to any RDF files, without a project."""

import io
import sys

import pytest

SHELF = """@prefix ex: <http://example.org/> .
ex:capital ex:title "Kapital"@de, "Капитал"@ru ; ex:volumes 3 ; ex:next <more> .
"""
NAMED = (
    '<http://example.org/capital> <http://example.org/read> "1902" <http://example.org/notes> .\n'
)
EVERYTHING = "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
FILES = {
    "shelf.ttl": SHELF,
    "shelf.trig": SHELF,
    "shelf.nt": '<http://example.org/capital> <http://example.org/volumes> "3" .\n',
    "shelf.nq": NAMED,
    "shelf.jsonld": '{"@id": "http://example.org/a", "http://example.org/title": "Kapital"}',
    "shelf.rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
    ' xmlns:ex="http://example.org/"><rdf:Description rdf:about="#a"><ex:title>K</ex:title>'
    "</rdf:Description></rdf:RDF>",
}


@pytest.fixture
def shelf(tmp_path):
    """Write every file of FILES into the working directory."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def piped(monkeypatch):
    """Return a function that gives a command a text as standard input."""

    def pipe(text):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    return pipe


@pytest.mark.parametrize("name", FILES)
def test_every_format_is_read_by_its_ending_and_from_a_pipe(run, shelf, piped, name):
    triples = "4" if name.endswith((".ttl", ".trig")) else "1"
    assert run("query", "--data", name, "-e", EVERYTHING) == (0, f"n\n{triples}\n", "")
    piped(FILES[name])
    assert run("query", "--data", "-", "-e", EVERYTHING) == (0, f"n\n{triples}\n", "")


def test_several_files_are_asked_together_and_named_graphs_are_kept(run, shelf):
    text = "SELECT ?volumes ?g { ?work ex:volumes ?volumes GRAPH ?g { ?work ex:read ?when } }"
    code, out, err = run("query", "--data", "shelf.ttl", "--data", "shelf.nq", "-e", text)
    assert (code, err) == (0, "")
    assert out.split() == ["volumes", "g", "3", "ex:notes"]


def test_from_names_a_graph_of_the_files_and_nothing_else(run, shelf):
    asked = "ASK FROM <http://example.org/{}> {{ ?s ?p ?o }}"
    assert run("query", "--data", "shelf.nq", "-e", asked.format("notes"))[1] == "true\n"
    code, _, err = run("query", "--data", "shelf.nq", "-e", asked.format("other"))
    assert code == 2
    assert "no graph <http://example.org/other> here, and nothing is fetched" in err
    assert err.count("\n") == 1


def test_relative_iris_are_those_of_the_file_and_of_the_working_directory(run, shelf):
    assert run("query", "--data", "shelf.ttl", "-e", "ASK { ?s ?p <more> }")[1] == "true\n"
    (shelf / "own.rq").write_text("ASK { ?s ?p <more> }")
    assert run("query", "--data", "shelf.ttl", "own.rq")[1] == "true\n"


def test_a_file_of_a_query_has_parameters_as_in_a_project(run, shelf):
    (shelf / "own.rq").write_text(
        "#+ param tongue: lang | example=de | Of which language.\n"
        "SELECT ?title { VALUES ?tongue { UNDEF } ?s ex:title ?title FILTER(LANG(?title) = ?tongue) }"
    )
    assert run("query", "--data", "shelf.ttl", "own.rq", "ru") == (0, "title\nКапитал\n", "")


def test_prefixes_of_the_files_shorten_and_need_no_line(run, shelf):
    _, out, _ = run("query", "--data", "shelf.ttl", "-e", "CONSTRUCT WHERE { ?s ex:volumes ?o }")
    assert out == "@prefix ex: <http://example.org/> .\n\nex:capital ex:volumes 3 .\n"


def test_a_prefix_with_two_namespaces_has_to_be_declared(run, shelf):
    (shelf / "other.ttl").write_text("@prefix ex: <http://other.example/> .\n")
    code, _, err = run(
        "query", "--data", "shelf.ttl", "--data", "other.ttl", "-e", "ASK { ?s ex:title ?o }"
    )
    assert (code, err.count("\n")) == (2, 1)
    assert "prefix ex: is not declared (query:1:10)" in err


RESPELT = '@prefix ex: <http://example.org/> .\nex:a ex:n 01, 1, "1"^^<http://www.w3.org/2001/XMLSchema#byte>, 2 .\n'


def test_what_is_not_held_as_it_was_written_is_counted(run, tmp_path):
    (tmp_path / "n.ttl").write_text(RESPELT)
    code, out, err = run("query", "--data", "n.ttl", "-e", EVERYTHING)
    assert (code, out) == (0, "n\n2\n")
    assert err == (
        'notice: 2 values are held in another spelling, such as "01"^^xsd:integer as '
        '"1"^^xsd:integer (n.ttl); 4 triples are 2, as values are equal.\n'
    )


def test_the_other_engine_keeps_spelling_and_graphs(run, shelf):
    (shelf / "n.ttl").write_text(RESPELT)
    files = ["--data", "n.ttl", "--data", "shelf.nq", "--engine", "rdflib"]
    assert run("query", *files, "-e", EVERYTHING) == (0, "n\n5\n", "")
    _, out, _ = run("query", *files, "-e", "SELECT ?o { ?s ex:n ?o } ORDER BY STR(?o)")
    assert out.split() == ["o", "01", "1", "1", "2"]


FAULTS = {
    ("broken.ttl", "<http://e/a> <http://e/b>\n  <http://e/c> <http://e/d> ."): (
        3,
        "broken.ttl:2:",
    ),
    ("late.ttl", "<a> <b> <c> .\n<a> <b> <<( <a> <b> <c> )>> ."): (3, "late.ttl:2:9"),
    ("ltr.nt", '# <<\n<x:a> <x:b> "x"@en--ltr .'): (3, "ltr.nt:2:"),
    ("cut.rdf", FILES["shelf.rdf"][:-10]): (3, "cut.rdf:1:"),
    ("odd.xyz", "x"): (2, "ends in '.xyz'"),
    ("latin.ttl", "\udcff"): (3, "latin.ttl:1:1"),
}


@pytest.mark.parametrize(("name", "text"), FAULTS)
def test_a_file_that_cannot_be_read_is_one_line_with_its_place(run, tmp_path, name, text):
    (tmp_path / name).write_bytes(text.encode("utf-8", "surrogateescape"))
    code, out, err = run("query", "--data", name, "-e", "ASK {}")
    expected, place = FAULTS[name, text]
    assert (code, out, err.count("\n")) == (expected, "", 1)
    assert place in err


MISUSE = {
    ("--data", "none.ttl", "-e", "ASK {}"): "no such file (none.ttl)",
    ("--data", "shelf.ttl", "--project", ".", "-e", "ASK {}"): "--project contradicts --data",
    ("--data", "shelf.ttl", "--endpoint", "http://localhost:1/", "-e", "ASK {}"): (
        "--endpoint contradicts --data"
    ),
    ("--data", "shelf.ttl", "people/positions"): "Write the query with -e",
    ("--data", "-", "--data", "-", "-e", "ASK {}"): "Name - once",
    ("--data-format", "turtle", "-e", "ASK {}"): "--data-format is about --data FILE",
    ("--data", "-"): "cannot both come from standard input",
    ("--data", "shelf.ttl", "-e", "ASK { ?s ex:title ?o FILTER(ex:f(?o)) }"): "no function ex:f",
}


@pytest.mark.parametrize("arguments", MISUSE)
def test_what_cannot_be_combined_is_said_in_one_line(run, shelf, piped, arguments):
    piped(SHELF)
    code, out, err = run("query", *arguments)
    assert (code in (2, 3), out, err.count("\n")) == (True, "", 1)
    assert MISUSE[arguments] in err
