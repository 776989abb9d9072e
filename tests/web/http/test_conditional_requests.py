"""Conditional requests: https://www.rfc-editor.org/rfc/rfc9110#section-13."""

from collections.abc import Iterator

import pytest

from tests.serving import DIRECT, JSON, Server, serving

ASK = "/sparql?query=ASK%20%7B%7D"
PATHS = (ASK, "/sparql", "/store?default", "/.well-known/void", "/person/nove-alec", "/help",
         "/person/nove-alec.ttl", "/download/turtle.ttl", "/static/site.css")  # fmt: skip


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """Return a server with the usual limits, which the whole graph needs on a busy machine."""
    with serving() as running:
        yield running


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_an_answer_that_the_client_has_is_not_sent_again(server: Server, path: str, method: str):
    first = server.get(path)
    assert first.status == 200
    tag = first.headers["etag"]
    strong = tag.removeprefix("W/")
    for condition in (tag, strong, f'"a,b", {tag}', f'W/"other",{strong}', "*", " * "):
        again = server.get(path, method=method, If_None_Match=condition)
        assert (again.status, again.data, again.headers["etag"]) == (304, b"", tag), condition
        assert again.headers.get("vary") == first.headers.get("vary")
        assert "content-type" not in again.headers


@pytest.mark.parametrize("condition", ['W/"x"', '"x"', '"x", W/"y"', "x", '"*"', ""])
def test_another_answer_is_sent(server: Server, condition: str):
    assert server.get(ASK, JSON, If_None_Match=condition).status == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/sparql?query=ASK%20%7B", 400),
        ("/sparql?query=ASK%20%7B%3Fs%20%3Fp%7D", 400),
        ("/sparql?query=ASK%7B%7D&default-graph-uri=urn:none", 400),
        ("/store", 400),
        ("/store?graph=urn:none", 404),
        ("/person/nobody", 404),
        ("/fact/nothing", 404),
        ("/query/no/such", 404),
        ("/figure/citations.svg?width=1mm", 400),
        ("/id/person/nobody", 404),
    ],
)
@pytest.mark.parametrize("header", ["If_None_Match", "If_Match"])
def test_an_error_is_an_error_whatever_the_condition(
    server: Server, path: str, status: int, header: str
):
    assert server.get(path, **{header: "*"}).status == status
    assert server.get(path, **{header: '"x"'}).status == status


@pytest.mark.parametrize("path", PATHS)
def test_if_match_needs_a_strong_tag_which_no_answer_has(server: Server, path: str):
    tag = server.get(path).headers["etag"]
    assert tag.startswith('W/"')
    assert server.get(path, If_Match="*").status == 200
    for condition in ('"x"', 'W/"x"', tag, tag.removeprefix("W/")):
        assert server.get(path, If_Match=condition).status == 412
        assert server.get(path, If_Match=condition, If_None_Match=tag).status == 412


def test_what_is_posted_has_no_tag(server: Server):
    ask = {"accept": JSON, "Content_Type": DIRECT}
    assert server.send("POST", "/sparql", b"ASK {}", **ask, If_None_Match='"x"').status == 200
    assert server.send("POST", "/sparql", b"ASK {}", **ask, If_Match="*").status == 200
    assert server.send("POST", "/sparql", b"ASK {}", **ask, If_Match='"x"').status == 412
    assert server.send("POST", "/sparql", b"ASK {}", **ask, If_None_Match="*").status == 412
    assert server.send("POST", "/sparql", b"ASK {", **ask, If_None_Match="*").status == 400


def test_conditions_on_a_date_are_ignored_where_no_answer_has_one(server: Server):
    past = "Thu, 01 Jan 1970 00:00:00 GMT"
    found = server.get(ASK, If_Modified_Since=past, If_Unmodified_Since=past)
    assert found.status == 200


def test_a_redirection_has_no_condition(server: Server):
    assert server.get("/id/person/nove-alec", If_None_Match="*").status == 303
