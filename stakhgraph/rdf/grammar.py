r"""What the grammars of Turtle, TriG, N-Triples and SPARQL share, as regular expressions.

See https://www.w3.org/TR/turtle/#sec-grammar-grammar.
Python's own ``\w`` is no help: it lacks many combining marks and joiners, and has characters that
they do not allow.
"""

from __future__ import annotations

import re

LETTERS = (
    r"A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D"
    r"\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
"""PN_CHARS_BASE, for a character class; XML has the same letters in its names."""

CHARACTERS = rf"{LETTERS}_\-0-9\u00B7\u0300-\u036F\u203F-\u2040"
"""PN_CHARS, for a character class."""

_ESCAPED = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"

PREFIX = rf"[{LETTERS}](?:[{CHARACTERS}.]*[{CHARACTERS}])?"
"""PN_PREFIX: the name of a prefix, which may also be empty."""

_INNER, _LAST = rf"(?:[{CHARACTERS}.:]|{_ESCAPED})", rf"(?:[{CHARACTERS}:]|{_ESCAPED})"
LOCAL = rf"(?:[{LETTERS}_:0-9]|{_ESCAPED})(?:{_INNER}*{_LAST})?"
"""PN_LOCAL: what follows the colon of a prefixed name, which may also be empty."""

BLANK_LABEL = rf"[{LETTERS}_0-9](?:[{CHARACTERS}.]*[{CHARACTERS}])?"
"""What follows ``_:`` in BLANK_NODE_LABEL."""

QUOTED = (
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
)
"""A text in quotation marks, long or short, not in a group; to be used with re.DOTALL."""

CHARACTER_ESCAPE = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
"""UCHAR: a character by its number, in IRIs and texts."""

IRI = rf"<(?:[^\x00-\x20<>\"{{}}|^`\\]|{CHARACTER_ESCAPE})*>"
"""IRIREF, with its angle brackets."""

_BLANK_LABEL = re.compile(BLANK_LABEL)
_CHARACTER_ESCAPE = re.compile(CHARACTER_ESCAPE)


def is_blank_label(text: str) -> bool:
    """Return whether ``_:`` and this text are a node without an IRI.

    >>> is_blank_label("b1"), is_blank_label("nodeID://b1")
    (True, False)
    """
    return _BLANK_LABEL.fullmatch(text) is not None


def unescaped(text: str) -> str:
    r"""Return a text with the characters that it writes by their numbers.

    >>> unescaped(r"http://example.org/\u00e9")
    'http://example.org/é'
    """
    return _CHARACTER_ESCAPE.sub(lambda match: chr(int(match[0].lstrip("\\uU"), 16)), text)
