"""Parts that a project must have to be checked at all: nothing passes for right unexamined.

Every project has shapes and checks of its own, or those of the program. A project in the program's
vocabulary (it has ``ontology/stakh.ttl``) also has every file of the ontology and every check that
come with the program, and the queries that the program itself asks: without them, coded values lose
their names, rules are not applied, and commands have nothing to ask.
"""

from collections.abc import Iterator

from stakhgraph.debate.findings import LEVELS, Finding
from stakhgraph.project import Project
from stakhgraph.queries.catalogue import MACHINERY

RULE = "files/missing-part"
"""The name of the rule."""

_VOCABULARY = "ontology/stakh.ttl"
_RESTORE = "Put it back, or copy it from the debate that comes with the program."


def check(project: Project, *, shapes: int) -> Iterator[Finding]:
    """Yield a finding for each part that is missing; ``shapes`` is the number of shapes read."""
    if not project.shapes.is_file():
        yield _missing("ontology/shapes.ttl", "there are no shapes, so no thing was checked")
    elif not shapes:
        yield _missing("ontology/shapes.ttl", "has no shape that looks at anything")
    if not project.checks:
        yield _missing("queries/checks/", "there are no checks of the graph as a whole")
    yield from (_missing(name, "this file of the program is not here") for name in _taken(project))


def _taken(project: Project) -> Iterator[str]:
    """Yield the files that the program's vocabulary needs, and the project lacks."""
    if not (project.root / _VOCABULARY).is_file():
        return
    shipped = Project.shipped()
    asked = [file for file in shipped.queries if file.parent.name in (*MACHINERY, "lineage")]
    needed = [*shipped.ontology, *(shipped.checks if project.checks else ()), *asked]
    for name in map(shipped.name, needed):
        if not (project.root / name).is_file():
            yield name


def _missing(name: str, message: str) -> Finding:
    return Finding(name, 0, name, RULE, LEVELS[0], message, _RESTORE)
