"""A query with what it lacks: the PREFIX lines of the project, and the values of its parameters."""

import difflib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from stakhgraph.errors import QuerySyntaxError
from stakhgraph.queries.binding import bind
from stakhgraph.queries.query_file import Query
from stakhgraph.rdf.prefixes import Prefixes
from stakhgraph.rdf.sparql.query_text import first_relative, undeclared

_NO_PREFIXES = Prefixes({})


def add_prefixes(query: Query, prefixes: Prefixes, *, local: bool = True) -> Query:
    """Return the query with the PREFIX lines that it lacks, as far as the project has them.

    A ``local`` query with relative IRIs that does not say to what they are relative gets a BASE:
    its own file, or a name in the working directory (RFC 3986, section 5.1.3). All is put before
    the first line, without line ends, so that lines keep their numbers.
    Raises QuerySyntaxError for an unknown prefix that resembles one of the project.
    """
    missing = undeclared(query.text)
    known = [prefix for prefix in missing if prefix in prefixes.namespaces]
    for prefix in set(missing) - set(known):
        near = difflib.get_close_matches(prefix, prefixes.namespaces, n=1)
        if near:
            raise QuerySyntaxError(
                f"prefix {prefix}: is not declared",
                where=str(query.path),
                remedy=f"Did you mean {near[0]}:?",
            )
    head = f"BASE <{_base(query)}> " if local and first_relative(query.text) else ""
    head += "".join(f"PREFIX {p}: <{prefixes.namespaces[p]}> " for p in known)
    return replace(query, text=head + query.text, added=len(head))


def _base(query: Query) -> str:
    return Path.cwd().joinpath(query.path).as_uri()


def with_values(
    query: Query, params: Mapping[str, str], *, prefixes: Prefixes = _NO_PREFIXES
) -> str:
    """Return the query with its values, as a text for any endpoint and for `query_file.parse`.

    The PREFIX lines that `add_prefixes` added are on lines of their own; the head no longer lists
    the parameters that have a value.
    """
    text = bind(query, params, prefixes=prefixes)
    added, text = text[: query.added], text[query.added :]
    gone = tuple(f"#+ param {name}:" for name in params)
    lines = [line for line in text.split("\n") if not line.startswith(gone)]
    head = [line for line in lines if line.startswith("#+")]
    rest = [line for line in lines if not line.startswith("#+")]
    own = [f"{line}>" for line in added.split("> ") if line]
    return "\n".join([*head, *own, *rest]) + "\n"
