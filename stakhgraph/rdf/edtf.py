"""Dates in EDTF: whether one is well formed, and the first and last day it allows.

EDTF is the Extended Date/Time Format of the Library of Congress
(https://www.loc.gov/standards/datetime/). The forms that documents use are read here, and the
`edtf` package reads the rest (years of more than four digits, times, a qualifier inside a date).
That package, version 5.0.2, cannot be asked for everything:

- It raises TypeError for the days of an open end (`1935/..`, `[..1935-12-03]`), and invents ten
  years for an unknown one (`1935/`).
- It ends every winter on 31 December, even that of `1935-24`, and refuses a season or an
  unspecified digit with a qualifier at the end of an interval (`1935-22~`, `1921/197X~`).
- It gives 1569-02-29 as the last day of `156X-02-29`, which no calendar has, and refuses `1935-1X`.
- It does not widen a year to its significant digits: `1950S2` is any year from 1900 to 1999.

Years are counted as in ISO 8601: year 0 is 1 BCE, and -43 (written `-0043`) is 44 BCE.
"""

from __future__ import annotations

import re
from calendar import monthrange
from functools import lru_cache
from itertools import product
from typing import NamedTuple, TypeAlias

from stakhgraph.errors import UsageError

LONGEST = 100
"""The most characters that a date may have: the parser is slow on long sets."""


class Day(NamedTuple):
    """A day of the Gregorian calendar, also before the year 1."""

    year: int
    month: int
    day: int

    def isoformat(self) -> str:
        """Return the day as `xsd:date` writes it.

        >>> Day(-43, 3, 15).isoformat()
        '-0043-03-15'
        """
        sign = "-" if self.year < 0 else ""
        return f"{sign}{abs(self.year):04}-{self.month:02}-{self.day:02}"


class _Span(NamedTuple):
    """The first and last day that a date allows, and the first and last year that it names.

    The winter of 1935 names the year 1935, although it ends in 1936.
    """

    first: Day | None
    last: Day | None
    first_year: int | None
    last_year: int | None


_Months: TypeAlias = tuple[int, int]

_NORTH: tuple[_Months, ...] = ((3, 5), (6, 8), (9, 11), (12, 14))
_SOUTH: tuple[_Months, ...] = ((9, 11), (12, 14), (3, 5), (6, 8))
_QUARTERS: tuple[_Months, ...] = ((1, 3), (4, 6), (7, 9), (10, 12))
_THIRDS: tuple[_Months, ...] = ((1, 4), (5, 8), (9, 12))
_HALVES: tuple[_Months, ...] = ((1, 6), (7, 12))
_PARTS_OF_YEARS = dict(enumerate((*_NORTH, *_NORTH, *_SOUTH, *_QUARTERS, *_THIRDS, *_HALVES), 21))
"""The first and last month of each part of a year, 21 to 41; 14 is February of the next year.

EDTF does not say in which hemisphere the seasons 21 to 24 are; they are read as northern ones.
"""

_EMPTY = ("", "..")


def bounds(text: str) -> tuple[Day | None, Day | None]:
    """Return the first and the last day that an EDTF date allows; None where an end is open.

    Raises UsageError for text that is not an EDTF date, and for a date that ends before it begins.

    >>> bounds("1935-08-30/1935-08-31")
    (Day(year=1935, month=8, day=30), Day(year=1935, month=8, day=31))
    >>> bounds("1936-07/..")[1] is None
    True
    """
    if len(text) > LONGEST:
        raise _no_date(text)
    span = _span(text)
    return span.first, span.last


def years(text: str) -> tuple[int | None, int | None]:
    """Return the first and the last year that an EDTF date names, or twice None.

    Of an interval with an open end, the year of the other end is both.

    >>> years("1959/1965"), years("-0043"), years("1936-07/.."), years("n.d.")
    ((1959, 1965), (-43, -43), (1936, 1936), (None, None))
    """
    try:
        _, _, first, last = _span(text[: LONGEST + 1])
    except UsageError:
        return None, None
    return (last if first is None else first), (first if last is None else last)


def year(text: str) -> int | None:
    """Return the first year that an EDTF date names, or None.

    >>> year("1959/1965")
    1959
    """
    return years(text)[0]


@lru_cache(maxsize=4096)
def _span(text: str) -> _Span:
    start, slash, end = text.partition("/")
    if slash:
        return _interval(text, start, end)
    if text[:1] + text[-1:] in ("[]", "{}"):
        return _set(text)
    return _single(text)


def _interval(text: str, start: str, end: str) -> _Span:
    """Return the span of an interval, of which one end may be open (`..`) or unknown (empty)."""
    if start in _EMPTY and end in _EMPTY:
        raise _no_date(text)
    first = _single(start) if start not in _EMPTY else None
    last = _single(end) if end not in _EMPTY else None
    if first and last and first.first and last.last and last.last < first.first:
        raise UsageError(f"“{text}” ends before it begins", remedy="Swap its two ends")
    return _Span(
        first.first if first else None,
        last.last if last else None,
        first.first_year if first else None,
        last.last_year if last else None,
    )


