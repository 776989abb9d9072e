"""The picture of all works and links as a scene, for the page and as a figure of its own.

Every work and every link is laid out, whatever is filtered, so that nothing moves when the filters
change; only the basis of the years moves works.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from stakhgraph.api import Drawing
from stakhgraph.debate.dating import shortened
from stakhgraph.drawing.legend_words import Legend
from stakhgraph.drawing.scene import Scene
from stakhgraph.drawing.timeline.layout import layout
from stakhgraph.drawing.works import Edge, Node
from stakhgraph.errors import UnknownName
from stakhgraph.figures import options as figure_options
from stakhgraph.figures.figure_data import provenance
from stakhgraph.web.lineage.data import LineageData, Work, WorkStance
from stakhgraph.web.lineage.settings import OPTIONS, Settings
from stakhgraph.web.site import Site

__all__ = ["NO_STANCE", "SEVERAL", "drawing", "legend_words", "scene"]

WIDTH = 1370.0
"""Pixels of the picture: a page of 1440 without its margins."""

WIDTH_MM = 360.0
"""Millimetres of the figure, at which its type is as large as in the other figures."""

WORKS = "works"
"""The name of this picture as a figure; the other names are those of `figures.catalogue`."""

NO_STANCE = "not told"
SEVERAL = "several"
"""Keys of the markers of works without a stance, and with more than one attitude."""

_QUERIES = ("explorer/works", "explorer/stances", "citations/edges", "lineage/edges")
"""The queries behind the figure, for its caption."""


def drawing(
    site: Site, name: str, *, basis: str = "first", width_mm: float | None = None
) -> Drawing:
    """Return a figure of the site by its name, such as ``works`` or ``lineage-privileged-caste``.

    ``width_mm`` is the usual width of the figure if it is not given. Raises UnknownName and
    UsageError as `figures.catalogue.draw` does.
    """
    if name == WORKS:
        return Drawing(_figure(site, basis), width_mm or WIDTH_MM)
    what, _, about = name.partition("-")
    if not about:
        site.require_works()
    width = width_mm or figure_options.WIDTH_MM
    scene = site.figures.draw(what, about=about or None, basis=basis, width_mm=width)
    return Drawing(scene, width)


def _figure(site: Site, basis: str) -> Scene:
    if basis not in OPTIONS["basis"]:
        raise UnknownName(f"no basis {basis!r}", remedy=f"There are {', '.join(OPTIONS['basis'])}.")
    caption = provenance(site.project, site.on, basis, _QUERIES)
    return scene(site.lineage_data, Settings(basis=basis), caption=caption)


def scene(data: LineageData, settings: Settings, *, caption: tuple[str, ...] = ()) -> Scene:
    """Lay out every work and every link for the basis of years and the assumption chosen."""
    nodes = tuple(_node(work, settings) for work in data.in_order())
    edges = tuple(
        Edge(link.source, link.target, link.kind, link.explicitness, link.words)
        for link in data.links
    )
    return _layout(nodes, edges, settings.basis, tuple(data.topics.items()), caption)


@lru_cache(maxsize=32)
def _layout(
    nodes: tuple[Node, ...],
    edges: tuple[Edge, ...],
    basis: str,
    topics: tuple[tuple[str, str], ...],
    caption: tuple[str, ...],
) -> Scene:
    return layout(
        nodes,
        edges,
        title="The lineage of interpretations",
        caption=caption,
        legend=legend_words(basis, dict(topics)),
        name="lineage",
        width=WIDTH,
        label_width=200.0,
        backward=True,
    )


def legend_words(basis: str, topics: Mapping[str, str]) -> Legend:
    """Return the words of the legend; the look of each key is that of `drawing.symbols`."""
    return Legend(
        shapes={
            "affirms": "affirms",
            "rejects": "rejects",
            "qualifies": "qualifies",
            "agnostic": "leaves open",
            SEVERAL: "one clause so, another so",
            NO_STANCE: "no stance told",
        },
        shapes_name="On the assumptions",
        colours={**topics, "": "another question, or none"},
        colours_name="Mostly on",
        kinds={
            "goes back to": "goes back to",
            "later in the series": "comes later in the series",
            "cites": "is cited in",
            "quotes": "is quoted in",
            "disputes": "is disputed in",
        },
        explicitness={
            "stated": "stated",
            "impliedByOrder": "implied by the order of the telling",
            "inferred": "implied, as the editors read it",
        },
        explicitness_name="How told",
        until="to the edition cited" if basis == "first" else "from the first edition",
        dates_name="Year",
        inferred="inferred by the editors; no document says it",
        hubs_name="In short",
    )


def _node(work: Work, settings: Settings) -> Node:
    year, other, certain = work.years(settings.basis)
    stances = work.stances_on(settings.assumption)
    return Node(
        work.slug,
        shortened(work.label, year),
        year,
        year_to=other,
        year_certain=certain,
        shape=_shape(stances),
        colour=work.topic,
        title=work.label,
        href=f"/work/{work.slug}",
        inferred=bool(stances) and all(one.inferred for one in stances),
    )


def _shape(stances: Iterable[WorkStance]) -> str:
    """Return the key of a marker: the only attitude, or that there are several, or none."""
    codes = {stance.attitude_code for stance in stances}
    if not codes:
        return NO_STANCE
    return codes.pop() if len(codes) == 1 else SEVERAL
