"""Methods: OPTIONS on every resource, and 405 with what is allowed."""

import pytest

from tests.serving import Server

READ = "GET, HEAD, OPTIONS"
PATHS = [
    ("/", READ),
    ("/sparql", "GET, HEAD, POST, OPTIONS"),
    ("/store?default", READ),
    ("/.well-known/void", READ),
    ("/id/person/nove-alec", READ),
    ("/ns", READ),
    ("/person/nove-alec", READ),
    ("/person/nove-alec.ttl", READ),
    ("/query/lineage/series.csv", READ),
    ("/download/turtle.ttl", READ),
    ("/figure/citations.svg", READ),
    ("/static/site.css", READ),
    ("/help", READ),
]


@pytest.mark.parametrize(("path", "allowed"), PATHS)
def test_options_says_what_is_allowed(server: Server, path: str, allowed: str):
    found = server.get(path, method="OPTIONS", Origin="https://example.org")
    assert (found.status, found.data, found.headers["allow"]) == (204, b"", allowed)


@pytest.mark.parametrize(("path", "allowed"), PATHS)
@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "FROB"])
def test_another_method_is_refused_with_what_is_allowed(
    server: Server, path: str, allowed: str, method: str
):
    found = server.send(method, path, b"")
    assert (found.status, found.headers["allow"]) == (405, allowed)
    assert found.text == f"{method} is not answered here; {allowed} are.\n"


@pytest.mark.parametrize("path", [path for path, _ in PATHS])
def test_head_says_the_same_as_get_without_a_body(server: Server, path: str):
    head, get = server.get(path, method="HEAD"), server.get(path)
    assert (head.status, head.data) == (get.status, b"")
    for name in ("content-type", "content-length", "etag", "vary", "location"):
        assert head.headers.get(name) == get.headers.get(name)


def test_a_packed_body_is_refused(server: Server):
    headers = {"Content_Type": "application/sparql-query", "Content_Encoding": "gzip"}
    found = server.send("POST", "/sparql", b"\x1f\x8b", **headers)
    assert (found.status, found.headers["accept-encoding"]) == (415, "identity")


def test_a_body_of_another_type_is_refused_with_those_that_are_read(server: Server):
    found = server.post("/sparql", "{}", "application/json")
    assert found.status == 415
    assert found.headers["accept-post"].split(", ") == [
        "application/x-www-form-urlencoded",
        "application/sparql-query",
    ]
