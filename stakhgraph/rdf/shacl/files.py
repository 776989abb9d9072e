"""SHACL validation of any two Turtle files, without a project."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from stakhgraph.errors import UsageError
from stakhgraph.files import read_text
from stakhgraph.rdf.prefixes import Prefixes, declared_prefixes
from stakhgraph.rdf.rdflib_parse import parse_turtle
from stakhgraph.rdf.shacl import report, validation
from stakhgraph.rdf.shacl.validation import STANDARD

if TYPE_CHECKING:
    from rdflib import Graph


def validate(rules: Path, data: Path, *, format: str = "turtle") -> tuple[bool, str]:  # noqa: A002
    """Validate a Turtle file against the SHACL shapes of another file, or of itself.

    Return whether it conforms, and the standard validation report in Turtle, with the same bytes on
    every run. Literals keep their spelling; relative IRIs resolve against the file's own IRI;
    nothing is fetched, not even ``owl:imports``. SHACL core and SPARQL constraints
    (https://www.w3.org/TR/shacl/) are supported, with ``$shapesGraph``.

    Raises ShapesError for shapes that are ill-formed or fail, ParseError and UnreadableFile for
    files, UsageError for another ``format``.
    """
    if format != "turtle":
        raise UsageError(f"no report format {format!r}", remedy="Choose turtle.")
    text = read_text(rules, empty=True)
    wanted = _of_file(rules)
    validation.require_well_formed(wanted, where=str(rules))
    outcome = validation.apply(wanted, _of_file(data), where=str(rules))
    # A file may bind a prefix twice; either binding is right for the report.
    names = dict(declared_prefixes(text)) | dict(STANDARD.namespaces)
    return outcome.conforms, report.to_turtle(outcome, prefixes=Prefixes(names))


def _of_file(path: Path) -> Graph:
    return parse_turtle(read_text(path, empty=True), where=str(path), base=path.resolve().as_uri())
