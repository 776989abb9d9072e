"""EDTF dates: the days they allow, and what is refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from stakhgraph.errors import UsageError
from stakhgraph.rdf.edtf import bounds, year


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1935-08-20", date(1935, 8, 20), date(1935, 8, 20)),
        ("1935-08-30/1935-08-31", date(1935, 8, 30), date(1935, 8, 31)),
        ("1937", date(1937, 1, 1), date(1937, 12, 31)),
        ("2002-09", date(2002, 9, 1), date(2002, 9, 30)),
        ("192X", date(1920, 1, 1), date(1929, 12, 31)),
        ("1936-07/..", date(1936, 7, 1), None),
        ("../1957", None, date(1957, 12, 31)),
    ],
)
def test_a_date_allows_from_one_day_to_another(text, first, last):
    assert bounds(text) == (first, last)


@pytest.mark.parametrize(
    "text", ["", "yesterday", "1935-13", "1935-02-30", "1936/1935", "20 August 1935"]
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(UsageError):
        bounds(text)


@given(some.dates(min_value=date(1000, 1, 1)))
def test_a_day_allows_itself(day):
    assert bounds(day.isoformat()) == (day, day)


def test_the_year_of_an_interval_is_its_first():
    assert year("1959/1965") == 1959
    assert year("n.d.") is None
