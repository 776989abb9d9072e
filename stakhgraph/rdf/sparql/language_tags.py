"""Language tags in a query, so that one text has one answer from engines that hold them otherwise.

RDF 1.1 lets a system put language tags into lower case, and compares them without regard to case
(https://www.w3.org/TR/rdf11-concepts/#section-Graph-Literal); LANG returns a plain text, which is
compared letter by letter. Here every tag has the case that RFC 5646 advises: ru-Latn, en-GB.
"""

from itertools import pairwise

from stakhgraph.rdf.sparql.tokens import Token, tokens
from stakhgraph.rdf.terms import cased_language


def with_function(text: str, iri: str) -> str:
    """Return a query that calls a function of this IRI wherever it calls LANG.

    Directly within langMatches, which looks past the case of letters, LANG is kept.

    >>> with_function('ASK { ?s ?p ?o FILTER(LANG(?o) = "ru-Latn") }', "urn:f")
    'ASK { ?s ?p ?o FILTER(<urn:f>(?o) = "ru-Latn") }'
    """
    found: list[Token] = []
    recent = ("", "")
    for token, after in pairwise(tokens(text)):
        if token.word == "LANG" and after.text == "(" and recent != ("LANGMATCHES", "("):
            found.append(token)
        recent = (recent[1], token.word or token.text)
    for token in reversed(found):
        text = f"{text[: token.start]}<{iri}>{text[token.end :]}"
    return text


def with_cased_tags(text: str) -> str:
    """Return a query, of the same length, whose language tags have the advised case.

    >>> with_cased_tags('ASK { ?s ?p "x"@ru-latn }')
    'ASK { ?s ?p "x"@ru-Latn }'
    """
    for token in tokens(text):
        if token.kind == "language" and "-" in token.text:
            text = f"{text[: token.start]}@{cased_language(token.text[1:])}{text[token.end :]}"
    return text
