"""Queries from outside: what the guard lets through must not break the engine."""

import re
import time
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox
from rdflib.plugins.sparql.parser import parseQuery

from stakhgraph.errors import QuerySyntaxError
from stakhgraph.rdf.oxigraph.store import OxigraphStore
from stakhgraph.rdf.parse import parse_document
from stakhgraph.rdf.sparql.guard import guard
from tests.fuzz.verdict import Reader, Wrong

_DATA = b"""@prefix e: <http://e.org/> .
e:a e:p e:b, 1, "x"@en ; a e:C . e:b e:q ( 1 2 ) ; e:p e:a . e:c e:d "1935-08-31" .
"""
_FLAT = ("not a SPARQL query", "closes nothing", "is not closed", "is not declared")
"""What the guard says of texts that no engine can break on: an engine may be asked, too."""

ROWS = 2_000

GUARD_SECONDS = 2.0


def query(_: Path) -> Reader:
    """Return the reader of queries, on a graph of a few triples."""
    store = OxigraphStore(parse_document(_DATA, "text/turtle", where="the data"))

    def read(data: bytes) -> None:
        text = data.decode("utf-8", "surrogateescape")
        _require_quick(text)
        try:
            store.answer(text, most=ROWS)
        except QuerySyntaxError as exc:
            if any(part in exc.message for part in _FLAT) and _is_query(text):
                raise Wrong(f"refused, but the engine parses it: {exc}") from exc
            raise

    return read


def _require_quick(text: str) -> None:
    """Fail if the guard itself takes long, which runs in the server and not in a worker."""
    began = time.process_time()
    with suppress(QuerySyntaxError):
        guard(text, datasets=True)
    if (took := time.process_time() - began) > GUARD_SECONDS:
        raise Wrong(f"the guard takes {took:.1f} s")


def _is_query(text: str) -> bool:
    """Return whether two engines take a text for a query; one alone takes SELECTDISTINCT*{}.

    Both take PREFIX: for a keyword and a colon, though the longest token is the name of a prefix.
    The guard does not read names of prefixes of more than 200 characters.
    """
    if "PREFIX:" in text.upper() or re.search(r"[^\s:]{200}:", text):
        return False
    try:
        ox.Store().query(text)
        parseQuery(text)
    except Exception:
        return False
    return True
