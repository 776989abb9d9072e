"""A scene is plain JSON."""

import json

from stakhgraph.drawing.timeline.layout import layout
from tests.drawing.timeline.works import SERIES, STEPS


def test_a_scene_is_plain_json_with_all_that_a_page_needs() -> None:
    scene = layout(SERIES, STEPS, title="T")
    data = json.loads(json.dumps(scene.to_dict()))
    works = next(group for group in data["items"] if group["role"] == "works")
    assert works["items"][0]["data"] | {"lane": 0} == {
        "id": "pasquier",
        "year": 1937,
        "year_to": None,
        "year_certain": True,
        "shape": "affirms",
        "colour": "",
        "voice": "",
        "inferred": False,
        "lane": 0,
    }
