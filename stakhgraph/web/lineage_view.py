"""The lineage explorer: the debate's works in time, as a reader has chosen to see them.

``view`` gives what the page shows: a picture that is drawn once and dimmed by what is chosen, so
that nothing ever moves, its table twin, the counts in words, and the data from which a browser does
the same without asking again.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property, lru_cache
from typing import Any, Protocol

from stakhgraph import spelling
from stakhgraph.api import Drawing
from stakhgraph.debate.positions import Stands, shortened
from stakhgraph.drawing import svg
from stakhgraph.drawing.legend_words import Legend
from stakhgraph.drawing.primitives import Box, Group, Head, Item, Line, Marker, Path, Text
from stakhgraph.drawing.scene import Scene
from stakhgraph.drawing.sizes import MARKER_RADIUS
from stakhgraph.drawing.symbol_assignment import assign_symbols
from stakhgraph.drawing.symbols import NO_COLOUR
from stakhgraph.drawing.timeline.layout import layout
from stakhgraph.drawing.works import Edge, Node
from stakhgraph.errors import UnknownName
from stakhgraph.figures import catalogue
from stakhgraph.figures import options as figure_options
from stakhgraph.figures.figure_data import provenance
from stakhgraph.project import Project
from stakhgraph.rdf.answers import Queryable
from stakhgraph.web import lineage_data as atlases
from stakhgraph.web import lineage_filters as choices
from stakhgraph.web.lineage_data import CITATIONS, STEPS, Arc, Atlas, Said, Work
from stakhgraph.web.lineage_filters import OPTIONS, Choice
from stakhgraph.wording import counted

__all__ = ["WIDTH", "WIDTH_MM", "Desk", "drawing", "figure", "scene", "view", "year_words"]

WIDTH = 1370.0
"""Pixels of the picture: a page of 1440 without its margins."""

WIDTH_MM = 360.0
"""Millimetres of the figure, at which its letters are as large as those of the other drawings."""

NOT_TOLD = "not told"
SEVERAL = "several"
NAME = "lineage"


class Desk(Protocol):
    """What a page asks: the project, and what answers its questions."""

    project: Project
    on: Queryable


def view(desk: Desk, params: Mapping[str, str]) -> dict[str, Any]:
    """Give all that the page of the explorer shows for the parameters of its address."""
    atlas = atlases.gather(desk.project, desk.on)
    find = choices.finder(atlas, lambda name: _near(atlas, name))
    choice, notices = choices.read(params, atlas, find)
    active = choices.filters(atlas, choice)
    kept = _kept(atlas, active)
    drawn = choices.arcs(atlas, choice)
    picture = _Picture(atlas, choice, scene(atlas, choice), kept, drawn)
    return {
        "choice": choice,
        "options": OPTIONS,
        "atlas": atlas,
        "works": sorted(atlas.works.values(), key=lambda work: spelling.key(work.label)),
        "notices": (*notices, *_no_path(atlas, choice, drawn)),
        "count": _count(atlas, kept, drawn),
        "filters": [{"words": one.words, "drop": choice.address(**one.dropped)} for one in active],
        "empty": not kept,
        "reset": Choice(view=choice.view).address(),
        "permalink": choice.address(),
        "canonical": choice.address(),
        "svg": picture.svg(),
        "legend": picture.legend(),
        "marks": _marks(atlas, "spare"),
        "columns": list(_columns(choice)),
        "rows": list(_rows(atlas, choice, kept, drawn)),
        "data": picture.data(),
    }


def _kept(atlas: Atlas, active: Iterable[choices.Filter]) -> set[str]:
    kept = set(atlas.works)
    for one in active:
        kept &= one.left
    return kept


def _near(atlas: Atlas, name: str) -> str:
    """Give the labels that are spelt most like a name."""
    spelt = {key: work.label for work in atlas.works.values() for key in work.keys}
    words = {word: label for key, label in spelt.items() for word in key.split()}
    target = spelling.key(name.replace("-", " "))
    near = difflib.get_close_matches(target, {**words, **spelt}, n=3)
    found = dict.fromkeys({**words, **spelt}[key] for key in near)
    return f"Did you mean {' or '.join(found)}?" if found else ""


def _count(atlas: Atlas, kept: set[str], drawn: Sequence[Arc]) -> str:
    """Say how many works and links are shown.

    The links are counted as pairs of works in one argument, or as works cited.
    """
    shown = [arc for arc in drawn if {arc.source, arc.target} <= kept]
    told = [
        counted(sum(arc.of == of for arc in shown), noun)
        for of, noun in ((STEPS, "step"), (CITATIONS, "citation"))
        if any(arc.of == of for arc in drawn)
    ]
    works = f"{len(kept)} of {counted(len(atlas.works), 'work')}"
    return ", ".join([works, *told])


def _no_path(atlas: Atlas, choice: Choice, drawn: Sequence[Arc]) -> Iterator[str]:
    """Say that a path that is asked for does not lead that way, and whether it leads back."""
    if not (choice.a and choice.b) or choices.between(atlas, drawn, choice.a, choice.b):
        return
    first, last = (atlas.works[name].label for name in (choice.a, choice.b))
    back = choices.between(atlas, drawn, choice.b, choice.a)
    yield f"No path leads from {first} to {last} by these links." + (
        f" One leads from {last} to {first}." if back else ""
    )


# ------------------------------------------------------------------------------------------- scene


def figure(desk: Desk, *, basis: str = "first") -> Scene:
    """Give the picture of the page, whole, to be taken away: nothing in it stands elsewhere.

    Raises UnknownName for a basis that there is not.
    """
    if basis not in OPTIONS["basis"]:
        raise UnknownName(f"no basis {basis!r}", remedy=f"There are {', '.join(OPTIONS['basis'])}.")
    atlas = atlases.gather(desk.project, desk.on)
    caption = provenance(desk.project, desk.on, basis, _QUESTIONS)
    return scene(atlas, Choice(basis=basis), caption=caption)


WORKS = "works"
"""The name of the picture of this page; all others are those of `catalogue`."""


def drawing(
    desk: Desk, name: str, *, basis: str = "first", width_mm: float | None = None
) -> Drawing:
    """Give a picture of the site by its name, such as ``works`` or ``lineage-privileged-caste``.

    ``width_mm`` is the usual width of the picture where it is not given. Raises UnknownName and
    UsageError as `catalogue.draw`.
    """
    if name == WORKS:
        return Drawing(figure(desk, basis=basis), width_mm or WIDTH_MM)
    what, _, about = name.partition("-")
    width = width_mm or figure_options.WIDTH_MM
    found = catalogue.draw(
        desk.project, desk.on, what, about=about or None, basis=basis, width_mm=width
    )
    return Drawing(found, width)


_QUESTIONS = ("explorer/works", "explorer/stances", "citations/edges", "lineage/edges")


def scene(atlas: Atlas, choice: Choice, *, caption: tuple[str, ...] = ()) -> Scene:
    """Lay out every work and every link, whatever is filtered; only the basis of years moves it."""
    nodes = tuple(_node(atlas, work, choice) for work in _sorted(atlas))
    edges = tuple(
        Edge(arc.source, arc.target, arc.kind, arc.explicitness, arc.words) for arc in atlas.arcs
    )
    return _layout(nodes, edges, choice.basis, tuple(atlas.topics.items()), caption)


def _sorted(atlas: Atlas) -> list[Work]:
    return sorted(atlas.works.values(), key=lambda work: work.slug)


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
        legend=_legend(basis, dict(topics)),
        name=NAME,
        width=WIDTH,
        label_width=200.0,
        backward=True,
    )


def _legend(basis: str, topics: Mapping[str, str]) -> Legend:
    return Legend(
        shapes={
            "affirms": "affirms",
            "rejects": "rejects",
            "qualifies": "qualifies",
            "agnostic": "leaves open",
            SEVERAL: "one clause so, another so",
            NOT_TOLD: "no stance told",
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
            "inferred": "implied, as the curators read it",
        },
        explicitness_name="How told",
        until="to the edition cited" if basis == "first" else "from the first edition",
        dates_name="Year",
        inferred="inferred by the curators; no document says it",
        hubs_name="In short",
    )


def _node(atlas: Atlas, work: Work, choice: Choice) -> Node:
    year, other, sure = work.stands(choice.basis)
    said = work.on(choice.assumption)
    return Node(
        work.slug,
        shortened(work.label, year),
        year,
        year_to=other,
        year_certain=sure,
        shape=_shape(said),
        colour=work.topic,
        title=work.label,
        href=f"/work/{work.slug}",
        inferred=bool(said) and all(one.inferred for one in said),
    )


def _shape(said: Iterable[Said]) -> str:
    """Give the attitude of a work, if it has but one."""
    codes = {one.code for one in said}
    if not codes:
        return NOT_TOLD
    return codes.pop() if len(codes) == 1 else SEVERAL


def spoken(atlas: Atlas, work: Work, basis: str, label: str) -> str:
    """Say of a work what a reader who cannot see the picture needs: years, stances, counts.

    It begins with the label of the picture, by which one who speaks to the browser calls it; what
    that says in full is not said again.
    """
    year = year_words(work.stands(basis))
    steps, citations = ([a for a in atlas.arcs if a.of == of] for of in (STEPS, CITATIONS))
    count = {
        "takes from": {arc.source for arc in steps if arc.target == work.slug},
        "taken up by": {arc.target for arc in steps if arc.source == work.slug},
        "cites": {arc.source for arc in citations if arc.target == work.slug},
        "cited by": {arc.target for arc in citations if arc.source == work.slug},
    }
    links = ", ".join(f"{words} {len(ends)}" for words, ends in count.items() if ends)
    parts = [
        label,
        "" if label.startswith(work.label) else work.label,
        "" if label.endswith(f" {year}") else year,
        stance_words(atlas, work, "") or "no stance on an assumption told",
        counted(len(work.said), "view"),
        links or "no links",
    ]
    return ". ".join(f"{part[:1].upper()}{part[1:]}" for part in parts if part)


def year_words(stands: Stands) -> str:
    """Say where a work stands in time.

    >>> year_words((1937, 1965, True)), year_words((1950, None, False))
    ('1937, cited from 1965', 'not after 1950')
    """
    year, other, sure = stands
    if year is None:
        return "no date"
    said = str(year) if sure else f"not after {year}"
    if other is None:
        return said
    return f"{said}, cited from {other}" if other > year else f"{said}, first in {other}"


def stance_words(atlas: Atlas, work: Work, assumption: str) -> str:
    """Say what stances a work takes to the assumptions, or to one, inferences marked as such."""
    labels = {one.slug: _short(one.label) for one in atlas.assumptions}
    groups: dict[tuple[bool, str], list[str]] = {}
    for one in work.on(assumption):
        names = groups.setdefault((one.inferred, one.attitude), [])
        if labels[one.view] not in names:
            names.append(labels[one.view])
    return "; ".join(
        f"{attitude} {', '.join(sorted(names))}{' (inferred by the curators)' if inferred else ''}"
        for (inferred, attitude), names in sorted(groups.items())
    )


def _short(label: str) -> str:
    """Give the number of an assumption or clause, or all of its name if it has none.

    >>> _short("Clause 3b: like Western labour aristocracies")
    'clause 3b'
    """
    number, colon, _ = label.partition(":")
    return number.lower() if colon else f"“{label}”"


# ----------------------------------------------------------------------------------------- picture


@dataclass(frozen=True)
class _Picture:
    """The scene as the page draws it, with what is not chosen dimmed or left out."""

    atlas: Atlas
    choice: Choice
    scene: Scene
    kept: set[str]
    drawn: Sequence[Arc]

    def svg(self) -> dict[str, Any]:
        """Give the inside of the picture and the box that it fills."""
        groups = [self.scene.group(role) for role in ("axis", "links", "works")]
        groups[1] = replace(groups[1], items=tuple(map(self._led, groups[1].items)))
        groups[2] = replace(groups[2], items=tuple(map(self._named, groups[2].items)))
        top, bottom = _extent(groups)
        return {
            "inside": svg.inside(groups, attributes=self._told),
            "box": f"0 {top:g} {self.scene.width:g} {bottom - top:g}",
            "width": self.scene.width,
            "height": bottom - top,
            "words": self.scene.description,
            "scale": asdict(self.scene.scale),
        }

    def _named(self, item: Item) -> Item:
        """Name a work by what is written on it and what is told of it; link it unless dimmed."""
        assert isinstance(item, Group)
        name = str(dict(item.data)["id"])
        label = next(
            one.text for one in item.items if isinstance(one, Text) and one.role == "label"
        )
        title = spoken(self.atlas, self.atlas.works[name], self.choice.basis, label)
        return replace(item, title=title, href=item.href if name in self.kept else None)

    def _led(self, item: Item) -> Item:
        """Lead a step from the edge of its work, for when no links in short stand between."""
        assert isinstance(item, Group)
        path = next((one for one in item.items if isinstance(one, Path)), None)
        if path is None or path.role != "link":
            return item
        x, y = path.points[0]
        start = self._rights[str(dict(item.data)["source"])]
        if x - start < 1:
            return item
        points = tuple((round(start + share * (x - start) / 3, 2), y) for share in range(4))
        leader = replace(path, id=f"{path.id}-leader", role="leader", points=points)
        return replace(item, items=(leader, *item.items))

    @cached_property
    def _rights(self) -> dict[str, float]:
        """Give the right edge of each work's box."""
        found = {}
        for group in self.scene.group("works").items:
            assert isinstance(group, Group)
            box = next(item for item in group.items if isinstance(item, Box))
            found[str(dict(group.data)["id"])] = box.x + box.width
        return found

    def _told(self, group: Group) -> Mapping[str, str]:
        data = dict(group.data)
        if group.role == "work":
            name = str(data["id"])
            mark = next(item for item in group.items if isinstance(item, Marker))
            told = {
                "data-work": name,
                "data-lane": str(data["lane"]),
                "data-x": f"{mark.x:g}",
                "data-y": f"{mark.y:g}",
            }
            return told if name in self.kept else {**told, "data-out": "", "aria-hidden": "true"}
        if group.role == "link":
            return {"data-arc": "", "aria-hidden": "true", **self._link(group.id)}
        return {"aria-hidden": "true"} if group.role == "axis" else {}

    def _link(self, name: str) -> Mapping[str, str]:
        arc = self._arcs[name]
        if arc not in self.drawn:
            return {"data-off": ""}
        return {} if {arc.source, arc.target} <= self.kept else {"data-out": ""}

    @cached_property
    def _arcs(self) -> dict[str, Arc]:
        return _arcs_of(self.scene, self.atlas.arcs)

    def legend(self) -> list[dict[str, Any]]:
        """Give the rows of the legend: their heads, and samples with their words."""
        rows = list(_legend_rows(self.scene.group("legend")))
        # A browser may come to show any of the stances, whichever there are now.
        shapes = [mark for mark in _marks(self.atlas, "key") if not mark["hollow"]]
        entries = [{**mark, "box": "-8 -9 16 18", "width": 16} for mark in shapes]
        return [{"head": rows[0]["head"], "entries": entries}, *rows[1:]]

    def data(self) -> dict[str, Any]:
        """Give what a browser needs to filter, to walk and to show a work without asking again."""
        groups = {id(arc): name for name, arc in self._arcs.items()}
        return {
            "choice": asdict(self.choice),
            "usual": asdict(Choice()),
            "core": choices.core(self.atlas) if len(self.atlas.works) > choices.CORE else None,
            "attitudes": self.atlas.attitudes,
            "assumptions": [asdict(one) for one in self.atlas.assumptions],
            "works": [_work_data(self.atlas, work) for work in _sorted(self.atlas)],
            "arcs": [
                {
                    **{key: getattr(arc, key) for key in _ARC},
                    "group": groups.get(id(arc), ""),
                }
                for arc in self.atlas.arcs
            ],
        }


