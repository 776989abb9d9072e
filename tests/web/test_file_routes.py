"""Figures, exports and the files of the front end over HTTP."""

import re
import socket
from concurrent.futures import ThreadPoolExecutor

import pytest

from stakhgraph.exports import formats
from tests.serving import HTML, Server


def test_figures_in_three_formats(server: Server):
    assert server.get("/figure/lineage-privileged-caste.svg?width=85mm").text.startswith("<svg")
    assert server.get("/figure/lineage-privileged-caste.pdf").data.startswith(b"%PDF")
    assert server.get("/figure/lineage-privileged-caste.png").data.startswith(b"\x89PNG")
    assert server.get("/figure/nothing.svg").status in (400, 404)
    assert server.get("/figure/citations.svg?width=1mm").status == 400


def test_every_export_can_be_downloaded(server: Server):
    for form in formats.FORMATS.values():
        found = server.get(f"/download/{form.name}{form.suffix}")
        assert (found.status, len(found.data) > 1000) == (200, True), form.name


def test_pages_are_answered_while_others_draw(server: Server):
    with ThreadPoolExecutor(6) as pool:
        drawn = [
            pool.submit(server.get, f"/figure/decades.svg?width={width}mm")
            for width in range(180, 186)
        ]
        assert {server.get("/help", HTML).status for _ in range(5)} == {200}
        assert {one.result().status for one in drawn} <= {200, 503}


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
def test_no_path_leads_out_of_its_folder(server: Server, path: str):
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as line:
        line.sendall(
            f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()
        )
        got = line.recv(65536)
    assert re.match(rb"HTTP/1.1 (404|400)", got)
    assert b"import" not in got
