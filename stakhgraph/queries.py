"""Questions as files: one `.rq` file a question, with what it needs and gives written at its head.

The head is lines of the form ``#+ key: value``::

    #+ summary: Who holds a view, and on which page?
    #+ serves: historian, student
    #+ about: views, attribution
    #+ param who: person | required example=person:nove-alec | Who holds the view
    #+ column position: the view, in the curators' words

``about`` holds words under which a reader would look for the question.

A check (``queries/checks/``) has ``problem``, ``level`` (violation or warning) and ``solution``
instead of summary and serves, and its first column is ``subject``, the offender.

In the query a parameter stands as ``VALUES ?who { UNDEF }``, in the innermost group that uses it.
Binding replaces that UNDEF by a term and touches nothing else; without a value it stays, and the
question is about everybody.
"""

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from stakhgraph.errors import Failure, ParameterError, QuerySyntaxError, UnknownName, UsageError
from stakhgraph.files import read_text
from stakhgraph.project import Project
from stakhgraph.rdf import answers, query_text
from stakhgraph.rdf.answers import Answer, Asked
from stakhgraph.rdf.tables import Table
from stakhgraph.rdf.terms import XSD, Iri, Literal, Prefixes, Term, is_iri, is_language, is_slug

BASIC_TYPES = ("string", "integer", "year", "lang", "iri")
"""The types of parameters that are no kind of thing."""

LEVELS = ("violation", "warning")
"""How grave a check's findings are."""

READERS = ("historian", "student", "librarian", "teacher")
"""Whom a question may serve."""

MACHINERY = ("overview", "portrait", "exports", "drawings", "explorer", "whatif")
"""Topics that other parts of the program ask: no reader looks for them in a catalogue."""

_LINE = re.compile(r"#\+\s*(?P<key>[a-z]+)(?:\s+(?P<name>[A-Za-z]\w*))?\s*:\s*(?P<value>.*?)\s*")
_YEAR = re.compile(r"-?\d{4,9}")
_POSITION = re.compile(r"\d+:\d+")
_INTEGER = re.compile(r"[+-]?\d{1,18}")
_BARE = Prefixes({})


@dataclass(frozen=True)
class Parameter:
    """A place in a query for a value.

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
    """A question: its text, and what the head of its file says about it.

    ``added`` counts the characters that `completed` has put before what the reader wrote.
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


def catalogue(project: Project) -> dict[str, Query]:
    """Give the project's questions by name (``topic/answer``), sorted; checks are not among them.

    Raises QuerySyntaxError, with file and line, for a head that is not of the form above.
    """
    return {query.name: query for query in map(from_file, project.queries)}


def checks(project: Project) -> tuple[Query, ...]:
    """Give the checks of the whole graph, sorted by name."""
    return tuple(map(from_file, project.checks))


def find(project: Project, name: str) -> Query:
    """Give the question called ``topic/answer``, or ``answer`` where only one topic has it.

    Raises UnknownName, with the nearest names, when there is none or more than one.
    """
    by_name = {_name(path): path for path in project.queries}
    fitting = [full for full in by_name if name in (full, full.partition("/")[2])]
    if len(fitting) == 1:
        return from_file(by_name[fitting[0]])
    if fitting:
        raise UnknownName(f"{name!r} may be {' or '.join(fitting)}", remedy="Name the topic too.")
    answers = {full.partition("/")[2]: full for full in by_name}
    near = difflib.get_close_matches(name, [*by_name, *answers], n=3)
    meant = dict.fromkeys(answers.get(word, word) for word in near)
    remedy = (
        f"Did you mean {' or '.join(meant)}?" if meant else "List them all: stakhgraph queries."
    )
    raise UnknownName(f"no query {name!r}", remedy=remedy)


def from_file(path: Path) -> Query:
    """Read a query from any `.rq` file; a file without a head is a query without parameters.

    Raises UnreadableFile, and QuerySyntaxError for a line ``#+`` of another form.
    """
    try:
        state = path.stat()
    except OSError:
        return of_text(read_text(path), path)  # which says what is wrong
    return _read(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=1024)
def _read(path: Path, _changed: int, _size: int) -> Query:
    """Read a query once for each state of its file: a server asks the same ones again and again."""
    return of_text(read_text(path), path)


