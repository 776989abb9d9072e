"""The routes of SPARQL: queries and their editor, graphs, service description, VoID."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import anyio
import anyio.to_thread
from starlette.requests import Request
from starlette.responses import Response

from stakhgraph.errors import FormatLimit, QuerySyntaxError, StakhError
from stakhgraph.rdf.sparql.dataset import Dataset
from stakhgraph.rdf.tables import Table
from stakhgraph.rdf.terms import Triple, is_iri
from stakhgraph.rdf.workers.pool import Call
from stakhgraph.web.context import Context
from stakhgraph.web.http.content_negotiation import HTML, accepted, best, prefers_html, with_html
from stakhgraph.web.http.cross_origin import OPEN
from stakhgraph.web.pages.sparql import examples, sparql
from stakhgraph.web.refusals import RequestRefused, retry, status_of
from stakhgraph.web.rendering.answer_table import answer_variables
from stakhgraph.web.sparql import protocol
from stakhgraph.web.sparql.protocol import DATA, GRAPHS, SparqlRequest
from stakhgraph.web.sparql.service_description import service_description, void_description

__all__ = ["SparqlEndpoint"]

_T = TypeVar("_T")

_PAGE_ROWS = 1_000  # of an answer are shown below the editor
_EVERYTHING = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_TIMEOUT_OPTION = ", or allow more with --timeout SECONDS (0 for no limit)"
_HEADERS = {"vary": "Accept", **OPEN}


class SparqlEndpoint:
    """Answers by the SPARQL protocols; only queries are answered."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._threads = anyio.CapacityLimiter(64)

    async def sparql(self, request: Request) -> Response:
        """Answer by the SPARQL 1.1 Protocol, or return the editor to a reader."""
        body = await self._body(request) if request.method == "POST" else b""
        asked = protocol.parse(
            request.method,
            request.scope["query_string"],
            request.headers.get("content-type", ""),
            body,
        )
        accept = accepted(request)
        try:
            offered = await self._offered(asked)
        except StakhError as exc:
            if prefers_html(accept, DATA):
                return await self._editor(request, asked)
            return await self._failed(request, exc)
        media = best(accept, with_html(accept, offered))
        if media == HTML:
            return await self._editor(request, asked)
        if not asked.query:
            return await self._service(request, media)
        return await self._results(request, asked, media, offered[media])

    async def _offered(self, asked: SparqlRequest) -> Mapping[str, str]:
        """Return the media types of the answer to a request; raises as `SparqlRequest.form`."""
        if not asked.query:
            return GRAPHS
        # In a thread: it takes a while to look through a long text.
        return protocol.offers(await self.context.work(lambda: asked.form))

    async def _body(self, request: Request) -> bytes:
        """Return the body of a request; RequestRefused if it is too long, too slow or packed."""
        limits, body = self.context.backend.limits, bytearray()
        coding = request.headers.get("content-encoding", "identity").strip().lower()
        if coding != "identity":
            raise RequestRefused(
                415, f"the body is packed ({coding[:20]})", {"accept-encoding": "identity"}
            )
        length = request.headers.get("content-length", "0")
        if length.isdigit() and int(length) > limits.body:
            raise RequestRefused(
                413, f"the request has {int(length):,} bytes; {limits.body:,} are read"
            )
        try:
            with anyio.fail_after(limits.reading):
                async for chunk in request.stream():
                    body += chunk
                    if len(body) > limits.body:
                        raise RequestRefused(
                            413, f"the request has more than {limits.body:,} bytes"
                        )
        except TimeoutError as exc:
            headers = {"connection": "close"}
            raise RequestRefused(408, "the request did not end in time", headers) from exc
        return bytes(body)

    async def _service(self, request: Request, media: str) -> Response:
        """Return the description of the service."""
        endpoint = f"{str(request.base_url).rstrip('/')}/sparql"
        graphs = self.context.backend.query_pool.graphs
        return await self._graph(request, media, lambda: service_description(endpoint, graphs()))

    async def void(self, request: Request) -> Response:
        """Return the description of the data set."""
        address = str(request.base_url).rstrip("/")
        backend = self.context.backend
        licence = "" if backend.only_files else self.context.site.front["licence"]
        media = best(accepted(request), GRAPHS)
        return await self._graph(
            request, media, lambda: void_description(address, backend.page_pool, licence)
        )

    async def _graph(
        self, request: Request, media: str, make: Callable[[], list[Triple]]
    ) -> Response:
        """Return triples in the form of a media type."""
        return await self.context.respond(
            request,
            lambda: self.context.serialise(make(), GRAPHS[media]),
            media,
            headers=_HEADERS,
        )

    async def _results(
        self, request: Request, asked: SparqlRequest, media: str, form: str
    ) -> Response:
        """Return the answer to a query."""
        limits = self.context.backend.limits
        tag = "" if request.method == "POST" else self.context.tag(request, media)

        async def answer() -> Response:
            try:
                written = await self._ask(
                    request, asked, form, rows=limits.rows, length=limits.length
                )
            except StakhError as exc:
                return await self._failed(request, exc)
            return self.context.response(written.text, media)

        return await self.context.conditional(request, tag, answer, headers=_HEADERS)

    async def _ask(self, request: Request, asked: SparqlRequest, form: str, **limits: Any) -> Any:
        """Ask a worker; when the client leaves, the query is stopped."""
        call = Call()
        # Relative IRIs are relative to where the query is sent: RFC 3986, section 5.1.3.
        base = str(request.url.replace(query="", fragment=""))

        def ask() -> Any:
            return self.context.backend.query_pool.answer_text(
                asked.query, form, base=base, dataset=asked.dataset, call=call, **limits
            )

        return await _while_connected(request, call, ask, self._threads)

    async def _failed(self, request: Request, exc: StakhError) -> Response:
        """Return an error of a query as one line, with the place in the query."""
        message = exc.message.rstrip(".")
        if isinstance(exc, QuerySyntaxError) and exc.where:
            message = f"line {exc.where.replace(':', ', column ')}: {message}"
        if isinstance(exc, FormatLimit) and exc.where:
            message = f"{message} ({exc.where})"
        remedy = (exc.remedy or "").replace(_TIMEOUT_OPTION, "")
        sentences = f"{message}. {remedy}".strip()
        return await self.context.refused(request, status_of(exc), sentences, retry(exc))

    async def _editor(self, request: Request, asked: SparqlRequest) -> Response:
        """Return the page of the editor, with the answer if there is a query."""
        limits = self.context.backend.limits.sentence()
        offered = await self.context.work(self._examples)
        answer: dict[str, Any] = {}
        status = 200
        if asked.query:
            try:
                answer = await self._answer(request, asked)
            except StakhError as exc:
                status, answer = status_of(exc), {"error": _error(exc)}
        page = sparql(asked.query, limits=limits, examples=offered, answer=answer, status=status)
        headers = {"vary": "Accept", "cache-control": "no-store"}
        return await self.context.rendered(request, page, headers=headers)

    async def _answer(self, request: Request, asked: SparqlRequest) -> dict[str, Any]:
        """Return the variables of the editor's page that show an answer."""
        form = await self.context.work(lambda: asked.form)
        kind = "turtle" if form in ("CONSTRUCT", "DESCRIBE") else "json"
        length = self.context.backend.limits.length
        written = await self._ask(request, asked, kind, rows=_PAGE_ROWS, length=length, cut=True)
        capped = {"capped": _PAGE_ROWS if written.more else 0}
        if kind == "turtle":
            return {"text": written.text, **capped}
        if form == "ASK":
            return {"truth": json.loads(written.text)["boolean"], **capped}
        table = Table.of_json(json.loads(written.text))
        shown = await self.context.work(lambda: answer_variables(self.context.site, table))
        return {**shown, **capped}

    def _examples(self) -> list[tuple[str, str]]:
        if self.context.backend.only_files:
            return [("Ten triples", "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 10")]
        return examples(self.context.site)

    async def store(self, request: Request) -> Response:
        """Return a graph by the SPARQL 1.1 Graph Store HTTP Protocol, for reading only."""
        graph = await self._named_graph(request)
        asked = SparqlRequest(_EVERYTHING, Dataset((graph,)) if graph else None)
        media = best(accepted(request), GRAPHS)

        async def answer() -> Response:
            try:
                written = await self._ask(request, asked, GRAPHS[media])
            except StakhError as exc:
                return await self._failed(request, exc)
            return self.context.response(written.text, media)

        tag = self.context.tag(request, media)
        return await self.context.conditional(request, tag, answer, headers=_HEADERS)

    async def _named_graph(self, request: Request) -> str | None:
        """Return the IRI of the graph that is asked for, None for the default graph.

        Raises RequestRefused if the request names no graph, two, or one that does not exist.
        """
        params = request.query_params
        named, defaults = params.getlist("graph"), params.getlist("default")
        if len(named) + len(defaults) != 1:
            raise RequestRefused(400, "name one graph: /store?default or ?graph=IRI")
        if not named:
            return None
        graph = named[0]
        if not is_iri(graph):
            raise RequestRefused(400, f"no IRI of a graph: {graph[:80]!r}")
        if graph not in await self.context.work(self.context.backend.query_pool.graphs):
            raise RequestRefused(404, f"there is no graph <{graph}>")
        return graph


def _error(exc: StakhError) -> dict[str, Any]:
    """Return an error as the editor shows it, beside the line of the query."""
    line, _, column = (exc.where or "").partition(":")
    return {
        "message": exc.message,
        "remedy": exc.remedy or "",
        "line": int(line) if line.isdigit() else 0,
        "column": int(column) if column.isdigit() else 0,
    }


async def _while_connected(
    request: Request, call: Call, work: Callable[[], _T], limiter: anyio.CapacityLimiter
) -> _T:
    """Run a function in a thread, and stop the call when the client leaves."""

    async def stop_on_disconnect() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass
        call.stop()

    watching = asyncio.ensure_future(stop_on_disconnect())
    try:
        return await anyio.to_thread.run_sync(work, limiter=limiter)
    finally:
        watching.cancel()
