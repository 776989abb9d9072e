"""A tiny project with one of everything: an invented debate about an invented bridge.

``graph/`` holds every class of the ontology at least once, fully described; ``sources/`` the two
documents that its anchors point into. Ontology and queries are the project's own.
"""

import shutil
from pathlib import Path

from stakhgraph.project import Project

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SOURCES = HERE / "sources"


def mini_project(folder: Path) -> Project:
    """Put the tiny project together in an empty folder."""
    shutil.copytree(ROOT / "ontology", folder / "ontology")
    shutil.copytree(ROOT / "queries", folder / "queries")
    shutil.copytree(HERE / "graph", folder / "graph")
    return Project.find(folder)
