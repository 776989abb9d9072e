"""The tokens of a SPARQL query."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_TOKEN = re.compile(
    r"(?P<comment>#[^\n\r]*)"
    r"|(?P<iri><[^<>\"{}|^`\\\x00-\x20]*>)"
    r'|(?P<string>"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*')"
    # The length of a prefix is bounded, or a million dots would each be tried a million times.
    r"|(?P<name>(?:[^\W\d_][\w.-]{0,200})?:(?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\.)"
    r"(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\.)*)?)"
    r"|(?P<variable>[?$]\w+)"
    r"|(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)"
    r"|(?P<word>[^\W\d]\w*)"
    r"|(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)"
    r"|(?P<mark>&&|\|\||\^\^|!=|<=|>=|\S)",
    re.DOTALL,
)


@dataclass(frozen=True)
class Token:
    """A token of a query or of Turtle.

    Kinds in a query are iri, string, name, variable, language, word, number and mark.
    """

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """The offset after the last character."""
        return self.start + len(self.text)

    @property
    def word(self) -> str:
        """The keyword in capitals; empty for any other kind of token."""
        return self.text.upper() if self.kind == "word" else ""


def tokens(text: str) -> Iterator[Token]:
    """Return the tokens of a query in order, without white space and comments."""
    # A server is asked the same questions again and again, but not the same long texts.
    return iter(_cached_tokens(text)) if len(text) < MAX_CACHED else _tokens(text)


MAX_CACHED = 20_000
"""The tokens and the form of a text with fewer characters are cached."""


@lru_cache(maxsize=128)
def _cached_tokens(text: str) -> tuple[Token, ...]:
    return tuple(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        if match.lastgroup is not None and match.lastgroup != "comment":
            yield Token(match.lastgroup, match[0], match.start())
