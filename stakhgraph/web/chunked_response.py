"""A response that is sent in pieces, as fast as its client reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import anyio
from starlette.responses import Response

__all__ = ["ChunkedResponse"]

_CHUNK = 64 * 1024
_LARGE = 1024 * 1024


class ChunkedResponse(Response):
    """A body sent in pieces, so that a client that does not read does not fill the memory.

    Only as many large bodies are sent at once as ``large`` allows.
    """

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
        """Send the response."""
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
