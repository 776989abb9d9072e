"""What holds for every request: only this machine is answered, and errors show an id."""

import socket
from pathlib import Path

import pytest

from tests import ROOT
from tests.serving import HTML, Server


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


HOSTS = {
    "of another": [b"evil.example"],
    "with a user": [b"localhost:80@evil.example"],
    "with more behind brackets": [b"[::1]evil"],
    "with markup": [b'localhost:"><script>'],
    "with a fragment": [b"localhost:80#"],
    "with a path": [b"localhost/help"],
    "with a port that there is not": [b"127.0.0.1:99999"],
    "with a blank": [b"localhost evil.example"],
    "two in one": [b"localhost, evil.example"],
    "empty": [b""],
    "none": [],
    "twice": [b"localhost", b"localhost"],
    "two different ones": [b"localhost", b"evil.example"],
}


@pytest.mark.parametrize("kind", HOSTS)
@pytest.mark.parametrize("path", [b"/", b"/sparql?query=ASK{}", b"/static/site.css"])
def test_a_host_that_is_not_this_one_is_refused_and_not_repeated(
    server: Server, kind: str, path: bytes
):
    hosts = b"".join(b"Host: %b\r\n" % host for host in HOSTS[kind])
    answer = server.raw(b"GET %b HTTP/1.1\r\n%bConnection: close\r\n\r\n" % (path, hosts))
    assert answer.split()[1] in (b"400", b"421")
    assert b"evil" not in answer and b"<script>" not in answer


@pytest.mark.parametrize(
    "target", [b"http://evil.example/", b"http://localhost:80@evil.example/", b"http://[::1]evil/"]
)
def test_the_host_in_a_target_counts_whatever_the_header_says(server: Server, target: bytes):
    answer = server.raw(b"GET %b HTTP/1.1\r\nHost: localhost\r\n\r\n" % target)
    assert answer.split()[1] in (b"400", b"421")
    assert b"evil" not in answer


def test_an_error_has_an_id_and_shows_no_trace(server: Server):
    found = server.get("/figure/lineage-nothing.svg", HTML)
    assert found.status in (400, 404)
    assert found.headers["x-request-id"]
    assert str(ROOT) not in found.text and "Traceback" not in found.text
