import errno
import os
from pathlib import Path

import pytest

from stakhgraph import project as module
from stakhgraph.errors import UnreadableFile, UsageError, WriteError
from stakhgraph.files import read_text, write_aside
from stakhgraph.project import Place, Project
from tests.conftest import MakeProject


def test_a_project_lists_its_files_in_the_order_of_their_names(make_project: MakeProject):
    names = ["graph/b.ttl", "graph/a.ttl", "ontology/shapes.ttl", "queries/lineage/arcs.rq"]
    names += ["queries/checks/loop.rq", "queries/derive/rule.rq", "graph/notes.txt"]
    project = make_project(dict.fromkeys(names, "\n"))
    assert [project.name(file) for file in project.graph] == ["graph/a.ttl", "graph/b.ttl"]
    assert [project.name(file) for file in project.ontology] == ["ontology/prefixes.ttl"]
    assert [project.name(file) for file in project.queries] == ["queries/lineage/arcs.rq"]
    assert [project.name(file) for file in project.checks] == ["queries/checks/loop.rq"]
    assert [project.name(file) for file in project.derivations] == ["queries/derive/rule.rq"]


def test_without_a_path_the_project_is_here_or_the_one_that_is_shipped(
    make_project: MakeProject, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    made = make_project({})
    monkeypatch.chdir(made.root)
    assert Project.find() == made
    monkeypatch.chdir(tmp_path / "graph")
    assert Project.find().root == Path(module.__file__).parents[1]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: None, "no such project folder"),
        (lambda path: path.write_text("x"), "a folder, not a file"),
        (lambda path: (path / "graph").mkdir(parents=True), "it lacks ontology/, queries/"),
    ],
)
def test_a_folder_of_another_shape_is_no_project(tmp_path: Path, make, message: str):
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


BAD_FILES = {
    "missing": (None, "cannot be read: no such file"),
    "empty": (b" \n", "is empty"),
    "binary": (b"a\0b", "is binary"),
    "utf-16": ("text".encode("utf-16"), "is UTF-16"),
    "latin-1": (b"ok\nL\xe9on", r"is not UTF-8 \(.*:2:2\)"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_that_is_no_text_says_why(tmp_path: Path, name: str):
    content, message = BAD_FILES[name]
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableFile, match=message):
        read_text(tmp_path / name)


def test_a_folder_a_pipe_and_an_impossible_path_are_no_files(tmp_path: Path):
    with pytest.raises(UnreadableFile, match="a folder"):
        read_text(tmp_path)
    with pytest.raises(UnreadableFile, match="cannot be read"):
        read_text(Path("a\0b"))
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(UnreadableFile, match="not a regular file"):
            read_text(tmp_path / "pipe")


def test_a_file_that_may_not_be_read_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def forbidden(path: Path) -> bytes:
        raise PermissionError(errno.EACCES, "Permission denied")

    (tmp_path / "f").write_text("x")
    monkeypatch.setattr(Path, "read_bytes", forbidden)
    with pytest.raises(UnreadableFile, match=r"permission denied \(.*/f\)"):
        read_text(tmp_path / "f")


def test_text_is_read_as_it_is_but_for_a_byte_order_mark(tmp_path: Path):
    (tmp_path / "f").write_bytes(b"\xef\xbb\xbfa\r\nb\rc")
    assert read_text(tmp_path / "f") == "a\r\nb\rc"
    (tmp_path / "f").write_bytes(b"")
    assert read_text(tmp_path / "f", empty=True) == ""


def test_a_file_is_written_whole_into_a_new_folder(tmp_path: Path):
    write_aside(tmp_path / "new" / "f", "one\r\ntwo\n\u0414")
    assert (tmp_path / "new" / "f").read_bytes() == "one\r\ntwo\n\u0414".encode()
    write_aside(tmp_path / "new" / "f", b"three")
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["f"]


def test_a_full_disk_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    write_aside(tmp_path / "f", "old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WriteError, match="no space left on device"):
        write_aside(tmp_path / "f", "new")
    assert [path.name for path in tmp_path.iterdir()] == ["f"]
    assert (tmp_path / "f").read_text() == "old"


def test_what_is_no_file_is_not_replaced(tmp_path: Path):
    for target in (tmp_path, Path(os.devnull)):
        with pytest.raises(WriteError, match="not a file that can be replaced"):
            write_aside(target, "x")
    (tmp_path / "f").write_text("x")
    with pytest.raises(WriteError, match="cannot be written"):
        write_aside(tmp_path / "f" / "g", "x")
    with pytest.raises(WriteError, match="surrogate"):
        write_aside(tmp_path / "g", "\ud800")
