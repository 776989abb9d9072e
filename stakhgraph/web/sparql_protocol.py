"""The SPARQL 1.1 Protocol without a server: what a request asks, in which form, how errors end.

https://www.w3.org/TR/sparql11-protocol/. Only queries are answered. Every refusal is a `Refused`
with the status of HTTP that fits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from stakhgraph import errors
from stakhgraph.errors import StakhError
from stakhgraph.rdf.sparql.dataset import Dataset
from stakhgraph.rdf.sparql.guard import guard
from stakhgraph.rdf.terms import is_iri

__all__ = ["GRAPHS", "RESULTS", "TRUTHS", "Asking", "Refused", "best", "offers", "read", "status"]

RESULTS: Mapping[str, str] = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
"""Media types of the answer to a SELECT, and the form of `answers` that each is."""

TRUTHS = {name: form for name, form in RESULTS.items() if form in ("json", "xml")}
"""The same for an ASK."""

GRAPHS: Mapping[str, str] = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "xml",
    "application/json": "jsonld",
    "application/xml": "xml",
    "text/plain": "ntriples",
}
"""The same for a CONSTRUCT or DESCRIBE, and for any other graph that is asked for."""

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"
METHODS = ("GET", "HEAD", "POST", "OPTIONS")

_NO_UPDATES = "this endpoint only reads: updates are not taken"


class Refused(Exception):
    """A request that is not answered: status of HTTP, what a client is told, further headers."""

    def __init__(self, status: int, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers = dict(headers or {})


@dataclass(frozen=True)
class Asking:
    """What a request asks; an empty query is a request for the description of the service."""

    query: str
    dataset: Dataset | None = None

    @property
    def form(self) -> str:
        """The form of the query: SELECT, ASK, CONSTRUCT or DESCRIBE; raises as `sparql.guard`."""
        return guard(self.query, datasets=True)


def read(method: str, query_string: bytes, content_type: str = "", body: bytes = b"") -> Asking:
    """Give what a request asks, by the three ways of the protocol.

    Raises Refused: 400 for a request that is not well-formed, 403 for an update, 405 for another
    method, 415 for another media type.

    >>> read("GET", b"query=ASK%20%7B%7D").query
    'ASK {}'
    """
    if method not in METHODS:
        raise Refused(
            405, f"{method} is not answered here; GET and POST are", {"Allow": ", ".join(METHODS)}
        )
    in_address = _pairs(query_string, "the address")
    if method != "POST":
        return _asking(in_address)
    media, _, parameters = content_type.partition(";")
    media = media.strip().lower()
    _require_utf8(parameters)
    if media == FORM:
        if _all(in_address, "query"):
            raise Refused(400, "the query stands in the address as well as in the form")
        return _asking([*in_address, *_pairs(body, "the form")], needed=True)
    if media == DIRECT:
        if _all(in_address, "query"):
            raise Refused(400, "the query stands in the address as well as in the body")
        return _asking([*in_address, ("query", _text(body, "the query"))], needed=True)
    if media == UPDATE:
        raise Refused(403, _NO_UPDATES)
    if not media:
        raise Refused(400, f"the request says no Content-Type: {FORM} or {DIRECT}")
    raise Refused(415, f"{media} is not read here: send {FORM} or {DIRECT}")


def _asking(pairs: Sequence[tuple[str, str]], *, needed: bool = False) -> Asking:
    if _all(pairs, "update"):
        raise Refused(403, _NO_UPDATES)
    found = _all(pairs, "query")
    if len(found) > 1:
        raise Refused(400, "there is more than one query in the request")
    if not found and (needed or _all(pairs, "default-graph-uri") or _all(pairs, "named-graph-uri")):
        raise Refused(400, "there is no query in the request")
    if found and not found[0].strip():
        raise Refused(400, "the query is empty")
    default = tuple(_all(pairs, "default-graph-uri"))
    named = tuple(_all(pairs, "named-graph-uri"))
    for name in (*default, *named):
        if not is_iri(name):
            raise Refused(400, f"no IRI of a graph: {name[:80]!r}")
    dataset = Dataset(default, named) if default or named else None
    return Asking(found[0] if found else "", dataset)


def _all(pairs: Sequence[tuple[str, str]], name: str) -> list[str]:
    return [value for key, value in pairs if key == name]


def _pairs(data: bytes, where: str) -> list[tuple[str, str]]:
    try:
        text = data.decode("ascii")
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=100)
    except ValueError as exc:
        raise Refused(400, f"{where} is not percent-encoded UTF-8") from exc


def _text(data: bytes, what: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as exc:
        raise Refused(400, f"{what} is not UTF-8") from exc


def _require_utf8(parameters: str) -> None:
    for part in parameters.split(";"):
        name, _, value = part.partition("=")
        told = value.strip().strip('"').lower()
        if name.strip().lower() == "charset" and told not in ("utf-8", "utf8", "us-ascii"):
            raise Refused(400, f"the charset is {value.strip()}; only UTF-8 is read")


def offers(form: str) -> Mapping[str, str]:
    """Give the media types that an answer to a query of this form has, the usual one first."""
    return {"SELECT": RESULTS, "ASK": TRUTHS}.get(form, GRAPHS)


def best(accept: str | None, offered: Sequence[str]) -> str:
    """Give the offered media type that an Accept header likes best; the first without a header.

    Raises Refused with 406 and all that there is.
    """
    from werkzeug.datastructures import MIMEAccept
    from werkzeug.http import parse_accept_header

    if not (accept or "").strip():
        return offered[0]
    wanted = parse_accept_header(accept, MIMEAccept)
    qualities = [(wanted.quality(name), -at) for at, name in enumerate(offered)]
    quality, at = max(qualities, default=(0, 0))
    if quality <= 0:
        told = ", ".join(offered)
        raise Refused(406, f"the answer has none of the forms that are accepted; it has {told}")
    return offered[-at]


_STATUS: Mapping[type[StakhError], int] = {
    errors.Busy: 503,
    errors.TimeLimit: 504,
    errors.LimitError: 500,
    errors.UsageError: 400,
}


def status(exc: StakhError) -> int:
    """Give the status of HTTP that fits an error."""
    return next((code for kind, code in _STATUS.items() if isinstance(exc, kind)), 500)
