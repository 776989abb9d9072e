"""Rules for the files of a project: blank nodes, repeated triples, dates, subjects, prefixes."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from stakhgraph.debate.findings import LEVELS, Finding, short
from stakhgraph.errors import UsageError
from stakhgraph.files import NamedFile, read_text
from stakhgraph.project import Project
from stakhgraph.rdf import edtf, rdf_files
from stakhgraph.rdf.prefixes import declared_prefixes
from stakhgraph.rdf.terms import NS, Blank, Iri, Literal, Term, Triple

EDTF = "http://id.loc.gov/datatypes/edtf"
"""The datatype of dates in the Extended Date/Time Format."""


@dataclass(frozen=True)
class Stated:
    """A file of the ontology or the graph, parsed: one line of N-Triples for each triple."""

    file: Path
    ntriples: bytes

    def lines(self, *wanted: bytes) -> list[bytes]:
        """Return the lines that contain one of these texts."""
        one_of = b"|".join(map(re.escape, wanted))
        return re.findall(rb"^.*(?:%s).*$" % one_of, self.ntriples, re.MULTILINE)

    def triples(self, *wanted: bytes) -> Iterator[Triple]:
        """Yield the triples of the lines that contain one of these texts."""
        return rdf_files.parse_lines(self.lines(*wanted))


def read(project: Project) -> tuple[Stated, ...]:
    """Return the files that make up the graph, parsed; raises ParseError and UnreadableFile."""
    return tuple(_read(file) for file in project.turtle_files())


def _read(file: NamedFile) -> Stated:
    text = read_text(file.path, empty=True)
    # Blank nodes are local to their file.
    document = rdf_files.parse(text, where=file.name, rename_blank=True)
    return Stated(file.path, document.ntriples)


def check(project: Project, files: Iterable[Stated]) -> Iterator[Finding]:
    """Yield what breaks a rule for files, from the files as `read` returns them."""
    yield from _divided_subjects(project)
    yield from _rival_prefixes(project)
    graph = set(project.graph)
    stated = [one for one in files if one.file in graph]
    yield from _blank_nodes(project, stated)
    yield from _repeated_triples(project, stated)
    yield from _unreadable_dates(project, stated)
    yield from _misdated_claims(project, stated)


def _blank_nodes(project: Project, stated: Iterable[Stated]) -> Iterator[Finding]:
    for one in stated:
        for subject, _, value in one.triples(b"_:"):
            if isinstance(subject, Blank) or isinstance(value, Blank):
                yield _in_file(
                    project,
                    one.file,
                    subject,
                    rule="files/no-blank-nodes",
                    message="a node without a name",
                    remedy="Give it an IRI of its kind and a block of its own.",
                )


def _repeated_triples(project: Project, stated: Iterable[Stated]) -> Iterator[Finding]:
    first: dict[bytes, Path] = {}
    for one in stated:
        repeated = [
            line
            for line in one.ntriples.splitlines()
            if first.setdefault(line, one.file) != one.file
        ]
        for line, (subject, *_) in zip(repeated, rdf_files.parse_lines(repeated), strict=True):
            yield _in_file(
                project,
                one.file,
                subject,
                rule="files/no-triple-twice",
                message=f"states what {project.name(first[line])} states",
                remedy="Keep it in one file.",
            )


def _unreadable_dates(project: Project, stated: Iterable[Stated]) -> Iterator[Finding]:
    for one in stated:
        for subject, _, value in one.triples(EDTF.encode()):
            is_date = isinstance(value, Literal) and value.datatype == EDTF
            fault = _days(value.value) if is_date else ()
            if isinstance(fault, UsageError):
                message, remedy = fault.message, f"{(fault.remedy or '').removesuffix('.')}."
                yield _in_file(
                    project, one.file, subject, rule="files/date", message=message, remedy=remedy
                )


def _misdated_claims(project: Project, stated: Iterable[Stated]) -> Iterator[Finding]:
    """Yield claims whose days are not the first and the last day that their date allows."""
    stated_days: dict[tuple[Path, Iri | Blank], dict[str, list[str]]] = defaultdict(dict)
    names = {f"{NS}{name}": name for name in ("date", "earliest", "latest")}
    wanted = [f"<{name}>".encode() for name in names]
    for one in stated:
        for subject, verb, value in one.triples(*wanted):
            if verb.value in names:
                about = stated_days[one.file, subject]
                about.setdefault(names[verb.value], []).append(value.value)
    for (file, subject), days in stated_days.items():
        for message, remedy in _wrong_days(**days):
            yield _in_file(
                project, file, subject, rule="files/date", message=message, remedy=remedy
            )


def _wrong_days(
    date: Iterable[str] = (), earliest: Iterable[str] = (), latest: Iterable[str] = ()
) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the days of one claim, and what to write instead."""
    dates = " or ".join(date)
    allowed = _days(dates) if dates else ("", "")
    if isinstance(allowed, UsageError):  # the date itself has a finding of its own
        return
    for name, days, day in zip(("earliest", "latest"), (earliest, latest), allowed, strict=True):
        if list(days) != [day] * bool(day):
            ground = f"by the date {dates} it is {day or 'open'}" if dates else "there is no date"
            remedy = f'Write stakh:{name} "{day}"^^xsd:date.' if day else f"Take stakh:{name} out."
            yield f"stakh:{name} is {' and '.join(days) or 'missing'}, {ground}", remedy


@lru_cache(maxsize=4096)
def _days(text: str) -> tuple[str, str] | UsageError:
    """Return the first and the last day of an EDTF date, empty for an open end; or its fault."""
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


def _in_file(
    project: Project, file: Path, subject: Term, *, rule: str, message: str, remedy: str
) -> Finding:
    places = project.sources.places.get(subject.value, ())
    line = next((place.line for place in places if place.file == file), 0)
    name = short(project, subject)
    return Finding(project.name(file), line, name, rule, LEVELS[0], message, remedy)
