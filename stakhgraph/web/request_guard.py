"""What holds for every request: a host of this machine, security headers, an id, a time limit.

The headers let a browser run and load only what belongs to the site, and scripts of other sites
read only what the server was started to share.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from typing import Any

import anyio
from starlette.requests import ClientDisconnect

from stakhgraph.web.http.cross_origin import Headers, permitted
from stakhgraph.web.http.framing import fault
from stakhgraph.web.http.methods import READ_AND_POST, options
from stakhgraph.web.http.request_target import asks_for_the_server, host_of, origin_form
from stakhgraph.web.limits import Limits

__all__ = ["REQUEST_ID", "RequestGuard", "send_busy"]

REQUEST_ID = "stakhgraph.request"
"""The key of the ASGI scope under which each request has its id."""

_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": _CSP,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


class RequestGuard:
    """An ASGI application around another: it refuses other hosts and limits the time of sending."""

    def __init__(
        self, app: Any, hosts: Collection[str], limits: Limits, cors: Collection[str] = ()
    ) -> None:
        self.app = app
        self.hosts = hosts
        self.limits = limits
        self.cors = cors

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope[REQUEST_ID] = secrets.token_hex(6)
        if (refused := fault(scope)) is not None:
            await _send_text(send, refused[0], f"{refused[1]}\n", (b"connection", b"close"))
            return
        asked = origin_form(scope)
        if asked is None:
            await _send_text(send, 400, "The request names no path.\n")
            return
        if host_of(_header(asked, b"host")) not in self.hosts:
            await _send_text(send, 421, "This server is for this machine alone.\n")
            return
        await self._answer(asked, receive, send)

    async def _answer(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer a request, with the headers of every answer."""
        app: Any = options(READ_AND_POST) if asks_for_the_server(scope) else self.app
        started = False

        async def send_in_time(message: dict[str, Any]) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = permitted(list(message["headers"]), _header(scope, b"origin"), self.cors)
                message = {**message, "headers": _with_defaults(headers, scope)}
            with anyio.fail_after(self.limits.sending):
                await send(message)

        try:
            await app(scope, receive, send_in_time)
        except ClientDisconnect:
            return
        except TimeoutError:
            if started:  # The client does not read: break off, so that it never looks complete.
                raise
            await send_busy(send)


def _header(scope: Any, name: bytes) -> str:
    """Return the value of a header of the request, empty without one."""
    return next((v.decode("latin-1") for k, v in scope["headers"] if k == name), "")


def _with_defaults(headers: Headers, scope: Any) -> Headers:
    """Return the headers of a response with those of every response that it does not set."""
    names = {name for name, _ in headers}
    defaults = {**_HEADERS, "x-request-id": scope[REQUEST_ID]}
    return [
        *headers,
        *((k.encode(), v.encode()) for k, v in defaults.items() if k.encode() not in names),
    ]


async def send_busy(send: Any) -> None:
    """Answer that the server has too much to do, and when to ask again."""
    text = "The server is busy. Ask again in a little while.\n"
    await _send_text(send, 503, text, (b"retry-after", b"2"), (b"connection", b"close"))


async def _send_text(send: Any, status: int, text: str, *more: tuple[bytes, bytes]) -> None:
    body = text.encode()
    headers = [
        *more,
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
