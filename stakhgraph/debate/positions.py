"""Who stands where in time: the years of works and editions, and the positions taken in them.

These are the answers to the questions ``drawings/editions``, ``drawings/positions``,
``drawings/stances`` and ``drawings/resting``, put together by work; ``drawings`` draws them. A work
stands at its first year as far as a source gives it, or, with the basis ``cited``, at the year of
the edition that is cited.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from stakhgraph.drawing.works import Band, Node

__all__ = [
    "RESTS",
    "UNDATED",
    "Dating",
    "Position",
    "Stands",
    "by_question",
    "datings",
    "debated",
    "earliest",
    "ends",
    "merged",
    "oldest_first",
    "positions",
    "resting",
    "shortened",
    "voices",
    "with_year",
]

RESTS = "rests"
"""What stands for an attitude where a view rests on an assumption."""

Row: TypeAlias = Mapping[str, str]

Stands: TypeAlias = tuple[int | None, int | None, bool]
"""Where a work stands in time: its year, the other year, and whether the first is sure."""


# ------------------------------------------------------------------------------------------- years


@dataclass(frozen=True)
class Dating:
    """The years of an edition and of its work, as far as they are known.

    ``first`` is that of the work; ``start`` and ``cited`` are the ends of what is said of the
    edition, which for a set of volumes is an interval.
    """

    work: str
    label: str
    first: int | None
    start: int | None
    cited: int | None

    def stands(self, basis: str) -> Stands:
        """Give the year at which the work stands, the other year, and whether the first is sure."""
        exact = self.start == self.cited
        if basis == "cited" and self.cited is not None:
            return self.cited, _unlike(self.first, self.cited), exact
        if self.first is not None:
            return self.first, _unlike(self.cited, self.first), True
        return self.cited, None, self.cited is None


def _unlike(year: int | None, other: int) -> int | None:
    return None if year == other else year


UNDATED = Dating("", "", None, None, None)
"""What is known of an edition of which nothing is known."""


def datings(rows: Iterable[Row]) -> dict[str, Dating]:
    """Date each edition, and each primary source that is part of one."""
    found: dict[str, Dating] = {}
    for row in rows:
        start, cited = ends(row["issued"])
        paper = cited if row["kind"].endswith("/Newspaper") else None
        first = ends(row["first"] or row["written"] or row["before"])[1]
        known = first if first is not None else paper
        dating = Dating(row["work"], row["label"], known, start, cited)
        for carrier in filter(None, (row["edition"], row["source"])):
            found.setdefault(carrier, dating)
    return found


def ends(edtf: str) -> tuple[int | None, int | None]:
    """Give the first and the last year of an EDTF date or interval.

    >>> ends("1959/1965"), ends("2002-09"), ends("")
    ((1959, 1965), (2002, 2002), (None, None))
    """
    years = [int(part[:4]) for part in edtf.split("/") if part[:4].isdigit()]
    return (years[0], years[-1]) if years else (None, None)


def with_year(label: str, year: int | None, *, sure: bool = True) -> str:
    """Give a label with its year at the end, where it has one; a mere limit says so.

    >>> with_year("Dobb", 1966, sure=False)
    'Dobb (not after 1966)'
    """
    if year is None:
        return label
    return f"{label} {year}" if sure else f"{label} (not after {year})"


def shortened(label: str, year: int | None) -> str:
    """Give author and first words of the title, with the year.

    >>> shortened("Nove, Economic History of the USSR", 1969)
    'Nove, Economic History 1969'
    """
    author, comma, title = label.partition(", ")
    if not comma:
        return with_year(label, year)
    words = title.split()
    stop = next(
        (i for i in range(min(3, len(words)), 0, -1) if words[i - 1].lower() not in _SMALL), 1
    )
    return with_year(f"{author}, {' '.join(words[:stop])}".rstrip(",:;"), year)


_SMALL = {"the", "of", "in", "and", "with", "a", "an", "on"}
"""Words that a shortened title does not end with."""


def earliest(datings: Iterable[Dating], basis: str) -> Stands:
    """Give where the earliest of some editions stands, undated ones last."""
    stands = [dating.stands(basis) for dating in datings]
    return min(stands, key=lambda s: (s[0] is None, s[0] or 0), default=(None, None, True))


# --------------------------------------------------------------------------------------- positions


@dataclass(frozen=True)
class Position:
    """What one or more holders say in a work on a question, and who says that they do.

    ``open`` is whether the document leaves open which of them it is; ``reporter`` is empty where
    the document is their own; ``named`` is whether they are only named, with no word of theirs.
    """

    question: str
    heading: str
    views: tuple[str, ...]
    names: tuple[str, ...]
    open: bool
    attitude: str
    inferred: bool
    reporter: str
    places: tuple[str, ...]
    work: str
    stands: Stands
    named: bool = False

    def node(self, name: str, voices: Mapping[str, str], *, viewed: bool) -> Node:
        """Draw it; ``voices`` are short names of reporters; ``viewed`` says the view as well."""
        year, other, sure = self.stands
        who = _listed(self.names, "or" if self.open else "and")
        who = f"perhaps {who}" if self.open else who
        # A cut list would name one of those who may be meant, and so settle it.
        short = f"one of {len(self.names)}, left open" if self.open and self.names[1:] else who
        short = f"{short}, only named" if self.named else short
        count = f" ({len(self.views)})" if len(self.views) > 1 else ""
        view = f"{count}: {self.views[0]}" if viewed else ""
        told = f", says {self.reporter}" if self.reporter else ""
        return Node(
            name,
            with_year(f"{short}{view}", year),
            year,
            year_to=other,
            year_certain=sure,
            shape=self.attitude,
            title=f"{with_year(who, year, sure=sure)} {self.attitude}: {'; '.join(self.views)}"
            f" ({', '.join(self.places)}{told})",
            voice="" if self.inferred else voices.get(self.reporter, self.reporter),
            inferred=self.inferred,
        )


def _each(texts: Iterable[str]) -> tuple[str, ...]:
    """Give each text once, in the order in which they come, and no empty one."""
    return tuple(text for text in dict.fromkeys(texts) if text)


def _listed(names: Sequence[str], joint: str) -> str:
    """Join names as a footnote does.

    >>> _listed(["Corrigan", "Ramsay", "Sayer"], "and")
    'Corrigan, Ramsay and Sayer'
    """
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {joint} {names[-1]}"


def positions(rows: Iterable[Row], datings: Mapping[str, Dating], basis: str) -> list[Position]:
    """Give each stance once for each question, at the earliest of its editions."""
    grouped: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        grouped.setdefault((row["question"], row["stance"]), []).append(row)
    return [_position(found, datings, basis) for found in grouped.values()]


def _position(rows: Sequence[Row], datings: Mapping[str, Dating], basis: str) -> Position:
    first = rows[0]
    inferred = first["attestation"].startswith("inferred")
    own = first["attestation"] == "at first hand"
    keys = ("edition", "base") if inferred else ("edition", "own") if own else ("edition",)
    editions = next((e for key in keys if (e := {row[key] for row in rows} - {""})), set())
    dated = [datings.get(edition, UNDATED) for edition in sorted(editions)]
    sure = _each(row["family"] or row["holder"] for row in rows if row["holder"])
    return Position(
        first["question"],
        first["heading"],
        (first["view"],),
        sure or _each(row["possible"] for row in rows),
        not sure,
        first["attitude"],
        inferred,
        "" if own else _listed(_each(row["reporter"] for row in rows), "and"),
        _each(row["place"] for row in rows),
        min((d.work for d in dated if d.stands(basis) == earliest(dated, basis)), default=""),
        earliest(dated, basis),
        first.get("mode") == "named only",
    )


def voices(rows: Iterable[Row]) -> dict[str, str]:
    """Give reporters their short names, from which their letters are taken."""
    return {row["reporter"]: row["short"] or row["reporter"] for row in rows}


def resting(rows: Iterable[Row], datings: Mapping[str, Dating], basis: str) -> list[Position]:
    """Give the views that rest on an assumption, each with its holders, at its earliest edition."""
    grouped: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        grouped.setdefault((row["question"], row["interpretation"]), []).append(row)
    found = []
    for same in grouped.values():
        first = same[0]
        who = _listed(_each(row["family"] or row["holder"] for row in same), "and")
        dated = [datings[row["edition"]] for row in same if row["edition"] in datings]
        found.append(
            Position(
                first["question"],
                first["heading"],
                (f"{first['view']}, because: {first['reason']}",),
                (f"{who}: {first['view']}" if who else first["view"],),
                False,
                RESTS,
                first["attestation"].startswith("inferred"),
                _listed(_each(row["reporter"] for row in same), "and"),
                _each(row["place"] for row in same),
                "",
                earliest(dated, basis),
            )
        )
    return found


def by_question(
    found: Iterable[Position], voices: Mapping[str, str], *, first: str = "", viewed: bool = False
) -> list[Band]:
    """Give a band for each question: ``first`` before all, then in the order handed over."""
    grouped: dict[str, list[Position]] = {}
    for position in found:
        grouped.setdefault(position.question, []).append(position)
    ordered = sorted(grouped.values(), key=lambda same: same[0].question != first)
    made = []
    for number, same in enumerate(ordered):
        nodes = (
            p.node(f"p{number}-{place}", voices, viewed=viewed) for place, p in enumerate(same)
        )
        made.append(Band(same[0].heading, tuple(nodes)))
    return made


def merged(found: Iterable[Position]) -> list[Position]:
    """Make one of what the same holders say in a work, then of who say the same in it.

    Nobody is ever shown with another's view: who agree in one view but not in all stay apart.
    """
    mine = _joined(found, lambda p: (p.names,))
    return _joined(mine, lambda p: (p.views, p.names if p.open or not p.work else ()))


def _joined(
    found: Iterable[Position], apart: Callable[[Position], tuple[object, ...]]
) -> list[Position]:
    """Join the positions of a work on a question that do not differ in what keeps them apart."""
    grouped: dict[tuple[object, ...], list[Position]] = {}
    for p in found:
        key = (p.question, p.work, p.attitude, p.open, p.reporter, p.stands, p.named, *apart(p))
        grouped.setdefault(key, []).append(p)
    return [
        replace(
            same[0],
            views=_each(view for p in same for view in p.views),
            names=_each(name for p in same for name in p.names),
            places=_each(place for p in same for place in p.places),
        )
        for same in grouped.values()
    ]


def debated(found: Sequence[Position]) -> list[Position]:
    """Keep the questions that the documents tell of answers to from two or more decades."""
    decades: dict[str, set[int]] = {}
    for p in found:
        told = {p.stands[0] // 10} if p.reporter and p.stands[0] is not None else set()
        decades.setdefault(p.question, set()).update(told)
    return [p for p in found if len(decades[p.question]) > 1]


def oldest_first(found: Sequence[Position]) -> Callable[[Position], tuple[int, str]]:
    """Order questions by the earliest year at which one answers them."""
    first: dict[str, int] = {}
    for p in found:
        year = 9999 if p.stands[0] is None else p.stands[0]
        first[p.question] = min(year, first.get(p.question, 9999))
    return lambda p: (first[p.question], p.question)
