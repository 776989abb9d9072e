"""The picture of the page: the scene as SVG, with filtered works and links dimmed or left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any

from stakhgraph.drawing import svg
from stakhgraph.drawing.font_metrics import clean
from stakhgraph.drawing.primitives import Box, Group, Head, Item, Line, Marker, Path, Text
from stakhgraph.drawing.scene import Scene
from stakhgraph.web.lineage.data import LineageData, Link
from stakhgraph.web.lineage.settings import Settings
from stakhgraph.web.lineage.words import spoken

__all__ = ["Picture", "group_links"]


@dataclass(frozen=True)
class Picture:
    """A scene with what is shown of it: the works that pass the filters, and the chosen links."""

    data: LineageData
    settings: Settings
    scene: Scene
    kept: set[str]
    links: Sequence[Link]

    def svg(self) -> dict[str, Any]:
        """Return the inside of the SVG element, its view box and size, and the scale of years."""
        axis, links, works = (self.scene.group(role) for role in ("axis", "links", "works"))
        groups = [
            axis,
            replace(links, items=tuple(map(self._with_leader, links.items))),
            replace(works, items=tuple(map(self._with_name, works.items))),
        ]
        top, bottom = _extent(groups)
        return {
            "inside": svg.inside(groups, attributes=self._attributes),
            "box": f"0 {top:g} {self.scene.width:g} {bottom - top:g}",
            "width": self.scene.width,
            "height": bottom - top,
            "words": self.scene.description,
            "scale": asdict(self.scene.scale),
        }

    def _with_name(self, item: Item) -> Item:
        """Return a work with an accessible name; dimmed works are no links."""
        assert isinstance(item, Group)
        slug = str(dict(item.data)["id"])
        label = next(
            one.text for one in item.items if isinstance(one, Text) and one.role == "label"
        )
        name = spoken(self.data, self.data.works[slug], self.settings.basis, label)
        return replace(item, title=name, href=item.href if slug in self.kept else None)

    def _with_leader(self, item: Item) -> Item:
        """Return a link with a line from its work to its start.

        A link begins behind the letters of links in short; where those are not shown, the line
        closes the gap.
        """
        assert isinstance(item, Group)
        path = next((one for one in item.items if isinstance(one, Path)), None)
        if path is None or path.role != "link":
            return item
        x, y = path.points[0]
        start = self._right_edges[str(dict(item.data)["source"])]
        if x - start < 1:
            return item
        points = tuple((round(start + share * (x - start) / 3, 2), y) for share in range(4))
        leader = replace(path, id=f"{path.id}-leader", role="leader", points=points)
        return replace(item, items=(leader, *item.items))

    @cached_property
    def _right_edges(self) -> dict[str, float]:
        """The right edge of the box of each work."""
        found = {}
        for group in self.scene.group("works").items:
            assert isinstance(group, Group)
            box = next(item for item in group.items if isinstance(item, Box))
            found[str(dict(group.data)["id"])] = box.x + box.width
        return found

    def _attributes(self, group: Group) -> Mapping[str, str]:
        """Return the attributes of an element by which styles and scripts know it."""
        match group.role:
            case "work":
                return self._work_attributes(group)
            case "link":
                return {"data-arc": "", "aria-hidden": "true", **self._link_attributes(group.id)}
            case "axis":
                return {"aria-hidden": "true"}
        return {}

    def _work_attributes(self, group: Group) -> Mapping[str, str]:
        values = dict(group.data)
        slug = str(values["id"])
        mark = next(item for item in group.items if isinstance(item, Marker))
        attributes = {
            "data-work": slug,
            "data-lane": str(values["lane"]),
            "data-x": f"{mark.x:g}",
            "data-y": f"{mark.y:g}",
        }
        if slug in self.kept:
            return attributes
        return {**attributes, "data-out": "", "aria-hidden": "true"}

    def _link_attributes(self, group: str) -> Mapping[str, str]:
        link = self._group_links[group]
        if link not in self.links:
            return {"data-off": ""}
        return {} if {link.source, link.target} <= self.kept else {"data-out": ""}

    @cached_property
    def _group_links(self) -> dict[str, Link]:
        return group_links(self.scene, self.data.links)


def group_links(scene: Scene, links: Iterable[Link]) -> dict[str, Link]:
    """Return the link that each group of the scene draws, by the id of the group."""
    waiting: dict[tuple[object, ...], list[Link]] = {}
    for link in links:
        words = clean(link.words)  # as the scene writes them
        key = (link.source, link.target, link.kind, link.explicitness, words)
        waiting.setdefault(key, []).append(link)
    found = {}
    for group in scene.group("links").items:
        assert isinstance(group, Group)
        values = dict(group.data)
        ends = (values["source"], values["target"], values["kind"], values["explicitness"])
        found[group.id] = waiting[(*ends, group.title)].pop(0)
    return found


def _extent(groups: Iterable[Group]) -> tuple[float, float]:
    """Return the upper and the lower edge of groups, with a margin."""
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
