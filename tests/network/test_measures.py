"""Each measure by name on a network that can be worked by hand: one sentence, rows, arcs.

The network is that of docs/how-to/analyse-a-network.md: a gives to b and c, both give to d, b gives
to e too, and d and e give to f. Three paths lead from a to f: abdf, acdf, abef.
"""

import pytest

from stakhgraph.errors import Ambiguous, UnknownName
from stakhgraph.network import measures, pair_measures
from stakhgraph.network.cycles import resolve
from stakhgraph.network.graph import Network
from stakhgraph.network.measures import Answer, Case

A, B, C, D, E, F = range(6)
TAILS, HEADS = [A, A, B, C, B, D, E], [B, C, D, D, E, F, F]
YEARS = [(1950,), (1960,), (1962,), (1970,), (1975,), (1980,)]
NET = Network.of("abcdef", TAILS, HEADS, years=YEARS)


def ask(name: str, net: Network = NET, **asked) -> Answer:
    one = pair_measures.ALL[name]
    done = resolve(net, "contract") if one.cycles else None
    return one.answer(Case(done.network if done else net, done, **asked))


def rows(name: str, net: Network = NET, **asked) -> list[tuple[str, ...]]:
    """Give the table as texts, without years."""
    table = ask(name, net, **asked).table(Case(net))
    kept = [at for at, column in enumerate(table.columns) if column != "year"]
    return [tuple(row[at] for at in kept) for row in table.texts()]


def arcs(answer: Answer, net: Network = NET) -> str:
    pairs = list(net.pairs())
    return " ".join("".join(net.ids[v] for v in pairs[i]) for i in answer.arcs)


def test_nobody_is_unavoidable_if_no_work_is_on_all_paths():
    found = ask("unavoidable", start=A, end=F)
    assert found.told == "Nobody is unavoidable from a to f: no work is on all 3 paths."
    assert found.rows == ()
    assert arcs(found) == "ab ac bd be cd df ef"


def test_who_is_on_each_path_is_unavoidable():
    chain = Network.of("abcd", [0, 1, 1, 2, 1], [1, 2, 3, 3, 2])
    found = ask("unavoidable", chain, start=0, end=3)
    assert found.told == "From a to d unavoidable: b, on each of the 2 paths."
    assert ask("unavoidable", start=B, end=E).told == (
        "Nobody stands between: the one path from b to e is an arc."
    )


def test_without_ends_the_trees_of_dominators_are_told():
    found = ask("unavoidable")
    assert (
        found.told
        == "Every path to 5 works runs through a. Every path on from 5 works runs through f."
    )
    # Paths to d come by b or c, and share a alone; all paths on from c run through d.
    assert ("c", "a", "d", "0", "0") in rows("unavoidable")
    assert ("d", "a", "f", "0", "1") in rows("unavoidable")


def test_the_share_of_the_paths_that_runs_through_each():
    found = ask("through", start=A, end=F)
    assert (
        found.told
        == "Most of the descent from a to f goes through b; d: each 2 of the 3 paths (2/3)."
    )
    assert rows("through", start=A, end=F) == [
        ("b", "0.6667", "2/3"),
        ("d", "0.6667", "2/3"),
        ("c", "0.3333", "1/3"),
        ("e", "0.3333", "1/3"),
    ]
    assert ask("through", start=A, end=F, of=C).told == (
        "Of the descent from a to f goes through c: 1 of the 3 paths (1/3)."
    )


def test_routes_that_share_nobody():
    found = ask("routes", start=A, end=F)
    assert found.told == "2 routes from a to f share nobody in between, and no more do."
    assert [row[-1] for row in rows("routes", start=A, end=F)] == ["a → b → e → f", "a → c → d → f"]
    assert arcs(found) == "ab ac be cd df ef"


def test_what_must_be_cut():
    assert ask("cut", start=A, end=F).told == "To part a from f, 2 must be taken out: b; c."
    direct = Network.of("abc", [0, 0, 1], [1, 2, 2])
    assert ask("cut", direct, start=0, end=2).told == (
        "To part a from c, 2 must be taken out: b; the direct arc."
    )


@pytest.mark.parametrize("name", ["unavoidable", "through", "routes", "cut"])
def test_no_path_is_no_answer_and_the_other_way_is_hinted_at(name: str):
    found = ask(name, start=F, end=A)
    assert found.told == "No path leads from f to a. There is one the other way round."


def test_whose_ideas_make_up_a_work():
    # f takes half from d and half from e; d half from b and half from c; e all from b.
    assert (
        ask("ancestors", of=F).told
        == "If all take equal parts from their sources, f has from: a 1."
    )
    assert rows("ancestors", of=F) == [
        ("a", "1.0000", "1", "yes"),
        ("b", "0.7500", "3/4", "no"),
        ("d", "0.5000", "1/2", "no"),
        ("e", "0.5000", "1/2", "no"),
        ("c", "0.2500", "1/4", "no"),
    ]
    assert ask("ancestors", of=A).told == "a takes from nobody here."


def test_where_goes_what_a_work_gives():
    assert (
        ask("descendants", of=B).told
        == "If equal parts go to all who take, what b gives ends in: f 1."
    )
    assert ("d", "0.5000", "1/2", "no") in rows("descendants", of=B)


def test_the_longest_chains():
    # a → b → c → d has three arcs; e hangs on a.
    net = Network.of("abcde", [0, 1, 2, 0], [1, 2, 3, 4])
    found = ask("basket", net)
    assert found.told == "The longest chain has 3 arcs: a → b → c → d."
    assert rows("basket", net)[-1] == ("e", "2")
    assert arcs(found, net) == "ab bc cd"
    assert "the basket singles out nobody" in ask("basket").told


