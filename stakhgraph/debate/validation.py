"""Validation: which rules the graph breaks, where, and how to mend it.

Rules for one node are the SHACL shapes of the ontology, rules for the whole graph are queries that
return the offenders (``queries/checks/``), and rules for files are in ``file_rules``.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from stakhgraph.debate import file_rules, missing_parts, withdrawals
from stakhgraph.debate.findings import LEVELS, Finding, about, short
from stakhgraph.files import read_text
from stakhgraph.project import Project
from stakhgraph.queries import answering, catalogue
from stakhgraph.rdf import rdf_files
from stakhgraph.rdf.answers import Queryable
from stakhgraph.rdf.rdf_files import NTRIPLES, Source
from stakhgraph.rdf.shacl import focus_nodes, validation
from stakhgraph.rdf.shacl.outcome import Outcome, Result
from stakhgraph.rdf.shacl.shapes_graph import ShapesGraph
from stakhgraph.rdf.shacl.vocabulary import SH
from stakhgraph.rdf.store import of_ntriples
from stakhgraph.rdf.triple_index import key, to_term
from stakhgraph.rdf.workers.worker_store import TIMEOUT, WorkerStore


class Graph(Queryable, Protocol):
    """What is checked: it answers queries, and can be had as a whole."""

    def ntriples(self) -> bytes:
        """Return the triples as N-Triples."""


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


def check(
    project: Project,
    *,
    engine: str = "oxigraph",
    shacl_engine: str | None = None,
    on: Graph | None = None,
    timeout: float = TIMEOUT,
) -> Report:
    """Return what breaks a shape, a check or a rule for files, and which parts are missing.

    ``on`` is a store to check in place of the files; without it they are parsed once for all rules
    and loaded on ``engine``. Checks that are not those of the program are asked in a worker, since
    they could take all time and memory: ``timeout`` is in seconds for each of them, and for the
    shapes; 0 sets no limit. Raises ShapesError for shapes that are ill-formed or cannot be applied,
    QuerySyntaxError and Failure for a check that cannot be asked, and what `load` raises.
    """
    stated = file_rules.read(project)
    data = on.ntriples() if on else b"".join(one.ntriples for one in stated)
    if on is not None or _has_known_checks(project):
        store = on or of_ntriples(data, engine=engine)
        return _check(project, stated, store, data, shacl_engine, timeout)
    with WorkerStore(project.turtle_files(), engine=engine, timeout=timeout) as worker:
        return _check(project, stated, worker, data, shacl_engine, timeout)


def _has_known_checks(project: Project) -> bool:
    """Return whether every check is one of those that come with the program."""
    own = Project.shipped()
    if project.root == own.root:
        return True
    known = {file.name: file.read_bytes() for file in own.checks}
    return all(known.get(file.name) == file.read_bytes() for file in project.checks)


def _check(
    project: Project,
    stated: Iterable[file_rules.Stated],
    store: Graph,
    data: bytes,
    shacl_engine: str | None,
    timeout: float,
) -> Report:
    focus_counts, found = _shape_findings(project, store, data, shacl_engine, timeout)
    of_files = (*file_rules.check(project, stated), *withdrawals.check(project))
    missing = missing_parts.check(project, shapes=len(focus_counts))
    findings = {*found, *_check_findings(project, store), *of_files, *missing}
    return Report(tuple(sorted(findings)), focus_counts)


def _shape_findings(
    project: Project, store: Graph, data: bytes, engine: str | None, timeout: float
) -> tuple[dict[str, int], list[Finding]]:
    if not project.shapes.is_file():
        return {}, []
    where = project.name(project.shapes)
    text = read_text(project.shapes, empty=True)
    rules = ShapesGraph(rdf_files.parse(text, where=where))
    facts = Source("the graph", data.decode(), NTRIPLES)
    outcome = validation.apply(
        rules, facts, engine=engine, prefixes=project.prefixes, timeout=timeout
    )
    counts = focus_nodes.count(rules, store)
    named = {short(project, to_term(shape)): count for shape, count in counts.items()}
    return dict(sorted(named.items())), [
        _finding(project, outcome, result) for result in outcome.results()
    ]


def _finding(project: Project, outcome: Outcome, result: Result) -> Finding:
    named = outcome.rule(result)
    texts = sorted(message.value for message in result.messages)
    if result.value not in (None, result.focus):
        texts.append(f"(value: {short(project, result.value)})")
    shapes = (result.shape or named, named)
    remedies = (outcome.shapes.text(key(shape), "description") for shape in shapes)
    severity = result.severity.removeprefix(SH).lower()
    return about(
        project,
        result.focus,
        rule=short(project, named),
        level=severity if severity in LEVELS else LEVELS[0],
        message=" ".join(texts) or "breaks the rule",
        remedy=next(filter(None, remedies), ""),
    )


def _check_findings(project: Project, store: Queryable) -> Iterator[Finding]:
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
