"""Dates in EDTF: whether one is well formed, and the first and last day it allows.

EDTF is the Extended Date/Time Format of the Library of Congress
(https://www.loc.gov/standards/datetime/), parsed by the `edtf` package.
"""

from __future__ import annotations

from datetime import date

from stakhgraph.errors import UsageError

LONGEST = 100
"""The most characters that a date may have: the parser is slow on long sets."""


def bounds(text: str) -> tuple[date | None, date | None]:
    """Return the first and the last day that an EDTF date allows; None where an end is open.

    Raises UsageError for text that is not an EDTF date, and for a date that ends before it begins.

    >>> bounds("1935-08-30/1935-08-31")
    (datetime.date(1935, 8, 30), datetime.date(1935, 8, 31))
    >>> bounds("1936-07/..")[1] is None
    True
    """
    from edtf import EDTFParseException, parse_edtf

    if text != text.strip() or len(text) > LONGEST:
        raise UsageError(f"“{text[:LONGEST]}” is not an EDTF date", remedy="Write the date alone")
    try:
        parsed = parse_edtf(text)
        first, last = _day(text, 0, parsed.lower_strict()), _day(text, 1, parsed.upper_strict())
    except (EDTFParseException, ValueError, TypeError, AttributeError, OverflowError) as exc:
        raise UsageError(
            f"“{text}” is not an EDTF date", remedy="Write 1935, 1935-08 or the like"
        ) from exc
    if first and last and last < first:
        raise UsageError(f"“{text}” ends before it begins", remedy="Swap its two ends")
    return first, last


def _day(text: str, end: int, parts: tuple[int, ...]) -> date | None:
    """Return a day, or None for an end that the interval leaves open (`..`) or unknown (empty)."""
    ends = text.split("/")
    if len(ends) > 1 and ends[end] in {"", ".."}:
        return None
    return date(parts[0], parts[1], parts[2])


def year(text: str) -> int | None:
    """Return the first year that an EDTF date names, or None.

    >>> year("1959/1965")
    1959
    """
    head = text.lstrip("-")[:4]
    return int(head) if head.isdigit() and len(head) == 4 else None
