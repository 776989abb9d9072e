"""The server of the real debate: its pages and its linked data, and what it withstands."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.client import HTTPConnection, IncompleteRead
from pathlib import Path
from urllib.parse import quote

import pytest

from stakhgraph.project import Project
from stakhgraph.rdf.terms import ID, NS
from tests.serving import DIRECT, JSON, ROOT, Server, serving

HTML = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
LINUX = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="memory is limited on Linux only"
)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving("--timeout", "2", "--rows", "20000") as found:
        yield found


# ---- pages


PAGES = [
    "/", "/help", "/about", "/download", "/queries", "/queries?about=labour%20aristocracy", "/fact/",
    "/fact/record-when", "/debate", "/debate?as-of=1966", "/vocab/", "/vocab/Stance", "/search?q=Nove",
    "/what-if", "/what-if?aside=person:siegelbaum-lewis-h", "/sparql",
    "/query/lineage/series", "/query/facts/rival-values?asked=question:record-when",
    "/person/", "/work/", "/assumption/", "/question/", "/source/", "/event/", "/concept/",
    "/person/deutscher-isaac", "/work/trotsky-revolution-betrayed", "/assumption/assumption-3-stratum",
    "/question/record-when", "/source/copeman-testimony", "/event/record-shift",
    "/edition/trotsky-revolution-betrayed-1965", "/stance/conquest-prevent-solidarity",
    "/anchor/002-note-17", "/citation/n1-lenin-pss-5", "/lineage/privileged-caste", "/doc/002",
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_every_kind_of_page_is_there(server: Server, path: str):
    found = server.get(path, HTML)
    assert (found.status, found.media) == (200, "text/html")
    assert found.text.count("<h1") == 1
    assert "default-src 'none'" in found.headers["content-security-policy"]
    assert found.headers["x-content-type-options"] == "nosniff"
    assert re.search(r"<script(?![^>]*(src=|type=\"application/))", found.text) is None
    assert "style=" not in found.text


def test_a_page_names_holder_reporter_and_both_pages(server: Server):
    text = re.sub(
        r"\s+", " ", re.sub(r"<[^>]+>", "", server.get("/person/deutscher-isaac", HTML).text)
    )
    assert (
        "quoted in part, says Lewis H. Siegelbaum; p. 5 n. 17 of 002 Siegelbaum, Introduction"
        in text
    )
    assert "own page: pp. 107–9, 113–14 of Deutscher, Soviet Trade Unions (1950)" in text
    assert "hedge: “almost” (Isaac Deutscher)" in text
    assert "Would hold, as the curators infer; no document says so" in text


def test_every_thing_with_a_list_has_its_page(server: Server):
    listed = [
        path
        for kind in ("person", "assumption", "source", "event", "lineage", "doc")
        for path in re.findall(rf'href="(/{kind}/[^"/]+)"', server.get(f"/{kind}/", HTML).text)
    ]
    assert len(listed) > 70
    with ThreadPoolExecutor(4) as pool:
        assert {
            found.status for found in pool.map(lambda path: server.get(path, HTML), listed)
        } == {200}


def test_no_link_of_the_main_pages_leads_nowhere(server: Server):
    texts = [
        server.get(path, HTML).text
        for path in ("/", "/person/trotsky-leon", "/fact/record-when", "/vocab/Stance", "/download")
    ]
    links = sorted(
        {link for text in texts for link in re.findall(r'(?:href|src)="(/[^"]*)"', text)}
    )
    links = [link for link in links if not link.startswith(("/lineage", "/figure"))]
    assert len(links) > 60
    with ThreadPoolExecutor(4) as pool:
        found = dict(
            zip(
                links,
                pool.map(lambda link: server.get(link.replace("&amp;", "&"), HTML).status, links),
                strict=True,
            )
        )
    assert {link for link, status in found.items() if status != 200} == set()


def test_rival_dates_stand_side_by_side(server: Server):
    text = server.get("/fact/record-when", HTML).text
    assert "1935-08-20" in text and "1935-08-30/1935-08-31" in text
    assert "What only looks like a rival" in text
    assert "Pravda reported the record on 1 September 1935" in text
    assert "none is marked as right" in text


def test_names_are_found_in_any_spelling_and_alphabet(server: Server):
    found = [
        re.findall(
            r'<ul class="things">(.*?)</ul>',
            server.get(f"/search?q={quote(name)}", HTML).text,
            re.DOTALL,
        )
        for name in ("Стаханов", "Stahanov", "stakhanov")
    ]
    assert "Aleksei Stakhanov" in found[0][0]
    assert found[0] == found[1] == found[2]


def test_a_missing_page_offers_what_is_called_like_it(server: Server):
    found = server.get("/person/trotski", HTML)
    assert found.status == 404
    assert "/person/trotsky-leon" in found.text


def test_what_a_request_says_is_text(server: Server):
    nasty = quote("<script>alert(1)</script>\"'")
    for path in (
        f"/search?q={nasty}",
        f"/queries?about={nasty}",
        f"/{nasty}",
        f"/person/{nasty}",
        f"/sparql?query={nasty}",
        f"/what-if?aside={nasty}",
        f"/query/people/positions?who={nasty}",
        f"/debate?as-of={nasty}",
    ):
        assert "<script>alert" not in server.get(path, HTML).text


def test_values_that_will_not_do_are_told_on_the_page(server: Server):
    found = server.get("/query/people/positions?who=Nobody", HTML)
    assert found.status == 400
    assert "Nobody" in found.text and "Traceback" not in found.text
    assert server.get("/debate?as-of=soon", HTML).status == 400


def test_an_answer_of_the_catalogue_in_every_form(server: Server):
    path = "/query/lineage/series"
    assert "Leon Trotsky" in server.get(f"{path}.csv").text
    assert json.loads(server.get(f"{path}.json?asked=privileged-caste").text)["results"]["bindings"]
    assert server.get(f"{path}.xml").media == "application/sparql-results+xml"
    assert server.get(f"{path}.tsv").media == "text/tab-separated-values"


def test_figures_in_three_forms(server: Server):
    assert server.get("/figure/lineage-privileged-caste.svg?width=85mm").text.startswith("<svg")
    assert server.get("/figure/lineage-privileged-caste.pdf").data.startswith(b"%PDF")
    assert server.get("/figure/lineage-privileged-caste.png").data.startswith(b"\x89PNG")
    assert server.get("/figure/nothing.svg").status in (400, 404)
    assert server.get("/figure/citations.svg?width=1mm").status == 400


def test_every_export_can_be_had(server: Server):
    from stakhgraph.exports import formats

    for form in formats.FORMATS.values():
        found = server.get(f"/download/{form.name}{form.suffix}")
        assert (found.status, len(found.data) > 1000) == (200, True), form.name


# ---- linked data


def test_an_iri_sends_on_by_what_is_accepted(server: Server):
    for accept, path in (
        (HTML, "/person/deutscher-isaac"),
        ("text/turtle", "/person/deutscher-isaac.ttl"),
        ("application/ld+json", "/person/deutscher-isaac.jsonld"),
        ("application/n-triples", "/person/deutscher-isaac.nt"),
        ("application/json", "/person/deutscher-isaac.json"),
    ):
        found = server.get("/id/person/deutscher-isaac", accept)
        assert (found.status, found.headers["location"], found.headers["vary"]) == (
            303,
            path,
            "Accept",
        )


def test_an_iri_tells_what_there_is_when_nothing_is_acceptable(server: Server):
    found = server.get("/id/person/deutscher-isaac", "image/png")
    assert found.status == 406
    assert "text/turtle" in found.text
    assert server.get("/id/person/nobody", "text/turtle").status == 404
    assert server.get("/ns", "text/turtle").headers["location"] == "/download/ontology.ttl"


def test_every_document_says_the_same(server: Server):
    from rdflib import Graph
    from rdflib.compare import isomorphic

    path = "/prop/conquest-prevent-solidarity"
    graphs = [
        Graph().parse(data=server.get(f"{path}.{end}").text, format=form)
        for end, form in (("ttl", "turtle"), ("nt", "nt"), ("jsonld", "json-ld"))
    ]
    assert len(graphs[0]) > 5
    assert isomorphic(graphs[0], graphs[1]) and isomorphic(graphs[0], graphs[2])
    links = server.get(f"{path}.ttl").headers["link"]
    assert 'rel="describes"' in links and 'type="text/html"' in links


def test_every_subject_of_the_graph_and_the_ontology_can_be_looked_up(server: Server):
    places = sorted(Project.find(ROOT).sources.places)
    things = [
        iri.removeprefix("https://w3id.org/stakhgraph") for iri in places if iri.startswith(ID)
    ]
    terms = [f"/vocab/{iri.removeprefix(NS)}" for iri in places if iri.startswith(NS)]
    assert (len(things) > 1000, len(terms) > 150) == (True, True)
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda path: server.get(path, "text/turtle").status, things)) == {303}
        assert set(pool.map(lambda path: server.get(path, HTML).status, terms)) == {200}


def test_pages_of_works_can_be_picked_up_by_reference_managers(server: Server):
    text = server.get("/work/trotsky-revolution-betrayed", HTML).text
    told = re.search(r'<script type="application/ld\+json">(.*?)</script>', text)
    assert told is not None
    found = json.loads(told[1])
    assert (found["@type"], found["name"], found["author"][0]["familyName"]) == (
        "Book",
        "The Revolution Betrayed",
        "Trotsky",
    )
    assert '<meta name="citation_title" content="The Revolution Betrayed">' in text


def test_an_unchanged_page_is_not_sent_again(server: Server):
    tag = server.get("/person/nove-alec", HTML).headers["etag"]
    again = server.send("GET", "/person/nove-alec", b"", HTML, If_None_Match=tag)
    assert (again.status, again.data) == (304, b"")
    head = server.get("/person/nove-alec", HTML, "HEAD")
    assert (head.status, head.data, int(head.headers["content-length"]) > 1000) == (200, b"", True)


# ---- what it withstands

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
    "a property path": "ASK { ?s " + "/".join(["<a:b>"] * 5000) + " ?o }",
    "a cross product": ENDLESS,
    "backtracking": "ASK { ?s ?p ?o FILTER(REGEX(CONCAT(STR(?o), 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'), '^(a|aa|a?a?)+$')) FILTER(false) }",
    "a million prefixes": "PREFIX a: <a:> " * 60_000 + "ASK {}",
    "escapes": "ASK { ?s ?p \\u007B }",
    "surrogates": 'ASK { ?s ?p "\\uD800" }',
    "nothing but blanks": " " * 900_000,
    "NUL": 'ASK { ?s ?p "\0" }',
}


@pytest.mark.parametrize("name", ATTACKS)
def test_the_server_answers_on_after(server: Server, name: str):
    began = time.monotonic()
    found = server.post("/sparql", ATTACKS[name], DIRECT, JSON)
    assert time.monotonic() - began < 8
    assert found.status in (200, 400, 413, 500, 504)
    assert "Traceback" not in found.text
    assert server.ask("ASK {}").status == 200


@LINUX
def test_a_query_that_takes_all_memory_hurts_nobody(server: Server):
    found = server.post("/sparql", DOUBLING, DIRECT, JSON)
    assert found.status in (500, 504)
    assert server.ask("ASK {}").status == 200


def test_the_limits_are_told(server: Server):
    found = server.post("/sparql", ENDLESS, DIRECT, JSON)
    assert (found.status, "2 seconds" in found.text) == (504, True)
    assert server.post("/sparql", "x" * 1_000_001, DIRECT).status == 413
    assert "20,000 rows" in server.get("/sparql", HTML).text


def test_others_are_answered_while_some_ask_too_much(server: Server):
    with ThreadPoolExecutor(8) as pool:
        heavy = [pool.submit(server.post, "/sparql", ENDLESS, DIRECT, JSON) for _ in range(3)]
        time.sleep(0.3)
        times = []
        for path in ("/", "/person/nove-alec", "/query/lineage/series") * 4:
            began = time.monotonic()
            assert server.get(path, HTML).status == 200
            times.append(time.monotonic() - began)
        assert server.ask("ASK {}").status == 200
        assert {one.result().status for one in heavy} == {504}
    assert max(times) < 8


def test_work_stops_when_the_client_leaves(server: Server):
    line = HTTPConnection("127.0.0.1", server.port, timeout=5)
    line.request("POST", "/sparql", ENDLESS, {"Content-Type": DIRECT, "Accept": JSON})
    time.sleep(0.3)
    line.close()
    time.sleep(0.5)
    assert _busy(server.process.pid) < 0.5


def _busy(pid: int) -> float:
    """Give how many cores the children of a process use."""

    def ticks() -> float:
        return sum(
            sum(map(int, Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()[11:13]))
            for one in _children(pid)
        )

    before, began = ticks(), time.monotonic()
    time.sleep(0.5)
    return (ticks() - before) / os.sysconf("SC_CLK_TCK") / (time.monotonic() - began)


def test_who_does_not_end_or_does_not_read_is_left_and_in_nobodys_way(server: Server):
    """Half a head, half a body, and an answer that nobody reads; all at once, for they take time."""
    deaf = _asked_for_much(server)
    head, body = _connected(server), [_connected(server) for _ in range(20)]
    head.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
    for line in body:
        line.sendall(_POST + b"Content-Length: 100\r\n\r\nASK")
    for _ in range(3):
        assert server.ask("ASK {}").status == 200
        assert server.get("/help", HTML).status == 200
        time.sleep(6)
    assert head.recv(100) == b""
    assert b" 408 " in body[0].recv(4096)
    got = _all_of(deaf)
    length = int(re.search(rb"(?i)content-length: (\d+)", got)[1])  # type: ignore[index]
    assert 0 < len(got.partition(b"\r\n\r\n")[2]) < length
    for line in (head, deaf, *body):
        line.close()


def _asked_for_much(server: Server) -> socket.socket:
    """Ask for seven megabytes, and read nothing of them."""
    rows = " ".join(map(str, range(12_000)))
    text = f"SELECT * {{ VALUES ?x {{ {rows} }} BIND('{'x' * 500}' AS ?y) }}"
    for _ in range(5):  # a busy machine may take longer than a query may
        line = _connected(server)
        line.sendall(_POST + f"Content-Length: {len(text)}\r\n\r\n{text}".encode())
        if line.recv(12, socket.MSG_PEEK).endswith(b"200"):
            return line
        line.close()
    raise AssertionError("the machine is too busy")


_POST = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"


def _connected(server: Server) -> socket.socket:
    """Give a connection that takes little at once."""
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    line.settimeout(30)
    line.connect(("127.0.0.1", server.port))
    return line


def _all_of(line: socket.socket) -> bytes:
    got = b""
    with suppress(ConnectionResetError):
        while piece := line.recv(65536):
            got += piece
    return got


def test_a_worker_that_is_killed_is_replaced(server: Server):
    children = _children(server.process.pid)
    assert len(children) >= 4
    for child in children:
        os.kill(int(child), signal.SIGKILL)
    time.sleep(0.5)
    assert {server.ask("ASK {}").status for _ in range(8)} == {200}
    assert {server.get("/person/nove-alec", HTML).status for _ in range(4)} == {200}


def test_a_head_and_an_address_have_an_end(server: Server):
    assert server.get("/help", HTML, X_Long="x" * 60_000).status == 200
    for path, header in (("/help", "x" * 200_000), (f"/search?q={'x' * 200_000}", "")):
        with suppress(ConnectionError):  # closed before all was sent
            assert server.get(path, HTML, X_Long=header).status in (400, 414, 431)
    assert server.get("/help", HTML).status == 200


def test_drawing_hard_hurts_nobody(server: Server):
    with ThreadPoolExecutor(6) as pool:
        drawn = [
            pool.submit(server.get, f"/figure/decades.svg?width={width}mm")
            for width in range(180, 186)
        ]
        time.sleep(0.2)
        assert {server.get("/help", HTML).status for _ in range(5)} == {200}
        assert {one.result().status for one in drawn} <= {200, 503}


def test_only_this_machine_is_answered(server: Server):
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")
        assert b" 421 " in line.recv(4096)
    listening = Path("/proc/net/tcp")
    if listening.exists():
        port = f"{server.port:04X}"
        addresses = [
            row.split()[1]
            for row in listening.read_text().splitlines()[1:]
            if row.split()[3] == "0A"
        ]
        assert [one for one in addresses if one.endswith(f":{port}")] == [f"0100007F:{port}"]


@pytest.mark.parametrize(
    "path",
    [
        "/static/../server.py",
        "/static/%2e%2e%2fserver.py",
        "/assets/..%2Fserver.py",
        "/static/",
        "/download/../../etc/passwd",
        "/figure/..%2F..%2Fx.svg",
    ],
)
def test_a_path_leads_out_of_nothing(server: Server, path: str):
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as line:
        line.sendall(
            f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()
        )
        got = line.recv(65536)
    assert re.match(rb"HTTP/1.1 (404|400)", got)
    assert b"import" not in got


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_cleanly_and_starts_again_at_once(stop: signal.Signals):
    with serving() as server:
        server.get("/", HTML)
        children = _children(server.process.pid)
        server.process.send_signal(stop)
        assert server.process.wait(timeout=10) in (0, 130)
        assert "Traceback" not in server.told()
        assert not any(Path(f"/proc/{child}").exists() for child in children)
        port = server.port
    command = [sys.executable, "-m", "stakhgraph", "serve", "--port", str(port), "--no-open"]
    again = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert again.stdout is not None
    assert str(port) in again.stdout.readline()
    again.terminate()
    again.wait(timeout=10)
    again.stdout.close()


def test_a_port_in_use_is_told_with_the_option(server: Server):
    command = [sys.executable, "-m", "stakhgraph", "serve", "--port", str(server.port), "--no-open"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=30)
    assert run.returncode == 2
    assert f"port {server.port}" in run.stderr and "--port" in run.stderr
    assert run.stderr.count("\n") == 1


def test_nothing_that_a_request_names_is_fetched(server: Server):
    with socket.create_server(("127.0.0.1", 0)) as ear:
        ear.settimeout(1)
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
        with pytest.raises(TimeoutError):
            ear.accept()


def test_a_server_that_is_killed_leaves_no_process_and_no_change():
    graph = {path: path.read_bytes() for path in (ROOT / "graph").iterdir() if path.is_file()}
    with serving() as server:
        server.get("/", HTML)
        children = _children(server.process.pid)
        server.process.kill()
        server.process.wait(timeout=10)
        until = time.monotonic() + 10
        while any(Path(f"/proc/{child}").exists() for child in children):
            assert time.monotonic() < until
            time.sleep(0.1)
    assert graph == {path: path.read_bytes() for path in graph}


def _children(pid: int) -> list[str]:
    found = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False)
    return found.stdout.split()


def test_no_file_of_the_project_changes(server: Server):
    rooms = [ROOT / room for room in ("graph", "ontology", "queries")]
    state = {
        path: path.stat().st_mtime_ns
        for room in rooms
        for path in room.rglob("*")
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
        for room in rooms
        for path in room.rglob("*")
        if path.is_file()
    }


def test_an_error_shows_a_name_and_no_trace(server: Server):
    found = server.get("/figure/lineage-nothing.svg", HTML)
    assert found.status in (400, 404)
    assert found.headers["x-request-id"]
    assert str(ROOT) not in found.text and "Traceback" not in found.text


# ---- another debate


def test_another_debate_is_told_nothing_of_this_one(tmp_path: Path):
    for room in ("ontology", "queries"):
        shutil.copytree(ROOT / room, tmp_path / room)
    shutil.copytree(ROOT / "tests" / "mini" / "graph", tmp_path / "graph")
    with serving("--project", str(tmp_path)) as server:
        for path in ("/", "/lineage", "/assumption/", "/work/", "/fact/", "/debate", "/what-if"):
            found = server.get(path, HTML)
            assert found.status == 200
            assert "Siegelbaum finds" not in found.text
            assert "labour campaign" not in found.text


# ---- files


def test_files_with_named_graphs_are_served(tmp_path: Path):
    (tmp_path / "a.trig").write_text(
        "<http://e/g> { <http://e/a> a <http://e/C> }", encoding="utf-8"
    )
    (tmp_path / "b.ttl").write_text("<http://e/b> a <http://e/D> .", encoding="utf-8")
    with serving(str(tmp_path / "a.trig"), str(tmp_path / "b.ttl")) as server:
        text = server.get("/", HTML).text
        assert "http://e/g" in text and "http://e/D" in text
        assert json.loads(server.ask("ASK { GRAPH <http://e/g> { ?s a <http://e/C> } }").text)[
            "boolean"
        ]
        page = server.get("/resource?iri=http%3A%2F%2Fe%2Fa", HTML)
        assert (page.status, "http://e/C" in page.text) == (200, True)
        assert (
            server.get("/resource?iri=javascript:alert(1)", HTML).text.count('href="javascript:')
            == 0
        )
        assert server.get("/person/", HTML).status == 404


ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 11))
BOMB = f'<!DOCTYPE x [<!ENTITY e0 "aaaaaaaaaa">{ENTITIES}]><x>&e10;</x>'


@pytest.mark.parametrize(("name", "text", "told", "code"), [
    ("broken.ttl", "<http://e/a> a", "broken.ttl:1", 3),
    ("odd.xyz", "x", "ends in '.xyz'", 2),
    ("missing.ttl", None, "no such file", 3),
    ("two.ttl", "<http://e/a> a <http://e/\0> .", "two.ttl", 3),
    ("bomb.rdf", BOMB, "bomb.rdf", 3),
    ("wide.ttl", "\ufeff".encode("utf-16").decode("latin-1"), "wide.ttl", 3),
    ("deep.jsonld", '{"@id": "a:a", "a:b": ' * 20_000 + "1" + "}" * 20_000, "deep.jsonld", 3),
])  # fmt: skip
def test_files_that_cannot_be_served_are_told_in_one_line(
    tmp_path: Path, name: str, text: str | None, told: str, code: int
):
    if text is not None:
        (tmp_path / name).write_text(text, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "stakhgraph",
        "serve",
        "--port",
        "0",
        "--no-open",
        str(tmp_path / name),
    ]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert (run.returncode, run.stderr.count("\n")) == (code, 1), run.stderr
    assert told in run.stderr or "too deeply nested" in run.stderr


# ---- many at once


def test_two_hundred_readers_at_once_for_a_short_while(server: Server):
    """The long soak of a minute is ``python -m tests.soak``; this one takes five seconds."""
    until = time.monotonic() + 5
    faults: list[object] = []

    def read(seed: int) -> None:
        while time.monotonic() < until:
            try:
                if server.get("/query/lineage/series.json").status != 200:
                    faults.append(seed)
            except (OSError, IncompleteRead) as exc:
                faults.append(exc)
            time.sleep(1)

    threads = [threading.Thread(target=read, args=(seed,)) for seed in range(200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
