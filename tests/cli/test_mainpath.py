"""``stakhgraph mainpath``: JSON for machines, text for readers, exit codes."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from stakhgraph.cli import main
from stakhgraph.errors import StakhError
from stakhgraph.network.readers import network_file
from stakhgraph.network.reports import main_path
from tests.cli.networks import GARDEN, SEVEN, run, values
from tests.networks import HERE

KEYS = ["nodes", "arcs", "flow", "main_path", "cycles", "isolates", "digest"]


def test_the_json_is_the_golden_file_byte_for_byte():
    done = run(
        "mainpath", GARDEN, "--arcs", "cited-citing", "--years", "years", "--all-arcs", "--json"
    )
    golden = HERE / "garden.json"
    assert done.stdout == golden.read_text(encoding="utf-8")


def test_the_keys_and_the_kinds_of_values():
    said = values("mainpath", SEVEN, "--arcs", "cited-citing")
    assert list(said) == KEYS
    assert said["nodes"][0] == {"id": "1", "label": "3"}
    assert said["arcs"][0] == {"from": "1", "to": "2", "weight": "3"}
    assert said["main_path"][0] == {"from": "1", "to": "2"}
    assert (said["flow"], said["isolates"]) == ("4", [])
    assert len(said["digest"]) == 64


def test_only_the_arcs_of_the_path_are_listed_unless_all_are_wanted():
    some = values("mainpath", SEVEN, "--arcs", "cited-citing")
    every = values("mainpath", SEVEN, "--arcs", "cited-citing", "--all-arcs")
    assert (len(some["arcs"]), len(every["arcs"])) == (5, 9)
    assert some["digest"] == every["digest"]


def test_the_other_direction_reverses_the_path():
    there = values("mainpath", SEVEN, "--arcs", "cited-citing")
    back = values("mainpath", SEVEN, "--arcs", "citing-cited")
    assert sorted((a["to"], a["from"]) for a in back["main_path"]) == sorted(
        (a["from"], a["to"]) for a in there["main_path"]
    )
    assert there["digest"] != back["digest"]


def test_the_digest_depends_on_network_options_and_result():
    base = ("mainpath", SEVEN, "--arcs", "cited-citing")
    ways = [(), ("--weight", "splc"), ("--path", "local"), ("--path", "key-route", "--k", "9")]
    assert len({values(*base, *way)["digest"] for way in ways}) == 4
    assert values(*base)["digest"] == values(*base)["digest"]


def test_parallel_arcs_are_merged_or_counted():
    merged = values("mainpath", GARDEN, "--arcs", "cited-citing", "--all-arcs")
    counted = values(
        "mainpath", GARDEN, "--arcs", "cited-citing", "--all-arcs", "--parallel", "count"
    )
    # 2 and 3 cite each other and are one: of the arcs that lead to them both come from 1.
    assert merged["arcs"].count({"from": "1", "to": "2", "weight": "1"}) == 1
    assert counted["arcs"].count({"from": "1", "to": "2", "weight": "1"}) == 2
    assert (merged["flow"], counted["flow"]) == ("2", "3")


def test_the_json_lists_what_was_done_with_cycles():
    said = values("mainpath", GARDEN, "--arcs", "cited-citing", "--cycles", "contract")["cycles"]
    assert said["policy"] == "contract"
    assert said["components"] == [{"id": "2", "members": ["2", "3"]}]
    assert said["dropped"][0] == {"from": "2", "to": "2", "reason": "a loop"}
    assert said["changed"][-1]["became"] == {"from": "1", "to": "2"}


def test_the_text_has_flow_path_and_weights():
    done = run("mainpath", SEVEN, "--arcs", "cited-citing")
    assert "4 paths run from a source to a sink." in done.stdout
    assert "Main path, all ties: 5 arcs between 6 nodes." in done.stdout
    assert "  3 → 5   3\n" in done.stdout
    assert "levels, each strong component as one node" in run("network", GARDEN).stdout


def test_the_text_has_the_longest_chains_and_what_is_robust():
    said = run("mainpath", SEVEN, "--arcs", "cited-citing").stdout
    assert "\nBasket: The longest chain has 5 arcs: 3 → 5 → 12 → 20 → 21 → 22." in said
    assert "\nRobustness: " in said
    assert "\nCaution: Only 7 works and 9 arcs" in said


def test_where_robustness_would_take_long_its_command_is_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(main_path, "ROBUSTNESS_LIMIT", 20)
    said = run("mainpath", SEVEN, "--arcs", "cited-citing").stdout
    assert (
        f"Robustness takes long here, so ask apart: stakhgraph measure robustness {SEVEN}" in said
    )
    assert "\nBasket: " in said


def test_arcs_of_the_debate_come_in_order_with_page_and_anchor():
    lines = run("mainpath", "debate:lineage:privileged-caste").stdout.splitlines()
    arcs = [line for line in lines if line.startswith("  ")]
    assert arcs[0] == (
        "  Trotsky, Revolution Betrayed (1937) → Pasquier, Le Stakhanovisme (1937)   1 (later in the series, "
        "implied by order, by Lewis H. Siegelbaum, p. 5 of 002 Siegelbaum, Introduction, "
        "anchor:002-pasquier-dissertation)"
    )
    assert any(
        line.startswith("Caution: 3 of the 3 arcs that carry this are not") for line in lines
    )


def test_notices_go_to_standard_error():
    done = run("mainpath", str(HERE / "works.jsonl"), "--json")
    assert json.loads(done.stdout)["main_path"]
    assert "notice: 1 reference leads to works that are not in the file" in done.stderr


@pytest.mark.parametrize("text", ["*Vertices 0\n", '*Vertices 1\n1 "alone"\n'])
def test_without_an_arc_there_is_a_notice_and_no_main_path(tmp_path: Path, text: str):
    (tmp_path / "a.net").write_text(text)
    done = run("mainpath", str(tmp_path / "a.net"), "--arcs", "cited-citing", "--json")
    said = json.loads(done.stdout)
    assert (said["arcs"], said["main_path"], said["flow"]) == ([], [], "0")
    assert len(said["isolates"]) == len(said["nodes"])
    assert "has no arc, and so no main path" in done.stderr


@pytest.mark.parametrize(
    ("words", "code", "why"),
    [
        (("mainpath", SEVEN), 2, "the direction of the arcs is not known"),
        (("mainpath", GARDEN, "--arcs", "cited-citing", "--cycles", "refuse"), 2, "has a cycle"),
        (("mainpath", SEVEN, "--arcs", "cited-citing", "--cycles", "date"), 2, "no year of any"),
        (("mainpath", "none.net", "--arcs", "cited-citing"), 3, "no such file"),
        (("network", str(HERE)), 3, "is a folder"),
    ],
)
def test_errors_have_their_exit_codes(tmp_path: Path, words: tuple[str, ...], code: int, why: str):
    out = tmp_path / "nothing"
    fault = run(*words, "--out", str(out)).exception
    assert isinstance(fault, StakhError)
    assert (fault.exit_code, why in str(fault), out.exists()) == (code, True, False)


def test_too_little_memory_is_an_error_of_one_line(monkeypatch, capsys):
    def full(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(network_file, "_read_bytes", full)
    with pytest.raises(SystemExit) as ended:
        main.main(["network", SEVEN])
    assert ended.value.code == 3
    assert capsys.readouterr().err == (
        "error: there is not enough memory. Use a part of the data.\n"
    )


@pytest.fixture
def few_digits() -> Iterator[None]:
    """Let Python write no integer of more than 640 digits, which is the least that it takes."""
    before = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(640)
    yield
    sys.set_int_max_str_digits(before)


@pytest.mark.usefixtures("few_digits")
def test_a_number_of_more_digits_than_python_writes(tmp_path: Path):
    diamonds = 2_200
    rows = [
        f"{at + 1} {at + 2}\n{at + 1} {at + 3}\n{at + 2} {at + 4}\n{at + 3} {at + 4}\n"
        for at in range(0, 3 * diamonds, 3)
    ]
    path = tmp_path / "long.net"
    path.write_text(f"*Vertices {3 * diamonds + 1}\n*Arcs\n{''.join(rows)}")
    said = values("mainpath", str(path), "--arcs", "cited-citing")
    assert len(said["flow"]) == 663
    assert len(said["arcs"]) == 4 * diamonds
