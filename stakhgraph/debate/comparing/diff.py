"""What changed between two versions of the debate.

A wrong attribution is the worst fault, so changes in who holds, takes, reports or asserts
something, and on which page, are kept apart from changes of wording. A thing of which only the IRI
changed is renamed, and things that refer to it are not changed by that. Changes of passages and
other technical classes are only counted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from stakhgraph.debate.attitudes import verb
from stakhgraph.debate.stances import from_triples
from stakhgraph.errors import UsageError
from stakhgraph.files import read_text
from stakhgraph.project import Project
from stakhgraph.rdf.isomorphism import with_labels_of
from stakhgraph.rdf.parse import parse_document, parse_file
from stakhgraph.rdf.prefixes import Prefixes
from stakhgraph.rdf.terms import NS, RDF_TYPE, RDFS_LABEL, Iri, Literal, Term, Triple
from stakhgraph.rdf.triple_index import Index, key

NEW, GONE, CHANGED, RENAMED = "new", "gone", "changed", "renamed"
"""What can happen to a thing."""

ATTRIBUTION, SUBSTANCE, WORDING = "attribution", "substance", "wording"
"""What a change affects, the most serious first."""

GROUPS: Mapping[str, tuple[str, ...]] = {
    "Stances": ("Stance",),
    "Positions and facts": (
        "Proposition",
        "Quantity",
        "ValueRelation",
        "Question",
        "Answer",
        "Crossing",
    ),
    "What rests on what": ("EvidenceUse",),
    "Lineages": ("Lineage", "SeriesMember", "LineageStep"),
    "Likeness, dispute and debt": ("Comparison", "Disagreement", "Influence", "TermChoice"),
    "Works and editions": ("Work", "Edition", "PrimarySource", "Document", "Addition"),
    "Citations": ("Citation",),
    "People and groups": ("Person", "JointHolder", "Membership", "Collective", "Organisation"),
    "Passages whose speaker is open": ("UncertainPassage",),
    "Absences": ("Absence",),
}
"""The classes whose changes are listed thing by thing, in this order; other classes are counted.

A group includes subclasses whose things are also stated to be of its classes.
"""

_ATTRIBUTING = frozenset(
    "holder holderUncertain attitude toward attestation attestedBy reportMode citedPage "
    "expressedIn hedgeOwner namedBy assertedBy declaredBy usedBy chooser earlier later member "
    "lineage party opposes debtor creditor wasDerivedFrom compares comparedWith "
    "authors membership agent explicitness hasCitingEntity hasCitedEntity citedPages noteNumber "
    "creator uncertainPassage hasSource anchor place".split()
)
_WORDING = frozenset(
    "label statement prefLabel altLabel definition description editorialNote historyNote "
    "reason respect ground missing scopeNote sourceCriticism comment example".split()
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
    """One aspect of a thing that changed; the old or the new value is empty if there is none."""

    aspect: str
    grade: str
    old: str
    new: str


@dataclass(frozen=True)
class Change:
    """What happened to one thing, described by a sentence; `was` is its name before a renaming."""

    status: str
    group: str
    kind: str
    name: str
    sentence: str
    differences: tuple[Difference, ...] = ()
    was: str = ""

    @property
    def grade(self) -> str:
        """The most serious grade of its differences."""
        grades = {found.grade for found in self.differences}
        return next((one for one in (ATTRIBUTION, SUBSTANCE) if one in grades), WORDING)

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, ready for JSON; only a thing that changed has a grade."""
        return {
            "status": self.status,
            "group": self.group,
            "kind": self.kind,
            "name": self.name,
            "told": self.sentence,
            "differences": [asdict(difference) for difference in self.differences],
            "was": self.was,
            "grade": self.grade if self.differences else None,
        }


