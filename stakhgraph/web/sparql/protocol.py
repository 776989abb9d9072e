"""The SPARQL 1.1 Protocol without a server: what a request asks, and the formats of answers.

https://www.w3.org/TR/sparql11-protocol/. Only queries are answered. Every refusal is a
`RequestRefused` with the HTTP status that fits.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from stakhgraph.rdf.sparql.dataset import Dataset
from stakhgraph.rdf.sparql.guard import guard
from stakhgraph.rdf.terms import is_iri
from stakhgraph.web.refusals import RequestRefused
from stakhgraph.web.sparql.parameters import DATASET, Parameters, parsed, require_plausible, values

__all__ = ["DATA", "GRAPHS", "RESULTS", "TRUTHS", "SparqlRequest", "offers", "parse"]

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
    "application/trig": "trig",
    "application/n-quads": "nquads",
    "text/n3": "turtle",
    "application/json": "jsonld",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/plain": "ntriples",
}
"""The same for a CONSTRUCT or DESCRIBE, and for any other graph."""

DATA = (*GRAPHS, *RESULTS)
"""Media types whose clients are programs and not readers."""

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"

_NO_UPDATES = "this endpoint only reads: updates are not taken"


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

    Raises RequestRefused: 400 for a request that is not well-formed, 403 for an update, 415 for
    another media type.

    >>> parse("GET", b"query=ASK%20%7B%7D").query
    'ASK {}'
    """
    in_address = parsed(query_string, "the address")
    if method != "POST":
        return _request(in_address)
    media, _, type_parameters = content_type.partition(";")
    media = media.strip().lower()
    _require_utf8(type_parameters)
    if media == FORM:
        in_form = parsed(body, "the form")
        for what, names in (("query", ("query",)), ("dataset", DATASET)):
            if values(in_address, *names) and (what == "query" or values(in_form, *names)):
                raise RequestRefused(
                    400, f"the {what} stands in the address as well as in the form"
                )
        return _request([*in_address, *in_form], query_needed=True)
    if media == DIRECT:
        if values(in_address, "query"):
            raise RequestRefused(400, "the query stands in the address as well as in the body")
        query = _decoded(body, "the query")
        return _request([*in_address, ("query", query)], query_needed=True)
    if media == UPDATE:
        raise RequestRefused(403, _NO_UPDATES)
    if not media:
        raise RequestRefused(400, f"the request says no Content-Type: {FORM} or {DIRECT}")
    raise RequestRefused(
        415,
        f"{media} is not read here: send {FORM} or {DIRECT}",
        {"accept-post": f"{FORM}, {DIRECT}"},
    )


def _request(parameters: Parameters, *, query_needed: bool = False) -> SparqlRequest:
    if values(parameters, "update"):
        raise RequestRefused(403, _NO_UPDATES)
    queries = values(parameters, "query")
    default = tuple(values(parameters, "default-graph-uri"))
    named = tuple(values(parameters, "named-graph-uri"))
    require_plausible(parameters)
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
