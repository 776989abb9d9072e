"""SHACL validation of any files, without a project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from stakhgraph.errors import ShapesError, UsageError
from stakhgraph.files import is_standard_input
from stakhgraph.rdf import rdf_files
from stakhgraph.rdf.prefixes import Prefixes
from stakhgraph.rdf.rdf_files import NTRIPLES, Document, Source
from stakhgraph.rdf.shacl import focus_nodes, report, validation
from stakhgraph.rdf.shacl.outcome import Outcome
from stakhgraph.rdf.shacl.shapes_graph import ShapesGraph
from stakhgraph.rdf.shacl.vocabulary import STANDARD
from stakhgraph.rdf.store import of_ntriples
from stakhgraph.rdf.triple_index import to_term
from stakhgraph.rdf.workers.worker_store import TIMEOUT

__all__ = ["validate", "validate_files"]

MOST_COUNTED = 50_000_000
"""The most characters of data in which the nodes that shapes apply to are counted."""


def validate(
    rules: Path | Sequence[Path],
    data: Path | Sequence[Path],
    *,
    format: str = "turtle",  # noqa: A002
    engine: str | None = None,
    inference: str | None = None,
) -> tuple[bool, str]:
    """Validate RDF files against SHACL shapes of other files, or of the same.

    The files may be in any RDF format; several are merged, named graphs too. Return whether the
    data conforms, and the standard validation report in one of `report.FORMATS`, with the same
    bytes on every run. Literals keep their spelling; relative IRIs resolve against the file's own
    IRI; nothing is fetched, not even ``owl:imports``. SHACL core and SPARQL constraints
    (https://www.w3.org/TR/shacl/) are supported, with ``$shapesGraph``.

    Raises ShapesError for shapes that are ill-formed or cannot be applied, ParseError and
    UnreadableFile for files, UsageError for another ``format``, ``engine`` or ``inference``.
    """
    outcome, prefixes = validate_files(_paths(rules), _paths(data), engine, inference)
    return outcome.conforms, report.write(outcome, format, prefixes=prefixes)


def validate_files(
    rules: Sequence[Path],
    data: Sequence[Path],
    engine: str | None = None,
    inference: str | None = None,
    *,
    timeout: float = TIMEOUT,
) -> tuple[Outcome, Prefixes]:
    """Return what comes of it, and the prefixes for its report; see `validate`."""
    if sum(map(is_standard_input, (*rules, *data))) > 1:
        raise UsageError("standard input can be read once", remedy="Use - for one file only.")
    stated = _merged([rdf_files.source(file) for file in rules])
    facts = [rdf_files.source(file) for file in data]
    # A file may bind a prefix that another binds differently; either is right for the report.
    declared = dict(pair for source in reversed(facts) for pair in source.declared_prefixes())
    prefixes = Prefixes({**declared, **stated.prefixes, **STANDARD.namespaces})
    shapes = ShapesGraph(stated)
    if not shapes.shapes:
        raise ShapesError(
            "there is no shape in it",
            where=shapes.where,
            remedy="Name the file of the shapes with --shapes, and the data with --data.",
        )
    outcome = validation.apply(
        shapes,
        _one(facts),
        engine=engine,
        inference=inference,
        prefixes=prefixes,
        timeout=timeout,
    )
    return _with_idle_shapes(outcome, facts, prefixes), prefixes


def _with_idle_shapes(outcome: Outcome, facts: Sequence[Source], prefixes: Prefixes) -> Outcome:
    """Return the outcome with a notice of the shapes to which nothing in the data belongs.

    They are looked for only if all conforms, which may be the reason, and only in data that is
    small enough to be counted quickly.
    """
    if not outcome.conforms or sum(len(source.text) for source in facts) > MOST_COUNTED:
        return outcome
    data = _merged(facts).ntriples
    counts = focus_nodes.count(outcome.shapes, of_ntriples(data))
    idle = [report.name(to_term(shape), prefixes) for shape, count in counts.items() if not count]
    if not idle:
        return outcome
    named = ", ".join("an unnamed shape" if name.startswith("_:") else name for name in idle)
    notice = f"nothing in the data belongs to {named}"
    return replace(outcome, notices=(*outcome.notices, notice))


def _one(sources: Sequence[Source]) -> Source:
    """Return the only source as it is, or several as one."""
    if len(sources) == 1:
        return sources[0]
    document = _merged(sources)
    return Source(document.where, document.ntriples.decode(), NTRIPLES)


def _merged(sources: Sequence[Source]) -> Document:
    several = len(sources) > 1
    return rdf_files.merged(source.parse(rename_blank=several) for source in sources)


def _paths(given: Path | Sequence[Path]) -> tuple[Path, ...]:
    return (given,) if isinstance(given, Path) else tuple(given)
