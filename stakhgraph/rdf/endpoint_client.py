"""A graph on a distant SPARQL 1.1 endpoint, asked through SPARQLWrapper.

It answers as a store here does. Only the address that the user named is asked: a redirect is
refused unless it is allowed. Every answer is bounded in time and length, and one that breaks off is
an error, never fewer rows.

Credentials come from the environment (``STAKHGRAPH_ENDPOINT_TOKEN``, or ``..._USER`` and
``..._PASSWORD``) or from the user's netrc file, never from the address.
"""

from __future__ import annotations

import base64
import json
import os
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException, IncompleteRead
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urljoin, urlsplit, urlunsplit

from stakhgraph.errors import Failure, QuerySyntaxError, UsageError
from stakhgraph.rdf import query_text
from stakhgraph.rdf.tables import Table
from stakhgraph.rdf.terms import Triple

if TYPE_CHECKING:
    from urllib.request import OpenerDirector, Request

TIMEOUT = 60.0
"""Seconds for a question, retries included, unless one says otherwise."""

LONGEST = 256 * 1024 * 1024
"""Bytes of an answer that are read."""

LONGEST_GET = 2_000
"""Characters of a query that is sent in the address; longer ones are posted."""

_TRIES = 3
_HOPS = 5
_BUSY = {429, 502, 503, 504}
_CHUNK = 1 << 16
_GRAPHS = "application/n-triples,text/turtle;q=0.9,application/rdf+xml;q=0.5"


@dataclass(frozen=True)
class _Terms:
    """How an endpoint is asked."""

    url: str
    timeout: float
    redirects: bool
    pause: Callable[[float], None]

    def failure(self, what: str, remedy: str | None = None) -> Failure:
        return Failure(f"the endpoint {what}", where=self.url, remedy=remedy)


@dataclass(frozen=True)
class _Reply:
    """What a server sent: status, headers, the whole body, and from where."""

    status: int
    headers: Message
    body: bytes

    @property
    def media_type(self) -> str:
        return self.headers.get_content_type() if self.headers.get("Content-Type") else ""


