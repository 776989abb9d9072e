"""Works of the example that are not cited although their heirs are."""

from tests.network.measures.example import F, ask, rows


def test_works_that_one_should_have_met():
    found = ask("missing")
    assert found.sentence == (
        "d does not take from a, though 2 of its sources do: b; c; 2 such pairs in all."
    )
    assert rows("missing") == [("a", "d", "2", "b; c"), ("b", "f", "2", "d; e")]
    assert len(ask("missing", of=F).rows) == 1
    assert ask("missing", least=3).rows == ()
