"""Files over HTTP: figures, exports of the graph, and the styles and scripts of the site."""

from __future__ import annotations

import mimetypes
from functools import cached_property

from starlette.requests import Request
from starlette.responses import Response

from stakhgraph.errors import UsageError
from stakhgraph.exports import formats
from stakhgraph.files import read_text
from stakhgraph.rdf.parse import parse_file
from stakhgraph.web import front_end, urls
from stakhgraph.web.context import Context
from stakhgraph.web.data_routes import FORMS
from stakhgraph.web.http.content_negotiation import HTML
from stakhgraph.web.http.cross_origin import OPEN
from stakhgraph.web.lineage.scene import drawing
from stakhgraph.web.single_file import document

__all__ = ["FileRoutes"]

_SVG = "image/svg+xml"
_FIGURE_TYPES = {"svg": _SVG, "pdf": "application/pdf", "png": "image/png"}
_WIDTHS = (40, 1000)  # millimetres
_FOLDERS = {"static": front_end.STATIC, "assets": front_end.BUNDLE}
"""The folder behind the first part of a path."""


class FileRoutes:
    """Answers with files that are drawn, exported, or part of the front end."""

    def __init__(self, context: Context) -> None:
        self.context = context

    async def static(self, request: Request) -> Response:
        """Return a style or script of the site."""
        folder = _FOLDERS[request.url.path.split("/")[1]]
        file = front_end.files(folder).get(request.path_params["name"])
        if file is None:
            return await self.context.missing(request)
        media = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        if file.suffix == ".wasm":
            media = "application/wasm"
        return await self.context.respond(request, file.read_bytes, media)

    async def figure(self, request: Request) -> Response:
        """Return a figure as SVG, PDF or PNG."""
        name, _, form = request.path_params["name"].rpartition(".")
        media = _FIGURE_TYPES.get(form)
        if media is None or not name:
            return await self.context.missing(request)
        text = request.query_params.get("width", "")
        width = _millimetres(text) if text else None
        basis = request.query_params.get("basis", "first")

        def draw() -> str | bytes:
            return drawing(self.context.site, name, basis=basis, width_mm=width).to(form)

        return await self.context.respond(request, draw, media, hard=True)

    async def what_if_figure(self, request: Request) -> Response:
        """Return the figure of what is left without some things."""
        names = request.query_params.getlist("aside")[:20]

        def draw() -> str:
            site = self.context.site
            return site.workbench.draw_without(site.without(names)).svg

        return await self.context.respond(request, draw, _SVG, hard=True)

    async def download(self, request: Request) -> Response:
        """Return an export of the graph, the ontology, or the single file."""
        name = request.path_params["name"]
        stem, _, ending = name.partition(".")
        if stem == "ontology" and ending in FORMS:
            return await self.context.respond(
                request, lambda: self._ontology(ending), urls.DOCUMENTS[ending], headers=OPEN
            )
        if name == document.NAME and front_end.is_built():
            headers = _as_file(document.NAME)
            return await self.context.respond(
                request, lambda: self._single_file, HTML, headers=headers, hard=True
            )
        for form in formats.FORMATS.values():
            if name == f"{form.name}{form.suffix}":
                return await self._export(request, form.name, form.suffix)
        return await self.context.missing(request)

    async def _export(self, request: Request, form: str, suffix: str) -> Response:
        return await self.context.respond(
            request,
            lambda: self.context.site.workbench.export(form),
            formats.FORMATS[form].media,
            headers={**_as_file(f"stakhgraph{suffix}"), **OPEN},
            hard=True,
        )

    def _ontology(self, ending: str) -> str:
        """Return the ontology, as it is written or in another form."""
        project = self.context.site.project
        file = project.root / "ontology" / "stakh.ttl"
        if FORMS[ending] == "turtle":
            return read_text(file)
        triples = tuple(parse_file(file, where=project.name(file)))
        return self.context.serialise(triples, FORMS[ending])

    @cached_property
    def _single_file(self) -> str:
        return document.document(self.context.site)


def _as_file(name: str) -> dict[str, str]:
    """Return the header by which a browser saves an answer under this name."""
    return {"content-disposition": f'attachment; filename="{name}"'}


def _millimetres(text: str) -> float:
    """Return a width such as ``180mm``; UsageError for what is no width, too small or too large."""
    try:
        width = float(text.strip().removesuffix("mm"))
    except ValueError:
        width = 0.0
    if not _WIDTHS[0] <= width <= _WIDTHS[1]:
        raise UsageError(f"{text[:20]!r} is no width", remedy="Write 180mm, say.")
    return width
