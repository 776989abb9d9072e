"""A graph of shapes: which nodes in it are shapes, what they apply to, and how they are named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from stakhgraph.rdf.rdf_files import Document
from stakhgraph.rdf.shacl.vocabulary import KNOWN, RULE, SH, SHAPE_LISTS, SHAPE_VALUES, TARGETS
from stakhgraph.rdf.terms import RDF, RDF_TYPE, Blank, Iri, Literal, Term, Triple
from stakhgraph.rdf.triple_index import Index, key, to_term

__all__ = ["CLASSES", "ShapesGraph"]

_FIRST, _REST, _NIL = f"{RDF}first", f"{RDF}rest", f"{RDF}nil"
CLASSES = frozenset(
    {"http://www.w3.org/2000/01/rdf-schema#Class", "http://www.w3.org/2002/07/owl#Class"}
)
"""The classes of classes: a shape of one of them applies to its own instances."""
_IMPORTS = "http://www.w3.org/2002/07/owl#imports"
_DATATYPE = Iri(f"{SH}datatype")
_STRUCTURES = frozenset(f"{SH}{name}" for name in ("path", "expression", RULE))
_SHAPE_CLASSES = frozenset({f"{SH}NodeShape", f"{SH}PropertyShape"})


@dataclass(frozen=True, eq=False)
class ShapesGraph:
    """The document of a graph of shapes, and what follows from its triples."""

    document: Document

    @property
    def where(self) -> str:
        """The name of the document in errors."""
        return self.document.where

    @cached_property
    def triples(self) -> Sequence[Triple]:
        """The triples in the order of the document."""
        return tuple(self.document.triples())

    @cached_property
    def index(self) -> Index:
        """The triples by subject and property."""
        return Index.of(self.triples)

    @cached_property
    def shapes(self) -> tuple[str, ...]:
        """The shapes, as `triple_index.key` names them, sorted.

        These are the nodes that say that they are shapes, have a target or a path with constraints,
        or are the value of a property that expects a shape
        (https://www.w3.org/TR/shacl/#dfn-shape).
        """
        return tuple(sorted(set(self._shapes())))

    def _shapes(self) -> Iterator[str]:
        for subject, about in self.index.statements.items():
            names = {verb.removeprefix(SH) for verb in about if verb.startswith(SH)}
            stated = {key(value) for value in about.get(RDF_TYPE, ())}
            if stated & _SHAPE_CLASSES or names & TARGETS or "path" in names:
                yield subject
            for name in names & SHAPE_VALUES:
                yield from map(key, about[SH + name])
            for name in names & SHAPE_LISTS:
                for head in about[SH + name]:
                    yield from map(key, self.members(head))

    def members(self, head: Term) -> Iterator[Term]:
        """Yield the members of a list; a list that leads back to itself ends there."""
        seen: set[str] = set()
        at = key(head)
        while at != _NIL and at not in seen:
            seen.add(at)
            yield from self.index.values(at, _FIRST)
            rest = self.index.values(at, _REST)
            at = key(rest[0]) if rest else _NIL

    @cached_property
    def undescribed(self) -> tuple[str, ...]:
        """The shapes that another names and that have no triple of their own, sorted."""
        return tuple(shape for shape in self.shapes if shape not in self.index.statements)

    def targets(self, shape: str) -> Iterator[tuple[str, Term]]:
        """Yield what a shape applies to: the local name of the property, and its value.

        A shape that is also a class has that class as its target, with the name ``targetClass``.
        """
        for name in sorted(TARGETS):
            for value in self.index.values(shape, SH + name):
                yield name, value
        if CLASSES.intersection(self.index.classes(shape)):
            yield "targetClass", to_term(shape)

    @cached_property
    def with_target(self) -> tuple[str, ...]:
        """The shapes that apply to something of their own."""
        return tuple(shape for shape in self.shapes if next(self.targets(shape), None))

    @cached_property
    def structural_nodes(self) -> frozenset[str]:
        """The nodes of which paths, expressions and lists are made; they mean nothing if named."""
        lists = {subject for subject, about in self.index.statements.items() if _FIRST in about}
        return frozenset(self.path_nodes | lists)

    @cached_property
    def path_nodes(self) -> frozenset[str]:
        """The blank nodes of paths, expressions and rules."""
        found: set[str] = set()
        todo = [value for _, verb, value in self.triples if verb.value in _STRUCTURES]
        while todo:
            node = todo.pop()
            if isinstance(node, Blank) and key(node) not in found:
                found.add(key(node))
                about = self.index.statements.get(key(node), {})
                todo.extend(value for values in about.values() for value in values)
        return frozenset(found)

    def named(self, node: Term) -> Term:
        """Return a shape, or the nearest shape with an IRI that contains it."""
        seen: set[Term] = set()
        while isinstance(node, Blank) and node not in seen:
            seen.add(node)
            node = self._owners.get(node, node)
        return node

    @cached_property
    def _owners(self) -> dict[Term, Iri | Blank]:
        owners: dict[Term, Iri | Blank] = {}
        for subject, _, value in self.triples:
            if isinstance(value, Blank):
                owners.setdefault(value, subject)
        return owners

    def declared_prefixes(self, query: str) -> dict[str, str]:
        """Return the prefixes of a query in a shape, by sh:prefixes, sh:declare and owl:imports.

        See https://www.w3.org/TR/shacl/#sparql-prefixes. Nothing is fetched.
        """
        found: dict[str, str] = {}
        todo = list(self.index.values(query, f"{SH}prefixes"))
        seen: set[str] = set()
        while todo:
            node = key(todo.pop())
            if node not in seen:
                seen.add(node)
                for declaration in self.index.links(node, f"{SH}declare"):
                    prefix = self.text(declaration, "prefix")
                    found.setdefault(prefix, self.text(declaration, "namespace"))
                todo += self.index.values(node, _IMPORTS)
        return found

    @cached_property
    def used_terms(self) -> dict[str, str]:
        """A subject of each property in the namespace of SHACL, by the local name."""
        return {
            verb.value.removeprefix(SH): key(subject)
            for subject, verb, _ in self.triples
            if verb.value.startswith(SH)
        }

    @cached_property
    def datatypes(self) -> frozenset[str]:
        """The IRIs of the datatypes that shapes ask for."""
        return frozenset(value.value for _, verb, value in self.triples if verb == _DATATYPE)

    @cached_property
    def is_advanced(self) -> bool:
        """Whether something in it is defined by SHACL-AF only."""
        functions = self.index.of_class(f"{SH}SPARQLFunction")
        return bool(self.used_terms.keys() & {"target", "expression", RULE} or functions)

    @cached_property
    def unknown_terms(self) -> tuple[str, ...]:
        """The local names of properties in SHACL's namespace that SHACL does not have, sorted."""
        return tuple(sorted(self.used_terms.keys() - KNOWN))

    def text(self, subject: str, name: str) -> str:
        """Return the text of the first literal of a property of SHACL; empty if there is none."""
        texts = self.index.texts(subject, SH + name)
        return texts[0] if texts else ""

    def literals(self, name: str) -> Iterator[tuple[str, Literal]]:
        """Yield subject and value of each literal of a property of SHACL."""
        for subject, verb, value in self.triples:
            if verb.value == SH + name and isinstance(value, Literal):
                yield key(subject), value
