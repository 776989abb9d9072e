"""Which RDF format a file has: by the ending of its name, or by what it begins with."""

import re
from pathlib import Path

from stakhgraph.errors import UnknownName

BY_SUFFIX = {
    ".ttl": "text/turtle",
    ".nt": "application/n-triples",
    ".nq": "application/n-quads",
    ".trig": "application/trig",
    ".rdf": "application/rdf+xml",
    ".owl": "application/rdf+xml",
    ".xml": "application/rdf+xml",
    ".jsonld": "application/ld+json",
    ".json": "application/ld+json",
}
"""Media type of an RDF format by the ending of a file's name."""

_LINE = r"[ \t]*(?:<[^>\s]*>|_:\S+)[ \t]*<[^>\s]*>[ \t]*(?:<[^>\s]*>|_:\S+|\"(?:[^\"\\]|\\.)*\"\S*)"
_NQUADS = re.compile(rf"^{_LINE}[ \t]*(?:<[^>\s]*>|_:\S+)[ \t]*\.[ \t]*(?:#.*)?\r?$", re.MULTILINE)
_JSON = re.compile(r'\s*(?:\{\s*["}]|\[\s*[{\]])')
_XML = re.compile(r"\s*<(?:\?xml|!DOCTYPE|!--|rdf:)")


def by_ending(file: Path) -> str:
    """Return the media type that the ending of a file's name tells; UnknownName for another."""
    found = BY_SUFFIX.get(file.suffix.lower())
    if found is None:
        raise UnknownName(
            f"no RDF format ends in {file.suffix or 'nothing'!r}",
            where=str(file),
            remedy=f"Known endings are {', '.join(BY_SUFFIX)}.",
        )
    return found


def detected(text: str) -> str:
    """Return the media type of a text of RDF, told from its beginning.

    What is neither JSON nor XML nor N-Quads is taken for TriG, of which Turtle is a part.

    >>> detected("@prefix ex: <http://example.org/> .")
    'application/trig'
    """
    if _JSON.match(text):
        return "application/ld+json"
    if _XML.match(text):
        return "application/rdf+xml"
    return "application/n-quads" if _NQUADS.search(text) else "application/trig"
