"""What the program itself asks is asked also of a project that was made for an older program."""

import re
from pathlib import Path

import pytest

from stakhgraph.debate.profiles import profile_of
from stakhgraph.errors import UnknownName
from stakhgraph.project import Project
from stakhgraph.queries import own_questions
from stakhgraph.rdf.store import load
from tests.mini import mini_project

NAME = "portrait/editions"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return mini_project(tmp_path)


def rewritten(project: Project, pattern: str, new: str) -> Project:
    file = project.root / "queries" / f"{NAME}.rq"
    text, times = re.subn(pattern, new, file.read_text(encoding="utf-8"))
    assert times
    file.write_text(text, encoding="utf-8")
    return Project.find(project.root)


def test_the_question_of_the_project_comes_first(project: Project):
    changed = rewritten(project, r"\?edition frbr:realizationOf \?work \.", "FILTER(false)")
    assert own_questions.rows(changed, load(changed.turtle_files()), NAME) == []


def test_an_older_question_without_a_parameter_is_replaced_where_that_is_given(project: Project):
    old = rewritten(project, r"#\+ param by: .*\n", "")
    assert own_questions.find(old, NAME).path.is_relative_to(old.root)
    assert own_questions.find(old, NAME, ["by"]).path.is_relative_to(Project.shipped().root)


def test_a_project_without_new_questions_has_the_same_profiles(project: Project):
    store = load(project.turtle_files())
    before = profile_of(project, store, "person:wren-celia").to_dict()
    for file in (project.root / "queries" / "portrait").iterdir():
        file.unlink()
    assert profile_of(Project.find(project.root), store, "person:wren-celia").to_dict() == before


def test_a_question_that_there_never_was_is_an_error(project: Project):
    with pytest.raises(UnknownName, match="no query 'portrait/none'"):
        own_questions.find(project, "portrait/none")
