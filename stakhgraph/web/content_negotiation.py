"""Choose the media type of an answer by the Accept header of the request."""

from __future__ import annotations

from collections.abc import Sequence

from stakhgraph.web.refusals import RequestRefused
from stakhgraph.web.sparql.protocol import RESULTS

__all__ = ["HTML", "best", "prefers_html"]

HTML = "text/html"


def best(accept: str | None, offered: Sequence[str]) -> str:
    """Return the offered media type that an Accept header prefers; the first one without a header.

    Raises RequestRefused with status 406, which names all that is offered.
    """
    from werkzeug.datastructures import MIMEAccept
    from werkzeug.http import parse_accept_header

    if not (accept or "").strip():
        return offered[0]
    wanted = parse_accept_header(accept, MIMEAccept)
    qualities = [(wanted.quality(name), -at) for at, name in enumerate(offered)]
    quality, at = max(qualities, default=(0, 0))
    if quality <= 0:
        forms = ", ".join(offered)
        raise RequestRefused(
            406, f"the answer has none of the forms that are accepted; it has {forms}"
        )
    return offered[-at]


def prefers_html(accept: str) -> bool:
    """Return whether a reader asks: HTML is named, and no form of data is preferred to it."""
    if HTML not in accept and "application/xhtml+xml" not in accept:
        return False
    try:
        return best(accept, [HTML, "text/turtle", *RESULTS]) == HTML
    except RequestRefused:
        return False
