"""Who is unavoidable for all works of the example."""

from tests.network.measures.example import ask, rows


def test_without_two_works_the_answer_is_about_all():
    found = ask("unavoidable")
    assert (
        found.sentence
        == "Every path to 5 works runs through a. Every path on from 5 works runs through f."
    )
    # Paths to d come by b or c, and share a alone; all paths on from c run through d.
    assert ("c", "a", "d", "0", "0") in rows("unavoidable")
    assert ("d", "a", "f", "0", "1") in rows("unavoidable")
