"""Dates in the rows of OpenCitations: the ``creation`` of a citation, and its ``timespan``.

opencitations.net: a citation is dated by its citing work, and the timespan, an ISO 8601 duration,
says how much older the cited work is.
"""

from __future__ import annotations

import re

from stakhgraph.network.readers.builder import NetworkBuilder

__all__ = ["add_years"]

_DATE = re.compile(r"(-?\d{1,4})(?:\.0*|-(\d\d?)(?:-(\d\d?))?(?:T.*)?)?")


_SPAN = re.compile(r"(-?)P(?:(\d{1,4})Y)?(?:(\d{1,2})M)?(?:(\d{1,2})D)?")


def add_years(
    builder: NetworkBuilder, line: int, ends: tuple[int, int], creation: str, timespan: str
) -> None:
    """Add the years of both ends of a citation, from its date and its timespan."""
    if not creation:
        return
    builder.add_years(ends[0], creation, line)
    match = _SPAN.fullmatch(timespan)
    if timespan and match is None:
        raise builder.error(line, f"{timespan[:40]!r} is no span of time", "Write one as P6Y0M1D.")
    if match is None:
        return
    made = _DATE.fullmatch(creation)
    if made is None:
        raise builder.error(line, f"{creation[:40]!r} is no date", "Write one such as 1966-05-01.")
    year, month, day = (int(part or 1) for part in made.groups())
    sign = -1 if match[1] else 1
    years, months, days = (sign * int(part or 0) for part in match.groups()[1:])
    count = 12 * (year - years) + month - 1 - months - (day - days < 1)
    builder.add_years(ends[1], str(count // 12), line)
