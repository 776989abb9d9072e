"""The marks of a figure of positions in time: who says what in which work, and who says so.

They are made from the answers to the queries ``drawings/positions``, ``drawings/stances`` and
``drawings/resting``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from stakhgraph.debate.attitudes import as_holder, holds, told, verb
from stakhgraph.debate.dating import UNDATED, Dating, PlacedYear, Row, earliest, with_year
from stakhgraph.drawing.works import Band, Node

RESTS = "rests"
"""The attitude of a mark for a view that rests on an assumption."""


@dataclass(frozen=True)
class Mark:
    """A mark: what one or more holders say in a work on a question, and who says so.

    ``open`` means that the document leaves open which of them it is; ``reporter`` is empty if the
    document is their own; ``named`` means that they are only named, with no word of theirs.
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
    placed: PlacedYear
    named: bool = False

    def node(self, name: str, voices: Mapping[str, str], *, viewed: bool) -> Node:
        """Return the node; ``voices`` are short names of reporters; ``viewed`` adds the view."""
        year, other, sure = self.placed
        who = _listed(self.names, "or" if self.open else "and")
        who = f"perhaps {who}" if self.open else who
        # A shortened list would name only one of those who may be meant.
        short = f"one of {len(self.names)}, left open" if self.open and self.names[1:] else who
        short = f"{short}, only named" if self.named else short
        count = f" ({len(self.views)})" if len(self.views) > 1 else ""
        view = f"{count}: {self.views[0]}" if viewed else ""
        by = f", says {self.reporter}" if self.reporter else ""
        does = verb(who, self.attitude)
        return Node(
            name,
            with_year(f"{short}{view}", year),
            year,
            year_to=other,
            year_certain=sure,
            shape=self.attitude,
            title=f"{with_year(who, year, sure=sure)} {does}: {'; '.join(self.views)}"
            f" ({', '.join(self.places)}{by})",
            voice="" if self.inferred else voices.get(self.reporter, self.reporter),
            inferred=self.inferred,
        )


def _each(texts: Iterable[str]) -> tuple[str, ...]:
    """Return each text once, in their order, without empty ones."""
    return tuple(text for text in dict.fromkeys(texts) if text)


def _listed(names: Sequence[str], joint: str) -> str:
    """Return names joined as in a footnote.

    >>> _listed(["Corrigan", "Ramsay", "Sayer"], "and")
    'Corrigan, Ramsay and Sayer'
    """
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {joint} {names[-1]}"


def marks(rows: Iterable[Row], datings: Mapping[str, Dating], basis: str) -> list[Mark]:
    """Return a mark for each stance on each question, at the earliest of its editions."""
    grouped: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        grouped.setdefault((row["question"], row["stance"]), []).append(row)
    return [_mark(found, datings, basis) for found in grouped.values()]


def _mark(rows: Sequence[Row], datings: Mapping[str, Dating], basis: str) -> Mark:
    first = rows[0]
    inferred = first["attestation"].startswith("inferred")
    own = first["attestation"] == "at first hand"
    keys = ("edition", "base") if inferred else ("edition", "own") if own else ("edition",)
    editions = next((e for key in keys if (e := {row[key] for row in rows} - {""})), set())
    dated = [datings.get(edition, UNDATED) for edition in sorted(editions)]
    sure = _each(row["family"] or row["who"] for row in rows if row["who"])
    return Mark(
        first["question"],
        first["heading"],
        (first["view"],),
        sure or _each(row["possible"] for row in rows),
        not sure,
        first["attitude"],
        inferred,
        "" if own else _listed(_each(row["reporter"] for row in rows), "and"),
        _each(row["place"] for row in rows),
        min((d.work for d in dated if d.placed(basis) == earliest(dated, basis)), default=""),
        earliest(dated, basis),
        first.get("mode") == "named only",
    )


def voices(rows: Iterable[Row]) -> dict[str, str]:
    """Return the short name of each reporter, from which the letters are taken."""
    return {row["reporter"]: row["short"] or row["reporter"] for row in rows}


def resting(rows: Iterable[Row], datings: Mapping[str, Dating], basis: str) -> list[Mark]:
    """Return a mark for each view that rests on an assumption, at the first year of its holders.

    Who rejects the view or leaves it open stands behind it, with the attitude.
    """
    grouped: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        grouped.setdefault((row["question"], row["interpretation"]), []).append(row)
    found = []
    for same in grouped.values():
        first = same[0]
        held = [row for row in same if holds(row["attitude"])]
        who = _listed(_each(as_holder(_name(row), row["attitude"]) for row in held), "and")
        others = [row for row in same if row["who"] and row not in held]
        beside = ", ".join(_each(told(_name(row), row["attitude"]) for row in others))
        view = f"{first['view']} ({beside})" if beside else first["view"]
        dated = [datings[row["edition"]] for row in held if row["edition"] in datings]
        found.append(
            Mark(
                first["question"],
                first["heading"],
                (f"{first['view']}, because: {first['reason']}",),
                (f"{who}: {view}" if who else view,),
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


def _name(row: Row) -> str:
    return row["family"] or row["who"]


def by_question(
    found: Iterable[Mark], voices: Mapping[str, str], *, first: str = "", viewed: bool = False
) -> list[Band]:
    """Return a band for each question: ``first`` before all others, then in the given order."""
    grouped: dict[str, list[Mark]] = {}
    for mark in found:
        grouped.setdefault(mark.question, []).append(mark)
    ordered = sorted(grouped.values(), key=lambda same: same[0].question != first)
    made = []
    for number, same in enumerate(ordered):
        nodes = (
            p.node(f"p{number}-{place}", voices, viewed=viewed) for place, p in enumerate(same)
        )
        made.append(Band(same[0].heading, tuple(nodes)))
    return made


def merged(found: Iterable[Mark]) -> list[Mark]:
    """Merge marks of the same holders in a work, then marks of the same views in it.

    Nobody is ever shown with another's view: holders who agree in only some views stay apart.
    """
    mine = _joined(found, lambda p: (p.names,))
    return _joined(mine, lambda p: (p.views, p.names if p.open or not p.work else ()))


def _joined(found: Iterable[Mark], apart: Callable[[Mark], tuple[object, ...]]) -> list[Mark]:
    """Join the marks of a work on a question that have the same values, including ``apart``."""
    grouped: dict[tuple[object, ...], list[Mark]] = {}
    for p in found:
        key = (p.question, p.work, p.attitude, p.open, p.reporter, p.placed, p.named, *apart(p))
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


def debated(found: Sequence[Mark]) -> list[Mark]:
    """Keep the questions with reported answers from two or more decades."""
    decades: dict[str, set[int]] = {}
    for p in found:
        decade = {p.placed[0] // 10} if p.reporter and p.placed[0] is not None else set()
        decades.setdefault(p.question, set()).update(decade)
    return [p for p in found if len(decades[p.question]) > 1]


def oldest_first(found: Sequence[Mark]) -> Callable[[Mark], tuple[int, str]]:
    """Return a sort key that orders questions by the earliest year of an answer."""
    first: dict[str, int] = {}
    for p in found:
        year = 9999 if p.placed[0] is None else p.placed[0]
        first[p.question] = min(year, first.get(p.question, 9999))
    return lambda p: (first[p.question], p.question)
