"""Headers on the wire, as RCurl looks for them: with capitals."""

import re

import pytest

from tests.serving import DIRECT, Server

GREEK = "SELECT ('Σταχάνοφ' AS ?name) {}"


@pytest.mark.parametrize(
    "head",
    [
        b"GET /help HTTP/1.1",
        b"GET /no/such/page HTTP/1.1",
        b"GET /id/person/nove-alec HTTP/1.1",
        b"OPTIONS /sparql HTTP/1.1",
        b"GET /help HTTP/1.0",
        b"GET / HTTP/1.1\r\nHost: evil.example",
        b"nonsense",
    ],
)
def test_every_header_begins_its_words_with_capitals(server: Server, head: bytes):
    host = b"" if b"Host" in head else b"\r\nHost: localhost"
    answer = server.raw(head + host + b"\r\nConnection: close\r\n\r\n")
    names = [line.partition(b":")[0] for line in answer.partition(b"\r\n\r\n")[0].splitlines()[1:]]
    assert b"Date" in names or head == b"nonsense"
    assert [name for name in names if not re.fullmatch(rb"[A-Z]\w*(-[A-Z]\w*)*", name)] == []


def test_the_encoding_of_an_answer_is_found_by_its_exact_spelling(server: Server):
    body = GREEK.encode()
    head = f"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: {DIRECT}\r\nAccept: text/csv"
    length = f"\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n"
    answer = server.raw((head + length).encode() + body)
    # RCurl takes what is left of the line for the name of the encoding, and knows only this one.
    lines = [re.sub(rb"Content-Type:.*;\W*charset=", b"", line) for line in answer.splitlines()]
    assert b"utf-8" in lines
    assert "Σταχάνοφ".encode() in lines
