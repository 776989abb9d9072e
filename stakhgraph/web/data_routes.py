"""Linked data over HTTP: where an IRI leads, and the documents about things and terms."""

from __future__ import annotations

import json
from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import Response

from stakhgraph.errors import QuerySyntaxError
from stakhgraph.rdf.terms import is_iri
from stakhgraph.web import urls
from stakhgraph.web.context import Context, redirect
from stakhgraph.web.http.content_negotiation import HTML, accepted, best
from stakhgraph.web.http.cross_origin import OPEN
from stakhgraph.web.sparql.protocol import GRAPHS

__all__ = ["FORMS", "DataRoutes"]

FORMS = {ending: GRAPHS[media] for ending, media in urls.DOCUMENTS.items() if ending != "json"}
"""The form of RDF for each ending of a document."""


class DataRoutes:
    """Answers with redirections from IRIs, and with documents about things."""

    def __init__(self, context: Context) -> None:
        self.context = context

    async def known(self, iri: str) -> bool:
        """Return whether the graph has any statement about an IRI."""
        try:
            return is_iri(iri) and await self.context.work(lambda: self.context.site.known(iri))
        except QuerySyntaxError:  # the engine is stricter about what is an IRI
            return False

    async def thing(self, request: Request, ending: str = "") -> str | None:
        """Return the IRI of the known thing that a path ``…/kind/slug`` names, without an ending.

        The path is read as it was sent: it matters which of its characters were escaped.
        """
        path = request.scope["raw_path"].decode("latin-1").removeprefix("/id")
        kind, _, slug = path.removeprefix("/").partition("/")
        for iri in urls.iris_of(kind, slug.removesuffix(f".{ending}") if ending else slug):
            if await self.known(iri):
                return iri
        return None

    async def identified(self, request: Request) -> Response:
        """Redirect from the IRI of a thing to the page or document that the client accepts."""
        iri = await self.thing(request)
        if iri is None:
            return await self.context.missing(request)
        page = self.context.site.page(iri)
        offered = {HTML: "", **{media: f".{ending}" for ending, media in urls.DOCUMENTS.items()}}
        media = best(accepted(request), offered)
        return redirect(request, f"{page}{offered[media]}", 303)

    async def namespace(self, request: Request) -> Response:
        """Redirect from the IRI of the vocabulary."""
        documents = {urls.DOCUMENTS[ending]: f"/download/ontology.{ending}" for ending in FORMS}
        offered = {HTML: "/vocab/", **documents}
        media = best(accepted(request), offered)
        return redirect(request, offered[media], 303)

    async def document(self, request: Request, iri: str, ending: str) -> Response:
        """Return a document about a thing that is known."""
        page = f'<{self.context.site.page(iri)}>; rel="alternate"; type="text/html"'
        return await self.context.respond(
            request,
            lambda: self._described(iri, ending),
            urls.DOCUMENTS[ending],
            headers={"link": f'{page}, <{urls.uri_of(iri)}>; rel="describes"', **OPEN},
        )

    def _described(self, iri: str, ending: str) -> str:
        site = self.context.site
        if ending in FORMS:
            return self.context.serialise(site.described(iri), FORMS[ending])
        if iri in site.withdrawn:
            record = asdict(site.withdrawn[iri])
            return _json({name: value for name, value in record.items() if name != "triples"})
        if site.things.get(iri) is not None:
            return _json(site.workbench.show(iri).to_dict())
        return _json({"iri": iri, "statements": site.rows("overview/statements", thing=iri)})

    async def term(self, request: Request, name: str, ending: str) -> Response:
        """Return the triples about a term of the ontology."""
        return await self.context.respond(
            request,
            lambda: self.context.serialise(self.context.site.term(name), FORMS[ending]),
            urls.DOCUMENTS[ending],
            headers=OPEN,
        )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
