"""The whole site in one file that works without a network: pages, lineage, questions, SPARQL.

The pages are those of the site, made by the same functions and templates, at the same paths behind
``#``. Things without a name, searches and answers to questions are not made beforehand: an engine
in the file answers them from the graph, which is in it too. All is packed tightly (`packed`); only
the first page is there as it is, for who has no JavaScript.

The policy of the file allows just the scripts and styles that are in it, and no request at all.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import unescape
from typing import Any
from urllib.parse import unquote

from stakhgraph.api import Workbench
from stakhgraph.debate.name_search import DEBATED_KINDS
from stakhgraph.errors import Failure, UnknownName, UsageError
from stakhgraph.queries import catalogue
from stakhgraph.rdf import store
from stakhgraph.rdf.answers import Queryable
from stakhgraph.rdf.endpoint.client import RemoteStore
from stakhgraph.rdf.oxigraph_store import OxigraphStore
from stakhgraph.rdf.serialisers import turtle
from stakhgraph.rdf.tables import Table
from stakhgraph.rdf.terms import Triple
from stakhgraph.web import lineage_view, pages, urls
from stakhgraph.web.pages import WEB, Page
from stakhgraph.web.site import KINDS, Site, digest_of

__all__ = ["ABOUT", "FORM", "MENU", "NAME", "SUFFIX", "export", "is_built", "packed", "written"]

FORM, SUFFIX = "html", ".html"
"""The name of this form of the export, and the ending of its file."""

NAME = f"stakhgraph{SUFFIX}"
"""What the file is called on the site."""

ABOUT = "the whole site in one file, with live SPARQL, that works without a network"

MENU = (
    ("/lineage", "Lineage"),
    ("/assumption/", "Assumptions"),
    ("/person/", "People"),
    ("/work/", "Works"),
    ("/queries", "Questions"),
    ("/fact/", "Facts"),
    ("/sparql", "SPARQL"),
    ("/download", "Download"),
)
"""What stands at the head of every page of a debate: address and words."""

MAX_BYTES = 3_000_000
"""So long may the file be that is handed on by post."""

LIMITS = (
    "A query is answered in this page, by the engine of this file. It may take 10 s and answer "
    "20,000,000 characters; of its rows the first 1,000 are shown."
)
_EVERYTHING = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_PARTS = ("boot.js", "offline.js", "engine.js", "web_bg.wasm")
_STYLES = ("site", "explorer", "editor")
_ASKED = (
    "overview/names",
    "overview/labels",
    "overview/statements",
    "overview/mentions",
    "overview/passages",
)
"""Questions that the pages ask which are made in the file."""

# A page is cut before these, so that what several pages share is kept once.
_CUT = re.compile(
    r"(?=<(?:tr|li|d[dtl]|section|details|option|h[1-6]|p|table|ul|form|div|a|span|td|th|g)\b)"
)
_HREF = re.compile(r'(?<=href=")/[^"#]*')
_OWN = re.compile(r'(?<=\s)(href|action)="/')
_DRAWN = re.compile(r'\ssrc="/figure/([^"]+)"')


def export(bench: Workbench) -> str:
    """Give the file for the project of a workbench, the same on every run.

    Raises UsageError for an endpoint and if the front end is not built, and as `store.load` does.
    """
    _require_built()
    if isinstance(bench.on, RemoteStore):
        raise UsageError(
            "the single file is made from a project, not from an endpoint",
            remedy="Leave --endpoint out, or export turtle from there first.",
        )
    held = store.load(bench.project.turtle_files())
    assert isinstance(held, OxigraphStore)
    return written(Site(bench.project, held, digest=digest_of(held.snapshot())))


def written(site: Site) -> str:
    """Give the file for a site; raises UsageError if the front end is not built."""
    _require_built()
    # From a copy of its own: thousands of questions would keep a server's workers from its readers.
    held = OxigraphStore(site.on.construct(_EVERYTHING))
    kept = Site(site.project, _Remembering(held), digest=site.digest)
    made = _Book(kept)
    made.gather()
    return _document(made)


def packed(data: bytes) -> str:
    """Give bytes as text that may stand in a script: gzip, then 85 signs without ``<`` and ``&``.

    Four fifths of it are payload; base64 has three quarters. There is no date in it.
    """
    text = base64.b85encode(gzip.compress(data, 9, mtime=0)).decode("ascii")
    return text.translate(_SIGNS)


_SIGNS = str.maketrans("<>&", "[]:")


def is_built() -> bool:
    """Tell whether the parts are there that the front end is built into."""
    return not _missing()


def _missing() -> list[str]:
    return [name for name in _PARTS if not (WEB / "dist" / name).is_file()]


def _require_built() -> None:
    if missing := _missing():
        raise UsageError(
            f"the front end is not built ({', '.join(missing)} missing)",
            remedy="Run python hatch_build.py in a copy of the sources, or install from one.",
        )


class _Remembering:
    """Whatever answers, asked the same but once."""

    def __init__(self, on: Queryable) -> None:
        self._on = on
        self._said: dict[str, Any] = {}

    def select(self, text: str) -> Table:
        """Answer a SELECT."""
        found: Table = self._once(text, self._on.select)
        return found

    def ask(self, text: str) -> bool:
        """Answer an ASK."""
        return bool(self._once(text, self._on.ask))

    def construct(self, text: str) -> list[Triple]:
        """Answer a CONSTRUCT or DESCRIBE."""
        found: list[Triple] = self._once(text, self._on.construct)
        return found

    def _once(self, text: str, answer: Callable[[str], Any]) -> Any:
        if text not in self._said:
            self._said[text] = answer(text)
        return self._said[text]


# ------------------------------------------------------------------------------------------- pages


@dataclass(frozen=True)
class _Leaf:
    """A page as it stands in the file: its title, and what is inside ``<main>``."""

    title: str
    body: str


class _Book:
    """The pages of a site that are made beforehand, and the drawings that they show."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.leaves: dict[str, _Leaf] = {}
        self.drawings: dict[str, str] = {}

    def gather(self) -> None:
        """Make the first pages and all to which a link leads."""
        waiting = list(self._first())
        while waiting:
            path = waiting.pop()
            if path in self.leaves or path in self.drawings or self._is_told_live(path):
                continue
            if path.startswith("/figure/"):
                self.drawings[path] = self._drawn(path)
                continue
            leaf = self.rendered(self._page(path))
            if path == CITED:
                leaf = replace(leaf, body=_plot(leaf.body))
            self.leaves[path] = replace(leaf, body=_after_hash(leaf.body))
            waiting += _linked(leaf.body)

    def rendered(self, page: Page) -> _Leaf:
        """Give a page without its frame, its links those of the site."""
        text = pages.render(page, self.site, **self.frame)
        return _Leaf(page.title, re.sub(r"\n\s*", "\n", text).strip())

    @property
    def frame(self) -> dict[str, Any]:
        """What every page may say of itself."""
        return {
            "single": True,
            "path": "/",
            "menu": MENU,
            "name": "stakhgraph",
            "reference": pages.entry_words,
            "offline": False,
        }

    def _first(self) -> Iterator[str]:
        yield from ("/", "/help", "/about", *_PLAIN, *(f"/{kind}/" for kind in KINDS))
        yield CITED
        years = pages.as_of(self.site, "").context["years"]
        yield from (f"/debate?as-of={year}" for year in (*(y - 1 for y in years[:1]), *years))
        choices = pages.what_if(self.site, ()).context["choices"]
        yield from (f"/what-if?aside={short}" for _, found in choices for short, _ in found)
        yield from (f"/query/{query.name}" for query in self.site.catalogue)

    def _is_told_live(self, path: str) -> bool:
        """Tell whether the file makes this page itself: a thing without a name."""
        kind, _, slug = path.strip("/").partition("/")
        iri = urls.iri_of(kind, slug)
        return bool(slug) and kind not in _OTHERS and iri not in self.site.things

    def _page(self, path: str) -> Page:
        """Give the page of a path; UnknownName if there is none, which a link must not lead to."""
        bare, _, told = path.partition("?")
        if bare in _PLAIN and not told:
            return _PLAIN[bare](self.site)
        match bare.strip("/").split("/"):
            case ["lineage"]:
                return _lineage(self.site, "cited" if told else "first")
            case ["debate"]:
                return pages.as_of(self.site, told.removeprefix("as-of="))
            case ["what-if"]:
                return pages.what_if(self.site, [told.removeprefix("aside=")])
            case ["query", topic, name]:
                return _question(self.site, f"{topic}/{name}")
            case ["fact", slug]:
                return pages.fact(self.site, slug)
            case ["vocab", name]:
                return pages.term(self.site, name)
            case [kind] if path.endswith("/"):
                return pages.kind(self.site, kind)
            case [kind, slug]:
                return pages.thing(self.site, urls.iri_of(kind, slug))
        raise UnknownName("a page links to what is not in the file", where=path)

    def _drawn(self, path: str) -> str:
        """Give a drawing: /figure/lineage-SLUG.svg, and so on."""
        return lineage_view.drawing(
            self.site, path.removeprefix("/figure/").removesuffix(".svg")
        ).svg


