"""Running commands in this process."""

import pytest

from stakhgraph.cli import main


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    """Return a function that runs a command: (exit code, standard output, standard error)."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("STAKHGRAPH_SOURCES", raising=False)

    def command(*arguments):
        with pytest.raises(SystemExit) as ended:
            main.main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return ended.value.code, printed.out, printed.err

    return command
