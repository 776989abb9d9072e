"""Dates in the rows of OpenCitations: the ``creation`` of a citation, and its ``timespan``.

opencitations.net: a citation is dated by its citing work, and the timespan, an ISO 8601 duration,
says how much older the cited work is.
"""

from __future__ import annotations

import re

from stakhgraph.network.readers.builder import NetworkBuilder
from stakhgraph.network.readers.values.missing import is_missing

__all__ = ["add_years"]

_DATE = re.compile(r"(-?\d{1,4})(?:\.0*|-(\d\d?)(?:-(\d\d?))?(?:T.*)?)?")


_SPAN = re.compile(r"(-?)P(?:(\d{1,4})Y)?(?:(\d{1,2})M)?(?:(\d{1,2})D)?")


def add_years(
    builder: NetworkBuilder, line: int, ends: tuple[int, int], creation: str, timespan: str
) -> None:
    """Add the years of both ends of a citation, from its date and its timespan.

    A date or span that cannot be read is noted, and left out.
    """
    if is_missing(creation):
        return
    made, match = _DATE.fullmatch(creation), _SPAN.fullmatch(timespan)
    if made is None:
        builder.dates.refuse(creation, builder.place(line))
        return
    builder.add_years(ends[0], creation, line)
    if not is_missing(timespan) and match is None:
        builder.spans.refuse(timespan, builder.place(line))
    if match is None:
        return
    builder.spans.good += 1
    year, month, day = (int(part or 1) for part in made.groups())
    sign = -1 if match[1] else 1
    years, months, days = (sign * int(part or 0) for part in match.groups()[1:])
    count = 12 * (year - years) + month - 1 - months - (day - days < 1)
    builder.add_years(ends[1], str(count // 12), line)
