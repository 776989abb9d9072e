"""The target of a request and the host that it means (RFC 9112, section 3.2)."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

__all__ = ["Target", "asks_for_the_server", "host_of", "origin_form"]

Target = dict[str, Any]
"""The scope of an ASGI request."""

_AUTHORITY = re.compile(
    r"(?P<host>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::(?P<port>[0-9]{0,5}))?", re.ASCII
)
_ABSOLUTE = re.compile(rb"(?i:http)://(?P<authority>[^/?#]*)(?P<path>.*)", re.DOTALL)


def host_of(authority: str) -> str | None:
    """Return the host of ``host:port`` in lower case; None for what is no host with a port.

    >>> host_of("LOCALHOST:8935"), host_of("localhost:80@evil.example")
    ('localhost', None)
    """
    found = _AUTHORITY.fullmatch(authority)
    if found is None or int(found["port"] or 0) > 65535:
        return None
    return found["host"].lower()


def origin_form(scope: Target) -> Target | None:
    """Return a request with a target such as ``/path``; None if the target is of no known form.

    A target such as ``http://host/path`` becomes ``/path``, and its host replaces that of the
    header, as the specification demands. uvicorn leaves such a target as it is.
    """
    raw = bytes(scope["raw_path"])
    if raw.startswith(b"/") or asks_for_the_server(scope):
        return scope
    found = _ABSOLUTE.fullmatch(raw)
    if found is None:
        return None
    path = found["path"] or (b"*" if scope["method"] == "OPTIONS" else b"/")
    headers = [(name, value) for name, value in scope["headers"] if name != b"host"]
    return {
        **scope,
        "raw_path": path,
        "path": unquote(path.decode("latin-1")),
        "headers": [(b"host", found["authority"]), *headers],
    }


def asks_for_the_server(scope: Target) -> bool:
    """Return whether a request is ``OPTIONS *``, which is about the server as a whole."""
    return bool(scope["method"] == "OPTIONS" and scope["raw_path"] == b"*")
