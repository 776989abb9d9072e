"""The routes of the pages: what each address shows, and which parameters it reads."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response

from stakhgraph.queries import binding
from stakhgraph.rdf.terms import is_iri
from stakhgraph.web import urls
from stakhgraph.web.context import Context, redirect
from stakhgraph.web.data_routes import FORMS, DataRoutes
from stakhgraph.web.http.cross_origin import OPEN
from stakhgraph.web.pages.about import about
from stakhgraph.web.pages.as_of import as_of
from stakhgraph.web.pages.catalogue import catalogue
from stakhgraph.web.pages.download import download
from stakhgraph.web.pages.fact import fact
from stakhgraph.web.pages.facts import facts
from stakhgraph.web.pages.files.graphs import graphs
from stakhgraph.web.pages.files.resource import resource
from stakhgraph.web.pages.help import help_page
from stakhgraph.web.pages.home import home
from stakhgraph.web.pages.lineage import lineage
from stakhgraph.web.pages.question import question
from stakhgraph.web.pages.search import search
from stakhgraph.web.pages.term import term
from stakhgraph.web.pages.things.kind import kind
from stakhgraph.web.pages.things.thing import thing
from stakhgraph.web.pages.vocabulary import vocabulary
from stakhgraph.web.pages.what_if import what_if

__all__ = ["PageRoutes"]

_ANSWER_TYPES = {
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
}
_LONGEST = 200  # characters of a parameter that are read
_MOST_ASIDE = 20  # things that can be set aside at once


class PageRoutes:
    """Answers with pages; a path with an ending leads to the document beside the page."""

    def __init__(self, context: Context, data: DataRoutes) -> None:
        self.context = context
        self.site = context.site
        self.data = data

    async def home(self, request: Request) -> Response:
        """Return the home page."""
        backend = self.context.backend
        if backend.only_files:
            return await self.context.page(
                request, lambda: graphs(backend.page_pool, backend.files)
            )
        return await self.context.page(request, lambda: home(self.site))

    async def resource(self, request: Request) -> Response:
        """Return everything that plain RDF files say of one IRI."""
        iri = request.query_params.get("iri", "")
        if not is_iri(iri):
            return await self.context.refused(
                request, 400, "no IRI is named; write /resource?iri=IRI"
            )
        return await self.context.page(
            request, lambda: resource(self.context.backend.page_pool, iri)
        )

    async def kind(self, request: Request) -> Response:
        """Return the list of the things of one kind."""
        name = request.path_params["kind"]
        return await self.context.page(request, lambda: kind(self.site, name, _page(request)))

    async def thing(self, request: Request) -> Response:
        """Return the page of a thing, or one of the documents about it."""
        iri = await self.data.thing(request)
        if iri is None:
            ending = request.path_params["slug"].rpartition(".")[2]
            about = await self.data.thing(request, ending) if ending in urls.DOCUMENTS else None
            if about is None:
                return await self.context.missing(request)
            return await self.data.document(request, about, ending)
        canonical = self.site.page(iri)
        if canonical and request.url.path not in (canonical, unquote(canonical)):
            return redirect(request, canonical, 301)
        links = [
            f'<{canonical}.{ending}>; rel="alternate"; type="{media}"'
            for ending, media in urls.DOCUMENTS.items()
        ]
        links.append(f'<{urls.uri_of(iri)}>; rel="describes"')
        return await self.context.page(
            request, lambda: thing(self.site, iri), headers={"link": ", ".join(links)}
        )

    async def lineage(self, request: Request) -> Response:
        """Return the lineage explorer."""
        parameters = dict(request.query_params)
        return await self.context.page(request, lambda: lineage(self.site, parameters))

    async def facts(self, request: Request) -> Response:
        """Return the list of questions of fact."""
        return await self.context.page(request, lambda: facts(self.site, _page(request)))

    async def fact(self, request: Request) -> Response:
        """Return the rival values of one question of fact."""
        slug = request.path_params["slug"]
        return await self.context.page(request, lambda: fact(self.site, slug))

    async def as_of(self, request: Request) -> Response:
        """Return the debate as of a year."""
        year = request.query_params.get("as-of", "")
        return await self.context.page(request, lambda: as_of(self.site, year))

    async def what_if(self, request: Request) -> Response:
        """Return what loses its support without some things."""
        names = request.query_params.getlist("aside")[:_MOST_ASIDE]
        names = [name for name in names if name.strip()]
        return await self.context.page(request, lambda: what_if(self.site, names))

    async def catalogue(self, request: Request) -> Response:
        """Return the catalogue of stored queries."""
        about_, reader = (request.query_params.get(n, "")[:_LONGEST] for n in ("about", "for"))
        return await self.context.page(request, lambda: catalogue(self.site, about_, reader))

    async def question(self, request: Request) -> Response:
        """Return a stored query with its answer: as a page, or in a format of SPARQL results."""
        topic, name = request.path_params["topic"], request.path_params["name"]
        values = dict(request.query_params)
        stem, _, ending = name.rpartition(".")
        if stem and ending in _ANSWER_TYPES:
            return await self.context.respond(
                request,
                lambda: self._answer(f"{topic}/{stem}", values, ending),
                _ANSWER_TYPES[ending],
                headers=OPEN,
            )
        return await self.context.page(
            request, lambda: question(self.site, f"{topic}/{name}", values)
        )

    def _answer(self, name: str, values: Mapping[str, str], form: str) -> str:
        query = self.site.workbench.named(name)
        given = {key: value for key, value in values.items() if value}
        prepared, resolved = self.site.workbench.prepared(query, given)
        text = binding.bind(prepared, resolved, prefixes=self.site.project.prefixes)
        return self.context.backend.page_pool.answer_text(text, form).text

    async def vocabulary(self, request: Request) -> Response:
        """Return the list of the terms of the ontology."""
        return await self.context.page(request, lambda: vocabulary(self.site))

    async def term(self, request: Request) -> Response:
        """Return the page of a term, or the triples about it."""
        name = request.path_params["name"]
        stem, _, ending = name.rpartition(".")
        if stem and ending in FORMS:
            return await self.data.term(request, stem, ending)
        link = f'</vocab/{quote(name)}.ttl>; rel="alternate"; type="text/turtle"'
        return await self.context.page(
            request, lambda: term(self.site, name), headers={"link": link}
        )

    async def search(self, request: Request) -> Response:
        """Return the things that have some words in their names."""
        words = request.query_params.get("q", "")[:_LONGEST]
        return await self.context.page(request, lambda: search(self.site, words, _page(request)))

    async def download(self, request: Request) -> Response:
        """Return the page of the exports and drawings."""
        return await self.context.page(request, lambda: download(self.site, _page(request)))

    async def help(self, request: Request) -> Response:
        """Return the help page."""
        return await self.context.page(request, lambda: help_page(self.site))

    async def about(self, request: Request) -> Response:
        """Return the page about the project."""
        return await self.context.page(request, lambda: about(self.site))


def _page(request: Request) -> str:
    """Return which page of a list is asked for; empty for the first."""
    return request.query_params.get("page", "")[:_LONGEST]
