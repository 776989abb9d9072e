"""What a reader has chosen to see in the lineage explorer, and which works that leaves.

A choice is what stands in the address of the page; what is left out there is the usual. Each filter
takes works away; they are all applied.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

from stakhgraph import spelling
from stakhgraph.web.lineage_data import CITATIONS, STEPS, Arc, Atlas, Work

__all__ = ["ADDRESS", "CORE", "OPTIONS", "Choice", "Filter", "arcs", "filters", "read"]

CORE = 150
"""Above so many works only the core set is shown, unless all are asked for."""

ADDRESS = "/lineage"

OPTIONS: Mapping[str, Mapping[str, str]] = {
    "depth": {"1": "one step", "2": "two steps", "all": "all steps"},
    "basis": {"first": "first edition", "cited": "edition cited"},
    "links": {"steps": "steps of an argument", "citations": "citations", "both": "both"},
    "explicitness": {"": "stated and implied", "stated": "stated", "implied": "implied by order"},
    "view": {"graph": "picture and table", "table": "table only"},
    "works": {"core": "core set", "all": "all works"},
    "sort": {
        "year": "year",
        "work": "work",
        "stance": "stance",
        "views": "views",
        "from": "takes from",
        "to": "taken up by",
    },
}
"""What each control offers, the usual first, with the words for it."""


@dataclass(frozen=True)
class Choice:
    """Every control of the page, at its usual setting unless said otherwise.

    ``start`` and ``end`` are years; ``focus``, ``a`` and ``b`` slugs of works; ``down`` sorts the
    table from the last to the first.
    """

    assumption: str = ""
    stance: str = ""
    start: int | None = None
    end: int | None = None
    focus: str = ""
    depth: str = "1"
    a: str = ""
    b: str = ""
    basis: str = "first"
    links: str = "steps"
    explicitness: str = ""
    works: str = "core"
    view: str = "graph"
    sort: str = "year"
    down: bool = False

    def address(self, **changes: object) -> str:
        """Give the address of this choice, or of one that differs in this.

        >>> Choice(focus="filtzer-soviet-workers").address(depth="all")
        '/lineage?focus=filtzer-soviet-workers&depth=all'
        """
        other = replace(self, **changes)  # type: ignore[arg-type]
        usual = Choice()
        said = {
            _NAMES.get(f.name, f.name): str(getattr(other, f.name))
            for f in fields(other)
            if f.name not in ("sort", "down") and getattr(other, f.name) != getattr(usual, f.name)
        }
        if (other.sort, other.down) != (usual.sort, usual.down):
            said["sort"] = f"-{other.sort}" if other.down else other.sort
        return f"{ADDRESS}?{urlencode(said)}" if said else ADDRESS


_NAMES = {"start": "from", "end": "to"}


@dataclass(frozen=True)
class Filter:
    """One filter: what it is in words, the works that it leaves, and what drops it."""

    words: str
    left: frozenset[str]
    dropped: Mapping[str, object]


# ------------------------------------------------------------------------------------------ reading


def read(
    params: Mapping[str, str], atlas: Atlas, find: Callable[[str], str]
) -> tuple[Choice, tuple[str, ...]]:
    """Give the choice of an address, and a sentence on each part that cannot be followed.

    ``find`` gives the slug of a work that is called by another name, or raises LookupError with
    what to say.
    """
    notices: list[str] = []
    chosen: dict[str, object] = {}
    known: dict[str, Mapping[str, str]] = {
        **OPTIONS,
        "assumption": {one.slug: one.label for one in atlas.assumptions},
        "stance": atlas.attitudes,
    }
    for name, text in params.items():
        value = text.strip()
        if not value:
            continue
        if name == "sort":
            chosen["down"], value = value.startswith("-"), value.removeprefix("-")
        if name in known:
            _take(name, value, known[name], chosen, notices)
        elif name in ("from", "to"):
            _year(name, value, chosen, notices)
        elif name in ("focus", "a", "b"):
            _work(name, value, atlas, find, chosen, notices)
    return Choice(**chosen), tuple(notices)  # type: ignore[arg-type]


def _take(
    name: str,
    value: str,
    known: Mapping[str, str],
    chosen: dict[str, object],
    notices: list[str],
) -> None:
    if value in known:
        chosen[name] = value
        return
    among = ", ".join(key for key in known if key)
    notices.append(f"There is no {name} “{value[:60]}”; there are {among}.")


def _year(name: str, value: str, chosen: dict[str, object], notices: list[str]) -> None:
    if value.isascii() and value.isdigit() and len(value) == 4:
        chosen["start" if name == "from" else "end"] = int(value)
    else:
        notices.append(f"“{value[:60]}” is no year of four digits.")


def _work(
    name: str,
    value: str,
    atlas: Atlas,
    find: Callable[[str], str],
    chosen: dict[str, object],
    notices: list[str],
) -> None:
    if value in atlas.works:
        chosen[name] = value
        return
    try:
        chosen[name] = find(value)
    except LookupError as exc:
        notices.append(str(exc.args[0]))


def finder(atlas: Atlas, hint: Callable[[str], str]) -> Callable[[str], str]:
    """Give what finds a work by any spelling of its label, title or author."""

    def find(name: str) -> str:
        target = spelling.key(name)
        found = [
            work for work in atlas.works.values() if any(_has(key, target) for key in work.keys)
        ]
        exact = [work for work in found if target in work.keys]
        if len(found) == 1 or len(exact) == 1:
            return (exact if len(exact) == 1 else found)[0].slug
        if found:
            labels = "; ".join(work.label for work in found[:6])
            raise LookupError(f"“{name[:60]}” may be one of {len(found)} works: {labels}.")
        raise LookupError(f"No work is called “{name[:60]}”. {hint(name)}".strip())

    return find


def _has(key: str, target: str) -> bool:
    return bool(target) and f" {target}" in f" {key}"


# ---------------------------------------------------------------------------------------- filtering


def arcs(atlas: Atlas, choice: Choice) -> tuple[Arc, ...]:
    """Give the arcs of the kind and explicitness that are chosen."""
    kinds = {choice.links} if choice.links != "both" else {STEPS, CITATIONS}
    return tuple(arc for arc in atlas.arcs if arc.of in kinds and _explicit(arc, choice))


def _explicit(arc: Arc, choice: Choice) -> bool:
    """Tell whether an arc is stated, or implied, as is asked; every citation is stated."""
    if not choice.explicitness:
        return True
    return (arc.explicitness == "stated") == (choice.explicitness == "stated")


def filters(atlas: Atlas, choice: Choice) -> tuple[Filter, ...]:
    """Give the filters that are on."""
    return tuple(_filters(atlas, choice))


def _filters(atlas: Atlas, choice: Choice) -> Iterator[Filter]:
    works = atlas.works.values()
    if len(atlas.works) > CORE and choice.works == "core":
        words = f"the {CORE} works with the most links and views"
        yield Filter(words, frozenset(core(atlas)), {"works": "all"})
    if choice.assumption:
        label = next(a.label for a in atlas.assumptions if a.slug == choice.assumption)
        yield _where(
            f"a stance on “{label}”", works, lambda w: bool(w.on(choice.assumption)), "assumption"
        )
    if choice.stance:
        yield _stance(atlas, choice)
    if choice.start is not None or choice.end is not None:
        yield _years(works, choice)
    drawn = arcs(atlas, choice)
    if choice.focus:
        label, steps = atlas.works[choice.focus].label, OPTIONS["depth"][choice.depth]
        left = around(atlas, drawn, choice.focus, choice.depth)
        yield Filter(f"within {steps} of {label}", frozenset(left), {"focus": "", "depth": "1"})
    if choice.a and choice.b:
        ends = f"{atlas.works[choice.a].label} to {atlas.works[choice.b].label}"
        left = between(atlas, drawn, choice.a, choice.b)
        yield Filter(f"on a path from {ends}", frozenset(left), {"a": "", "b": ""})


def _where(words: str, works: Iterable[Work], kept: Callable[[Work], bool], name: str) -> Filter:
    return Filter(words, frozenset(w.slug for w in works if kept(w)), {name: ""})


def _stance(atlas: Atlas, choice: Choice) -> Filter:
    """Keep works with a stance of this attitude: to the assumption chosen, else to any view."""
    words = f"a stance that {atlas.attitudes[choice.stance]}"

    def kept(work: Work) -> bool:
        said = work.on(choice.assumption) if choice.assumption else work.said
        return any(one.code == choice.stance for one in said)

    return _where(words, atlas.works.values(), kept, "stance")


def _years(works: Iterable[Work], choice: Choice) -> Filter:
    """Keep works of these years; those without a date are in no span of years."""
    low = -10_000 if choice.start is None else choice.start
    high = 10_000 if choice.end is None else choice.end
    start, end = choice.start, choice.end
    words = f"from {start}" if end is None else f"to {end}" if start is None else f"{start}–{end}"
    years = {work.slug: work.stands(choice.basis)[0] for work in works}
    left = frozenset(name for name, y in years.items() if y is not None and low <= y <= high)
    return Filter(f"years {words}", left, {"start": None, "end": None})


def core(atlas: Atlas) -> list[str]:
    """Give the works with the most links and views, as many as are shown at first."""
    weight = {name: len(work.said) for name, work in atlas.works.items()}
    for arc in atlas.arcs:
        weight[arc.source] += 2
        weight[arc.target] += 2
    return sorted(weight, key=lambda name: (-weight[name], name))[:CORE]


# ----------------------------------------------------------------------------------------- reaching


def around(atlas: Atlas, drawn: Iterable[Arc], focus: str, depth: str) -> set[str]:
    """Give a work with those that it takes from and that take from it, so many steps away.

    Citations and steps are followed apart, and never from one argument into another.
    """
    found = {focus}
    for some in _apart(drawn):
        stands = _stands(some)
        for rows in _rows(some):
            reached = _reach(rows, _points(stands, focus), None if depth == "all" else int(depth))
            found |= {work for point in reached for work in stands[point]}
    return found & atlas.works.keys()


def between(atlas: Atlas, drawn: Iterable[Arc], first: str, last: str) -> set[str]:
    """Give the works on the paths from an earlier work to a later one; nothing if there is none."""
    found: set[str] = set()
    for some in _apart(drawn):
        stands = _stands(some)
        back, on = _rows(some)
        after = _reach(on, _points(stands, first), None)
        before = _reach(back, _points(stands, last), None)
        found |= {work for point in after & before for work in stands[point]}
    return found & atlas.works.keys() if first != last else {first}


def _apart(drawn: Iterable[Arc]) -> Iterator[list[Arc]]:
    some = list(drawn)
    for of in (CITATIONS, STEPS):
        yield [arc for arc in some if arc.of == of]


def _stands(drawn: Iterable[Arc]) -> dict[str, set[str]]:
    """Give the works of each point."""
    found: dict[str, set[str]] = {}
    for arc in drawn:
        found.setdefault(arc.earlier, set()).add(arc.source)
        found.setdefault(arc.later, set()).add(arc.target)
    return found


def _points(stands: Mapping[str, set[str]], work: str) -> set[str]:
    return {point for point, works in stands.items() if work in works}


def _rows(drawn: Iterable[Arc]) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Give, for each point, those before it and those after it."""
    back: dict[str, set[str]] = {}
    on: dict[str, set[str]] = {}
    for arc in drawn:
        back.setdefault(arc.later, set()).add(arc.earlier)
        on.setdefault(arc.earlier, set()).add(arc.later)
    return back, on


def _reach(rows: Mapping[str, set[str]], start: set[str], depth: int | None) -> set[str]:
    found, edge, left = set(start), set(start), depth
    while edge and left != 0:
        edge = {far for near in edge for far in rows.get(near, ())} - found
        found |= edge
        left = None if left is None else left - 1
    return found
