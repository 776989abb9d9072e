"""Where the body of a request ends, and which HTTP it is in (RFC 9112, sections 2.5 and 6)."""

from __future__ import annotations

from typing import Any

__all__ = ["fault"]


def fault(scope: Any) -> tuple[int, str] | None:
    """Return the status and the sentence for a request that may be read in two ways; else None.

    Two servers that read it differently see different requests; h11 takes one of the two readings.
    """
    names = {name for name, _ in scope["headers"]}
    if scope["http_version"] not in ("1.0", "1.1"):
        return 505, "This server speaks HTTP/1.1."
    if b"transfer-encoding" not in names:
        return None
    if b"content-length" in names:
        return 400, "The request has both Content-Length and Transfer-Encoding."
    if scope["http_version"] == "1.0":
        return 400, "HTTP/1.0 has no Transfer-Encoding."
    return None