def of_text(text: str, path: Path) -> Query:
    """Give the query of a text; ``path`` is what errors say of where it comes from.

    Raises QuerySyntaxError for a line ``#+`` of another form.
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
        key, name, value = match["key"], match["name"], match["value"]
        if key == "param" and name:
            parameters.append(_parameter(name, value, where))
        elif key == "column" and name and value:
            columns.append((name, value))
        elif key in _FIELDS and not name and value and key not in fields:
            fields[key] = value
        else:
            raise QuerySyntaxError(
                f"{key!r} is unknown, empty or given twice",
                where=where,
                remedy=f"Known are param NAME, column NAME, {', '.join(_FIELDS)}.",
            )
    if fields.get("level", LEVELS[0]) not in LEVELS:
        raise QuerySyntaxError(f"level is one of {', '.join(LEVELS)}", where=str(path))
    return Query(
        _name(path),
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


def run(
    query: Query, *, on: Asked, params: Mapping[str, str] | None = None, prefixes: Prefixes = _BARE
) -> Table:
    """Answer a question with these values of its parameters.

    Values are text as a reader types them; ``prefixes`` expand the prefixed names among them.
    Raises ParameterError for a missing, unknown or ill-typed parameter, QuerySyntaxError with file,
    line and column, and Failure when the store cannot answer.
    """
    found = answer(query, on=on, params=params, prefixes=prefixes)
    if not isinstance(found, Table):
        raise QuerySyntaxError("the query is no SELECT", where=str(query.path))
    return found


def answer(
    query: Query, *, on: Asked, params: Mapping[str, str] | None = None, prefixes: Prefixes = _BARE
) -> Answer:
    """Answer a query of any form, as `run` does."""
    text = bind(query, params or {}, prefixes=prefixes)
    try:
        return answers.answer(on, text)
    except (QuerySyntaxError, Failure) as exc:
        if exc.where and not _POSITION.fullmatch(exc.where):
            raise  # it tells of a file or an endpoint, not of the query
        where = ":".join(filter(None, (str(query.path), _as_written(query, exc.where or ""))))
        raise type(exc)(exc.message, where=where, remedy=exc.remedy) from exc


def bind(query: Query, params: Mapping[str, str], *, prefixes: Prefixes = _BARE) -> str:
    """Give the query's text with the UNDEF of each given parameter replaced by its value."""
    require_parameters(query, params)
    holes = query_text.holes(query.text)
    spots: list[tuple[query_text.Token, str]] = []
    for parameter in query.parameters:
        name = parameter.name
        if name not in holes:
            raise QuerySyntaxError(
                f"parameter {name} has no place", where=str(query.path), remedy=_place(name)
            )
        if name in params:
            value = _value(parameter, params[name], prefixes).ntriples()
            spots += [(hole, value) for hole in holes[name]]
    text = query.text
    for hole, value in sorted(spots, key=lambda spot: -spot[0].start):
        text = text[: hole.start] + value + text[hole.end :]
    return text


def explained(query: Query, params: Mapping[str, str], *, prefixes: Prefixes = _BARE) -> str:
    """Give the query with its values as a text that any endpoint takes and `of_text` reads again.

    What `completed` put before it stands on lines of its own, and a parameter with a value is none
    any more.
    """
    text = bind(query, params, prefixes=prefixes)
    added, text = text[: query.added], text[query.added :]
    gone = tuple(f"#+ param {name}:" for name in params)
    lines = [line for line in text.split("\n") if not line.startswith(gone)]
    head = [line for line in lines if line.startswith("#+")]
    rest = [line for line in lines if not line.startswith("#+")]
    own = [f"{line}>" for line in added.split("> ") if line]
    return "\n".join([*head, *own, *rest]) + "\n"


def require_parameters(query: Query, params: Mapping[str, str]) -> None:
    """Raise ParameterError for a value of no parameter, and for a parameter that needs a value."""
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in params:
        if name not in known:
            raise ParameterError(
                f"{query.name} has no parameter {name!r}",
                remedy=f"It has {', '.join(known)}." if known else _NO_PARAMETER,
            )
    for name, parameter in known.items():
        if parameter.required and name not in params:
            raise ParameterError(f"{query.name} needs {_wanted(parameter)}")


def completed(query: Query, prefixes: Prefixes) -> Query:
    """Give the query with the PREFIX lines that it lacks, as far as the project has them.

    They stand before the first line without a line end, so that lines keep their numbers.
    Raises QuerySyntaxError for a prefix that looks like one of the project's, but is none.
    """
    missing = query_text.undeclared(query.text)
    known = [prefix for prefix in missing if prefix in prefixes.namespaces]
    for prefix in set(missing) - set(known):
        near = difflib.get_close_matches(prefix, prefixes.namespaces, n=1)
        if near:
            raise QuerySyntaxError(
                f"prefix {prefix}: is not declared",
                where=str(query.path),
                remedy=f"Did you mean {near[0]}:?",
            )
    head = "".join(f"PREFIX {p}: <{prefixes.namespaces[p]}> " for p in known)
    return replace(query, text=head + query.text, added=len(head))


def _as_written(query: Query, where: str) -> str:
    """Give a place in the text as the reader wrote it, without what was put before it."""
    match = re.fullmatch(r"1:(\d+)", where)
    return f"1:{int(match[1]) - query.added}" if match else where


def takes(query: Query, kind: str) -> Parameter | None:
    """Give the parameter of a question that takes a thing of this kind, if there is one."""
    return next((p for p in query.parameters if kind in p.type.split("/")), None)


def thing(kinds: str, text: str, prefixes: Prefixes) -> Iri | None:
    """Give the IRI that a value of this type of thing stands for; None if it has not its form."""
    try:
        found = _typed(kinds, text, prefixes)
    except UsageError:
        return None
    return found if isinstance(found, Iri) else None


