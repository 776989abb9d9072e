"""A distant endpoint: what is sent, what is trusted, and one clear line for each fault."""

import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from stakhgraph.errors import Failure, ParseError, QuerySyntaxError, StakhError, UsageError
from stakhgraph.rdf.answers import answer
from stakhgraph.rdf.grammar import is_blank_label
from stakhgraph.rdf.oxigraph.store import OxigraphStore
from stakhgraph.rdf.remote_endpoint import request
from stakhgraph.rdf.remote_endpoint.client import RemoteStore
from stakhgraph.rdf.tables import Table
from stakhgraph.rdf.terms import Blank, Iri, Literal
from tests.endpoint import Reply, free_port, scripted, speaking

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


def test_the_time_to_wait_may_be_a_date():
    clock = {"Date": "Fri, 30 Aug 1935 23:59:30 GMT"}
    later = Reply(503, b"later", {**clock, "Retry-After": "Sat, 31 Aug 1935 00:00:00 GMT"})
    waits = []
    with scripted(later, GOOD) as server:
        RemoteStore(server.url, pause=waits.append).select(SELECT)
    assert waits == [30.0]


def test_a_server_that_asks_for_more_time_than_there_is_is_not_waited_for():
    far = Reply(503, b"", {"Retry-After": "Fri, 31 Dec 9999 23:59:59 GMT"})
    waits = []
    with scripted(far) as server, pytest.raises(Failure, match="It asks to wait [0-9,]+ seconds"):
        RemoteStore(server.url, pause=waits.append).select(SELECT)
    assert (waits, len(server.heard)) == ([], 1)


@pytest.mark.parametrize("said", ["soon", "-5", "", "1.5", "31 Foo 1935", "1_0", "٣"])
def test_a_time_that_is_not_understood_is_no_reason_not_to_ask_again(said: str):
    waits = []
    with scripted(
        Reply(503, b"", {"Retry-After": said.encode().decode("latin-1")}), GOOD
    ) as server:
        RemoteStore(server.url, pause=waits.append).select(SELECT)
    assert waits == [1.0]  # as without the header


def cell(term: bytes) -> Reply:
    """Return the answer with one cell, whose term has these keys and values."""
    row = b'{"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {%b}}]}}'
    return Reply(200, row % term, JSON)


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
    (cell(b'"type": "uri", "value": {}'), "JSON that is not a SPARQL result"),
    (cell(b'"type": "literal", "value": 1'), "JSON that is not a SPARQL result"),
    (cell(b'"type": "literal", "value": "1", "datatype": {}'), "JSON that is not a SPARQL result"),
    (cell(b'"type": "literal", "value": "1", "xml:lang": []'), "JSON that is not a SPARQL result"),
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


PARTS = [
    ({"X-SQL-State": "S1TAT", "X-SQL-Message": "time limit"}, "X-SQL-State: S1TAT"),
    ({"Link": '<http://e/?page=2>; rel="next"'}, 'rel="next"'),
    ({"Link": "<http://e/>; rel=describedby, <http://e/?page=2>; rel=next"}, "Link"),
    ({"Content-Range": "items 0-99/200"}, "Content-Range: items 0-99/200"),
    ({"X-Partial-Results": "true"}, "X-Partial-Results: true"),
    ({"X-Results-Truncated": "1"}, "X-Results-Truncated: 1"),
    ({"SD-Error-Code": "QE1PE2"}, "SD-Error-Code: QE1PE2"),
    ({"Warning": '199 - "Incomplete results"'}, "Warning"),
]
TRIPLES = b"<x:s> <x:p> <x:o> .\n"


@pytest.mark.parametrize(("headers", "sign"), PARTS, ids=[sign for _, sign in PARTS])
def test_an_answer_that_is_said_to_be_a_part_is_a_failure(headers: dict[str, str], sign: str):
    graph = Reply(200, TRIPLES, {"Content-Type": "text/turtle", **headers})
    truth = Reply(200, b'{"head":{},"boolean":false}', {**JSON, **headers})
    table = Reply(200, GOOD.body, {**JSON, **headers})
    with scripted(table, truth, graph) as server:
        store = RemoteStore(server.url)
        for ask in (
            lambda: store.select(SELECT),
            lambda: store.ask("ASK {}"),
            lambda: store.construct("DESCRIBE <x:s>"),
        ):
            with pytest.raises(Failure, match="sends only a part of the answer") as caught:
                ask()
            assert sign in str(caught.value)


@pytest.mark.parametrize(
    "headers",
    [
        {"X-SQL-State": "00000"},
        {"Link": '<http://e/>; rel="describedby", <http://e/next>; rel="alternate"'},
        {"X-Partial-Results": "false"},
        {"X-Error-Code": "0"},
        {"X-Query-Timeout": "60"},
        {"Keep-Alive": "timeout=5"},
        {"X-SPARQL-MaxRows": "2"},
        {"X-SPARQL-MaxRows": "many"},
        {"Warning": '110 - "Response is stale"'},
    ],
    ids=str,
)
def test_a_whole_answer_may_have_such_headers(headers: dict[str, str]):
    graph = Reply(200, TRIPLES, {"Content-Type": "text/turtle", **headers})
    with scripted(Reply(200, GOOD.body, {**JSON, **headers}), graph) as server:
        store = RemoteStore(server.url)
        assert len(store.select(SELECT)) == 1
        assert len(store.construct("DESCRIBE <x:s>")) == 1


