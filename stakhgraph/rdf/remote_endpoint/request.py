"""One query sent to an endpoint over HTTP: retries, redirects, and limits of time and length."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, urljoin, urlsplit, urlunsplit

from stakhgraph.errors import Failure, QuerySyntaxError, UsageError
from stakhgraph.rdf.remote_endpoint.credentials import HOW_TO_SET, authorization
from stakhgraph.rdf.remote_endpoint.exchange import Reply, TooLong, exchange
from stakhgraph.rdf.remote_endpoint.waiting import asked_seconds

if TYPE_CHECKING:
    from urllib import request

LONGEST = 256 * 1024 * 1024
"""The most bytes of an answer that are read."""

LONGEST_GET = 2_000
"""The most characters of a query sent in the address; a longer one is posted."""

_TRIES = 3
_REDIRECTS = 5
_BUSY = {429, 502, 503, 504}
_GRAPH_TYPES = "application/n-triples,text/turtle;q=0.9,application/rdf+xml;q=0.5"


@dataclass(frozen=True)
class Settings:
    """An address, and how it is queried.

    ``timeout`` is in seconds, ``redirects`` allows them, and ``pause`` waits for some seconds.
    """

    url: str
    timeout: float
    redirects: bool
    pause: Callable[[float], None]

    def failure(self, what: str, remedy: str | None = None) -> Failure:
        """Return the error for an endpoint that does ``what``."""
        return Failure(f"the endpoint {what}", where=self.url, remedy=remedy)


class Request:
    """One query on its way to an endpoint: its retries, redirects and remaining time."""

    def __init__(self, settings: Settings, text: str, form: str) -> None:
        self._settings = settings
        self._url = settings.url
        self._text = text
        self._form = form
        self._post = len(text) > LONGEST_GET
        self._until = time.monotonic() + settings.timeout

    def reply(self) -> Reply:
        """Return the answer of status 200.

        Raises QuerySyntaxError for a query that the endpoint refuses, and Failure otherwise.
        """
        tries, redirects = 1, 0
        while True:
            reply = self._send()
            if reply.status == 200:
                return reply
            if 300 <= reply.status < 400 and redirects < _REDIRECTS:
                self._follow(reply)
                redirects += 1
            elif reply.status in (405, 414) and not self._post:
                self._post = True
            elif reply.status in _BUSY and tries < _TRIES and self._wait(reply, tries):
                tries += 1
            else:
                raise self._refusal(reply)

    def _remaining(self) -> float:
        """Return the remaining seconds; Failure if there are none."""
        remaining = self._until - time.monotonic()
        if remaining <= 0:
            raise self._late()
        return remaining

    def _late(self) -> Failure:
        return self._settings.failure(
            f"did not answer within {self._settings.timeout:g} seconds",
            "Narrow the query, or allow more with --timeout SECONDS.",
        )

    def _send(self) -> Reply:
        request = _request(self._url, self._text, self._form, post=self._post)
        # A redirect leads to a host that the user has not named: it gets no credentials.
        if urlsplit(self._url)[:2] == urlsplit(self._settings.url)[:2]:
            host = urlsplit(request.full_url).hostname or ""
            if header := authorization(host):
                request.add_unredirected_header("Authorization", header)
        try:
            return exchange(request, seconds=self._remaining(), longest=LONGEST)
        except TooLong as exc:
            raise self._settings.failure(
                f"sends more than {LONGEST // 2**20} MB", "Narrow the query with a LIMIT."
            ) from exc
        except (HTTPException, OSError) as exc:
            raise self._no_answer(exc) from exc

    def _no_answer(self, exc: Exception) -> Failure:
        import ssl

        reason = getattr(exc, "reason", exc)
        if isinstance(reason, TimeoutError):
            return self._late()
        if isinstance(exc, HTTPException):
            return self._settings.failure("breaks off its answer", "Try again.")
        hint = "its certificate is not trusted" if isinstance(reason, ssl.SSLError) else None
        what = f"does not answer: {hint or _reason(reason)}"
        return self._settings.failure(what, "Is the address right, and is the server running?")

    def _follow(self, reply: Reply) -> None:
        try:
            target = urljoin(self._url, reply.headers.get("Location", ""))
        except ValueError as exc:
            raise self._settings.failure("redirects to an ill-formed address") from exc
        if not self._settings.redirects:
            raise self._settings.failure(
                f"redirects to {target}", "Use that address, or add --allow-redirects."
            )
        self._url = require_address(target)

    def _wait(self, reply: Reply, tries: int) -> bool:
        """Wait as long as the server asks; return whether there is time for that."""
        asked = asked_seconds(reply.headers)
        seconds = 0.5 * 2**tries if asked is None else asked
        if seconds >= self._remaining():
            return False
        self._settings.pause(seconds)
        return True

    def _refusal(self, reply: Reply) -> Exception:
        """Return the error for a status other than 200."""
        message = _first_line(reply)
        if reply.status == 400:
            return QuerySyntaxError(f"the endpoint refuses the query{message}", where=self._url)
        what, remedy = _REFUSALS.get(reply.status, (f"fails with status {reply.status}", None))
        wait = asked_seconds(reply.headers)
        if reply.status in _BUSY and wait is not None:
            remedy = f"It asks to wait {wait:,.0f} seconds."
        return self._settings.failure(what + message, remedy)


_REFUSALS: Mapping[int, tuple[str, str | None]] = {
    206: ("sends only a part of the answer", "Narrow the query with a LIMIT."),
    401: ("requires a user name and a password", HOW_TO_SET),
    403: ("does not admit this user", HOW_TO_SET),
    404: ("has no such address", "Is this the address for SPARQL queries?"),
    406: ("does not give SPARQL JSON results", "It is not a SPARQL 1.1 endpoint."),
    429: ("has had too many queries", "Try again later."),
    503: ("is too busy to answer", "Try again later."),
}


def _request(url: str, text: str, form: str, *, post: bool) -> request.Request:
    """Return the HTTP request that SPARQLWrapper makes of a query."""
    from SPARQLWrapper import GET, JSON, POST, TURTLE, SPARQLWrapper

    parts = urlsplit(_ascii(url))
    wrapper = SPARQLWrapper(urlunsplit(parts._replace(query="", fragment="")), agent=_agent())
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        wrapper.addParameter(name, value)
    graph = form in ("CONSTRUCT", "DESCRIBE")
    wrapper.setReturnFormat(TURTLE if graph else JSON)
    wrapper.setOnlyConneg(True)
    wrapper.setMethod(POST if post else GET)
    # Not by setQuery, which guesses the form with a pattern: here it is known.
    wrapper.queryString, wrapper.queryType = text, form
    # Made by the library but sent by our own opener: the library's follows every redirect.
    made: request.Request = wrapper._createRequest()
    if graph:
        made.add_header("Accept", _GRAPH_TYPES)
    return made


def _ascii(url: str) -> str:
    """Return an address in ASCII, as HTTP needs it (RFC 3987, section 3.1).

    >>> _ascii("http://bücher.example:80/ж?a=%20")
    'http://xn--bcher-kva.example:80/%D0%B6?a=%20'
    """
    if url.isascii():
        return url
    parts = urlsplit(url)
    host = (parts.hostname or "").encode("idna").decode("ascii")
    port = f":{parts.port}" if parts.port else ""
    printed = "".join(map(chr, range(0x21, 0x7F)))
    path, query = (quote(text, safe=printed) for text in (parts.path, parts.query))
    return urlunsplit(parts._replace(netloc=f"{host}{port}", path=path, query=query))


def require_address(url: str) -> str:
    """Return the address; UsageError unless it is http or https and without a password."""
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        (parts.hostname or "").encode("idna")
    except ValueError:  # also for a name that no host can have
        known = False
    if not known or re.search(r"[\x00-\x20\x7f]", url):
        raise UsageError(
            f"not the address of an endpoint: {url!r}", remedy="It begins with http:// or https://."
        )
    if parts.username is not None:
        raise UsageError("an address must not contain a password", remedy=HOW_TO_SET)
    return url


def _first_line(reply: Reply) -> str:
    """Return the beginning of the server's message about a failure, on one line."""
    if "html" in reply.media_type:
        return ""
    message = " ".join(reply.body[:2000].decode("utf-8", "replace").split())
    return f": {message[:200]}" if message else ""


def _reason(reason: object) -> str:
    return str(getattr(reason, "strerror", None) or reason or type(reason).__name__).lower()


def _agent() -> str:
    from stakhgraph import __version__

    return f"stakhgraph/{__version__}"
