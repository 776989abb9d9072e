"""The project's own JSON-LD context: readable names for the properties and classes of the graph."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from stakhgraph.errors import ParseError
from stakhgraph.files import read_text
from stakhgraph.project import Project


def terms(project: Project) -> Mapping[str, Any]:
    """Return the terms of ontology/context.jsonld by name, without prefixes; none if it is missing.

    Raises ParseError if the file is not a JSON-LD context.
    """
    file = project.root / "ontology" / "context.jsonld"
    if not file.exists():
        return {}
    remedy = 'It is {"@context": {…}}, and each term is a name or an object with an @id.'
    try:
        context = json.loads(read_text(file))["@context"]
        known = {name: (term if isinstance(term, str) else term["@id"])
                 for name, term in context.items() if name != "@version"}  # fmt: skip
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as exc:
        raise ParseError(
            "is not a JSON-LD context", where=project.name(file), remedy=remedy
        ) from exc
    if not all(isinstance(name, str) for name in known.values()):
        raise ParseError("is not a JSON-LD context", where=project.name(file), remedy=remedy)
    return {name: context[name] for name in known if name not in project.prefixes.namespaces}
