"""A Turtle text as statements: its tokens up to each full stop, and the comments around them.

Nothing is interpreted: tokens keep the author's spelling, and each comment stays with the statement
before which, or after whose full stop, it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NoReturn

from stakhgraph.errors import ParseError
from stakhgraph.files import position
from stakhgraph.rdf.grammar import BLANK_LABEL, IRI, LOCAL, PREFIX, QUOTED
from stakhgraph.rdf.sparql.tokens import Token

_TOKEN = re.compile(
    rf"""
    (?P<space>[ \t\r\n]+)
  | (?P<comment>\#[^\n\r]*)
  | (?P<text>{QUOTED})
  | (?P<iri>{IRI})
  | (?P<directive>@(?:prefix|base)(?![A-Za-z0-9-])|(?i:prefix|base)(?=[ \t\r\n<\#]))
  | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<typed>\^\^)
  | (?P<blank>_:{BLANK_LABEL})
  | (?P<name>(?:{PREFIX})?:(?:{LOCAL})?)
  | (?P<number>[+-]?(?:[0-9]+\.[0-9]*[eE][+-]?[0-9]+|\.?[0-9]+[eE][+-]?[0-9]+
      |[0-9]*\.[0-9]+|[0-9]+))
  | (?P<word>a|true|false)
  | (?P<mark>[.;,()\[\]])
    """,
    re.VERBOSE | re.DOTALL,
)

_LINE_END = re.compile(r"\r\n?|\n")


@dataclass(frozen=True)
class Statement:
    """Tokens up to a full stop, the comments before them, and one after the full stop."""

    tokens: tuple[Token, ...]
    before: tuple[Token, ...]
    after: Token | None = None

    @property
    def is_directive(self) -> bool:
        """Whether this declares a prefix or a base."""
        return self.tokens[0].kind == "directive"


@dataclass(frozen=True)
class TurtleText:
    """A Turtle text, and the name of its file in messages."""

    text: str
    where: str

    def refuse(self, start: int, message: str, remedy: str) -> NoReturn:
        """Raise ParseError for a place in the text."""
        where = f"{self.where}:{position(self.text, start)}"
        raise ParseError(message, where=where, remedy=remedy)

    def refuse_comment(self, comment: Token) -> NoReturn:
        """Raise ParseError for a comment that has no place in the layout."""
        remedy = "Put it on a line before the block, or after its full stop."
        self.refuse(comment.start, "a comment that cannot be kept", remedy)

    def tokens(self) -> Iterator[Token]:
        """Yield the tokens, comments included, without white space."""
        at, last = 0, ""
        while at < len(self.text):
            match = _TOKEN.match(self.text, at)
            if match is None or match.lastgroup is None:
                self.refuse(at, "is not Turtle 1.1", "Correct the Turtle there.")
            if match.lastgroup != "space":
                kind = match.lastgroup
                # After a text, even @prefix is a language.
                kind = "language" if last == "text" and match[0].startswith("@") else kind
                yield Token(kind, match[0], at)
                last = kind
            at = match.end()

    def statements(self, tokens: Iterable[Token]) -> tuple[list[Statement], tuple[Token, ...]]:
        """Return the statements, and the comments after the last of them."""
        found: list[Statement] = []
        before: list[Token] = []
        inside: list[Token] = []
        for token in tokens:
            if token.kind != "comment":
                inside.append(token)
                if _is_complete(inside):
                    found.append(Statement(tuple(inside), tuple(before)))
                    before, inside = [], []
            elif inside:
                self.refuse_comment(token)
            elif found and not before and self._same_line(found[-1].tokens[-1], token):
                found[-1] = replace(found[-1], after=token)
            else:
                before.append(token)
        return found, tuple(before)

    def blank_line(self, one: Token, following: Token) -> str:
        """Return a line end if there is a blank line between two tokens, else nothing."""
        return "\n" if len(self._line_ends(one, following)) > 1 else ""

    def _same_line(self, one: Token, following: Token) -> bool:
        return not self._line_ends(one, following)

    def _line_ends(self, one: Token, following: Token) -> list[str]:
        return _LINE_END.findall(self.text, one.end, following.start)


def _is_complete(tokens: Sequence[Token]) -> bool:
    """Return whether a statement is complete; SPARQL-style directives end without a full stop."""
    first, last = tokens[0], tokens[-1]
    if first.kind == "directive" and not first.text.startswith("@"):
        return last.kind == "iri"
    return last.text == "."