@dataclass(frozen=True)
class Changes:
    """All that changed, thing by thing; for other classes: class, status, number of things."""

    things: tuple[Change, ...]
    counted: tuple[tuple[str, str, int], ...] = field(default=())

    def __bool__(self) -> bool:
        """Return whether anything changed."""
        return bool(self.things or self.counted)

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, ready for JSON."""
        things = [change.to_dict() for change in self.things]
        return {"things": things, "counted": [list(row) for row in self.counted]}


def read(path: Path) -> tuple[Triple, ...]:
    """Return the triples of graph/ of a project folder, or of a Turtle, N-Triples or RDF/XML file.

    Raises UsageError for a folder that is not a project and for a file of another format,
    ParseError and UnreadableFile for files.
    """
    if path.is_dir():
        project = Project.find(path)
        return tuple(
            t for file in project.graph for t in parse_file(file, where=project.name(file))
        )
    form = _MEDIA.get(path.suffix.lower())
    if form is None:
        remedy = f"Name a project folder or a file that ends in {', '.join(_MEDIA)}."
        raise UsageError(
            "is neither a project nor an RDF file of a known format", where=str(path), remedy=remedy
        )
    text = read_text(path, empty=True)
    return tuple(parse_document(text.encode(), form, where=str(path)))


def between(old: Path, new: Path) -> Changes:
    """Return what changed between two project folders or files; raises as `read`.

    The names of properties and classes come from the ontology of the new project or, if that is a
    file, of the old one or else the default project.
    """
    project = Project.find(next((path for path in (new, old) if path.is_dir()), None))
    files = ((file, project.name(file)) for file in project.ontology)
    words = (triple for file, name in files for triple in parse_file(file, where=name))
    return compare(read(old), read(new), words=words, prefixes=project.prefixes)


def compare(
    old: Iterable[Triple],
    new: Iterable[Triple],
    *,
    words: Iterable[Triple] = (),
    prefixes: Prefixes = _BARE,
) -> Changes:
    """Return what changed from the old triples to the new.

    Nodes without an IRI are the same if all that is said of them is. `words` are the triples of
    the ontology, which name properties, classes and coded values.
    """
    before = tuple(old)
    after = with_labels_of(before, new)
    comparison = _Comparison(before, after, tuple(words), prefixes)
    things = sorted(comparison.things(), key=_order)
    return Changes(tuple(things), comparison.counted())


_RANKS = {name: at for at, name in enumerate(GROUPS)}
STATUSES = {status: at for at, status in enumerate((CHANGED, NEW, GONE, RENAMED))}
"""The order in which changes of a group are listed."""


def _order(change: Change) -> tuple[int, int, str]:
    return _RANKS[change.group], STATUSES[change.status], change.name


class _Comparison:
    """Both versions side by side."""

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
        self._gone = sorted(
            set(self._old.statements) - set(self._new.statements) - set(self._renamed)
        )
        self._fresh = sorted(set(self._new.statements) - set(self._old.statements) - names)
        pairs = [(thing, thing) for thing in self._old.statements if thing in self._new.statements]
        pairs += self._renamed.items()
        self._changed = [pair for pair in sorted(pairs) if self._differs(*pair)]

    def _differs(self, old: str, new: str) -> bool:
        return self._mapped(old) != {n: set(v) for n, v in self._new.statements[new].items()}

    def _mapped(self, thing: str) -> dict[str, set[Term]]:
        """Return the old statements about a thing, with the names of the new version."""
        statements = self._old.statements[thing]
        return {
            name: {_map(value, self._renamed) for value in statements[name]} for name in statements
        }

    def things(self) -> Iterator[Change]:
        """Yield what happened to each thing that is listed by itself."""
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
        """Return the things whose passage is now on another page, which only the anchor states."""
        both = [(old, old) for old in self._old.statements if old in self._new.statements]
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
        sentence = _sentence(words, thing)
        return Change(status, group, kind, self._short(thing), sentence, differences, was)

    def _differences(self, old: str, new: str) -> Iterator[Difference]:
        before, after = self._mapped(old), self._new.statements[new]
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
        """Return the changes of the other classes: class, status, number of things."""
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
    """Return the new name of each old thing that has exactly one new thing with equal statements.

    Statements may refer to things that are renamed themselves, so the search is repeated until it
    finds no more.
    """
    found: dict[str, str] = {}
    gone = set(old.statements) - set(new.statements)
    fresh = {
        thing: _signature(new, thing, {}) for thing in set(new.statements) - set(old.statements)
    }
    while True:
        by_content: dict[frozenset[tuple[str, Term]], list[str]] = {}
        for thing, content in fresh.items():
            by_content.setdefault(content, []).append(thing)
        sames: dict[frozenset[tuple[str, Term]], list[str]] = {}
        for thing in gone:
            sames.setdefault(_signature(old, thing, found), []).append(thing)
        pairs = {
            things[0]: by_content[content][0]
            for content, things in sames.items()
            if len(things) == 1 == len(by_content.get(content, ()))
        }
        if not pairs:
            return found
        found |= pairs
        gone -= pairs.keys()
        for name in pairs.values():
            del fresh[name]


def _signature(state: Index, thing: str, names: Mapping[str, str]) -> frozenset[tuple[str, Term]]:
    statements = state.statements[thing]
    return frozenset(
        (name, _map(value, names)) for name in statements for value in statements[name]
    )


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
    """Return the label of a property or class; without one, its name split into words."""
    if name == RDF_TYPE:
        return "class"
    if words.values(name, RDFS_LABEL):
        return words.label(name)
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", _local(name)).lower()


def _text(words: Index, value: Term) -> str:
    if isinstance(value, Literal):
        return value.value
    statement = words.text(key(value), "stakh:statement")
    return statement or (words.label(key(value)) if key(value) in words.statements else key(value))


def _place(words: Index, thing: str) -> str:
    """Return where a thing is documented: page, note or paragraph, and document."""
    places = {
        ", ".join(
            filter(None, (words.text(anchor, "stakh:locator"), words.labels(anchor, _SOURCE)))
        )
        for anchor in words.links(thing, "stakh:anchor")
    }
    return "; ".join(sorted(filter(None, places)))


_SOURCE = "http://www.w3.org/ns/oa#hasSource"


def _sentence(words: Index, thing: str) -> str:
    """Return what a thing is, in one line; for a stance also who says so and where."""
    if f"{NS}Stance" not in words.classes(thing):
        statement = words.text(thing, "stakh:statement")
        date = words.text(thing, "stakh:date")
        return f"{statement or words.label(thing)}{f' [{date}]' if date else ''}"
    stance = from_triples(words, thing)
    holders, speakers = ("; ".join(names) for names in (stance.who, stance.speakers))
    perhaps = "" if stance.certain else "uncertain: "
    through = stance.attestation if speakers == holders else f"{stance.attestation}, {speakers}"
    place = _place(words, thing)
    attitude = verb(holders, stance.attitude)
    return f"{perhaps}{holders} {attitude}: {stance.position} ({through}; {place})"
