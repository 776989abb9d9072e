"""Which work stands in which lane, and the way that each link takes between them.

Works are pills: a marker at an x that is fixed (the year) and a label to its right. They are packed
by x, each into the free lane nearest the median of its neighbours. Threshold accepting (Dueck and
Scheuer 1990, doi 10.1016/0021-9991(90)90201-B), a kind of annealing that needs no exponential and
so gives the same lanes on every machine, then minimises

    crossings + 3 x links behind labels + 0.02 x height climbed by links.

Last, links that still pass behind labels are led round them where that is possible.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from math import inf
from random import Random
from typing import NamedTuple

from stakhgraph.drawing.curves import (
    LANE,
    PILL,
    Point,
    Trace,
    bow,
    crossings,
    drop,
    sample,
    swing,
    trace,
)

__all__ = ["GAP", "MARK", "Lanes", "Link", "Pill", "arrange", "routes"]

MARK = 4.5
"""Half the width of a marker."""

GAP = 18.0
"""The least distance of two pills in one lane: an arrow between them must be seen."""

_TIP = MARK + 1.5  # a link ends this far from the middle of the marker
_RUN = 8.0  # the least way from a label to a marker that a level link needs


class Pill(NamedTuple):
    """A work's place in time.

    ``x`` is the middle of the marker, ``right`` the end of the label's box; the work keeps free in
    its lane what lies between ``start``, if that is before the marker, and ``end``.
    """

    x: float
    right: float
    end: float
    start: float = inf

    @property
    def left(self) -> float:
        """The left end of all that the work keeps free."""
        return min(self.x, self.start) - MARK


class Link(NamedTuple):
    """A link between two pills, known by their numbers: ``target`` takes from ``source``."""

    source: int
    target: int


class Lanes:
    """Pills in lanes: ``lane[i]`` is that of pill i, ``rows[lane]`` holds the pills in it."""

    def __init__(self, pills: Sequence[Pill], links: Sequence[Link], spare: int = 0) -> None:
        """Pack the pills into as few lanes as will do, and ``spare`` more."""
        self.pills = pills
        self.links = links
        self.at: list[list[int]] = [[] for _ in pills]
        for number, link in enumerate(links):
            self.at[link.source].append(number)
            self.at[link.target].append(number)
        self.lane = [0] * len(pills)
        self.rows: list[list[int]] = [[] for _ in range(_needed(pills) + spare)]
        self._known: dict[tuple[int, int, int], Trace] = {}
        self._pack()
        self.traces = [self._trace(number) for number in range(len(links))]

    def _pack(self) -> None:
        placed: set[int] = set()
        for i in sorted(range(len(self.pills)), key=lambda i: (self.pills[i].x, i)):
            near = sorted(self.lane[other] for other in self._neighbours(i) if other in placed)
            # Works without links are read like a text: from the top, in the order of the years.
            middle = len(self.rows) // 2 if self.at[i] else 0
            wish = near[len(near) // 2] if near else middle
            free = [row for row in range(len(self.rows)) if not self._blockers(i, row)]
            # A work without links would only stand in the way of others' links.
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
        """Return the pills in a lane that leave no room for pill i."""
        left, end = self.pills[i].left - GAP, self.pills[i].end + GAP
        return [
            other
            for other in self.rows[row]
            if other != i and left < self.pills[other].end and self.pills[other].left < end
        ]

    def _trace(self, number: int) -> Trace:
        link = self.links[number]
        key = (number, self.lane[link.source], self.lane[link.target])
        if key not in self._known:
            self._known[key] = trace(_usual(*self.ends(number)))
        return self._known[key]

    def ends(self, number: int) -> tuple[Pill, float, Pill, float]:
        """Return the two pills of a link, each with its height; lane 0 is at height 0."""
        source, target = self.links[number]
        heights = self.lane[source] * LANE, self.lane[target] * LANE
        return self.pills[source], heights[0], self.pills[target], heights[1]

    def exchange(self, i: int, row: int) -> list[tuple[int, int]]:
        """Return the moves (pill, lane) that bring pill i into a lane, or none if there is no room.

        Whoever stands in the way changes places with it.
        """
        old = self.lane[i]
        others = self._blockers(i, row)
        if row == old or any(set(self._blockers(other, old)) - {i} for other in others):
            return []
        return [(i, row), *((other, old) for other in others)]

    def change(self, moves: Sequence[tuple[int, int]]) -> None:
        """Carry out moves (pill, lane)."""
        for i, row in moves:
            self.rows[self.lane[i]].remove(i)
            self.lane[i] = row
            self.rows[row].append(i)
        for i, _ in moves:
            for number in self.at[i]:
                self.traces[number] = self._trace(number)

    def cost(self, moved: Sequence[int]) -> float:
        """Return the part of the cost that depends on where the pills ``moved`` stand."""
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
                pill = self.pills[i]
                if left < pill.right and pill.x - MARK < right and i not in link:
                    found += 1
        return found

    def _behind(self, moved: Sequence[int], skip: set[int]) -> int:
        """Count the links of others that pass behind the labels of ``moved``."""
        found = 0
        for i in moved:
            row, left, right = self.lane[i], self.pills[i].left, self.pills[i].right
            for number, this in enumerate(self.traces):
                band = this.bands.get(row)
                if band and band[0] < right and left < band[1] and number not in skip:
                    found += 1
        return found

    def sort(self) -> None:
        """Bring the lanes in which nothing is linked into the order of their first years."""
        places = [n for n, row in enumerate(self.rows) if not any(self.at[i] for i in row)]
        loose = [self.rows[n] for n in places if self.rows[n]]
        loose.sort(key=lambda row: min((self.pills[i].x, i) for i in row))
        for n in places:
            self.rows[n] = loose.pop(0) if loose else []

    def close_up(self) -> None:
        """Take out the lanes that stayed empty."""
        self.rows = [row for row in self.rows if row] or [[]]
        for number, row in enumerate(self.rows):
            for i in row:
                self.lane[i] = number
        self.traces = [self._trace(number) for number in range(len(self.links))]


def arrange(pills: Sequence[Pill], links: Sequence[Link], *, seed: int) -> Lanes:
    """Find lanes: no two pills overlap, and links cross little and stay in sight."""
    spare = 2 + _needed(pills) // 8 if links else 0
    lanes = Lanes(pills, links, spare)
    if links:
        _settle(lanes, Random(seed))  # noqa: S311 - repeatable on purpose, nothing is secret
        lanes.sort()
    lanes.close_up()
    return lanes


def _needed(pills: Sequence[Pill]) -> int:
    """Return the least number of lanes: the most pills over one x."""
    ends: list[float] = []
    for pill in sorted(pills):
        free = [i for i, end in enumerate(ends) if end + GAP <= pill.left]
        if free:
            ends[free[0]] = pill.end
        else:
            ends.append(pill.end)
    return max(len(ends), 1)


def _settle(lanes: Lanes, dice: Random) -> None:
    """Try moves, and take those that cost less than a falling threshold."""
    movable = [i for i, links in enumerate(lanes.at) if links]
    count = len(lanes.links)
    effort = max(min(count * 15_000, 1_000_000), count * 3_000)
    done = 0
    while done < effort:
        heat = 12.0 * (1 - done / effort) ** 2
        i = movable[dice.randrange(len(movable))]
        moves = lanes.exchange(i, _wish(lanes, i, dice))
        done += 50 + _attempt(lanes, moves, heat * dice.random())
    for i, row in ((i, row) for i in movable for row in range(len(lanes.rows))):
        if done < 1.3 * effort:
            done += _attempt(lanes, lanes.exchange(i, row), 0.0)


def _wish(lanes: Lanes, i: int, dice: Random) -> int:
    """Choose a lane to try: any, or one close by."""
    if dice.random() < 0.4:
        return dice.randrange(len(lanes.rows))
    row = lanes.lane[i] + dice.choice((-3, -2, -1, 1, 2, 3))
    return min(max(row, 0), len(lanes.rows) - 1)


def _attempt(lanes: Lanes, moves: Sequence[tuple[int, int]], limit: float) -> int:
    """Carry out moves unless they cost more than ``limit``; give the work that it took to see."""
    if not moves:
        return 0
    moved = [i for i, _ in moves]
    back = [(i, lanes.lane[i]) for i in moved]
    before = lanes.cost(moved)
    lanes.change(moves)
    if lanes.cost(moved) - before >= max(limit, 1e-9):
        lanes.change(back)
    return len(lanes.links) * (1 + sum(len(lanes.at[i]) for i in moved))


# ----------------------------------------------------------------------------------------- routes


def routes(lanes: Lanes) -> list[tuple[Point, ...]]:
    """Return the course of each link as cubic curves, lane 0 being at height 0.

    A link leaves the right edge of the earlier label and arrives level at the later marker; where
    the label reaches past that marker it leaves the earlier marker up or down, and between works of
    one year it goes round their left. If its course is hidden by labels and another is less so, it
    takes that one.
    """
    leave, arrive = _ports(lanes)
    found = []
    for number in range(len(lanes.links)):
        a, ya, b, yb = lanes.ends(number)
        if b.x >= a.x:
            yb += arrive.get(number, 0.0)
        courses = _courses(lanes, number, (a, ya, b, yb), leave.get(number, 0.0))
        found.append(min(courses, key=partial(_veils, lanes, number)))
    return found


def _usual(a: Pill, ya: float, b: Pill, yb: float, out: float = 0.0) -> tuple[Point, ...]:
    """Return the usual course from pill a at height ya to pill b at yb, leaving ``out`` lower."""
    tip = (b.x - _TIP, yb)
    if tip[0] - a.right >= _RUN:
        return swing((a.right, ya + out), tip)
    if a.x - MARK - b.right >= _RUN:
        # It points left, to the later end of the label, beside the links that leave there.
        return swing((a.x - _TIP, ya), (b.right + 1, yb + (5 if ya > yb else -5)))
    if tip[0] >= a.x:
        return drop((a.x, ya + (_TIP if yb > ya else -_TIP)), tip)
    return bow((a.x - _TIP, ya), tip)


def _courses(
    lanes: Lanes, number: int, ends: tuple[Pill, float, Pill, float], out: float
) -> Iterator[tuple[Point, ...]]:
    """Return the usual course and, if that one passes behind labels, others to choose from."""
    usual = _usual(*ends, out)
    yield usual
    if not _veils(lanes, number, usual):
        return
    a, ya, b, yb = ends
    tip = (b.x - _TIP, yb)
    if tip[0] >= a.x and abs(ya - yb) >= LANE / 2:
        yield drop((a.x, ya + (_TIP if yb > ya else -_TIP)), tip)
    if tip[0] - a.right >= _RUN:
        start = (a.right, ya + out)
        for early, late in ((0.2, 0.7), (0.7, 0.2), (0.3, 0.3), (0.75, 0.75)):
            yield swing(start, tip, early, late)
        yield from _channels(start, tip)


def _channels(start: Point, end: Point) -> Iterator[tuple[Point, ...]]:
    """Return courses that run level between two lanes for a part of the way."""
    low, high = sorted((round(start[1] / LANE), round(end[1] / LANE)))
    for between in range(low - 1, high + 1):
        level = between * LANE + LANE / 2
        into, out = _ramp(level - start[1]), _ramp(end[1] - level)
        spare = end[0] - start[0] - into - out
        for first in (0.0, 0.3, 0.6):
            for last in (0.0, 0.3, 0.6):
                left = (start[0] + into + first * spare, level)
                right = (end[0] - out - last * spare, level)
                if spare > 0 and left < right:
                    run = swing(left, right)
                    yield (*swing(start, left), *run[1:], *swing(right, end)[1:])


def _ramp(climb: float) -> float:
    """Return the run that a course needs to change its height."""
    return max(14.0, abs(climb) * 0.5)


def _veils(lanes: Lanes, number: int, course: Sequence[Point]) -> int:
    """Count the labels behind which a course passes, and the spans that it runs along."""
    found = set()
    for x, y in sample(course, 24):
        row = int((y + LANE / 2) // LANE)
        off = y - row * LANE
        for i in lanes.rows[row] if 0 <= row < len(lanes.rows) else ():
            pill = lanes.pills[i]
            label = abs(off) < PILL / 2 and pill.x + 1 < x < pill.right
            span = off > PILL / 2 - 1 and pill.x < x < pill.end and pill.end > pill.right
            if label or span:
                found.add(i)
    return len(found - set(lanes.links[number]))


def _ports(lanes: Lanes) -> tuple[dict[int, float], dict[int, float]]:
    """Set the links of one work apart: link → how far below the middle it leaves, and arrives."""
    leave: dict[int, float] = {}
    arrive: dict[int, float] = {}
    for i, numbers in enumerate(lanes.at):
        out = [number for number in numbers if lanes.links[number].source == i]
        into = [number for number in numbers if lanes.links[number].target == i]
        leave |= _spread(sorted(out, key=lambda n: (_slope(lanes, n), n)), 5.0, 13.0)
        arrive |= _spread(sorted(into, key=lambda n: (-_slope(lanes, n), n)), 5.0, 8.0)
    return leave, arrive


def _spread(numbers: Sequence[int], step: float, room: float) -> dict[int, float]:
    """Set numbers in a row around 0, ``step`` apart if there is room."""
    apart = min(step, room / max(len(numbers) - 1, 1))
    return {n: apart * (place - (len(numbers) - 1) / 2) for place, n in enumerate(numbers)}


def _slope(lanes: Lanes, number: int) -> float:
    a, ya, b, yb = lanes.ends(number)
    return (yb - ya) / max(abs(b.x - a.x), 1.0)
