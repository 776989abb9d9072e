"""Choose the media type of an answer by the Accept header of the request (RFC 9110, section 12)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from starlette.requests import Request

from stakhgraph.web.refusals import RequestRefused

__all__ = ["HTML", "accepted", "accepts_gzip", "best", "prefers_html", "with_html"]

HTML = "text/html"

_OWN_PARAMETERS: Mapping[str, str] = {
    "charset": "utf-8",
    "profile": "http://www.w3.org/ns/json-ld#compacted",
}
"""Parameters that an answer has, whether or not its Content-Type states them."""

_WEIGHT = re.compile(r"\d+\.?\d*|\.\d+")

_ANYTHING, _ANY_SUBTYPE, _OTHER_PARAMETERS, _NAMED, _NAMED_EXACTLY = range(1, 6)
"""How closely a range fits a media type; the closest of several decides."""


@dataclass(frozen=True)
class _Range:
    """One media range of an Accept header, such as ``text/*;q=0.5``; its place is from 0."""

    name: str
    parameters: Mapping[str, str]
    weight: float
    place: int

    def closeness(self, media: str) -> int:
        """Return how closely this range fits a media type; 0 if it does not."""
        if self.name in ("*/*", "*"):
            return _ANYTHING
        if self.name == f"{media.partition('/')[0]}/*":
            return _ANY_SUBTYPE
        if self.name != media:
            return 0
        if not self.parameters:
            return _NAMED
        if all(_OWN_PARAMETERS.get(k) == v.lower() for k, v in self.parameters.items()):
            return _NAMED_EXACTLY
        # Nothing here has such parameters: the type is sent without them. But who does not
        # want a type with them may well want it without.
        return _OTHER_PARAMETERS if self.weight else 0


def accepted(request: Request) -> str:
    """Return the Accept header of a request, its lines joined; empty without one."""
    return ", ".join(request.headers.getlist("accept"))


def best(accept: str, offered: Collection[str]) -> str:
    """Return the offered media type that an Accept header prefers; the first one without a header.

    Of types of equal weight, one that is named goes before one that only ``*`` includes, then the
    one that the header names first. Raises RequestRefused with status 406, which names all that is
    offered.
    """
    ranges = _ranges(accept)
    if not ranges:
        return next(iter(offered))
    ranked = [(*_rank(ranges, media), -at, media) for at, media in enumerate(offered)]
    weight, *_, media = max(ranked)
    if weight <= 0:
        forms = ", ".join(offered)
        raise RequestRefused(
            406, f"the answer has none of the forms that are accepted; it has {forms}"
        )
    return media


def with_html(accept: str, offered: Collection[str]) -> tuple[str, ...]:
    """Return what is offered, with HTML if the header names it: ``*`` does not ask for a page."""
    named = any(one.name == HTML for one in _ranges(accept))
    return (*offered, HTML) if named else tuple(offered)


def prefers_html(accept: str, others: Collection[str]) -> bool:
    """Return whether a reader asks: HTML is named, and none of the others is preferred to it."""
    try:
        return best(accept, with_html(accept, others)) == HTML
    except RequestRefused:
        return False


def accepts_gzip(accept_encoding: str) -> bool:
    """Return whether an Accept-Encoding header lets an answer be packed by gzip (section 12.5.3).

    >>> accepts_gzip("br, gzip"), accepts_gzip("gzip;q=0, *"), accepts_gzip("")
    (True, False, False)
    """
    weights = {one.name: one.weight for one in _ranges(accept_encoding)}
    named = [weights[name] for name in ("gzip", "x-gzip") if name in weights]
    return max(named or [weights.get("*", 0.0)]) > 0


def _rank(ranges: Sequence[_Range], media: str) -> tuple[float, bool, int]:
    """Return the weight of a media type, whether it is named, and how early."""
    fitting = [(one.closeness(media), one.weight, -one.place) for one in ranges]
    closeness, weight, place = max(fitting)
    return (weight, closeness > _ANY_SUBTYPE, place) if closeness else (0.0, False, 0)


def _ranges(accept: str) -> list[_Range]:
    """Return the media ranges of a header, which werkzeug splits.

    Its own `MIMEAccept` is not used: it leaves out a range whose weight is ``1.``, and takes a
    range with any parameter for another media type.
    """
    from werkzeug.http import parse_list_header, parse_options_header

    found = []
    for place, item in enumerate(parse_list_header(accept)):
        name, parameters = parse_options_header(item)
        weight = _weight(parameters.pop("q", "1"))
        if name:
            found.append(_Range(name.lower(), parameters, weight, place))
    return found


def _weight(text: str) -> float:
    """Return a weight from 0 to 1, also one such as ``.5``; one that is no number counts as 1."""
    text = text.strip()
    return min(float(text), 1.0) if _WEIGHT.fullmatch(text) else 1.0
