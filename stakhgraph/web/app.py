"""The ASGI application of the site: its routes, and the answers to errors.

Requests cannot write, and nothing that a request names is fetched. Queries of clients run in a pool
of workers of their own (`rdf.workers.pool`), so that none can disturb the pages or another query.
Every answer says by ``Vary`` what it depends on, and by its entity tag which state of the graph it
shows.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from stakhgraph.errors import FormatLimit, StakhError, UnknownName
from stakhgraph.web.context import Backend, Context
from stakhgraph.web.data_routes import DataRoutes
from stakhgraph.web.file_routes import FileRoutes
from stakhgraph.web.http.methods import READ_AND_POST, allow, route
from stakhgraph.web.page_routes import PageRoutes
from stakhgraph.web.refusals import RequestRefused, retry, status_of
from stakhgraph.web.request_guard import REQUEST_ID, RequestGuard
from stakhgraph.web.sparql.endpoint import SparqlEndpoint

__all__ = ["application"]

LOG = logging.getLogger("stakhgraph.web.app")

Handler = Callable[[Request, Exception], Awaitable[Response]]


def application(backend: Backend) -> Any:
    """Return the ASGI application that answers from a backend."""
    context = Context(backend)
    app = Starlette(
        routes=_routes(context),
        exception_handlers={
            RequestRefused: _refusal(context, lambda exc: (exc.status, exc.message, exc.headers)),
            UnknownName: _missing(context),
            StakhError: _refusal(context, _error),
            HTTPException: _http_error(context),
            Exception: _internal_error(context),
        },
    )
    return RequestGuard(app, backend.hosts, backend.limits, backend.cors)


def _routes(context: Context) -> list[Route]:
    endpoint, files, data = SparqlEndpoint(context), FileRoutes(context), DataRoutes(context)
    pages = PageRoutes(context, data)
    shared = [
        route("/", pages.home),
        route("/sparql", endpoint.sparql, READ_AND_POST),
        route("/store", endpoint.store),
        route("/.well-known/void", endpoint.void),
        route("/resource", pages.resource),
        route("/static/{name}", files.static),
        route("/assets/{name}", files.static),
    ]
    return shared if context.backend.only_files else [*shared, *_debate(pages, files, data)]


def _debate(pages: PageRoutes, files: FileRoutes, data: DataRoutes) -> list[Route]:
    """Return the routes of a debate; the pages of things come last, since they match most paths."""
    return [
        route("/id/{kind}/{slug:path}", data.identified),
        route("/ns", data.namespace),
        route("/vocab/", pages.vocabulary),
        route("/vocab/{name}", pages.term),
        route("/lineage", pages.lineage),
        route("/fact/", pages.facts),
        route("/fact/{slug}", pages.fact),
        route("/debate", pages.as_of),
        route("/what-if", pages.what_if),
        route("/what-if.svg", files.what_if_figure),
        route("/queries", pages.catalogue),
        route("/query/{topic}/{name}", pages.question),
        route("/search", pages.search),
        route("/figure/{name}", files.figure),
        route("/download/{name}", files.download),
        route("/download", pages.download),
        route("/help", pages.help),
        route("/about", pages.about),
        route("/{kind}/", pages.kind),
        route("/{kind}/{slug:path}", pages.thing),
    ]


def _error(exc: StakhError) -> tuple[int, str, Mapping[str, str]]:
    """Return the status, message and headers for an error of this package."""
    about = f" ({exc.where})" if isinstance(exc, FormatLimit) and exc.where else ""
    sentences = f"{exc.message.rstrip('.')}{about}. {exc.remedy or ''}".strip()
    return status_of(exc), sentences, retry(exc)


def _refusal(
    context: Context, answer: Callable[[Any], tuple[int, str, Mapping[str, str]]]
) -> Handler:
    """Return a handler that refuses with the status, message and headers for an exception."""

    async def handle(request: Request, exc: Exception) -> Response:
        return await context.refused(request, *answer(exc))

    return handle


def _missing(context: Context) -> Handler:
    async def handle(request: Request, exc: Exception) -> Response:
        return await context.missing(request)

    return handle


def _http_error(context: Context) -> Handler:
    async def handle(request: Request, exc: Exception) -> Response:
        assert isinstance(exc, HTTPException)
        if exc.status_code == 404:
            return await context.missing(request)
        if exc.status_code == 405:
            methods = allow((exc.headers or {}).get("Allow", "").split(", "))
            message = f"{request.method} is not answered here; {methods} are"
            return await context.refused(request, 405, message, {"allow": methods})
        return await context.refused(request, exc.status_code, exc.detail, exc.headers)

    return handle


def _internal_error(context: Context) -> Handler:
    async def handle(request: Request, exc: Exception) -> Response:
        if isinstance(exc, ClientDisconnect):  # no fault, and nobody hears the answer
            return Response(status_code=400)
        request_id = request.scope.get(REQUEST_ID, "")
        LOG.error("request %s: %s", request_id, type(exc).__name__, exc_info=exc)
        message = f"something went wrong here (request {request_id})"
        return await context.refused(request, 500, message)

    return handle
