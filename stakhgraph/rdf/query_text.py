"""Reading a query's text without an engine: what it asks, what it must not ask, where values go.

Query parsers and planners work by recursion on the native stack, so that a text of a few kilobytes,
nested or chained deeply enough, ends the process instead of raising an error. Every text therefore
passes `guard` before an engine sees it. Queries here are read-only and answered from the loaded
graph alone: updates, SERVICE and FROM are refused.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NoReturn

from stakhgraph.errors import QuerySyntaxError

MAX_LENGTH = 1_000_000
"""Characters of a query."""

MAX_DEPTH = 50
"""Open brackets at one place. A stack of 1 MB, the smallest in common use, breaks above 100."""

MAX_JOINTS = 250
"""Clauses and operators of a query, outside VALUES. The same stack breaks above 300."""

MAX_PIECES = 20_000
"""Words and signs of a query, outside VALUES."""

FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
"""The words that a query begins with after its prologue."""

_UPDATES = frozenset("INSERT DELETE LOAD CLEAR CREATE DROP COPY MOVE ADD WITH".split())
_JOINT_WORDS = frozenset("UNION OPTIONAL MINUS BIND FILTER VALUES GRAPH EXISTS LATERAL AS".split())
_JOINT_MARKS = frozenset(". ; , + * / - | || & && ! ^ ^^ { [ (".split())
_LATER = frozenset("LATERAL TRIPLE ISTRIPLE LANGDIR HASLANG HASLANGDIR STRLANGDIR ADJUST".split())
_PAIRS = {"(": ")", "{": "}", "[": "]"}
_CLOSING = frozenset(_PAIRS.values())

_TOKEN = re.compile(
    r"(?P<comment>#[^\n\r]*)"
    r"|(?P<iri><[^<>\"{}|^`\\\x00-\x20]*>)"
    r'|(?P<string>"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*')"
    # A prefix has an end: or each of a million dots would be looked at a million times.
    r"|(?P<name>(?:[^\W\d_][\w.-]{0,200})?:(?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\.)"
    r"(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\.)*)?)"
    r"|(?P<variable>[?$]\w+)"
    r"|(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)"
    r"|(?P<word>[^\W\d]\w*)"
    r"|(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)"
    r"|(?P<mark>&&|\|\||\^\^|!=|<=|>=|\S)",
    re.DOTALL,
)
_CODEPOINT = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))")


@dataclass(frozen=True)
class Token:
    """A piece of a text and its kind: of a query iri, string, name, variable, word and others."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """The offset after the last character."""
        return self.start + len(self.text)

    @property
    def word(self) -> str:
        """The keyword in capitals, or nothing if this is no word."""
        return self.text.upper() if self.kind == "word" else ""


def tokens(text: str) -> Iterator[Token]:
    """Give the pieces of a query in order, without white space and comments."""
    # A server is asked the same questions again and again; long texts are nobody's question.
    return iter(_kept(text)) if len(text) < _REMEMBERED else _read(text)


_REMEMBERED = 20_000  # characters of a text whose pieces and form are remembered


@lru_cache(maxsize=128)
def _kept(text: str) -> tuple[Token, ...]:
    return tuple(_read(text))


def _read(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        if match.lastgroup is not None and match.lastgroup != "comment":
            yield Token(match.lastgroup, match[0], match.start())


def guard(text: str, *, prefixes: bool = True, datasets: bool = False) -> str:
    """Give the form of a query (SELECT, ASK, CONSTRUCT or DESCRIBE) that is safe to hand on.

    Raises QuerySyntaxError for an update, for SERVICE, for FROM (unless ``datasets`` says that
    whoever answers takes it for the name of a graph that is held), for a prefix without a namespace
    (unless ``prefixes`` says that they come from elsewhere), and for a text that is too long, too
    deep or has too many clauses; ``where`` is ``line:column``.
    """
    if len(text) > MAX_LENGTH:
        raise QuerySyntaxError(
            f"the query has {len(text)} characters", remedy=f"At most {MAX_LENGTH} are read."
        )
    if len(text) < _REMEMBERED:
        return _kept_form(text, prefixes, datasets)
    return _form_of(text, prefixes, datasets)


def _form_of(text: str, prefixes: bool, datasets: bool) -> str:
    form = _guarded(text, prefixes=prefixes, datasets=datasets)
    # Escapes may stand for any character, keywords and quotation marks included, and some engines
    # resolve them before they read: what such an engine would see has to pass as well.
    plain = _CODEPOINT.sub(_resolved, text)
    return form if plain == text else _guarded(plain, prefixes=prefixes, datasets=datasets)


_kept_form = lru_cache(maxsize=256)(_form_of)


def position(text: str, offset: int) -> str:
    """Give ``line:column`` of an offset, both counted from 1."""
    return f"{text.count(chr(10), 0, offset) + 1}:{offset - text.rfind(chr(10), 0, offset)}"


def declared(text: str) -> tuple[tuple[str, str], ...]:
    """Give the (prefix, namespace) pairs of the query's own PREFIX lines."""
    found = list(tokens(text))
    return tuple(
        (name.text[:-1], iri.text[1:-1])
        for word, name, iri in zip(found, found[1:], found[2:], strict=False)
        if word.word == "PREFIX" and name.kind == "name" and iri.kind == "iri"
    )


