"""EDTF dates: the days they allow, the years they name, and what is refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from stakhgraph.errors import UsageError
from stakhgraph.rdf.edtf import bounds, year, years


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1935-08-20", "1935-08-20", "1935-08-20"),
        ("1935-08-30/1935-08-31", "1935-08-30", "1935-08-31"),
        ("1937", "1937-01-01", "1937-12-31"),
        ("2002-09", "2002-09-01", "2002-09-30"),
        ("192X", "1920-01-01", "1929-12-31"),
        ("1936-07/..", "1936-07-01", None),
        ("../1957", None, "1957-12-31"),
        ("1935/..", "1935-01-01", None),
        ("/1935", None, "1935-12-31"),
        ("[..1935-12-03]", None, "1935-12-03"),
        ("[1935-12..]", "1935-12-01", None),
        ("[1948,1949]", "1948-01-01", "1949-12-31"),
        ("{1667,1670..1672}", "1667-01-01", "1672-12-31"),
        ("1921/197X~", "1921-01-01", "1979-12-31"),
        ("1935-21", "1935-03-01", "1935-05-31"),
        ("1935-22~", "1935-06-01", "1935-08-31"),
        ("1935-23", "1935-09-01", "1935-11-30"),
        ("1935-24", "1935-12-01", "1936-02-29"),
        ("1935-28", "1935-12-01", "1936-02-29"),
        ("1935-29", "1935-09-01", "1935-11-30"),
        ("1934-30", "1934-12-01", "1935-02-28"),
        ("1935-32", "1935-06-01", "1935-08-31"),
        ("1935-33", "1935-01-01", "1935-03-31"),
        ("1935-36", "1935-10-01", "1935-12-31"),
        ("1935-38", "1935-05-01", "1935-08-31"),
        ("1935-41", "1935-07-01", "1935-12-31"),
        ("1934/1935-33", "1934-01-01", "1935-03-31"),
        ("-0043", "-0043-01-01", "-0043-12-31"),
        ("-0043-03-15", "-0043-03-15", "-0043-03-15"),
        ("0000-02", "0000-02-01", "0000-02-29"),
        ("-004X", "-0049-01-01", "-0040-12-31"),
        ("-00XX", "-0099-01-01", "-0001-12-31"),
        ("156X-02-29", "1560-02-29", "1568-02-29"),
        ("1935-1X", "1935-10-01", "1935-12-31"),
        ("1950S2", "1900-01-01", "1999-12-31"),
        ("Y-17000", "-17000-01-01", "-17000-12-31"),
        ("1935-?05", "1935-05-01", "1935-05-31"),
    ],
)
def test_a_date_allows_from_one_day_to_another(text, first, last):
    assert [day and day.isoformat() for day in bounds(text)] == [first, last]


@pytest.mark.parametrize(
    "text",
    [
        *("", "yesterday", "1935-13", "1935-02-30", "1936/1935", "20 August 1935", "1935-42"),
        *("-0000", "1935??", "1935-02-3X", "/", "../..", "[]", "[1936..1935]", "1935/1936/1937"),
        *(" 1935", "Y1E999999999", "1935," * 30),
    ],
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(UsageError):
        bounds(text)
    assert years(text) == (None, None)


@given(some.dates())
def test_a_day_allows_itself(day):
    first, last = bounds(day.isoformat())
    assert first == last == (day.year, day.month, day.day)


@given(some.dates(), some.dates())
def test_an_interval_allows_from_its_first_to_its_last_day(one, other):
    early, late = sorted((one, other))
    allowed = bounds(f"{early}/{late}")
    assert allowed == (bounds(str(early))[0], bounds(str(late))[1])
    assert bounds(f"[{late},{early}]") == allowed


@given(some.dates(min_value=date(1, 1, 1)), some.sampled_from("?~%"))
def test_a_qualifier_changes_no_day(day, qualifier):
    assert bounds(f"{day}{qualifier}") == bounds(str(day))


@given(some.integers(-9999, 9999), some.integers(33, 36))
def test_the_quarters_of_a_year_follow_each_other(number, code):
    named = f"{'-' if number < 0 else ''}{abs(number):04}"
    first, last = bounds(f"{named}-{code}")
    whole = bounds(named)
    assert whole[0] <= first < last <= whole[1]
    assert (last.month, first.month) == (3 * (code - 32), 3 * (code - 32) - 2)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("1959/1965", (1959, 1965)),
        ("1935-24", (1935, 1935)),
        ("-0043-03-15", (-43, -43)),
        ("1936-07/..", (1936, 1936)),
        ("[..1935-12-03]", (1935, 1935)),
        ("n.d.", (None, None)),
    ],
)
def test_the_years_of_a_date_are_those_it_names(text, named):
    assert years(text) == named
    assert year(text) == named[0]
