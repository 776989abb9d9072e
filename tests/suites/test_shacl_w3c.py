"""The W3C SHACL test suite; it is not kept here, and its folder is named in the environment."""

import os
from pathlib import Path

import pytest

from stakhgraph.rdf.shacl.validation import ENGINES
from tests.suites.shacl_w3c import cases

FOLDER = os.environ.get("STAKHGRAPH_SHACL_SUITE", "")


@pytest.mark.skipif(not FOLDER, reason="STAKHGRAPH_SHACL_SUITE names no W3C SHACL test suite")
@pytest.mark.parametrize("engine", ENGINES)
def test_every_case_of_the_w3c_suite_passes(engine: str):
    found = list(cases(Path(FOLDER)))
    assert len(found) >= 120
    assert [case.name for case in found if not case.passes(engine)] == []
