"""SHACL through pySHACL on rdflib: slower, and an independent check of the other engine.

This module settles what pySHACL leaves open: it binds the variable ``$shapesGraph``, recursion is a
failure instead of a warning, and nothing is fetched or written to standard error.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from stakhgraph.errors import ShapesError
from stakhgraph.rdf.rdf_files import Source
from stakhgraph.rdf.rdflib_terms import from_rdflib, keep_spelling, to_rdflib, triple_from_rdflib
from stakhgraph.rdf.shacl.outcome import RawReport
from stakhgraph.rdf.shacl.patterns import to_python
from stakhgraph.rdf.shacl.shapes_graph import ShapesGraph
from stakhgraph.rdf.shacl.vocabulary import SH
from stakhgraph.rdf.terms import RDF_TYPE, XSD, Blank, Iri, Literal, Triple
from stakhgraph.rdf.triple_index import key

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.query import Result
    from rdflib.term import URIRef

_SHAPES_GRAPH = "urn:x-shacl:shapes-graph"
# pySHACL would misread these if they are spelt 1 or 0: only the term true switches something on.
_SWITCHES = frozenset(
    f"{SH}{name}"
    for name in ("closed", "deactivated", "optional", "qualifiedValueShapesDisjoint", "uniqueLang")
)


def report(shapes: ShapesGraph, data: Source, *, inference: str = "none") -> RawReport:
    """Return the report on some data; ``inference`` is ``none``, ``rdfs`` or ``rules``.

    Raises ParseError for the data, ShapesError for what pySHACL refuses, and for recursive shapes.
    """
    from rdflib import Graph, URIRef

    ntriples = data.parse().ntriples
    facts = Graph(bind_namespaces="none")
    try:
        with keep_spelling(), _adjusted_pyshacl():
            facts.parse(data=ntriples, format="nt")
            validator = _validator(shapes, facts, inference)
            _, found, _ = validator.run()
    except Exception as exc:  # the errors that a shape can cause in pySHACL have no common class
        first = str(exc).strip().partition("\n")[0] or type(exc).__name__
        raise ShapesError(
            f"the shapes cannot be applied: {first}",
            where=shapes.where,
            remedy="Correct the shapes, or use the other engine.",
        ) from exc
    node = next(found.subjects(URIRef(RDF_TYPE), _sh("ValidationReport")))
    return RawReport([triple_from_rdflib(*triple) for triple in found], from_rdflib(node))


def _sh(name: str) -> URIRef:
    from rdflib import URIRef

    return URIRef(f"{SH}{name}")


def _graph(shapes: ShapesGraph, *, rules: bool) -> Graph:
    """Return the shapes as an rdflib graph, in an order that does not vary."""
    from rdflib import Graph

    graph = Graph(bind_namespaces="none")
    left_out = {f"{SH}prefixes"} | ({f"{SH}rule"} if not rules else set())
    for triple in sorted(shapes.triples, key=str):
        if not _is_misread(triple) and triple[1].value not in left_out:
            subject, verb, value = triple
            if isinstance(value, Literal):
                value = _adjusted(shapes, subject, verb, value)
            graph.add((to_rdflib(subject), to_rdflib(verb), to_rdflib(value)))
    return graph


def _adjusted(shapes: ShapesGraph, subject: Iri | Blank, verb: Iri, value: Literal) -> Literal:
    """Return a pattern in Python's syntax, and a query with its own PREFIX lines.

    pySHACL would bind prefixes through rdflib, which keeps one prefix for a namespace, and those of
    the data among them.
    """
    if verb.value == f"{SH}pattern":
        return Literal(to_python(value.value), value.datatype)
    if verb.value.removeprefix(SH) in ("select", "ask", "construct"):
        declared = shapes.declared_prefixes(key(subject))
        lines = [f"PREFIX {name}: <{iri}>\n" for name, iri in sorted(declared.items())]
        return Literal("".join(lines) + value.value, value.datatype)
    return value


def _is_misread(triple: Triple) -> bool:
    _, verb, value = triple
    return verb.value in _SWITCHES and value in (
        Literal("1", f"{XSD}boolean"),
        Literal("0", f"{XSD}boolean"),
    )


def _validator(shapes: ShapesGraph, facts: Graph, inference: str) -> Any:
    from pyshacl import Validator
    from pyshacl.graph_abstraction import DataGraph

    silent = logging.getLogger(__name__)
    silent.disabled = True
    graph = _graph(shapes, rules=inference == "rules")
    options = {
        "logger": silent,
        "advanced": shapes.is_advanced,
        "inference": "rdfs" if inference == "rdfs" else "none",
    }
    data = DataGraph.from_rdflib(_facts_class()(facts, graph))
    return Validator(data, shacl_graph=graph, options=options)


@contextmanager
def _adjusted_pyshacl() -> Iterator[None]:
    """Make pySHACL bind ``$shapesGraph``, and fail where it would only warn of recursion."""
    from pyshacl import helper
    from pyshacl.errors import ShapeRecursionWarning

    names = vars(helper)  # pySHACL caches the class that binds variables here
    before = names.get("SPARQLQueryHelperCls")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", ShapeRecursionWarning)
        names["SPARQLQueryHelperCls"] = _helper_class()
        try:
            yield
        finally:
            names["SPARQLQueryHelperCls"] = before


@cache
def _helper_class() -> type:
    from pyshacl.helper.sparql_query_helper import SPARQLQueryHelper
    from rdflib import URIRef

    base: Any = SPARQLQueryHelper

    class Helper(base):  # type: ignore[misc]
        """pySHACL's binding of variables, which by itself refuses ``$shapesGraph``."""

        bind_sg_regex = re.compile(r"(?!)")

        def pre_bind_variables(self, *args: Any, **kwargs: Any) -> tuple[dict[str, Any], str]:
            bindings, text = super().pre_bind_variables(*args, **kwargs)
            if base.bind_sg_regex.search(text):
                bindings["shapesGraph"] = URIRef(_SHAPES_GRAPH)
            return bindings, text

    return Helper


@cache
def _facts_class() -> Callable[[Graph, Graph], Graph]:
    from rdflib import Dataset, Graph, URIRef

    class Facts(Graph):
        """A view of the data; queries can also ask for the graph of the shapes."""

        def __init__(self, facts: Graph, rules: Graph) -> None:
            super().__init__(facts.store, facts.identifier, bind_namespaces="none")
            self._rules = rules
            self._both: Dataset | None = None
            self._size = len(facts)

        def __len__(self) -> int:
            # pySHACL asks for it often, as a test of truth, and stores count all triples each time.
            return self._size

        def query(self, query_object: Any, *args: Any, **kwargs: Any) -> Result:
            bindings = args[3] if len(args) > 3 else kwargs.get("initBindings")
            if not bindings or "shapesGraph" not in bindings:
                return super().query(query_object, *args, **kwargs)
            if self._both is None:
                self._both = Dataset()
                self._both.default_graph.__iadd__(self)
                self._both.graph(URIRef(_SHAPES_GRAPH)).__iadd__(self._rules)
            return self._both.query(query_object, initBindings=bindings)

    return Facts
