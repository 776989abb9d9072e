"""Limits of connections: how many there are, and the time for heads of requests and for reading."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from stakhgraph.web.http.header_names import TitledConnection
from stakhgraph.web.request_guard import send_busy

__all__ = ["HEAD_SECONDS", "STALL_SECONDS", "LimitedH11Protocol"]

HEAD_SECONDS = 10.0
"""Seconds in which the head of a request has to be complete, from its first byte on."""

STALL_SECONDS = 15.0
"""Seconds for which a client may leave unread what the server has for it."""


class LimitedH11Protocol(H11Protocol):
    """HTTP/1.1 of uvicorn, with connections closed that do not go on in time.

    uvicorn itself limits the time between two requests, but not the time within the head of one.
    Its own answer to one connection too many does not say when to come again.
    """

    _head_timer: asyncio.TimerHandle | None = None
    _stall_timer: asyncio.TimerHandle | None = None

    def __init__(self, config: Any, *args: Any, **more: Any) -> None:
        super().__init__(config, *args, **more)
        size = config.h11_max_incomplete_event_size
        self.conn = TitledConnection(h11.SERVER, *([size] if size else []))
        self._most, self.limit_concurrency = self.limit_concurrency, None
        self._answer, self.app = self.app, self._answer_unless_full

    def connection_made(self, transport: Any) -> None:
        """Start to wait for the first request."""
        super().connection_made(transport)
        # asyncio does so itself, but not for every kind of socket. Without it, the second piece of
        # an answer waits until the client has acknowledged the first, which takes 40 ms.
        if (line := transport.get_extra_info("socket")) is not None:
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._start_head_timer()

    def data_received(self, data: bytes) -> None:
        """Take bytes, and stop the timer once they make a complete head."""
        if self._head_timer is None and (self.cycle is None or self.cycle.response_complete):
            self._start_head_timer()
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._stop_head_timer()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop all timers."""
        self._stop_head_timer()
        self.resume_writing()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """Start to wait for a client that reads too slowly."""
        super().pause_writing()
        # Not close(): that would keep everything in memory until it is read.
        self._stall_timer = self.loop.call_later(STALL_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """Go on writing, since the client has read."""
        if self._stall_timer is not None:
            self._stall_timer.cancel()
            self._stall_timer = None
        super().resume_writing()

    def send_400_response(self, msg: str) -> None:
        """Refuse bytes that are not HTTP; a request that they were meant to end is given up."""
        if self.cycle is not None and not self.cycle.response_complete:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            super().send_400_response(msg)
        else:  # an answer has begun
            self.transport.close()

    def on_response_complete(self) -> None:
        """Leave the time between requests to uvicorn."""
        self._stop_head_timer()
        super().on_response_complete()

    async def _answer_unless_full(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer a request; with too many connections, say that the server is busy."""
        if self._most is not None and len(self.connections) > self._most:
            await send_busy(send)
        else:
            await self._answer(scope, receive, send)

    def _start_head_timer(self) -> None:
        self._stop_head_timer()
        self._head_timer = self.loop.call_later(HEAD_SECONDS, self._head_is_late)

    def _stop_head_timer(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _head_is_late(self) -> None:
        self._head_timer = None
        if self.cycle is None or self.cycle.response_complete:
            self.transport.close()
