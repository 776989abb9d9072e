"""Which work is in which lane.

Works have a fixed x (the year) and a label to the right. They are packed by x, each into the free
lane nearest to the median of its neighbours. Threshold accepting (Dueck & Scheuer 1990, doi
10.1016/0021-9991(90)90201-B), a kind of annealing that needs no exponential function and so gives
the same lanes on every machine, then minimises

    crossings + 3 x links behind labels + 0.02 x height climbed by links.
"""

from collections.abc import Iterator, Sequence
from random import Random

from stakhgraph.drawing.curves import Trace, crossings, trace
from stakhgraph.drawing.sizes import LANE_HEIGHT, MARKER_RADIUS
from stakhgraph.drawing.timeline.courses import Extent, Link, usual_course

__all__ = ["GAP", "Lanes", "arrange"]

GAP = 18.0
"""The least distance of two labels in one lane, so that an arrow between them can be seen."""


class Lanes:
    """Works in lanes: ``lane[i]`` is the lane of work i, ``rows[lane]`` its works."""

    def __init__(self, extents: Sequence[Extent], links: Sequence[Link], spare: int = 0) -> None:
        """Pack the works into as few lanes as possible, and ``spare`` more."""
        self.extents = extents
        self.links = links
        self.at: list[list[int]] = [[] for _ in extents]
        for number, link in enumerate(links):
            self.at[link.source].append(number)
            self.at[link.target].append(number)
        self.lane = [0] * len(extents)
        self.rows: list[list[int]] = [[] for _ in range(_lanes_needed(extents) + spare)]
        self._known: dict[tuple[int, int, int], Trace] = {}
        self._pack()
        self.traces = [self._trace(number) for number in range(len(links))]

    def _pack(self) -> None:
        placed: set[int] = set()
        for i in sorted(range(len(self.extents)), key=lambda i: (self.extents[i].x, i)):
            near = sorted(self.lane[other] for other in self._neighbours(i) if other in placed)
            # Works without links are read like a text, from the top in the order of the years.
            middle = len(self.rows) // 2 if self.at[i] else 0
            wish = near[len(near) // 2] if near else middle
            free = [row for row in range(len(self.rows)) if not self._blockers(i, row)]
            # A work without links would only be in the way of the links of others.
            crossed = {
                row
                for row in free
                if not self.at[i] and any(self.at[other] for other in self.rows[row])
            }
            self.lane[i] = min(free, key=lambda row: (row in crossed, abs(row - wish), row))
            self.rows[self.lane[i]].append(i)
            placed.add(i)

    def _neighbours(self, i: int) -> Iterator[int]:
        for number in self.at[i]:
            link = self.links[number]
            yield link.target if link.source == i else link.source

    def _blockers(self, i: int, row: int) -> list[int]:
        """Return the works in a lane that leave no room for work i."""
        left, end = self.extents[i].left - GAP, self.extents[i].end + GAP
        return [
            other
            for other in self.rows[row]
            if other != i and left < self.extents[other].end and self.extents[other].left < end
        ]

    def _trace(self, number: int) -> Trace:
        link = self.links[number]
        key = (number, self.lane[link.source], self.lane[link.target])
        if key not in self._known:
            self._known[key] = trace(usual_course(*self.ends(number)))
        return self._known[key]

    def ends(self, number: int) -> tuple[Extent, float, Extent, float]:
        """Return the two works of a link, each with its height; lane 0 is at height 0."""
        source, target = self.links[number]
        heights = self.lane[source] * LANE_HEIGHT, self.lane[target] * LANE_HEIGHT
        return self.extents[source], heights[0], self.extents[target], heights[1]

    def exchange(self, i: int, row: int) -> list[tuple[int, int]]:
        """Return the moves (work, lane) that bring work i into a lane; none if there is no room.

        Works in the way change places with it.
        """
        old = self.lane[i]
        others = self._blockers(i, row)
        if row == old or any(set(self._blockers(other, old)) - {i} for other in others):
            return []
        return [(i, row), *((other, old) for other in others)]

    def change(self, moves: Sequence[tuple[int, int]]) -> None:
        """Make moves (work, lane)."""
        for i, row in moves:
            self.rows[self.lane[i]].remove(i)
            self.lane[i] = row
            self.rows[row].append(i)
        for i, _ in moves:
            for number in self.at[i]:
                self.traces[number] = self._trace(number)

    def cost(self, moved: Sequence[int]) -> float:
        """Return the part of the cost that depends on where the works ``moved`` are."""
        own = sorted({number for i in moved for number in self.at[i]})
        skip = set(own)
        total = 0.0
        for number in own:
            this = self.traces[number]
            total += 3 * self._hidden(number, this) + 0.02 * (this.bottom - this.top)
            for other, that in enumerate(self.traces):
                apart = this.top >= that.bottom or that.top >= this.bottom
                if not apart and (other < number or other not in skip):
                    total += crossings(this, that)
        return total + 3 * self._behind(moved, skip)

    def _hidden(self, number: int, this: Trace) -> int:
        """Count the labels behind which a link passes."""
        link = self.links[number]
        found = 0
        for row, (left, right) in this.bands.items():
            for i in self.rows[row] if 0 <= row < len(self.rows) else ():
                extent = self.extents[i]
                if left < extent.right and extent.x - MARKER_RADIUS < right and i not in link:
                    found += 1
        return found

    def _behind(self, moved: Sequence[int], skip: set[int]) -> int:
        """Count the links of others that pass behind the labels of ``moved``."""
        found = 0
        for i in moved:
            row, left, right = self.lane[i], self.extents[i].left, self.extents[i].right
            for number, this in enumerate(self.traces):
                band = this.bands.get(row)
                if band and band[0] < right and left < band[1] and number not in skip:
                    found += 1
        return found

    def sort(self) -> None:
        """Order the lanes without links by their first years."""
        places = [n for n, row in enumerate(self.rows) if not any(self.at[i] for i in row)]
        loose = [self.rows[n] for n in places if self.rows[n]]
        loose.sort(key=lambda row: min((self.extents[i].x, i) for i in row))
        for n in places:
            self.rows[n] = loose.pop(0) if loose else []

    def close_up(self) -> None:
        """Remove empty lanes."""
        self.rows = [row for row in self.rows if row] or [[]]
        for number, row in enumerate(self.rows):
            for i in row:
                self.lane[i] = number
        self.traces = [self._trace(number) for number in range(len(self.links))]


def arrange(extents: Sequence[Extent], links: Sequence[Link], *, seed: int) -> Lanes:
    """Find lanes in which no labels overlap, few links cross, and links stay visible."""
    spare = 2 + _lanes_needed(extents) // 8 if links else 0
    lanes = Lanes(extents, links, spare)
    if links:
        _anneal(lanes, Random(seed))  # noqa: S311 - repeatable on purpose, not secret
        lanes.sort()
    lanes.close_up()
    return lanes


def _lanes_needed(extents: Sequence[Extent]) -> int:
    """Return the least number of lanes: the most works over one x."""
    ends: list[float] = []
    for extent in sorted(extents):
        free = [i for i, end in enumerate(ends) if end + GAP <= extent.left]
        if free:
            ends[free[0]] = extent.end
        else:
            ends.append(extent.end)
    return max(len(ends), 1)


def _anneal(lanes: Lanes, dice: Random) -> None:
    """Try moves, and keep those that cost less than a falling threshold."""
    movable = [i for i, links in enumerate(lanes.at) if links]
    count = len(lanes.links)
    effort = max(min(count * 15_000, 1_000_000), count * 3_000)
    done = 0
    while done < effort:
        heat = 12.0 * (1 - done / effort) ** 2
        i = movable[dice.randrange(len(movable))]
        moves = lanes.exchange(i, _propose_lane(lanes, i, dice))
        done += 50 + _try_moves(lanes, moves, heat * dice.random())
    for i, row in ((i, row) for i in movable for row in range(len(lanes.rows))):
        if done < 1.3 * effort:
            done += _try_moves(lanes, lanes.exchange(i, row), 0.0)


def _propose_lane(lanes: Lanes, i: int, dice: Random) -> int:
    """Choose a lane to try: any, or one close by."""
    if dice.random() < 0.4:
        return dice.randrange(len(lanes.rows))
    row = lanes.lane[i] + dice.choice((-3, -2, -1, 1, 2, 3))
    return min(max(row, 0), len(lanes.rows) - 1)


def _try_moves(lanes: Lanes, moves: Sequence[tuple[int, int]], limit: float) -> int:
    """Make moves unless they cost more than ``limit``; return the effort of comparing them."""
    if not moves:
        return 0
    moved = [i for i, _ in moves]
    back = [(i, lanes.lane[i]) for i in moved]
    before = lanes.cost(moved)
    lanes.change(moves)
    if lanes.cost(moved) - before >= max(limit, 1e-9):
        lanes.change(back)
    return len(lanes.links) * (1 + sum(len(lanes.at[i]) for i in moved))
