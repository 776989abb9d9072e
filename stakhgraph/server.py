"""The site of a debate over HTTP: pages, linked data, SPARQL 1.1 Protocol, all for reading.

Reading cannot write, and nothing that a request names is fetched. Queries from outside run in a
pool of workers of their own (`pool`), so that none can hurt the pages or another query. Every
answer says by ``Vary`` what it depends on, and by its entity tag which state of the graph it shows.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import mimetypes
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote, unquote

import anyio
import anyio.to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from stakhgraph import addresses, explorer, exports, offline, pages, protocol, queries, sparql
from stakhgraph.errors import Busy, QuerySyntaxError, StakhError, UnknownName, UsageError
from stakhgraph.notation import jsonld as as_jsonld
from stakhgraph.notation import ntriples, rdfxml, turtle
from stakhgraph.pages import Page
from stakhgraph.pool import Call, Pool
from stakhgraph.protocol import Asking, Refused
from stakhgraph.service import described, voided
from stakhgraph.site import Site
from stakhgraph.store import Dataset
from stakhgraph.tables import Table
from stakhgraph.terms import Triple, is_iri

__all__ = ["Limits", "Served", "application"]

LOG = logging.getLogger("stakhgraph.server")

_T = TypeVar("_T")

PAGE_ROWS = 1_000
"""Rows of an answer that the page of the editor shows."""

_CHUNK = 64 * 1024
_LARGE = 1024 * 1024
_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": _CSP,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-resource-policy": "cross-origin",
}
_OPEN = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "Link, ETag, Content-Length",
}
HTML = "text/html"
_TEXTS = (
    *("text/", "application/json", "application/ld+json", "application/sparql-results"),
    *("application/rdf+xml", "application/xml", "application/n-", "application/trig"),
)


@dataclass(frozen=True)
class Limits:
    """What one request may have; times are in seconds, lengths in bytes or characters."""

    time: float = 10.0
    memory: int = 512 * 1024 * 1024
    rows: int = 100_000
    length: int = 20_000_000
    body: int = 1_000_000
    patience: float = 10.0
    reading: float = 15.0
    sending: float = 20.0
    large: int = 8

    def told(self) -> str:
        """Say them in a sentence."""
        return (
            f"A query may take {self.time:g} s and {self.memory // 2**20} MB, answer {self.rows:,} "
            f"rows and {self.length:,} characters, and have {self.body:,} bytes, "
            f"{sparql.MAX_DEPTH} levels of brackets and {sparql.MAX_JOINTS} clauses."
        )


@dataclass
class Served:
    """What is served: the site of a project, or (without one) the graphs of files.

    ``inside`` answers the pages, ``outside`` the queries of others.
    """

    site: Site
    inside: Pool
    outside: Pool
    digest: str
    limits: Limits = field(default_factory=Limits)
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")
    files: tuple[str, ...] = ()

    @property
    def generic(self) -> bool:
        """Whether these are just files, with no debate to be told of."""
        return bool(self.files)

    @cached_property
    def menu(self) -> tuple[tuple[str, str], ...]:
        """What stands at the head of every page: address and words."""
        if self.generic:
            return (("/", "Graphs"), ("/sparql", "SPARQL"))
        return offline.MENU

    @property
    def name(self) -> str:
        """What stands at the head of every page."""
        return "stakhgraph"

    def close(self) -> None:
        """End all workers."""
        self.inside.close()
        self.outside.close()


# ------------------------------------------------------------------------------------- answering


class Desk:
    """Gives the answers of one server; each handler gets its request and gives a response."""

    def __init__(self, served: Served) -> None:
        self.served = served
        self.site = served.site
        self._threads = anyio.CapacityLimiter(32)
        self._askers = anyio.CapacityLimiter(64)
        self._large = anyio.CapacityLimiter(served.limits.large)
        self._stamp = hashlib.sha256(f"{served.digest} {_written()}".encode()).hexdigest()

    # -- what all answers have

    async def work(self, make: Callable[[], _T]) -> _T:
        """Do work that waits for queries in a thread."""
        return await anyio.to_thread.run_sync(make, limiter=self._threads)

    def tag(self, request: Request, media: str) -> str:
        """Give the entity tag: state of the graph and program, address, media type."""
        told = f"{self._stamp} {request.url.path}?{request.url.query} {media}"
        return f'W/"{hashlib.sha256(told.encode()).hexdigest()[:24]}"'

    def unchanged(self, request: Request, tag: str) -> Response | None:
        """Give 304 if the client has this already."""
        held = [one.strip() for one in request.headers.get("if-none-match", "").split(",")]
        if request.method in ("GET", "HEAD") and (tag in held or "*" in held):
            return Response(status_code=304, headers={"etag": tag, **_CACHED})
        return None

    async def sent(
        self,
        request: Request,
        make: Callable[[], str | bytes],
        media: str,
        *,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """Give what ``make`` gives, unless the client has it already."""
        tag = self.tag(request, media)
        found = self.unchanged(request, tag)
        if found is None:
            body = await self.work(make)
            found = self.body(body, media, headers={"etag": tag, **_CACHED})
        found.headers.update(headers or {})
        return found

    def body(
        self,
        body: str | bytes,
        media: str,
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """Give a response that is sent in pieces, as fast as the client reads."""
        data = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
        kind = f"{media}; charset=utf-8" if media.startswith(_TEXTS) else media
        return Pieces(data, kind, status, dict(headers or {}), self._large)

    async def page(
        self,
        request: Request,
        make: Callable[[], Page],
        *,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """Give a page as HTML."""
        tag = self.tag(request, HTML)
        found = self.unchanged(request, tag)
        if found is None:
            page = await self.work(make)
            text = await self.work(lambda: self.render(request, page))
            fine = {"etag": tag, **_CACHED} if page.status == 200 else {"cache-control": "no-store"}
            found = self.body(text, HTML, status=page.status, headers=fine)
        found.headers.update(headers or {})
        return found

    def render(self, request: Request, page: Page) -> str:
        """Give the HTML of a page in its frame."""
        return pages.render(
            page,
            self.site,
            path=request.url.path,
            menu=self.served.menu,
            name=self.served.name,
            reference=pages.entry_words,
            offline=offline.is_built(),
        )

    async def refused(
        self, request: Request, status: int, message: str, headers: Mapping[str, str] | None = None
    ) -> Response:
        """Tell of an error: as a page to a reader, as one line to a program."""
        named = request.scope.get("stakhgraph.request", "")
        told = message[:1].upper() + message[1:].rstrip(".") + "."
        extra = {"cache-control": "no-store", "vary": "Accept", **(headers or {})}
        if _wants_html(request):
            title = _TITLES.get(status, "This cannot be answered")
            text = await self.work(
                lambda: self.render(request, pages.fault(status, title, told, named))
            )
            return self.body(text, HTML, status=status, headers=extra)
        return self.body(f"{told}\n", "text/plain", status=status, headers={**extra, **_OPEN})

    # -- pages

    async def home(self, request: Request) -> Response:
        """Give the first page."""
        if self.served.generic:
            return await self.page(request, self._graphs)
        return await self.page(request, lambda: pages.home(self.site))

    def _graphs(self) -> Page:
        held = self.served.inside.graphs()
        rows = self.served.inside.select(_CLASSES).records()
        classes = [(row["class"], int(row["things"])) for row in rows]
        return Page(
            "graphs.html",
            "What is served",
            {"files": self.served.files, "graphs": list(held.items()), "classes": classes},
        )

    async def resource(self, request: Request) -> Response:
        """Give all that files say of one IRI."""
        iri = request.query_params.get("iri", "")
        if not is_iri(iri):
            return await self.refused(request, 400, "no IRI is named; write /resource?iri=IRI")
        return await self.page(request, lambda: _resource(self.served.inside, iri))

    async def kind(self, request: Request) -> Response:
        """Give the list of one kind."""
        return await self.page(request, lambda: pages.kind(self.site, request.path_params["kind"]))

    async def thing(self, request: Request) -> Response:
        """Give the page of a thing, or one of its documents."""
        kind, slug = request.path_params["kind"], request.path_params["slug"]
        stem, _, ending = slug.rpartition(".")
        iri = addresses.iri_of(kind, slug)
        if ending in addresses.DOCUMENTS and stem and not await self._known(iri):
            return await self._document(request, addresses.iri_of(kind, stem), ending)
        if not await self._known(iri):
            return await self.missing(request)
        canonical = self.site.page(iri)
        if canonical and canonical != request.url.path and unquote(canonical) != request.url.path:
            return _sent_on(canonical, request, 301)
        links = ", ".join(
            [
                f'<{canonical}.{ending}>; rel="alternate"; type="{media}"'
                for ending, media in addresses.DOCUMENTS.items()
            ]
            + [f'<{iri}>; rel="describes"']
        )
        return await self.page(
            request, lambda: pages.thing(self.site, iri), headers={"link": links}
        )

    async def _known(self, iri: str) -> bool:
        return is_iri(iri) and await self.work(lambda: self.site.known(iri))

    async def _document(self, request: Request, iri: str, ending: str) -> Response:
        if not await self._known(iri):
            return await self.missing(request)
        media = addresses.DOCUMENTS[ending]
        links = (
            f'<{self.site.page(iri)}>; rel="alternate"; type="text/html", <{iri}>; rel="describes"'
        )
        return await self.sent(
            request,
            lambda: self._described(iri, ending),
            media,
            headers={"link": links, **_OPEN},
        )

    def _described(self, iri: str, ending: str) -> str:
        if ending == "json":
            if iri in self.site.things:
                return _pretty(self.site.bench.show(iri).to_dict())
            rows = self.site.rows("overview/statements", thing=iri)
            return _pretty({"iri": iri, "statements": rows})
        return self._graph(
            self.site.described(iri), {"ttl": "turtle", "nt": "ntriples"}.get(ending, ending)
        )

    def _graph(self, triples: Sequence[Triple], form: str) -> str:
        prefixes = self.site.project.prefixes
        if form == "jsonld":
            return as_jsonld(triples, prefixes, {} if self.served.generic else self.site.words)
        write = {"turtle": turtle, "xml": rdfxml}.get(form)
        return write(triples, prefixes) if write else ntriples(triples)

    async def identified(self, request: Request) -> Response:
        """Send on from the IRI of a thing to what a client accepts of it."""
        kind, slug = request.path_params["kind"], request.path_params["slug"]
        iri = addresses.iri_of(kind, slug)
        if not await self._known(iri):
            return await self.missing(request)
        page = self.site.page(iri)
        offered = {HTML: "", **{media: f".{end}" for end, media in addresses.DOCUMENTS.items()}}
        media = protocol.best(request.headers.get("accept"), list(offered))
        return _sent_on(f"{page}{offered[media]}", request, 303)

    async def namespace(self, request: Request) -> Response:
        """Send on from the IRI of the vocabulary."""
        offered = {HTML: "/vocab/", "text/turtle": "/download/ontology.ttl"}
        media = protocol.best(request.headers.get("accept"), list(offered))
        return _sent_on(offered[media], request, 303)

    async def lineage(self, request: Request) -> Response:
        """Give the lineage explorer."""
        params = dict(request.query_params)
        return await self.page(
            request,
            lambda: Page(
                "lineage.html", "The lineage of interpretations", explorer.view(self.site, params)
            ),
        )

    async def facts(self, request: Request) -> Response:
        """Give the list of questions of fact."""
        return await self.page(request, lambda: pages.facts(self.site))

    async def fact(self, request: Request) -> Response:
        """Give rival values side by side."""
        return await self.page(request, lambda: pages.fact(self.site, request.path_params["slug"]))

    async def as_of(self, request: Request) -> Response:
        """Give the debate as of a year."""
        year = request.query_params.get("as-of", "")
        return await self.page(request, lambda: pages.as_of(self.site, year))

    async def what_if(self, request: Request) -> Response:
        """Give what loses its support without some things."""
        names = request.query_params.getlist("aside")[:20]
        names = [name for name in names if name.strip()]
        return await self.page(request, lambda: pages.what_if(self.site, names))

    async def what_if_drawn(self, request: Request) -> Response:
        """Draw what is left without some things."""
        names = request.query_params.getlist("aside")[:20]

        def drawn() -> str:
            bench = self.site.bench
            return bench.draw_without(bench.what_if(*names)).svg

        return await self.sent(request, drawn, "image/svg+xml")

    async def catalogue(self, request: Request) -> Response:
        """Give the questions that can be asked."""
        about, reader = (request.query_params.get(name, "")[:200] for name in ("about", "for"))
        return await self.page(request, lambda: pages.catalogue(self.site, about, reader))

    async def question(self, request: Request) -> Response:
        """Give a question with its answer: as a page, or in a form of SPARQL."""
        topic, name = request.path_params["topic"], request.path_params["name"]
        values = dict(request.query_params)
        stem, _, ending = name.rpartition(".")
        if stem and ending in _ANSWERS:
            return await self.sent(
                request,
                lambda: self._answered(f"{topic}/{stem}", values, ending),
                _ANSWERS[ending],
                headers=_OPEN,
            )
        return await self.page(
            request, lambda: pages.question(self.site, f"{topic}/{name}", values)
        )

    def _answered(self, name: str, values: Mapping[str, str], form: str) -> str:
        query = queries.find(self.site.project, name)
        given = {key: value for key, value in values.items() if value}
        asked, resolved = self.site.bench.prepared(query, given)
        text = queries.bind(asked, resolved, prefixes=self.site.project.prefixes)
        return self.served.inside.written(text, form).text

    async def vocabulary(self, request: Request) -> Response:
        """Give the list of terms."""
        return await self.page(request, lambda: pages.vocabulary(self.site))

    async def term(self, request: Request) -> Response:
        """Give the page of a term, or its triples."""
        name = request.path_params["name"]
        stem, _, ending = name.rpartition(".")
        if stem and ending in ("ttl", "nt", "jsonld"):
            form = {"ttl": "turtle", "nt": "ntriples"}.get(ending, ending)
            media = addresses.DOCUMENTS[ending]
            return await self.sent(
                request, lambda: self._graph(self.site.term(stem), form), media, headers=_OPEN
            )
        links = f'</vocab/{quote(name)}.ttl>; rel="alternate"; type="text/turtle"'
        return await self.page(
            request, lambda: pages.term(self.site, name), headers={"link": links}
        )

    async def search(self, request: Request) -> Response:
        """Give what has a name."""
        words = request.query_params.get("q", "")[:200]
        return await self.page(request, lambda: pages.search(self.site, words))

    async def simple(self, request: Request) -> Response:
        """Give one of the pages that take no values."""
        return await self.page(request, lambda: _SIMPLE[request.url.path](self.site))

    async def figure(self, request: Request) -> Response:
        """Give a drawing as SVG, PDF or PNG."""
        name, _, form = request.path_params["name"].rpartition(".")
        media = _PICTURES.get(form)
        if media is None or not name:
            return await self.missing(request)
        told = request.query_params.get("width", "")
        width = _millimetres(told) if told else None
        basis = request.query_params.get("basis", "first")

        def drawn() -> str | bytes:
            return explorer.drawing(self.site, name, basis=basis, width_mm=width).to(form)

        return await self.sent(request, drawn, media)

    async def download(self, request: Request) -> Response:
        """Give an export of the graph."""
        name = request.path_params["name"]
        if name == "ontology.ttl":
            return await self.sent(request, self._ontology, "text/turtle", headers=_OPEN)
        if name == offline.NAME and offline.is_built():
            saved = {"content-disposition": f'attachment; filename="{offline.NAME}"'}
            return await self.sent(request, lambda: self.single, HTML, headers=saved)
        form = next(
            (one for one in exports.FORMATS.values() if name == f"{one.name}{one.suffix}"), None
        )
        if form is None:
            return await self.missing(request)
        media = _EXPORTS.get(form.name, "text/plain")
        saved = {"content-disposition": f'attachment; filename="stakhgraph{form.suffix}"'}
        return await self.sent(
            request, lambda: self.site.bench.export(form.name), media, headers={**saved, **_OPEN}
        )

    @cached_property
    def single(self) -> str:
        """The whole site in one file."""
        return offline.written(self.site)

    def _ontology(self) -> str:
        return (self.site.project.root / "ontology" / "stakh.ttl").read_text(encoding="utf-8")

    async def missing(self, request: Request) -> Response:
        """Tell that there is no such page, and what is called like it."""
        if self.served.generic or not _wants_html(request):
            return await self.refused(request, 404, f"nothing stands at {request.url.path}")
        words = unquote(request.url.path).rpartition("/")[2].rpartition(":")[2][:100]
        page = await self.work(lambda: pages.missing(self.site, words))
        text = await self.work(lambda: self.render(request, page))
        return self.body(text, HTML, status=404, headers={"cache-control": "no-store"})

    # -- SPARQL

    async def sparql(self, request: Request) -> Response:
        """Answer by the SPARQL 1.1 Protocol, or give the editor to a reader."""
        if request.method == "OPTIONS":
            return _options("GET, HEAD, POST, OPTIONS")
        body = b""
        if request.method == "POST":
            body = await self._read(request)
        try:
            asking = protocol.read(
                request.method,
                request.scope["query_string"],
                request.headers.get("content-type", ""),
                body,
            )
        except Refused as exc:
            return await self.refused(request, exc.status, exc.message, exc.headers)
        if _prefers_html(request):
            return await self._editor(request, asking)
        if not asking.query:
            return await self._service(request)
        return await self._results(request, asking)

    async def _read(self, request: Request) -> bytes:
        """Read a body that is neither too long nor too slow."""
        limits, found = self.served.limits, bytearray()
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
        media = protocol.best(request.headers.get("accept"), list(protocol.GRAPHS))
        form = protocol.GRAPHS[media]
        address = str(request.base_url).rstrip("/")

        def made() -> str:
            return self._graph(described(f"{address}/sparql", self.served.outside.graphs()), form)

        return await self.sent(request, made, media, headers={"vary": "Accept", **_OPEN})

    async def _results(self, request: Request, asking: Asking) -> Response:
        try:
            # In a thread: a long text takes a while to be looked through.
            offered = protocol.offers(await self.work(lambda: asking.form))
            media = protocol.best(request.headers.get("accept"), list(offered))
            headers = {"vary": "Accept", **_OPEN}
            tag = self.tag(request, media)
            if request.method != "POST":
                if found := self.unchanged(request, tag):
                    found.headers.update(headers)
                    return found
                headers |= {"etag": tag, **_CACHED}
            limits = self.served.limits
            written = await self._asked(
                request, asking, offered[media], rows=limits.rows, length=limits.length
            )
        except Refused as exc:
            return await self.refused(request, exc.status, exc.message, exc.headers)
        except StakhError as exc:
            return await self._failed(request, exc)
        return self.body(written.text, media, headers=headers)

    async def _asked(self, request: Request, asking: Asking, form: str, **limits: Any) -> Any:
        """Ask a worker; when the client leaves, the question is ended."""
        call = Call()

        def ask() -> Any:
            return self.served.outside.written(
                asking.query, form, dataset=asking.dataset, call=call, **limits
            )

        return await _watched(request, call, ask, self._askers)

    async def _failed(self, request: Request, exc: StakhError) -> Response:
        status = protocol.status(exc)
        told = exc.message.rstrip(".")
        if isinstance(exc, QuerySyntaxError) and exc.where:
            told = f"line {exc.where.replace(':', ', column ')}: {told}"
        remedy = (exc.remedy or "").replace(
            ", or allow more with --timeout SECONDS (0 for no limit)", ""
        )
        headers = {"retry-after": "2"} if isinstance(exc, Busy) else {}
        return await self.refused(request, status, f"{told}. {remedy}".strip(), headers)

    async def _editor(self, request: Request, asking: Asking) -> Response:
        """Give the page of the editor, with the answer where there is a query."""
        context: dict[str, Any] = {
            "query": asking.query,
            "table": None,
            "truth": None,
            "text": "",
            "error": None,
            "capped": 0,
            "examples": await self.work(self._examples),
            "limits": self.served.limits.told(),
        }
        status = 200
        if asking.query:
            try:
                context |= await self._shown(request, asking)
            except StakhError as exc:
                status = protocol.status(exc)
                line, _, column = (exc.where or "").partition(":")
                context["error"] = {
                    "message": exc.message,
                    "remedy": exc.remedy or "",
                    "line": int(line) if line.isdigit() else 0,
                    "column": int(column) if column.isdigit() else 0,
                }
        text = await self.work(lambda: self.render(request, Page("sparql.html", "SPARQL", context)))
        extra = {"vary": "Accept", "cache-control": "no-store"}
        return self.body(text, HTML, status=status, headers=extra)

    async def _shown(self, request: Request, asking: Asking) -> dict[str, Any]:
        form = await self.work(lambda: asking.form)
        kind = "turtle" if form in ("CONSTRUCT", "DESCRIBE") else "json"
        found = await self._asked(
            request, asking, kind, rows=PAGE_ROWS, length=self.served.limits.length, cut=True
        )
        capped = {"capped": PAGE_ROWS if found.more else 0}
        if kind == "turtle":
            return {"text": found.text, **capped}
        if form == "ASK":
            return {"truth": json.loads(found.text)["boolean"], **capped}
        table = Table.of_json(json.loads(found.text))
        return {**await self.work(lambda: pages.shown(self.site, table)), **capped}

    def _examples(self) -> list[tuple[str, str]]:
        if self.served.generic:
            return [("Ten triples", "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 10")]
        return pages.sparql_examples(self.site)

    async def store(self, request: Request) -> Response:
        """Give a graph by the SPARQL 1.1 Graph Store Protocol, which here only reads."""
        params = request.query_params
        graph = params.get("graph")
        if (graph is None) == ("default" not in params):
            return await self.refused(request, 400, "name one graph: /store?default or ?graph=IRI")
        if graph is not None and not is_iri(graph):
            return await self.refused(request, 400, f"no IRI of a graph: {graph[:80]!r}")
        if graph is not None and graph not in await self.work(self.served.outside.graphs):
            return await self.refused(request, 404, f"there is no graph <{graph}>")
        text = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
        asking = Asking(text, Dataset((graph,)) if graph else None)
        media = protocol.best(request.headers.get("accept"), list(protocol.GRAPHS))
        headers = {"vary": "Accept", **_OPEN}
        if found := self.unchanged(request, self.tag(request, media)):
            found.headers.update(headers)
            return found
        try:
            written = await self._asked(request, asking, protocol.GRAPHS[media])
        except StakhError as exc:
            return await self._failed(request, exc)
        return self.body(written.text, media, headers={**headers, "etag": self.tag(request, media)})

    async def void(self, request: Request) -> Response:
        """Describe the data set by VoID."""
        media = protocol.best(request.headers.get("accept"), list(protocol.GRAPHS))
        address = str(request.base_url).rstrip("/")

        def made() -> str:
            return self._graph(voided(address, self.served.inside), protocol.GRAPHS[media])

        return await self.sent(request, made, media, headers={"vary": "Accept", **_OPEN})

    # -- files

    async def static(self, request: Request) -> Response:
        """Give a file of the site's style and scripts."""
        room = {"static": "static", "assets": "dist"}[request.url.path.split("/")[1]]
        found = _files(room).get(request.path_params["name"])
        if found is None:
            return await self.missing(request)
        media = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
        if found.suffix == ".wasm":
            media = "application/wasm"
        return await self.sent(request, found.read_bytes, media)


