"""What changed between two states of the debate, told in words.

A wrong attribution is the worst fault, so that what changed in who holds, takes, reports or asserts
something, and on which page, comes first, apart from what was only put in other words. A thing
whose IRI changed and nothing else is renamed, and whatever points to it is not changed by that.
Passages and other machinery are counted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from stakhgraph.debate.stances import from_triples
from stakhgraph.errors import ParseError, UsageError
from stakhgraph.files import read_text
from stakhgraph.project import Project
from stakhgraph.rdf.store import parsed, triples
from stakhgraph.rdf.terms import NS, RDF_TYPE, Iri, Literal, Prefixes, Term, Triple
from stakhgraph.rdf.triple_index import LABEL, Index, key

NEW, GONE, CHANGED, RENAMED = "new", "gone", "changed", "renamed"
"""What can have happened to a thing."""

ATTRIBUTION, SUBSTANCE, WORDING = "attribution", "substance", "wording"
"""What a change touches, the gravest first."""

GROUPS: Mapping[str, tuple[str, ...]] = {
    "Stances": ("Stance",),
    "Positions and facts": ("Proposition", "Quantity", "ValueRelation", "Question"),
    "What rests on what": ("Presupposition", "EvidenceUse"),
    "Lineages": ("Lineage", "SeriesMember", "LineageStep"),
    "Likeness, dispute and debt": ("Comparison", "Disagreement", "Influence", "TermChoice"),
    "Works and editions": ("Work", "Edition", "PrimarySource", "Document", "Addition"),
    "Citations": ("Citation",),
    "People and groups": ("Person", "Collective", "Organisation"),
    "Absences": ("Absence",),
}
"""What is told thing by thing, in this order, by class; of other classes the changes are counted.

