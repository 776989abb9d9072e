"""Rules: what the graph breaks, where that stands, and how to mend it.

Rules for one node are SHACL shapes, rules for the whole graph are queries that return the
offenders, and rules for files are here. `validate_files` validates any two files, by the same
machinery.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from stakhgraph import queries
from stakhgraph.errors import UsageError
from stakhgraph.files import read_text
from stakhgraph.project import Project
from stakhgraph.rdf import edtf, shacl
from stakhgraph.rdf.rdflib_store import parse, term
from stakhgraph.rdf.store import Store, load, triples
from stakhgraph.rdf.terms import NS, Blank, Iri, Literal, Prefixes, Term, Triple, declared_prefixes

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

LEVELS = ("violation", "warning", "info")
"""How grave a finding is, gravest first."""

EDTF = "http://id.loc.gov/datatypes/edtf"
"""The datatype of dates in the Extended Date/Time Format."""


@dataclass(frozen=True, order=True)
class Finding:
    """One broken rule.

    ``rule`` is a shape's prefixed name, ``checks/<fault>`` or ``files/<rule>``; ``subject`` is the
    offender's prefixed name; ``file`` (as seen from the project) and ``line`` are where its block
    begins, empty and 0 if it has none.
    """

    file: str
    line: int
    subject: str
    rule: str
    level: str
    message: str
    remedy: str = ""

    @property
    def where(self) -> str:
        """``file:line``, or nothing."""
        return f"{self.file}:{self.line}" if self.file else ""


@dataclass(frozen=True)
class Report:
    """All findings, by file and line; and to how many nodes each shape with a target applied."""

    findings: tuple[Finding, ...]
    focus_counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def conforms(self) -> bool:
        """Whether nothing is a violation; warnings do not count."""
        return all(finding.level != LEVELS[0] for finding in self.findings)

    def of_rule(self, rule: str) -> tuple[Finding, ...]:
        """Give the findings of one rule."""
        return tuple(finding for finding in self.findings if finding.rule == rule)


def check(project: Project, *, engine: str = "oxigraph", on: Store | None = None) -> Report:
    """Give what breaks a shape, a check or a rule for files.

    ``on`` is the project as `stakhgraph.rdf.store.load` gave it, on either engine; without it the
    project is loaded on ``engine``. Raises ShapesError for ill-formed shapes, QuerySyntaxError and
    Failure for a check that cannot be asked, and what `load` raises.
    """
    store = on or load(project.turtle_files(), engine=engine)
    focus_counts, found = _shape_findings(project, store)
    findings = {*found, *_check_findings(project, store), *_file_findings(project)}
    return Report(tuple(sorted(findings)), focus_counts)


def validate_files(rules: Path, data: Path, *, format: str = "turtle") -> tuple[bool, str]:  # noqa: A002
    """Validate a Turtle file by the SHACL shapes of another, or of itself.

    Gives whether it conforms, and the standard validation report in Turtle, the same bytes on every
    run. Literals keep their spelling; relative IRIs resolve against the file's own IRI; nothing is
    fetched, ``owl:imports`` included. SHACL core and SPARQL constraints
    (https://www.w3.org/TR/shacl/), ``$shapesGraph`` included.

    Raises ShapesError for shapes that are ill-formed or fail, ParseError and UnreadableFile for
    files, UsageError for another ``format``.
    """
    if format != "turtle":
        raise UsageError(f"no report format {format!r}", remedy="Choose turtle.")
    text = read_text(rules, empty=True)
    wanted = _of_file(rules)
    shacl.require_well_formed(wanted, where=str(rules))
    outcome = shacl.apply(wanted, _of_file(data), where=str(rules))
    # Where a file binds a name twice, the later binding is as good as the earlier.
    names = dict(declared_prefixes(text)) | dict(shacl.STANDARD.namespaces)
    return outcome.conforms, shacl.turtle(outcome, prefixes=Prefixes(names))


def _of_file(path: Path) -> "Graph":
    return parse(read_text(path, empty=True), where=str(path), base=path.resolve().as_uri())


def _shape_findings(project: Project, store: Store) -> tuple[dict[str, int], list[Finding]]:
    if not project.shapes.is_file():
        return {}, []
    where = project.name(project.shapes)
    rules = parse(read_text(project.shapes, empty=True), where=where)
    outcome = shacl.apply(rules, store.graph(), where=where)
    counts = {_short(project, term(shape)): n for shape, n in outcome.focus_counts.items()}
    results = outcome.report.objects(outcome.node, _sh("result"))
    findings = [_result(project, outcome.report, rules, result) for result in results]
    return dict(sorted(counts.items())), findings


def _result(project: Project, report: "Graph", rules: "Graph", result: "Node") -> Finding:
    def said(name: str) -> "Node | None":
        return report.value(result, _sh(name))

    focus, shape = said("focusNode"), said("sourceShape")
    named = _named_shape(rules, shape)
    texts = sorted(str(text) for text in report.objects(result, _sh("resultMessage")))
    value = said("value")
    if value not in (None, focus):
        texts.append(f"(value: {_short(project, term(value))})")
    remedy = rules.value(shape, _sh("description")) or rules.value(named, _sh("description"))
    severity = str(said("resultSeverity") or "").removeprefix(shacl.SH).lower()
    return _finding(
        project,
        focus if focus is None else term(focus),
        rule=_short(project, term(named)),
        level=severity if severity in LEVELS else LEVELS[0],
        message=" ".join(texts) or "breaks the rule",
        remedy=str(remedy or ""),
    )


def _named_shape(rules: "Graph", shape: "Node | None") -> "Node":
    """Give the shape, or the nearest one with an IRI that it is a part of."""
    from rdflib import BNode

    seen: set[Node | None] = set()
    while isinstance(shape, BNode) and shape not in seen:
        seen.add(shape)
        shape = next(rules.subjects(object=shape), shape)
    return shape if shape is not None else BNode()


def _check_findings(project: Project, store: Store) -> Iterator[Finding]:
    for query in queries.checks(project):
        table = queries.run(query, on=store)
        for row in table.rows:
            told = dict(zip(table.columns, row, strict=True))
            message = query.problem
            details = ", ".join(
                f"{name} {_short(project, cell)}"
                for name, cell in list(told.items())[1:]
                if cell is not None
            )
            yield _finding(
                project,
                row[0] if row else None,
                rule=query.name,
                level=query.level,
                message=f"{message} ({details})" if details else message,
                remedy=query.solution,
            )


def _file_findings(project: Project) -> Iterator[Finding]:
    yield from _divided_subjects(project)
    yield from _rival_prefixes(project)
    stated = [
        (file, triple)
        for file in project.graph
        for triple in triples(file, where=project.name(file))
    ]
    yield from _unfit_triples(project, stated)
    yield from _unreadable_dates(project, stated)
    yield from _misdated_claims(project, stated)


def _unfit_triples(project: Project, stated: Iterable[tuple[Path, Triple]]) -> Iterator[Finding]:
    first: dict[Triple, Path] = {}
    for file, triple in stated:
        subject, _, value = triple
        if isinstance(subject, Blank) or isinstance(value, Blank):
            yield _in_file(
                project,
                file,
                subject,
                rule="files/no-blank-nodes",
                message="a node without a name",
                remedy="Give it an IRI of its kind and a block of its own.",
            )
        elif first.setdefault(triple, file) != file:
            yield _in_file(
                project,
                file,
                subject,
                rule="files/no-triple-twice",
                message=f"states what {project.name(first[triple])} states",
                remedy="Keep it in one file.",
            )


def _unreadable_dates(project: Project, stated: Iterable[tuple[Path, Triple]]) -> Iterator[Finding]:
    for file, (subject, _, value) in stated:
        fault = _days(value.value) if isinstance(value, Literal) and value.datatype == EDTF else ()
        if isinstance(fault, UsageError):
            message, remedy = fault.message, f"{(fault.remedy or '').removesuffix('.')}."
            yield _in_file(
                project, file, subject, rule="files/date", message=message, remedy=remedy
            )


def _misdated_claims(project: Project, stated: Iterable[tuple[Path, Triple]]) -> Iterator[Finding]:
    """Yield the days of claims that are not the first and the last that the claim's date allows."""
    said: dict[tuple[Path, Iri | Blank], dict[str, list[str]]] = defaultdict(dict)
    names = {f"{NS}{name}": name for name in ("date", "earliest", "latest")}
    for file, (subject, verb, value) in stated:
        if verb.value in names:
            said[file, subject].setdefault(names[verb.value], []).append(value.value)
    for (file, subject), days in said.items():
        for message, remedy in _wrong_days(**days):
            yield _in_file(
                project, file, subject, rule="files/date", message=message, remedy=remedy
            )


def _wrong_days(
    date: Iterable[str] = (), earliest: Iterable[str] = (), latest: Iterable[str] = ()
) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the days of one claim, and what to write instead."""
    told = " or ".join(date)
    allowed = _days(told) if told else ("", "")
    if isinstance(allowed, UsageError):  # that is told of the date itself
        return
    for name, days, day in zip(("earliest", "latest"), (earliest, latest), allowed, strict=True):
        if list(days) != [day] * bool(day):
            ground = f"by the date {told} it is {day or 'open'}" if told else "there is no date"
            remedy = f'Write stakh:{name} "{day}"^^xsd:date.' if day else f"Take stakh:{name} out."
            yield f"stakh:{name} is {' and '.join(days) or 'missing'}, {ground}", remedy


@lru_cache(maxsize=4096)
def _days(text: str) -> tuple[str, str] | UsageError:
    """Give the first and the last day of an EDTF date, empty for an open end; or what is amiss."""
    try:
        first, last = edtf.bounds(text)
    except UsageError as exc:
        return exc
    return first.isoformat() if first else "", last.isoformat() if last else ""


def _divided_subjects(project: Project) -> Iterator[Finding]:
    graph = set(project.graph)
    for iri, places in project.sources.places.items():
        files = sorted({place.file for place in places})
        if len(files) > 1 and graph.intersection(files):
            yield _in_file(
                project,
                files[-1],
                Iri(iri),
                rule="files/one-subject-one-file",
                message=f"is declared in {' and '.join(map(project.name, files))}",
                remedy="Say all of it in one file.",
            )


def _rival_prefixes(project: Project) -> Iterator[Finding]:
    known = project.prefixes.namespaces
    for file in (*project.ontology, project.shapes, *project.graph):
        if not file.is_file():
            continue
        for prefix, namespace in declared_prefixes(read_text(file, empty=True)):
            if known.get(prefix) != namespace:
                yield Finding(
                    project.name(file),
                    0,
                    f"{prefix}:",
                    "files/one-prefix-one-namespace",
                    LEVELS[0],
                    f"is bound to <{namespace}>",
                    f"In ontology/prefixes.ttl it is {known.get(prefix) or 'missing'}.",
                )


def _sh(name: str) -> "Node":
    from rdflib import URIRef

    return URIRef(f"{shacl.SH}{name}")


def _in_file(
    project: Project, file: Path, subject: Term, *, rule: str, message: str, remedy: str
) -> Finding:
    places = project.sources.places.get(subject.value, ())
    line = next((place.line for place in places if place.file == file), 0)
    name = _short(project, subject)
    return Finding(project.name(file), line, name, rule, LEVELS[0], message, remedy)


def _finding(
    project: Project, subject: Term | None, *, rule: str, level: str, message: str, remedy: str
) -> Finding:
    place = project.sources.find(subject.value) if subject else None
    name = "" if subject is None else _short(project, subject)
    file, line = (project.name(place.file), place.line) if place else ("", 0)
    return Finding(file, line, name, rule, level, message, remedy)


def _short(project: Project, found: Term) -> str:
    match found:
        case Iri():
            return project.prefixes.shorten(found)
        case Literal():
            return found.value
        case Blank():
            return "[]"
