"""The picture: every dated work stands exactly at its year, and no box lies on another."""

from itertools import combinations

import pytest

from stakhgraph.drawing.primitives import Box, Group, Marker
from stakhgraph.drawing.scene import Scene
from stakhgraph.web.lineage.data import LineageData
from stakhgraph.web.lineage.scene import scene
from stakhgraph.web.lineage.settings import Settings


def groups(scene: Scene) -> list[Group]:
    return [group for group in scene.group("works").items if isinstance(group, Group)]


@pytest.mark.parametrize("basis", ["first", "cited"])
def test_every_dated_work_stands_exactly_at_its_year(data: LineageData, basis: str) -> None:
    drawn = scene(data, Settings(basis=basis))
    for group in groups(drawn):
        year = dict(group.data)["year"]
        mark = next(item for item in group.items if isinstance(item, Marker))
        if isinstance(year, int):
            assert abs(mark.x - drawn.scale(year)) < 0.5


def test_no_box_lies_on_another(data: LineageData) -> None:
    boxes = [
        next(item for item in group.items if isinstance(item, Box))
        for group in groups(scene(data, Settings()))
    ]
    assert len(boxes) == len(data.works)
    for a, b in combinations(boxes, 2):
        apart = a.x + a.width < b.x or b.x + b.width < a.x
        assert apart or a.y + a.height < b.y or b.y + b.height < a.y
