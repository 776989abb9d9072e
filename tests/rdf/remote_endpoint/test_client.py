"""A distant endpoint: what is sent, what is trusted, and one clear line for each fault."""

import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from stakhgraph.errors import Failure, ParseError, QuerySyntaxError, UsageError
from stakhgraph.rdf.remote_endpoint import request
from stakhgraph.rdf.remote_endpoint.client import RemoteStore
from stakhgraph.rdf.terms import Iri, Literal
from tests.endpoint import Reply, free_port, scripted

SELECT = "SELECT ?x { ?s ?p ?x }"
ROW = {"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "literal", "value": "1"}}]}}
JSON = {"Content-Type": "application/sparql-results+json"}
GOOD = Reply(body=json.dumps(ROW).encode(), headers=JSON)
BUSY = Reply(503, b"later", {"Retry-After": "1"})


@pytest.fixture(autouse=True)
def no_credentials(monkeypatch, tmp_path):
    """Hide the credentials of whoever runs the tests."""
    for name in ("TOKEN", "USER", "PASSWORD"):
        monkeypatch.delenv(f"STAKHGRAPH_ENDPOINT_{name}", raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))


def test_a_short_query_is_sent_in_the_address():
    with scripted(GOOD) as server:
        assert RemoteStore(f"{server.url}?key=1").select(SELECT).rows == ((Literal("1"),),)
    ((method, path, headers, _),) = server.heard
    assert method == "GET"
    assert parse_qs(urlsplit(path).query) == {"key": ["1"], "query": [SELECT]}
    assert headers["Accept"].startswith("application/sparql-results+json")


def test_a_long_query_is_posted():
    long = SELECT + "#" * request.LONGEST_GET
    with scripted(GOOD) as server:
        RemoteStore(server.url).select(long)
    ((method, _, _, body),) = server.heard
    assert (method, parse_qs(body)["query"]) == ("POST", [long])


@pytest.mark.parametrize("status", [405, 414])
def test_a_query_is_posted_if_the_server_refuses_it_in_the_address(status):
    with scripted(Reply(status), GOOD) as server:
        assert len(RemoteStore(server.url).select(SELECT)) == 1
    assert [method for method, *_ in server.heard] == ["GET", "POST"]


def test_a_busy_server_is_asked_again_after_the_time_that_it_names():
    waits = []
    with scripted(BUSY, GOOD) as server:
        RemoteStore(server.url, pause=waits.append).select(SELECT)
    assert waits == [1.0]


FAULTS = [
    (Reply(404), "has no such address"),
    (Reply(401), "requires a user name and a password"),
    (Reply(403), "does not admit this user"),
    (Reply(429, headers={"Retry-After": "120"}), "It asks to wait 120 seconds"),
    (BUSY, "is too busy to answer: later"),
    (Reply(500, b"out\nof disk"), "fails with status 500: out of disk"),
    (Reply(200, b"<!doctype html>", {"Content-Type": "text/html"}), "with a web page instead"),
    (Reply(200, GOOD.body[:-5], JSON), "breaks off"),
    (Reply(200, GOOD.body, JSON, length=len(GOOD.body) + 9), "breaks off its answer"),
    (Reply(200, b"oops", JSON), "is not JSON"),
    (Reply(200, b"[]", JSON), "JSON that is not a SPARQL result"),
    (Reply(200, GOOD.body, {**JSON, "X-SPARQL-MaxRows": "1"}), "cuts answers at 1 rows"),
    (Reply(302, headers={"Location": "http://127.0.0.1:1/"}), "redirects to http://127.0.0.1:1/"),
    (Reply(200, GOOD.body, JSON, delay=1.0), "did not answer within 0.5 seconds"),
]


@pytest.mark.parametrize(("reply", "message"), FAULTS, ids=[message for _, message in FAULTS])
def test_a_fault_of_the_server_gets_one_clear_line(reply, message):
    with scripted(reply) as server, pytest.raises(Failure) as caught:
        RemoteStore(server.url, timeout=0.5, pause=lambda _: None).select(SELECT)
    assert message in str(caught.value)
    assert server.url in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_server_that_is_down_is_a_failure():
    with pytest.raises(Failure, match="does not answer: connection refused"):
        RemoteStore(f"http://127.0.0.1:{free_port()}/").select(SELECT)


def test_a_query_that_the_server_refuses_is_a_syntax_error():
    with (
        scripted(Reply(400, b"line 1: what?")) as server,
        pytest.raises(QuerySyntaxError) as caught,
    ):
        RemoteStore(server.url).select(SELECT)
    assert "refuses the query: line 1: what?" in str(caught.value)