_ARC = ("of", "earlier", "later", "source", "target", "kind", "explicitness", "words")


def _arcs_of(scene: Scene, arcs: Iterable[Arc]) -> dict[str, Arc]:
    """Give the arc that each group of the links draws."""
    waiting: dict[tuple[object, ...], list[Arc]] = {}
    for arc in arcs:
        key = (arc.source, arc.target, arc.kind, arc.explicitness, arc.words)
        waiting.setdefault(key, []).append(arc)
    found = {}
    for group in scene.group("links").items:
        assert isinstance(group, Group)
        data = dict(group.data)
        ends = (data["source"], data["target"], data["kind"], data["explicitness"])
        found[group.id] = waiting[(*ends, group.title)].pop(0)
    return found


def _extent(groups: Iterable[Group]) -> tuple[float, float]:
    """Give the upper and the lower edge of what groups draw."""
    edges = [edge for group in groups for item in group.items for edge in _edges(item)]
    return min(edges, default=0.0) - 6, max(edges, default=0.0) + 8


def _edges(item: Item) -> Iterator[float]:
    match item:
        case Group():
            for one in item.items:
                yield from _edges(one)
        case Text():
            yield from (item.y - item.size, item.y + 3)
        case Line():
            yield from (item.y1, item.y2)
        case Box():
            yield from (item.y, item.y + item.height)
        case Path():
            yield from (y for _, y in item.points)
        case Marker() | Head():
            yield item.y


