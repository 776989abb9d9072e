"""One exchange of request and reply over HTTP, which ends in time whatever the server does.

The time limits of sockets are for one read each, so that a server which sends a byte now and then
would never exceed them. The exchange therefore runs in a thread of its own, and is given up when
its time is over: while the name of the server is looked up, while it connects, and while it sends
headers, body or trailers.
"""

from __future__ import annotations

import re
import socket
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPResponse, IncompleteRead, parse_headers
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from urllib import request

_CHUNK = 1 << 16


class TooLong(Exception):
    """A body has more bytes than are read."""


@dataclass(frozen=True)
class Reply:
    """What a server sent: status, headers, the whole body, and headers after the body."""

    status: int
    headers: Message
    body: bytes
    trailers: Message = field(default_factory=Message)

    @property
    def media_type(self) -> str:
        """The media type of the body; empty if the server does not name one."""
        return self.headers.get_content_type() if self.headers.get("Content-Type") else ""


def exchange(made: request.Request, *, seconds: float, longest: int) -> Reply:
    """Return the reply to a request, redirects and errors included.

    Raises TimeoutError after so many seconds, TooLong for more than ``longest`` bytes,
    IncompleteRead for a body that breaks off, and HTTPException and OSError as `urllib.request`.
    """
    running = _Exchange(made, seconds, longest)
    running.start()
    try:
        running.join(seconds)
    finally:
        late = running.is_alive()
        if late:  # also when Ctrl-C was pressed meanwhile
            running.give_up()
    if late:
        raise TimeoutError
    if running.error is not None:
        raise running.error
    assert running.reply is not None
    return running.reply


class _Exchange(threading.Thread):
    """The thread of one exchange; it ends with the process."""

    def __init__(self, made: request.Request, seconds: float, longest: int) -> None:
        super().__init__(daemon=True)
        self.reply: Reply | None = None
        self.error: Exception | None = None
        self._made, self._seconds, self._longest = made, seconds, longest
        self._sockets: list[socket.socket] = []

    def run(self) -> None:
        """Exchange, and keep the reply or the error."""
        try:
            self.reply = self._exchange()
        except Exception as exc:
            self.error = exc

    def give_up(self) -> None:
        """Close the connection, which ends the thread soon."""
        for one in self._sockets:
            with suppress(OSError, ValueError):
                one.shutdown(socket.SHUT_RDWR)

    def _exchange(self) -> Reply:
        from urllib.error import HTTPError

        try:
            with _opener(self._sockets).open(self._made, timeout=self._seconds) as response:
                body = self._body(response)
                return Reply(response.status, response.headers, body, response.trailers)
        except HTTPError as exc:
            with exc:
                return Reply(exc.code, exc.headers, exc.read(_CHUNK))

    def _body(self, response: Any) -> bytes:
        """Read the whole body within bounds; IncompleteRead if it breaks off."""
        parts, size = [], 0
        while part := response.read(_CHUNK):
            parts.append(part)
            size += len(part)
            if size > self._longest:
                raise TooLong
        promised = response.headers.get("Content-Length", "")
        if re.fullmatch("[0-9]+", promised) and promised.lstrip("0") != (str(size) if size else ""):
            # A body that is read in pieces and ends too early looks complete.
            raise IncompleteRead(b"")
        return b"".join(parts)


class _Response(HTTPResponse):
    """A response that keeps its trailers, which the library reads and forgets."""

    trailers = Message()

    def _read_and_discard_trailer(self) -> None:
        self.trailers = parse_headers(self.fp)


def _opener(sockets: list[socket.socket]) -> request.OpenerDirector:
    """Return an opener that returns redirects, and adds each socket that it opens to the list."""
    from urllib.request import HTTPHandler, HTTPRedirectHandler, HTTPSHandler, build_opener

    class Stay(HTTPRedirectHandler):
        def http_error_302(self, *_: Any, **__: Any) -> None:
            return None

        http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302

    def watched(kind: Any) -> Any:
        def connection(host: str, **options: Any) -> Any:
            made = kind(host, **options)
            made.response_class = _Response
            connect = made.connect

            def and_remember() -> None:
                connect()
                sockets.append(made.sock)

            made.connect = and_remember
            return made

        return connection

    class Http(HTTPHandler):
        def do_open(self, http_class: Any, req: Any, **options: Any) -> Any:
            return super().do_open(watched(http_class), req, **options)

    class Https(HTTPSHandler):
        def do_open(self, http_class: Any, req: Any, **options: Any) -> Any:
            return super().do_open(watched(http_class), req, **options)

    return build_opener(Stay, Http, Https)
