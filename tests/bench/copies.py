"""Projects of any size: the debate of `tests/mini` as many times as wanted, as one debate.

The copies share the ontology with its schemes and shapes, the questions of `queries/`, and the
editors; every other thing has in each copy a name of its own, and a label that tells it apart.
"""

import re
import shutil
from pathlib import Path

from stakhgraph.project import Project
from tests.mini import HERE, ROOT

EDITORS = "org:curators"
"""The thing that all copies share."""

_BLOCK = re.compile(r"^[\w-]+:[\w-]+ a [^\n]*(?:\n(?!\n)[^\n]*)*\n*", re.MULTILINE)
_STANCE = re.compile(r"^stance:[\w-]+ a stakh:Stance\b", re.MULTILINE)
_TOKEN = re.compile(
    r'(?P<named>(?:rdfs:label|foaf:name|foaf:familyName|dcterms:title|stakh:statement|stakh:reason) )"'
    r'(?P<words>(?:[^"\\\n]|\\.)*)"'
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|<[^>]*>|#[^\n]*"
    r"|(?P<thing>(?:KINDS):[\w-]+)"
)


def stances() -> int:
    """Return the number of stances in one copy."""
    return sum(len(_STANCE.findall(_read(file))) for file in _files())


def make(folder: Path, size: int) -> Project:
    """Put a project of about ``size`` stances together in an empty folder.

    Each copy is a file; the first has the names of `tests/mini`, the second ``person:wren-celia-2``.
    """
    shutil.copytree(ROOT / "ontology", folder / "ontology")
    shutil.copytree(ROOT / "queries", folder / "queries")
    graph = folder / "graph"
    graph.mkdir()
    for file in _files():
        text = _read(file)
        (graph / file.name).write_text(text, encoding="utf-8")
        own = _BLOCK.sub(lambda block: "" if block[0].startswith(EDITORS) else block[0], text)
        for number in range(2, max(1, round(size / stances())) + 1):
            place = graph / f"{file.stem}-{number:05}.ttl"
            place.write_text(_renamed(own, number), encoding="utf-8")
    return Project.find(folder)


def _files() -> list[Path]:
    return sorted((HERE / "graph").glob("*.ttl"))


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def _renamed(text: str, number: int) -> str:
    kinds = re.findall(r"^@prefix ([\w-]+): <https://w3id\.org/stakhgraph/id/", text, re.MULTILINE)
    token = re.compile(_TOKEN.pattern.replace("KINDS", "|".join(kinds)))

    def rename(match: re.Match[str]) -> str:
        if match["named"]:
            return f'{match["named"]}"{match["words"]} {number}"'
        return f"{match[0]}-{number}" if match["thing"] not in (None, EDITORS) else match[0]

    return token.sub(rename, text)