def _legend_rows(legend: Group) -> Iterator[dict[str, Any]]:
    """Take the legend apart into rows of samples with their words, which a page sets anew."""
    row: dict[str, Any] = {}
    samples: list[Item] = []
    for item in legend.items:
        if isinstance(item, Text) and item.role == "legend-head":
            if row:
                yield row
            row = {"head": item.text, "entries": []}
        elif isinstance(item, Text) and item.role == "legend":
            left, right = min(map(_left, samples)) - 2, item.x - 4
            box = f"{left:g} {item.y - 13:g} {right - left:g} 18"
            entry = {"box": box, "width": right - left, "inside": svg.sample(samples)}
            row["entries"].append({**entry, "words": item.text})
            samples = []
        else:
            samples.append(item)
    if row:
        yield row


def _left(item: Item) -> float:
    match item:
        case Marker():
            return item.x - item.size
        case Path():
            return min(x for x, _ in item.points)
        case Line():
            return min(item.x1, item.x2)
        case Text() | Box():
            return item.x - (item.width / 2 if isinstance(item, Text) and item.anchor else 0)
        case _:
            return float("inf")


def _marks(atlas: Atlas, name: str) -> list[dict[str, str]]:
    """Give each marker at the origin, so that a browser can show another stance in its place."""
    words = _legend("first", {})
    keys = [*atlas.attitudes, SEVERAL, NOT_TOLD]
    symbols = assign_symbols(shapes=keys, colours=(), kinds=(), explicitness=(), legend=words)
    found = []
    for key, shape in symbols.shapes.items():
        for hollow in (False, True):
            own = f"{name}-{key.replace(' ', '-')}{'-hollow' if hollow else ''}"
            mark = Marker(own, "mark", 0, 0, MARKER_RADIUS, shape, NO_COLOUR, hollow)
            told = {
                "key": key,
                "hollow": "1" if hollow else "",
                "words": words.shapes.get(key, key),
            }
            found.append({**told, "inside": svg.sample([mark])})
    return found


