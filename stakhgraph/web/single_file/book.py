"""The pages of a site that the single file holds, and the drawings that they show."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import unescape
from urllib.parse import quote, unquote

from stakhgraph.errors import UnknownName
from stakhgraph.web import urls
from stakhgraph.web.lineage.scene import drawing
from stakhgraph.web.pages.about import about
from stakhgraph.web.pages.as_of import as_of
from stakhgraph.web.pages.catalogue import catalogue
from stakhgraph.web.pages.download import download
from stakhgraph.web.pages.fact import fact
from stakhgraph.web.pages.facts import facts
from stakhgraph.web.pages.help import help_page
from stakhgraph.web.pages.home import home
from stakhgraph.web.pages.lineage import lineage
from stakhgraph.web.pages.question import unanswered
from stakhgraph.web.pages.sparql import examples, sparql
from stakhgraph.web.pages.term import term
from stakhgraph.web.pages.things.kind import kind
from stakhgraph.web.pages.things.thing import thing
from stakhgraph.web.pages.vocabulary import vocabulary
from stakhgraph.web.pages.what_if import what_if
from stakhgraph.web.rendering.environment import render
from stakhgraph.web.rendering.page import DEBATE_MENU, Frame, Page
from stakhgraph.web.site import KINDS, Site

__all__ = ["FRAME", "Book", "BookPage", "links_behind_hash"]

FRAME = Frame(path="/", menu=DEBATE_MENU, single=True)
"""The frame of every page in the file."""

_LIMITS = (
    "A query is answered in this page, by the engine of this file. It may take 10 s and answer "
    "20,000,000 characters; of its rows the first 1,000 are shown."
)

_CITED = "/lineage?basis=cited"
"""Of this page only the picture is kept: all else is as in that of the first editions."""

_NOT_THINGS = frozenset({"query", "fact", "vocab", "figure", "id"})
"""First parts of a path of two parts that is not the path of a thing."""

_FIXED: Mapping[str, Callable[[Site], Page]] = {
    "/": home,
    "/lineage": lambda site: lineage(site, {}),
    "/lineage/": lambda site: lineage(site, {}),  # the file has no list of the arguments
    _CITED: lambda site: lineage(site, {"basis": "cited"}),
    "/queries": catalogue,
    "/fact/": facts,
    "/debate": lambda site: as_of(site, ""),
    "/what-if": lambda site: what_if(site, ()),
    "/vocab/": vocabulary,
    "/download": download,
    "/help": help_page,
    "/about": about,
    "/sparql": lambda site: sparql("", limits=_LIMITS, examples=examples(site)),
}
"""The pages that have one address in every debate."""

_HREF = re.compile(r'(?<=href=")/[^"#]*')
_OWN_ADDRESS = re.compile(r'(?<=\s)(href|action)="/')
_FIGURE = re.compile(r'\ssrc="/figure/([^"]+)"')


@dataclass(frozen=True)
class BookPage:
    """A page as the file holds it: its title, and the HTML inside ``<main>``."""

    title: str
    body: str


class Book:
    """The pages and drawings by their path, without the escapes of an address.

    `gather` makes them. The script of the file finds a page by the path behind ``#``, from which it
    has taken one layer of escapes: those of a page of ``a%2Fb`` are ``a%252Fb`` in a link.
    """

    def __init__(self, site: Site) -> None:
        self.site = site
        self.pages: dict[str, BookPage] = {}
        self.drawings: dict[str, str] = {}

    def gather(self) -> None:
        """Make the first pages, and all pages and drawings to which a link of a page leads."""
        waiting = list(self._first_paths())
        while waiting:
            address = waiting.pop()
            path = unquote(address)
            if path in self.pages or path in self.drawings or self._is_made_live(address):
                continue
            if path.startswith("/figure/"):
                name = path.removeprefix("/figure/").removesuffix(".svg")
                self.drawings[path] = drawing(self.site, name).svg
                continue
            page = self._rendered(self._page(address))
            if path == _CITED:
                page = replace(page, body=_picture_alone(page.body))
            self.pages[path] = replace(page, body=links_behind_hash(page.body))
            waiting += _linked_paths(page.body)

    def _rendered(self, page: Page) -> BookPage:
        """Return a page without frame and indentation; its links are still those of the site."""
        html = render(page, self.site, FRAME)
        return BookPage(page.title, re.sub(r"\n\s*", "\n", html).strip())

    def _first_paths(self) -> Iterator[str]:
        yield from (*_FIXED, *(f"/{name}/" for name in KINDS))
        years = as_of(self.site, "").variables["years"]
        yield from (f"/debate?as-of={year}" for year in (*(y - 1 for y in years[:1]), *years))
        for _, group in self.site.choices:
            yield from (f"/what-if?aside={quote(short)}" for short, _ in group)
        yield from (f"/query/{query.name}" for query in self.site.catalogue)

    def _is_made_live(self, address: str) -> bool:
        """Return whether the script of the file makes this page: that of a thing without a name."""
        name, _, slug = address.strip("/").partition("/")
        iri = urls.iri_of(name, unquote(slug))
        return bool(slug) and name not in _NOT_THINGS and self.site.things.get(iri) is None

    def _page(self, address: str) -> Page:
        """Return the page of an address; UnknownName if there is none: no link may lead there."""
        bare, _, parameters = address.partition("?")
        fixed = _FIXED.get(address if parameters else bare)
        if fixed is not None:
            return fixed(self.site)
        match bare.strip("/").split("/"):
            case ["debate"]:
                return as_of(self.site, parameters.removeprefix("as-of="))
            case ["what-if"]:
                return what_if(self.site, [unquote(parameters.removeprefix("aside="))])
            case ["query", topic, name]:
                return unanswered(self.site, f"{topic}/{name}")
            case ["fact", slug]:
                return fact(self.site, unquote(slug))
            case ["vocab", name]:
                return term(self.site, unquote(name))
            case [name] if bare.endswith("/"):
                return kind(self.site, name)
            case [name, slug]:
                return thing(self.site, urls.iri_of(name, unquote(slug)))
        raise UnknownName("a page links to what is not in the file", where=address)


def _picture_alone(body: str) -> str:
    """Return the picture of the lineage without the page around it."""
    start = body.index('<svg id="plot"')
    return body[start : body.index("</svg>", start) + len("</svg>")]


def _linked_paths(body: str) -> Iterator[str]:
    """Yield the paths to which a page leads.

    Parameters make no page of their own, except what is set aside and the year of a debate.
    """
    for link in (*_HREF.findall(body), *(f"/figure/{name}" for name in _FIGURE.findall(body))):
        path, mark, parameters = unescape(link).partition("?")
        own = path in ("/debate", "/what-if")
        yield f"{path}{mark}{parameters}" if own else path


def links_behind_hash(body: str) -> str:
    """Return HTML whose links lead to pages of the file, and whose drawings the script puts in."""
    return _OWN_ADDRESS.sub(r'\1="#/', _FIGURE.sub(r' data-figure="/figure/\1"', body))