def _set(text: str) -> _Span:
    """Return the span of one of several dates, `[…]`, or of all of them, `{…}`."""
    spans = [_in_set(text, part.strip()) for part in text[1:-1].split(",")]
    firsts, lasts, first_years, last_years = zip(*spans, strict=True)
    return _Span(
        min(firsts) if None not in firsts else None,
        max(lasts) if None not in lasts else None,
        min(first_years) if None not in first_years else None,
        max(last_years) if None not in last_years else None,
    )


def _in_set(text: str, part: str) -> _Span:
    """Return the span of one date in a set, or of all dates from one to another."""
    if not part:
        raise _no_date(text)
    start, dots, end = part.partition("..")
    return _interval(text, start, end) if dots else _single(part)


def _single(text: str) -> _Span:
    """Return the span of one date; a qualifier at its end does not change the days."""
    date = text[:-1] if text[-1:] in set("?~%") else text
    if re.search(r"[?~%]$", date) or date.startswith("-0000"):
        raise _no_date(text)
    if match := re.fullmatch(r"(-?[0-9]{4})-(2[1-9]|3[0-9]|4[01])", date):
        return _part_of_year(int(match[1]), int(match[2]))
    if match := re.fullmatch(r"(-?)([0-9X]{4})(?:-([0-9X]{2})(?:-([0-9X]{2}))?)?", date):
        return _digits(text, match[1], *(match[place] or "XX" for place in (2, 3, 4)))
    if match := re.fullmatch(r"Y?(-?[0-9]{4,})(?:E([0-9]{1,2}))?S([0-9]{1,2})", date):
        return _significant(int(match[1]) * 10 ** int(match[2] or 0), int(match[3]))
    return _as_package_reads(text, date)


def _part_of_year(named: int, code: int) -> _Span:
    """Return the span of a season, quarter, third or half of a year."""
    start, end = _PARTS_OF_YEARS[code]
    later, month = divmod(end - 1, 12)
    last = Day(named + later, month + 1, _length(named + later, month + 1))
    return _Span(Day(named, start, 1), last, named, named)


def _digits(text: str, sign: str, year_text: str, month: str, day: str) -> _Span:
    """Return the span of the days that are written with these digits; X is any digit."""
    written = (f"{sign}{digits}" for digits in _fitting(year_text))
    all_years = sorted(int(digits) for digits in written if digits != "-0000")
    months = [int(digits) for digits in _fitting(month)]
    days = [int(digits) for digits in _fitting(day)]
    first = _first_day(all_years, months, days)
    last = _first_day(all_years[::-1], months[::-1], days[::-1])
    if first is None or last is None:
        raise _no_date(text)
    return _Span(first, last, first.year, last.year)


def _fitting(pattern: str) -> list[str]:
    choices = ("0123456789" if char == "X" else char for char in pattern)
    return ["".join(found) for found in product(*choices)]


def _first_day(all_years: list[int], months: list[int], days: list[int]) -> Day | None:
    """Return the first day that the calendar has, in the order of the lists."""
    return next(
        (
            Day(named, month, day)
            for named in all_years
            for month in months
            if 1 <= month <= 12
            for day in days
            if 1 <= day <= _length(named, month)
        ),
        None,
    )


def _significant(named: int, digits: int) -> _Span:
    """Return the span of a year of which only the first digits count."""
    step = 10 ** max(0, len(str(abs(named))) - digits)
    near = abs(named) // step * step
    low, high = sorted((near, near + step - 1)) if named >= 0 else (-(near + step - 1), -near)
    return _Span(Day(low, 1, 1), Day(high, 12, 31), low, high)


def _length(named: int, month: int) -> int:
    """Return the number of days of a month; the calendar repeats itself after 400 years."""
    return monthrange(2000 + named % 400, month)[1]


def _as_package_reads(text: str, date: str) -> _Span:
    """Return the span of a date of another form, by the package `edtf`."""
    from edtf import EDTFParseException, parse_edtf

    # An exponent of three digits takes memory only, and the parts of a list are read one by one.
    if date != date.strip() or re.search(r"E[0-9]{3}|[][{}/,]|\.\.", date):
        raise _no_date(text)
    try:
        parsed = parse_edtf(date)
        first, last = (Day(*day[:3]) for day in (parsed.lower_strict(), parsed.upper_strict()))
    except (EDTFParseException, ValueError, TypeError, AttributeError, OverflowError) as exc:
        raise _no_date(text) from exc
    return _Span(first, last, first.year, last.year)


def _no_date(text: str) -> UsageError:
    return UsageError(
        f"“{text[:LONGEST]}” is not an EDTF date", remedy="Write 1935, 1935-08 or the like"
    )
