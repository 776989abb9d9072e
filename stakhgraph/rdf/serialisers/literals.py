"""Parts of literals that several formats write alike: language tags and abbreviated values."""

from __future__ import annotations

import re

from stakhgraph.rdf.terms import XSD, Literal, Term, cased_language

_CANONICAL = {
    f"{XSD}integer": re.compile(r"0|-?[1-9][0-9]{0,17}"),
    f"{XSD}boolean": re.compile(r"true|false"),
}


def is_abbreviated(literal: Literal) -> bool:
    """Return whether Turtle and JSON can write this whole number or truth value without quotes."""
    pattern = _CANONICAL.get(literal.datatype or "")
    return pattern is not None and pattern.fullmatch(literal.value) is not None


def language_tag(literal: Literal) -> str:
    """Return the language tag in the case of RFC 5646, section 2.1.1: ru-Latn, en-GB.

    Raises UsageError for an ill-formed tag.
    """
    Literal("", language=literal.language).ntriples()
    return cased_language(literal.language or "")


def term_to_ntriples(term: Term) -> str:
    """Return a term as N-Triples and N-Quads write it, its language tag in the advised case."""
    if isinstance(term, Literal) and term.language is not None:
        return Literal(term.value, language=language_tag(term)).ntriples()
    return term.ntriples()
