"""The triples of the patterns of a query, read from its tokens.

https://www.w3.org/TR/sparql11-query/#rTriplesBlock. Only where triples stand and what their parts
are is read; a text that is not SPARQL may yield nothing, or something wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from stakhgraph.rdf.sparql.tokens import MAX_CACHED, Token, tokens

_TERMS = frozenset("iri name string number blank variable".split())
_HEAD = frozenset("SELECT ASK CONSTRUCT DESCRIBE GROUP ORDER HAVING LIMIT OFFSET".split())
_END = Token("", "", 0)


class NotRead(Exception):
    """The text is not what was expected."""


@dataclass(frozen=True)
class Node:
    """A subject or object: its text, and what it is.

    Kinds are variable, constant, label (of a blank node), list, and brackets for any other node.
    """

    text: str
    kind: str


@dataclass(frozen=True)
class PathTriple:
    """A triple whose verb may be a path.

    ``zero`` is in how many ways the path leads from a term to itself without any step.
    """

    subject: Node
    verb: str
    value: Node
    zero: int


@dataclass(frozen=True)
class Block:
    """Triples that stand together, from one offset of the text to another.

    ``named`` tells whether they stand in a GRAPH.
    """

    start: int
    end: int
    triples: tuple[PathTriple, ...]
    named: bool

    @property
    def can_be_split(self) -> bool:
        """Whether each triple may be written out: a node in brackets stands for itself once."""
        pairs = pairwise(self.triples)
        return not any(a.subject is b.subject and a.subject.kind == "brackets" for a, b in pairs)


def blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of triples in all groups of a query, in order; NotRead for other text."""
    return _cached_blocks(text) if len(text) < MAX_CACHED else tuple(_blocks(text))


@lru_cache(maxsize=128)
def _cached_blocks(text: str) -> tuple[Block, ...]:
    return tuple(_blocks(text))


def _blocks(text: str) -> Iterator[Block]:
    reader, context = _Reader(text), _Context()
    while (token := reader.token) is not _END:
        if context.has_triples and not context.in_brackets and reader.begins_node():
            yield reader.block(named=context.named)
            continue
        reader.at += 1
        context.enter(token)
        if token.word in ("FILTER", "GRAPH", "SERVICE"):
            reader.skip_name()


def items(node: Node) -> tuple[Node, ...] | None:
    """Return the nodes of a list; None if there are brackets in it."""
    reader, found = _Reader(node.text), []
    reader.at = 1
    while reader.token.text != ")":
        found.append(reader.node())
    simple = all(item.kind not in ("list", "brackets") for item in found)
    return tuple(found) if simple else None