class RemoteStore:
    """A SPARQL 1.1 endpoint. Reading only: updates are refused before anything is sent.

    ``timeout`` (seconds) is for each question as a whole; ``redirects`` allows the server to send
    elsewhere. Methods raise QuerySyntaxError for a query that is refused, here or there, and
    Failure when there is no answer, or none that can be trusted to be complete.
    """

    def __init__(
        self,
        url: str,
        *,
        timeout: float = TIMEOUT,
        redirects: bool = False,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        """Ask this address. Raises UsageError unless it is an http or https address."""
        self._terms = _Terms(_checked(url), timeout or TIMEOUT, redirects, pause)

    @property
    def url(self) -> str:
        """The address."""
        return self._terms.url

    def select(self, text: str) -> Table:
        """Answer a SELECT."""
        reply = self._asked(text, "SELECT")
        found = self._json(reply)
        try:
            table = Table.of_json(found)
        except (ValueError, KeyError, TypeError, AttributeError) as exc:
            raise self._terms.failure("answers JSON that is no SPARQL result") from exc
        cap = reply.headers.get("X-SPARQL-MaxRows", "")
        if cap.isdecimal() and len(table) >= int(cap):
            raise self._terms.failure(f"cuts answers at {cap} rows", "Ask for less, with a LIMIT.")
        return table

    def ask(self, text: str) -> bool:
        """Answer an ASK."""
        found = self._json(self._asked(text, "ASK"))
        answer = found.get("boolean") if isinstance(found, dict) else None
        if not isinstance(answer, bool):
            raise self._terms.failure("answers JSON that is no SPARQL result")
        return answer

    def construct(self, text: str) -> list[Triple]:
        """Answer a CONSTRUCT or DESCRIBE with triples, each once, sorted by their text."""
        reply = self._asked(text, "CONSTRUCT", "DESCRIBE")
        self._refuse_page(reply)
        from stakhgraph.rdf import store  # its engine is not needed for tables

        return store.parsed(reply.body, reply.media_type, where=self._terms.url)

    def _asked(self, text: str, *forms: str) -> _Reply:
        form = query_text.guard(text)
        if form not in forms:
            raise QuerySyntaxError(f"the query is {form}, where {forms[0]} is needed")
        return _Call(self._terms, text, form).reply()

    def _json(self, reply: _Reply) -> Any:
        self._refuse_page(reply)
        try:
            return json.loads(reply.body)
        except ValueError as exc:
            what = "breaks off" if reply.body.lstrip()[:1] == b"{" else "is no JSON"
            raise self._terms.failure(f"sends an answer that {what}") from exc

    def _refuse_page(self, reply: _Reply) -> None:
        if "html" in reply.media_type or reply.body.lstrip()[:1].lower() == b"<!":
            raise self._terms.failure(
                "answers a web page instead of results", "Is this the address for SPARQL queries?"
            )


class _Call:
    """One question on its way: tries, redirects, and the time that is left."""

    def __init__(self, terms: _Terms, text: str, form: str) -> None:
        self._terms = terms
        self._url = terms.url
        self._text = text
        self._form = form
        self._post = len(text) > LONGEST_GET
        self._until = time.monotonic() + terms.timeout

    def reply(self) -> _Reply:
        """Give the answer of status 200, or raise what the endpoint says instead."""
        tries, hops = 1, 0
        while True:
            reply = self._sent()
            if reply.status == 200:
                return reply
            if 300 <= reply.status < 400 and hops < _HOPS:
                self._follow(reply)
                hops += 1
            elif reply.status in (405, 414) and not self._post:
                self._post = True
            elif reply.status in _BUSY and tries < _TRIES and self._waited(reply, tries):
                tries += 1
            else:
                raise self._refusal(reply)

    def _left(self) -> float:
        """Give the seconds that are left; Failure if there are none."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise self._late()
        return left

    def _late(self) -> Failure:
        return self._terms.failure(
            f"did not answer within {self._terms.timeout:g} seconds",
            "Narrow the query, or allow more with --timeout SECONDS.",
        )

    def _sent(self) -> _Reply:
        from urllib.error import HTTPError

        request = _request(self._url, self._text, self._form, post=self._post)
        # Whoever it is sent on to has not been named by the user, and gets no credentials.
        if urlsplit(self._url)[:2] == urlsplit(self._terms.url)[:2]:
            _authorize(request)
        try:
            with _opener().open(request, timeout=self._left()) as response:
                return _Reply(response.status, response.headers, self._body(response))
        except HTTPError as exc:
            with exc:
                return _Reply(exc.code, exc.headers, exc.read(_CHUNK))
        except (HTTPException, OSError) as exc:
            raise self._unanswered(exc) from exc

    def _unanswered(self, exc: Exception) -> Failure:
        import ssl

        reason = getattr(exc, "reason", exc)
        if isinstance(reason, TimeoutError):
            return self._late()
        if isinstance(exc, HTTPException):
            return self._terms.failure("breaks its answer off", "Ask again.")
        hint = "its certificate is not trusted" if isinstance(reason, ssl.SSLError) else None
        said = f"does not answer: {hint or _reason(reason)}"
        return self._terms.failure(said, "Is the address right, and the server up?")

    def _body(self, response: Any) -> bytes:
        """Read the whole body, in time and within bounds; IncompleteRead if it breaks off."""
        parts, size = [], 0
        while part := response.read(_CHUNK):
            parts.append(part)
            size += len(part)
            if size > LONGEST:
                raise self._terms.failure(
                    f"sends more than {LONGEST // 2**20} MB", "Ask for less, with a LIMIT."
                )
            self._left()
        promised = response.headers.get("Content-Length", "")
        if promised.isdecimal() and int(promised) != size:
            # Read in pieces, a body that ends too early looks like one that ends.
            raise IncompleteRead(b"", int(promised) - size)
        return b"".join(parts)

    def _follow(self, reply: _Reply) -> None:
        target = urljoin(self._url, reply.headers.get("Location", ""))
        if not self._terms.redirects:
            raise self._terms.failure(
                f"sends on to {target}", "Name that address, or add --allow-redirects."
            )
        self._url = _checked(target)

    def _waited(self, reply: _Reply, tries: int) -> bool:
        """Wait as long as the server asks; tell whether there is time for that."""
        asked = reply.headers.get("Retry-After", "")
        seconds = float(asked) if asked.isdecimal() else 0.5 * 2**tries
        if seconds >= self._left():
            return False
        self._terms.pause(seconds)
        return True

    def _refusal(self, reply: _Reply) -> Exception:
        """Give the error for a status that is no answer."""
        said = _first_line(reply)
        if reply.status == 400:
            return QuerySyntaxError(f"the endpoint refuses the query{said}", where=self._url)
        what, remedy = _REFUSALS.get(reply.status, (f"fails with status {reply.status}", None))
        wait = reply.headers.get("Retry-After")
        if reply.status in _BUSY and wait:
            remedy = f"It asks to wait {wait} seconds."
        return self._terms.failure(what + said, remedy)


_CREDENTIALS = (
    "Put them into your netrc file, or set STAKHGRAPH_ENDPOINT_USER and "
    "STAKHGRAPH_ENDPOINT_PASSWORD."
)
_REFUSALS: Mapping[int, tuple[str, str | None]] = {
    401: ("wants a name and a password", _CREDENTIALS),
    403: ("does not let this user in", _CREDENTIALS),
    404: ("is not there", "Is this the address for SPARQL queries?"),
    406: ("does not give SPARQL JSON results", "It is no SPARQL 1.1 endpoint."),
    429: ("has had too many questions", "Ask again later."),
    503: ("is too busy to answer", "Ask again later."),
}


def _request(url: str, text: str, form: str, *, post: bool) -> Request:
    """Give the HTTP request that SPARQLWrapper makes of a query."""
    from SPARQLWrapper import GET, JSON, POST, TURTLE, SPARQLWrapper

    parts = urlsplit(url)
    wrapper = SPARQLWrapper(urlunsplit(parts._replace(query="", fragment="")), agent=_agent())
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        wrapper.addParameter(name, value)
    graph = form in ("CONSTRUCT", "DESCRIBE")
    wrapper.setReturnFormat(TURTLE if graph else JSON)
    wrapper.setOnlyConneg(True)
    wrapper.setMethod(POST if post else GET)
    # Not by setQuery, which guesses the form by a pattern: here it is known.
    wrapper.queryString, wrapper.queryType = text, form
    # Made here and sent by our own opener: the library's follows every redirect.
    request: Request = wrapper._createRequest()
    if graph:
        request.add_header("Accept", _GRAPHS)
    return request


def _authorize(request: Request) -> None:
    credentials = _credentials(urlsplit(request.full_url).hostname or "")
    if credentials:
        request.add_unredirected_header("Authorization", credentials)


def _opener() -> OpenerDirector:
    """Give an opener that follows no redirect, so that the answer tells of it."""
    from urllib.request import HTTPRedirectHandler, build_opener

    class Stay(HTTPRedirectHandler):
        def redirect_request(self, *_: Any, **__: Any) -> None:
            return None

    return build_opener(Stay)


def _credentials(host: str) -> str:
    """Give the value of the Authorization header, or nothing."""
    token = os.environ.get("STAKHGRAPH_ENDPOINT_TOKEN")
    if token:
        return f"Bearer {token}"
    user = os.environ.get("STAKHGRAPH_ENDPOINT_USER")
    password = os.environ.get("STAKHGRAPH_ENDPOINT_PASSWORD", "")
    if not user:
        user, password = _from_netrc(host)
    if not user:
        return ""
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode("ascii")


def _from_netrc(host: str) -> tuple[str, str]:
    import netrc

    try:
        found = netrc.netrc(os.environ.get("NETRC")).authenticators(host)
    except FileNotFoundError:
        return "", ""
    except (OSError, netrc.NetrcParseError) as exc:
        raise Failure(f"the netrc file cannot be used: {exc}") from exc
    return (found[0], found[2] or "") if found else ("", "")


def _checked(url: str) -> str:
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        known = False
    if not known or re.search(r"[\x00-\x20\x7f]", url):
        raise UsageError(
            f"not the address of an endpoint: {url!r}", remedy="It begins with http:// or https://."
        )
    if parts.username is not None:
        raise UsageError("an address does not hold a password", remedy=_CREDENTIALS)
    return url


def _first_line(reply: _Reply) -> str:
    """Give the beginning of what the server says of a failure, on one line."""
    if "html" in reply.media_type:
        return ""
    said = " ".join(reply.body[:2000].decode("utf-8", "replace").split())
    return f": {said[:200]}" if said else ""


def _reason(reason: object) -> str:
    return str(getattr(reason, "strerror", None) or reason or type(reason).__name__).lower()


def _agent() -> str:
    from stakhgraph import __version__

    return f"stakhgraph/{__version__}"
