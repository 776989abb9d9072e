"""Validation: which rules the graph breaks, where, and how to mend it.

Rules for one node are the SHACL shapes of the ontology, rules for the whole graph are queries that
return the offenders (``queries/checks/``), and rules for files are in ``file_rules``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stakhgraph.debate import file_rules, withdrawals
from stakhgraph.debate.findings import LEVELS, Finding, about, short
from stakhgraph.files import read_text
from stakhgraph.project import Project
from stakhgraph.queries import answering, catalogue
from stakhgraph.rdf.rdflib_parse import parse_turtle
from stakhgraph.rdf.rdflib_terms import from_rdflib
from stakhgraph.rdf.shacl import validation
from stakhgraph.rdf.shacl.validation import SH
from stakhgraph.rdf.store import Store, load

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node


@dataclass(frozen=True)
class Report:
    """All findings, by file and line; and the number of nodes to which each shape applied."""

    findings: tuple[Finding, ...]
    focus_counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def conforms(self) -> bool:
        """Whether nothing is a violation; warnings do not count."""
        return all(finding.level != LEVELS[0] for finding in self.findings)

    def of_rule(self, rule: str) -> tuple[Finding, ...]:
        """Return the findings of one rule."""
        return tuple(finding for finding in self.findings if finding.rule == rule)


def check(project: Project, *, engine: str = "oxigraph", on: Store | None = None) -> Report:
    """Return what breaks a shape, a check or a rule for files.

    ``on`` is the project, already loaded on either engine; without it the project is loaded on
    ``engine``. Raises ShapesError for ill-formed shapes, QuerySyntaxError and
    Failure for a check that cannot be asked, and what `load` raises.
    """
    store = on or load(project.turtle_files(), engine=engine)
    focus_counts, found = _shape_findings(project, store)
    of_files = (*file_rules.check(project), *withdrawals.check(project))
    findings = {*found, *_check_findings(project, store), *of_files}
    return Report(tuple(sorted(findings)), focus_counts)


def _shape_findings(project: Project, store: Store) -> tuple[dict[str, int], list[Finding]]:
    if not project.shapes.is_file():
        return {}, []
    where = project.name(project.shapes)
    rules = parse_turtle(read_text(project.shapes, empty=True), where=where)
    outcome = validation.apply(rules, store.graph(), where=where)
    counts = {short(project, from_rdflib(shape)): n for shape, n in outcome.focus_counts.items()}
    results = outcome.report.objects(outcome.node, _sh("result"))
    findings = [_result(project, outcome.report, rules, result) for result in results]
    return dict(sorted(counts.items())), findings


def _result(project: Project, report: "Graph", rules: "Graph", result: "Node") -> Finding:
    def stated(name: str) -> "Node | None":
        return report.value(result, _sh(name))

    focus, shape = stated("focusNode"), stated("sourceShape")
    named = _named_shape(rules, shape)
    texts = sorted(str(text) for text in report.objects(result, _sh("resultMessage")))
    value = stated("value")
    if value not in (None, focus):
        texts.append(f"(value: {short(project, from_rdflib(value))})")
    remedy = rules.value(shape, _sh("description")) or rules.value(named, _sh("description"))
    severity = str(stated("resultSeverity") or "").removeprefix(SH).lower()
    return about(
        project,
        focus if focus is None else from_rdflib(focus),
        rule=short(project, from_rdflib(named)),
        level=severity if severity in LEVELS else LEVELS[0],
        message=" ".join(texts) or "breaks the rule",
        remedy=str(remedy or ""),
    )


def _named_shape(rules: "Graph", shape: "Node | None") -> "Node":
    """Return the shape, or the nearest shape with an IRI that contains it."""
    from rdflib import BNode

    seen: set[Node | None] = set()
    while isinstance(shape, BNode) and shape not in seen:
        seen.add(shape)
        shape = next(rules.subjects(object=shape), shape)
    return shape if shape is not None else BNode()


def _check_findings(project: Project, store: Store) -> Iterator[Finding]:
    for query in catalogue.read_checks(project):
        table = answering.run(query, on=store)
        for row in table.rows:
            cells = dict(zip(table.columns, row, strict=True))
            message = query.problem
            details = ", ".join(
                f"{name} {short(project, cell)}"
                for name, cell in list(cells.items())[1:]
                if cell is not None
            )
            yield about(
                project,
                row[0] if row else None,
                rule=query.name,
                level=query.level,
                message=f"{message} ({details})" if details else message,
                remedy=query.solution,
            )


def _sh(name: str) -> "Node":
    from rdflib import URIRef

    return URIRef(f"{SH}{name}")
