"""The SPARQL 1.1 endpoint over HTTP: queries, editor, service description, graph store, VoID."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any, TypeVar

import anyio
import anyio.to_thread
from starlette.requests import Request
from starlette.responses import Response

from stakhgraph.errors import Busy, QuerySyntaxError, StakhError
from stakhgraph.rdf.sparql.dataset import Dataset
from stakhgraph.rdf.tables import Table
from stakhgraph.rdf.terms import is_iri
from stakhgraph.rdf.workers.pool import Call
from stakhgraph.web import pages, sparql_protocol
from stakhgraph.web.context import CACHED, HTML, OPEN, Desk, prefers_html
from stakhgraph.web.pages import Page
from stakhgraph.web.service_description import described, voided
from stakhgraph.web.sparql_protocol import Asking, Refused

__all__ = ["PAGE_ROWS", "Endpoint"]

_T = TypeVar("_T")

PAGE_ROWS = 1_000
"""Rows of an answer that the page of the editor shows."""


class Endpoint:
    """Answers by the protocols of SPARQL."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._askers = anyio.CapacityLimiter(64)

    async def sparql(self, request: Request) -> Response:
        """Answer by the SPARQL 1.1 Protocol, or give the editor to a reader."""
        if request.method == "OPTIONS":
            return _options("GET, HEAD, POST, OPTIONS")
        body = b""
        if request.method == "POST":
            body = await self._read(request)
        try:
            asking = sparql_protocol.read(
                request.method,
                request.scope["query_string"],
                request.headers.get("content-type", ""),
                body,
            )
        except Refused as exc:
            return await self.desk.refused(request, exc.status, exc.message, exc.headers)
        if prefers_html(request):
            return await self._editor(request, asking)
        if not asking.query:
            return await self._service(request)
        return await self._results(request, asking)

    async def _read(self, request: Request) -> bytes:
        """Read a body that is neither too long nor too slow."""
        limits, found = self.desk.served.limits, bytearray()
        told = request.headers.get("content-length", "0")
        if told.isdigit() and int(told) > limits.body:
            raise Refused(413, f"the request has {int(told):,} bytes; {limits.body:,} are read")
        try:
            with anyio.fail_after(limits.reading):
                async for chunk in request.stream():
                    found += chunk
                    if len(found) > limits.body:
                        raise Refused(413, f"the request has more than {limits.body:,} bytes")
        except TimeoutError as exc:
            raise Refused(408, "the request did not end in time", {"connection": "close"}) from exc
        return bytes(found)

    async def _service(self, request: Request) -> Response:
        """Give the description of the service."""
        media = sparql_protocol.best(request.headers.get("accept"), list(sparql_protocol.GRAPHS))
        form = sparql_protocol.GRAPHS[media]
        address = str(request.base_url).rstrip("/")

        def made() -> str:
            return self.desk.graph(
                described(f"{address}/sparql", self.desk.served.outside.graphs()), form
            )

        return await self.desk.sent(request, made, media, headers={"vary": "Accept", **OPEN})

    async def _results(self, request: Request, asking: Asking) -> Response:
        try:
            # In a thread: a long text takes a while to be looked through.
            offered = sparql_protocol.offers(await self.desk.work(lambda: asking.form))
            media = sparql_protocol.best(request.headers.get("accept"), list(offered))
            headers = {"vary": "Accept", **OPEN}
            tag = self.desk.tag(request, media)
            if request.method != "POST":
                if found := self.desk.unchanged(request, tag):
                    found.headers.update(headers)
                    return found
                headers |= {"etag": tag, **CACHED}
            limits = self.desk.served.limits
            written = await self._asked(
                request, asking, offered[media], rows=limits.rows, length=limits.length
            )
        except Refused as exc:
            return await self.desk.refused(request, exc.status, exc.message, exc.headers)
        except StakhError as exc:
            return await self._failed(request, exc)
        return self.desk.body(written.text, media, headers=headers)

    async def _asked(self, request: Request, asking: Asking, form: str, **limits: Any) -> Any:
        """Ask a worker; when the client leaves, the question is ended."""
        call = Call()

        def ask() -> Any:
            return self.desk.served.outside.answer_text(
                asking.query, form, dataset=asking.dataset, call=call, **limits
            )

        return await _watched(request, call, ask, self._askers)

    async def _failed(self, request: Request, exc: StakhError) -> Response:
        status = sparql_protocol.status(exc)
        told = exc.message.rstrip(".")
        if isinstance(exc, QuerySyntaxError) and exc.where:
            told = f"line {exc.where.replace(':', ', column ')}: {told}"
        remedy = (exc.remedy or "").replace(
            ", or allow more with --timeout SECONDS (0 for no limit)", ""
        )
        headers = {"retry-after": "2"} if isinstance(exc, Busy) else {}
        return await self.desk.refused(request, status, f"{told}. {remedy}".strip(), headers)

    async def _editor(self, request: Request, asking: Asking) -> Response:
        """Give the page of the editor, with the answer where there is a query."""
        context: dict[str, Any] = {
            "query": asking.query,
            "table": None,
            "truth": None,
            "text": "",
            "error": None,
            "capped": 0,
            "examples": await self.desk.work(self._examples),
            "limits": self.desk.served.limits.told(),
        }
        status = 200
        if asking.query:
            try:
                context |= await self._shown(request, asking)
            except StakhError as exc:
                status = sparql_protocol.status(exc)
                line, _, column = (exc.where or "").partition(":")
                context["error"] = {
                    "message": exc.message,
                    "remedy": exc.remedy or "",
                    "line": int(line) if line.isdigit() else 0,
                    "column": int(column) if column.isdigit() else 0,
                }
        text = await self.desk.work(
            lambda: self.desk.render(request, Page("sparql.html", "SPARQL", context))
        )
        extra = {"vary": "Accept", "cache-control": "no-store"}
        return self.desk.body(text, HTML, status=status, headers=extra)

    async def _shown(self, request: Request, asking: Asking) -> dict[str, Any]:
        form = await self.desk.work(lambda: asking.form)
        kind = "turtle" if form in ("CONSTRUCT", "DESCRIBE") else "json"
        found = await self._asked(
            request, asking, kind, rows=PAGE_ROWS, length=self.desk.served.limits.length, cut=True
        )
        capped = {"capped": PAGE_ROWS if found.more else 0}
        if kind == "turtle":
            return {"text": found.text, **capped}
        if form == "ASK":
            return {"truth": json.loads(found.text)["boolean"], **capped}
        table = Table.of_json(json.loads(found.text))
        return {**await self.desk.work(lambda: pages.shown(self.desk.site, table)), **capped}

    def _examples(self) -> list[tuple[str, str]]:
        if self.desk.served.generic:
            return [("Ten triples", "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 10")]
        return pages.sparql_examples(self.desk.site)

    async def store(self, request: Request) -> Response:
        """Give a graph by the SPARQL 1.1 Graph Store Protocol, which here only reads."""
        params = request.query_params
        graph = params.get("graph")
        if (graph is None) == ("default" not in params):
            return await self.desk.refused(
                request, 400, "name one graph: /store?default or ?graph=IRI"
            )
        if graph is not None and not is_iri(graph):
            return await self.desk.refused(request, 400, f"no IRI of a graph: {graph[:80]!r}")
        if graph is not None and graph not in await self.desk.work(self.desk.served.outside.graphs):
            return await self.desk.refused(request, 404, f"there is no graph <{graph}>")
        text = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
        asking = Asking(text, Dataset((graph,)) if graph else None)
        media = sparql_protocol.best(request.headers.get("accept"), list(sparql_protocol.GRAPHS))
        headers = {"vary": "Accept", **OPEN}
        if found := self.desk.unchanged(request, self.desk.tag(request, media)):
            found.headers.update(headers)
            return found
        try:
            written = await self._asked(request, asking, sparql_protocol.GRAPHS[media])
        except StakhError as exc:
            return await self._failed(request, exc)
        return self.desk.body(
            written.text, media, headers={**headers, "etag": self.desk.tag(request, media)}
        )

    async def void(self, request: Request) -> Response:
        """Describe the data set by VoID."""
        media = sparql_protocol.best(request.headers.get("accept"), list(sparql_protocol.GRAPHS))
        address = str(request.base_url).rstrip("/")

        def made() -> str:
            return self.desk.graph(
                voided(address, self.desk.served.inside), sparql_protocol.GRAPHS[media]
            )

        return await self.desk.sent(request, made, media, headers={"vary": "Accept", **OPEN})


def _options(methods: str) -> Response:
    headers = {
        **OPEN,
        "allow": methods,
        "access-control-allow-methods": methods,
        "access-control-allow-headers": "Accept, Content-Type",
        "access-control-max-age": "86400",
    }
    return Response(status_code=204, headers=headers)


async def _watched(
    request: Request, call: Call, work: Callable[[], _T], limiter: anyio.CapacityLimiter
) -> _T:
    """Do work in a thread, and stop the call when the client leaves."""

    async def watch() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass
        call.stop()

    watching = asyncio.ensure_future(watch())
    try:
        return await anyio.to_thread.run_sync(work, limiter=limiter)
    finally:
        watching.cancel()
