"""Conditional requests: whether a client has an answer already (RFC 9110, section 13)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.datastructures import Headers

__all__ = ["Conditions", "not_modified_headers", "weak_tag"]

_SAFE = ("GET", "HEAD")


def weak_tag(opaque: str) -> str:
    """Return the weak entity tag with this text.

    >>> weak_tag("2f")
    'W/"2f"'
    """
    return f'W/"{opaque}"'


@dataclass(frozen=True)
class Conditions:
    """The conditions of a request on the state of what it asks for; empty without a header.

    There are no dates of modification here, so conditions on these are ignored, as they should be.
    """

    if_match: str
    if_none_match: str

    @classmethod
    def of(cls, headers: Headers) -> Conditions:
        """Return the conditions of a request, the lines of each header joined."""
        one, other = (", ".join(headers.getlist(n)) for n in ("if-match", "if-none-match"))
        return cls(one.strip(), other.strip())

    def names(self, tag: str) -> bool:
        """Return whether If-None-Match names a tag, weak or strong.

        Only an answer that was sent has a tag. To whoever names it, nothing need be answered again.
        """
        from werkzeug.http import parse_etags, unquote_etag

        opaque, _ = unquote_etag(tag)
        return opaque in parse_etags(self.if_none_match).as_set(include_weak=True)

    def status(self, method: str, tag: str) -> int:
        """Return 304 or 412 if a condition does not hold for an answer with a weak tag, else 200.

        An empty tag is that of an answer without one. If-Match needs a strong tag, which no answer
        has: a query without ORDER BY may have its rows in another order each time.
        """
        if self.if_match and self.if_match != "*":
            return 412
        if self.if_none_match == "*" or (tag and self.names(tag)):
            return 304 if method in _SAFE else 412
        return 200


def not_modified_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers of an answer that also belong to its status 304."""
    body = {"content-type", "content-length", "content-disposition"}
    return {name: value for name, value in headers.items() if name.lower() not in body}