def test_a_graph_that_is_cut_at_a_number_of_triples_is_a_failure():
    graph = Reply(200, TRIPLES, {"Content-Type": "text/turtle", "X-SPARQL-MaxRows": "1"})
    with scripted(graph) as server, pytest.raises(Failure, match="cuts answers at 1 triples"):
        RemoteStore(server.url).construct("DESCRIBE <x:s>")


def test_a_part_by_its_status_is_a_failure():
    with (
        scripted(Reply(206, GOOD.body, JSON)) as server,
        pytest.raises(Failure, match="only a part of the answer"),
    ):
        RemoteStore(server.url).select(SELECT)


REMARKS = [
    "##  Query cancelled due to timeout during execution   ##\n##  ****  Incomplete results  ****\n",
    "# ERROR: out of memory",
    "\n\n# java.util.concurrent.TimeoutException",
    "#\n# truncated\n#\n",
]


@pytest.mark.parametrize("media", ["text/turtle", "application/n-triples"])
@pytest.mark.parametrize("remark", REMARKS)
def test_a_remark_at_the_end_of_a_graph_is_a_failure(media: str, remark: str):
    cut = Reply(200, TRIPLES + remark.encode(), {"Content-Type": media})
    with scripted(cut) as server, pytest.raises(Failure, match="only a part of the answer"):
        RemoteStore(server.url).construct("DESCRIBE <x:s>")


@pytest.mark.parametrize(
    "text", ["# error codes\n<x:s> <x:p> <x:o> .\n", '<x:s> <x:p> "# error" .', "<x:s> <x:p> <x:o> .\n# done\n"]
)  # fmt: skip
def test_other_remarks_are_not(text: str):
    with scripted(Reply(200, text.encode(), {"Content-Type": "text/turtle"})) as server:
        assert len(RemoteStore(server.url).construct("DESCRIBE <x:s>")) == 1


@pytest.mark.parametrize(
    "more",
    [{"error": "out of memory"}, {"exceptions": ["timeout"]}, {"partial": True}, {"Truncated": 1}],
    ids=str,
)
def test_an_error_beside_the_rows_is_a_failure(more: dict[str, object]):
    inside = {**ROW, "results": {**ROW["results"], **more}}
    for document in ({**ROW, **more}, inside):
        reply = Reply(200, json.dumps(document).encode(), JSON)
        with scripted(reply) as server, pytest.raises(Failure, match="only a part"):
            RemoteStore(server.url).select(SELECT)


def test_text_after_the_rows_is_a_failure():
    torn = GOOD.body[:-3] + b",SPARQL-QUERY: java.util.concurrent.TimeoutException\n\tat x"
    for body in (torn, GOOD.body + b"\nERROR"):
        with scripted(Reply(200, body, JSON)) as server, pytest.raises(Failure, match="breaks off"):
            RemoteStore(server.url).select(SELECT)


def chunked(*trailers: bytes) -> bytes:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n"
    size = f"Transfer-Encoding: chunked\r\n\r\n{len(GOOD.body):x}\r\n".encode()
    return b"".join((head, size, GOOD.body, b"\r\n0\r\n", *trailers, b"\r\n"))


@pytest.mark.parametrize(
    "trailer",
    [b"X-Neptune-Status: 500 TimeLimitExceeded", b"X-Error: out of memory", b"X-SQL-State: S1TAT"],
)
def test_a_trailer_that_says_so_is_a_failure(trailer: bytes):
    with (
        speaking(chunked(trailer + b"\r\n")) as server,
        pytest.raises(Failure, match="only a part"),
    ):
        RemoteStore(server.url).select(SELECT)


def test_other_trailers_are_not():
    with speaking(chunked(b"X-Neptune-Status: 200 OK\r\nServer-Timing: 1\r\n")) as server:
        assert len(RemoteStore(server.url).select(SELECT)) == 1


def test_chunks_without_an_end_are_a_failure():
    with speaking(chunked().removesuffix(b"0\r\n\r\n")) as server, pytest.raises(Failure) as caught:
        RemoteStore(server.url).select(SELECT)
    assert "breaks off its answer" in str(caught.value)


