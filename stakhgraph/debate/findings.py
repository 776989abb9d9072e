"""A finding of the validation: one broken rule, where it is broken, and how to mend it."""

from dataclasses import dataclass

from stakhgraph.project import Project
from stakhgraph.rdf.terms import Blank, Iri, Literal, Term

LEVELS = ("violation", "warning", "info")
"""The levels of a finding, the most serious first."""


@dataclass(frozen=True, order=True)
class Finding:
    """One broken rule.

    ``rule`` is the prefixed name of a shape, ``checks/<fault>`` or ``files/<rule>``; ``subject`` is
    the prefixed name of the thing that breaks it; ``file`` (relative to the project) and ``line``
    are where its block begins, or empty and 0 if it has none.
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
        """``file:line``, the file alone if no line is meant, or an empty string."""
        return f"{self.file}:{self.line}" if self.line else self.file


def about(
    project: Project, subject: Term | None, *, rule: str, level: str, message: str, remedy: str
) -> Finding:
    """Return a finding about a subject, at the file and line where its block begins."""
    place = project.sources.find(subject.value) if subject else None
    name = "" if subject is None else short(project, subject)
    file, line = (project.name(place.file), place.line) if place else ("", 0)
    return Finding(file, line, name, rule, level, message, remedy)


def short(project: Project, term: Term) -> str:
    """Return a term as a message shows it: an IRI by its prefixed name, a literal by its text."""
    match term:
        case Iri():
            return project.prefixes.shorten(term)
        case Literal():
            return term.value
        case Blank():
            return "[]"
