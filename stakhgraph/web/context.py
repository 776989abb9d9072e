"""What all routes of a server share: worker threads, entity tags, rendered pages, refusals."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import unquote

import anyio
import anyio.to_thread
from starlette.requests import Request
from starlette.responses import Response

from stakhgraph.rdf.answer_formats import write
from stakhgraph.rdf.answers import Triples
from stakhgraph.rdf.terms import Triple
from stakhgraph.rdf.workers.pool import Pool
from stakhgraph.web import front_end
from stakhgraph.web.chunked_response import ChunkedResponse
from stakhgraph.web.http.conditional_requests import Conditions, not_modified_headers, weak_tag
from stakhgraph.web.http.content_negotiation import HTML, accepted, accepts_gzip, prefers_html
from stakhgraph.web.http.cross_origin import OPEN
from stakhgraph.web.job_queue import JobQueue, while_connected
from stakhgraph.web.kept_answers import KeptAnswer, KeptAnswers, prepared
from stakhgraph.web.limits import Limits
from stakhgraph.web.pages.error import error
from stakhgraph.web.pages.missing import missing
from stakhgraph.web.refusals import RequestRefused
from stakhgraph.web.rendering.environment import render
from stakhgraph.web.rendering.page import DEBATE_MENU, FILES_MENU, Frame, Page
from stakhgraph.web.request_guard import REQUEST_ID
from stakhgraph.web.site import Site
from stakhgraph.web.sparql.protocol import DATA

__all__ = ["CACHED", "Backend", "Context", "redirect"]

_T = TypeVar("_T")

CACHED = {"cache-control": "no-cache"}
"""Headers of answers that a client may keep, if it asks each time whether they still hold."""

_NOT_STORED = {"cache-control": "no-store"}
_TEXT_TYPES = (
    *("text/", "application/json", "application/ld+json", "application/sparql-results"),
    *("application/rdf+xml", "application/xml", "application/n-", "application/trig"),
)
_PACKED_TYPES = (*_TEXT_TYPES, "image/svg+xml", "application/wasm", "application/x-", "font/")


@dataclass
class Backend:
    """What a server answers from: the site of a project, or the graphs of plain RDF files.

    ``page_pool`` answers the queries of pages, ``query_pool`` those of clients, so that no query
    from outside can slow down the pages. ``files`` are the names of plain RDF files, ``cors`` the
    origins of other sites whose scripts may read data.
    """

    site: Site
    page_pool: Pool
    query_pool: Pool
    digest: str
    limits: Limits = field(default_factory=Limits)
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")
    files: tuple[str, ...] = ()
    cors: tuple[str, ...] = ()

    @property
    def only_files(self) -> bool:
        """Whether plain RDF files are served, and not a debate."""
        return bool(self.files)

    def close(self) -> None:
        """Stop all workers."""
        self.page_pool.close()
        self.query_pool.close()


class Context:
    """What the routes of one server have in common."""

    def __init__(self, backend: Backend) -> None:
        self.backend = backend
        self.site = backend.site
        self._threads = anyio.CapacityLimiter(32)
        limits = backend.limits
        self._pages = JobQueue(2, waiting=limits.waiting, turn=limits.turn)
        self._hard_work = JobQueue(2, waiting=limits.waiting, turn=limits.turn)
        self._kept = KeptAnswers(limits.kept)
        self._large_answers = anyio.CapacityLimiter(limits.large)
        state = f"{backend.digest} {front_end.state()}"
        self._state = hashlib.sha256(state.encode()).hexdigest()

    async def work(self, make: Callable[[], _T]) -> _T:
        """Run a function that takes little time, or waits for a query, in a thread."""
        return await anyio.to_thread.run_sync(make, limiter=self._threads)

    async def made(
        self, request: Request, key: str, make: Callable[[], KeptAnswer], *, hard: bool = False
    ) -> KeptAnswer:
        """Return the answer of a key: the one that is kept, or else what ``make`` returns.

        ``hard`` work, such as drawing, has a queue of its own. Raises Busy if too many others wait,
        and ClientDisconnect if the client leaves.
        """
        kept = self._kept.get(key)
        if kept is None:
            queue = self._hard_work if hard else self._pages
            kept = await while_connected(request, queue.result(key, make))
            if kept.status == 200:
                self._kept.keep(key, kept)
        return kept

    def tag(self, request: Request, media: str) -> str:
        """Return the entity tag: a digest of graph and program, address and media type."""
        url = request.url
        text = f"{self._state} {url.netloc} {url.path}?{url.query} {media}"
        return weak_tag(hashlib.sha256(text.encode()).hexdigest()[:24])

    async def conditional(
        self,
        request: Request,
        tag: str,
        make: Callable[[], Awaitable[Response]],
        *,
        headers: Mapping[str, str] | None = None,
        packed: bool = False,
    ) -> Response:
        """Return what ``make`` returns, with a tag, if the conditions of the request hold.

        Conditions are only about an answer that there would be without them: an error stays one.
        ``headers`` are added to every answer; ``packed`` says that there is a shorter form of it.
        """
        conditions = Conditions.of(request.headers)
        # Whoever names the tag has had the answer, so that it need not be made again.
        known = bool(tag) and conditions.names(tag)
        response = Response() if known else await make()
        response.headers.update(headers or {})
        if packed:
            response.headers.add_vary_header("Accept-Encoding")
        if response.status_code != 200:
            return response
        response.headers.update({"etag": tag, **CACHED} if tag else {})
        status = conditions.status(request.method, tag)
        if status == 412:
            raise RequestRefused(412, "the condition of the request does not hold")
        if status == 304:
            return Response(status_code=304, headers=not_modified_headers(response.headers))
        return response

    async def respond(
        self,
        request: Request,
        make: Callable[[], str | bytes],
        media: str,
        *,
        headers: Mapping[str, str] | None = None,
        hard: bool = False,
    ) -> Response:
        """Return a response with what ``make`` returns, unless the client has it already."""
        tag, pack = self.tag(request, media), media.startswith(_PACKED_TYPES)

        async def answer() -> Response:
            kept = await self.made(request, tag, lambda: prepared(make(), pack=pack), hard=hard)
            return self._sent(request, kept, media)

        return await self.conditional(request, tag, answer, headers=headers, packed=pack)

    def _sent(
        self,
        request: Request,
        kept: KeptAnswer,
        media: str,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """Return the response with a kept answer, packed if the client takes it so."""
        encodings = ", ".join(request.headers.getlist("accept-encoding"))
        body, every = kept.data, dict(headers or {})
        if kept.packed is not None and accepts_gzip(encodings):
            body, every["content-encoding"] = kept.packed, "gzip"
        return self.response(body, media, status=kept.status, headers=every)

    def response(
        self,
        body: str | bytes,
        media: str,
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """Return a response that is sent in pieces, as fast as the client reads."""
        data = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
        content_type = f"{media}; charset=utf-8" if media.startswith(_TEXT_TYPES) else media
        return ChunkedResponse(data, content_type, status, dict(headers or {}), self._large_answers)

    async def page(
        self,
        request: Request,
        make: Callable[[], Page],
        *,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """Return the page that ``make`` returns as HTML, unless the client has it already."""
        tag = self.tag(request, HTML)

        async def answer() -> Response:
            kept = await self.made(request, tag, lambda: self._html(request, make(), pack=True))
            headers = {} if kept.status == 200 else _NOT_STORED
            return self._sent(request, kept, HTML, headers)

        return await self.conditional(request, tag, answer, headers=headers, packed=True)

    def _html(self, request: Request, page: Page, *, pack: bool = False) -> KeptAnswer:
        """Return a page as HTML in its frame."""
        frame = Frame(
            path=request.url.path,
            menu=FILES_MENU if self.backend.only_files else DEBATE_MENU,
            debate=not self.backend.only_files,
            offline=front_end.is_built(),
        )
        return prepared(render(page, self.site, frame), pack=pack, status=page.status)

    async def rendered(
        self, request: Request, page: Page, *, headers: Mapping[str, str]
    ) -> Response:
        """Return a page that is not kept."""
        return self._sent(
            request, await self.work(lambda: self._html(request, page)), HTML, headers
        )

    async def refused(
        self, request: Request, status: int, message: str, headers: Mapping[str, str] | None = None
    ) -> Response:
        """Return an error: as a page for a reader, as one line of text for a program."""
        sentence = message[:1].upper() + message[1:].rstrip(".") + "."
        every = {**_NOT_STORED, "vary": "Accept", **(headers or {})}
        if prefers_html(accepted(request), DATA):
            page = error(status, sentence, request.scope.get(REQUEST_ID, ""))
            return await self.rendered(request, page, headers=every)
        return self.response(
            f"{sentence}\n", "text/plain", status=status, headers={**every, **OPEN}
        )

    async def missing(self, request: Request) -> Response:
        """Return that there is no such page, with things of a similar name."""
        reader = prefers_html(accepted(request), DATA)
        if self.backend.only_files or not reader:
            return await self.refused(request, 404, f"nothing stands at {request.url.path}")
        words = unquote(request.url.path).rpartition("/")[2].rpartition(":")[2][:100]
        kept = await self.made(
            request, self.tag(request, ""), lambda: self._html(request, missing(self.site, words))
        )
        return self._sent(request, kept, HTML, {**_NOT_STORED, "vary": "Accept"})

    def serialise(self, triples: Sequence[Triple], form: str) -> str:
        """Return triples in one of the formats of `GRAPHS`."""
        prefixes = self.site.project.prefixes
        terms = {} if self.backend.only_files else self.site.json_ld_context
        return write(Triples(tuple(triples)), form, prefixes=prefixes, terms=terms)


def redirect(request: Request, path: str, status: int) -> Response:
    """Return a redirection to another path, with the parameters of this address."""
    query = f"?{request.url.query}" if request.url.query else ""
    headers = {"location": f"{path}{query}", "vary": "Accept", **CACHED, **OPEN}
    return Response(status_code=status, headers=headers)
