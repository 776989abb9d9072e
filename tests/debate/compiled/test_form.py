"""The compiled form of a project answers as its files do, whatever happens to either."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import stakhgraph
from stakhgraph.api import Workbench
from stakhgraph.cache import VARIABLE
from stakhgraph.debate.compiled import form
from stakhgraph.debate.compiled.form import CompiledStore, open_store
from stakhgraph.debate.search import name_search
from stakhgraph.debate.search.names import ListedNames
from stakhgraph.errors import ParseError, StakhError
from stakhgraph.project import Project
from stakhgraph.rdf.workers.worker_store import WorkerStore
from tests.bench import copies
from tests.mini import mini_project

LEAST = form.LEAST
WREN = "person:wren-celia"
ASKED = "SELECT ?label { <https://w3id.org/stakhgraph/id/person/wren-celia> rdfs:label ?label }"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Give a project that is taken for a large one, with a cache of its own."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))
    monkeypatch.setattr(form, "LEAST", 1)
    folder = tmp_path / "project"
    folder.mkdir()
    return mini_project(folder)


def label_of_wren(project: Project) -> str:
    with Workbench(project) as bench:
        return str(bench.sparql(ASKED).rows[0][0].value)  # type: ignore[union-attr]


def rename_wren(project: Project, name: str) -> Path:
    file = next(file for file in project.graph if "person:wren-celia a " in file.read_text("utf-8"))
    text = file.read_text(encoding="utf-8")
    block = re.search(r'person:wren-celia a (?:.|\n)*?rdfs:label "([^"]*)"', text)
    assert block
    text = text[: block.start(1)] + name + text[block.end(1) :]
    file.write_text(text, encoding="utf-8")
    return file


def entries(project: Project) -> list[Path]:
    folder = project.root.parent / "cache"
    return sorted(entry for entry in folder.iterdir()) if folder.is_dir() else []


def test_a_large_project_is_compiled_once(project: Project):
    told: list[str] = []
    for _ in range(2):
        with open_store(project, tell=told.append) as store:
            assert isinstance(store, CompiledStore)
            assert store.ask("ASK { ?thing ?verb ?value }")
    assert told == ["compiling the debate, once for this state of its files …"]
    assert len(entries(project)) == 1


def test_every_question_has_the_same_answer(project: Project):
    with open_store(project) as compiled, WorkerStore(project.turtle_files()) as parsed:
        assert isinstance(compiled, CompiledStore)
        one, other = Workbench(project, on=compiled), Workbench(project, on=parsed)
        for question in one.queries():
            if not any(parameter.required for parameter in question.parameters):
                assert one.query(question.name) == other.query(question.name), question.name
        assert compiled.size == parsed.size
        assert sorted(compiled.ntriples().splitlines()) == sorted(parsed.ntriples().splitlines())


def test_every_profile_is_the_same_and_knows_its_place(project: Project):
    with open_store(project) as compiled, WorkerStore(project.turtle_files()) as parsed:
        one, other = Workbench(project, on=compiled), Workbench(project, on=parsed)
        things = name_search.things(project, parsed)
        assert name_search.things(project, compiled) == things
        for thing in things:
            assert one.show(thing.iri).to_dict() == other.show(thing.iri).to_dict()
            assert one.place(thing.iri) == other.place(thing.iri)


@pytest.fixture(scope="module")
def both(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Project, CompiledStore, ListedNames]]:
    folder = tmp_path_factory.mktemp("names")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(folder / "cache"))
        patch.setattr(form, "LEAST", 1)
        (folder / "project").mkdir()
        project = copies.make(folder / "project", 40)
        with open_store(project) as store:
            assert isinstance(store, CompiledStore)
            yield project, store, ListedNames(store.names.every())


class Listed:
    """A store whose names are searched one by one."""

    def __init__(self, store: CompiledStore, names: ListedNames) -> None:
        self.names, self.ask, self.select, self.construct = (
            names,
            store.ask,
            store.select,
            store.construct,
        )


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_name_finds_what_a_search_of_all_names_finds(
    both: tuple[Project, CompiledStore, ListedNames], data: st.DataObject
):
    project, store, names = both
    thing = data.draw(st.sampled_from(names.things))
    known = data.draw(st.sampled_from([*thing.names, thing.iri, thing.slug]))
    begin = data.draw(st.integers(0, len(known)))
    change = data.draw(st.sampled_from([str, str.upper, str.title, lambda text: f"the {text} "]))
    name = change(known[begin:][: data.draw(st.integers(1, 40))]) + data.draw(
        st.sampled_from(["", "", " bridge", "_", '"', "\0", "\ud800", " -", "*", "Ж", "(", " 2"])
    )

    def found(on: Workbench) -> str:
        try:
            return on.find(name).iri
        except StakhError as exc:
            return f"{exc} {getattr(exc, 'candidates', '')}"

    listed = Listed(store, names)
    assert found(Workbench(project, on=store)) == found(Workbench(project, on=listed))


def test_another_state_of_the_files_has_another_answer(project: Project):
    assert label_of_wren(project) == "Celia Wren"
    rename_wren(project, "Cecily Wren")
    assert label_of_wren(project) == "Cecily Wren"
    rename_wren(project, "Celia Wren")
    assert label_of_wren(project) == "Celia Wren"


def test_a_change_is_seen_that_keeps_size_and_date(project: Project):
    assert label_of_wren(project) == "Celia Wren"
    file = next(f for f in project.graph if "person:wren-celia a " in f.read_text("utf-8"))
    before = file.stat()
    rename_wren(project, "Cilia Wern")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert file.stat().st_size == before.st_size
    assert label_of_wren(project) == "Cilia Wern"


def test_a_file_that_comes_or_goes_is_seen(project: Project):
    assert label_of_wren(project) == "Celia Wren"
    name = "<http://www.w3.org/2000/01/rdf-schema#label>"
    file = project.root / "graph" / ".hidden.ttl"
    file.write_text(
        f'<https://w3id.org/stakhgraph/id/person/new-person> {name} "New" .', encoding="utf-8"
    )
    asked = f'ASK {{ ?thing {name} "New" }}'
    with open_store(project) as store:
        assert store.ask(asked)
    file.unlink()
    with open_store(project) as store:
        assert not store.ask(asked)


def test_the_same_project_elsewhere_has_its_own_places(project: Project):
    copy = project.root.parent / "copy"
    shutil.copytree(project.root, copy)
    with Workbench(project) as one, Workbench(Project.find(copy)) as other:
        iri = one.find(WREN).iri
        here, there = one.place(iri), other.place(iri)
    assert here and there
    assert (there.file, there.line) == (copy / here.file.relative_to(project.root), here.line)


DAMAGE: dict[str, Callable[[Path], object]] = {
    "flip a byte in each file": lambda folder: [_flip(file) for file in _files(folder)],
    "cut each file": lambda folder: [os.truncate(f, f.stat().st_size // 2) for f in _files(folder)],
    "delete the store": lambda folder: shutil.rmtree(folder / "store"),
    "delete the names": lambda folder: (folder / "names.sqlite").unlink(),
    "delete it": shutil.rmtree,
    "empty the list": lambda folder: (folder / "contents.json").write_bytes(b""),
}


def _files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file() and file.stat().st_size]


def _flip(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_form_is_made_again(project: Project, damage: str):
    assert label_of_wren(project) == "Celia Wren"
    (entry,) = entries(project)
    DAMAGE[damage](entry)
    with Workbench(project) as bench:
        assert bench.find(WREN).label == "Celia Wren"
        assert bench.sparql(ASKED).rows[0][0].value == "Celia Wren"  # type: ignore[union-attr]


@pytest.mark.parametrize("damage", ["flip a byte in each file", "cut each file", "delete it"])
def test_what_is_damaged_after_it_was_opened_is_answered_from_the_files(
    project: Project, damage: str
):
    assert label_of_wren(project) == "Celia Wren"
    with open_store(project) as store, WorkerStore(project.turtle_files()) as parsed:
        (entry,) = entries(project)
        DAMAGE[damage](entry)
        asked = "SELECT * { ?thing ?verb ?value } ORDER BY ?thing ?verb ?value"
        assert store.select(asked) == parsed.select(asked)


def test_a_block_that_is_not_as_it_was_written_is_never_read(project: Project):
    with open_store(project) as store:
        assert store.ask("ASK { ?thing ?verb ?value }")
    (entry,) = entries(project)
    for file in entry.rglob("*.sst"):
        _flip(file)  # which the list does not see: only the checksums of the blocks do
    with open_store(project) as store, WorkerStore(project.turtle_files()) as parsed:
        assert isinstance(store, CompiledStore)
        assert sorted(store.ntriples().splitlines()) == sorted(parsed.ntriples().splitlines())


def test_turtle_that_does_not_parse_is_named_and_nothing_is_kept(project: Project):
    (project.root / "graph" / "zz.ttl").write_text("<urn:a> <urn:b> .", encoding="utf-8")
    with pytest.raises(ParseError, match=r"graph/zz\.ttl:1:"):
        label_of_wren(project)
    assert entries(project) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes in folders")
def test_a_pipe_among_the_files_is_refused_and_not_waited_for(project: Project):
    os.mkfifo(project.root / "graph" / "zz.ttl")
    with pytest.raises(StakhError, match="not a regular file"):
        label_of_wren(project)


def test_without_a_place_for_it_the_files_are_parsed(project: Project):
    (project.root.parent / "cache").write_text("in the way", encoding="utf-8")
    assert label_of_wren(project) == "Celia Wren"
    told: list[str] = []
    open_store(project, tell=told.append).close()
    assert "cannot be kept" in told[-1]


def test_a_full_disk_is_no_error(project: Project, monkeypatch: pytest.MonkeyPatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(form, "write", full)
    assert label_of_wren(project) == "Celia Wren"
    assert entries(project) == []


def test_files_that_change_meanwhile_are_not_kept(
    project: Project, monkeypatch: pytest.MonkeyPatch
):
    asked = name_search.asked_names

    def changing(*args: object) -> object:
        rename_wren(project, "Cecily Wren")
        return asked(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(name_search, "asked_names", changing)
    assert label_of_wren(project) == "Cecily Wren"
    assert entries(project) == []


def test_a_small_project_is_not_compiled(project: Project, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(form, "LEAST", 100_000_000)
    assert label_of_wren(project) == "Celia Wren"
    assert entries(project) == []


def test_the_second_engine_has_no_compiled_form(project: Project):
    with stakhgraph.open(project.root, engine="rdflib") as bench:
        assert bench.find(WREN).label == "Celia Wren"
    assert entries(project) == []


def test_the_bundled_debate_needs_no_compiled_form():
    assert sum(file.path.stat().st_size for file in Project.shipped().turtle_files()) < LEAST
