"""The pages of a debate and its linked data over HTTP, and what can be downloaded."""

from __future__ import annotations

import json
import mimetypes
from collections.abc import Callable, Mapping
from functools import cached_property
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response

from stakhgraph.errors import UnknownName, UsageError
from stakhgraph.exports import formats
from stakhgraph.queries import binding, catalogue
from stakhgraph.rdf.terms import is_iri
from stakhgraph.rdf.workers.pool import Pool
from stakhgraph.web import lineage_view, pages, single_file, sparql_protocol, urls
from stakhgraph.web.context import HTML, OPEN, Desk, files, sent_on
from stakhgraph.web.pages import Page
from stakhgraph.web.site import Site

__all__ = ["SIMPLE", "Rooms"]


class Rooms:
    """Gives the pages, each thing of the graph, and files."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    async def home(self, request: Request) -> Response:
        """Give the first page."""
        if self.desk.served.generic:
            return await self.desk.page(request, self._graphs)
        return await self.desk.page(request, lambda: pages.home(self.desk.site))

    def _graphs(self) -> Page:
        held = self.desk.served.inside.graphs()
        rows = self.desk.served.inside.select(_CLASSES).records()
        classes = [(row["class"], int(row["things"])) for row in rows]
        return Page(
            "graphs.html",
            "What is served",
            {"files": self.desk.served.files, "graphs": list(held.items()), "classes": classes},
        )

    async def resource(self, request: Request) -> Response:
        """Give all that files say of one IRI."""
        iri = request.query_params.get("iri", "")
        if not is_iri(iri):
            return await self.desk.refused(request, 400, "no IRI is named; write /resource?iri=IRI")
        return await self.desk.page(request, lambda: _resource(self.desk.served.inside, iri))

    async def kind(self, request: Request) -> Response:
        """Give the list of one kind."""
        return await self.desk.page(
            request, lambda: pages.kind(self.desk.site, request.path_params["kind"])
        )

    async def thing(self, request: Request) -> Response:
        """Give the page of a thing, or one of its documents."""
        kind, slug = request.path_params["kind"], request.path_params["slug"]
        stem, _, ending = slug.rpartition(".")
        iri = urls.iri_of(kind, slug)
        if ending in urls.DOCUMENTS and stem and not await self._known(iri):
            return await self._document(request, urls.iri_of(kind, stem), ending)
        if not await self._known(iri):
            return await self.desk.missing(request)
        canonical = self.desk.site.page(iri)
        if canonical and canonical != request.url.path and unquote(canonical) != request.url.path:
            return sent_on(canonical, request, 301)
        links = ", ".join(
            [
                f'<{canonical}.{ending}>; rel="alternate"; type="{media}"'
                for ending, media in urls.DOCUMENTS.items()
            ]
            + [f'<{iri}>; rel="describes"']
        )
        return await self.desk.page(
            request, lambda: pages.thing(self.desk.site, iri), headers={"link": links}
        )

    async def _known(self, iri: str) -> bool:
        return is_iri(iri) and await self.desk.work(lambda: self.desk.site.known(iri))

    async def _document(self, request: Request, iri: str, ending: str) -> Response:
        if not await self._known(iri):
            return await self.desk.missing(request)
        media = urls.DOCUMENTS[ending]
        page = f'<{self.desk.site.page(iri)}>; rel="alternate"; type="text/html"'
        links = f'{page}, <{iri}>; rel="describes"'
        return await self.desk.sent(
            request,
            lambda: self._described(iri, ending),
            media,
            headers={"link": links, **OPEN},
        )

    def _described(self, iri: str, ending: str) -> str:
        if ending == "json":
            if iri in self.desk.site.things:
                return _pretty(self.desk.site.bench.show(iri).to_dict())
            rows = self.desk.site.rows("overview/statements", thing=iri)
            return _pretty({"iri": iri, "statements": rows})
        return self.desk.graph(
            self.desk.site.described(iri), {"ttl": "turtle", "nt": "ntriples"}.get(ending, ending)
        )

    async def identified(self, request: Request) -> Response:
        """Send on from the IRI of a thing to what a client accepts of it."""
        kind, slug = request.path_params["kind"], request.path_params["slug"]
        iri = urls.iri_of(kind, slug)
        if not await self._known(iri):
            return await self.desk.missing(request)
        page = self.desk.site.page(iri)
        offered = {HTML: "", **{media: f".{end}" for end, media in urls.DOCUMENTS.items()}}
        media = sparql_protocol.best(request.headers.get("accept"), list(offered))
        return sent_on(f"{page}{offered[media]}", request, 303)

    async def namespace(self, request: Request) -> Response:
        """Send on from the IRI of the vocabulary."""
        offered = {HTML: "/vocab/", "text/turtle": "/download/ontology.ttl"}
        media = sparql_protocol.best(request.headers.get("accept"), list(offered))
        return sent_on(offered[media], request, 303)

    async def lineage(self, request: Request) -> Response:
        """Give the lineage explorer."""
        params = dict(request.query_params)
        return await self.desk.page(
            request,
            lambda: Page(
                "lineage.html",
                "The lineage of interpretations",
                lineage_view.view(self.desk.site, params),
            ),
        )

    async def facts(self, request: Request) -> Response:
        """Give the list of questions of fact."""
        return await self.desk.page(request, lambda: pages.facts(self.desk.site))

    async def fact(self, request: Request) -> Response:
        """Give rival values side by side."""
        return await self.desk.page(
            request, lambda: pages.fact(self.desk.site, request.path_params["slug"])
        )

    async def as_of(self, request: Request) -> Response:
        """Give the debate as of a year."""
        year = request.query_params.get("as-of", "")
        return await self.desk.page(request, lambda: pages.as_of(self.desk.site, year))

    async def what_if(self, request: Request) -> Response:
        """Give what loses its support without some things."""
        names = request.query_params.getlist("aside")[:20]
        names = [name for name in names if name.strip()]
        return await self.desk.page(request, lambda: pages.what_if(self.desk.site, names))

    async def what_if_drawn(self, request: Request) -> Response:
        """Draw what is left without some things."""
        names = request.query_params.getlist("aside")[:20]

        def drawn() -> str:
            bench = self.desk.site.bench
            return bench.draw_without(bench.what_if(*names)).svg

        return await self.desk.sent(request, drawn, "image/svg+xml", hard=True)

    async def catalogue(self, request: Request) -> Response:
        """Give the questions that can be asked."""
        about, reader = (request.query_params.get(name, "")[:200] for name in ("about", "for"))
        return await self.desk.page(request, lambda: pages.catalogue(self.desk.site, about, reader))

    async def question(self, request: Request) -> Response:
        """Give a question with its answer: as a page, or in a form of SPARQL."""
        topic, name = request.path_params["topic"], request.path_params["name"]
        values = dict(request.query_params)
        stem, _, ending = name.rpartition(".")
        if stem and ending in _ANSWERS:
            return await self.desk.sent(
                request,
                lambda: self._answered(f"{topic}/{stem}", values, ending),
                _ANSWERS[ending],
                headers=OPEN,
            )
        return await self.desk.page(
            request, lambda: pages.question(self.desk.site, f"{topic}/{name}", values)
        )

    def _answered(self, name: str, values: Mapping[str, str], form: str) -> str:
        query = catalogue.find(self.desk.site.project, name)
        given = {key: value for key, value in values.items() if value}
        asked, resolved = self.desk.site.bench.prepared(query, given)
        text = binding.bind(asked, resolved, prefixes=self.desk.site.project.prefixes)
        return self.desk.served.inside.answer_text(text, form).text

    async def vocabulary(self, request: Request) -> Response:
        """Give the list of terms."""
        return await self.desk.page(request, lambda: pages.vocabulary(self.desk.site))

    async def term(self, request: Request) -> Response:
        """Give the page of a term, or its triples."""
        name = request.path_params["name"]
        stem, _, ending = name.rpartition(".")
        if stem and ending in ("ttl", "nt", "jsonld"):
            form = {"ttl": "turtle", "nt": "ntriples"}.get(ending, ending)
            media = urls.DOCUMENTS[ending]
            return await self.desk.sent(
                request,
                lambda: self.desk.graph(self.desk.site.term(stem), form),
                media,
                headers=OPEN,
            )
        links = f'</vocab/{quote(name)}.ttl>; rel="alternate"; type="text/turtle"'
        return await self.desk.page(
            request, lambda: pages.term(self.desk.site, name), headers={"link": links}
        )

    async def search(self, request: Request) -> Response:
        """Give what has a name."""
        words = request.query_params.get("q", "")[:200]
        return await self.desk.page(request, lambda: pages.search(self.desk.site, words))

    async def simple(self, request: Request) -> Response:
        """Give one of the pages that take no values."""
        return await self.desk.page(request, lambda: SIMPLE[request.url.path](self.desk.site))

    async def figure(self, request: Request) -> Response:
        """Give a drawing as SVG, PDF or PNG."""
        name, _, form = request.path_params["name"].rpartition(".")
        media = _PICTURES.get(form)
        if media is None or not name:
            return await self.desk.missing(request)
        told = request.query_params.get("width", "")
        width = _millimetres(told) if told else None
        basis = request.query_params.get("basis", "first")

        def drawn() -> str | bytes:
            return lineage_view.drawing(self.desk.site, name, basis=basis, width_mm=width).to(form)

        return await self.desk.sent(request, drawn, media, hard=True)

    async def download(self, request: Request) -> Response:
        """Give an export of the graph."""
        name = request.path_params["name"]
        if name == "ontology.ttl":
            return await self.desk.sent(request, self._ontology, "text/turtle", headers=OPEN)
        if name == single_file.NAME and single_file.is_built():
            saved = {"content-disposition": f'attachment; filename="{single_file.NAME}"'}
            return await self.desk.sent(
                request, lambda: self.single, HTML, headers=saved, hard=True
            )
        form = next(
            (one for one in formats.FORMATS.values() if name == f"{one.name}{one.suffix}"), None
        )
        if form is None:
            return await self.desk.missing(request)
        media = _EXPORTS.get(form.name, "text/plain")
        saved = {"content-disposition": f'attachment; filename="stakhgraph{form.suffix}"'}
        return await self.desk.sent(
            request,
            lambda: self.desk.site.bench.export(form.name),
            media,
            headers={**saved, **OPEN},
            hard=True,
        )

    def _ontology(self) -> str:
        return (self.desk.site.project.root / "ontology" / "stakh.ttl").read_text(encoding="utf-8")

    @cached_property
    def single(self) -> str:
        """The whole site in one file."""
        return single_file.written(self.desk.site)

    async def static(self, request: Request) -> Response:
        """Give a file of the site's style and scripts."""
        room = {"static": "static", "assets": "dist"}[request.url.path.split("/")[1]]
        found = files(room).get(request.path_params["name"])
        if found is None:
            return await self.desk.missing(request)
        media = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
        if found.suffix == ".wasm":
            media = "application/wasm"
        return await self.desk.sent(request, found.read_bytes, media)


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


SIMPLE: Mapping[str, Callable[[Site], Page]] = {
    "/download": pages.downloads,
    "/help": pages.helping,
    "/about": pages.about,
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