_CACHED = {"cache-control": "no-cache"}
_ANSWERS = {
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
}
_PICTURES = {"svg": "image/svg+xml", "pdf": "application/pdf", "png": "image/png"}
_EXPORTS = {
    "turtle": "text/turtle",
    "trig": "application/trig",
    "ntriples": "application/n-triples",
    "nquads": "application/n-quads",
    "rdfxml": "application/rdf+xml",
    "jsonld": "application/ld+json",
    "csv": "text/csv",
    "csl-json": "application/json",
    "graphml": "application/xml",
    "gexf": "application/xml",
}
_SIMPLE: Mapping[str, Callable[[Site], Page]] = {
    "/download": pages.downloads,
    "/help": pages.helping,
    "/about": pages.about,
}
_TITLES = {
    403: "This only reads",
    404: "There is no such page",
    405: "This is not done here",
    406: "None of the forms asked for",
    413: "Too long",
    503: "Busy",
    504: "It took too long",
}
_CLASSES = """SELECT ?class (COUNT(DISTINCT ?s) AS ?things) WHERE {
  { ?s a ?class } UNION { GRAPH ?g { ?s a ?class } }
} GROUP BY ?class ORDER BY DESC(?things) ?class LIMIT 200"""


def _pretty(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _millimetres(text: str) -> float:
    number = text.strip().removesuffix("mm")
    try:
        found = float(number)
    except ValueError:
        found = 0.0
    if not 40 <= found <= 1000:
        raise UsageError(f"{text[:20]!r} is no width", remedy="Write 180mm, say.")
    return found


def _files(room: str) -> Mapping[str, Path]:
    """Give the files of a folder by name: a request names one of them, and no path."""
    folder = pages.WEB / room
    return (
        {path.name: path for path in folder.iterdir() if path.is_file()} if folder.is_dir() else {}
    )


def _written() -> str:
    """Give what tells one state of templates and program from another."""
    folder = Path(__file__).parent
    found = [*sorted(folder.glob("*.py")), *sorted((folder / "web").rglob("*.html"))]
    found += [path for room in ("static", "dist") for path in _files(room).values()]
    return " ".join(f"{path.name}{path.stat().st_mtime_ns}" for path in found)


def _resource(pool: Pool, iri: str) -> Page:
    name = f"<{iri}>"
    out, back = (
        pool.select(
            f"SELECT {names} {{ {{ {pattern} }} UNION {{ GRAPH ?g {{ {pattern} }} }} }} LIMIT 500"
        )
        for names, pattern in (("?p ?o ?g", f"{name} ?p ?o"), ("?s ?p ?g", f"?s ?p {name}"))
    )
    if not len(out) and not len(back):
        raise UnknownName("the files say nothing of this", where=iri)
    return Page("resource.html", iri, {"iri": iri, "out": out.rows, "back": back.rows})


# --------------------------------------------------------------------------------------- requests


def _wants_html(request: Request) -> bool:
    """Tell whether a reader asks: HTML is named, and nothing is liked better."""
    return _prefers_html(request)


def _prefers_html(request: Request) -> bool:
    accept = request.headers.get("accept", "")
    if HTML not in accept and "application/xhtml+xml" not in accept:
        return False
    offered = ["text/turtle", *protocol.RESULTS, HTML]
    try:
        return protocol.best(accept, [HTML, *offered]) == HTML
    except Refused:
        return False


def _sent_on(path: str, request: Request, status: int) -> Response:
    query = f"?{request.url.query}" if request.url.query else ""
    headers = {"location": f"{path}{query}", "vary": "Accept", "cache-control": "no-cache", **_OPEN}
    return Response(status_code=status, headers=headers)


def _options(methods: str) -> Response:
    headers = {
        **_OPEN,
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


class Pieces(Response):
    """A body sent in pieces, each within a time, so that who does not read does not fill memory."""

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
        """Send it."""
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


# ----------------------------------------------------------------------------------- all requests


class Guard:
    """What holds for every request: a name, a host of this machine, headers, an end in time."""

    def __init__(self, app: Any, served: Served) -> None:
        self.app = app
        self.served = served

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope["stakhgraph.request"] = secrets.token_hex(6)
        host = next((v.decode("latin-1") for k, v in scope["headers"] if k == b"host"), "")
        if _bare(host) not in self.served.hosts:
            await _plain(send, 421, "This server is for this machine alone.\n")
            return
        begun = False

        async def sending(message: dict[str, Any]) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                message = {**message, "headers": _with(message["headers"], scope)}
            with anyio.fail_after(self.served.limits.sending):
                await send(message)

        try:
            await self.app(scope, receive, sending)
        except ClientDisconnect:
            return
        except TimeoutError:
            if begun:  # who asked does not read: the transfer breaks, and never looks complete
                raise
            await _plain(send, 503, "The server is busy.\n")


def _bare(host: str) -> str:
    """Give a host without its port."""
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0].lower()


def _with(headers: list[tuple[bytes, bytes]], scope: Any) -> list[tuple[bytes, bytes]]:
    known = {name for name, _ in headers}
    more = {**_HEADERS, "x-request-id": scope["stakhgraph.request"]}
    return [
        *headers,
        *((k.encode(), v.encode()) for k, v in more.items() if k.encode() not in known),
    ]


async def _plain(send: Any, status: int, text: str) -> None:
    body = text.encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def application(served: Served) -> Any:
    """Give the ASGI application that serves this."""
    desk = Desk(served)
    app = Starlette(
        routes=[*_shared(desk), *([] if served.generic else _debate(desk))],
        exception_handlers={
            Refused: _handler(desk, lambda e: (e.status, e.message, e.headers)),
            UnknownName: _missed(desk),
            StakhError: _handler(desk, lambda e: (protocol.status(e), _line(e), {})),
            HTTPException: _handled(desk),
            Exception: _broken(desk),
        },
    )
    return Guard(app, served)


def _line(exc: StakhError) -> str:
    return " ".join(filter(None, (f"{exc.message.rstrip('.')}.", exc.remedy)))


def _shared(desk: Desk) -> list[Route]:
    """Give the routes of a debate and of mere files."""
    return [
        Route("/", desk.home),
        Route("/sparql", desk.sparql, methods=list(_METHODS)),
        Route("/store", desk.store),
        Route("/.well-known/void", desk.void),
        Route("/resource", desk.resource),
        Route("/static/{name}", desk.static),
        Route("/assets/{name}", desk.static),
    ]


_METHODS = ("GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH")


def _debate(desk: Desk) -> list[Route]:
    """Give the routes of a debate; the pages of things come last, since they fit many."""
    return [
        Route("/id/{kind}/{slug}", desk.identified),
        Route("/ns", desk.namespace),
        Route("/vocab/", desk.vocabulary),
        Route("/vocab/{name}", desk.term),
        Route("/lineage", desk.lineage),
        Route("/fact/", desk.facts),
        Route("/fact/{slug}", desk.fact),
        Route("/debate", desk.as_of),
        Route("/what-if", desk.what_if),
        Route("/what-if.svg", desk.what_if_drawn),
        Route("/queries", desk.catalogue),
        Route("/query/{topic}/{name}", desk.question),
        Route("/search", desk.search),
        Route("/figure/{name}", desk.figure),
        Route("/download/{name}", desk.download),
        *(Route(path, desk.simple) for path in _SIMPLE),
        Route("/{kind}/", desk.kind),
        Route("/{kind}/{slug}", desk.thing),
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
