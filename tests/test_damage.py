"""What validates works everywhere, and what is damaged ends in an error with a sentence.

Single statements, whole blocks and files are taken away from the tiny project of ``tests.mini``.
"""

import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stakhgraph import build
from stakhgraph.api import Workbench
from stakhgraph.debate import networks, validation
from stakhgraph.debate.descent import Descent
from stakhgraph.debate.search import name_search
from stakhgraph.errors import StakhError
from stakhgraph.exports import formats
from stakhgraph.figures.catalogue import Figures
from stakhgraph.project import Project
from stakhgraph.rdf import rdf_files, store
from stakhgraph.web.single_file import document as single_file
from tests import ROOT
from tests.marks import needs_front_end
from tests.mini import HERE, mini_project

FILES = {file.name: file for file in sorted((HERE / "graph").glob("*.ttl"))}
STATEMENTS = {
    name: rdf_files.read(file).ntriples.decode().splitlines() for name, file in FILES.items()
}
EVERY = [(name, line) for name, lines in STATEMENTS.items() for line in lines]
SUBJECTS = sorted({line.split(" ", 1)[0] for _, line in EVERY})


def without(folder: Path, gone: Callable[[str], bool]) -> Project:
    """Return the tiny project without some of its statements."""
    shutil.rmtree(folder, ignore_errors=True)
    project = mini_project(folder)
    for name, lines in STATEMENTS.items():
        kept = "".join(f"{line}\n" for line in lines if not gone(line))
        (folder / "graph" / name).write_text(kept, encoding="utf-8", newline="\n")
    return project


def uses(project: Project) -> Iterator[Callable[[], object]]:
    """Yield calls that do what the commands do."""
    loaded = store.load(project.turtle_files())
    workbench = Workbench(project, on=loaded)
    yield partial(build.build, project)
    yield from (partial(workbench.export, form) for form in formats.FORMATS)
    for thing in name_search.things(project, loaded):
        yield partial(workbench.show, thing.iri)
    yield lambda: [
        Descent(one, one.members[0], end).sentences()
        for one in workbench.lineages()
        for end in one.members[1:]
    ]
    for what in ("lineage", "assumption", "decades"):
        for subject in Figures(project, loaded).subjects(what):
            yield partial(workbench.draw, what, subject.iri)
    for subject in Figures(project, loaded).subjects("lineage"):
        for nodes in networks.NODES:
            yield partial(networks.read, project, loaded, "both", about=subject.iri, nodes=nodes)


def require_sound(project: Project) -> None:
    """Fail if what validates cannot be used, or if anything ends in an error of another kind."""
    conforms = validation.check(project, on=store.load(project.turtle_files())).conforms
    for use in uses(project):
        try:
            use()
        except StakhError as exc:
            assert not conforms, f"what validates ends in {exc}"


few = settings(
    max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@few
@given(st.sampled_from(EVERY))
def test_a_statement_taken_away_is_a_finding_or_no_matter(tmp_path: Path, gone: tuple[str, str]):
    require_sound(without(tmp_path / "mini", lambda line: line == gone[1]))


@few
@given(st.sampled_from(SUBJECTS))
def test_a_block_taken_away_is_a_finding_or_no_matter(tmp_path: Path, subject: str):
    require_sound(without(tmp_path / "mini", lambda line: line.startswith(f"{subject} ")))


@pytest.mark.parametrize("name", FILES)
def test_a_file_taken_away_is_a_finding_or_no_matter(tmp_path: Path, name: str):
    project = mini_project(tmp_path / "mini")
    (project.root / "graph" / name).unlink()
    require_sound(Project(project.root))


def test_a_step_from_outside_of_its_series_is_a_finding_and_is_left_out(tmp_path: Path):
    project = mini_project(tmp_path / "mini")
    file = project.root / "graph" / "preface.ttl"
    text = file.read_text(encoding="utf-8")
    moved = text.replace("stakh:earlier stance:quill-richer", "stakh:earlier stance:ferryman-idle")
    assert moved != text
    file.write_text(moved, encoding="utf-8", newline="\n")
    report = validation.check(project, on=store.load(project.turtle_files()))
    assert report.of_rule("checks/step-outside-series")
    require_sound(project)


@pytest.mark.parametrize("folder", ["graph", "ontology/shapes.ttl", "ontology/schemes.ttl"])
def test_a_project_without_a_part_can_still_be_used_or_says_why(tmp_path: Path, folder: str):
    project = mini_project(tmp_path / "mini")
    gone = project.root / folder
    if gone.is_dir():
        shutil.rmtree(gone)
        gone.mkdir()
    else:
        gone.unlink()
    require_sound(Project(project.root))


@needs_front_end
def test_an_empty_project_is_exported_as_a_page(tmp_path: Path):
    for name in ("ontology", "queries"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "graph").mkdir()
    project = Project.find(tmp_path)
    page = single_file.export(Workbench(project, on=store.load(project.turtle_files())))
    assert "</html>" in page


@needs_front_end
@pytest.mark.parametrize("odd", ["\\u0001", "  two spaces ", "\\n", "\\u202E", "\\u001B]0;"])
def test_a_label_with_odd_characters_does_not_stop_the_page(tmp_path: Path, odd: str):
    project = mini_project(tmp_path / "mini")
    for file in project.graph:
        text = file.read_text(encoding="utf-8")
        named = text.replace('rdfs:label "Ada Quill"', f'rdfs:label "Ada{odd}Quill"')
        file.write_text(named, encoding="utf-8", newline="\n")
    workbench = Workbench(project, on=store.load(project.turtle_files()))
    assert "</html>" in single_file.export(workbench)
