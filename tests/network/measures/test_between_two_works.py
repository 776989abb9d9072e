"""Measures of the paths between two works of the example."""

import pytest

from stakhgraph.network.graph import Network
from tests.network.measures.example import A, B, C, E, F, arcs, ask, rows


def test_nobody_is_unavoidable_if_no_work_is_on_all_paths():
    found = ask("unavoidable", start=A, end=F)
    assert found.sentence == "Nobody is unavoidable from a to f: no work is on all 3 paths."
    assert found.rows == ()
    assert arcs(found) == "ab ac bd be cd df ef"


def test_who_is_on_each_path_is_unavoidable():
    chain = Network.of("abcd", [0, 1, 1, 2, 1], [1, 2, 3, 3, 2])
    found = ask("unavoidable", chain, start=0, end=3)
    assert found.sentence == "From a to d unavoidable: b, on each of the 2 paths."
    assert ask("unavoidable", start=B, end=E).sentence == (
        "Nobody stands between: the one path from b to e is an arc."
    )


def test_the_share_of_the_paths_that_runs_through_each():
    found = ask("through", start=A, end=F)
    assert (
        found.sentence
        == "Most of the descent from a to f goes through b; d: each 2 of the 3 paths (2/3)."
    )
    assert rows("through", start=A, end=F) == [
        ("b", "0.6667", "2/3"),
        ("d", "0.6667", "2/3"),
        ("c", "0.3333", "1/3"),
        ("e", "0.3333", "1/3"),
    ]
    assert ask("through", start=A, end=F, of=C).sentence == (
        "Of the descent from a to f goes through c: 1 of the 3 paths (1/3)."
    )


def test_routes_that_share_nobody():
    found = ask("routes", start=A, end=F)
    assert found.sentence == "2 routes from a to f share nobody in between, and no more do."
    assert [row[-1] for row in rows("routes", start=A, end=F)] == ["a → b → e → f", "a → c → d → f"]
    assert arcs(found) == "ab ac be cd df ef"


def test_what_must_be_cut():
    assert ask("cut", start=A, end=F).sentence == "To part a from f, 2 must be taken out: b; c."
    direct = Network.of("abc", [0, 0, 1], [1, 2, 2])
    assert ask("cut", direct, start=0, end=2).sentence == (
        "To part a from c, 2 must be taken out: b; the direct arc."
    )


@pytest.mark.parametrize("name", ["unavoidable", "through", "routes", "cut"])
def test_no_path_is_no_answer_and_the_other_way_is_hinted_at(name: str):
    found = ask(name, start=F, end=A)
    assert found.sentence == "No path leads from f to a. There is one the other way round."
