"""The data of the bundled debate, and what the page shows for some parameters."""

from collections.abc import Callable
from typing import Any

import pytest

from stakhgraph.project import Project
from stakhgraph.rdf.store import Store
from stakhgraph.rdf.store import load as load_store
from stakhgraph.web.lineage import loader
from stakhgraph.web.lineage.data import LineageData
from stakhgraph.web.lineage.view import view as explorer_view
from tests import ROOT


@pytest.fixture(scope="session")
def project() -> Project:
    return Project.find(ROOT)


@pytest.fixture(scope="session")
def store(project: Project) -> Store:
    return load_store(project.turtle_files())


@pytest.fixture(scope="session")
def data(project: Project, store: Store) -> LineageData:
    return loader.load(project, store)


@pytest.fixture(scope="session")
def view(data: LineageData) -> Callable[..., dict[str, Any]]:
    """Return a function from parameters of the address to the variables of the template."""
    return lambda **parameters: explorer_view(data, parameters)


@pytest.fixture(scope="session")
def works(project: Project, store: Store) -> Callable[[str], set[str]]:
    """Return a function from a graph pattern to the slugs of the works that it finds."""
    prefixes = "".join(f"PREFIX {p}: <{n}>\n" for p, n in project.prefixes.namespaces.items())

    def slugs(pattern: str) -> set[str]:
        table = store.select(f"{prefixes}SELECT DISTINCT ?work WHERE {{ {pattern} }}")
        return {row["work"].rsplit("/", 1)[-1] for row in table.records()}

    return slugs
