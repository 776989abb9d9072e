"""Check works, links and widths before anything is placed."""

from collections import Counter
from collections.abc import Mapping, Sequence

from stakhgraph.drawing.works import Edge, Node
from stakhgraph.errors import UsageError

__all__ = ["check_nodes", "check_width", "check_works_and_links"]

_WIDTHS = (400.0, 20_000.0)


def check_width(width: float) -> None:
    """Raise UsageError for a width outside the limits."""
    low, high = _WIDTHS
    if not low <= width <= high:
        raise UsageError(f"cannot draw {width:g} pixels wide", remedy=f"Use {low:g} to {high:g}.")


def check_nodes(works: Sequence[Node]) -> None:
    """Raise UsageError for two works with one id, and for a year of more than four digits."""
    twice = [name for name, count in Counter(node.id for node in works).items() if count > 1]
    if twice:
        raise UsageError("two works have the same id", where=min(twice))
    for node in works:
        if any(not -9999 <= year <= 9999 for year in (node.year or 0, node.year_to or 0)):
            raise UsageError("a year of more than four digits", where=node.id)


def check_works_and_links(
    works: Sequence[Node], steps: Sequence[Edge], *, backward: bool, width: float
) -> None:
    """Raise UsageError for a width, work or link that cannot be drawn."""
    check_width(width)
    check_nodes(works)
    years = {node.id: node.year for node in works}
    for edge in steps:
        _check_edge(edge, years, backward=backward)


def _check_edge(edge: Edge, years: Mapping[str, int | None], *, backward: bool) -> None:
    for end in (edge.source, edge.target):
        if end not in years:
            raise UsageError("a link to a work that is not in the drawing", where=end)
    if edge.source == edge.target:
        raise UsageError("a link from a work to itself", where=edge.source)
    earlier, later = years[edge.source], years[edge.target]
    if not backward and earlier is not None and later is not None and earlier > later:
        raise UsageError(
            f"a work of {later} would take from one of {earlier}",
            where=f"{edge.target} from {edge.source}",
            remedy="Mend the dates, or allow links that point left.",
        )
