"""The fuzzer itself: every reader reads some cases, and a fault that is put into one is found."""

from pathlib import Path

import pytest

from stakhgraph.errors import ParseError, StakhError
from tests.fuzz import runner
from tests.fuzz.cases import case
from tests.fuzz.mutation import LONGEST
from tests.fuzz.targets import TARGETS
from tests.fuzz.verdict import Reader, fault, smaller

FEW = 60
"""Cases of each reader, the first of which are the examples."""


@pytest.mark.parametrize("reader", TARGETS)
def test_a_reader_reads_its_cases_without_a_fault(tmp_path: Path, reader: str):
    result = runner.run(reader, seed=1, keep=tmp_path, cases=FEW, first=max(0, len_of(reader) - 3))
    assert result.findings == {}
    assert result.cases == FEW


def len_of(reader: str) -> int:
    return len(TARGETS[reader].examples())


@pytest.mark.parametrize("reader", TARGETS)
def test_cases_follow_from_the_seed_and_their_number(reader: str):
    target, examples = TARGETS[reader], TARGETS[reader].examples()
    numbers = range(len(examples), len(examples) + 20)
    some = [case(target, examples, 1, number) for number in numbers]
    assert some == [case(target, examples, 1, number) for number in numbers]
    assert some != [case(target, examples, 2, number) for number in numbers]
    assert max(map(len, some)) <= LONGEST


def refuses_cleanly(_: bytes) -> None:
    raise ParseError("not Turtle", where="x.ttl:1:1")


def forges_a_line(_: bytes) -> None:
    raise type("Odd", (StakhError,), {"__str__": lambda _: "error: x\nerror: y"})("x")


def says_nothing(_: bytes) -> None:
    raise ParseError("")


def passes_on(data: bytes) -> None:
    raise ParseError("RecursionError: too deep" if b"<" in data else "not Turtle")


def breaks_on_a_word(data: bytes) -> None:
    if b"base" in data:
        raise KeyError("base")


@pytest.mark.parametrize(
    ("read", "kind"),
    [
        (refuses_cleanly, ""),
        (forges_a_line, "not one line"),
        (says_nothing, "no message"),
        (passes_on, "Error:"),
        (breaks_on_a_word, "KeyError"),
    ],
)
def test_all_but_an_answer_and_a_clean_refusal_is_a_fault(read: Reader, kind: str):
    found = fault(read, b"<x> a base .")
    assert (found.kind if found else "") == "" or kind in found.kind  # type: ignore[union-attr]
    assert bool(found) == bool(kind)


def test_a_finding_is_made_shorter():
    found = fault(breaks_on_a_word, b"@prefix a: <b> . @base <c> . a:b a:c 1 .")
    assert found is not None
    assert smaller(breaks_on_a_word, b"@prefix a: <b> . @base <c> .", found.kind) == b"base"


@pytest.mark.parametrize(
    ("reader", "kind"),
    [
        ("raises", "KeyError"),
        ("dies", "signal 11"),
        ("hangs", "does not end"),
        ("takes-memory", "MemoryError"),
    ],
)
def test_a_broken_reader_is_found_and_the_others_are_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], reader: str, kind: str
):
    result = runner.run(reader, seed=0, keep=tmp_path, cases=3, limit=1.0, of="tests.fuzz.broken")
    (found,) = result.findings
    assert kind in found
    assert result.cases == 3
    assert result.findings[found].read_bytes() == b"broken"
    assert f"python -m tests.fuzz {reader} --file {tmp_path}" in capsys.readouterr().out


def test_a_saved_case_is_repeated(tmp_path: Path):
    file = tmp_path / "x.case"
    file.write_bytes(b"<urn:a> <urn:b> 1 .")
    assert runner.repeat("turtle", file) == 0
    file.write_bytes(b"broken")
    assert runner.repeat("raises", file, of="tests.fuzz.broken") == 1
    assert runner.repeat("dies", file, of="tests.fuzz.broken") == 1
