"""A timeline in words."""

from stakhgraph.drawing.timeline.layout import layout
from tests.drawing.timeline.works import SERIES, STEPS


def test_the_description_says_what_the_picture_shows() -> None:
    description = layout(SERIES, STEPS, title="T").description
    assert description.startswith("4 works from 1937 to 1986. 4 links")
    assert "Trotsky 1937 to Filtzer 1986: goes back to (stated)." in description
