"""The content of a drawing: works in time, links between them, or bands of them."""

from dataclasses import dataclass

__all__ = ["Band", "Edge", "Node"]


@dataclass(frozen=True)
class Node:
    """A work, or a position taken in one. ``year`` None puts it into a column "no date".

    ``year_to`` draws a bar to another year, later or earlier (that of the edition cited, of the
    first edition, the end of an interval). With ``year_certain`` False the year is the latest
    possible one: a hollow marker, "≤" in the label. ``shape``, ``colour`` and ``voice`` are keys of
    categories (a stance, a topic, a reporter), not names of shapes and colours. ``inferred`` makes
    the box dashed, ``lit`` makes box and label bold, ``marked`` the box double. ``title`` is the
    long text for pointers and screen readers.
    """

    id: str
    label: str
    year: int | None
    year_to: int | None = None
    year_certain: bool = True
    shape: str = ""
    colour: str = ""
    title: str = ""
    href: str | None = None
    voice: str = ""
    inferred: bool = False
    lit: bool = False
    marked: bool = False

    @property
    def other(self) -> int | None:
        """The other year, if there is one."""
        return None if self.year is None or self.year_to == self.year else self.year_to

    @property
    def years(self) -> tuple[int, ...]:
        """The year and the other year, as far as they are known."""
        return tuple(year for year in (self.year, self.other) if year is not None)


@dataclass(frozen=True)
class Edge:
    """A link: ``target``, the later work, takes from ``source``, the earlier one.

    ``kind`` (cites, goesBackTo …) is shown by a sign and a width, ``explicitness`` (stated,
    impliedByOrder …) by dashes. ``weight``, from 0 to 1, replaces the width of the kind: then a
    link that is ``lit`` is dark and wide, above the others and never a stub.
    """

    source: str
    target: str
    kind: str = "cites"
    explicitness: str = "stated"
    title: str = ""
    weight: float | None = None
    lit: bool = False


@dataclass(frozen=True)
class Band:
    """A question, and the positions that answer it."""

    heading: str
    nodes: tuple[Node, ...]
