"""Which scripts of other sites may read an answer: https://fetch.spec.whatwg.org/#http-cors-protocol.

A server on this machine can be reached by every site that is open in a browser here. So no other
site may read anything, unless the server was started for it. A handler marks an answer as one that
others may read (`OPEN`: data, never pages); who they are is decided here, for all answers.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from stakhgraph.errors import UsageError

__all__ = ["ANY", "OPEN", "Headers", "origin", "permitted"]

Headers = list[tuple[bytes, bytes]]
"""The headers of an answer as ASGI has them, with names in lower case."""

ANY = "*"
"""Stands for all origins."""

OPEN = {
    "access-control-allow-origin": ANY,
    "access-control-expose-headers": "Link, ETag, Content-Length",
}
"""Headers of an answer that scripts of other sites may read, as far as the server lets any read."""

_ALLOW = b"access-control-allow-origin"
_ORIGIN = re.compile(r"https?://(?:\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::[0-9]{1,5})?", re.ASCII)


def origin(text: str) -> str:
    """Return an origin such as ``https://example.org`` in lower case; UsageError for what is none.

    >>> origin("https://Example.org:8443")
    'https://example.org:8443'
    """
    lower = text.strip().lower()
    if lower == ANY or _ORIGIN.fullmatch(lower):
        return lower
    raise UsageError(
        f"{text[:80]!r} is no origin",
        remedy="Write scheme and host without a path, such as https://example.org, or '*' for all.",
    )


def permitted(headers: Headers, asking: str, allowed: Collection[str]) -> Headers:
    """Return the headers of an answer as the site that asks may see them.

    ``asking`` is the Origin header of the request, ``allowed`` the origins that may read.
    """
    is_open = any(name == _ALLOW for name, _ in headers)
    if not is_open or not allowed:
        return [pair for pair in headers if not pair[0].startswith(b"access-control-")]
    shared = (b"cross-origin-resource-policy", b"cross-origin")
    if ANY in allowed:
        return [*headers, shared]
    others = [pair for pair in headers if pair[0] not in (_ALLOW, b"vary")]
    vary = b", ".join([*(value for name, value in headers if name == b"vary"), b"Origin"])
    if asking not in allowed:
        kept = [pair for pair in others if not pair[0].startswith(b"access-control-")]
        return [*kept, (b"vary", vary)]
    return [*others, shared, (_ALLOW, asking.encode("latin-1")), (b"vary", vary)]
