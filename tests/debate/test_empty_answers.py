"""An empty answer says why it is empty."""

from pathlib import Path

import pytest

from stakhgraph.api import Workbench
from stakhgraph.project import Project
from stakhgraph.rdf.store import ENGINES, load
from tests import ROOT, dissent


@pytest.fixture(scope="module")
def debate() -> Workbench:
    project = Project.find(ROOT)
    return Workbench(project, on=load(project.turtle_files()))


def why(bench: Workbench, name: str, **params: str) -> tuple[str, ...]:
    assert not bench.query(name, **params).rows
    return bench.why_empty(bench.named(name), params).sentences()


@pytest.mark.parametrize("engine", ENGINES)
def test_a_kind_of_record_that_a_project_lacks_is_named(engine: str, tmp_path: Path):
    project = dissent.project(tmp_path)
    bench = Workbench(project, on=load(project.turtle_files(), engine=engine))
    nothing = "This project records nothing that the question asks for: it has no "
    assert why(bench, "motives/imputed") == (f"{nothing}“imputes a motive to”.",)
    assert why(bench, "motives/imputed", asked="person:abel") == (
        f"{nothing}“imputes a motive to”.",
    )
    assert why(bench, "answers/thesis") == (f"{nothing}“place in the thesis”.",)
    assert why(bench, "answers/main-questions") == (f"{nothing}“answer to” or “rank”.",)


def test_a_value_that_has_none_of_it_is_named_with_similar_ones_that_have(debate: Workbench):
    said, near = why(debate, "people/positions", who="person:tucker-robert-c")
    assert said == "Nothing is recorded here for who=person:tucker-robert-c (Robert C. Tucker)."
    assert near.startswith("There are rows for who=person:")
    assert why(debate, "citations/of-note", note="999") == (
        "Nothing is recorded here for note=999.",
    )


def test_two_values_that_have_rows_apart_are_named_together(debate: Workbench):
    params = {"holding": "person:conquest-robert", "reporting": "person:note-writer-jrl-6535"}
    said = why(debate, "positions/single-reporter", **params)[0]
    assert said == (
        "Nothing is recorded here for holding=person:conquest-robert and "
        "reporting=person:note-writer-jrl-6535 together."
    )


def test_a_required_value_that_has_none_of_it_is_named(tmp_path: Path):
    project = dissent.project(tmp_path, 'concept:tide a stakh:Concept ; rdfs:label "tide" .')
    bench = Workbench(project, on=load(project.turtle_files()))
    said, near = why(bench, "positions/first-held", view="concept:tide")
    assert said == "Nothing is recorded here for view=concept:tide (tide)."
    assert "view=prop:p (P)" in near
