"""Answering a query with the values of its parameters."""

import re

from stakhgraph.errors import Failure, QuerySyntaxError
from stakhgraph.queries.at_once import AskedAtOnce
from stakhgraph.queries.binding import Params, bind
from stakhgraph.queries.query_file import Query
from stakhgraph.rdf import answers
from stakhgraph.rdf.answers import Answer, Queryable
from stakhgraph.rdf.prefixes import Prefixes
from stakhgraph.rdf.tables import Table

_NO_PREFIXES = Prefixes({})

_POSITION = re.compile(r"\d+:\d+")


def run(
    query: Query,
    *,
    on: Queryable,
    params: Params | None = None,
    prefixes: Prefixes = _NO_PREFIXES,
) -> Table:
    """Answer a question with a table, given the values of its parameters.

    Values are text as a reader types them; ``prefixes`` expand the prefixed names among them.
    Raises ParameterError for a missing, unknown or ill-typed parameter, QuerySyntaxError with file,
    line and column, and Failure when the store cannot answer.
    """
    table = answer(query, on=on, params=params, prefixes=prefixes)
    if not isinstance(table, Table):
        raise QuerySyntaxError("the query is not a SELECT", where=str(query.path))
    return table


def answer(
    query: Query,
    *,
    on: Queryable,
    params: Params | None = None,
    prefixes: Prefixes = _NO_PREFIXES,
) -> Answer:
    """Answer a query of any form, as `run` does."""
    if isinstance(on, AskedAtOnce) and params:
        table = on.about(query, params, prefixes)
        if table is not None:
            return table
    text = bind(query, params or {}, prefixes=prefixes)
    try:
        return answers.answer(on, text)
    except (QuerySyntaxError, Failure) as exc:
        if exc.where and not _POSITION.fullmatch(exc.where):
            raise  # the place is in a file or at an endpoint, not in the query
        where = ":".join(filter(None, (str(query.path), _as_written(query, exc.where or ""))))
        raise type(exc)(exc.message, where=where, remedy=exc.remedy) from exc


def _as_written(query: Query, where: str) -> str:
    """Return a place in the text as the reader wrote it, before PREFIX lines were added."""
    match = re.fullmatch(r"1:(\d+)", where)
    return f"1:{int(match[1]) - query.added}" if match else where
