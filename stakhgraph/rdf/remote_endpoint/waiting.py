"""How long a busy server asks to wait: Retry-After (RFC 9110, section 10.2.3)."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime

_DIGITS = 9
"""So many digits of seconds are more than anybody waits."""


def asked_seconds(headers: Message) -> float | None:
    """Return the seconds that a server asks to wait; None if it does not say so in a known form.

    It names seconds or a date; that is compared with the server's own clock, if it tells the time,
    since the clock here may be another. A date in the past asks to wait no longer.
    """
    value = str(headers.get("Retry-After", "")).strip()
    if value.isascii() and value.isdecimal():
        return float(value[:_DIGITS])
    until = _date(value)
    if until is None:
        return None
    now = _date(str(headers.get("Date", ""))) or datetime.now(UTC)
    return max((until - now).total_seconds(), 0.0)


def _date(text: str) -> datetime | None:
    """Return a date in one of the forms of HTTP, which all are in universal time."""
    try:
        found = parsedate_to_datetime(text)
    except (TypeError, ValueError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
