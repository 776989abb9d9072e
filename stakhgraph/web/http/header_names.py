"""Names of headers on the wire: ``Content-Type``, not ``content-type``.

HTTP does not tell the two apart (RFC 9110, section 5.1), but RCurl, on which R's clients of SPARQL
are built, finds the encoding of an answer only in a header that is spelt ``Content-Type``.
"""

from __future__ import annotations

from typing import Any

import h11

__all__ = ["TitledConnection", "titled"]

_SPELLINGS = {b"etag": b"ETag", b"x-request-id": b"X-Request-ID"}


class TitledConnection(h11.Connection):
    """A connection that sends the names of headers with capitals.

    h11 writes names as it is given them, but uvicorn, as ASGI asks, gives all in lower case.
    """

    def send(self, event: Any) -> Any:
        """Return the bytes of an event."""
        if isinstance(event, h11.Response):
            event = h11.Response(
                status_code=event.status_code,
                headers=[(titled(name), value) for name, value in event.headers],
                reason=event.reason,
            )
        return super().send(event)


def titled(name: bytes) -> bytes:
    """Return the name of a header with a capital at the start of each word.

    >>> titled(b"content-type"), titled(b"etag")
    (b'Content-Type', b'ETag')
    """
    return _SPELLINGS.get(name.lower(), name.title())
