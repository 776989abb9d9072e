"""What the README shows must work: every command in it that needs no document is run."""

import re
import shlex

import pytest

from stakhgraph.cli import main
from stakhgraph.web import front_end
from tests import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"\$ (stakhgraph [^\n]*)|`(stakhgraph [^`\n]*)`", README)
COMMANDS = sorted({(one or other).partition(" #")[0].strip() for one, other in SHOWN})
# Those that need the documents, a file of the reader's, or a whole other folder.
NOT_RUN = re.compile(r"FOLDER|FILE|S\.ttl|--about WORDS|stakhgraph (doctor|fmt|serve)$")
RUN = [line for line in COMMANDS if not NOT_RUN.search(line)]


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    """Give a function that runs a command line in an empty folder and gives what it prints."""
    monkeypatch.chdir(tmp_path)

    def command(line):
        with pytest.raises(SystemExit) as ended:
            main.main(shlex.split(line)[1:])
        printed = capsys.readouterr()
        faults = [said for said in printed.err.splitlines() if not said.startswith("notice: ")]
        assert (ended.value.code, faults) == (0, [])
        return printed.out

    return command


def test_the_readme_shows_commands():
    assert len(RUN) >= 20


@pytest.mark.parametrize("line", RUN)
def test_a_command_of_the_readme_works(line, run, tmp_path):
    if "--format html" in line and not front_end.is_built():
        pytest.skip("the front end is not built: python hatch_build.py")
    assert run(line).strip() or list(tmp_path.iterdir())


def test_what_the_readme_says_of_the_lineage_is_what_is_printed(run):
    told = [
        line
        for line in run("stakhgraph lineage Trotsky Filtzer").splitlines()
        if line.startswith(("Reading", "No"))
    ]
    assert len(told) == 4
    assert all(line in README for line in told)


def test_the_first_answer_of_the_readme_is_what_is_answered(run):
    line = "stakhgraph query positions/first-held view=concept:labour-aristocracy"
    answered = [row.split(" | ") for row in run(f"{line} --format markdown").splitlines()[2:4]]
    for row in answered:
        said, where, _, own, edition, year, basis, _, _, reporter, *_ = row[2:]
        shown = " | ".join([*row[:2], said, where, own, edition, year, basis, reporter])
        assert f"{shown} |" in README
    assert "Nobody in the series is said to have read another" in run(line)
