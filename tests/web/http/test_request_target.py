"""The four forms of a target: https://www.rfc-editor.org/rfc/rfc9112#section-3.2."""

import pytest

from stakhgraph.web.http.request_target import host_of
from tests.serving import Server


def answer(server: Server, line: str, host: str = "localhost") -> bytes:
    return server.raw(f"{line} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())


def test_a_target_may_be_a_whole_address(server: Server):
    for target in (f"{server.url}/help", "http://localhost/help", "HTTP://LOCALHOST:80/help"):
        assert answer(server, f"GET {target}").startswith(b"HTTP/1.1 200 ")
    found = answer(server, f"GET {server.url}/sparql?query=ASK%20%7B%7D")
    assert found.endswith(b'"boolean":true}\n') or b'"boolean": true' in found


@pytest.mark.parametrize(
    "target", ["http://localhost", "http://localhost?q=1", "http://localhost/"]
)
def test_an_address_without_a_path_is_the_first_page(server: Server, target: str):
    assert answer(server, f"GET {target}").startswith(b"HTTP/1.1 200 ")


def test_the_host_of_the_target_replaces_that_of_the_header(server: Server):
    assert b" 200 " in answer(server, "GET http://localhost/help", host="evil.example")[:16]
    assert b" 421 " in answer(server, "GET http://evil.example/help", host="localhost")[:16]
    void = answer(server, f"GET {server.url}/.well-known/void", host="elsewhere.example")
    assert f"<{server.url}/sparql>".encode() in void
    assert b"elsewhere.example" not in void


@pytest.mark.parametrize("target", ["help", "*", "ftp://localhost/help", "localhost:80"])
def test_a_target_of_another_form_is_refused(server: Server, target: str):
    assert answer(server, f"GET {target}").startswith(b"HTTP/1.1 400 ")


def test_options_of_the_server_as_a_whole(server: Server):
    for target in ("*", "http://localhost"):
        found = answer(server, f"OPTIONS {target}")
        assert found.startswith(b"HTTP/1.1 204 ")
        assert b"Allow: GET, HEAD, POST, OPTIONS\r\n" in found


HOSTS = [
    ("localhost", "localhost"),
    ("LocalHost:8935", "localhost"),
    ("127.0.0.1:", "127.0.0.1"),
    ("[::1]:80", "[::1]"),
    ("localhost:80@evil.example", None),
    ("user@localhost", None),
    ("[::1]evil.example", None),
    ('localhost:"><script>', None),
    ("localhost:80#", None),
    ("localhost:80/x", None),
    ("127.0.0.1:99999", None),
    ("localhost:８０", None),
    ("", None),
]


@pytest.mark.parametrize(("authority", "host"), HOSTS)
def test_host_and_port_are_parsed_strictly(authority: str, host: str | None):
    assert host_of(authority) == host
