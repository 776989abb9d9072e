"""Long lists in a pattern, in parts that an engine plans quickly.

A list ``( 1 2 3 … )`` is two triples for each item. The time in which an engine orders triples may
grow with the cube of their number, so that a list of 300 items takes it ten seconds. In parts that
follow one another, ``LATERAL { … }``, each is ordered alone; a list can only be followed from its
beginning anyway. LATERAL is no SPARQL 1.1; this is for engines that have it.
"""

from __future__ import annotations

from itertools import count, pairwise

from stakhgraph.rdf.sparql.tokens import tokens
from stakhgraph.rdf.sparql.triple_blocks import Block, Node, NotRead, blocks, items
from stakhgraph.rdf.terms import RDF

LONG = 30
"""Lists with fewer items are left as they are."""

HIDDEN = "stakhgraph_list_"
"""The beginning of the names of the variables between the parts."""

_PART = 10


def in_parts(text: str) -> str:
    """Return the query with each long list of terms and variables in parts.

    ``SELECT *`` then has columns between the parts, whose names begin with `HIDDEN`. A query with
    ``DISTINCT *``, which would count them, is not changed.
    """
    if len(text) < LONG or _counts_all(text):
        return text
    numbers, changed = count(), text
    try:
        for block in reversed(blocks(text)):
            if block.can_be_split:
                changed = _replaced(changed, block, numbers)
    except (NotRead, RecursionError):
        return text
    return changed


def _counts_all(text: str) -> bool:
    return any(
        token.word in ("DISTINCT", "REDUCED", "DESCRIBE") and after.text == "*"
        for token, after in pairwise(tokens(text))
    )


def _replaced(text: str, block: Block, numbers: count[int]) -> str:
    parts: list[str] = []
    names: dict[int, str] = {}

    def short(node: Node) -> str:
        listed = items(node) if node.kind == "list" else None
        if listed is None or len(listed) < LONG or any(item.kind == "label" for item in listed):
            return node.text
        if id(node) not in names:
            names[id(node)] = f"?{HIDDEN}{next(numbers)}_"
            parts.extend(_parts(names[id(node)], listed))
        return f"{names[id(node)]}0"

    triples = [f"{short(t.subject)} {t.verb} {short(t.value)}" for t in block.triples]
    if not parts:
        return text
    return f"{text[: block.start]}{' . '.join(triples)} {' '.join(parts)} {text[block.end :]}"


def _parts(name: str, listed: tuple[Node, ...]) -> list[str]:
    steps = []
    for at, item in enumerate(listed):
        rest = f"{name}{at + 1}" if at + 1 < len(listed) else f"<{RDF}nil>"
        steps.append(f"{name}{at} <{RDF}first> {item.text} ; <{RDF}rest> {rest} .")
    groups = (steps[at : at + _PART] for at in range(0, len(steps), _PART))
    return [f"LATERAL {{ {' '.join(group)} }}" for group in groups]
