"""SHACL through pySHACL: applying shapes to a graph, and the standard report of what came out.

What pySHACL leaves open is settled here: the variable ``$shapesGraph`` is bound, queries in shapes
are held to what other queries are held to, recursion is a failure and not a remark, and nothing is
fetched or written to standard error.
"""

import logging
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from stakhgraph.errors import QuerySyntaxError, ShapesError
from stakhgraph.rdf import query_text
from stakhgraph.rdf.rdflib_store import spelling_kept, term
from stakhgraph.rdf.terms import RDF_TYPE, XSD, Blank, Iri, Literal, Prefixes

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.query import Result
    from rdflib.term import Node, URIRef

SH = "http://www.w3.org/ns/shacl#"
"""Namespace of SHACL, prefix ``sh:``."""

STANDARD = Prefixes(
    {
        "sh": SH,
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "xsd": XSD,
    }
)
"""What every report shortens names with."""

_SHAPES_GRAPH = "urn:x-shacl:shapes-graph"


@dataclass(frozen=True)
class Outcome:
    """What came of applying shapes.

    ``report`` is pySHACL's report graph, ``node`` the report in it, and ``focus_counts`` says to
    how many nodes each shape with a target applied.
    """

    conforms: bool
    report: "Graph"
    node: "Node"
    focus_counts: Mapping["Node", int]


def apply(rules: "Graph", facts: "Graph", *, where: str) -> Outcome:
    """Validate ``facts`` by the shapes in ``rules``; both stay as they are.

    Raises ShapesError, at ``where``, for shapes that are ill-formed, recursive, or ask what no
    query may ask, and for a failure of validation as SHACL defines it.
    """
    from rdflib import RDF

    _check_queries(rules, where)
    try:
        with spelling_kept(), _settled():
            validator = _validator(rules, facts)
            conforms, report, _ = validator.run()
            _sort_lists(report)
            node = next(report.subjects(RDF.type, _sh("ValidationReport")))
            return Outcome(bool(conforms), report, node, _focus_counts(validator))
    except Exception as exc:  # what a shape can provoke in pySHACL and below has no common class
        first = str(exc).strip().partition("\n")[0] or type(exc).__name__
        raise ShapesError(
            f"the shapes cannot be applied: {first}", where=where, remedy="Mend the shapes."
        ) from exc


def require_well_formed(rules: "Graph", *, where: str) -> None:
    """Raise ShapesError unless the shapes pass the shapes for shapes of the specification.

    See https://www.w3.org/TR/shacl/#shacl-shacl; `apply` notices only what it stumbles over.
    """
    from pyshacl.entrypoints import meta_validate
    from rdflib import RDF

    with spelling_kept(), _settled():
        conforms, report, _ = meta_validate(_copy(rules), inference="none")
        faults = [] if conforms else list(report.subjects(RDF.type, _sh("ValidationResult")))
        # The choice between node and property shape says nothing of what is amiss, and it refuses
        # paths that the test suite of the specification has; `apply` looks at paths itself.
        told = sorted(
            _told(report, fault)
            for fault in faults
            if (fault, _sh("sourceConstraintComponent"), _sh("XoneConstraintComponent"))
            not in report
        )
    if told:
        raise ShapesError(f"ill-formed shapes: {told[0]}", where=where, remedy="Mend the shapes.")


def turtle(outcome: Outcome, *, prefixes: Prefixes = STANDARD) -> str:
    """Give the validation report in Turtle, the same text for the same results.

    Of the shapes and the data it holds names and paths only, as the specification asks
    (https://www.w3.org/TR/shacl/#validation-report): a shape without an IRI stands as a blank node.
    """
    head = [f"@prefix {name}: <{space}> .\n" for name, space in prefixes.namespaces.items()]
    body = _Body(outcome.report, prefixes).text(outcome.node)
    return f"{''.join(head)}\n[]\n{body} .\n"


class _Body:
    """The text of a report, in an order and with labels that the input's labels do not decide."""

    # What stands behind these is a copy of the shapes or of the data, and no part of a report.
    _BARE = frozenset(
        f"{SH}{end}" for end in ("sourceShape", "sourceConstraint", "value", "focusNode")
    )

    def __init__(self, report: "Graph", prefixes: Prefixes) -> None:
        self._report = report
        self._prefixes = prefixes
        self._keys: dict[Node, str] = {}
        self._labels: dict[Node, str] = {}

    def text(self, node: "Node", *, depth: int = 1) -> str:
        """Give the verbs and values of a node, one a line, blank nodes written where they stand."""
        indent = "    " * depth
        lines = (
            f"{indent}{self._verb(verb)} {self._value(verb, value, depth)}"
            for verb, value in self._stated(node)
        )
        return " ;\n".join(lines)

    def _value(self, verb: "Node", value: "Node", depth: int) -> str:
        if not isinstance(term(value), Blank):
            return self._word(value)
        if str(verb) in self._BARE:
            return self._labels.setdefault(value, f"_:n{len(self._labels) + 1}")
        return f"[\n{self.text(value, depth=depth + 1)}\n{'    ' * depth}]"

    def _stated(self, node: "Node") -> list[tuple["Node", "Node"]]:
        return sorted(self._report.predicate_objects(node), key=self._pair_key)

    def _pair_key(self, pair: tuple["Node", "Node"]) -> tuple[str, str]:
        verb, value = pair
        return ("" if str(verb) == RDF_TYPE else str(verb)), self._key(value)

    def _key(self, node: "Node") -> str:
        found = term(node)
        if not isinstance(found, Blank):
            return found.ntriples()
        if node not in self._keys:
            self._keys[node] = "[]"  # where a description comes back to itself
            self._keys[node] = str([self._pair_key(pair) for pair in self._stated(node)])
        return self._keys[node]

    def _verb(self, node: "Node") -> str:
        return "a" if str(node) == RDF_TYPE else self._word(node)

    def _word(self, node: "Node") -> str:
        match term(node):
            case Iri() as iri:
                return self._prefixes.shorten(iri)
            case Literal(("true" | "false") as value, datatype) if datatype == f"{XSD}boolean":
                return value
            case Literal(value, str(datatype)):
                return f"{Literal(value).ntriples()}^^{self._prefixes.shorten(Iri(datatype))}"
            case other:
                return other.ntriples()


