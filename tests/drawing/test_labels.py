"""Labels keep their year, and show what is uncertain or inferred without colour."""

import pytest

from stakhgraph.drawing.primitives import Box, Marker, Text
from stakhgraph.drawing.timeline.layout import layout
from stakhgraph.drawing.works import Node
from tests.drawing.timeline.works import one, work


@pytest.mark.parametrize(
    ("label", "shown"),
    [("Fainsod 1965", "Fainsod ≤1965"), ("Fainsod", "Fainsod ≤1965"), ("№ 12", "№ 12 ≤1965")],
)
def test_not_after_is_hollow_and_says_so(label: str, shown: str) -> None:
    group = work(layout([Node("a", label, 1965, year_certain=False)], [], title="T"), "a")
    assert one(group, Marker, "mark").hollow
    assert one(group, Text, "label").text == shown


def test_a_long_label_is_cut_but_keeps_its_year_and_its_full_text() -> None:
    label = "Corrigan, Ramsay and Sayer, Socialist Construction and Marxist Theory 1978"
    group = work(layout([Node("a", label, 1978)], [], title="T"), "a")
    assert one(group, Text, "label").text.startswith("Corrigan, Ramsay")
    assert one(group, Text, "label").text.endswith("… 1978")
    assert group.title == label


def test_a_number_at_the_end_is_no_year_unless_it_is_that_of_the_work() -> None:
    label = "the unnamed writer of the note, sent to Johnson's Russia List, no. 6535"
    text = one(work(layout([Node("a", label, None)], [], title="T"), "a"), Text, "label").text
    assert text.endswith("…")


def test_a_reporter_is_a_letter_and_inference_a_dashed_box() -> None:
    works = [
        Node("a", "Nove", 1969, voice="Siegelbaum"),
        Node("b", "Filtzer", 1986, inferred=True),
    ]
    scene = layout(works, [], title="T")
    assert one(work(scene, "a"), Text, "letter").text == "S"
    assert one(work(scene, "b"), Box, "inferred").width > 0
    words = [item.text for item in scene.group("legend").items if isinstance(item, Text)]
    assert words[:3] == ["Reported by", "S", "Siegelbaum"]
    assert words[-1].startswith("inferred by the editors")