CITED = "/lineage?basis=cited"
"""Of this page only the picture is kept: all else is as in that of the first editions."""

SELF = "\ue000"
"""Stands in a page for the last part of its path: a sign that means nothing to anybody."""

_OTHERS = frozenset({"query", "fact", "vocab", "figure", "id"})


def _lineage(site: Site, basis: str) -> Page:
    params = {} if basis == "first" else {"basis": basis}
    return Page("lineage.html", "The lineage of interpretations", lineage_view.view(site, params))


def _question(site: Site, name: str) -> Page:
    """Give the page of a question without an answer, which the engine of the file gives."""
    query = catalogue.find(site.project, name)
    context = {
        "query": query,
        "values": {},
        "text": query.text,
        "error": None,
        "table": None,
        "choices": {parameter.name: () for parameter in query.parameters},
        "canonical": pages.query_address(query.name),
    }
    return Page("question.html", query.summary, context)


def _editor(site: Site) -> Page:
    context = {
        "query": "",
        "table": None,
        "truth": None,
        "text": "",
        "error": None,
        "capped": 0,
        "examples": pages.sparql_examples(site),
        "limits": LIMITS,
    }
    return Page("sparql.html", "SPARQL", context)


_PLAIN: Mapping[str, Callable[[Site], Page]] = {
    "/": pages.home,
    "/lineage": lambda site: _lineage(site, "first"),
    "/queries": pages.catalogue,
    "/fact/": pages.facts,
    "/debate": lambda site: pages.as_of(site, ""),
    "/what-if": lambda site: pages.what_if(site, ()),
    "/vocab/": pages.vocabulary,
    "/download": pages.downloads,
    "/help": pages.helping,
    "/about": pages.about,
    "/sparql": _editor,
}


