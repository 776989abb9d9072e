"""Requests that are refused, and the HTTP status for each error of this package."""

from __future__ import annotations

from collections.abc import Mapping

from stakhgraph import errors
from stakhgraph.errors import StakhError

__all__ = ["RequestRefused", "retry", "status_of"]


class RequestRefused(Exception):
    """A request that is not answered: an HTTP status, a message for the client, more headers."""

    def __init__(self, status: int, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers = dict(headers or {})


_STATUS: Mapping[type[StakhError], int] = {
    errors.Busy: 503,
    errors.FormatLimit: 406,
    errors.TimeLimit: 504,
    errors.LimitError: 500,
    errors.UsageError: 400,
}


def retry(exc: StakhError) -> dict[str, str]:
    """Return the header that says when to ask again, if an error passes by itself."""
    return {"retry-after": "2"} if isinstance(exc, errors.Busy) else {}


def status_of(exc: StakhError) -> int:
    """Return the HTTP status that fits an error."""
    return next((status for kind, status in _STATUS.items() if isinstance(exc, kind)), 500)
