"""The tokens of a SPARQL query: https://www.w3.org/TR/sparql11-query/#grammar."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from stakhgraph.rdf.grammar import CHARACTER_ESCAPE, CHARACTERS, LETTERS, QUOTED

_PREFIX = (
    rf"(?:[{LETTERS}]|{CHARACTER_ESCAPE})(?:\.*(?:[{CHARACTERS}]|{CHARACTER_ESCAPE})){{0,200}}"
)
_PLX = rf"%[0-9A-Fa-f]{{2}}|{CHARACTER_ESCAPE}|\\."
_LOCAL = rf"(?:[{LETTERS}_0-9:]|{_PLX})(?:\.*(?:[{CHARACTERS}:]|{_PLX}))*"

_TOKEN = re.compile(
    r"(?P<comment>#[^\n\r]*)"
    rf"|(?P<iri><(?:[^<>\"{{}}|^`\\\x00-\x20]|{CHARACTER_ESCAPE})*>)"
    rf"|(?P<string>{QUOTED})"
    rf"|(?P<blank>_:[{LETTERS}_0-9](?:\.*[{CHARACTERS}])*)"
    # The length of a prefix is bounded, or a million dots would each be tried a million times.
    rf"|(?P<name>(?:{_PREFIX})?:(?:{_LOCAL})?)"
    rf"|(?P<variable>[?$](?:[{LETTERS}_0-9\u00b7\u0300-\u036f\u203f\u2040]|{CHARACTER_ESCAPE})+)"
    r"|(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)"
    rf"|(?P<word>(?:[^\W\d]|{CHARACTER_ESCAPE})(?:\w|{CHARACTER_ESCAPE})*)"
    r"|(?P<number>\d+\.\d*[eE][+-]?\d+|(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?)"
    r"|(?P<mark>&&|\|\||\^\^|!=|<=|>=|\S)",
    re.DOTALL,
)
_CODEPOINT = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))")


@dataclass(frozen=True)
class Token:
    """A token of a query or of Turtle.

    Kinds in a query are iri, string, blank, name, variable, language, word, number and mark.
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
        """The keyword in capitals, without escapes; empty for any other kind of token."""
        return decoded(self.text).upper() if self.kind == "word" else ""


def decoded(text: str) -> str:
    r"""Return a text with its codepoint escapes resolved.

    >>> decoded(r"\u0061\U00000062")
    'ab'
    """
    return _CODEPOINT.sub(_character, text) if "\\" in text else text


def _character(match: re.Match[str]) -> str:
    number = int(match[1] or match[2], 16)
    return chr(number) if number <= 0x10FFFF else match[0]


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
