"""Nodes without an IRI are found again by all that is said of them."""

from collections.abc import Sequence
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph
from rdflib.compare import isomorphic

from stakhgraph.rdf.isomorphism import with_labels_of
from stakhgraph.rdf.parse import parse_document
from stakhgraph.rdf.rdflib_terms import to_rdflib
from stakhgraph.rdf.terms import Blank, Iri, Literal, Triple

P, Q = Iri("http://e/p"), Iri("http://e/q")
A = Iri("http://e/a")


def parsed(text: str) -> list[Triple]:
    """Return the triples of a text; the parser gives other labels each time."""
    head = "@prefix : <http://e/> .\n"
    return parse_document((head + text).encode(), "text/turtle", where="x")


def renamed(triples: Sequence[Triple], labels: dict[str, str]) -> list[Triple]:
    def name(term):
        return Blank(labels[term.value]) if isinstance(term, Blank) else term

    return [(name(s), p, name(o)) for s, p, o in triples]


SAME = [
    ":a :p [ :q 1 ], [ :q 1 ] .",
    ":a :p (1 2), (1 2) .",
    ":a :p [], [] .",
    ":a :p [ :q [ :q 1 ], [ :q 1 ] ], [ :q [ :q 1 ], [ :q 1 ] ] .",
    "_:x :p _:x . _:y :p _:y .",
    "_:x :p _:y . _:y :p _:x .",
    "_:x :p _:y . _:y :p _:z . _:z :p _:x . _:z :q 1 .",
    "[] a :B . [] a :B . [] a :C .",
]


@pytest.mark.parametrize("text", SAME)
def test_what_is_read_twice_is_the_same(text: str):
    old = parsed(text)
    assert set(with_labels_of(old, parsed(text))) == set(old)


@pytest.mark.parametrize(
    ("old", "new", "common"),
    [
        (":a :p [ :q 1 ], [ :q 1 ] .", ":a :p [ :q 1 ], [ :q 2 ] .", 2),
        (":a :p [ :q 1 ], [ :q 1 ] .", ":a :p [ :q 1 ] .", 2),
        (":a :p [ :q 1 ] . :c :p 1 .", ":a :p [ :q 1 ] . :c :p 2 .", 2),
        (":a :p [ :q 1 ] .", ":b :p [ :q 1 ] .", 0),
        ("_:x :p _:y . _:y :p _:x .", "_:x :p _:x . _:y :p _:y .", 0),
        (":a :p (1 2) .", ":a :p (2 1) .", 0),
    ],
)
def test_only_what_is_the_same_gets_the_same_labels(old: str, new: str, common: int):
    before = parsed(old)
    assert len(set(before) & set(with_labels_of(before, parsed(new)))) == common


def test_a_label_that_another_node_has_now_is_not_given_twice():
    old = [(A, P, Blank("x")), (Blank("x"), Q, Literal("1"))]
    new = [*renamed(old, {"x": "y"}), (A, P, Blank("x")), (Blank("x"), Q, Literal("2"))]
    found = with_labels_of(old, new)
    assert set(old) < set(found)
    assert len(found) == len(set(found)) == 4
    assert len({term for triple in found for term in triple if isinstance(term, Blank)}) == 2


def links(pairs: Sequence[tuple[int, int]]) -> list[Triple]:
    return [(Blank(f"b{one}"), P, Blank(f"b{other}")) for one, other in pairs]


NODES = range(12)
# Two circles of three against one of six have the same surroundings everywhere.
CIRCLES = links(
    [*((n, (n + 1) % 3) for n in range(3)), *((n + 3, (n + 1) % 3 + 3) for n in range(3))]
)
CIRCLE = links([(n, (n + 1) % 6) for n in range(6)])
HARD = {
    "all linked to all": links([*permutations(NODES, 2)]),
    "a circle": links([(n, (n + 1) % 60) for n in range(60)]),
    "a grid": links([(n, m) for n in range(64) for m in (n ^ 1, n ^ 2, n ^ 4, n ^ 8, n ^ 16, n ^ 32)]),
    "a long list of one value": parsed(f":a :p ({'1 ' * 3000}) ."),
    "many twins": parsed(f":a :p {', '.join(['[ :q 1 ]'] * 500)} ."),
    "twins of one node": parsed(f"[] :p {', '.join(['[ :q 1 ]'] * 50)} ."),
}  # fmt: skip


@pytest.mark.parametrize("name", HARD)
def test_graphs_that_look_alike_everywhere_are_found_again(name: str):
    old = HARD[name]
    labels = sorted({t.value for triple in old for t in triple if isinstance(t, Blank)})
    other = dict(zip(labels, (f"c{at}" for at in range(len(labels))), strict=True))
    assert set(with_labels_of(old, renamed(old, other))) == set(old)


def test_graphs_that_only_look_alike_are_told_apart():
    assert not set(CIRCLES) & set(with_labels_of(CIRCLES, renamed(CIRCLE, {f"b{n}": f"c{n}" for n in range(6)})))  # fmt: skip


def test_more_effort_than_allowed_ends_in_a_difference():
    old = HARD["all linked to all"]
    new = renamed(old, {f"b{n}": f"c{n}" for n in NODES})
    assert with_labels_of(old, new, effort=100) == tuple(new)


TERMS = st.sampled_from([*(Blank(f"b{n}") for n in range(5)), A])
TRIPLES = st.tuples(TERMS, st.sampled_from([P, Q]), st.one_of(TERMS, st.just(Literal("1"))))


@settings(max_examples=300, deadline=None)
@given(st.lists(TRIPLES, max_size=8), st.lists(TRIPLES, max_size=8), st.permutations(range(5)))
def test_equal_labels_and_isomorphism_are_the_same(old, other, order):
    moved = {f"b{n}": f"c{m}" for n, m in enumerate(order)}
    again = renamed(old, moved)
    assert set(with_labels_of(old, again)) == set(old)
    found = set(with_labels_of(old, renamed(other, moved)))
    assert (found == set(old)) == isomorphic(graph(old), graph(other))
    assert isomorphic(graph(list(found)), graph(other))


def graph(triples: Sequence[Triple]) -> Graph:
    made = Graph()
    for triple in triples:
        made.add(tuple(map(to_rdflib, triple)))
    return made
