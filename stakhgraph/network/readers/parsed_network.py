"""What a file says of a network, as a reader returns it, and the direction of its arcs.

Arcs are kept as they are given in the file, together with their direction if the format names one;
`ParsedNetwork.network` turns them so that they run from the earlier work to the later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from stakhgraph.errors import UsageError
from stakhgraph.network.graph import Network, Years

__all__ = ["DIRECTIONS", "ParsedNetwork"]

DIRECTIONS = ("cited-citing", "citing-cited")
"""The directions of arcs in a file; the first is from the earlier work to the later."""


@dataclass(frozen=True, eq=False)
class ParsedNetwork:
    """The content of a file: nodes, arcs as given, and notices for the user.

    ``direction`` is one of `DIRECTIONS` if the file names it, else empty.
    """

    where: str
    ids: Sequence[str]
    labels: Sequence[str]
    tails: Sequence[int]
    heads: Sequence[int]
    years: Sequence[Years] = ()
    kinds: Sequence[str] = ()
    explicitness: Sequence[str] = ()
    direction: str = ""
    notices: tuple[str, ...] = ()

    def as_given(self) -> Network:
        """Return the network with its arcs as they are given in the file."""
        return Network.of(
            self.ids,
            self.tails,
            self.heads,
            labels=self.labels,
            years=self.years,
            kinds=self.kinds,
            explicitness=self.explicitness,
        )

    def network(self, arcs: str | None = None) -> Network:
        """Return the network with its arcs from earlier to later; ``arcs`` is their direction here.

        Raises UsageError as `earlier_to_later` does.
        """
        return self.earlier_to_later(arcs).as_given()

    def earlier_to_later(self, arcs: str | None = None) -> ParsedNetwork:
        """Return the same with its arcs from earlier to later; ``arcs`` is their direction here.

        Raises UsageError if the direction is neither given nor shown by years, and if the given one
        contradicts the file or, in more than three of four arcs that years decide, the years.
        """
        if arcs is not None and arcs not in DIRECTIONS:
            raise UsageError(f"no direction is called {arcs!r}", remedy=_DIRECTION_REMEDY)
        if self._direction(arcs) == DIRECTIONS[0]:
            return self
        return replace(self, tails=self.heads, heads=self.tails, direction=DIRECTIONS[0])

    def _direction(self, given: str | None) -> str:
        shown, by = self.direction, "the file itself says"
        if not shown:
            along, against = self._by_years()
            by = f"years show, in {max(along, against)} of {along + against} arcs,"
            shown = _direction_by_majority(along, against)
        if given and shown and given != shown:
            raise UsageError(
                f"the arcs run the other way: {by} {shown}",
                where=self.where,
                remedy=f"Say --arcs {shown}.",
            )
        if not (given or shown):
            raise UsageError("the direction of the arcs is not known", remedy=_DIRECTION_REMEDY)
        return given or shown

    def _by_years(self) -> tuple[int, int]:
        """Count the arcs that run from earlier to later in all years, and those that run back."""
        if not any(self.years):
            return 0, 0
        spans = [(min(y), max(y)) if y else None for y in self.years]
        along = against = 0
        for tail, head in zip(self.tails, self.heads, strict=True):
            one, two = spans[tail], spans[head]
            if one and two:
                along += one[1] < two[0]
                against += two[1] < one[0]
        return along, against


_DIRECTION_REMEDY = (
    "Say --arcs cited-citing if they lead from the earlier work to the later, else citing-cited."
)


def _direction_by_majority(along: int, against: int) -> str:
    if against > 3 * along:
        return DIRECTIONS[1]
    return DIRECTIONS[0] if along > 3 * against else ""
