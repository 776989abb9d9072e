"""Stores of every engine."""

import pytest

from stakhgraph.rdf.store import ENGINES, Store, of_triples
from stakhgraph.rdf.terms import Literal
from tests.rdf.samples import O, P, S


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def store(engine: str) -> Store:
    return of_triples(
        [(S, P, O), (S, P, Literal("a")), (O, P, Literal("b", language="en"))], engine=engine
    )
