"""What all answers of a server share: work in threads, entity tags, frames of pages, refusals."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeVar
from urllib.parse import unquote

import anyio
import anyio.to_thread
from starlette.requests import Request
from starlette.responses import Response

from stakhgraph.errors import Busy
from stakhgraph.rdf.serialisers import jsonld, ntriples, rdfxml, turtle
from stakhgraph.rdf.terms import Triple
from stakhgraph.rdf.workers.pool import Pool
from stakhgraph.web import pages, single_file, sparql_protocol
from stakhgraph.web.pages import Page
from stakhgraph.web.responses import Limits, Pieces
from stakhgraph.web.site import Site
from stakhgraph.web.sparql_protocol import Refused

__all__ = ["CACHED", "HTML", "OPEN", "Desk", "Served", "files", "prefers_html", "sent_on"]

_T = TypeVar("_T")

OPEN = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "Link, ETag, Content-Length",
}
HTML = "text/html"
_TEXTS = (
    *("text/", "application/json", "application/ld+json", "application/sparql-results"),
    *("application/rdf+xml", "application/xml", "application/n-", "application/trig"),
)
CACHED = {"cache-control": "no-cache"}
_TITLES = {
    403: "This only reads",
    404: "There is no such page",
    405: "This is not done here",
    406: "None of the forms asked for",
    413: "Too long",
    503: "Busy",
    504: "It took too long",
}


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
        return single_file.MENU

    @property
    def name(self) -> str:
        """What stands at the head of every page."""
        return "stakhgraph"

    def close(self) -> None:
        """End all workers."""
        self.inside.close()
        self.outside.close()


class Desk:
    """What the answers of one server have in common."""

    def __init__(self, served: Served) -> None:
        self.served = served
        self.site = served.site
        self._threads = anyio.CapacityLimiter(32)
        self._hard = anyio.CapacityLimiter(2)
        self._askers = anyio.CapacityLimiter(64)
        self._large = anyio.CapacityLimiter(served.limits.large)
        self._stamp = hashlib.sha256(f"{served.digest} {_written()}".encode()).hexdigest()

    async def work(self, make: Callable[[], _T], *, hard: bool = False) -> _T:
        """Do work that waits for queries in a thread; ``hard`` work, such as drawing, by turns.

        Raises Busy where a turn does not come in time.
        """
        if not hard:
            return await anyio.to_thread.run_sync(make, limiter=self._threads)
        try:
            with anyio.fail_after(self.served.limits.turn):
                await self._hard.acquire()
        except TimeoutError as exc:
            raise Busy("others draw just now", remedy="Ask again in a little while.") from exc
        try:
            return await anyio.to_thread.run_sync(make, limiter=self._threads)
        finally:
            self._hard.release()

    def tag(self, request: Request, media: str) -> str:
        """Give the entity tag: state of the graph and program, address, media type."""
        told = f"{self._stamp} {request.url.path}?{request.url.query} {media}"
        return f'W/"{hashlib.sha256(told.encode()).hexdigest()[:24]}"'

    def unchanged(self, request: Request, tag: str) -> Response | None:
        """Give 304 if the client has this already."""
        held = [one.strip() for one in request.headers.get("if-none-match", "").split(",")]
        if request.method in ("GET", "HEAD") and (tag in held or "*" in held):
            return Response(status_code=304, headers={"etag": tag, **CACHED})
        return None

    async def sent(
        self,
        request: Request,
        make: Callable[[], str | bytes],
        media: str,
        *,
        headers: Mapping[str, str] | None = None,
        hard: bool = False,
    ) -> Response:
        """Give what ``make`` gives, unless the client has it already."""
        tag = self.tag(request, media)
        found = self.unchanged(request, tag)
        if found is None:
            body = await self.work(make, hard=hard)
            found = self.body(body, media, headers={"etag": tag, **CACHED})
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
            fine = {"etag": tag, **CACHED} if page.status == 200 else {"cache-control": "no-store"}
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
            offline=single_file.is_built(),
        )

    async def refused(
        self, request: Request, status: int, message: str, headers: Mapping[str, str] | None = None
    ) -> Response:
        """Tell of an error: as a page to a reader, as one line to a program."""
        named = request.scope.get("stakhgraph.request", "")
        told = message[:1].upper() + message[1:].rstrip(".") + "."
        extra = {"cache-control": "no-store", "vary": "Accept", **(headers or {})}
        if prefers_html(request):
            title = _TITLES.get(status, "This cannot be answered")
            text = await self.work(
                lambda: self.render(request, pages.fault(status, title, told, named))
            )
            return self.body(text, HTML, status=status, headers=extra)
        return self.body(f"{told}\n", "text/plain", status=status, headers={**extra, **OPEN})

    async def missing(self, request: Request) -> Response:
        """Tell that there is no such page, and what is called like it."""
        if self.served.generic or not prefers_html(request):
            return await self.refused(request, 404, f"nothing stands at {request.url.path}")
        words = unquote(request.url.path).rpartition("/")[2].rpartition(":")[2][:100]
        page = await self.work(lambda: pages.missing(self.site, words))
        text = await self.work(lambda: self.render(request, page))
        return self.body(text, HTML, status=404, headers={"cache-control": "no-store"})

    def graph(self, triples: Sequence[Triple], form: str) -> str:
        """Give triples in a form of graphs."""
        prefixes = self.site.project.prefixes
        if form == "jsonld":
            return jsonld.serialise(
                triples, prefixes, {} if self.served.generic else self.site.words
            )
        write = {"turtle": turtle.serialise, "xml": rdfxml.serialise}.get(form)
        return write(triples, prefixes) if write else ntriples.serialise(triples)


def files(room: str) -> Mapping[str, Path]:
    """Give the files of a folder by name: a request names one of them, and no path."""
    folder = pages.WEB / room
    return (
        {path.name: path for path in folder.iterdir() if path.is_file()} if folder.is_dir() else {}
    )


def _written() -> str:
    """Give what tells one state of templates and program from another."""
    folder = Path(__file__).parent
    found = [*sorted(folder.parent.rglob("*.py")), *sorted(folder.rglob("templates/*.html"))]
    found += [path for room in ("static", "dist") for path in files(room).values()]
    return " ".join(f"{path.name}{path.stat().st_mtime_ns}" for path in found)


def prefers_html(request: Request) -> bool:
    """Tell whether a reader asks: HTML is named, and nothing is liked better."""
    accept = request.headers.get("accept", "")
    if HTML not in accept and "application/xhtml+xml" not in accept:
        return False
    offered = ["text/turtle", *sparql_protocol.RESULTS, HTML]
    try:
        return sparql_protocol.best(accept, [HTML, *offered]) == HTML
    except Refused:
        return False


def sent_on(path: str, request: Request, status: int) -> Response:
    """Send a client on to another address, with the same values."""
    query = f"?{request.url.query}" if request.url.query else ""
    headers = {"location": f"{path}{query}", "vary": "Accept", "cache-control": "no-cache", **OPEN}
    return Response(status_code=status, headers=headers)
