"""No difference between categories is shown by colour alone."""

from stakhgraph.drawing.legend_words import Legend
from stakhgraph.drawing.primitives import Head, Path, Text
from stakhgraph.drawing.timeline.layout import layout
from stakhgraph.drawing.works import Node
from tests.drawing.timeline.works import SERIES, STEPS, every, one, work


def test_every_topic_has_a_letter_besides_its_colour() -> None:
    works = [Node(key, key, 1950, colour=key) for key in ("productivity", "piece rates", "motives")]
    scene = layout(works, [], title="T", legend=Legend(colours={"productivity": "productivity"}))
    letters = {one(work(scene, n.id), Text, "letter").text for n in works}
    assert letters == {"P", "R", "M"}


def test_kinds_differ_by_sign_or_weight_and_explicitness_by_dashes() -> None:
    scene = layout(SERIES, STEPS, title="T")
    paths, heads = every(scene, "links", Path), every(scene, "links", Head)
    assert {(path.stroke, path.dash) for path in paths} == {(2.0, ()), (1.2, (6.0, 3.0))}
    assert [head.shape for head in heads] == ["arrow"]