def test_arcs_for_which_a_longer_path_stands():
    net = Network.of("abc", [0, 0, 1], [1, 2, 2])
    found = ask("reduction", net)
    assert found.told == "2 arcs of 3 keep who descends from whom; 1 repeats a longer path: a → c."
    assert rows("reduction", net)[0] == ("a", "c", "no", "a → b → c")
    assert ask("reduction").told == "Every arc is needed (7): no other path stands for any."


def test_a_stated_arc_is_no_decoration_beside_implied_ones():
    said = ["implied by order", "stated", "implied by order"]
    net = Network.of("abc", [0, 0, 1], [1, 2, 2], explicitness=said)
    assert ask("reduction", net).cautions == (
        "Stated, and so no decoration, while the longer path shown is not: a → c.",
    )


def test_who_brokers():
    assert ask("betweenness").told == (
        "b; d are each on 2/3 of all paths from a source to a sink, more than any other in between."
    )
    assert rows("betweenness")[-1] == ("f", "1.0000", "1", "sink")
    star = Network.of("abc", [0, 1], [2, 2])
    assert ask("betweenness", star).told.startswith("Nobody brokers: no work both takes and gives")


def test_what_stands_whatever_one_decides():
    found = ask("robustness")
    assert found.told == (
        "3 arcs of 7 that are ever on the main path are on it in all 21 variants: a → b; b → d; d → f."
    )
    # Without f, and three weights each, a → c → d ties; with all works there it is off.
    assert ("c", "d", "0.6000", "3/5", "with each weight; without f") in rows("robustness")


def test_a_core_of_nothing_names_what_is_there_most_often():
    said = ["implied by order", "stated", "implied by order"]
    net = Network.of("abc", [0, 0, 1], [1, 2, 2], explicitness=said)
    found = ask("robustness", net)
    assert found.told.startswith("No arc is on the main path in all")
    assert "without what is implied by order" in rows("robustness", net)[0][-1]


def test_works_that_are_cited_together_or_share_sources():
    net = Network.of("abcde", [0, 1, 0, 1, 0], [2, 2, 3, 3, 4])
    found = ask("co-citation", net)
    assert found.told == "Cited together most, 2 works: a with b."
    # a is cited three times, b twice: 2 / √6, 2 / 3, 2 / 6.
    assert rows("co-citation", net) == [("a", "b", "2", "0.8165", "0.6667", "0.3333")]
    assert arcs(found, net) == "ac ad bc bd"
    assert ask("coupling", net).told == "Sharing most, 2 sources: c with d."
    assert len(ask("coupling", net).rows) == 3
    assert len(ask("coupling", net, of=4).rows) == 2
    assert ask("coupling", net, least=3).told == "No two works share a source 3 times or more."


def test_pairs_that_one_work_alone_joins_come_with_a_caution():
    found = ask("coupling")
    assert found.told == "Each of the 2 pairs shares 1 source: none stands out."
    assert "may be chance" in found.cautions[0]


def test_from_when_what_is_cited_dates():
    found = ask("spectroscopy")
    assert found.told == (
        "What is cited dates above all from 1950; 1960: 2 citations each, 2 more than the median of "
        "the five years around (a; b)."
    )
    assert arcs(found) == "ab ac bd be"
    undated = Network.of("abc", [0, 1], [2, 2], years=[(1950,), (), (1960,)])
    assert ask("spectroscopy", undated).cautions == (
        "1 arc of 2 left out: the work cited has no year.",
    )
    assert ask("spectroscopy", Network.of("ab", [0], [1])).told == "No cited work has a year."


def test_who_should_have_met():
    found = ask("missing")
    assert found.told == (
        "d does not take from a, though 2 of its sources do: b; c; 2 such pairs in all."
    )
    assert rows("missing") == [("a", "d", "2", "b; c"), ("b", "f", "2", "d; e")]
    assert len(ask("missing", of=F).rows) == 1
    assert ask("missing", least=3).rows == ()


def test_a_table_has_ids_where_a_machine_reads_it():
    net = Network.of(["w1", "w2", "w3"], [0, 1], [1, 2], labels=["Trotsky", "Nove", "Nove"])
    table = ask("basket", net).table(Case(net), ids=True)
    assert table.columns[:2] == ("work", "workId")
    # Two works have one label, so that their ids stand beside it for a reader too.
    assert [row[0] for row in table.texts()] == ["Trotsky", "Nove (w2)", "Nove (w3)"]


def test_a_work_is_found_by_id_label_or_words_of_it():
    labels = ["Trotsky, Revolution Betrayed", "Lewin, Russian Peasants", "Lewin, Society"]
    net = Network.of(["w1", "w2", "w3"], [0, 0], [1, 2], labels=labels)
    names = ("w2", "Lewin, Russian Peasants", "lewin russian peasants", "Peasants")
    assert {measures.find(net, name) for name in names} == {1}
    with pytest.raises(Ambiguous, match="'Lewin' fits 2 works"):
        measures.find(net, "Lewin")
    with pytest.raises(UnknownName, match="no work is called 'Nove'"):
        measures.find(net, "Nove")


def test_every_measure_has_its_question():
    assert len(pair_measures.ALL) == 14
    assert all(one.question.endswith("?") for one in pair_measures.ALL.values())
