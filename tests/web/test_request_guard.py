"""What holds for every request: only this machine is answered, and errors show an id."""

import socket
from pathlib import Path

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


def test_an_error_has_an_id_and_shows_no_trace(server: Server):
    found = server.get("/figure/lineage-nothing.svg", HTML)
    assert found.status in (400, 404)
    assert found.headers["x-request-id"]
    assert str(ROOT) not in found.text and "Traceback" not in found.text
