"""What the SPARQL endpoint withstands: queries that are too hard, and requests to fetch or change."""

import select
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import pytest

from tests import ROOT
from tests.serving import DIRECT, HTML, JSON, Server, children, serving


@pytest.fixture(scope="module")
def slow_server() -> Iterator[Server]:
    """Return a server that stops no query before ten minutes."""
    with serving("--timeout", "600") as running:
        yield running


LINUX = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="memory is limited on Linux only"
)


ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


DOUBLING = "SELECT ?z { BIND('" + "x" * 1000 + "' AS ?a0) "
DOUBLING += "".join(f"BIND(CONCAT({', '.join([f'?a{i}'] * 8)}) AS ?a{i + 1}) " for i in range(9))
DOUBLING += "BIND(STRLEN(?a9) AS ?z) }"
ATTACKS = {
    "nested brackets": "ASK " + "{" * 5000 + "}" * 5000,
    "nested expressions": "ASK { FILTER(" + "(" * 5000 + "1" + ")" * 5000 + ") }",
    "a chain of sums": "ASK { FILTER(1" + "+1" * 5000 + " = 1) }",
    "a chain of unions": "ASK { {}" + " UNION {}" * 5000 + " }",
    "a chain of negations": "ASK { FILTER(" + "!" * 5000 + "true) }",
    "nested options": "ASK { " + "OPTIONAL { ?s ?p ?o " * 900 + "}" * 900 + " }",
    "nested conditions": "ASK { FILTER(" + "IF(true, " * 900 + "true" + ", false)" * 900 + ") }",
    "nested subqueries": "ASK { " + "{ SELECT * { " * 450 + "} }" * 450 + " }",
    "nested patterns in filters": "ASK { " + "FILTER EXISTS { " * 900 + "}" * 900 + " }",
    "a property path": "ASK { ?s " + "/".join(["<a:b>"] * 5000) + " ?o }",
    "a cross product": ENDLESS,
    "backtracking": "ASK { ?s ?p ?o FILTER(REGEX(CONCAT(STR(?o), 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'), '^(a|aa|a?a?)+$')) FILTER(false) }",
    "a million prefixes": "PREFIX a: <a:> " * 60_000 + "ASK {}",
    "escapes": "ASK { ?s ?p \\u007B }",
    "surrogates": 'ASK { ?s ?p "\\uD800" }',
    "nothing but blanks": " " * 900_000,
    "NUL": 'ASK { ?s ?p "\0" }',
}


@pytest.fixture(scope="module")
def limit(server: Server) -> float:
    """Return the seconds after which this machine, as busy as it is, has stopped a query."""
    began = time.monotonic()
    assert server.post("/sparql", ENDLESS, DIRECT, JSON).status == 504
    return time.monotonic() - began


@pytest.mark.parametrize("name", ATTACKS)
def test_no_query_takes_much_longer_than_the_limit(server: Server, limit: float, name: str):
    began = time.monotonic()
    reply = server.post("/sparql", ATTACKS[name], DIRECT, JSON)
    assert time.monotonic() - began < 5 * limit
    assert reply.status in (200, 400, 413, 500, 504)
    assert "Traceback" not in reply.text
    assert server.ask("ASK {}").status == 200


@LINUX
def test_a_query_that_takes_all_memory_harms_nobody(server: Server):
    assert server.post("/sparql", DOUBLING, DIRECT, JSON).status in (500, 504)
    assert server.ask("ASK {}").status == 200


def test_the_limits_are_named_where_they_are_met(server: Server):
    reply = server.post("/sparql", ENDLESS, DIRECT, JSON)
    assert (reply.status, "2 seconds" in reply.text) == (504, True)
    assert server.post("/sparql", "x" * 1_000_001, DIRECT).status == 413
    assert "20,000 rows" in server.get("/sparql", HTML).text


def test_pages_and_queries_do_not_wait_for_endless_queries(slow_server: Server):
    before = _cpu_ticks(slow_server)
    lines = [_asking(slow_server, ENDLESS) for _ in range(3)]  # of four workers
    try:
        _wait_until(lambda: _cpu_ticks(slow_server) > before + 20)
        for path in ("/", "/person/nove-alec", "/query/lineage/series") * 4:
            assert slow_server.get(path, HTML).status == 200
        assert slow_server.ask("ASK {}").status == 200
        # All of this was answered while none of the endless queries was.
        assert [line for line in lines if _has_answer(line)] == []
    finally:
        for line in lines:
            line.close()


def _asking(server: Server, query: str) -> socket.socket:
    """Return a connection on which a query has been sent."""
    line = socket.create_connection(("127.0.0.1", server.port), timeout=60)
    head = f"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: {DIRECT}\r\n"
    line.sendall(f"{head}Content-Length: {len(query)}\r\n\r\n{query}".encode())
    return line


def _has_answer(line: socket.socket) -> bool:
    return bool(select.select([line], [], [], 0)[0])


def _wait_until(holds: Callable[[], bool]) -> None:
    """Wait for a state; a minute is more than any machine needs."""
    until = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.05)


@LINUX
def test_work_stops_when_the_client_leaves(slow_server: Server):
    before = _cpu_ticks(slow_server)
    line = _asking(slow_server, ENDLESS)
    _wait_until(lambda: _cpu_ticks(slow_server) > before + 20)
    line.close()
    _wait_until(lambda: _is_idle(slow_server))


def _is_idle(server: Server) -> bool:
    """Return whether the workers of a server do nothing for half a second."""
    before = _cpu_ticks(server)
    time.sleep(0.5)
    return _cpu_ticks(server) <= before + 2


def _cpu_ticks(server: Server) -> int:
    """Return the processor time that the workers of a server have used."""
    ticks = 0
    for pid in children(server.process.pid):
        with suppress(FileNotFoundError):  # a worker that was stopped is replaced
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
    return ticks


def test_nothing_that_a_request_names_is_fetched(server: Server):
    with socket.create_server(("127.0.0.1", 0)) as ear:
        ear.setblocking(False)
        there = f"http://127.0.0.1:{ear.getsockname()[1]}/x.ttl"
        for text in (
            f"SELECT * FROM <{there}> {{ ?s ?p ?o }}",
            f"SELECT * FROM NAMED <{there}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
            f"SELECT * {{ SERVICE <{there}> {{ ?s ?p ?o }} }}",
            f"SELECT * {{ SERVICE SILENT <{there}> {{ ?s ?p ?o }} }}",
            f"LOAD <{there}>",
        ):
            assert server.post("/sparql", text, DIRECT, JSON).status == 400
        where = quote(there)
        for path in (
            f"/sparql?query=ASK%7B%7D&default-graph-uri={where}",
            f"/store?graph={where}",
            f"/resource?iri={where}",
            f"/search?q={where}",
        ):
            server.get(path, HTML)
        with pytest.raises(BlockingIOError):  # nobody has connected
            ear.accept()


def test_no_file_of_the_project_changes(server: Server):
    folders = [ROOT / name for name in ("graph", "ontology", "queries")]
    state = {
        path: path.stat().st_mtime_ns
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file()
    }
    for text in (
        "INSERT DATA { <a:a> <a:b> <a:c> }",
        "CLEAR ALL",
        "DROP ALL",
        "LOAD <file:///etc/passwd>",
    ):
        assert server.post("/sparql", text, DIRECT).status == 400
        assert server.post("/sparql", text, "application/sparql-update").status == 403
    assert state == {
        path: path.stat().st_mtime_ns
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file()
    }
