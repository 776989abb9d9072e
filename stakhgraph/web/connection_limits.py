"""How a connection is heard: who does not end the head of a request, or does not read, is left."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD = 10.0
"""Seconds in which the head of a request has to be there, from its first byte on."""

STALL = 15.0
"""Seconds for which a client may read nothing while there is something to be read."""


class Patient(H11Protocol):
    """HTTP/1.1 as uvicorn has it, but a connection that says nothing whole in time is closed.

    uvicorn itself limits the time between two requests, not that within the head of one.
    """

    _waiting: asyncio.TimerHandle | None = None
    _stalled: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Take bytes; once they make a whole head, there is nothing to wait for."""
        if self._waiting is None and (self.cycle is None or self.cycle.response_complete):
            self._wait()
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._done()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._done()
        self.resume_writing()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """Begin to wait for a client that reads too slowly."""
        super().pause_writing()
        # Not close(): that would wait for all to be read, and hold it in memory until then.
        self._stalled = self.loop.call_later(STALL, self.transport.abort)

    def resume_writing(self) -> None:
        """Go on, for the client has read."""
        if self._stalled is not None:
            self._stalled.cancel()
            self._stalled = None
        super().resume_writing()

    def on_response_complete(self) -> None:
        """Leave the time between requests to uvicorn."""
        self._done()
        super().on_response_complete()

    def _wait(self) -> None:
        self._done()
        self._waiting = self.loop.call_later(HEAD, self._late)

    def _done(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _late(self) -> None:
        self._waiting = None
        if self.cycle is None or self.cycle.response_complete:
            self.transport.close()
