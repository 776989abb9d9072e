"""What a measure is asked, and the form of its answer: a sentence, a table, and arcs.

A `Measure` has a question and a function from a `Request` to an `Answer`. docs/methods.md says what
each number means and when not to believe it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from stakhgraph.network.cycles import Resolved
from stakhgraph.network.graph import Network
from stakhgraph.network.number_text import decimal_digits, fraction
from stakhgraph.network.work_names import work_names
from stakhgraph.rdf.tables import Table
from stakhgraph.rdf.terms import XSD, Literal, Term

__all__ = [
    "NAMES_SHOWN",
    "Answer",
    "Cell",
    "Measure",
    "Request",
    "WorkCell",
    "chain",
    "first_names",
]

NAMES_SHOWN = 5
"""A sentence names this many works and counts the rest."""


@dataclass(frozen=True)
class WorkCell:
    """A cell of a table that holds a work, by its number."""

    node: int


Cell = str | int | Fraction | WorkCell | None


@dataclass(frozen=True)
class Request:
    """A network and the question put to it: the works concerned, thresholds and policies.

    ``resolved`` is the network without cycles if the measure needs one, and then ``net`` is its
    network. ``start`` and ``end`` are the two works between which something is asked, ``of`` is a
    single work, and ``noun`` says what the nodes are.
    """

    net: Network
    resolved: Resolved | None = None
    start: int | None = None
    end: int | None = None
    of: int | None = None
    least: int | None = None
    parallel: str = "merge"
    policies: tuple[str, ...] = ()
    noun: str = "work"

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of works: their labels, with years and id if several have the same label."""
        return tuple(work_names(self.net).values())

    @cached_property
    def dated_names(self) -> tuple[str, ...]:
        """The same names, each with the years of the work."""
        return tuple(work_names(self.net, years=True).values())

    @property
    def ends(self) -> tuple[int, int]:
        """The two works between which something is asked."""
        assert self.start is not None
        assert self.end is not None
        return self.start, self.end

    def years(self, node: int) -> str:
        """Return the years of a work as text."""
        return ", ".join(map(str, self.net.years[node])) if self.net.years else ""

    def listed(self, nodes: Iterable[int]) -> str:
        """Return the names of works for a sentence: the first few, and the number of the rest."""
        return first_names([self.names[node] for node in nodes])


@dataclass(frozen=True)
class Answer:
    """The result of a measure: a sentence, a table of cells, and the arcs that it rests on."""

    sentence: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    arcs: tuple[int, ...] = ()
    cautions: tuple[str, ...] = ()

    def plain(self) -> list[list[str | int | None]]:
        """Return the rows as plain values: works by their numbers, shares exactly."""
        return [[_plain_cell(cell) for cell in row] for row in self.rows]

    def table(
        self,
        request: Request,
        *,
        ids: bool = False,
        dated: bool = False,
        top: int | None = None,
    ) -> Table:
        """Return the rows as a table, with shares both rounded and exact.

        With ``ids`` each column of works is followed by one of their ids; with ``dated`` a name has
        the years of its work unless a column beside it has them. Without any year there is no
        column of years.
        """
        columns = []
        known = any(request.net.years)
        kept = [at for at, name in enumerate(self.columns) if name != "year" or known]
        for name in (self.columns[at] for at in kept):
            called = request.noun if name == "work" else name
            columns += [called, *((f"{called}Id",) if ids and name in _COLUMNS_OF_WORKS else ())]
            columns += ["exact"] if name == _SHARE_COLUMN else []
        rows = tuple(
            tuple(
                term
                for at in kept
                for term in _table_cells(row[at], request, self.columns[at], ids, dated)
            )
            for row in self.rows[:top]
        )
        return Table(tuple(columns), rows)


_COLUMNS_OF_WORKS = (
    *("work", "from", "to", "one", "other", "earlier", "later", "takenOut"),
    *("dominator", "postDominator"),
)


_COLUMNS_BEFORE_YEARS = ("work", "takenOut")
"""The columns of works that stand beside a column of their years."""


_SHARE_COLUMN = "share"


def _plain_cell(cell: Cell) -> str | int | None:
    match cell:
        case WorkCell(node):
            return node
        case Fraction():
            return fraction(cell)
        case int():
            return decimal_digits(cell)
        case _:
            return cell


def _table_cells(
    cell: Cell, request: Request, column: str, ids: bool, dated: bool
) -> Iterator[Term | None]:
    """Return the terms for a cell: a share both rounded and exact, a work with its id if asked."""
    match cell:
        case WorkCell(node):
            alone = column not in _COLUMNS_BEFORE_YEARS
            yield Literal((request.dated_names if dated and alone else request.names)[node])
        case Fraction():
            yield Literal(f"{float(cell):.4f}", f"{XSD}decimal")
            yield Literal(fraction(cell))
        case int():
            yield Literal(decimal_digits(cell), f"{XSD}integer")
        case _:
            yield Literal(cell) if cell else None
    if ids and column in _COLUMNS_OF_WORKS:
        yield Literal(request.net.ids[cell.node]) if isinstance(cell, WorkCell) else None


def first_names(names: Sequence[str]) -> str:
    """Join the first few names, and count the rest.

    >>> first_names(["a", "b", "c"]), first_names(list("abcdefg"))
    ('a; b; c', 'a; b; c; d; e and 2 more')
    """
    more = f" and {len(names) - NAMES_SHOWN} more" if len(names) > NAMES_SHOWN else ""
    return "; ".join(names[:NAMES_SHOWN]) + more


def chain(request: Request, nodes: Iterable[int]) -> str:
    """Return the names of works along a path, joined by arrows."""
    return " → ".join(request.names[v] for v in nodes)


@dataclass(frozen=True)
class Measure:
    """A measure: its question, the function that answers it, and the options it has.

    ``wants`` are options that it needs and ``takes`` those that it accepts; ``cycles`` says whether
    it follows paths, which needs a network without cycles, and ``parallel`` whether it can count
    parallel arcs. ``ways`` describes the variants that it tries.
    """

    question: str
    answer: Callable[[Request], Answer]
    wants: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    cycles: bool = True
    parallel: bool = False
    ways: str = ""
