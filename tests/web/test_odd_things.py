"""Things whose IRIs or names hold what an address, a header or XML must not."""

from collections.abc import Iterator
from urllib.parse import unquote

import pytest

from tests.cli.projects import project_with
from tests.serving import HTML, Server, serving

ID = "https://w3id.org/stakhgraph/id"
THINGS = f"""
<{ID}/person/a%20b> a foaf:Person ; rdfs:label "Space" .
<{ID}/person/a%2Fb> a foaf:Person ; rdfs:label "Slash" .
<{ID}/person/c/d> a foaf:Person ; rdfs:label "Real slash" .
<{ID}/person/a?b> a foaf:Person ; rdfs:label "Question mark" .
<{ID}/person/100%25> a foaf:Person ; rdfs:label "Per cent" .
<{ID}/person/Нов> a foaf:Person ; rdfs:label "Letters" .
<{ID}/person/é%3F> a foaf:Person ; rdfs:label "Letter and escape" .
<{ID}/work/bell> a fabio:Work ; dcterms:title "A \\u0007 rings" ; rdfs:label "A \\u0007 rings" .
<{ID}/work/bell> <urn:1> 1 .
"""


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Return a server of a project of odd things."""
    root = project_with(tmp_path_factory.mktemp("odd"), THINGS)
    with serving("--project", str(root)) as running:
        yield running


@pytest.mark.parametrize(("slug", "page"), [
    ("a%20b", "a%2520b"),
    ("a%2Fb", "a%252Fb"),
    ("100%25", "100%2525"),
    ("c/d", "c%2Fd"),
    ("a%3Fb", "a%3Fb"),
    ("%D0%9D%D0%BE%D0%B2", "%D0%9D%D0%BE%D0%B2"),
    ("%C3%A9%3F", "%C3%A9%253F"),
])  # fmt: skip
def test_the_iri_of_a_thing_leads_to_its_page_and_documents(odd: Server, slug: str, page: str):
    for way in (slug, page):
        found = odd.get(f"/id/person/{way}", HTML)
        assert (found.status, found.headers["location"]) == (303, f"/person/{page}")
    found = odd.get(f"/person/{page}", HTML)
    assert found.status == 200
    assert 'rel="describes"' in found.headers["link"]
    triples = odd.get(f"/person/{page}.ttl").graph()
    assert {str(name) for name in triples.subjects()} == {f"{ID}/person/{unquote(page)}"}
    assert len(triples) == 2


@pytest.mark.parametrize("path", ["/person/100%", "/person/a%zzb", "/id/person/%", "/person/%FF"])
def test_an_address_with_a_broken_escape_leads_nowhere(odd: Server, path: str):
    assert odd.get(path, HTML).status == 404


@pytest.mark.parametrize(("path", "said"), [
    ("/work/bell.rdf", "cannot"),
    ("/store?default", "cannot"),
    ("/download/rdfxml.rdf", "cannot"),
    ("/download/graphml.graphml", "U+0007"),
])  # fmt: skip
def test_what_a_format_cannot_hold_is_said_in_one_sentence(odd: Server, path: str, said: str):
    found = odd.get(path, "application/rdf+xml, */*;q=0.1")
    assert (found.status, found.text.count("\n")) == (406, 1)
    assert said in found.text and "Choose Turtle" in found.text


@pytest.mark.parametrize("path", ["/", "/work/bell", "/download/turtle.ttl", "/download/csv.csv"])
def test_everything_else_is_answered(odd: Server, path: str):
    assert odd.get(path, HTML).status == 200
