"""A project folder: where its files are."""

from pathlib import Path

import pytest

from stakhgraph import project as module
from stakhgraph.errors import UsageError
from stakhgraph.project import Place, Project
from tests.conftest import MakeProject


def test_a_project_lists_its_files_in_the_order_of_their_names(make_project: MakeProject):
    names = ["graph/b.ttl", "graph/a.ttl", "ontology/shapes.ttl", "queries/lineage/arcs.rq"]
    names += ["queries/checks/loop.rq", "queries/derive/rule.rq", "graph/notes.txt"]
    project = make_project(dict.fromkeys(names, "\n"))
    assert [project.name(file) for file in project.graph] == ["graph/a.ttl", "graph/b.ttl"]
    assert [project.name(file) for file in project.ontology] == ["ontology/prefixes.ttl"]
    assert [project.name(file) for file in project.queries] == ["queries/lineage/arcs.rq"]
    assert [project.name(file) for file in project.checks] == [
        "queries/checks/loop.rq",
        "queries/checks/nothing.rq",
    ]
    assert [project.name(file) for file in project.derivations] == ["queries/derive/rule.rq"]


def test_without_a_path_the_project_is_the_one_around_this_folder(
    make_project: MakeProject, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    made = make_project({})
    monkeypatch.chdir(made.root)
    assert Project.find() == made
    monkeypatch.chdir(tmp_path)
    monkeypatch.chdir(made.root / "graph")
    assert Project.find() == made


def test_elsewhere_the_project_is_the_shipped_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    (tmp_path / "graph").mkdir()
    monkeypatch.chdir(tmp_path)
    assert Project.find() == Project.shipped()
    assert Project.shipped().root == Path(module.__file__).parents[1]


@pytest.mark.parametrize("inside", [".", "graph"])
def test_part_of_a_project_is_not_answered_from_the_shipped_one(
    inside: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    (tmp_path / "graph").mkdir()
    (tmp_path / "graph" / "mine.ttl").write_text("")
    monkeypatch.chdir(tmp_path / inside)
    with pytest.raises(UsageError, match="lacks ontology/, queries/") as fault:
        Project.find()
    assert fault.value.where == str(tmp_path)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: None, "no such project folder"),
        (lambda path: path.write_text("x"), "a folder, not a file"),
        (lambda path: (path / "graph").mkdir(parents=True), "it lacks ontology/, queries/"),
    ],
)
def test_a_folder_that_lacks_the_folders_of_a_project_is_refused(
    tmp_path: Path, make, message: str
):
    make(tmp_path / "it")
    with pytest.raises(UsageError, match=message):
        Project.find(tmp_path / "it")


def test_each_subject_is_found_where_its_block_begins(make_project: MakeProject):
    project = make_project(
        {
            "graph/a.ttl": '\n# person:nobody a\nperson:a a stakh:Person ;\n    stakh:x """\n'
            'person:inside a string """ , "#" , <http://x#y> .\n<http://example.org/b> a ex:C .\n',
            "graph/b.ttl": "person:a ex:p ex:o .\n",
        }
    )
    a, b = project.graph
    person = "https://w3id.org/stakhgraph/id/person/"
    assert project.sources.find("http://example.org/b") == Place(a, 10)
    assert project.sources.places[f"{person}a"] == (Place(a, 7), Place(b, 5))
    assert project.sources.find(f"{person}nobody") is None
    assert project.sources.find(f"{person}inside") is None
