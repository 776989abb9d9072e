"""The Accept header: https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1."""

import pytest

from stakhgraph.web.http.content_negotiation import best, prefers_html, with_html
from stakhgraph.web.refusals import RequestRefused
from tests.serving import HTML, Server

TURTLE, TRIPLES, JSON_LD = "text/turtle", "application/n-triples", "application/ld+json"
OFFERED = (TURTLE, TRIPLES, JSON_LD, "text/html")


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", TURTLE),
        ("*/*", TURTLE),
        ("*", TURTLE),
        ("text/html", "text/html"),
        ("TEXT/Turtle", TURTLE),
        ("application/*", TRIPLES),
        ("text/*;q=0.5, application/*", TRIPLES),
        # Weights, also in forms that only some programs write.
        (f"{TURTLE};q=0.2, {TRIPLES};q=0.3", TRIPLES),
        (f"{TURTLE};q=.5, {TRIPLES};q=.4", TURTLE),
        (f"{TURTLE};q=.5, {TRIPLES};q=1.", TRIPLES),
        (f"{TURTLE};Q=0.1, {TRIPLES}", TRIPLES),
        (f"{TURTLE} ; q=0.1 , {TRIPLES} ; q=0.9", TRIPLES),
        (f"{TURTLE};q=0, */*", TRIPLES),
        (f"{TURTLE};q=nonsense", TURTLE),
        # What Java says unless it is told otherwise.
        ("text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", "text/html"),
        # The closest range decides, not the one of most weight.
        (f"text/*, {TURTLE};q=0.1, {TRIPLES};q=0.5", "text/html"),
        (f"*/*;q=0.9, {TURTLE};q=0.1", TRIPLES),
        # Of equal weights, what is named goes before what is not, then the first.
        (f"*/*, {JSON_LD}", JSON_LD),
        (f"{JSON_LD}, {TURTLE}", JSON_LD),
        # Parameters that the answer has, and such as it has not.
        (f"{TURTLE};charset=utf-8", TURTLE),
        (f'{JSON_LD};profile="http://www.w3.org/ns/json-ld#compacted"', JSON_LD),
        (f'{JSON_LD};profile="http://www.w3.org/ns/json-ld#flattened"', JSON_LD),
        (f'{JSON_LD};profile="a, b";q=0.5, {TRIPLES};q=0.4', JSON_LD),
        (f"{TURTLE};version=1.2, {TRIPLES};q=0.5", TURTLE),
        (f"{TURTLE};version=1.2;q=0.1, {TURTLE};q=0.9, {TRIPLES};q=0.5", TURTLE),
        (f"{TURTLE};charset=utf-8;q=0.1, {TURTLE}, {TRIPLES};q=0.5", TRIPLES),
        (f"{TURTLE};charset=koi8-r;q=0, {TURTLE};q=0.5, {TRIPLES};q=0.1", TURTLE),
    ],
)
def test_the_best_of_what_is_offered(accept: str, chosen: str):
    assert best(accept, OFFERED) == chosen


@pytest.mark.parametrize("accept", ["image/png", "*/*;q=0", f"{TURTLE};q=0", "text"])
def test_what_is_not_offered_is_refused_with_what_is(accept: str):
    with pytest.raises(RequestRefused, match="it has text/turtle, application/n-triples") as found:
        best(accept, OFFERED)
    assert found.value.status == 406


@pytest.mark.parametrize(
    ("accept", "reader"),
    [
        (HTML, True),
        ("text/html", True),
        ("text/html;q=0.1", True),
        (f"image/png, {TURTLE};q=0.2, text/html;q=0.3", True),
        ("", False),
        ("*/*", False),
        ("text/*", False),
        (f"{TURTLE}, text/html;q=0.1", False),
        (f"{TURTLE}, text/html", False),
        ("text/html;q=0, */*", False),
    ],
)
def test_a_reader_names_html_and_likes_nothing_better(accept: str, reader: bool):
    assert prefers_html(accept, (TURTLE, TRIPLES)) is reader


def test_html_is_offered_only_to_those_who_name_it():
    assert with_html("text/html", (TURTLE,)) == (TURTLE, "text/html")
    assert with_html("*/*", (TURTLE,)) == (TURTLE,)


LIKED_LESS = "application/rdf+xml, text/html;q=0.1"


@pytest.mark.parametrize(
    ("path", "accept", "media"),
    [
        ("/sparql", LIKED_LESS, "application/rdf+xml"),
        ("/sparql?query=DESCRIBE%20%3Ca:b%3E", LIKED_LESS, "application/rdf+xml"),
        ("/sparql?query=ASK%7B%7D", LIKED_LESS, "text/html"),  # no RDF can be had
        ("/sparql?query=ASK%7B%7D", "text/csv, text/html;q=0.1", "text/html"),
        ("/sparql?query=SELECT*%7B%7D", "text/csv, text/html;q=0.1", "text/csv"),
        ("/sparql?query=ASK%7B%7D", HTML, "text/html"),
        ("/sparql?query=ASK%7B", HTML, "text/html"),
        ("/sparql?query=ASK%7B", LIKED_LESS, "text/plain"),
        ("/person/nobody", HTML, "text/html"),
        ("/person/nobody", LIKED_LESS, "text/plain"),
        ("/store?default", "text/html, application/n-quads;q=0.1", "application/n-quads"),
    ],
)
def test_html_only_where_it_is_liked_best(server: Server, path: str, accept: str, media: str):
    found = server.get(path, accept)
    assert found.media == media
    assert "Accept" in found.headers["vary"]


def test_several_lines_of_a_header_are_one_list(server: Server):
    lines = b"Accept: image/png\r\nAccept: text/csv\r\n"
    query = b"/sparql?query=SELECT%20*%20%7B%7D"
    answer = server.raw(b"GET " + query + b" HTTP/1.1\r\nHost: localhost\r\n" + lines + b"\r\n")
    assert b"Content-Type: text/csv; charset=utf-8\r\n" in answer