class _Context:
    """What stands around a place in a query."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._head = self._flat = self._graph = False
        self.in_brackets = False

    @property
    def has_triples(self) -> bool:
        """Whether triples may stand here: directly in a group, and not in a SELECT."""
        return not self._head and self._open[-1:] in (["group"], ["graph"])

    @property
    def named(self) -> bool:
        """Whether this is in a GRAPH."""
        return "graph" in self._open

    def enter(self, token: Token) -> None:
        """Pass a token that is no part of triples."""
        # What is in brackets directly after these words is no collection.
        self.in_brackets = token.word in ("FILTER", "VALUES", "BIND", "NOT", "EXISTS")
        if token.word in _HEAD:
            self._head, self._flat = True, token.word == "CONSTRUCT"
        elif token.word in ("VALUES", "WHERE", "FROM"):
            self._flat = token.word == "VALUES"
        elif token.word in ("GRAPH", "SERVICE"):
            self._graph = True
        elif token.text == "(":
            self._open.append("expression")
        elif token.text == "{":
            self._open.append("flat" if self._flat else "graph" if self._graph else "group")
            self._head = self._flat = self._graph = False
        elif token.text in (")", "}") and self._open:
            self._open.pop()
            self._head = self._head and token.text == ")"


class _Reader:
    """The tokens of a text, and the place that is read next."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = [*tokens(text), _END, _END]
        self.at = 0

    @property
    def token(self) -> Token:
        return self._tokens[min(self.at, len(self._tokens) - 1)]

    def begins_node(self) -> bool:
        token = self.token
        signed = token.text in ("+", "-") and self._touches_number()
        return token.kind in _TERMS or token.text in ("(", "[") or signed or self._is_truth()

    def skip_name(self) -> None:
        """Skip the name of a graph or function, but no EXISTS."""
        while self.token.word == "SILENT":
            self.at += 1
        if self.token.kind in ("iri", "name", "variable", "word"):
            self.at += self.token.word not in ("EXISTS", "NOT")

    def block(self, *, named: bool) -> Block:
        start = self.token.start
        triples = list(self._same_subject())
        end = self._end
        while self.token.text == ".":
            self.at += 1
            end = self._end
            if self.begins_node():
                triples += self._same_subject()
                end = self._end
        return Block(start, end, tuple(triples), named)

    def _same_subject(self) -> Iterator[PathTriple]:
        subject = self.node()
        while self.token.text not in (".", "}", "") and self.token.word not in _AFTER:
            if self.token.text == ";":
                self.at += 1
                continue
            start = self.token.start
            zero = self._path()
            verb = self._text[start : self._end]
            yield PathTriple(subject, verb, self.node(), zero)
            while self.token.text == ",":
                self.at += 1
                yield PathTriple(subject, verb, self.node(), zero)

    @property
    def _end(self) -> int:
        return self._tokens[self.at - 1].end

    def _touches_number(self) -> bool:
        after = self._tokens[min(self.at + 1, len(self._tokens) - 1)]
        return after.kind == "number" and after.start == self.token.end

    def _is_truth(self) -> bool:
        return self.token.word in ("TRUE", "FALSE")

    def node(self) -> Node:
        start, token = self.token.start, self.token
        if not self.begins_node():
            raise NotRead
        if token.text in ("(", "["):
            self._skip_brackets()
            return Node(self._text[start : self._end], "list" if token.text == "(" else "brackets")
        self.at += 2 if token.text in ("+", "-") else 1
        if token.kind == "string" and self.token.kind == "language":
            self.at += 1
        elif token.kind == "string" and self.token.text == "^^":
            self.at += 2
        kind = {"variable": "variable", "blank": "label"}.get(token.kind, "constant")
        return Node(self._text[start : self._end], kind)

    def _skip_brackets(self) -> None:
        depth = 0
        while True:
            depth += self.token.text in ("(", "[")
            depth -= self.token.text in (")", "]")
            if self.token is _END:
                raise NotRead
            self.at += 1
            if depth == 0:
                return

    def _path(self) -> int:
        if self.token.kind == "variable":
            self.at += 1
            return 0
        zero = self._sequence()
        while self.token.text == "|":
            self.at += 1
            zero += self._sequence()
        return zero

    def _sequence(self) -> int:
        zero, steps = self._element(), 1
        while self.token.text == "/":
            self.at += 1
            self._element()
            steps += 1
        # A sequence is a join at a variable, and a variable stands for terms of the graph only.
        return zero if steps == 1 else 0

    def _element(self) -> int:
        if self.token.text == "^":
            self.at += 1
        zero = self._primary()
        mark = self.token.text
        if mark in ("*", "?"):
            self.at += 1
            return 1
        if mark == "+" and not self._touches_number():
            self.at += 1
            return min(zero, 1)
        return zero

    def _primary(self) -> int:
        token = self.token
        if token.text == "!":
            self.at += 1
            if self.token.text == "^":
                self.at += 1
            if self.token.text == "(":
                self._skip_brackets()
            else:
                self.at += 1
            return 0
        self.at += 1
        if token.text == "(":
            zero = self._path()
            if self.token.text != ")":
                raise NotRead
            self.at += 1
            return zero
        if token.kind in ("iri", "name") or token.word == "A":
            return 0
        raise NotRead


_AFTER = frozenset("OPTIONAL FILTER BIND VALUES GRAPH SERVICE MINUS UNION LATERAL".split())
