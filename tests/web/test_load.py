"""Many readers, readers who leave, long addresses: pages are made once, and nothing piles up."""

import gzip
import socket
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.serving import HTML, Server

GET = "GET {} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n\r\n"


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_five_hundred_readers_of_the_largest_page_are_answered(server: Server, encoding: str):
    def read(_: int) -> int:
        return server.get("/lineage", HTML, Accept_Encoding=encoding).status

    with ThreadPoolExecutor(500) as readers:
        assert Counter(readers.map(read, range(500))) == {200: 500}


@pytest.mark.parametrize("path", ["/", "/lineage", "/person/nove-alec", "/download/turtle.ttl"])
@pytest.mark.parametrize(("accepted", "packed"), [
    ("gzip", True), ("br, gzip;q=0.5", True), ("*", True), ("x-gzip", True), ("gzip;q=1.", True),
    ("", False), ("identity", False), ("gzip;q=0", False), ("gzip;q=0, *", False), ("br", False),
])  # fmt: skip
def test_texts_are_sent_packed_to_who_takes_them_so(
    server: Server, path: str, accepted: str, packed: bool
):
    found = server.get(path, HTML, Accept_Encoding=accepted)
    assert (found.headers.get("content-encoding") == "gzip") == packed
    assert "Accept-Encoding" in found.headers["vary"]
    plain = server.get(path, HTML, Accept_Encoding="identity")
    assert (gzip.decompress(found.data) if packed else found.data) == plain.data
    tag = found.headers["etag"]
    again = server.get(path, HTML, Accept_Encoding=accepted, If_None_Match=tag)
    assert (again.status, "Accept-Encoding" in again.headers["vary"]) == (304, True)


def test_readers_who_leave_keep_nobody_waiting_and_leave_no_trace(server: Server):
    before = server.log_text()
    for number in range(300):
        with socket.create_connection(("127.0.0.1", server.port)) as line:
            line.sendall(GET.format(f"/person/nove-alec?left={number}").encode())
    assert server.get("/person/nove-alec?stayed", HTML).status == 200
    assert server.log_text() == before


def test_a_client_that_leaves_in_an_upload_is_no_fault(server: Server):
    before = server.log_text()
    with socket.create_connection(("127.0.0.1", server.port)) as line:
        line.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n"
            b"Content-Type: application/sparql-query\r\n\r\nASK {"
        )
    assert server.ask("ASK {}").status == 200
    assert server.log_text() == before


@pytest.mark.skipif(not Path("/proc/self/statm").is_file(), reason="memory is read from /proc")
@pytest.mark.parametrize("path", ["/person/{}", "/id/person/{}", "/help?{}", "/search?q={}"])
def test_long_addresses_do_not_stay_in_memory(server: Server, path: str):
    def ask(number: int) -> None:
        server.get(path.format(str(number).ljust(60_000, "x")))

    for number in range(-200, 0):  # until each thread has what it needs
        ask(number)
    before = _memory(server)
    for number in range(500):
        ask(number)
    assert _memory(server) < before + 10_000_000, "the addresses have 30 million letters"


def _memory(server: Server) -> int:
    """Return the bytes of memory that the server uses, without its workers."""
    statm = Path(f"/proc/{server.process.pid}/statm").read_text("ascii")
    return int(statm.split()[1]) * 4096
