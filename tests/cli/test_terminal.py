"""Progress notes for a person who waits."""

import json
import sys
from pathlib import Path

import pytest

from stakhgraph.cli.shared import terminal
from stakhgraph.cli.shared.text import COMMANDING, bold


def test_progress_notes_appear_after_some_time(monkeypatch, capsys):
    monkeypatch.setattr(terminal, "PATIENCE", 0.0)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with terminal.waiting("reading") as stage:
        while "reading … Ctrl-C stops" not in (said := capsys.readouterr().err):
            assert said == ""
        stage("counting")
    assert "counting …" in capsys.readouterr().err


COMMANDS = "a\x1b]0;title\x07b\x1b[31mc\x9b1md\u202ee\u2066f\x7fg\rh\u2028i"
SHOWN = r"a\x1b]0;title\x07b\x1b[31mc\x9b1md\u202ee\u2066f\x7fg\rh\u2028i"


def test_what_would_command_a_terminal_is_shown_as_text(capsys):
    terminal.out(COMMANDS)
    terminal.notice(COMMANDS)
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == (f"{SHOWN}\n", f"notice: {SHOWN}\n")


def test_text_of_every_script_is_shown_as_it_is(capsys):
    text = "Дойчер\tמשה\u200f \u06cc\u200c\u0645 👩\u200d👩 a\u0301\u00a0\u3000\n  next line"
    terminal.out(text)
    assert capsys.readouterr().out == f"{text}\n"


def test_json_keeps_its_values_and_commands_nothing(capsys):
    terminal.out_json({"label": COMMANDS, "name": "Дойчер"})
    text = capsys.readouterr().out
    assert json.loads(text) == {"label": COMMANDS, "name": "Дойчер"}
    assert text.isascii() or not COMMANDING.search(text.replace("\n", ""))
    assert "Дойчер" in text


@pytest.mark.parametrize(
    ("person", "expected"), [(True, "\x1b[1mTitle\x1b[0m\n"), (False, "Title\n")]
)
def test_bold_print_is_for_terminals(monkeypatch, capsys, person: bool, expected: str):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: person, raising=False)
    terminal.out(bold("Title"))
    assert capsys.readouterr().out == expected


def test_data_for_another_program_stays_as_it_is(capsys):
    terminal.deliver(f"{COMMANDS}\r\n", None)
    assert capsys.readouterr().out == f"{COMMANDS}\r\n"


def test_data_on_a_terminal_commands_nothing(monkeypatch, capsys):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    terminal.deliver(COMMANDS, None)
    assert capsys.readouterr().out == SHOWN


@pytest.mark.parametrize("name", ["-", "/dev/stdout"])
def test_standard_output_has_a_name(capsys, name: str):
    terminal.deliver("content", Path(name))
    assert capsys.readouterr().out == "content"
