"""The SPARQL 1.1 Protocol without a server: what a request asks, and the formats of answers.

https://www.w3.org/TR/sparql11-protocol/. Only queries are answered. Every refusal is a
`RequestRefused` with the HTTP status that fits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from stakhgraph.rdf.sparql.dataset import Dataset
from stakhgraph.rdf.sparql.guard import guard
from stakhgraph.rdf.terms import is_iri
from stakhgraph.web.refusals import RequestRefused

__all__ = ["GRAPHS", "RESULTS", "TRUTHS", "SparqlRequest", "offers", "parse"]

RESULTS: Mapping[str, str] = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
"""Media types of the answer to a SELECT, and the format of `rdf.answers` for each."""

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
"""The same for a CONSTRUCT or DESCRIBE, and for any other graph."""

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"
METHODS = ("GET", "HEAD", "POST", "OPTIONS")

_NO_UPDATES = "this endpoint only reads: updates are not taken"

Parameters = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class SparqlRequest:
    """What a request asks; an empty query asks for the description of the service."""

    query: str
    dataset: Dataset | None = None

    @property
    def form(self) -> str:
        """SELECT, ASK, CONSTRUCT or DESCRIBE; raises as `guard` does."""
        return guard(self.query, datasets=True)


def parse(
    method: str, query_string: bytes, content_type: str = "", body: bytes = b""
) -> SparqlRequest:
    """Return what a request asks, by any of the three ways of the protocol.

    Raises RequestRefused: 400 for a request that is not well-formed, 403 for an update, 405 for
    another method, 415 for another media type.

    >>> parse("GET", b"query=ASK%20%7B%7D").query
    'ASK {}'
    """
    if method not in METHODS:
        raise RequestRefused(
            405, f"{method} is not answered here; GET and POST are", {"Allow": ", ".join(METHODS)}
        )
    in_address = _parameters(query_string, "the address")
    if method != "POST":
        return _request(in_address)
    media, _, type_parameters = content_type.partition(";")
    media = media.strip().lower()
    _require_utf8(type_parameters)
    if media == FORM:
        if _values(in_address, "query"):
            raise RequestRefused(400, "the query stands in the address as well as in the form")
        return _request([*in_address, *_parameters(body, "the form")], query_needed=True)
    if media == DIRECT:
        if _values(in_address, "query"):
            raise RequestRefused(400, "the query stands in the address as well as in the body")
        query = _decoded(body, "the query")
        return _request([*in_address, ("query", query)], query_needed=True)
    if media == UPDATE:
        raise RequestRefused(403, _NO_UPDATES)
    if not media:
        raise RequestRefused(400, f"the request says no Content-Type: {FORM} or {DIRECT}")
    raise RequestRefused(415, f"{media} is not read here: send {FORM} or {DIRECT}")


def _request(parameters: Parameters, *, query_needed: bool = False) -> SparqlRequest:
    if _values(parameters, "update"):
        raise RequestRefused(403, _NO_UPDATES)
    queries = _values(parameters, "query")
    default = tuple(_values(parameters, "default-graph-uri"))
    named = tuple(_values(parameters, "named-graph-uri"))
    if len(queries) > 1:
        raise RequestRefused(400, "there is more than one query in the request")
    if not queries and (query_needed or default or named):
        raise RequestRefused(400, "there is no query in the request")
    if queries and not queries[0].strip():
        raise RequestRefused(400, "the query is empty")
    for name in (*default, *named):
        if not is_iri(name):
            raise RequestRefused(400, f"no IRI of a graph: {name[:80]!r}")
    dataset = Dataset(default, named) if default or named else None
    return SparqlRequest(queries[0] if queries else "", dataset)


def _values(parameters: Parameters, name: str) -> list[str]:
    return [value for key, value in parameters if key == name]


def _parameters(data: bytes, where: str) -> list[tuple[str, str]]:
    try:
        text = data.decode("ascii")
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=100)
    except ValueError as exc:
        raise RequestRefused(400, f"{where} is not percent-encoded UTF-8") from exc


def _decoded(data: bytes, what: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as exc:
        raise RequestRefused(400, f"{what} is not UTF-8") from exc


def _require_utf8(type_parameters: str) -> None:
    for parameter in type_parameters.split(";"):
        name, _, value = parameter.partition("=")
        charset = value.strip().strip('"').lower()
        if name.strip().lower() == "charset" and charset not in ("utf-8", "utf8", "us-ascii"):
            raise RequestRefused(400, f"the charset is {value.strip()}; only UTF-8 is read")


def offers(form: str) -> Mapping[str, str]:
    """Return the media types of the answer to a query of this form, the default first."""
    return {"SELECT": RESULTS, "ASK": TRUTHS}.get(form, GRAPHS)
