"""Works, links and widths that cannot be drawn are refused."""

import pytest

from stakhgraph.drawing.timeline.layout import layout
from stakhgraph.drawing.works import Edge, Node
from stakhgraph.errors import UsageError
from tests.drawing.timeline.works import FILTZER, TROTSKY


@pytest.mark.parametrize(
    ("works", "edges", "width", "message"),
    [
        ([TROTSKY, TROTSKY], [], 900, "same id"),
        ([TROTSKY], [Edge("trotsky", "nobody")], 900, "not in the drawing (nobody)"),
        ([TROTSKY], [Edge("trotsky", "trotsky")], 900, "to itself"),
        ([TROTSKY, FILTZER], [Edge("filtzer", "trotsky")], 900, "a work of 1937 would take from"),
        ([Node("a", "a", 12345)], [], 900, "four digits"),
        ([TROTSKY], [], 100, "cannot draw 100 pixels wide"),
    ],
)
def test_what_cannot_be_drawn_is_refused(
    works: list[Node], edges: list[Edge], width: float, message: str
) -> None:
    with pytest.raises(UsageError) as caught:
        layout(works, edges, title="T", width=width)
    assert message in str(caught.value)