def lint(query: Query, *, prefixes: Prefixes) -> tuple[str, ...]:
    """Give what is wrong with a query of the project, one sentence each; nothing if all is well."""
    try:
        form = query_text.guard(query.text)
    except QuerySyntaxError as exc:
        return (f"{exc.message} ({exc.where})",)
    return (
        *_lint_head(query),
        *(_lint_columns(query) if form == "SELECT" else ()),
        *_lint_prefixes(query, prefixes),
        *_lint_parameters(query, prefixes),
        *(f"{word} is no SPARQL 1.1" for word in query_text.extensions(query.text)),
    )


_FIELDS = ("summary", "serves", "about", "problem", "level", "solution")


_NO_PARAMETER = "It has none: a parameter is a line '#+ param' at the head of the query."


def _name(path: Path) -> str:
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


def _value(parameter: Parameter, text: str, prefixes: Prefixes) -> Term:
    """Give the term for a value; ParameterError if it is not of the parameter's type."""
    try:
        term = _typed(parameter.type, text, prefixes)
        if term is not None:
            term.ntriples()
            return term
    except UsageError as exc:
        raise ParameterError(f"{_wanted(parameter)}: {exc.message}", remedy=exc.remedy) from exc
    raise ParameterError(f"{text!r} will not do for {_wanted(parameter)}")


def _typed(kind: str, text: str, prefixes: Prefixes) -> Term | None:
    match kind:
        case "string":
            return Literal(text)
        case "lang":
            return Literal(text) if is_language(text) else None
        case "integer":
            return Literal(str(int(text)), f"{XSD}integer") if _INTEGER.fullmatch(text) else None
        case "year":
            # Engines differ in comparing xsd:gYear; whole numbers compare alike everywhere.
            return Literal(str(int(text)), f"{XSD}integer") if _YEAR.fullmatch(text) else None
        case _:
            return _thing(kind, text, prefixes)


def _thing(kinds: str, text: str, prefixes: Prefixes) -> Iri | None:
    """Give the IRI of a thing of one of these kinds (``person/org``); a slug is of the first."""
    spaces = [prefixes.namespaces.get(kind, "") for kind in kinds.split("/")]
    if is_slug(text):
        return prefixes.expand(f"{kinds.partition('/')[0]}:{text}") if spaces[0] else None
    if text.partition(":")[0] in prefixes.namespaces:
        iri = prefixes.expand(text)
    elif "://" in text or text.startswith("urn:"):
        iri = Iri(text)
    else:  # any word before a colon would do for an IRI; here it is a mistyped prefix
        return None
    fits = any(iri.value.startswith(space) and iri.value != space for space in spaces)
    return iri if fits and is_iri(iri.value) else None


def _wanted(parameter: Parameter) -> str:
    return f"{parameter.name} ({parameter.type}, such as {parameter.example})"


def _place(name: str) -> str:
    return f"Write VALUES ?{name} {{ UNDEF }} where it is used."


def _lint_head(query: Query) -> Iterator[str]:
    if query.is_check and not query.solution:
        yield "a check says its solution"
    if not query.is_check and not (query.summary and query.serves):
        yield "a question says its summary and whom it serves"
    for reader in sorted(set(query.serves) - set(READERS)):
        yield f"serves {reader!r}, who is none of {', '.join(READERS)}"
    if not query.is_check and query.topic not in MACHINERY and not query.about:
        yield "a question says what it is about"


def _lint_columns(query: Query) -> Iterator[str]:
    named = query_text.projected(query.text)
    told = tuple(name for name, _ in query.columns)
    if not named:
        yield "SELECT names its columns, not *"
    elif named != told:
        yield f"the columns are {', '.join(named)}; the head tells of {', '.join(told) or 'none'}"
    if query.is_check and named[:1] != ("subject",):
        yield "the first column of a check is ?subject"
    if not query_text.ordered(query.text):
        yield "without ORDER BY the answer has no order"


def _lint_prefixes(query: Query, prefixes: Prefixes) -> Iterator[str]:
    for prefix, namespace in query_text.declared(query.text):
        expected = prefixes.namespaces.get(prefix)
        if expected != namespace:
            yield f"prefix {prefix}: is <{namespace}>; prefixes.ttl has {expected or 'none'}"


def _lint_parameters(query: Query, prefixes: Prefixes) -> Iterator[str]:
    holes = query_text.holes(query.text)
    for parameter in query.parameters:
        if parameter.name not in holes:
            yield f"parameter {parameter.name} has no place. {_place(parameter.name)}"
        known = {*BASIC_TYPES, *prefixes.namespaces}
        if not known.issuperset(parameter.type.split("/")):
            yield f"parameter {parameter.name} is of no known type: {parameter.type}"
    told = {parameter.name for parameter in query.parameters}
    for name in holes:
        if name not in told:
            yield f"VALUES ?{name} {{ UNDEF }} is no parameter of the head"
