"""What the README shows must work: every command in it that needs no document is run."""

import re
import shlex
from pathlib import Path

import pytest

from stakhgraph import cli

README = (Path(__file__).resolve().parent.parent / "README.md").read_text(encoding="utf-8")
SHOWN = sorted(
    set(re.findall(r"stakhgraph (?:query|queries|lineage|show|validate)\b[^`\n#]*", README))
)
RUN = [line for line in SHOWN if not re.search(r"FOLDER|mine\.rq|S\.ttl|`", line)]


def test_the_readme_shows_commands():
    assert len(RUN) >= 12


@pytest.mark.parametrize("line", RUN)
def test_a_command_of_the_readme_answers(line, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(shlex.split(line)[1:])
    printed = capsys.readouterr()
    assert (ended.value.code, printed.err) == (0, "")
    assert printed.out.strip()


def test_what_the_readme_says_of_the_lineage_is_what_is_printed(capsys):
    with pytest.raises(SystemExit):
        cli.main(["lineage", "Trotsky", "Filtzer"])
    told = [
        line for line in capsys.readouterr().out.splitlines() if line.startswith(("Reading", "No"))
    ]
    assert len(told) == 4
    assert all(line in README for line in told)
