"""How deep the recursion of an engine goes in a query, counted from its tokens."""

from dataclasses import dataclass

from stakhgraph.rdf.sparql.tokens import Token

_OPENING = frozenset(("(", "{", "[", "<<"))
_CLOSING = frozenset((")", "}", "]", ">>"))


@dataclass
class _Bracket:
    """An open bracket: the steps in it, and how deep the brackets go that were closed in it."""

    mark: str
    flat: bool
    steps: int = 0
    deepest: int = 0


class Nesting:
    """Counts while the tokens of a query are added.

    ``depth`` is the number of brackets that are open. ``chain`` is the number of steps that an
    engine may be deep in its recursion: every clause, operator or term is one, and what stands in
    brackets is as deep as its brackets are. Lists that engines hold flat are no steps: the rows of
    VALUES, a CONSTRUCT template, the items of IN and the arguments of a function, and the parts of
    a literal.
    """

    def __init__(self) -> None:
        self._open = [_Bracket("", flat=False)]
        self._steps = 0  # in all open brackets
        self._flat_next = False
        self._before = ""
        self._half = ""  # what may be half of << or >>

    @property
    def depth(self) -> int:
        """The number of open brackets."""
        return len(self._open) - 1

    @property
    def chain(self) -> int:
        """The number of steps at the deepest place so far."""
        return self._steps + self._open[-1].deepest

    def add(self, token: Token) -> None:
        """Count a token."""
        mark = self._paired(token.text) if token.kind == "mark" else self._paired("")
        if token.word in ("VALUES", "CONSTRUCT"):
            self._flat_next = True
        elif token.word in ("WHERE", "FROM"):  # CONSTRUCT WHERE has no template
            self._flat_next = False
        if mark in _CLOSING:
            self._close()
        elif mark in _OPENING or not self._is_flat(token, mark):
            self._open[-1].steps += 1
            self._steps += 1
        if mark in _OPENING:
            self._enter(mark)
        self._before = token.text

    def _paired(self, mark: str) -> str:
        """Return the mark, or ``<<`` or ``>>`` for the second of two that are a bracket."""
        if mark and mark == self._half:
            self._half = ""
            return mark * 2
        self._half = mark if mark in ("<", ">") else ""
        return mark

    def _is_flat(self, token: Token, mark: str) -> bool:
        """Return whether a token is no step for an engine."""
        around = self._open[-1]
        of_literal = token.kind == "language" or "^^" in (mark, self._before)
        of_list = around.mark == "(" and (mark == "," or self._before in ("(", ","))
        return around.flat or of_literal or of_list

    def _enter(self, mark: str) -> None:
        begins_flat = self._flat_next and mark == "{"
        self._flat_next = self._flat_next and not begins_flat
        self._open.append(_Bracket(mark, flat=self._open[-1].flat or begins_flat))

    def _close(self) -> None:
        if len(self._open) > 1:
            closed = self._open.pop()
            self._steps -= closed.steps
            self._open[-1].deepest = max(self._open[-1].deepest, closed.steps + closed.deepest)
