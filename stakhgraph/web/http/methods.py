"""The methods that a resource answers, and what OPTIONS says of them (RFC 9110, section 9.3.7)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from stakhgraph.web.http.cross_origin import OPEN

__all__ = ["READ", "READ_AND_POST", "allow", "options", "route"]

READ = ("GET", "HEAD", "OPTIONS")
READ_AND_POST = ("GET", "HEAD", "POST", "OPTIONS")

Handler = Callable[[Request], Awaitable[Response]]


def route(path: str, handler: Handler, methods: Sequence[str] = READ) -> Route:
    """Return a route that also answers OPTIONS; Starlette refuses methods that are not listed."""

    async def handle(request: Request) -> Response:
        return options(methods) if request.method == "OPTIONS" else await handler(request)

    return Route(path, handle, methods=list(methods))


def options(methods: Sequence[str]) -> Response:
    """Return the answer to OPTIONS, which also tells scripts of other sites what they may ask."""
    headers = {
        "allow": ", ".join(methods),
        **OPEN,
        "access-control-allow-methods": ", ".join(methods),
        "access-control-allow-headers": "Accept, Content-Type, If-Match, If-None-Match",
        "access-control-allow-private-network": "true",
        "access-control-max-age": "86400",
    }
    return Response(status_code=204, headers=headers)


def allow(methods: Iterable[str]) -> str:
    """Return the value of the Allow header for methods in any order, always the same.

    >>> allow({"HEAD", "OPTIONS", "GET"})
    'GET, HEAD, OPTIONS'
    """
    return ", ".join(sorted(methods, key=("GET", "HEAD", "POST", "OPTIONS").index))