A group stands for subclasses whose things are also stated to be of these classes.
"""

_ATTRIBUTING = frozenset(
    "holder holderUncertain attitude toward attestation attestedBy reportMode citedPage "
    "expressedIn hedgeOwner namedBy assertedBy declaredBy usedBy chooser earlier later member "
    "lineage party opposes debtor creditor interpretation assumption compares comparedWith creator "
    "explicitness hasCitingEntity hasCitedEntity citedPages noteNumber hasSource anchor "
    "place".split()
)
_WORDING = frozenset(
    "label statement prefLabel altLabel definition description editorialNote reason respect ground "
    "missing scopeNote sourceCriticism comment example".split()
)
_BARE = Prefixes({})
_MEDIA = {
    ".ttl": "text/turtle",
    ".nt": "application/n-triples",
    ".rdf": "application/rdf+xml",
    ".xml": "application/rdf+xml",
}


@dataclass(frozen=True)
class Difference:
    """One aspect that is not what it was; an empty text where there is, or was, nothing."""

    aspect: str
    grade: str
    old: str
    new: str


@dataclass(frozen=True)
class Change:
    """What happened to one thing: `was` is its old name if it was renamed."""

    status: str
    group: str
    kind: str
    name: str
    told: str
    differences: tuple[Difference, ...] = ()
    was: str = ""

    @property
    def grade(self) -> str:
        """The gravest of the grades of its differences."""
        grades = {found.grade for found in self.differences}
        return next((one for one in (ATTRIBUTION, SUBSTANCE) if one in grades), WORDING)


@dataclass(frozen=True)
class Changes:
    """All that changed, thing by thing; and of other classes (class, status, how many)."""

    things: tuple[Change, ...]
    counted: tuple[tuple[str, str, int], ...] = field(default=())

    def __bool__(self) -> bool:
        """Be true if anything changed."""
        return bool(self.things or self.counted)

    def to_dict(self) -> dict[str, Any]:
        """Give plain values, ready for JSON; `grade` is that of a thing that changed."""
        things = [
            asdict(one) | {"grade": one.grade if one.differences else None} for one in self.things
        ]
        return {"things": things, "counted": [list(row) for row in self.counted]}


def read(path: Path) -> tuple[Triple, ...]:
    """Give the triples of graph/ of a project folder, or of a Turtle, N-Triples or RDF/XML file.

    Raises UsageError for a folder that is no project and a file of another form, ParseError and
    UnreadableFile for files.
    """
    if path.is_dir():
        project = Project.find(path)
        return tuple(t for file in project.graph for t in triples(file, where=project.name(file)))
    form = _MEDIA.get(path.suffix.lower())
    if form is None:
        remedy = f"Name a project folder or a file that ends in {', '.join(_MEDIA)}."
        raise UsageError(
            "is neither a project nor a graph that is read", where=str(path), remedy=remedy
        )
    text = read_text(path, empty=True)
    if form == _MEDIA[".rdf"] and "<!ENTITY" in text:
        # Entities that hold entities can take all memory, and an answer has no need of any.
        raise ParseError("declares entities", where=str(path), remedy="Write the text itself.")
    return tuple(parsed(text.encode(), form, where=str(path)))


def between(old: Path, new: Path) -> Changes:
    """Give what changed between two project folders or files; raises as `read`.

    Properties and classes are named by the ontology of the project among the two, the new one
    first, or of the project that is found without a path.
    """
    project = Project.find(next((path for path in (new, old) if path.is_dir()), None))
    files = ((file, project.name(file)) for file in project.ontology)
    words = (triple for file, name in files for triple in triples(file, where=name))
    return compare(read(old), read(new), words=words, prefixes=project.prefixes)


def to_dict(changes: Changes) -> dict[str, Any]:
    """Give changes as plain values, ready for JSON."""
    return changes.to_dict()


def compare(
    old: Iterable[Triple],
    new: Iterable[Triple],
    *,
    words: Iterable[Triple] = (),
    prefixes: Prefixes = _BARE,
) -> Changes:
    """Give what changed from the old triples to the new.

    `words` are triples that name properties, classes and coded values: those of the ontology.
    """
    desk = _Desk(tuple(old), tuple(new), tuple(words), prefixes)
    things = sorted(desk.things(), key=_order)
    return Changes(tuple(things), desk.counted())


_RANKS = {name: at for at, name in enumerate(GROUPS)}
_STATUSES = {status: at for at, status in enumerate((CHANGED, NEW, GONE, RENAMED))}


def _order(change: Change) -> tuple[int, int, str]:
    return _RANKS[change.group], _STATUSES[change.status], change.name


class _Desk:
    """Both states side by side."""

    def __init__(
        self,
        old: tuple[Triple, ...],
        new: tuple[Triple, ...],
        words: tuple[Triple, ...],
        prefixes: Prefixes,
    ) -> None:
        self._old, self._new = Index.of(old), Index.of(new)
        self._old_words, self._new_words = Index.of((*old, *words)), Index.of((*new, *words))
        self._prefixes = prefixes
        self._renamed = _renamed(self._old, self._new)
        names = set(self._renamed.values())
        self._gone = sorted(set(self._old.said) - set(self._new.said) - set(self._renamed))
        self._fresh = sorted(set(self._new.said) - set(self._old.said) - names)
        pairs = [(thing, thing) for thing in self._old.said if thing in self._new.said]
        pairs += self._renamed.items()
        self._changed = [pair for pair in sorted(pairs) if self._differs(*pair)]

    def _differs(self, old: str, new: str) -> bool:
        return self._mapped(old) != {n: set(v) for n, v in self._new.said[new].items()}

    def _mapped(self, thing: str) -> dict[str, set[Term]]:
        """Give what the old state says of a thing, in the names of the new."""
        said = self._old.said[thing]
        return {name: {_map(value, self._renamed) for value in said[name]} for name in said}

    def things(self) -> Iterator[Change]:
        """Yield what happened to each thing that is told of by itself."""
        for thing in self._gone:
            yield from self._whole(GONE, thing, self._old, self._old_words)
        for thing in self._fresh:
            yield from self._whole(NEW, thing, self._new, self._new_words)
        for was, thing in sorted(self._renamed.items()):
            group = _group(self._new, thing)
            if group and not thing.startswith("_:"):
                yield self._change(RENAMED, group, thing, self._new_words, was=self._short(was))
        moved = self._moved()
        for old, thing in sorted({*self._changed, *moved}):
            group = _group(self._new, thing)
            if group and not thing.startswith("_:"):
                found = tuple(self._differences(old, thing))
                if found:
                    yield self._change(CHANGED, group, thing, self._new_words, found)

    def _moved(self) -> list[tuple[str, str]]:
        """Give the things whose passage moved to another page: the anchor says so, not they."""
        both = [(old, old) for old in self._old.said if old in self._new.said]
        return [
            (old, new)
            for old, new in (*both, *self._renamed.items())
            if _place(self._old_words, old) != _place(self._new_words, new)
        ]

    def _whole(self, status: str, thing: str, state: Index, words: Index) -> Iterator[Change]:
        group = _group(state, thing)
        if group and not thing.startswith("_:"):
            yield self._change(status, group, thing, words)

    def _change(
        self,
        status: str,
        group: str,
        thing: str,
        words: Index,
        differences: tuple[Difference, ...] = (),
        was: str = "",
    ) -> Change:
        kinds = sorted(_named(words, name) for name in words.classes(thing))
        kind = next(
            (k for k in kinds if k not in ("person", "proposition")), (kinds or ["thing"])[0]
        )
        told_ = _sentence(words, thing)
        return Change(status, group, kind, self._short(thing), told_, differences, was)

    def _differences(self, old: str, new: str) -> Iterator[Difference]:
        before, after = self._mapped(old), self._new.said[new]
        for name in sorted({*before, *after}, key=_rank):
            was, is_ = before.get(name, set()), set(after.get(name, ()))
            if was != is_:
                yield self._difference(name, was - is_, is_ - was)
        places = _place(self._old_words, old), _place(self._new_words, new)
        if places[0] != places[1]:
            yield Difference("place", ATTRIBUTION, *places)

    def _difference(self, name: str, was: set[Term], is_: set[Term]) -> Difference:
        short = _local(name)
        aspect = {"anchor": "passage"}.get(short) or _named(self._new_words, name)
        texts = [
            sorted(_text(words, value) for value in values)
            for words, values in ((self._old_words, was), (self._new_words, is_))
        ]
        if texts[0] == texts[1] or short == "anchor":
            texts = [sorted(self._exact(value) for value in values) for values in (was, is_)]
        return Difference(aspect, _grade(short), "; ".join(texts[0]), "; ".join(texts[1]))

    def _exact(self, value: Term) -> str:
        return self._prefixes.shorten(value) if isinstance(value, Iri) else value.ntriples()

    def _short(self, thing: str) -> str:
        return thing if thing.startswith("_:") else self._prefixes.shorten(Iri(thing))

    def counted(self) -> tuple[tuple[str, str, int], ...]:
        """Give the changes of the other classes: class, status, how many."""
        counts: Counter[tuple[str, str]] = Counter()
        states = (GONE, self._gone, self._old), (NEW, self._fresh, self._new)
        rest = [(status, thing, state) for status, found, state in states for thing in found]
        rest += [(CHANGED, new, self._new) for _, new in self._changed]
        rest += [(RENAMED, new, self._new) for new in self._renamed.values() if new[:2] != "_:"]
        for status, thing, state in rest:
            if not _group(state, thing) or thing.startswith("_:"):
                names = [_named(self._new_words, name) for name in state.classes(thing)]
                counts[min(names, default="thing of no class"), status] += 1
        return tuple(sorted((kind, status, count) for (kind, status), count in counts.items()))


def _renamed(old: Index, new: Index) -> dict[str, str]:
    """Give the new name of each thing of which just one new thing says the very same.

    Names inside what is said may be new themselves, so that it is tried until no more are found.
    """
    found: dict[str, str] = {}
    gone = set(old.said) - set(new.said)
    fresh = {thing: _signature(new, thing, {}) for thing in set(new.said) - set(old.said)}
    while True:
        by_content: dict[frozenset[tuple[str, Term]], list[str]] = {}
        for thing, said in fresh.items():
            by_content.setdefault(said, []).append(thing)
        sames: dict[frozenset[tuple[str, Term]], list[str]] = {}
        for thing in gone:
            sames.setdefault(_signature(old, thing, found), []).append(thing)
        pairs = {
            things[0]: by_content[said][0]
            for said, things in sames.items()
            if len(things) == 1 == len(by_content.get(said, ()))
        }
        if not pairs:
            return found
        found |= pairs
        gone -= pairs.keys()
        for name in pairs.values():
            del fresh[name]


def _signature(state: Index, thing: str, names: Mapping[str, str]) -> frozenset[tuple[str, Term]]:
    said = state.said[thing]
    return frozenset((name, _map(value, names)) for name in said for value in said[name])


def _map(value: Term, names: Mapping[str, str]) -> Term:
    if isinstance(value, Literal) or key(value) not in names:
        return value
    name = names[key(value)]
    return type(value)(name.removeprefix("_:"))


def _group(state: Index, thing: str) -> str:
    classes = {_local(name) for name in state.classes(thing)}
    return next((group for group, names in GROUPS.items() if classes & set(names)), "")


def _grade(local: str) -> str:
    return ATTRIBUTION if local in _ATTRIBUTING else WORDING if local in _WORDING else SUBSTANCE


def _rank(name: str) -> tuple[int, str]:
    return (ATTRIBUTION, SUBSTANCE, WORDING).index(_grade(_local(name))), name


def _local(name: str) -> str:
    return name.rpartition("#")[2].rpartition("/")[2]


def _named(words: Index, name: str) -> str:
    """Give the label of a property or class; without one, its name taken apart."""
    if name == RDF_TYPE:
        return "class"
    if words.values(name, LABEL):
        return words.label(name)
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", _local(name)).lower()


def _text(words: Index, value: Term) -> str:
    if isinstance(value, Literal):
        return value.value
    said = words.text(key(value), "stakh:statement")
    return said or (words.label(key(value)) if key(value) in words.said else key(value))


def _place(words: Index, thing: str) -> str:
    """Give where a thing is documented: page, note or paragraph, and document."""
    places = {
        ", ".join(
            filter(None, (words.text(anchor, "stakh:locator"), words.labels(anchor, _SOURCE)))
        )
        for anchor in words.links(thing, "stakh:anchor")
    }
    return "; ".join(sorted(filter(None, places)))


_SOURCE = "http://www.w3.org/ns/oa#hasSource"


def _sentence(words: Index, thing: str) -> str:
    """Give what a thing is, in one line; of a stance also who says so and where."""
    if f"{NS}Stance" not in words.classes(thing):
        said = words.text(thing, "stakh:statement")
        dated = words.text(thing, "stakh:date")
        return f"{said or words.label(thing)}{f' [{dated}]' if dated else ''}"
    stance = from_triples(words, thing)
    holders, speakers = ("; ".join(names) for names in (stance.holders, stance.speakers))
    perhaps = "" if stance.certain else "uncertain: "
    through = stance.attestation if speakers == holders else f"{stance.attestation}, {speakers}"
    place = _place(words, thing)
    return f"{perhaps}{holders} {stance.attitude}: {stance.position} ({through}; {place})"


def told(changes: Changes) -> str:
    """Give the changes in words: attribution first, then group by group, wording, the rest.

    There is no line end after the last line.
    """
    if not changes:
        return "Nothing changed."
    sections = [
        _section("Attribution", _of_grade(changes, ATTRIBUTION)),
        *(_section(group, _of_group(changes, group)) for group in GROUPS),
        _section("Only put in other words", _of_grade(changes, WORDING)),
        _section("Renamed", [one for one in changes.things if one.status == RENAMED]),
        _rest(changes.counted),
    ]
    return "\n".join(filter(None, sections)).rstrip("\n")


def _of_grade(changes: Changes, grade: str) -> list[Change]:
    return [one for one in changes.things if one.status == CHANGED and one.grade == grade]


def _of_group(changes: Changes, group: str) -> list[Change]:
    return [
        one
        for one in changes.things
        if one.group == group
        and (one.status in (NEW, GONE) or (one.status == CHANGED and one.grade == SUBSTANCE))
    ]


def _section(title: str, found: Sequence[Change]) -> str:
    if not found:
        return ""
    counts = Counter(one.status for one in found)
    head = ", ".join(f"{counts[status]} {status}" for status in _STATUSES if counts[status])
    return f"{title}: {head}\n" + "".join(map(_lines, found))


def _lines(change: Change) -> str:
    was = f", before {change.was}" if change.was else ""
    head = f"  {change.status} {change.kind} {change.name}{was}: {_flat(change.told)}\n"
    return head + "".join(
        f"    {one.aspect}: {_flat(one.old) or 'nothing'} → {_flat(one.new) or 'nothing'}\n"
        for one in change.differences
    )


def _flat(text: str) -> str:
    """Give text on one line, what cannot be shown as an escape."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode()
        for char in " ".join(text.split())
    )


def _rest(counted: Sequence[tuple[str, str, int]]) -> str:
    if not counted:
        return ""
    rows = "".join(f"  {kind}: {count} {status}\n" for kind, status, count in counted)
    return f"Besides, by class:\n{rows}"