LENGTH = f"Content-Length: {len(GOOD.body)}\r\n\r\n".encode()
STATUS = b"HTTP/1.1 200 OK\r\n"
SLOW = {
    "the status": (b"", STATUS, LENGTH + GOOD.body),
    "the headers": (STATUS, b"X-Slow: " + b"x" * 200, b"\r\n" + LENGTH + GOOD.body),
    "the body": (STATUS + LENGTH, GOOD.body, b""),
    "the chunks": (STATUS + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n{\r\n" * 50, b""),
    "the trailers": (chunked().removesuffix(b"\r\n"), b"X-Slow: " + b"x" * 200, b"\r\n\r\n"),
    "an error": (b"HTTP/1.1 500 No\r\nContent-Length: 200\r\n\r\n", b"x" * 200, b""),
}


@pytest.mark.parametrize("name", SLOW)
def test_a_server_that_sends_byte_by_byte_does_not_get_more_time(name: str):
    with speaking(*SLOW[name]) as server:
        with pytest.raises(Failure, match="within 0.25 seconds"):
            RemoteStore(server.url, timeout=0.25).select(SELECT)
        assert not server.has_ended.is_set()


def test_the_time_is_for_all_tries_and_redirects_together():
    round_trip = Reply(302, headers={"Location": "/sparql"}, delay=0.2)
    with scripted(round_trip) as server, pytest.raises(Failure, match="within 0.5 seconds"):
        RemoteStore(server.url, timeout=0.5, redirects=True).select(SELECT)


def test_graphs_of_the_server_can_be_named():
    text = "SELECT ?x FROM <http://e/g> FROM NAMED <http://e/h> { GRAPH ?g { ?s ?p ?x } }"
    with scripted(GOOD) as server:
        assert len(answer(RemoteStore(server.url), text)) == 1
    assert parse_qs(urlsplit(server.heard[0][1]).query)["query"] == [text]


def test_graphs_named_in_a_query_of_this_process_are_still_refused():
    with pytest.raises(QuerySyntaxError, match="nothing is fetched"):
        answer(OxigraphStore(), "SELECT ?x FROM <http://e/g> { ?s ?p ?x }")


LABELS = ["nodeID://b10049", "b1", "nodeID://b7", "_:x", "a b", "nodeID://b10049"]


def test_labels_that_no_format_can_write_are_replaced_everywhere_alike():
    cells = [{"x": {"type": "bnode", "value": label}} for label in LABELS]
    body = json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": cells}}).encode()
    with scripted(Reply(200, body, JSON)) as server:
        table = RemoteStore(server.url).select(SELECT)
    written = [cell.value for cell in table.column("x") if isinstance(cell, Blank)]
    assert all(map(is_blank_label, written))
    assert written[1] == "b1"
    assert [written.index(one) for one in written] == [LABELS.index(one) for one in LABELS]
    assert table.to_tsv().splitlines()[1:] == [f"_:{one}" for one in written]
    assert Table.of_json(json.loads(table.to_json())) == table
    for one in written:
        assert f"<bnode>{one}</bnode>" in table.to_xml()


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


@pytest.mark.parametrize("token", ["a\r\nX: b", "Σ", "a b", "a\x7f"])
def test_a_token_that_no_header_can_carry_is_refused_and_not_shown(monkeypatch, token: str):
    monkeypatch.setenv("STAKHGRAPH_ENDPOINT_TOKEN", token)
    with scripted(GOOD) as server, pytest.raises(Failure, match="_TOKEN has a space") as caught:
        RemoteStore(server.url).select(SELECT)
    assert token not in str(caught.value)
    assert server.heard == []


@pytest.mark.parametrize("allowed", [False, True])
@pytest.mark.parametrize(
    "address",
    [
        *(
            "http://[::1",
            "http://[::1]evil/",
            "//[",
            "http://e:x/",
            "http://e:99999/",
            "http://e:0/",
        ),
        *(
            "javascript:1",
            "http://a b/",
            "http://e/\x01",
            "http://\xd6\xff..",
        ),
        *("http://a..b/", "http://user:word@localhost/", f"http://{'x' * 300}/", "http://%00/"),
    ],
)
def test_a_redirect_to_no_address_is_an_error_of_one_line(address: str, allowed: bool):
    moved = Reply(302, headers={"Location": address})
    with scripted(moved) as server, pytest.raises(StakhError) as caught:
        RemoteStore(server.url, redirects=allowed, timeout=10).select(SELECT)
    assert len(str(caught.value).splitlines()) == 1
    assert len(server.heard) == 1


def test_an_address_may_have_letters_outside_ascii():
    with scripted(GOOD) as server:
        address = server.url.replace("/sparql", "/Ж%20/é?graph=ü")
        assert len(RemoteStore(address).select(SELECT)) == 1
    assert server.heard[0][1].startswith("/%D0%96%20/%C3%A9?graph=%C3%BC&query=")


@pytest.mark.parametrize("host", ["ж.invalid", "bücher.invalid"])
def test_a_host_with_letters_outside_ascii_is_looked_up(host: str):
    with pytest.raises(Failure, match="does not answer"):
        RemoteStore(f"http://{host}:9/").select(SELECT)


def test_an_answer_nested_without_end_is_a_failure():
    deep = Reply(200, b'{"a":' * 100_000, JSON)
    with scripted(deep) as server, pytest.raises(Failure, match="breaks off"):
        RemoteStore(server.url).select(SELECT)


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
