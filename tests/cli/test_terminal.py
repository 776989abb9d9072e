"""Progress notes for a person who waits."""

import sys

from stakhgraph.cli.shared import terminal


def test_progress_notes_appear_after_some_time(monkeypatch, capsys):
    monkeypatch.setattr(terminal, "PATIENCE", 0.0)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with terminal.waiting("reading") as stage:
        while "reading … Ctrl-C stops" not in (said := capsys.readouterr().err):
            assert said == ""
        stage("counting")
    assert "counting …" in capsys.readouterr().err