def _plot(body: str) -> str:
    """Give the picture of the lineage alone."""
    start = body.index('<svg id="plot"')
    return body[start : body.index("</svg>", start) + len("</svg>")]


def _linked(body: str) -> Iterator[str]:
    """Give the paths of the file to which a page leads, without what stands behind ``?``.

    What one sets aside and the year of a debate make pages of their own.
    """
    for found in (*_HREF.findall(body), *(f"/figure/{name}" for name in _DRAWN.findall(body))):
        path, mark, told = unescape(found).partition("?")
        own = path in ("/debate", "/what-if")
        yield unquote(f"{path}{mark}{told}" if own else path)


def _after_hash(body: str) -> str:
    """Give a page whose links lead to pages of the file, and whose drawings are put in there."""
    return _OWN.sub(r'\1="#/', _DRAWN.sub(r' data-figure="/figure/\1"', body))


# ------------------------------------------------------------------------------------- one document


def _document(book: _Book) -> str:
    """Give the file."""
    dist = {name: (WEB / "dist" / name).read_bytes() for name in _PARTS}
    boot, app = (_script(dist[name]) for name in ("boot.js", "offline.js"))
    theme = _script(_static("theme.js"))
    styles = [(name, _static(f"{name}.css").decode("utf-8")) for name in _STYLES]
    packs = {
        "app": app.encode("utf-8"),
        "pages": _pages_data(book),
        "engine": dist["engine.js"],
        "wasm": dist["web_bg.wasm"],
        "graph": turtle.serialise(
            book.site.on.construct(_EVERYTHING), book.site.project.prefixes
        ).encode("utf-8"),
    }
    home = book.leaves["/"]
    page = Page(
        "offline.html",
        home.title,
        {
            "policy": _policy((theme, boot, app), (text for _, text in styles)),
            "icon": _data_address(_static("icon.svg").decode("utf-8")),
            "styles": styles,
            "theme": theme,
            "boot": boot,
            "header": _after_hash(_framed(book, "header.html")),
            "footer": _after_hash(_framed(book, "footer.html")),
            "home": _with_drawings(home.body, book.drawings),
            "works": re.sub(r"</?a\b[^>]*>", "", book.leaves["/work/"].body).replace("h1", "h2"),
            "packed": [(name, packed(data)) for name, data in packs.items()],
        },
    )
    return pages.render(page, book.site, **book.frame) + "\n"


