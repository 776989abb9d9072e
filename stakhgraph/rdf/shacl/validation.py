"""SHACL through pySHACL: applying shapes to a graph, and checking that shapes are well formed.

This module settles what pySHACL leaves open: it binds the variable ``$shapesGraph``, queries in
shapes must pass the same guard as other queries, recursion is a failure instead of a warning, and
nothing is fetched or written to standard error.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from stakhgraph.errors import QuerySyntaxError, ShapesError
from stakhgraph.rdf.prefixes import Prefixes
from stakhgraph.rdf.rdflib_terms import from_rdflib, keep_spelling
from stakhgraph.rdf.sparql.guard import guard
from stakhgraph.rdf.terms import RDF, RDF_TYPE, XSD, Blank, Iri

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.query import Result
    from rdflib.term import Node, URIRef

_SHAPES_GRAPH = "urn:x-shacl:shapes-graph"

SH = "http://www.w3.org/ns/shacl#"
"""Namespace of SHACL, prefix ``sh:``."""

STANDARD = Prefixes(
    {
        "sh": SH,
        "rdf": RDF,
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "xsd": XSD,
    }
)
"""The prefixes of every report."""


@dataclass(frozen=True)
class Outcome:
    """The result of applying shapes.

    ``report`` is pySHACL's report graph and ``node`` the report in it; ``focus_counts`` is the
    number of focus nodes of each shape that has a target.
    """

    conforms: bool
    report: Graph
    node: Node
    focus_counts: Mapping[Node, int]


def apply(rules: Graph, facts: Graph, *, where: str) -> Outcome:
    """Validate the graph ``facts`` against the shapes in ``rules``; neither graph is changed.

    Raises ShapesError, with ``where``, for shapes that are ill-formed or recursive, for queries in
    them that are refused, and for a failure of validation as SHACL defines it.
    """
    from rdflib import URIRef

    _check_queries(rules, where)
    try:
        with keep_spelling(), _adjusted_pyshacl():
            validator = _validator(rules, facts)
            conforms, report, _ = validator.run()
            _sort_lists(report)
            node = next(report.subjects(URIRef(RDF_TYPE), _sh("ValidationReport")))
            return Outcome(bool(conforms), report, node, _focus_counts(validator))
    except Exception as exc:  # the errors that a shape can cause in pySHACL have no common class
        first = str(exc).strip().partition("\n")[0] or type(exc).__name__
        raise ShapesError(
            f"the shapes cannot be applied: {first}", where=where, remedy="Correct the shapes."
        ) from exc


def require_well_formed(rules: Graph, *, where: str) -> None:
    """Raise ShapesError unless the shapes conform to the specification's own shapes for shapes.

    See https://www.w3.org/TR/shacl/#shacl-shacl; `apply` alone notices only some of the faults.
    """
    from pyshacl.entrypoints import meta_validate
    from rdflib import URIRef

    with keep_spelling(), _adjusted_pyshacl():
        conforms, report, _ = meta_validate(_copy(rules), inference="none")
        faults = (
            [] if conforms else list(report.subjects(URIRef(RDF_TYPE), _sh("ValidationResult")))
        )
        # The constraint that a shape is either a node or a property shape does not say what is
        # wrong, and it refuses paths that the specification's test suite has; `apply` checks paths.
        messages = sorted(
            _message(report, fault)
            for fault in faults
            if (fault, _sh("sourceConstraintComponent"), _sh("XoneConstraintComponent"))
            not in report
        )
    if messages:
        raise ShapesError(
            f"ill-formed shapes: {messages[0]}", where=where, remedy="Correct the shapes."
        )


def _sh(name: str) -> URIRef:
    from rdflib import URIRef

    return URIRef(f"{SH}{name}")


def _name(node: Node | None) -> str:
    term = None if node is None else from_rdflib(node)
    return "a shape" if term is None or isinstance(term, Blank) else term.value


def _message(report: Graph, fault: Node) -> str:
    focus, path = (report.value(fault, _sh(name)) for name in ("focusNode", "resultPath"))
    message = report.value(fault, _sh("resultMessage"))
    who = _name(focus)
    direct = path is not None and isinstance(from_rdflib(path), Iri)
    what = f"{STANDARD.shorten(Iri(str(path)))} of {who}" if direct else who
    return f"{what}: {message}"


def _validator(rules: Graph, facts: Graph) -> Any:
    from pyshacl import Validator
    from pyshacl.graph_abstraction import DataGraph

    silent = logging.getLogger(__name__)
    silent.disabled = True
    data = DataGraph.from_rdflib(_facts_class()(facts, rules))
    return Validator(data, shacl_graph=_copy(rules), options={"logger": silent})


def _copy(rules: Graph) -> Graph:
    """Return a copy of the shapes, which pySHACL may add triples to.

    Switches that are spelt ``1`` or ``0`` are left out, since pySHACL would misread them: only the
    term ``true`` switches something on.
    """
    from rdflib import XSD as TYPES
    from rdflib import Graph
    from rdflib import Literal as RdflibLiteral

    copy = Graph(bind_namespaces="none", identifier=rules.identifier)
    for triple in sorted(rules):  # else the order of names in messages would vary
        copy.add(triple)
    for prefix, namespace in rules.namespaces():
        copy.bind(prefix, namespace)
    for name in ("closed", "deactivated", "optional", "qualifiedValueShapesDisjoint", "uniqueLang"):
        for spelling in ("1", "0"):
            value = RdflibLiteral(spelling, datatype=TYPES.boolean)
            copy.remove((None, _sh(name), value))
    return copy


def _focus_counts(validator: Any) -> dict[Node, int]:
    return {
        shape.node: len(shape.focus_nodes(validator.target_graph))
        for shape in validator.shacl_graph.shapes
        if any(map(list, shape.target()))
    }


def _sort_lists(report: Graph) -> None:
    """Sort the list in pySHACL's own message for sh:in, which comes from a set."""
    from rdflib import Literal as RdflibLiteral

    kind = _sh("InConstraintComponent")
    for result in report.subjects(_sh("sourceConstraintComponent"), kind):
        for message in report.objects(result, _sh("resultMessage")):
            head, sign, items = str(message).partition(" not in list ")
            if sign and re.fullmatch(r"\[('[^']*'(, )?)*\]", items):
                names = sorted(re.findall(r"'([^']*)'", items))
                report.set((result, _sh("resultMessage"), RdflibLiteral(f"{head}{sign}{names}")))


def _check_queries(rules: Graph, where: str) -> None:
    for name in ("select", "ask"):
        for shape, text in rules.subject_objects(_sh(name)):
            try:
                guard(str(text), prefixes=False)
            except QuerySyntaxError as exc:
                raise ShapesError(
                    f"the query of {_name(shape)}: {exc.message}", where=where, remedy=exc.remedy
                ) from exc


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
