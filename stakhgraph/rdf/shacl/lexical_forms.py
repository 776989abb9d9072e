"""Ill-typed literals that the default engine takes for well-typed.

The engine checks the datatypes with which SPARQL calculates, as SHACL asks, and a few of their
values wrongly. Here are the lexical forms of the others (https://www.w3.org/TR/xmlschema11-2/). An
ill-typed literal gets another datatype before the engine sees it, so that it is a value of no
datatype that a shape asks for, and its own again in the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from stakhgraph.rdf.grammar import CHARACTERS, LETTERS
from stakhgraph.rdf.terms import XSD, Literal

_ZONE = r"(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))?"
_YEAR = r"-?(?:[1-9]\d{3,}|0\d{3})"
_MONTH = r"(?:0[1-9]|1[0-2])"
_DAY = r"(?:0[1-9]|[12]\d|3[01])"
_DATE = rf"{_YEAR}-{_MONTH}-{_DAY}"
_TIME = r"(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?|24:00:00(?:\.0+)?)"
_CLOCK = r"T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?"
_START = f":_{LETTERS}"
_NAME = f":.{CHARACTERS}"
_BASE64 = r"[A-Za-z0-9+/]"

PATTERNS: Mapping[str, str] = {
    "base64Binary": rf"(?:(?:{_BASE64} ?){{4}})*(?:{_BASE64} ?{_BASE64} ?{_BASE64} ?=|"
    rf"{_BASE64} ?[AQgw] ?= ?=)?",
    "dateTime": rf"{_DATE}T{_TIME}{_ZONE}",
    "dateTimeStamp": rf"{_DATE}T{_TIME}{_ZONE[:-1]}",
    "dayTimeDuration": rf"-?P(?=.)(?:\d+D)?(?:{_CLOCK})?",
    "double": r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?INF|NaN",
    "duration": rf"-?P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:{_CLOCK})?",
    "float": r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?INF|NaN",
    "gDay": rf"---{_DAY}{_ZONE}",
    "gMonth": rf"--{_MONTH}{_ZONE}",
    "gMonthDay": rf"--(?:(?!02-30|(?:0[2469]|11)-31){_MONTH}-{_DAY}){_ZONE}",
    "gYear": rf"{_YEAR}{_ZONE}",
    "gYearMonth": rf"{_YEAR}-{_MONTH}{_ZONE}",
    "hexBinary": r"(?:[0-9A-Fa-f]{2})*",
    "language": r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*",
    "Name": rf"[{_START}][{_NAME}]*",
    "NCName": rf"(?!.*:)[{_START}][{_NAME}]*",
    "NMTOKEN": rf"[{_NAME}]+",
    "normalizedString": r"[^\r\n\t]*",
    "time": rf"{_TIME}{_ZONE}",
    "token": r"(?:[^\s](?:[^\s]| (?! ))*(?<! ))?",
    "yearMonthDuration": r"-?P(?=.)(?:\d+Y)?(?:\d+M)?",
}
"""Regular expressions of the lexical forms, by the local name of the datatype."""

_MARK = "urn:x-shacl:ill-typed:"


def mark(ntriples: bytes, datatypes: Iterable[str]) -> bytes:
    """Return N-Triples in which ill-typed literals of these datatypes have another datatype."""
    names = sorted(
        name.removeprefix(XSD) for name in datatypes if name.removeprefix(XSD) in PATTERNS
    )
    if not names:
        return ntriples
    literal = rf'"((?:[^"\\]|\\.)*)"\^\^<{re.escape(XSD)}({"|".join(names)})> \.$'
    return re.sub(literal.encode(), _marked, ntriples, flags=re.MULTILINE)


def unmark(literal: Literal) -> Literal:
    """Return a literal with the datatype that its author gave it."""
    if literal.datatype and literal.datatype.startswith(_MARK):
        return Literal(literal.value, XSD + literal.datatype.removeprefix(_MARK))
    return literal


def is_well_typed(value: str, datatype: str) -> bool:
    """Return whether a text is in the lexical space of a datatype in `PATTERNS`.

    >>> is_well_typed("1935", "gYear"), is_well_typed("35", "gYear")
    (True, False)
    """
    return _pattern(datatype).fullmatch(value) is not None


@cache
def _pattern(datatype: str) -> re.Pattern[str]:
    return re.compile(PATTERNS[datatype], re.DOTALL | re.ASCII)


def _marked(match: re.Match[bytes]) -> bytes:
    written, name = match[1].decode(), match[2].decode()
    value = _ESCAPE.sub(_resolved, written)
    if is_well_typed(value, name):
        return match[0]
    return f'"{written}"^^<{_MARK}{name}> .'.encode()


_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_CHARACTERS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def _resolved(match: re.Match[str]) -> str:
    number = match[1] or match[2]
    return chr(int(number, 16)) if number else _CHARACTERS.get(match[3], match[3])