@pytest.mark.parametrize("text", ["INSERT DATA { <a:a> <a:a> 1 }", "SELECT * { SERVICE <a:b> {} }"])
def test_a_query_that_is_refused_here_is_never_sent(text):
    with scripted(GOOD) as server, pytest.raises(QuerySyntaxError):
        RemoteStore(server.url).select(text)
    assert server.heard == []


def test_a_redirect_is_followed_if_allowed():
    with scripted(GOOD) as there, scripted(Reply(307, headers={"Location": there.url})) as here:
        assert len(RemoteStore(here.url, redirects=True).select(SELECT)) == 1
    assert len(there.heard) == 1


def test_a_redirect_to_another_scheme_is_refused():
    moved = Reply(302, headers={"Location": "file:///etc/passwd"})
    with scripted(moved) as server, pytest.raises(UsageError, match="not the address"):
        RemoteStore(server.url, redirects=True).select(SELECT)


def test_endless_redirects_are_a_failure():
    round_trip = Reply(302, headers={"Location": "/sparql"})
    with scripted(round_trip) as server, pytest.raises(Failure, match="status 302"):
        RemoteStore(server.url, redirects=True).select(SELECT)
    assert len(server.heard) == 6


def test_a_name_and_password_come_from_the_environment(monkeypatch):
    monkeypatch.setenv("STAKHGRAPH_ENDPOINT_USER", "nove")
    monkeypatch.setenv("STAKHGRAPH_ENDPOINT_PASSWORD", "alec")
    with scripted(GOOD) as server:
        RemoteStore(server.url).select(SELECT)
    assert server.heard[0][2]["Authorization"] == "Basic bm92ZTphbGVj"


def test_a_name_and_password_come_from_netrc(tmp_path):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login nove password alec\n")
    netrc.chmod(0o600)
    with scripted(GOOD) as server:
        RemoteStore(server.url).select(SELECT)
    assert server.heard[0][2]["Authorization"] == "Basic bm92ZTphbGVj"


def test_credentials_are_not_sent_after_a_redirect(monkeypatch):
    monkeypatch.setenv("STAKHGRAPH_ENDPOINT_TOKEN", "secret")
    elsewhere = "http://localhost:{}/"
    with scripted(GOOD) as there:
        moved = elsewhere.format(urlsplit(there.url).port)
        with scripted(Reply(302, headers={"Location": moved})) as here:
            RemoteStore(here.url, redirects=True).select(SELECT)
    assert "Authorization" in here.heard[0][2]
    assert "Authorization" not in there.heard[0][2]


@pytest.mark.parametrize(
    "url", ["", "example.org", "file:///etc/passwd", "http://", "http://a b/", "http://x:y/"]
)
def test_an_ill_formed_address_is_refused(url):
    with pytest.raises(UsageError, match="begins with http"):
        RemoteStore(url)


def test_an_address_with_a_password_is_refused():
    with pytest.raises(UsageError, match="must not contain a password") as caught:
        RemoteStore("http://nove:alec@example.org/")
    assert "alec" not in str(caught.value)


def test_an_answer_that_is_too_long_is_a_failure(monkeypatch):
    monkeypatch.setattr(request, "LONGEST", 10)
    with scripted(GOOD) as server, pytest.raises(Failure, match="sends more than"):
        RemoteStore(server.url).select(SELECT)


def test_a_graph_is_parsed_in_the_format_that_the_server_chose():
    turtle = Reply(200, b"<x:s> <x:p> <x:o> .", {"Content-Type": "text/turtle; charset=utf-8"})
    with scripted(turtle) as server:
        found = RemoteStore(server.url).construct("CONSTRUCT WHERE { ?s ?p ?o }")
    assert found == [(Iri("x:s"), Iri("x:p"), Iri("x:o"))]
    assert "application/n-triples" in server.heard[0][2]["Accept"]


def test_a_graph_that_breaks_off_is_an_error():
    cut = Reply(200, b"<x:s> <x:p> <x:", {"Content-Type": "text/turtle"})
    with scripted(cut) as server, pytest.raises(ParseError):
        RemoteStore(server.url).construct("CONSTRUCT WHERE { ?s ?p ?o }")


def test_a_query_leaves_no_file_behind(tmp_path: Path):
    with scripted(Reply(200, b'{"head":{},"boolean":true}', JSON)) as server:
        assert RemoteStore(server.url).ask("ASK {}")
    assert list(tmp_path.iterdir()) == []
