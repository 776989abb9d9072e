"""How an answer is sent, and what holds for every request, whatever it asks.

A request names a host of this machine and has an end in time; an answer has headers by which a
browser runs and loads nothing but what is the site's own, and goes out in pieces, as fast as its
client reads.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import anyio
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from stakhgraph.rdf.sparql.guard import MAX_DEPTH, MAX_JOINTS

__all__ = ["Guard", "Limits", "Pieces"]

_CHUNK = 64 * 1024
_LARGE = 1024 * 1024
_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": _CSP,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-resource-policy": "cross-origin",
}


@dataclass(frozen=True)
class Limits:
    """What one request may have; times are in seconds, lengths in bytes or characters."""

    time: float = 10.0
    memory: int = 512 * 1024 * 1024
    rows: int = 100_000
    length: int = 20_000_000
    body: int = 1_000_000
    patience: float = 10.0
    turn: float = 60.0
    reading: float = 15.0
    sending: float = 20.0
    large: int = 8

    def told(self) -> str:
        """Say them in a sentence."""
        return (
            f"A query may take {self.time:g} s and {self.memory // 2**20} MB, answer {self.rows:,} "
            f"rows and {self.length:,} characters, and have {self.body:,} bytes, "
            f"{MAX_DEPTH} levels of brackets and {MAX_JOINTS} clauses."
        )


class Pieces(Response):
    """A body sent in pieces, each within a time, so that who does not read does not fill memory."""

    def __init__(
        self,
        data: bytes,
        media: str,
        status: int,
        headers: Mapping[str, str],
        large: anyio.CapacityLimiter,
    ) -> None:
        super().__init__(b"", status_code=status, headers=dict(headers))
        self.data = data
        self.large = large
        self.headers["content-type"] = media
        self.headers["content-length"] = str(len(data))

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Send it."""
        await send(
            {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
        )
        if scope["method"] == "HEAD":
            await send({"type": "http.response.body", "body": b""})
            return
        if len(self.data) > _LARGE:
            async with self.large:
                await self._send(send)
        else:
            await self._send(send)

    async def _send(self, send: Any) -> None:
        for at in range(0, max(len(self.data), 1), _CHUNK):
            more = at + _CHUNK < len(self.data)
            piece = self.data[at : at + _CHUNK]
            await send({"type": "http.response.body", "body": piece, "more_body": more})


class Guard:
    """What holds for every request: a name, a host of this machine, headers, an end in time."""

    def __init__(self, app: Any, hosts: Collection[str], limits: Limits) -> None:
        self.app = app
        self.hosts = hosts
        self.limits = limits

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope["stakhgraph.request"] = secrets.token_hex(6)
        host = next((v.decode("latin-1") for k, v in scope["headers"] if k == b"host"), "")
        if _bare(host) not in self.hosts:
            await _plain(send, 421, "This server is for this machine alone.\n")
            return
        begun = False

        async def sending(message: dict[str, Any]) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                message = {**message, "headers": _with(message["headers"], scope)}
            with anyio.fail_after(self.limits.sending):
                await send(message)

        try:
            await self.app(scope, receive, sending)
        except ClientDisconnect:
            return
        except TimeoutError:
            if begun:  # who asked does not read: the transfer breaks, and never looks complete
                raise
            await _plain(send, 503, "The server is busy.\n")


def _bare(host: str) -> str:
    """Give a host without its port."""
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0].lower()


def _with(headers: list[tuple[bytes, bytes]], scope: Any) -> list[tuple[bytes, bytes]]:
    known = {name for name, _ in headers}
    more = {**_HEADERS, "x-request-id": scope["stakhgraph.request"]}
    return [
        *headers,
        *((k.encode(), v.encode()) for k, v in more.items() if k.encode() not in known),
    ]


async def _plain(send: Any, status: int, text: str) -> None:
    body = text.encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
