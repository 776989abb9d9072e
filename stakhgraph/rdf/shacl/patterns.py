r"""Regular expressions of XPath, in which sh:pattern is written, for engines with other syntaxes.

See https://www.w3.org/TR/xpath-functions-31/#regex-syntax. Most patterns are the same everywhere
and stay as they are, also those that only other syntaxes have, such as ``\b``.
"""

from __future__ import annotations

import re

# Subtraction of classes, characters of XML names, blocks, and what Rust reads as operators.
_NOT_RUST = re.compile(r"-\[|\\[iIcC]|\\[pP]\{Is|\[[^\]]*(?:\[|&&|--|~~)")
# Python's own expressions have no Unicode properties either.
_NOT_PYTHON = re.compile(rf"{_NOT_RUST.pattern}|\\[pP]\{{")
_END = r"$(?!\n\Z)"


def to_rust(pattern: str) -> str:
    r"""Return a pattern in the syntax of Rust's expressions.

    >>> to_rust(r"^[a-e-[bc]]$")
    '^[ade]$'
    """
    return _translated(pattern).replace(_END, "$") if _NOT_RUST.search(pattern) else pattern


def to_python(pattern: str) -> str:
    """Return a pattern in the syntax of Python's expressions."""
    return _translated(pattern) if _NOT_PYTHON.search(pattern) else pattern


def _translated(pattern: str) -> str:
    """Return the pattern with classes spelt out; one that is no pattern of XPath as it is."""
    from elementpath.regex import RegexError, translate_pattern

    try:
        return translate_pattern(pattern)
    except RegexError:  # the engine says what is wrong with it, or knows more than XPath
        return pattern
