"""``stakhgraph export``: to a file or a pipe, and what a format omits."""

import subprocess
import sys

import pytest

from tests import ROOT


def test_a_closed_pipe_is_not_an_error():
    command = f"{sys.executable} -m stakhgraph export | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stderr == ""
    assert done.stdout.startswith("@prefix")


def test_a_notice_names_what_a_format_omits(run, tmp_path):
    code, out, err = run("export", "--out", "debate.bib")
    assert (code, out) == (0, "")
    assert err.startswith("notice: bibtex omits: ")
    assert "stance (" in err
    assert (tmp_path / "debate.bib").read_text(encoding="utf-8").lstrip().startswith("@")


SELECT = "SELECT ?text { VALUES ?text { '=1+1' } }"


@pytest.mark.parametrize(
    ("options", "cell"), [((), "=1+1"), (("--for-spreadsheet",), "'=1+1")], ids=["plain", "defused"]
)
def test_cells_are_as_they_are_unless_they_are_for_a_spreadsheet(run, options, cell: str):
    code, out, _ = run("query", "-e", SELECT, "--format", "csv", *options)
    assert (code, out.splitlines()) == (0, ["text", cell])


def test_only_csv_is_written_for_a_spreadsheet(run):
    code, _, err = run("export", "--format", "turtle", "--for-spreadsheet")
    assert code == 2
    assert "--for-spreadsheet is about CSV" in err
