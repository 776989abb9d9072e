"""A request that two servers would read differently is refused, and its connection closed."""

import pytest

from tests.serving import Server

DIRECT = b"Host: localhost\r\nContent-Type: application/sparql-query\r\n"
CHUNKED = b"\r\n6\r\nASK {}\r\n0\r\n\r\n"


@pytest.mark.parametrize(("request_", "status"), [
    (b"POST /sparql HTTP/1.1\r\n%bContent-Length: 6\r\n\r\nASK {}", 200),
    (b"POST /sparql HTTP/1.1\r\n%bContent-Length: 6, 6\r\n\r\nASK {}", 200),
    (b"POST /sparql HTTP/1.1\r\n%bTransfer-Encoding: chunked\r\n" + CHUNKED, 200),
    (b"POST /sparql HTTP/1.1\r\n%bContent-Length: 6\r\nTransfer-Encoding: chunked\r\n" + CHUNKED, 400),
    (b"POST /sparql HTTP/1.1\r\n%bTransfer-Encoding: chunked\r\nContent-Length: 16\r\n" + CHUNKED, 400),
    (b"POST /sparql HTTP/1.1\r\n%bContent-Length: 6\r\nContent-Length: 7\r\n\r\nASK {}", 400),
    (b"POST /sparql HTTP/1.1\r\n%bContent-Length: +6\r\n\r\nASK {}", 400),
    (b"POST /sparql HTTP/1.1\r\n%bTransfer-Encoding: gzip, chunked\r\n" + CHUNKED, 400),
    (b"POST /sparql HTTP/1.0\r\n%bTransfer-Encoding: chunked\r\n" + CHUNKED, 400),
    (b"POST /sparql HTTP/2.0\r\n%bContent-Length: 6\r\n\r\nASK {}", 505),
    (b"POST /sparql HTTP/1.1\r\nHost: evil.example\r\n%bContent-Length: 6\r\n\r\nASK {}", 400),
])  # fmt: skip
def test_only_a_request_that_has_one_reading_is_answered(
    server: Server, request_: bytes, status: int
):
    head = server.raw(request_.replace(b"%b", DIRECT)).partition(b"\r\n\r\n")[0]
    assert head.startswith(b"HTTP/1.1 %d " % status)
    assert (b"connection: close" in head.lower()) == (status != 200)


@pytest.mark.parametrize("body", [b"]\r\n", b"zz\r\n\r\n", b"5\r\nASK {}\r\n"])
@pytest.mark.parametrize("path", [b"/sparql", b"/help"])
def test_a_body_that_is_no_http_has_one_answer_and_no_trace_in_the_log(
    server: Server, path: bytes, body: bytes
):
    head = b"POST %b HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
    answer = server.raw(head % path + b"Transfer-Encoding: chunked\r\n\r\n" + body)
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert answer.count(b"HTTP/1.1") == 1
    assert server.get("/help").status == 200
    assert "Traceback" not in server.log_text()