def undeclared(text: str) -> tuple[str, ...]:
    """Give the prefixes that the query uses without a PREFIX line, each once."""
    found = (token.text.partition(":")[0] for token in _strangers(text, tokens(text)))
    return tuple(dict.fromkeys(found))


def graphs(text: str) -> tuple[str, ...]:
    """Give the graphs that the query's FROM and FROM NAMED clauses name, each once.

    What is neither an IRI nor a prefixed name with a namespace is left to the engine to refuse.
    """
    spaces = dict(declared(text))
    named = []
    pieces = [*tokens(text), Token("", "", len(text)), Token("", "", len(text))]
    for at, token in enumerate(pieces):
        if token.word != "FROM":
            continue
        name = pieces[at + 2] if pieces[at + 1].word == "NAMED" else pieces[at + 1]
        prefix, _, local = name.text.partition(":")
        if name.kind == "iri":
            named.append(name.text[1:-1])
        elif name.kind == "name" and prefix in spaces:
            named.append(spaces[prefix] + local)
    return tuple(dict.fromkeys(named))


def projected(text: str) -> tuple[str, ...]:
    """Give the columns that a SELECT names, in order; none for ``SELECT *`` and other forms."""
    columns: list[str] = []
    depth, inside, naming = 0, False, False
    for token in tokens(text):
        if token.word == "SELECT" and not inside:
            inside = True
        elif inside and (token.word == "WHERE" or token.text == "{"):
            break
        elif inside and token.text in "()":
            depth += 1 if token.text == "(" else -1
        elif inside and token.kind == "variable" and (depth == 0 or naming):
            columns.append(token.text[1:])
        naming = token.word == "AS" and depth == 1
    return tuple(columns)


def as_written(text: str, columns: Iterable[str]) -> tuple[str, ...]:
    """Give columns in the order in which the query first names them: engines answer * in any.

    >>> as_written("SELECT * { ?s ?p ?o }", ["o", "p", "s"])
    ('s', 'p', 'o')
    """
    found = tuple(columns)
    if projected(text):
        return found
    named = dict.fromkeys(token.text[1:] for token in tokens(text) if token.kind == "variable")
    place = {name: at for at, name in enumerate(named)}
    return tuple(sorted(found, key=lambda name: place.get(name, len(place))))


def ordered(text: str) -> bool:
    """Tell whether the outermost SELECT has an ORDER BY."""
    depth = 0
    for token in tokens(text):
        if token.text in ("{", "}") and token.kind == "mark":
            depth += 1 if token.text == "{" else -1
        elif token.word == "ORDER" and depth == 0:
            return True
    return False


def extensions(text: str) -> tuple[str, ...]:
    """Give what not every SPARQL 1.1 engine knows: words of later drafts, functions by name."""
    pieces = list(tokens(text))
    found = [token.word for token in pieces if token.word in _LATER]
    for token, after in pairwise(pieces):
        touching = after.text == "(" and after.start == token.end
        if token.kind == "name" and touching and not token.text.startswith("xsd:"):
            found.append(f"{token.text}()")
        if token.text == after.text == "<" and after.start == token.end:
            found.append("<<")
    return tuple(dict.fromkeys(found))


