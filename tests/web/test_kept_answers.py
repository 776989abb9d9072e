"""What is kept is bounded in bytes, whatever is asked for."""

import gzip

from stakhgraph.web.kept_answers import KeptAnswers, prepared


def test_what_was_asked_for_last_is_kept_within_the_bytes_there_are():
    kept = KeptAnswers(10_000)
    for number in range(1_000):
        kept.keep(str(number), prepared(b"x" * 1_000, pack=False))
        kept.get("0")
    there = [number for number in range(1_000) if kept.get(str(number))]
    assert there == [0, 996, 997, 998, 999]


def test_an_answer_that_would_push_out_all_others_is_not_kept():
    kept = KeptAnswers(10_000)
    kept.keep("small", prepared(b"x", pack=False))
    kept.keep("large", prepared(b"x" * 10_000, pack=False))
    assert kept.get("small") and not kept.get("large")


def test_an_answer_that_is_kept_anew_counts_once():
    kept = KeptAnswers(10_000)
    kept.keep("one", prepared(b"x", pack=False))
    for _ in range(100):
        kept.keep("other", prepared(b"x" * 1_000, pack=False))
    assert kept.get("one")


def test_a_text_is_packed_where_that_makes_it_shorter():
    packed = prepared("ж" * 1_000, pack=True).packed
    assert packed is not None and gzip.decompress(packed).decode() == "ж" * 1_000
    assert prepared("short", pack=True).packed is None
    assert prepared("x" * 10_000, pack=False).packed is None
