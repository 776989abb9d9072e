"""What part of a work comes from whom, and goes where, in the example."""

from tests.network.measures.example import A, B, F, ask, rows


def test_whose_ideas_make_up_a_work():
    # f takes half from d and half from e; d half from b and half from c; e all from b.
    assert (
        ask("ancestors", of=F).sentence
        == "If all take equal parts from their sources, f has from: a 1."
    )
    assert rows("ancestors", of=F) == [
        ("a", "1.0000", "1", "yes"),
        ("b", "0.7500", "3/4", "no"),
        ("d", "0.5000", "1/2", "no"),
        ("e", "0.5000", "1/2", "no"),
        ("c", "0.2500", "1/4", "no"),
    ]
    assert ask("ancestors", of=A).sentence == "a takes from nobody here."


def test_where_what_a_work_gives_goes():
    assert (
        ask("descendants", of=B).sentence
        == "If equal parts go to all who take, what b gives ends in: f 1."
    )
    assert ("d", "0.5000", "1/2", "no") in rows("descendants", of=B)
