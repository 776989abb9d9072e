"""The main job: what it writes, on either engine, whole or not at all."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from stakhgraph import build
from stakhgraph.errors import LimitError, UsageError
from stakhgraph.project import Project
from tests import ROOT
from tests.mini import mini_project


@pytest.fixture(scope="module")
def done():
    return build.build(Project.find())


def test_the_build_finds_no_fault_and_answers_every_question(done):
    assert done.report.conforms
    assert done.answered >= 30


def test_it_writes_graph_drawings_answers_and_report(done, tmp_path):
    build.write(done, tmp_path / "build")
    names = {
        p.relative_to(tmp_path / "build").as_posix() for p in (tmp_path / "build").rglob("*.*")
    }
    assert {
        "stakhgraph.ttl",
        "citations.svg",
        "decades.svg",
        "lineage-privileged-caste.svg",
        "assumption-3-stratum.svg",
        "report.json",
    } <= names
    assert "answers/lineage/series.csv" in names
    assert json.loads((tmp_path / "build/report.json").read_text())["conforms"] is True


def test_the_whole_build_also_runs_on_rdflib_alone(done):
    alone = build.build(Project.find(), engine="rdflib")
    assert dict(alone.files) == dict(done.files)


def test_a_build_replaces_only_what_a_build_wrote(done, tmp_path):
    build.write(done, tmp_path / "build")
    build.write(done, tmp_path / "build")
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.txt").write_text("ten years of work")
    with pytest.raises(UsageError, match="no build wrote"):
        build.write(done, tmp_path / "thesis")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["build", "thesis"]


def test_the_summary_tells_rivals_and_single_reporters(done):
    one = "Record shift: 20 August 1935 (document 004)"
    assert (one, "Record shift: night of 30–31 August 1935 (document 002)") in done.summary.rivals
    assert done.summary.one_reporter[0][0] == "Lewis H. Siegelbaum"


@pytest.mark.parametrize("name", ["citations.svg", "decades.svg", "lineage-privileged-caste.svg"])
def test_the_drawings_are_those_that_the_readme_shows(done, name):
    assert done.files[name] == (ROOT / "tests" / "golden" / name).read_text(encoding="utf-8")


def test_a_file_of_yours_in_the_folder_of_a_build_is_not_lost(done, tmp_path):
    build.write(done, tmp_path / "build")
    (tmp_path / "build" / "notes.txt").write_text("mine")
    with pytest.raises(UsageError, match=r"no build wrote: notes\.txt"):
        build.write(done, tmp_path / "build")
    assert (tmp_path / "build" / "notes.txt").read_text() == "mine"


BOMB = """\
#+ summary: What is joined to all?
#+ serves: historian
#+ about: everything
#+ column all: all of it
SELECT (GROUP_CONCAT(?c) AS ?all) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }
"""


@pytest.mark.parametrize("name", ["queries/people/bomb.rq", "queries/checks/bomb.rq"])
def test_a_query_of_the_project_without_bounds_is_stopped_and_named(tmp_path: Path, name: str):
    project = mini_project(tmp_path)
    check = BOMB.replace("summary", "problem").replace("serves: historian", "solution: None.")
    check = check.replace("#+ about: everything\n", "#+ level: warning\n").replace("all", "subject")
    (tmp_path / name).write_text(check if "checks" in name else BOMB, encoding="utf-8")
    with pytest.raises(LimitError, match="bomb.rq"):
        build.build(project, timeout=3)


def ended_process() -> int:
    """Return the number of a process that has ended."""
    done = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], check=True, capture_output=True)  # fmt: skip
    return int(done.stdout)


def test_what_a_killed_build_has_left_is_removed_by_the_next(done, tmp_path: Path):
    dead, alive = ended_process(), os.getpid()
    for name in (f".out.{dead}-0123456789ab", f".out.{alive}-0123456789ab", ".out.mine"):
        (tmp_path / name).mkdir()
    build.write(done, tmp_path / "out")
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"out", f".out.{alive}-0123456789ab", ".out.mine"}


def test_a_build_that_was_put_aside_when_another_was_killed_is_put_back(done, tmp_path: Path):
    build.write(done, tmp_path / "out")
    (tmp_path / "out" / "mine").write_text("not of a build")
    (tmp_path / "out").rename(tmp_path / f".out.{ended_process()}-0123456789ab.old")
    with pytest.raises(UsageError, match="mine"):
        build.write(done, tmp_path / "out")
    assert (tmp_path / "out" / "mine").is_file()


def test_a_folder_that_no_build_wrote_is_refused_without_looking_through_it(tmp_path, monkeypatch):
    (tmp_path / "a").mkdir()
    monkeypatch.setattr(Path, "rglob", None)
    with pytest.raises(UsageError, match="no build wrote: a"):
        build.require_replaceable(tmp_path)
