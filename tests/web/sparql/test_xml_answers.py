"""Answers in XML: what XML can hold is written; for the rest there is one true sentence."""

from collections.abc import Iterator

import pytest

from tests import readers
from tests.serving import Server, serving

FORMS = ("rdf+xml", "n-triples", "ld+json", "n-quads", "trig")


@pytest.fixture(
    scope="module", params=["<urn:s> <urn:1> 1 .", "", "<urn:s> <http://e/%20> 'x'@en ."]
)
def odd(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """Return a server whose first triple has no XML name for its property, or that has none."""
    file = tmp_path_factory.mktemp("odd") / "a.ttl"
    file.write_text(request.param)
    with serving(str(file)) as running:
        yield running


@pytest.mark.parametrize("form", FORMS)
def test_a_graph_is_written_in_every_form_whatever_stands_first(odd: Server, form: str):
    query = 'CONSTRUCT { <http://e/s> <http://e/p> "x"@en, 1, [] } {}'
    assert odd.ask(query, f"application/{form}").status == 200


@pytest.mark.parametrize("character", ["7F", "85", "2028", "FFFD", "9"])
def test_characters_that_xml_can_hold_are_written(odd: Server, character: str):
    text = f"\\u{character.rjust(4, '0')}"
    found = odd.ask(
        f'CONSTRUCT {{ <http://e/s> <http://e/p> "a{text}b" }} {{}}', "application/rdf+xml"
    )
    assert found.status == 200
    ((*_, value),) = found.graph()
    assert str(value) == f"a{chr(int(character, 16))}b"
    table = odd.ask(f'SELECT ("a{text}b" AS ?x) {{}}', "application/sparql-results+xml")
    assert table.status == 200
    readers.well_formed(table.text)


@pytest.mark.parametrize("character", ["1", "0", "B", "1F", "FFFE", "FFFF"])
def test_a_character_that_xml_cannot_hold_is_named(odd: Server, character: str):
    text, name = f"\\u{character.rjust(4, '0')}", f"U+{character.rjust(4, '0')}"
    for query, form in (
        (f'CONSTRUCT {{ <http://e/s> <http://e/p> "a{text}b" }} {{}}', "rdf+xml"),
        (f'SELECT ("a{text}b" AS ?x) {{}}', "sparql-results+xml"),
    ):
        found = odd.ask(query, f"application/{form}")
        assert (found.status, found.text.count("\n")) == (406, 1)
        assert name in found.text and "memory" not in found.text


@pytest.mark.parametrize("name", ["urn:1", "http://e/", "http://e/%20", "http://e/a?b=1"])
def test_a_property_without_an_xml_name_is_named(odd: Server, name: str):
    found = odd.ask(f"CONSTRUCT {{ <http://e/s> <{name}> 1 }} {{}}", "application/rdf+xml")
    assert found.status == 406
    assert found.text == (
        f"RDF/XML cannot write the name of this property ({name}). Choose Turtle or N-Triples.\n"
    )
