"""Widths of texts are those of the pinned font."""

from hypothesis import given
from hypothesis import strategies as st

from stakhgraph.drawing import font_metrics


def test_widths_are_those_of_the_pinned_font() -> None:
    assert font_metrics.width("Стаханов", 1000) == 4431
    assert font_metrics.width("A", 1000) == 667  # as in Arial, Helvetica and Liberation Sans
    assert font_metrics.width("A", 1000, bold=True) == 722
    assert font_metrics.width("стаха\u0301нов", 10) == font_metrics.width("стаханов", 10)
    assert font_metrics.width("漢", 1000) == 1000


@given(st.text(max_size=200), st.integers(40, 300))
def test_wrapped_lines_fit_and_lose_nothing(text: str, room: int) -> None:
    lines = font_metrics.wrap(text, 11, room)
    assert all(font_metrics.width(line, 11) <= room for line in lines)
    assert "".join(lines).replace(" ", "") == font_metrics.clean(text).replace(" ", "")