def holes(text: str) -> dict[str, tuple[Token, ...]]:
    """Give, for each variable, the UNDEF tokens of its ``VALUES ?variable { UNDEF }`` blocks."""
    found: dict[str, tuple[Token, ...]] = {}
    pieces = list(tokens(text))
    for at, token in enumerate(pieces):
        block = pieces[at : at + 5]
        if token.word != "VALUES" or len(block) < 5 or block[1].kind != "variable":
            continue
        if block[2].text == "{" and block[3].word == "UNDEF" and block[4].text == "}":
            name = block[1].text[1:]
            found[name] = (*found.get(name, ()), block[3])
    return found


def _guarded(text: str, *, prefixes: bool, datasets: bool) -> str:
    pieces = list(_measured(text, tokens(text)))
    form = _form(text, pieces)
    for token in pieces:
        if token.word == "SERVICE":
            _refuse(text, token, "the query asks another server (SERVICE)", "Nothing is fetched.")
        if token.word == "FROM" and not datasets:
            _refuse(text, token, "the query names its own data (FROM)", "Leave FROM out.")
    _require_pairs(text, pieces)
    if prefixes:
        _require_prefixes(text, pieces)
    return form


def _form(text: str, pieces: Iterable[Token]) -> str:
    for token in pieces:
        if token.word in FORMS:
            return token.word
        if token.word in _UPDATES:
            _refuse(text, token, f"an update ({token.word}) is no query", "Edit the files instead.")
    raise QuerySyntaxError(
        "not a SPARQL query", remedy="It begins with SELECT, ASK, CONSTRUCT or DESCRIBE."
    )


def _measured(text: str, pieces: Iterable[Token]) -> Iterator[Token]:
    """Give the pieces on, and refuse the query where it is too much, before the rest is read."""
    open_marks: list[str] = []
    joints = plain = 0
    values = 0  # depth of the innermost VALUES block: its rows are a flat list to every engine
    pending = False
    for token in pieces:
        pending = pending or token.word == "VALUES"
        if token.kind == "mark" and token.text in _PAIRS:
            open_marks.append(token.text)
            if pending and token.text == "{":
                pending, values = False, len(open_marks)
        elif token.kind == "mark" and token.text in _CLOSING and open_marks:
            open_marks.pop()
            values = values if len(open_marks) >= values else 0
        plain += not values
        flat = values or (token.text == "," and open_marks and open_marks[-1] == "(")
        joints += not flat and (token.text in _JOINT_MARKS or token.word in _JOINT_WORDS)
        if len(open_marks) > MAX_DEPTH:
            _refuse(text, token, f"nested more than {MAX_DEPTH} deep", "Take it apart.")
        if joints > MAX_JOINTS:
            _refuse(text, token, f"more than {MAX_JOINTS} clauses and operators", "Take it apart.")
        if plain > MAX_PIECES:
            _refuse(text, token, f"more than {MAX_PIECES} words and signs", "Take it apart.")
        yield token


def _require_pairs(text: str, pieces: Iterable[Token]) -> None:
    """Refuse brackets without their counterpart, which engines tell of in hard words."""
    opened: list[Token] = []
    for token in pieces:
        if token.kind != "mark":
            continue
        if token.text in _PAIRS:
            opened.append(token)
        elif token.text in _CLOSING:
            if not opened or _PAIRS[opened[-1].text] != token.text:
                _refuse(text, token, f"a {token.text} that closes nothing", "Take it out.")
            opened.pop()
    if opened:
        closing = _PAIRS[opened[-1].text]
        _refuse(text, opened[-1], f"a {opened[-1].text} that is not closed", f"Add the {closing}.")


def _require_prefixes(text: str, pieces: Iterable[Token]) -> None:
    for token in _strangers(text, pieces):
        prefix = token.text.partition(":")[0]
        remedy = f"Begin the query with PREFIX {prefix}: <its namespace>."
        _refuse(text, token, f"prefix {prefix}: is not declared", remedy)


def _strangers(text: str, pieces: Iterable[Token]) -> Iterator[Token]:
    """Give the prefixed names whose prefix has no namespace."""
    known = {prefix for prefix, _ in declared(text)}
    before = ""
    for token in pieces:
        used = token.kind == "name" and before != "PREFIX"
        if used and token.text.partition(":")[0] not in known:
            yield token
        before = token.word


def _resolved(match: re.Match[str]) -> str:
    number = int(match[1] or match[2], 16)
    return chr(number) if number <= 0x10FFFF else match[0]


def _refuse(text: str, token: Token, message: str, remedy: str) -> NoReturn:
    raise QuerySyntaxError(message, where=position(text, token.start), remedy=remedy)