def _work_data(atlas: Atlas, work: Work) -> dict[str, Any]:
    return {
        "slug": work.slug,
        "label": work.label,
        "titles": work.titles,
        "authors": work.authors,
        "keys": work.keys,
        "first": work.stands("first"),
        "cited": work.stands("cited"),
        "years": {basis: year_words(work.stands(basis)) for basis in OPTIONS["basis"]},
        "said": [_said_data(one) for one in work.said],
    }


def _said_data(one: Said) -> dict[str, Any]:
    told = one.position
    places = zip(told.places, [*told.anchors, *[""] * len(told.places)], strict=False)
    return {
        "slug": one.slug,
        "view": one.view,
        "label": one.label,
        "statement": told.position,
        "attitude": one.attitude,
        "code": one.code,
        "known": one.known,
        "inferred": one.inferred,
        "asked": one.asked,
        "reference": one.reference,
        "holders": told.holders,
        "certain": told.certain,
        "reporters": told.reporters,
        "mode": told.mode,
        "editions": told.editions,
        "hedges": told.hedges,
        "hedgers": told.hedgers,
        "confidence": told.confidence,
        "reasons": told.reasons,
        "notes": told.notes,
        "documents": told.documents,
        "evidence": [{"place": place, "anchor": atlases.slug(iri)} for place, iri in places],
    }


