"""Documents that would break a parser are refused before it, at once and with a place."""

import subprocess
import sys

import pytest

from stakhgraph.errors import ParseError
from stakhgraph.rdf.document_guard import MAX_JSON, MAX_TRIPLE_TERMS, MAX_XML, require_safe
from stakhgraph.rdf.parse import parse_document
from stakhgraph.rdf.rdf_files import Source
from stakhgraph.rdf.store import ENGINES, of_triples

RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/"'
TURTLE, NTRIPLES = "text/turtle", "application/n-triples"
XML, JSON = "application/rdf+xml", "application/ld+json"


def triple_term(depth: int) -> str:
    return f"<x:a> <x:b> {'<<( <x:s> <x:p> ' * depth}<x:o>{' )>>' * depth} ."


def json(depth: int) -> str:
    return '{"@id":"x:a","x:p":' * depth + '"o"' + "}" * depth


def xml(depth: int, inner: str = "") -> str:
    deep = "<rdf:Description><e:p>" * depth + inner + "</e:p></rdf:Description>" * depth
    return f"<rdf:RDF {RDF}>{deep}</rdf:RDF>"


def with_entities(*values: str, use: str, attribute: str = "x:a") -> str:
    declared = "".join(f'<!ENTITY e{at} "{value}">' for at, value in enumerate(values))
    about = f'<rdf:Description rdf:about="{attribute}"><e:p>{use}</e:p></rdf:Description>'
    return f"<!DOCTYPE rdf:RDF [{declared}]><rdf:RDF {RDF}>{about}</rdf:RDF>"


BOMB = ("a" * 10, *(f"&e{at};" * 10 for at in range(7)))
BROKEN = {
    "a triple term in Turtle": (TURTLE, triple_term(100_000)),
    "a triple term in TriG": ("application/trig", triple_term(100_000)),
    "a triple term in N-Triples": (NTRIPLES, triple_term(100_000)),
    "a triple term in N-Quads": ("application/n-quads", triple_term(100_000)),
    "a reified triple": (TURTLE, f"<x:a> <x:b> {'<< <x:s> <x:p> ' * 200}<x:o>{' >>' * 200} ."),
    "objects of JSON": (JSON, json(20_000)),
    "arrays of JSON": (JSON, '{"x:p":' + "[" * 20_000 + "]" * 20_000 + "}"),
    "elements of XML": (XML, xml(30_000)),
    "entities in a text": (XML, with_entities(*BOMB, use="&e7;")),
    "entities in an attribute": (XML, with_entities(*BOMB, use="", attribute="&e7;")),
    "entities that are only declared": (XML, with_entities(*BOMB, use="")),
    "one long entity many times": (XML, with_entities("b" * 10_000, use="&e0;" * 1000)),
    "an entity within itself": (XML, with_entities("&e0;", use="&e0;")),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_would_break_a_parser_is_refused_with_its_place(name: str):
    media_type, text = BROKEN[name]
    with pytest.raises(ParseError) as caught:
        require_safe(text, media_type, where="a file")
    assert str(caught.value.where).startswith("a file:1:")
    assert caught.value.remedy


KEPT = {
    "as many triple terms as are allowed": (TURTLE, triple_term(MAX_TRIPLE_TERMS)),
    "angles in a text": (TURTLE, f'<x:a> <x:b> "{"<<" * 900}" .'),
    "angles in a long text": (TURTLE, f'<x:a> <x:b> """a"\n{"<<" * 900}""" .'),
    "angles in a comment": (TURTLE, f"# {'<<' * 900}\n<x:a> <x:b> 'it is' ."),
    "many triple terms that are not nested": (TURTLE, triple_term(2) * 500),
    "objects as deep as is allowed": (JSON, json(MAX_JSON)),
    "brackets in a text of JSON": (JSON, '{"@id":"x:a","x:p":"\\"' + "[{" * 900 + '"}'),
    "a long list of JSON": (JSON, '{"@id":"x:a","x:p":[' + '{"@id":"x:b"},' * 2000 + '"c"]}'),
    "elements as deep as is allowed": (XML, xml(MAX_XML // 2 - 1)),
    "entities as ontology editors write them": (XML, with_entities("http://e/", use="&e0;x")),
    "a file whose every name is an entity": (XML, with_entities("http://e/", use="&e0;" * 9999)),
}


@pytest.mark.parametrize("name", KEPT)
def test_what_is_only_long_is_kept(name: str):
    media_type, text = KEPT[name]
    require_safe(text, media_type, where="a file")


@pytest.mark.parametrize("text", [xml(3, "a")[:-30], xml(0)[:-1], "<rdf:RDF", ""])
def test_xml_that_is_cut_off_is_refused_wherever_it_is_read(text: str):
    for read in (
        lambda: Source("a file", text, XML).parse(),
        lambda: parse_document(text.encode(), XML, where="an answer"),
        lambda: parse_document(text.encode(), "application/xml", where="an answer"),
    ):
        with pytest.raises(ParseError, match="not well-formed XML"):
            read()


@pytest.mark.parametrize("engine", ENGINES)
def test_a_store_refuses_what_would_break_its_parser(engine: str):
    with pytest.raises(ParseError, match="nested"):
        of_triples((), engine=engine).read(triple_term(100_000), where="a.ttl")


COMMANDS = {
    "validate": ["validate", "--shapes", "FILE", "--data", "FILE"],
    "query": ["query", "--data", "FILE", "-e", "ASK {}"],
    "diff": ["diff", "FILE", "FILE"],
    "fmt": ["fmt", "FILE"],
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", ["a triple term in Turtle", "entities in a text"])
def test_every_command_says_so_in_one_line(tmp_path, command: str, name: str):
    media_type, text = BROKEN[name]
    file = tmp_path / {TURTLE: "a.ttl", XML: "a.rdf"}[media_type]
    file.write_text(text, encoding="utf-8")
    words = [str(file) if word == "FILE" else word for word in COMMANDS[command]]
    done = subprocess.run(
        [sys.executable, "-m", "stakhgraph", *words],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 3
    assert done.stderr.startswith("error: ") and done.stderr.count("\n") == 1
    assert "unexpected" not in done.stderr and file.name in done.stderr