def _framed(book: _Book, template: str) -> str:
    return pages.render(Page(template, ""), book.site, **book.frame)


def _static(name: str) -> bytes:
    return (WEB / "static" / name).read_bytes()


def _script(data: bytes) -> str:
    """Give a script that may stand in a page; Failure if something in it would end it."""
    text = data.decode("utf-8").replace("\r\n", "\n")
    if re.search(r"</script|<!--", text, re.IGNORECASE):
        raise Failure("a script of the front end cannot stand in a page", remedy="Build it anew.")
    return text


def _policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """Give the policy: what is in the file may run, and nothing may be asked for."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(map(_hashed, scripts))} 'wasm-unsafe-eval'",
            f"style-src {' '.join(map(_hashed, styles))}",
            "worker-src blob:",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hashed(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _with_drawings(body: str, drawings: Mapping[str, str]) -> str:
    def put(match: re.Match[str]) -> str:
        return f'{match[0]} src="{_data_address(drawings[match[1]])}"'

    return re.sub(r'data-figure="([^"]+)"', put, body)


def _data_address(svg: str) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode('utf-8')).decode('ascii')}"


def _pages_data(book: _Book) -> bytes:
    """Give pages, drawings and questions as JSON; a page is a row of pieces, each kept once."""
    site = book.site
    asked = [*site.catalogue, *(catalogue.find(site.project, name) for name in _ASKED)]
    told = {
        "name": book.frame["name"],
        **_in_pieces(book.leaves),
        "figures": dict(sorted(book.drawings.items())),
        "queries": {query.name: query.text for query in asked},
        "prefixes": dict(sorted(site.project.prefixes.namespaces.items())),
        "spoken": sorted(DEBATED_KINDS),
        "assumptions": sorted(iri.rpartition("/")[2] for iri in site.assumptions),
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _in_pieces(leaves: Mapping[str, _Leaf]) -> dict[str, Any]:
    """Give the pieces of all pages, and of each page its path, its title and its row.

    In a row ``-3`` stands for the next three pieces that no page before had, and any other number
    for the piece at that place. In a page its own name is written `SELF`, so that pages which
    differ in it alone are alike.
    """
    pieces: dict[str, int] = {}
    rows: list[list[str | int]] = []
    for path, leaf in sorted(leaves.items()):
        row: list[str | int] = [path, leaf.title]
        for one in filter(None, _CUT.split(_unnamed(path, leaf.body))):
            if one in pieces:
                row.append(pieces[one])
                continue
            pieces[one] = len(pieces)
            if isinstance(row[-1], int) and row[-1] < 0:
                row[-1] -= 1
            else:
                row.append(-1)
        rows.append(row)
    return {"self": SELF, "pieces": list(pieces), "pages": rows}


def _unnamed(path: str, body: str) -> str:
    name = path.rpartition("/")[2]
    assert SELF not in body
    return body.replace(name, SELF) if name else body
