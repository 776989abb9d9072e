"""RDF documents as quads, and what an Oxigraph makes of them.

Oxigraph holds the values of numbers, dates and durations, and not their spelling: ``01`` becomes
``1``, and ``"1"^^xsd:nonNegativeInteger`` an ``xsd:integer``. Triples that differ in nothing else
become one. `Loading` counts both, so that it can be said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pyoxigraph as ox

from stakhgraph.rdf.oxigraph.terms import FOREIGN, parse_error
from stakhgraph.rdf.rdf_files import Source, is_rdf_1_2
from stakhgraph.rdf.terms import XSD

# The datatypes whose spelling Oxigraph may change, and the spelling that it surely keeps.
_SURE = {
    "integer": r"0|-?[1-9][0-9]{0,17}",
    "decimal": r"-?(?:0|[1-9][0-9]{0,8})\.[0-9]{0,7}[1-9]",
    "boolean": "true|false",
    "date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "dateTime": r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[01][0-9]:[0-9]{2}:[0-9]{2}Z?",
    **dict.fromkeys(("double", "float", "time", "dateTimeStamp", "duration"), "(?!)"),
    **dict.fromkeys(("yearMonthDuration", "dayTimeDuration"), "(?!)"),
    **dict.fromkeys(("int", "long", "short", "byte"), "(?!)"),
    **dict.fromkeys((f"unsigned{name}" for name in ("Int", "Long", "Short", "Byte")), "(?!)"),
    **dict.fromkeys((f"{sign}Integer" for sign in ("positive", "negative")), "(?!)"),
    **dict.fromkeys((f"non{sign}Integer" for sign in ("Positive", "Negative")), "(?!)"),
}
_SURELY_KEPT = {f"{XSD}{name}": re.compile(spelling) for name, spelling in _SURE.items()}


@dataclass(frozen=True)
class Losses:
    """What a store does not hold as it was written.

    ``changed`` values are held in another spelling; ``example`` is one of them as it was written,
    as it is held, and its document. ``triples`` were written, ``held`` are in the store.
    """

    triples: int
    held: int
    changed: int
    example: tuple[str, str, str] = ("", "", "")


class Loading:
    """A store to which documents are added, and what it changes of them.

    With ``spelling`` nothing is changed: what `nquads` returns is as it was written.
    """

    def __init__(self, *, spelling: bool = False) -> None:
        self.store = ox.Store()
        self._spelling = spelling
        self.prefixes: dict[str, str] = {}
        self._ambiguous: set[str] = set()
        self._doubtful: dict[ox.Quad, str] = {}

    def add(self, source: Source) -> None:
        """Add a document; ParseError with ``where:line:column``, also for RDF 1.2.

        ``prefixes`` then has the namespaces that it declares, but no prefix that has two.
        """
        parser = source.parser(rename_blank=True)
        try:
            self.store.bulk_extend(self._sure(parser, source))
        except FOREIGN as exc:
            raise parse_error(exc, source.where) from exc
        for prefix, namespace in parser.prefixes.items():
            if self.prefixes.setdefault(prefix, namespace) != namespace:
                self._ambiguous.add(prefix)
        for prefix in self._ambiguous & self.prefixes.keys():
            del self.prefixes[prefix]

    def finish(self) -> Losses:
        """Add what may be held in another spelling, and return what is."""
        if self._spelling:
            number = len(self.store) + len(self._doubtful)
            return Losses(number, number, 0)
        held = _held(quad.object for quad in self._doubtful)
        changed = [quad for quad in self._doubtful if held[quad.object] != quad.object]
        self.store.extend(self._doubtful.keys() - set(changed))
        unchanged = len(self.store)
        self.store.extend(changed)
        losses = Losses(unchanged + len(changed), len(self.store), len({q.object for q in changed}))
        if not changed:
            return losses
        value = changed[0].object
        return replace(losses, example=(str(value), str(held[value]), self._doubtful[changed[0]]))

    def nquads(self) -> bytes:
        """Return all as N-Quads, after `finish`."""
        text = bytes(self.store.dump(format=ox.RdfFormat.N_QUADS) or b"")
        if self._spelling:
            text += bytes(ox.serialize(self._doubtful, format=ox.RdfFormat.N_QUADS) or b"")
        return text

    def _sure(self, parser: Iterable[ox.Quad], source: Source) -> Iterator[ox.Quad]:
        """Yield the quads that are held as they are written, and put the others aside."""
        for quad in parser:
            value = quad.object
            if isinstance(value, ox.Literal):
                spelling = _SURELY_KEPT.get(value.datatype.value)
                if spelling is not None and not spelling.fullmatch(value.value):
                    self._doubtful.setdefault(quad, source.where)
                    continue
            if is_rdf_1_2(quad):
                raise source.not_rdf_1_1()
            yield quad


def _held(values: Iterable[Any]) -> dict[Any, Any]:
    """Return each literal with the one that a store holds for it."""
    every = list(dict.fromkeys(values))
    predicate, scratch = ox.NamedNode("x:x"), ox.Store()
    scratch.extend(ox.Quad(ox.NamedNode(f"x:{at}"), predicate, v) for at, v in enumerate(every))
    return {every[int(quad.subject.value[2:])]: quad.object for quad in scratch}
