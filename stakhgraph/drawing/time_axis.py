"""The time axis: which year is where, and the round years that are written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stakhgraph.drawing.primitives import Item, Line, text_at
from stakhgraph.wording import year_name

__all__ = ["Scale", "draw_years", "span_in_words"]


@dataclass(frozen=True)
class Scale:
    """The time axis: ``year`` is at ``x``, each later year ``step`` pixels further right."""

    year: int
    x: float
    step: float

    def __call__(self, year: int) -> float:
        """Return the x of a year."""
        return self.x + (year - self.year) * self.step


def draw_years(
    base: str, scale: Scale, years: Iterable[int], extent: tuple[float, float], *, below: bool
) -> tuple[Item, ...]:
    """Draw the round years above and, with ``below``, below the plot between two heights."""
    top, bottom = extent
    items: list[Item] = []
    for year in _round_years(scale, sorted(years)):
        x = round(scale(year), 2)
        items.append(Line(f"{base}-{year}", "grid", x, round(top - 4, 2), x, round(bottom + 4, 2)))
        for side, y in (("top", top - 9), ("bottom", bottom + 16))[: 1 + below]:
            name = f"{base}-{year}-{side}"
            items.append(text_at(name, "tick", (x, y), year_name(year), anchor="middle"))
    return tuple(items)


def span_in_words(years: Sequence[int | None]) -> str:
    """Return from when to when works date, and how many have no date.

    >>> span_in_words([1937, None, 1986])
    ' from 1937 to 1986, 1 without a date'
    """
    known = [year for year in years if year is not None]
    span = f" from {year_name(min(known))} to {year_name(max(known))}" if known else ""
    undated = len(years) - len(known)
    return span + (f", {undated} without a date" if undated else "")


def _round_years(scale: Scale, years: Sequence[int]) -> range:
    """Return round years, far enough apart for their numbers."""
    if not years:
        return range(0)
    steps = [base * 10**power for power in range(5) for base in (1, 2, 5)]
    step = next((step for step in steps if step * scale.step >= 48), steps[-1])
    start = -(-scale.year // step) * step
    if start > years[-1]:
        return range(scale.year, scale.year + 1)
    return range(start, years[-1] + 1, step)