def _sh(name: str) -> "URIRef":
    from rdflib import URIRef

    return URIRef(f"{SH}{name}")


def _name(node: "Node | None") -> str:
    found = None if node is None else term(node)
    return "a shape" if found is None or isinstance(found, Blank) else found.value


def _told(report: "Graph", fault: "Node") -> str:
    focus, path = (report.value(fault, _sh(name)) for name in ("focusNode", "resultPath"))
    message = report.value(fault, _sh("resultMessage"))
    who = _name(focus)
    direct = path is not None and isinstance(term(path), Iri)
    what = f"{STANDARD.shorten(Iri(str(path)))} of {who}" if direct else who
    return f"{what}: {message}"


def _validator(rules: "Graph", facts: "Graph") -> Any:
    from pyshacl import Validator
    from pyshacl.graph_abstraction import DataGraph

    remarks = logging.getLogger(__name__)
    remarks.disabled = True
    data = DataGraph.from_rdflib(_facts_class()(facts, rules))
    return Validator(data, shacl_graph=_copy(rules), options={"logger": remarks})


def _copy(rules: "Graph") -> "Graph":
    """Give shapes for pySHACL to add triples to, without switches that it would misread.

    What switches something on is the term ``true``, not another spelling of the same truth.
    """
    from rdflib import XSD as TYPES
    from rdflib import Graph
    from rdflib import Literal as Spelt

    copy = Graph(bind_namespaces="none", identifier=rules.identifier)
    for triple in sorted(rules):  # or messages would name things in an order that changes
        copy.add(triple)
    for prefix, namespace in rules.namespaces():
        copy.bind(prefix, namespace)
    for name in ("closed", "deactivated", "optional", "qualifiedValueShapesDisjoint", "uniqueLang"):
        for spelling in ("1", "0"):
            value = Spelt(spelling, datatype=TYPES.boolean)
            copy.remove((None, _sh(name), value))
    return copy


def _focus_counts(validator: Any) -> dict["Node", int]:
    return {
        shape.node: len(shape.focus_nodes(validator.target_graph))
        for shape in validator.shacl_graph.shapes
        if any(map(list, shape.target()))
    }


def _sort_lists(report: "Graph") -> None:
    """Put the list in pySHACL's own message for sh:in into order: it comes out of a set."""
    from rdflib import Literal as Spelt

    kind = _sh("InConstraintComponent")
    for result in report.subjects(_sh("sourceConstraintComponent"), kind):
        for message in report.objects(result, _sh("resultMessage")):
            told, sign, items = str(message).partition(" not in list ")
            if sign and re.fullmatch(r"\[('[^']*'(, )?)*\]", items):
                names = sorted(re.findall(r"'([^']*)'", items))
                report.set((result, _sh("resultMessage"), Spelt(f"{told}{sign}{names}")))


def _check_queries(rules: "Graph", where: str) -> None:
    for name in ("select", "ask"):
        for shape, text in rules.subject_objects(_sh(name)):
            try:
                query_text.guard(str(text), prefixes=False)
            except QuerySyntaxError as exc:
                raise ShapesError(
                    f"the query of {_name(shape)}: {exc.message}", where=where, remedy=exc.remedy
                ) from exc


@contextmanager
def _settled() -> Iterator[None]:
    """Have pySHACL bind ``$shapesGraph``, and fail where it would only warn of recursion."""
    from pyshacl import helper
    from pyshacl.errors import ShapeRecursionWarning

    names = vars(helper)  # in it pySHACL keeps the class that binds, once it has loaded it
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
        """pySHACL's binding of variables, which gives up where it sees ``$shapesGraph``."""

        bind_sg_regex = re.compile(r"(?!)")

        def pre_bind_variables(self, *args: Any, **kwargs: Any) -> tuple[dict[str, Any], str]:
            bindings, text = super().pre_bind_variables(*args, **kwargs)
            if base.bind_sg_regex.search(text):
                bindings["shapesGraph"] = URIRef(_SHAPES_GRAPH)
            return bindings, text

    return Helper


@cache
def _facts_class() -> Callable[["Graph", "Graph"], "Graph"]:
    from rdflib import Dataset, Graph, URIRef

    class Facts(Graph):
        """A view of the data beside which a query may ask for the graph of the shapes."""

        def __init__(self, facts: Graph, rules: Graph) -> None:
            super().__init__(facts.store, facts.identifier, bind_namespaces="none")
            self._rules = rules
            self._both: Dataset | None = None
            self._size = len(facts)

        def __len__(self) -> int:
            # pySHACL asks for it at every turn, as a test of truth, and stores count from scratch.
            return self._size

        def query(self, query_object: Any, *args: Any, **kwargs: Any) -> "Result":
            bindings = args[3] if len(args) > 3 else kwargs.get("initBindings")
            if not bindings or "shapesGraph" not in bindings:
                return super().query(query_object, *args, **kwargs)
            if self._both is None:
                self._both = Dataset()
                self._both.default_graph.__iadd__(self)
                self._both.graph(URIRef(_SHAPES_GRAPH)).__iadd__(self._rules)
            return self._both.query(query_object, initBindings=bindings)

    return Facts
