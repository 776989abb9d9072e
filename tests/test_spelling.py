"""The key of a name is found in time, however long and odd the name is."""

import pytest

from stakhgraph.spelling import key


@pytest.mark.parametrize("letter", ["i", "y", "j", "х", "c", "'", " ", "İ"])
def test_a_long_row_of_one_letter_has_a_key(letter: str):
    assert len(key(letter * 1_000_000 + "x")) < 10


@pytest.mark.parametrize(
    ("one", "other"), [("Khlevnyuk", "Khlevniuk"), ("yyya", "a"), ("ayyy", "ai"), ("iayjo", "ao")]
)
def test_soft_signs_before_a_vowel_do_not_count(one: str, other: str):
    assert key(one) == key(other)
