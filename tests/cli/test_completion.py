"""``stakhgraph completion``: scripts for shells, and names of questions."""

import os
import subprocess
import sys

import pytest

from stakhgraph.cli import completion
from tests import ROOT


@pytest.mark.parametrize("shell", completion.SHELLS)
def test_each_shell_has_a_script(run, shell):
    code, out, _ = run("completion", shell)
    assert code == 0
    assert "_STAKHGRAPH_COMPLETE" in out


def test_names_of_questions_are_completed():
    words = {"COMP_WORDS": "stakhgraph query people/", "COMP_CWORD": "2"}
    done = subprocess.run(
        [sys.executable, "-m", "stakhgraph"],
        env={**os.environ, **words, "_STAKHGRAPH_COMPLETE": "bash_complete"},
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert "plain,people/positions" in done.stdout
    assert "overview" not in done.stdout
