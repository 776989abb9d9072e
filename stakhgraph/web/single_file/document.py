"""The single file: the site in one HTML document, with an engine that answers queries in it.

The pages are those of the site, made by the same functions and templates, at the same paths behind
``#``. Things without a name, searches and answers to queries are not made in advance: an engine in
the file answers them from the graph, which is in it too. Everything is packed (`packing`); only the
home page is in the document as it is, for readers without JavaScript.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping

from stakhgraph.api import Workbench
from stakhgraph.debate.search.name_search import DEBATED_KINDS
from stakhgraph.errors import Failure, UsageError
from stakhgraph.queries import own_questions
from stakhgraph.queries.at_once import AskedAtOnce
from stakhgraph.rdf import store
from stakhgraph.rdf.oxigraph.store import OxigraphStore, digest_of
from stakhgraph.rdf.remote_endpoint.client import RemoteStore
from stakhgraph.rdf.serialisers import turtle
from stakhgraph.web import front_end
from stakhgraph.web.front_end import BUNDLE, SINGLE_FILE_SCRIPTS, STATIC
from stakhgraph.web.rendering.environment import render_template
from stakhgraph.web.single_file.book import FRAME, Book, links_behind_hash
from stakhgraph.web.single_file.content_policy import content_policy
from stakhgraph.web.single_file.packing import packed
from stakhgraph.web.single_file.pieces import in_pieces
from stakhgraph.web.site import Site
from stakhgraph.web.urls import slug_of

__all__ = ["ABOUT", "FORM", "NAME", "SUFFIX", "document", "export"]

FORM, SUFFIX = "html", ".html"
"""The name of this format among the exports, and the ending of its file."""

NAME = f"stakhgraph{SUFFIX}"
"""The name of the file on the site."""

ABOUT = "the whole site in one file, with live SPARQL, that works without a network"

MAX_BYTES = 3_000_000
"""A file of this size can still be sent by mail."""

_EVERYTHING = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_STYLES = ("site", "explorer", "editor")
_PAGE_QUERIES = (
    "overview/names",
    "overview/labels",
    "overview/statements",
    "overview/mentions",
    "overview/passages",
)
"""The stored queries behind the pages that the file makes itself."""


def export(workbench: Workbench) -> str:
    """Return the file for the project of a workbench, the same on every run.

    Raises UsageError for an endpoint or if the front end is not built, and as `store.load` does.
    """
    front_end.require_built()
    if isinstance(workbench.on, RemoteStore):
        raise UsageError(
            "the single file is made from a project, not from an endpoint",
            remedy="Leave --endpoint out, or export turtle from there first.",
        )
    graph = store.load(workbench.project.turtle_files())
    assert isinstance(graph, OxigraphStore)
    return document(Site(workbench.project, graph, digest=digest_of(graph.snapshot())))


def document(site: Site) -> str:
    """Return the file for a site; UsageError if the front end is not built."""
    front_end.require_built()
    # From a copy of the graph: thousands of queries would keep the workers of a server busy.
    copy = OxigraphStore(site.on.construct(_EVERYTHING))
    graph = AskedAtOnce(copy)
    book = Book(Site(site.project, graph, digest=site.digest))
    book.gather()
    return _rendered(book)


def _rendered(book: Book) -> str:
    scripts = {name: (BUNDLE / name).read_bytes() for name in SINGLE_FILE_SCRIPTS}
    boot, app = (_inline_script(scripts[name]) for name in ("boot.js", "offline.js"))
    theme = _inline_script((STATIC / "theme.js").read_bytes())
    styles = [(name, (STATIC / f"{name}.css").read_text(encoding="utf-8")) for name in _STYLES]
    graph = turtle.serialise(book.site.on.construct(_EVERYTHING), book.site.project.prefixes)
    parts = {
        "app": app.encode("utf-8"),
        "pages": _pages_json(book),
        "engine": scripts["engine.js"],
        "wasm": scripts["web_bg.wasm"],
        "graph": graph.encode("utf-8"),
    }
    home = book.pages["/"]
    variables = {
        "policy": content_policy((theme, boot, app), (text for _, text in styles)),
        "icon": _data_url((STATIC / "icon.svg").read_text(encoding="utf-8")),
        "styles": styles,
        "theme": theme,
        "boot": boot,
        "header": links_behind_hash(_part(book, "header")),
        "footer": links_behind_hash(_part(book, "footer")),
        "home": _with_drawings(home.body, book.drawings),
        "works": re.sub(r"</?a\b[^>]*>", "", book.pages["/work/"].body).replace("h1", "h2"),
        "packed": [(name, packed(data)) for name, data in parts.items()],
    }
    template = "single_file/document.html"
    return render_template(template, home.title, variables, book.site, FRAME) + "\n"


def _part(book: Book, name: str) -> str:
    return render_template(f"parts/{name}.html", "", {}, book.site, FRAME)


def _inline_script(data: bytes) -> str:
    """Return a script that may stand inside a page; Failure if something in it would end it."""
    text = data.decode("utf-8").replace("\r\n", "\n")
    if re.search(r"</script|<!--", text, re.IGNORECASE):
        raise Failure("a script of the front end cannot stand in a page", remedy="Build it anew.")
    return text


def _with_drawings(body: str, drawings: Mapping[str, str]) -> str:
    def with_source(match: re.Match[str]) -> str:
        return f'{match[0]} src="{_data_url(drawings[match[1]])}"'

    return re.sub(r'data-figure="([^"]+)"', with_source, body)


def _data_url(svg: str) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode('utf-8')).decode('ascii')}"


def _pages_json(book: Book) -> bytes:
    """Return pages, drawings and queries as JSON, as ``src/offline/packed_pages.ts`` reads it."""
    site = book.site
    asked = [*site.catalogue, *(own_questions.find(site.project, name) for name in _PAGE_QUERIES)]
    content = {
        "name": FRAME.name,
        **in_pieces(book.pages),
        "figures": dict(sorted(book.drawings.items())),
        "queries": {query.name: query.text for query in asked},
        "prefixes": dict(sorted(site.project.prefixes.namespaces.items())),
        "spoken": sorted(DEBATED_KINDS),
        "assumptions": sorted(map(slug_of, site.assumptions)),
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
