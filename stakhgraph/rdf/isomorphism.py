"""Nodes without an IRI in two graphs: which of them are the same in all that is said of them.

Nodes that are linked to each other are compared as one component, so that a component which did not
change is found again whatever changed elsewhere, also if several say the same. Colours that stand
for the surroundings of each node are refined until they tell apart all that they can (the method of
Weisfeiler and Leman); what still looks alike is tried, one node after another.

rdflib and pyoxigraph can name such nodes canonically, but only in the whole of a graph, so that any
change may rename all, and without a limit for graphs that are made to be hard.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from stakhgraph.rdf.terms import Blank, Triple

EFFORT = 2_000_000
"""How many statements may be looked at; nodes beyond that count as different."""

_DEEPEST = 200
"""How many nodes of one component may be told apart only by trying."""

Colours = Mapping[str, int]
"""A number for each label; equal ones look alike so far."""


def with_labels_of(
    old: Iterable[Triple], new: Iterable[Triple], *, effort: int = EFFORT
) -> tuple[Triple, ...]:
    """Return the new triples; nodes that the old ones also have are labelled as there.

    Equal triples with other labels become equal ones:

    >>> from stakhgraph.rdf.terms import Iri, Literal
    >>> one, other = ((Blank(label), Iri("ex:p"), Literal("x")) for label in "ab")
    >>> with_labels_of([one], [other]) == (one,)
    True
    """
    before, after = tuple(old), tuple(new)
    labels = _Matching(effort).labels(_components(before), _components(after))
    taken = set(labels.values())
    used = {label for triple in (*before, *after) for label in _labels(triple)}
    fresh = (name for n in count(1) if (name := f"n{n}") not in used)
    for label in {label for triple in after for label in _labels(triple)} - labels.keys():
        labels[label] = next(fresh) if label in taken else label
    return tuple(_relabelled(triple, labels) for triple in after)


@dataclass(frozen=True)
class _Component:
    """Nodes that are linked to each other, with all triples that have any of them."""

    labels: frozenset[str]
    triples: tuple[Triple, ...]

    def around(self) -> dict[str, list[Triple]]:
        """Return the triples that have each node, twice if it is at both ends."""
        found: dict[str, list[Triple]] = {label: [] for label in self.labels}
        for triple in self.triples:
            for label in _labels(triple):
                found[label].append(triple)
        return found


class _TooMuch(Exception):
    """The comparison would take longer than it may."""


class _Matching:
    """Pairs of equal components; colours are comparable within one matching."""

    def __init__(self, effort: int) -> None:
        self._left = effort
        self._numbers: dict[object, int] = {}

    def labels(self, old: Sequence[_Component], new: Sequence[_Component]) -> dict[str, str]:
        """Return the old label for each new one whose component is in both."""
        found: dict[str, str] = {}
        try:
            waiting: dict[tuple[int, ...], list[tuple[_Component, Colours]]] = defaultdict(list)
            for one in new:
                colours = self._refined(one, self._contents(one))
                waiting[tuple(sorted(colours.values()))].append((one, colours))
            for one in old:
                colours = self._refined(one, self._contents(one))
                candidates = waiting[tuple(sorted(colours.values()))]
                for at, (other, its_colours) in enumerate(candidates):
                    pairs = self._pairs(one, other, colours, its_colours)
                    if pairs is not None:
                        found |= pairs
                        del candidates[at]
                        break
        except _TooMuch:
            pass  # what is not found yet counts as different
        return found

    def _pairs(
        self, old: _Component, new: _Component, ours: Colours, theirs: Colours, deep: int = 0
    ) -> dict[str, str] | None:
        """Return the old label for each new one if two components are equal, else None."""
        old_classes, new_classes = _classes(ours), _classes(theirs)
        if {c: len(n) for c, n in old_classes.items()} != {
            c: len(n) for c, n in new_classes.items()
        }:
            return None
        alike = [(len(names), colour) for colour, names in old_classes.items() if len(names) > 1]
        if not alike:
            pairs = {new_classes[colour][0]: names[0] for colour, names in old_classes.items()}
            renamed = Counter(_relabelled(triple, pairs) for triple in new.triples)
            return pairs if renamed == Counter(old.triples) else None
        if deep == _DEEPEST:
            raise _TooMuch
        _, colour = min(alike)
        single = self._number(("single", colour))
        first = self._refined(old, {**ours, old_classes[colour][0]: single})
        for name in new_classes[colour]:
            chosen = self._refined(new, {**theirs, name: single})
            if (found := self._pairs(old, new, first, chosen, deep + 1)) is not None:
                return found
        return None

    def _contents(self, component: _Component) -> Colours:
        """Return colours for what each node leads to; one colour for all that lead to a circle.

        From these on, a long list takes few rounds of refinement.
        """
        said: dict[str, list[Triple]] = defaultdict(list)
        leading: dict[str, list[str]] = defaultdict(list)
        for triple in component.triples:
            subject, _, value = triple
            if isinstance(subject, Blank):
                said[subject.value].append(triple)
                if isinstance(value, Blank):
                    leading[value.value].append(subject.value)
        open_ends = Counter(label for labels in leading.values() for label in labels)
        colours = dict.fromkeys(component.labels, 0)
        ready = [label for label in component.labels if not open_ends[label]]
        while ready:
            label = ready.pop()
            colours[label] = self._number(
                tuple(sorted(_seen(label, t, colours) for t in said[label]))
            )
            for parent in leading[label]:
                open_ends[parent] -= 1
                if not open_ends[parent]:
                    ready.append(parent)
        return colours

    def _refined(self, component: _Component, colours: Colours) -> Colours:
        """Return colours that tell apart all nodes with different surroundings."""
        around = component.around()
        number = len(set(colours.values()))
        while True:
            self._left -= 2 * len(component.triples) + 1
            if self._left < 0:
                raise _TooMuch
            colours = {
                label: self._number(
                    (colours[label], tuple(sorted(_seen(label, t, colours) for t in triples)))
                )
                for label, triples in around.items()
            }
            if len(set(colours.values())) == number:
                return colours
            number = len(set(colours.values()))

    def _number(self, surroundings: object) -> int:
        return self._numbers.setdefault(surroundings, len(self._numbers) + 1)


def _seen(label: str, triple: Triple, colours: Colours) -> tuple[str, ...]:
    """Return a triple as one of its nodes sees it: the node itself, and the colours of others."""
    return tuple(
        term.ntriples()
        if not isinstance(term, Blank)
        else "itself"
        if term.value == label
        else f"colour {colours[term.value]}"
        for term in triple
    )


def _classes(colours: Colours) -> dict[int, list[str]]:
    """Return the sorted labels of each colour."""
    found: dict[int, list[str]] = defaultdict(list)
    for label in sorted(colours):
        found[colours[label]].append(label)
    return found


def _components(triples: Iterable[Triple]) -> list[_Component]:
    """Return the components of a graph, in the order of their first triples."""
    leaders: dict[str, str] = {}

    def leader(label: str) -> str:
        while leaders.setdefault(label, label) != label:
            leaders[label] = label = leaders[leaders[label]]
        return label

    having = [(triple, list(_labels(triple))) for triple in dict.fromkeys(triples)]
    for _, labels in having:
        for label in labels:
            leaders[leader(label)] = leader(labels[0])
    parts: dict[str, list[Triple]] = defaultdict(list)
    for triple, labels in having:
        if labels:
            parts[leader(labels[0])].append(triple)
    return [
        _Component(frozenset(label for t in part for label in _labels(t)), tuple(part))
        for part in parts.values()
    ]


def _labels(triple: Triple) -> Iterator[str]:
    return (term.value for term in triple if isinstance(term, Blank))


def _relabelled(triple: Triple, labels: Mapping[str, str]) -> Triple:
    subject, predicate, value = triple
    if isinstance(subject, Blank):
        subject = Blank(labels[subject.value])
    if isinstance(value, Blank):
        value = Blank(labels[value.value])
    return subject, predicate, value
