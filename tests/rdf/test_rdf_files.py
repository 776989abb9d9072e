"""RDF documents of any format, read by the letter of their grammars."""

import io
from pathlib import Path

import pytest

from stakhgraph.errors import ParseError, UnknownName, UnreadableFile
from stakhgraph.rdf import rdf_files
from stakhgraph.rdf.terms import Iri, Literal

A, P, B = (Iri(f"http://example.org/{name}") for name in "apb")
SAME = {
    "x.ttl": "@prefix ex: <http://example.org/> . ex:a ex:p ex:b .",
    "x.nt": "<http://example.org/a> <http://example.org/p> <http://example.org/b> .",
    "x.nq": "<http://example.org/a> <http://example.org/p> <http://example.org/b> <urn:g> .",
    "x.trig": "@prefix ex: <http://example.org/> . ex:g { ex:a ex:p ex:b . }",
    "x.rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns:ex="http://example.org/"><rdf:Description rdf:about="http://example.org/a">'
    '<ex:p rdf:resource="http://example.org/b"/></rdf:Description></rdf:RDF>',
    "x.jsonld": '{"@id": "http://example.org/a", "http://example.org/p": '
    '{"@id": "http://example.org/b"}}',
}


def written(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", SAME)
def test_every_format_is_read_by_the_ending_of_its_name(tmp_path: Path, name: str):
    document = rdf_files.read(written(tmp_path, name, SAME[name]))
    assert list(document.triples()) == [(A, P, B)]
    assert document.graphs == (name in ("x.nq", "x.trig"))


def test_values_keep_their_spelling(tmp_path: Path):
    text = '<urn:a> <urn:b> 01 , 1.50 , "none"^^<http://www.w3.org/2001/XMLSchema#boolean> , "a"@en-GB .'
    values = [value for _, _, value in rdf_files.read(written(tmp_path, "x.ttl", text)).triples()]
    assert [v.value for v in values] == ["01", "1.50", "none", "a"]
    assert all(isinstance(v, Literal) for v in values)


# By the grammar of Turtle: a reader that takes these takes data for something it is not.
NOT_TURTLE = [
    '<urn:s> "hello" <urn:o> .',
    '"s" <urn:p> <urn:o> .',
    "<urn:s> _:p <urn:o> .",
    "<urn:s> [] <urn:o> .",
    "<urn:s> <urn:p> <urn:o> . .",
    "<urn:s> <urn:p> <urn:o>",
    "<urn:s> <urn:p> true1 .",
    "<urn:s> <urn:p> 'a\nb' .",
    "<urn:s> <urn:p> <a b> .",
    "<urn:s> <urn:p> <urn:\\u0020> .",
    "<urn:s> <urn:p> 'x'@1 .",
    "<urn:s> <urn:p> '\\x' .",
    "{ <urn:s> <urn:p> <urn:o> } .",
    "<urn:s> a <urn:C> ; <= <urn:o> .",
    "<urn:s> = <urn:o> .",
    "@forAll :x . <urn:s> <urn:p> <urn:o> .",
    "<urn:s> is <urn:p> of <urn:o> .",
    "<urn:s>!<urn:p> <urn:p> <urn:o> .",
    "@prefix a.: <urn:x> .",
    "@prefix ex: <urn:x>",
    "PREFIX ex: <urn:x> .",
    "ex:a <urn:p> <urn:o> .",
    "<urn:s> <urn:p> 1.e .",
    "<urn:s> <urn:p> abc .",
    "<urn:s> <urn:p> , <urn:o> .",
    "<urn:s> <urn:p> (1 2 .",
    "[ <urn:p> <urn:o> ",
]


@pytest.mark.parametrize("text", NOT_TURTLE)
def test_what_is_not_turtle_is_an_error_with_its_place(tmp_path: Path, text: str):
    with pytest.raises(ParseError, match=r"x\.ttl:[12]:\d+"):
        rdf_files.read(written(tmp_path, "x.ttl", text))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.nt", SAME["x.nt"][:-1]),
        ("x.rdf", SAME["x.rdf"][:-10]),
        ("x.jsonld", SAME["x.jsonld"][:-1]),
        ("x.trig", SAME["x.trig"][:-1]),
        ("x.nq", "<urn:a> <urn:b>"),
    ],
)
def test_a_document_that_is_cut_off_is_an_error(tmp_path: Path, name: str, text: str):
    with pytest.raises(ParseError, match=name):
        rdf_files.read(written(tmp_path, name, text))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("<urn:a> <urn:b> 1 .\n<urn:a> <urn:b> <<( <urn:a> <urn:b> 1 )>> .", "2:17"),
        ("<urn:a> <urn:b> 1 ;\n <urn:c> 'x'@en--ltr .", "2:13"),
        (f"<urn:a> <urn:b> '{'x' * 100_000}' .\n<urn:a> <urn:b> 'x'@en--ltr .", "2:20"),
        (f"<urn:a> <urn:b> '{'x' * 100_000}'@en--ltr .", "1:100019"),
    ],
)
def test_rdf_1_2_is_refused_with_its_place(tmp_path: Path, text: str, place: str):
    with pytest.raises(ParseError, match=rf"RDF 1\.2.*x\.ttl:{place}"):
        rdf_files.read(written(tmp_path, "x.ttl", text))


def test_a_relative_iri_is_one_of_the_folder(tmp_path: Path):
    (triple,) = rdf_files.read(written(tmp_path, "x.ttl", "<a> <p> <> .")).triples()
    assert [term.value for term in triple] == [
        (tmp_path / name).as_uri() for name in ("a", "p", "x.ttl")
    ]


def test_blank_nodes_of_two_files_stay_apart(tmp_path: Path):
    file = written(tmp_path, "x.ttl", "_:a <urn:p> _:a .")
    both = rdf_files.merged(rdf_files.source(file).parse(rename_blank=True) for _ in range(2))
    assert len({subject for subject, _, _ in both.triples()}) == 2


def test_standard_input_is_turtle_by_default(monkeypatch: pytest.MonkeyPatch):
    stdin = io.TextIOWrapper(io.BytesIO(SAME["x.ttl"].encode()))
    monkeypatch.setattr("sys.stdin", stdin)
    assert list(rdf_files.read(Path("-")).triples()) == [(A, P, B)]


def test_nothing_is_fetched_for_a_remote_context(tmp_path: Path):
    text = '{"@context": "http://127.0.0.1:9/context.jsonld", "@id": "urn:a", "name": "x"}'
    with pytest.raises(ParseError, match=r"x\.jsonld"):
        rdf_files.read(written(tmp_path, "x.jsonld", text))


def test_another_ending_and_a_missing_file_are_one_line(tmp_path: Path):
    with pytest.raises(UnknownName, match=r"'\.csv'.*\.ttl"):
        rdf_files.read(written(tmp_path, "x.csv", "a,b"))
    with pytest.raises(UnreadableFile, match=r"missing\.ttl"):
        rdf_files.read(tmp_path / "missing.ttl")
