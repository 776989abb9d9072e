"""The site of a debate over HTTP: which address is answered by what, and what becomes of errors.

Reading cannot write, and nothing that a request names is fetched. Queries from outside run in a
pool of workers of their own (`pool`), so that none can hurt the pages or another query. Every
answer says by ``Vary`` what it depends on, and by its entity tag which state of the graph it shows.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from stakhgraph.errors import StakhError, UnknownName
from stakhgraph.web import sparql_protocol
from stakhgraph.web.context import Desk, Served
from stakhgraph.web.responses import Guard
from stakhgraph.web.routes import SIMPLE, Rooms
from stakhgraph.web.sparql_endpoint import Endpoint
from stakhgraph.web.sparql_protocol import Refused

__all__ = ["application"]

LOG = logging.getLogger("stakhgraph.web.app")


def application(served: Served) -> Any:
    """Give the ASGI application that serves this."""
    desk = Desk(served)
    rooms, endpoint = Rooms(desk), Endpoint(desk)
    app = Starlette(
        routes=[*_shared(rooms, endpoint), *([] if served.generic else _debate(rooms))],
        exception_handlers={
            Refused: _handler(desk, lambda e: (e.status, e.message, e.headers)),
            UnknownName: _missed(desk),
            StakhError: _handler(desk, lambda e: (sparql_protocol.status(e), _line(e), {})),
            HTTPException: _handled(desk),
            Exception: _broken(desk),
        },
    )
    return Guard(app, served.hosts, served.limits)


def _line(exc: StakhError) -> str:
    return " ".join(filter(None, (f"{exc.message.rstrip('.')}.", exc.remedy)))


def _shared(rooms: Rooms, endpoint: Endpoint) -> list[Route]:
    """Give the routes of a debate and of mere files."""
    return [
        Route("/", rooms.home),
        Route("/sparql", endpoint.sparql, methods=list(_METHODS)),
        Route("/store", endpoint.store),
        Route("/.well-known/void", endpoint.void),
        Route("/resource", rooms.resource),
        Route("/static/{name}", rooms.static),
        Route("/assets/{name}", rooms.static),
    ]


_METHODS = ("GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH")


def _debate(rooms: Rooms) -> list[Route]:
    """Give the routes of a debate; the pages of things come last, since they fit many."""
    return [
        Route("/id/{kind}/{slug}", rooms.identified),
        Route("/ns", rooms.namespace),
        Route("/vocab/", rooms.vocabulary),
        Route("/vocab/{name}", rooms.term),
        Route("/lineage", rooms.lineage),
        Route("/fact/", rooms.facts),
        Route("/fact/{slug}", rooms.fact),
        Route("/debate", rooms.as_of),
        Route("/what-if", rooms.what_if),
        Route("/what-if.svg", rooms.what_if_drawn),
        Route("/queries", rooms.catalogue),
        Route("/query/{topic}/{name}", rooms.question),
        Route("/search", rooms.search),
        Route("/figure/{name}", rooms.figure),
        Route("/download/{name}", rooms.download),
        *(Route(path, rooms.simple) for path in SIMPLE),
        Route("/{kind}/", rooms.kind),
        Route("/{kind}/{slug}", rooms.thing),
    ]


Handler = Callable[[Request, Exception], Awaitable[Response]]


def _handler(desk: Desk, told: Callable[[Any], tuple[int, str, Mapping[str, str]]]) -> Handler:
    async def handle(request: Request, exc: Exception) -> Response:
        return await desk.refused(request, *told(exc))

    return handle


def _missed(desk: Desk) -> Handler:
    async def handle(request: Request, exc: Exception) -> Response:
        return await desk.missing(request)

    return handle


def _handled(desk: Desk) -> Handler:
    async def handle(request: Request, exc: Exception) -> Response:
        assert isinstance(exc, HTTPException)
        if exc.status_code == 404:
            return await desk.missing(request)
        return await desk.refused(request, exc.status_code, exc.detail, exc.headers)

    return handle


def _broken(desk: Desk) -> Handler:
    async def handle(request: Request, exc: Exception) -> Response:
        named = request.scope.get("stakhgraph.request", "")
        LOG.error("request %s: %s", named, type(exc).__name__, exc_info=exc)
        return await desk.refused(request, 500, f"something went wrong here (request {named})")

    return handle