# ------------------------------------------------------------------------------------------- table


def _columns(choice: Choice) -> Iterator[dict[str, str]]:
    """Give the heads of the table, each with the address that sorts by it."""
    heads = {
        "year": "Year",
        "work": "Work",
        "stance": "On the assumptions",
        "views": "Views told",
        "from": "Takes from",
        "to": "Taken up by",
    }
    for key, head in heads.items():
        mine = choice.sort == key
        order = ("descending" if choice.down else "ascending") if mine else "none"
        href = choice.address(sort=key, down=mine and not choice.down)
        yield {"key": key, "head": head, "order": order, "href": href}


def _rows(
    atlas: Atlas, choice: Choice, kept: set[str], drawn: Sequence[Arc]
) -> Iterator[dict[str, Any]]:
    """Give a row for every work; those that are filtered out are hidden."""
    rows = [_row(atlas, choice, work, drawn) for work in _sorted(atlas)]
    rows.sort(key=lambda row: row["order"]["work"])
    rows.sort(key=lambda row: row["order"][choice.sort], reverse=choice.down)
    for row in rows:
        yield {**row, "out": row["slug"] not in kept}


def _row(atlas: Atlas, choice: Choice, work: Work, drawn: Sequence[Arc]) -> dict[str, Any]:
    stands = work.stands(choice.basis)
    before = _linked(atlas, (arc.source for arc in drawn if arc.target == work.slug))
    after = _linked(atlas, (arc.target for arc in drawn if arc.source == work.slug))
    stance = stance_words(atlas, work, choice.assumption)
    return {
        "slug": work.slug,
        "label": work.label,
        "href": f"/work/{work.slug}",
        "year": year_words(stands),
        "stance": stance,
        "views": len(work.said),
        "from": before,
        "to": after,
        "order": {
            "year": 9999 if stands[0] is None else stands[0],
            "work": spelling.key(work.label),
            "stance": stance or "\uffff",
            "views": len(work.said),
            "from": len(before),
            "to": len(after),
        },
    }


def _linked(atlas: Atlas, names: Iterable[str]) -> list[dict[str, str]]:
    found = [atlas.works[name] for name in dict.fromkeys(names)]
    return [
        {"slug": work.slug, "label": work.label.partition(",")[0], "href": f"/work/{work.slug}"}
        for work in found
    ]
