"""Turtle files laid out alike: one subject a block, one property a line, its values beside it.

Only the layout changes. Subjects, properties and values stay in the author's order and spelling;
comments stay before the block that they stand before, or after the full stop of the one that they
follow. Prefixes are declared once, at the head, in the order of the project's list, and only those
in use. What is tidy stays as it is, byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from stakhgraph.errors import ParseError
from stakhgraph.files import NamedFile, read_text
from stakhgraph.rdf.query_text import Token
from stakhgraph.rdf.store import parsed
from stakhgraph.rdf.terms import Prefixes

MAX_DEPTH = 64
"""So deep, and no deeper, may brackets stand in brackets."""

_LOCAL = r"(?:[\w:]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%])"
_MIDDLE = r"(?:[\w:.\-\u00b7]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%])"
_LAST = r"(?:[\w:\-\u00b7]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%])"
_TOKEN = re.compile(
    rf"""
    (?P<space>[ \t\r\n]+)
  | (?P<comment>\#[^\n\r]*)
  | (?P<text>\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''
      |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
  | (?P<iri><[^<>\s]*>)
  | (?P<directive>(?<!["'])@(?:prefix|base)\b|(?i:prefix|base)(?=[ \t\r\n]))
  | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<typed>\^\^)
  | (?P<blank>_:[\w](?:[\w.\-\u00b7]*[\w\-\u00b7])?)
  | (?P<name>(?:[^\W\d_](?:[\w.\-\u00b7]*[\w\-\u00b7])?)?:(?:{_LOCAL}(?:{_MIDDLE}*{_LAST})?)?)
  | (?P<number>[+-]?(?:\d+\.\d*[eE][+-]?\d+|\.?\d+[eE][+-]?\d+|\d*\.\d+|\d+))
  | (?P<word>a\b|true\b|false\b)
  | (?P<mark>[.;,()\[\]])
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True)
class _Statement:
    """Tokens up to a full stop, the comments before them, and one after the full stop."""

    tokens: tuple[Token, ...]
    before: tuple[Token, ...]
    after: Token | None = None

    @property
    def is_directive(self) -> bool:
        return self.tokens[0].kind == "directive"


def untidy(files: Iterable[NamedFile], prefixes: Prefixes) -> tuple[tuple[Path, str], ...]:
    """Give the files that are not laid out so, each with its new text; nothing is written.

    Raises as `formatted` does, and UnreadableFile.
    """
    found = []
    for file in files:
        text = read_text(file.path, empty=True)
        new = formatted(text, where=file.name, prefixes=prefixes)
        if new != text:
            found.append((file.path, new))
    return tuple(found)


def formatted(text: str, *, where: str, prefixes: Prefixes) -> str:
    r"""Give a Turtle text laid out so.

    Raises ParseError, with ``where:line:column``, for what is no Turtle, a comment inside a block,
    a base, and a prefix that means another namespace in the project's list.

    >>> print(formatted(
    ...     "@prefix b: <http://b/> .\n@prefix a: <http://a/> .\n"
    ...     "# On x.\nb:x b:y 01 ,\n 1.50;.", where="x.ttl", prefixes=Prefixes({})
    ... ), end="")
    @prefix b: <http://b/> .
    <BLANKLINE>
    # On x.
    b:x b:y 01, 1.50 .
    """
    parsed(text.encode(), "text/turtle", where=where)
    page = _Page(text, where)
    tokens = list(page.tokens())
    statements, rest = page.statements(tokens)
    directives = [one for one in statements if one.is_directive]
    blocks = [one for one in statements if not one.is_directive]
    used = {name for one in blocks for name in _prefixes_of(one)}
    parts = [
        page.head(statements, page.spaces(directives, prefixes), used, prefixes),
        *(page.block(one) for one in blocks),
        page.comments(rest),
    ]
    new = "\n".join(filter(None, parts))
    assert _said(tokens) == _said(_Page(new, where).tokens())
    return new


def _prefixes_of(statement: _Statement) -> Iterator[str]:
    return (token.text.partition(":")[0] for token in statement.tokens if token.kind == "name")


def _said(tokens: Iterable[Token]) -> list[str]:
    """Give the tokens that carry meaning, one list a property, whatever the layout."""
    found: list[str] = []
    directive = False
    for token in tokens:
        if token.kind == "directive":
            directive = True
        elif directive:
            directive = token.kind != "iri"
        elif token.text != ";" and token.text != ".":
            found.append(token.text.rstrip())
    return found


class _Page:
    """A Turtle text with the name of its file."""

    def __init__(self, text: str, where: str) -> None:
        self._text, self._where = text, where

    def refuse(self, start: int, message: str, remedy: str) -> NoReturn:
        """Raise ParseError for a place in the text."""
        line = self._text.count("\n", 0, start) + 1
        column = start - (self._text.rfind("\n", 0, start) + 1) + 1
        raise ParseError(message, where=f"{self._where}:{line}:{column}", remedy=remedy)

    def tokens(self) -> Iterator[Token]:
        """Yield the tokens but for white space."""
        at = 0
        while at < len(self._text):
            match = _TOKEN.match(self._text, at)
            if match is None or match.lastgroup is None:
                self.refuse(at, "is not Turtle 1.1", "Mend the Turtle there.")
            if match.lastgroup != "space":
                yield Token(match.lastgroup, match[0], at)
            at = match.end()

    def statements(self, tokens: Iterable[Token]) -> tuple[list[_Statement], tuple[Token, ...]]:
        """Give the statements, and the comments after the last of them."""
        found: list[_Statement] = []
        before: list[Token] = []
        inside: list[Token] = []
        for token in tokens:
            if token.kind != "comment":
                inside.append(token)
                if _ends(inside):
                    found.append(_Statement(tuple(inside), tuple(before)))
                    before, inside = [], []
            elif inside:
                self._refuse_comment(token)
            elif (
                found
                and not before
                and "\n" not in self._text[found[-1].tokens[-1].end : token.start]
            ):
                last = found[-1]
                found[-1] = _Statement(last.tokens, last.before, token)
            else:
                before.append(token)
        return found, tuple(before)

    def _refuse_comment(self, token: Token) -> NoReturn:
        remedy = "Put it on a line before the block, or after its full stop."
        self.refuse(token.start, "a comment that cannot be kept", remedy)

    def spaces(self, directives: Iterable[_Statement], prefixes: Prefixes) -> dict[str, str]:
        """Give the namespaces by prefix; refuse what cannot be moved to the head."""
        found: dict[str, str] = {}
        for one in directives:
            word, name = one.tokens[0], one.tokens[1]
            if word.text.lower().endswith("base"):
                self.refuse(word.start, "a base, which is not kept", "Write the IRIs in full.")
            if one.after is not None:
                self._refuse_comment(one.after)
            prefix, space = name.text[:-1], one.tokens[2].text[1:-1]
            known = {**prefixes.namespaces, **found}.get(prefix, space)
            if known != space:
                remedy = f"In this project it is <{known}>."
                self.refuse(name.start, f"prefix {prefix}: means <{space}> here", remedy)
            found[prefix] = space
        return found

    def head(
        self,
        statements: Sequence[_Statement],
        spaces: dict[str, str],
        used: set[str],
        prefixes: Prefixes,
    ) -> str:
        """Give the comment of the file and its prefixes."""
        for one in statements[1:]:
            if one.is_directive and one.before:
                self._refuse_comment(one.before[0])
        order = {name: at for at, name in enumerate(prefixes.namespaces)}
        names = sorted((name for name in spaces if name in used), key=lambda n: order.get(n, 999))
        lines = "".join(f"@prefix {name}: <{spaces[name]}> .\n" for name in names)
        if not statements or not statements[0].is_directive or not statements[0].before:
            return lines
        first = statements[0]
        return self.comments(first.before) + self._gap(first.before[-1], first.tokens[0]) + lines

    def block(self, one: _Statement) -> str:
        """Give a block with the comments before and after it."""
        before = ""
        if one.before:
            before = self.comments(one.before) + self._gap(one.before[-1], one.tokens[0])
        after = f" {one.after.text.rstrip()}" if one.after else ""
        return f"{before}{_Block(one.tokens, self).text()} .{after}\n"

    def comments(self, found: Sequence[Token]) -> str:
        """Give comments, one a line, with a blank line wherever there was one."""
        text = ""
        for at, token in enumerate(found):
            gap = self._gap(found[at - 1], token) if at else ""
            text += f"{gap}{token.text.rstrip()}\n"
        return text

    def _gap(self, one: Token, next_: Token) -> str:
        return "\n" if self._text.count("\n", one.end, next_.start) > 1 else ""


def _ends(tokens: Sequence[Token]) -> bool:
    """Tell whether a statement is whole: the short form of a directive ends without a full stop."""
    first, last = tokens[0], tokens[-1]
    if first.kind == "directive" and not first.text.startswith("@"):
        return last.kind == "iri"
    return last.text == "."


class _Block:
    """The tokens of one subject, read from left to right."""

    def __init__(self, tokens: Sequence[Token], page: _Page) -> None:
        self._tokens, self._page, self._at, self._depth = tokens, page, 0, 0

    def text(self) -> str:
        """Give the block without its full stop."""
        subject = self._node()
        return " ;\n    ".join(self._properties(subject))

    def _properties(self, subject: str = "") -> list[str]:
        """Give what is said up to the end of the block or bracket, one text a property."""
        found: list[str] = []
        while self._next.text not in (".", "]"):
            if self._next.text == ";":
                self._at += 1
                continue
            verb = self._node()
            values = [self._node()]
            while self._next.text == ",":
                self._at += 1
                values.append(self._node())
            found.append(f"{verb} {', '.join(values)}")
        if subject:
            found[:1] = [f"{subject} {found[0]}"] if found else [subject]
        return found

    @property
    def _next(self) -> Token:
        return self._tokens[self._at]

    def _take(self) -> Token:
        self._at += 1
        return self._tokens[self._at - 1]

    def _node(self) -> str:
        token = self._take()
        if token.text in ("[", "("):
            self._depth += 1
            if self._depth > MAX_DEPTH:
                remedy = "Give the inner things names of their own."
                self._page.refuse(token.start, f"brackets more than {MAX_DEPTH} deep", remedy)
            text = self._described() if token.text == "[" else self._list()
            self._depth -= 1
            return text
        if token.kind == "text" and self._next.kind == "language":
            return token.text + self._take().text
        if token.kind == "text" and self._next.kind == "typed":
            return f"{token.text}{self._take().text}{self._take().text}"
        return token.text

    def _described(self) -> str:
        found = self._properties()
        self._at += 1
        return f"[ {' ; '.join(found)} ]" if found else "[]"

    def _list(self) -> str:
        found = []
        while self._next.text != ")":
            found.append(self._node())
        self._at += 1
        wide = any(one.startswith(("[", "(")) for one in found)
        return f"( {' '.join(found)} )" if wide else f"({' '.join(found)})"
