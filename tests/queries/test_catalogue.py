"""Questions are found by name."""

import pytest

from stakhgraph.errors import UnknownName
from stakhgraph.queries import catalogue
from tests.conftest import MakeProject
from tests.queries.samples import HELD


def test_a_question_is_found_by_its_name_or_its_answer(make_project: MakeProject):
    files = {f"queries/{name}.rq": HELD for name in ("views/held", "views/first", "dates/first")}
    project = make_project(files)
    assert catalogue.find(project, "held").name == catalogue.find(project, "views/held").name
    with pytest.raises(UnknownName, match="dates/first or views/first"):
        catalogue.find(project, "first")
    with pytest.raises(UnknownName, match="Did you mean views/held"):
        catalogue.find(project, "hold")
    with pytest.raises(UnknownName, match="List them all"):
        catalogue.find(project, "zzz")
