"""The questions of a project by name."""

import difflib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from stakhgraph.errors import UnknownName
from stakhgraph.project import Project
from stakhgraph.queries.query_file import Query, name_of, read

MACHINERY = ("overview", "portrait", "exports", "drawings", "explorer", "whatif")
"""Topics of queries that the program itself asks: they are not listed for readers."""


def read_all(project: Project) -> dict[str, Query]:
    """Return the project's questions by name (``topic/answer``), sorted, without the checks.

    Raises QuerySyntaxError, with file and line, for an ill-formed head.
    """
    return {query.name: query for query in map(read, project.queries)}


def read_checks(project: Project) -> tuple[Query, ...]:
    """Return the checks of the whole graph, sorted by name."""
    return tuple(map(read, project.checks))


def find(project: Project, name: str) -> Query:
    """Return the question called ``topic/answer``, or ``answer`` if only one topic has it.

    Raises UnknownName, with similar names, if there is none or more than one.
    """
    by_name = _by_name(project.queries)
    if name in by_name and "/" in name:  # no answer has a name with a stroke
        return read(by_name[name])
    matches = [full for full in by_name if name in (full, full.partition("/")[2])]
    if len(matches) == 1:
        return read(by_name[matches[0]])
    if matches:
        raise UnknownName(f"{name!r} may be {' or '.join(matches)}", remedy="Name the topic too.")
    answers = {full.partition("/")[2]: full for full in by_name}
    near = difflib.get_close_matches(name, [*by_name, *answers], n=3)
    meant = dict.fromkeys(answers.get(word, word) for word in near)
    remedy = (
        f"Did you mean {' or '.join(meant)}?" if meant else "List them all: stakhgraph queries."
    )
    raise UnknownName(f"no query {name!r}", remedy=remedy)


@lru_cache(maxsize=16)
def _by_name(paths: tuple[Path, ...]) -> Mapping[str, Path]:
    return {name_of(path): path for path in paths}
