"""A question as a file: SPARQL, with lines at its head that describe it.

The head has lines of the form ``#+ key: value``::

    #+ summary: Who holds a view, and on which page?
    #+ serves: historian, student
    #+ about: views, attribution
    #+ param who: person | required example=person:nove-alec | Who holds the view
    #+ column position: the view, in the editors' words

``about`` lists words under which a reader would look for the question.

A check (``queries/checks/``) has ``problem``, ``level`` (violation or warning) and ``solution``
instead of summary and serves; its first column is ``subject``, the thing that breaks the rule.

In the query a parameter is ``VALUES ?who { UNDEF }``, in the innermost group that uses it. Binding
replaces that UNDEF by a term and changes nothing else; without a value it stays, and the question
is about everybody.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from stakhgraph.errors import QuerySyntaxError
from stakhgraph.files import read_text

LEVELS = ("violation", "warning")
"""How serious the findings of a check are."""

READERS = ("historian", "student", "librarian", "teacher")
"""The readers whom a question may serve."""

_LINE = re.compile(r"#\+\s*(?P<key>[a-z]+)(?:\s+(?P<name>[A-Za-z]\w*))?\s*:(?P<value>.*)")


@dataclass(frozen=True)
class Parameter:
    """A place for a value in a query.

    ``type`` is string, integer, year (a number of at least four digits), lang (a language tag),
    iri, or a kind of thing such as person: that is its prefix, and a value is a prefixed name, a
    full IRI or the bare slug of that kind; ``person/org`` takes either, and a slug is a person's.
    """

    name: str
    type: str
    example: str
    about: str
    required: bool = False


@dataclass(frozen=True)
class Query:
    """A question: its text, and the description at the head of its file.

    ``added`` is the number of characters that `rewriting.add_prefixes` has put before the text.
    """

    name: str
    path: Path
    text: str
    summary: str = ""
    serves: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    problem: str = ""
    level: str = LEVELS[0]
    solution: str = ""
    added: int = 0

    @property
    def topic(self) -> str:
        """The first half of the name."""
        return self.name.partition("/")[0]

    @property
    def is_check(self) -> bool:
        """Whether this query returns what breaks a rule."""
        return bool(self.problem)


_FIELDS = ("summary", "serves", "about", "problem", "level", "solution")


def read(path: Path) -> Query:
    """Return the query in a `.rq` file; without a head it is a query without parameters.

    Raises UnreadableFile, and QuerySyntaxError for an ill-formed line ``#+``.
    """
    try:
        state = path.stat()
    except OSError:
        return parse(read_text(path), path)  # raises the error that says what is wrong
    return _read_once(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=1024)
def _read_once(path: Path, _changed: int, _size: int) -> Query:
    """Return the query in a file, read once for each version of it: a server needs it often."""
    return parse(read_text(path), path)


def parse(text: str, path: Path) -> Query:
    """Return the query in a text; ``path`` names its origin in errors.

    Raises QuerySyntaxError for an ill-formed line ``#+``.
    """
    fields: dict[str, str] = {}
    parameters: list[Parameter] = []
    columns: list[tuple[str, str]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.startswith("#+"):
            continue
        match = _LINE.fullmatch(line)
        where = f"{path}:{number}"
        if match is None:
            raise QuerySyntaxError("a head line is '#+ key: value'", where=where)
        key, name, value = match["key"], match["name"], match["value"].strip()
        if key == "param" and name:
            parameters.append(_parameter(name, value, where))
        elif key == "column" and name and value:
            columns.append((name, value))
        elif key in _FIELDS and not name and value and key not in fields:
            fields[key] = value
        else:
            raise QuerySyntaxError(
                f"{key!r} is unknown, empty or repeated",
                where=where,
                remedy=f"Known are param NAME, column NAME, {', '.join(_FIELDS)}.",
            )
    if fields.get("level", LEVELS[0]) not in LEVELS:
        raise QuerySyntaxError(f"level is one of {', '.join(LEVELS)}", where=str(path))
    return Query(
        name_of(path),
        path,
        text,
        summary=fields.get("summary", ""),
        serves=_words(fields.get("serves", "")),
        about=_words(fields.get("about", "")),
        parameters=tuple(parameters),
        columns=tuple(columns),
        problem=fields.get("problem", ""),
        level=fields.get("level", LEVELS[0]),
        solution=fields.get("solution", ""),
    )


def name_of(path: Path) -> str:
    """Return the name of the question in a file: ``topic/answer``."""
    return f"{path.parent.name}/{path.stem}".lstrip("/")


def _words(value: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in value.split(",") if word.strip())


def _parameter(name: str, value: str, where: str) -> Parameter:
    parts = [part.strip() for part in value.split("|", 2)]
    match = re.fullmatch(r"(required\s+)?example=(.+)", parts[1]) if len(parts) == 3 else None
    if match is None or not re.fullmatch(r"[a-z]+(?:/[a-z]+)*", parts[0]) or not parts[2]:
        raise QuerySyntaxError(
            "a parameter is 'TYPE | [required] example=VALUE | what it is'", where=where
        )
    return Parameter(name, parts[0], match[2], parts[2], required=match[1] is not None)
