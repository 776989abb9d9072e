"""Paths of length zero at a term that the graph does not have.

``ex:x ex:p* ?y`` has the row in which ?y is ex:x, also if no triple names ex:x
(https://www.w3.org/TR/sparql11-query/#defn_evalPP_ZeroOrOnePath). Where an engine does not find it,
the triple is replaced by what it says: VALUES ?y { ex:x }. Between two variables a path of length
zero is found at the terms of the graph only, and so it is in a sequence of paths.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from stakhgraph.rdf.sparql.tokens import tokens
from stakhgraph.rdf.sparql.triple_blocks import Block, NotRead, PathTriple, blocks

_MARK = re.compile(r"[*?]")


def with_values(text: str, is_node: Callable[[str], bool]) -> str:
    """Return the query with VALUES for every path of length zero at a term that is no node.

    ``is_node`` returns whether a term of the query, as it is written there, is a subject or object
    in the default graph. What stands in a GRAPH is not changed.

    >>> with_values("ASK { <x:a> <x:p>* ?b . ?b ?q ?c }", lambda term: False)
    'ASK { ?b ?q ?c . VALUES ?b { <x:a> } }'
    """
    if not any(token.kind == "mark" and _MARK.fullmatch(token.text) for token in tokens(text)):
        return text
    try:
        found = blocks(text)
    except (NotRead, RecursionError):
        return text
    for block in reversed(found):
        if not block.named:
            text = _replaced(text, block, is_node)
    return text


def _replaced(text: str, block: Block, is_node: Callable[[str], bool]) -> str:
    values = {triple: _values(triple, is_node) for triple in block.triples if triple.zero}
    if not any(values.values()) or not block.can_be_split:
        return text
    kept = [
        f"{triple.subject.text} {triple.verb} {triple.value.text}"
        for triple in block.triples
        if not values.get(triple)
    ]
    added = [found for triple in block.triples if (found := values.get(triple))]
    return text[: block.start] + " . ".join([*kept, " ".join(added)]) + text[block.end :]


def _values(triple: PathTriple, is_node: Callable[[str], bool]) -> str:
    """Return what a path between a variable and a term says, if it is of length zero only."""
    ends = (triple.subject, triple.value)
    if {end.kind for end in ends} == {"variable", "constant"}:
        (variable,) = (end.text for end in ends if end.kind == "variable")
        (term,) = (end.text for end in ends if end.kind == "constant")
        return "" if is_node(term) else f"VALUES {variable} {{ {' '.join([term] * triple.zero)} }}"
    if ends[0] == ends[1] and ends[0].kind == "constant" and not is_node(ends[0].text):
        return f"VALUES () {{ {'() ' * triple.zero}}}"
    return ""
